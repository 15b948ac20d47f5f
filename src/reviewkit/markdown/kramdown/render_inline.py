"""Inline tokens as HTML, written as kramdown writes it."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reviewkit.markdown.kramdown.html_text import (
    close_tag,
    escape_attribute,
    escape_text,
    open_tag,
)
from reviewkit.markdown.kramdown.render_math import inline_math_html

__all__ = ["add_inline_rules"]

_Render = Callable[[Token], str]
_SPANS: Final = ("abbr", "em", "link", "s", "strong")


def add_inline_rules(md: MarkdownIt) -> None:
    """Register the render rules for every inline token of the dialect but code."""
    rules: dict[str, _Render] = {
        "text": lambda token: escape_text(token.content),
        "softbreak": lambda _: "\n",
        "hardbreak": lambda _: "<br />\n",
        "image": lambda token: open_tag("img", token.attrs, void=True),
        "html_element": lambda token: open_tag(token.tag, token.attrs, void=True),
        "html_inline": lambda token: token.content,
        "footnote_ref": _footnote,
        "math_inline": inline_math_html,
    }
    spans = list(_SPANS)
    if "html_element_open" not in getattr(md.renderer, "rules", {}):
        spans.append("html_element")
    for name in spans:
        rules[f"{name}_open"] = lambda token: open_tag(token.tag, token.attrs)
        rules[f"{name}_close"] = lambda token: close_tag(token.tag)
    for name, function in rules.items():
        md.add_render_rule(name, _as_rule(function))


def _as_rule(function: _Render) -> Callable[..., str]:
    def rule(_self: Any, tokens: Sequence[Token], place: int, *_: Any) -> str:  # noqa: ANN401 -- markdown-it's interface
        return function(tokens[place])

    return rule


def _footnote(token: Token) -> str:
    """Write the number of a footnote as a link; later references have ids of their own."""
    prefix = token.meta.get("prefix", "")
    name = escape_attribute(f"{prefix}{token.meta['name']}")
    again = f":{token.meta['reference']}" if token.meta["reference"] else ""
    return (
        f'<sup id="fnref:{name}{again}" role="doc-noteref"><a href="#fn:{name}" '
        f'class="footnote" rel="footnote">{token.meta["number"]}</a></sup>'
    )
