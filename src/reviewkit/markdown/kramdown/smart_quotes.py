"""Quotation marks curled by the characters around them, and dashes, dots and guillemets."""

import re
from typing import Final

__all__ = ["SYMBOL", "curl", "typographic_symbol"]

_SYMBOLS: Final = {
    "---": ("mdash", "—"),
    "--": ("ndash", "–"),
    "...": ("hellip", "…"),
    "<<": ("laquo", "«"),
    ">>": ("raquo", "»"),
    "\\<<": ("", "<<"),
    "\\>>": ("", ">>"),
    "<< ": ("laquo_space", "«\u00a0"),
    " >>": ("raquo_space", "\u00a0»"),
}
SYMBOL: Final = re.compile(r"---?|\.\.\.|<< ?| ?>>|\\<<|\\>>")
"""What is written for a typographic symbol."""

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


def curl(
    text: str, pos: int, *, joined: bool, quotes: tuple[str, str, str, str]
) -> tuple[str, int]:
    """Curl the quotation mark at `pos`; gives what to write and the position after it.

    `joined` says that the character in front is plain text: behind a span, an entity, another
    mark, or where a span begins, a mark is judged by what follows alone. Some pairs are read as
    one: of two different marks both open, of two alike the first stays straight.
    """
    rules = _BEHIND.get(text[pos - 1], (_CLOSING,)) if joined else _ALONE
    outcome = next(outcome for pattern, outcome in rules if pattern.match(text, pos))
    end = pos + len(outcome)
    marks = zip(text[pos:end], outcome, strict=True)
    return "".join(_curled(mark, how, quotes) for mark, how in marks), end


def _curled(mark: str, how: str, quotes: tuple[str, str, str, str]) -> str:
    if how == "=":
        return mark
    return quotes[2 * (mark == '"') + (how == "c")]


def typographic_symbol(source: str, symbols: dict[str, str]) -> str:
    """Give the character for a symbol, or what the option `typographic_symbols` wants for it."""
    name, character = _SYMBOLS[source]
    return symbols.get(name, character)
