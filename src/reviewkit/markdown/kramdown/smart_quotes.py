"""Quotation marks curled by the characters around them, and dashes, dots and guillemets."""

import re
from typing import Final

from reviewkit.markdown.kramdown.symbols import Symbol

__all__ = ["SYMBOL", "curl", "typographic_symbol"]

_SYMBOLS: Final = {
    "---": Symbol("mdash"),
    "--": Symbol("ndash"),
    "...": Symbol("hellip"),
    "<<": Symbol("laquo"),
    ">>": Symbol("raquo"),
    "\\<<": Symbol(character="<<"),
    "\\>>": Symbol(character=">>"),
    "<< ": Symbol("laquo_space"),
    " >>": Symbol("raquo_space"),
}
SYMBOL: Final = re.compile(r"---?|\.\.\.|<< ?| ?>>|\\<<|\\>>")
"""What is written for a typographic symbol."""

_CURLED: Final = {
    "'o": Symbol("lsquo"),
    "'c": Symbol("rsquo"),
    '"o': Symbol("ldquo"),
    '"c': Symbol("rdquo"),
    "'=": Symbol(character="'"),
    '"=': Symbol(character='"'),
}

_PUNCTUATION: Final = r"[!\"#$%'()*+,\-./:;<=>?@\[\\\]^_`{|}~]"
_SPACES: Final = " \t\r\n\f\v"
_NESTED: Final = (re.compile(r"""(?:"'|'")(?=[A-Za-z0-9_])"""), "oo")
_DECADE: Final = (re.compile(r"'(?=[0-9][0-9]s)"), "c")
_OPENING: Final = (re.compile(r"['\"]"), "o")
_CLOSING: Final = (re.compile(r"['\"]"), "c")

_Rules = tuple[tuple[re.Pattern[str], str], ...]
_ALONE: Final[_Rules] = (
    (re.compile(rf"""['"](?=[_*]{{1,2}}[^{_SPACES}])"""), "o"),
    (re.compile(rf"""['"](?={_PUNCTUATION}(?!\.\.)\B)"""), "c"),
    _NESTED,
    _DECADE,
    (re.compile(r"""['"]['"]"""), "=c"),
    (re.compile(rf"""['"](?=[{_SPACES}]|s\b|\Z)"""), "c"),
    _OPENING,
)
"""What becomes of marks (`o` opens, `c` closes, `=` stays), judged by what follows; first wins."""

_BEHIND: Final[dict[str, _Rules]] = {
    **dict.fromkeys(_SPACES, (_NESTED, _DECADE, _OPENING)),
    **dict.fromkeys("-([{", (_OPENING,)),
}
"""The same behind certain characters of plain text; behind all others a mark closes."""


def curl(text: str, pos: int, *, joined: bool) -> tuple[list[Symbol], int]:
    """Curl the quotation mark at `pos`; gives what to write and the position after it.

    `joined` says that the character in front is plain text: behind a span, an entity, another
    mark, or where a span begins, a mark is judged by what follows alone. Some pairs are read as
    one: of two different marks both open, of two alike the first stays straight.
    """
    rules = _BEHIND.get(text[pos - 1], (_CLOSING,)) if joined else _ALONE
    outcome = next(outcome for pattern, outcome in rules if pattern.match(text, pos))
    end = pos + len(outcome)
    return [_CURLED[mark + how] for mark, how in zip(text[pos:end], outcome, strict=True)], end


def typographic_symbol(source: str) -> Symbol:
    """Give what a dash, an ellipsis or a guillemet stands for."""
    return _SYMBOLS[source]
