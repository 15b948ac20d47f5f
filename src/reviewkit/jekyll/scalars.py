"""Plain YAML scalars as Ruby's Psych reads them: what is a number, a date, a word, or text."""

import datetime as dt
import re
from functools import lru_cache
from typing import Final

from reviewkit.jekyll.dates import ruby_time

__all__ = ["UNSURE", "plain_scalar"]

_WORDS: Final = {
    **dict.fromkeys(("~", "null")),
    **dict.fromkeys(("yes", "true", "on"), True),
    **dict.fromkeys(("no", "false", "off"), False),
}
_WORD_STARTS: Final = frozenset("ytonfYTONF~")
_NUMBER_STARTS: Final = frozenset("0123456789+-.:")
UNSURE: Final = _WORD_STARTS | _NUMBER_STARTS
"""The first letters of what may be anything but text."""

_LONGEST_WORD: Final = 5

_NUMBERS: Final = re.compile(
    r"(?P<integer>[-+]?(?:0b[01_,]+|0[0-7_,]+|0x[0-9a-fA-F_,]+|0|[1-9](?:[0-9]|,[0-9]|_[0-9])*))"
    r"|(?P<sixty>[-+]?[0-9][0-9_]*(?::[0-5]?[0-9]){1,2})"
    r"|(?P<float>[-+]?(?:[0-9][0-9_,]*)?\.[0-9]*(?:[eE][-+][0-9]+)?)"
    r"|(?P<sixty_float>[-+]?[0-9][0-9_]*(?::[0-5]?[0-9]){1,2}\.[0-9_]*)"
    r"|(?P<infinity>[-+]?\.inf)|(?P<nan>\.nan)",
)
_INFINITY_CASES: Final = re.compile(r"([-+]?\.inf|\.nan)", re.IGNORECASE)
_DATE: Final = re.compile(r"([0-9]{4})-(1[012]|0[0-9]|[0-9])-([12][0-9]|3[01]|0[0-9]|[0-9])")
_TIME: Final = re.compile(
    r"(-?[0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?P<gap>[Tt]|\s+)"
    r"([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]*))?"
    r"(?:\s*(Z|[-+][0-9]{1,2}:?(?:[0-9]{2})?))?",
    re.ASCII,
)
_NO_OFFSET: Final = dt.timezone(dt.timedelta(), "+00:00")
"""`+00:00` is UTC without being called so."""

_LONGEST_NUMBER: Final = 1000
"""Digits beyond which a number stays text: Python refuses to print the longest ones."""


def plain_scalar(text: str, zone: dt.tzinfo) -> object:
    """Resolve a plain (unquoted) scalar.

    Gives None, bool, int, float, date, aware datetime or str; a time without a zone is UTC, shown
    in `zone`. Raises ValueError for a Ruby symbol and for the few numbers on which Ruby stumbles.
    (Psych 4, ScalarScanner.)
    """
    if not text:
        return None
    first = text[0]
    if first in _NUMBER_STARTS:
        return text if "\n" in text else _numeric(text, zone)
    if first not in _WORD_STARTS or len(text) > _LONGEST_WORD:
        return text
    if "\n" in text:
        return _lines(text)
    return _WORDS.get(text.lower(), text)


def _lines(text: str) -> object:
    """Resolve a short scalar of several lines: Ruby looks at each line for a word."""
    lines = text.lower().split("\n")
    if any(line and line[0] not in _WORD_STARTS for line in lines):
        return text
    return next((_WORDS[word] for word in _WORDS if word in lines and word != "~"), text)


def _numeric(text: str, zone: dt.tzinfo) -> object:
    if text[0] == ":":
        if len(text) > 1:
            raise ValueError(f"{text} is a Ruby symbol, which Jekyll does not allow here; quote it")
        return text
    if match := _TIME.fullmatch(text):
        return _time(match, zone)
    if match := _NUMBERS.fullmatch(text):
        return _number(match)
    if match := _DATE.fullmatch(text):
        return _date(match)
    if _INFINITY_CASES.fullmatch(text):
        return float(text.lower().replace(".", ""))
    return text


def _number(match: re.Match[str]) -> object:
    text, kind = match[0], match.lastgroup
    if len(text) > _LONGEST_NUMBER:
        return text
    if kind == "integer":
        return _integer(text)
    if kind == "float":
        return text if text.lstrip("+-") == "." else _float(text)
    if kind in {"sixty", "sixty_float"}:
        return _base_60(text, float if kind == "sixty_float" else int)
    return float(text.replace(".", ""))


def _integer(text: str) -> int:
    digits = text.replace("_", "").replace(",", "")
    sign = -1 if digits[0] == "-" else 1
    digits = digits.lstrip("+-")
    base = {"0x": 16, "0b": 2}.get(digits[:2], 8 if digits[0] == "0" else 10)
    return sign * int(digits, base)


def _float(text: str) -> float:
    return float(text.replace("_", "").replace(",", ""))


def _base_60(text: str, number: type[int | float]) -> int | float:
    """Psych's odd base 60: the first part counts 3600 also where there are only two."""
    parts = [number(part.rstrip("_").replace("_", "")) for part in text.split(":")]
    return sum(part * 60 ** (2, 1, 0)[place] for place, part in enumerate(parts))


def _date(match: re.Match[str]) -> object:
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return match[0]


def _time(match: re.Match[str], zone: dt.tzinfo) -> object:
    year, month, day, gap, hour, minute, second, fraction, offset = match.groups()
    if gap.strip(" tT"):
        raise ValueError("Ruby reads no time with anything but one blank behind its date")
    try:
        numbers = int(year), int(month), int(day), int(hour), int(minute), int(second)
        moment = ruby_time(*numbers, zone=_zone(offset))
        if fraction:
            moment = moment.replace(microsecond=int(fraction.ljust(6, "0")[:6]))
        return moment if offset else moment.astimezone(zone)
    except (ValueError, OverflowError):
        return match[0]


@lru_cache(maxsize=64)
def _zone(text: str | None) -> dt.timezone:
    """Give the offset; that of `-00:30` is half an hour ahead, because its hours are no number."""
    if text is None or text == "Z":
        return dt.UTC
    match = re.fullmatch(r"([-+]?[0-9]{1,2}):?([0-9]{1,2})?", text)
    if match is None:
        raise ValueError(f"{text} is no offset")
    hours, minutes = int(match[1]), int(match[2] or 0)
    offset = dt.timedelta(hours=hours, minutes=-minutes if hours < 0 else minutes)
    return dt.timezone(offset) if offset else _NO_OFFSET
