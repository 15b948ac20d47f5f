"""Spans without spans inside: code, addresses, entities, quotation marks, symbols, breaks."""

import re
from typing import Final

import regex
from markdown_it.token import Token

from reviewkit.markdown.kramdown.entities import ESCAPED, read_reference
from reviewkit.markdown.kramdown.html_text import Written
from reviewkit.markdown.kramdown.inline_nodes import Element
from reviewkit.markdown.kramdown.inline_state import SpanState
from reviewkit.markdown.kramdown.lines import SPACES
from reviewkit.markdown.kramdown.smart_quotes import SYMBOL, curl, typographic_symbol
from reviewkit.markdown.kramdown.symbols import Symbol
from reviewkit.markdown.kramdown.words import WORD

__all__ = [
    "backslash",
    "code",
    "entity",
    "line_break",
    "math",
    "quotation_mark",
    "symbol",
    "web_link",
]

_TICKS: Final = re.compile(r"`+")
_WEB: Final = re.compile(r"<((?:mailto|https?|ftps?):[^\n][^\n>]*)>")
_WEB_STARTS: Final = ("<http", "<ftp", "<mailto:")
_MAIL: Final = regex.compile(rf"<((?:{WORD}|[.-])+@(?:{WORD}|[.-])+)>")


def code(state: SpanState) -> bool:
    """Read `` `code` ``; a single tick between spaces is text."""
    found = _TICKS.match(state.text, state.pos)
    assert found is not None  # noqa: S101 -- called at a tick
    ticks = found[0]
    after_space = state.pos == 0 or state.text[state.pos - 1] in SPACES
    before_space = state.text[found.end() : found.end() + 1] in SPACES
    end = state.lookahead.next_run("`", len(ticks), found.end())
    if end is None or (len(ticks) == 1 and after_space and before_space):
        state.skip(len(ticks))
        return True
    content = state.text[found.end() : end]
    if len(ticks) > 1:
        content = content.removeprefix(" ").removesuffix(" ")
    state.add(Token("code_inline", "code", 0, content=content, markup=ticks), end + len(ticks))
    return True


def web_link(state: SpanState) -> bool:
    """Read `<http://address>` and `<mail@address>`."""
    is_mail = not state.text.startswith(_WEB_STARTS, state.pos)
    if is_mail and state.lookahead.next("@", state.pos) is None:
        return False
    if state.lookahead.next(r"[>\n]", state.pos) is None:
        return False
    found = _WEB.match(state.text, state.pos) or _MAIL.match(state.text, state.pos)
    if found is None:
        return False
    url = Written.of(found[1] if found.re is _WEB else f"mailto:{found[1]}")
    opener = Token("link_open", "a", 1, attrs={"href": url}, markup="autolink", info="auto")
    closer = Token("link_close", "a", -1, markup="autolink", info="auto")
    text = Written.of(found[1].removeprefix("mailto:"))
    state.add(Element(opener, closer, [text]), found.end())
    return True


def entity(state: SpanState) -> bool:
    """Read a character reference; one that is not known is shown as it is written."""
    found = read_reference(state.text, state.pos)
    if found is None:
        return False
    character, end = found
    if character is None:
        state.skip(end - state.pos)
    else:
        state.add(Symbol(character=character, source=state.text[state.pos : end]), end)
    return True


def quotation_mark(state: SpanState) -> bool:
    """Curl a quotation mark by the characters around it."""
    joined = state.pos > state.fresh
    curled, end = curl(state.text, state.pos, joined=joined)
    state.add(curled[0], end)
    state.frame.items += curled[1:]
    return True


def symbol(state: SpanState) -> bool:
    """Read a dash, an ellipsis or a guillemet."""
    found = SYMBOL.match(state.text, state.pos) if state.document.options.typographic else None
    if found is None:
        return False
    state.add(typographic_symbol(found[0]), found.end())
    return True


def line_break(state: SpanState) -> bool:
    """Break the line at two spaces in front of a newline."""
    if state.document.options.hard_wrap or not state.text.startswith("  \n", state.pos):
        return symbol(state)
    state.add(Token("hardbreak", "br", 0), state.pos + 2)
    return True


def backslash(state: SpanState) -> bool:
    """Read an escaped character, or a line break written with two backslashes."""
    if not state.document.options.hard_wrap and state.text.startswith("\\\\\n", state.pos):
        state.add(Token("hardbreak", "br", 0), state.pos + 2)
        return True
    if symbol(state):
        return True
    found = ESCAPED.match(state.text, state.pos)
    if found is None or (found[1] == "~" and not state.document.options.gfm):
        return False
    state.add(found[1], found.end())
    return True


def math(state: SpanState) -> bool:
    """Read `$$formula$$`."""
    end = state.lookahead.next_run("$", 2, state.pos + 2)
    if end is None:
        return False
    content = state.text[state.pos + 2 : end].strip(SPACES)
    state.add(Token("math_inline", "math", 0, content=content, markup="$$"), end + 2)
    return True
