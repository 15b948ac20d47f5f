"""kramdown's spans: running text to markdown-it tokens, in one pass with a stack of open spans.

Whether `*`, `_` or `[` opens something is known only when its end is found. When it is not, the
parser goes back and takes the marker for text; what it learned on the way (which positions lead to
no end, which bracket belongs to which) is kept, so that the time stays in proportion to the text.
"""

import re
from collections.abc import Callable
from typing import Final

from markdown_it.token import Token

from reviewkit.markdown.kramdown.abbreviations import apply_abbreviations
from reviewkit.markdown.kramdown.document import Document
from reviewkit.markdown.kramdown.inline_extensions import braces
from reviewkit.markdown.kramdown.inline_leaves import (
    backslash,
    code,
    entity,
    line_break,
    math,
    quotation_mark,
    symbol,
    web_link,
)
from reviewkit.markdown.kramdown.inline_nesting import bracket, closes, emphasis, html, reach_end
from reviewkit.markdown.kramdown.inline_nodes import Element, Item, token_list
from reviewkit.markdown.kramdown.inline_state import SpanState
from reviewkit.markdown.kramdown.symbols import Characters

__all__ = ["apply_abbreviations", "parse_inline", "parse_items"]

_SPECIAL: Final = re.compile(
    r"""[*_`\[\]\\&"'<]|!\[|~~|\$\$|\{:|\.\.\.|--|>>|[ ](?=>>|[ ]\n)""", re.VERBOSE
)
_RAW_SPECIAL: Final = re.compile(r"<")
_DELETED: Final = r"[^ \t\r\n\f\v~]~~"


def parse_inline(text: str, document: Document, *, plain: bool = False) -> list[Token]:
    """Parse running text; gives flat tokens, and counts references to footnotes in the document.

    In `plain` text neither a backslash nor the option `hard_wrap` breaks lines.
    """
    items = parse_items(text, document)
    return token_list(items, document, Characters(document.options), plain=plain)


def parse_items(text: str, document: Document) -> list[Item]:
    """Parse running text into spans, which become tokens when the options are known."""
    state = SpanState(text, document)
    while True:
        special = _RAW_SPECIAL if state.frame.raw else _SPECIAL
        found = special.search(text, state.pos)
        if found is not None:
            state.pos = found.start()
            if not closes(state) and not _read(state):
                state.pos += 1
            continue
        state.pos = len(text)
        if len(state.frames) == 1:
            state.flush()
            return state.frame.items
        reach_end(state)


def _read(state: SpanState) -> bool:
    """Read what begins at the position; says whether anything does."""
    if state.frame.raw:
        return html(state)
    handler = _HANDLERS.get(state.text[state.pos])
    return handler is not None and handler(state)


def _angle_bracket(state: SpanState) -> bool:
    return web_link(state) or html(state) or symbol(state)


def _tildes(state: SpanState) -> bool:
    """Read `~~deleted words~~`, which are parsed as a text of their own."""
    start = state.pos + 2
    if not state.document.options.gfm or state.text[start : start + 1] in _NOT_AFTER_TILDES:
        return False
    end = state.lookahead.next(_DELETED, start)
    if end is None:
        return False
    items = parse_items(state.text[start : end[0] + 1], state.document)
    opener = Token("s_open", "del", 1, markup="~~")
    closer = Token("s_close", "del", -1, markup="~~")
    state.add(Element(opener, closer, items), end[1])
    return True


_NOT_AFTER_TILDES: Final = frozenset(("", *" \t\r\n\f\v~"))
_HANDLERS: Final[dict[str, Callable[[SpanState], bool]]] = {
    "*": emphasis,
    "_": emphasis,
    "`": code,
    "[": bracket,
    "!": bracket,
    "\\": backslash,
    "&": entity,
    '"': quotation_mark,
    "'": quotation_mark,
    "<": _angle_bracket,
    "~": _tildes,
    "$": math,
    "{": braces,
    ".": symbol,
    "-": symbol,
    ">": symbol,
    " ": line_break,
}
