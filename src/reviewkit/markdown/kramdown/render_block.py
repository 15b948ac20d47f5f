"""Block tokens as HTML, laid out as kramdown lays it out."""

from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reviewkit.markdown.kramdown.html_text import escape_text, open_tag
from reviewkit.markdown.kramdown.render_math import block_math_html

__all__ = ["add_block_rules"]

_CONTAINERS = (
    *("blockquote", "bullet_list", "ordered_list", "dl"),
    *("table", "thead", "tbody", "tfoot", "tr"),
    *("footnote_block", "footnote_list", "footnote_item"),
)
_LEAVES = ("heading", "dt", "th", "td")
_ITEMS = ("list_item", "dd")


def add_block_rules(md: MarkdownIt) -> None:
    """Register the render rules for every block token of the dialect but code."""
    rules: dict[str, Any] = {
        "blank": lambda *_: "\n",
        "hr": _rule,
        "html_block": _html_block,
        "html_element_open": _element_open,
        "html_element_close": _element_close,
        "math_block": lambda tokens, place: block_math_html(tokens[place]),
        "task_checkbox": _checkbox,
        "paragraph_open": _paragraph_open,
        "paragraph_close": _paragraph_close,
    }
    for name in _CONTAINERS:
        rules |= {f"{name}_open": _container_open, f"{name}_close": _container_close}
    for name in _LEAVES:
        rules |= {f"{name}_open": _leaf_open, f"{name}_close": _leaf_close}
    for name in _ITEMS:
        rules |= {f"{name}_open": _item_open, f"{name}_close": _item_close}
    for name, function in rules.items():
        md.add_render_rule(name, _as_rule(function))


def _as_rule(function: Any) -> Any:  # noqa: ANN401 -- markdown-it's interface
    def rule(_self: Any, tokens: Sequence[Token], place: int, *_: Any) -> str:  # noqa: ANN401 -- see above
        return str(function(tokens, place))

    return rule


def _indent(token: Token) -> str:
    return "  " * token.level


def _open(token: Token) -> str:
    return f"{_indent(token)}{open_tag(token.tag, token.attrs)}"


def _rule(tokens: Sequence[Token], place: int) -> str:
    token = tokens[place]
    return f"{_indent(token)}{open_tag('hr', token.attrs, void=True)}\n"


def _checkbox(tokens: Sequence[Token], place: int) -> str:
    return open_tag("input", tokens[place].attrs, void=True)


def _html_block(tokens: Sequence[Token], place: int) -> str:
    token = tokens[place]
    return token.content if token.meta.get("bare") else f"{_indent(token)}{token.content}\n"


def _element_open(tokens: Sequence[Token], place: int) -> str:
    token = tokens[place]
    if not token.block:
        return open_tag(token.tag, token.attrs)
    indent = "" if token.meta.get("bare") else _indent(token)
    end = "\n" if token.meta["model"] == "block" else ""
    return indent + open_tag(token.tag, token.attrs) + end


def _element_close(tokens: Sequence[Token], place: int) -> str:
    token = tokens[place]
    if not token.block:
        return f"</{token.tag}>"
    indent = _indent(token) if token.meta["model"] == "block" else ""
    return f"{indent}</{token.tag}>" + ("" if token.meta.get("bare") else "\n")


def _container_open(tokens: Sequence[Token], place: int) -> str:
    return _open(tokens[place]) + "\n"


def _container_close(tokens: Sequence[Token], place: int) -> str:
    token = tokens[place]
    return f"{_indent(token)}</{token.tag}>\n"


def _leaf_open(tokens: Sequence[Token], place: int) -> str:
    token = tokens[place]
    empty_cell = token.tag in {"td", "th"} and not tokens[place + 1].content
    return _open(token) + (escape_text(token.meta.get("empty", "\u00a0")) if empty_cell else "")


def _leaf_close(tokens: Sequence[Token], place: int) -> str:
    return f"</{tokens[place].tag}>\n"


def _paragraph_open(tokens: Sequence[Token], place: int) -> str:
    token = tokens[place]
    return "" if token.hidden else _open(token)


def _paragraph_close(tokens: Sequence[Token], place: int) -> str:
    token = tokens[place]
    return "" if token.hidden else "</p>\n"


def _item_open(tokens: Sequence[Token], place: int) -> str:
    first = tokens[place + 1]
    inside = first.hidden or first.nesting < 0 or first.type == "inline"
    return _open(tokens[place]) + ("" if inside else "\n")


def _item_close(tokens: Sequence[Token], place: int) -> str:
    token, last = tokens[place], tokens[place - 1]
    inside = last.hidden or last.nesting > 0 or last.type == "inline"
    return ("" if inside else _indent(token)) + f"</{token.tag}>\n"
