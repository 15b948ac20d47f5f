"""Attribute lists behind spans, and extensions: comments, raw HTML, options."""

import re
from typing import Final

from markdown_it.token import Token

from reviewkit.markdown.kramdown.attributes import attributes_of, merge_attributes, read_attributes
from reviewkit.markdown.kramdown.document import Attributes
from reviewkit.markdown.kramdown.inline_nodes import Element
from reviewkit.markdown.kramdown.inline_state import SpanState
from reviewkit.markdown.kramdown.options import changed_options

__all__ = ["braces"]

_EXTENSION: Final = re.compile(r"\{::(\w+)(?=[\s/}])", re.ASCII)
_STOP: Final = re.compile(r"\{:/\w*\}", re.ASCII)
_NAMES: Final = frozenset({"comment", "nomarkdown", "options"})
_UNESCAPED: Final = r"(?<!\\)\}"
_WITH_ATTRIBUTES: Final = frozenset({"code_inline", "image", "math_inline", "html_element"})
_MOST_LISTS: Final = 100


def braces(state: SpanState) -> bool:
    """Read what `{:` begins: an extension, or an attribute list for the span in front of it.

    If that is a link whose definition has attributes, all its links from here on have these too.
    """
    found = _EXTENSION.match(state.text, state.pos)
    if found is not None:
        return found[1] in _NAMES and _extension(state, found[1], found.end())
    if _STOP.match(state.text, state.pos) or state.follows_text():
        return False
    end = _closing_brace(state, state.pos + 2)
    if end is None or end == state.pos + 2:
        return False
    text = state.text[state.pos + 2 : end]
    last = state.frame.items[-1]
    token = last.opener if isinstance(last, Element) else last
    if isinstance(token, Token) and (isinstance(last, Element) or token.type in _WITH_ATTRIBUTES):
        given = {name: value for name, value in token.attrs.items() if isinstance(value, str)}
        merge_attributes(given, attributes_of([text], state.document))
        token.attrs = {**given}
        _keep(text, token.meta.get("attribute_texts"))
    state.add(None, end + 1)
    return True


def _keep(text: str, definition: list[str] | None) -> None:
    """Add a list to those at the definition of a link; a few, as every link will have them all."""
    if definition is not None and len(definition) < _MOST_LISTS:
        definition.append(text)


def _extension(state: SpanState, name: str, start: int) -> bool:
    close = _closing_brace(state, start)
    if close is None:
        return False
    inside = state.text[start:close]
    body: str | None = None
    end = close + 1
    if not inside.endswith("/"):
        found = state.lookahead.next(rf"\{{:/(?:{name})?\}}", end)
        if found is None:
            return False
        body, end = state.text[end : found[0]], found[1]
    attributes = read_attributes([inside.removesuffix("/")]).attributes
    if name == "options":
        state.document.options = changed_options(state.document.options, attributes)
        state.add(None, end)
    else:
        state.add(None if body is None else _written(name, body, attributes), end)
    return True


def _written(name: str, body: str, attributes: Attributes) -> Token | None:
    """Give a comment or raw HTML as a token; raw text for other formats is left out."""
    if name == "comment":
        return Token("html_inline", "", 0, content=f"<!-- {body} -->")
    if "html" not in attributes.get("type", "html").split():
        return None
    return Token("html_inline", "", 0, content=body)


def _closing_brace(state: SpanState, start: int) -> int | None:
    """Find the brace that closes a list; an escaped one does so only when there is no other."""
    found = state.lookahead.next(_UNESCAPED, start) or state.lookahead.last(r"\}")
    return found[0] if found is not None and found[0] >= start else None
