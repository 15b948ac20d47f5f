"""Dates as Ruby's `strftime` writes them: its letters, flags and widths, English names always."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Final

__all__ = ["strftime"]

_DIRECTIVE: Final = re.compile(r"%([-_0^#]*)(\d*)([EO]?)(:{0,3})([a-zA-Z%])")
_CUT_SHORT: Final = re.compile(r"(?<!%)(?:%%)*%[-_0^#]*\d*\Z")
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WIDEST: Final = 1000


def _week(moment: dt.datetime, first_day: int) -> int:
    """Give the week of the year, whose weeks begin with `first_day` (0 is Monday)."""
    return (moment.timetuple().tm_yday + 6 - (moment.weekday() - first_day) % 7) // 7


def _zone_name(moment: dt.datetime) -> str:
    name = moment.tzname() or ""
    return "" if name.startswith(("UTC+", "UTC-")) else name


def _hour12(moment: dt.datetime) -> int:
    return moment.hour % 12 or 12


_NUMBERS: Final[Mapping[str, tuple[Callable[[dt.datetime], int], int, str]]] = {
    "Y": (lambda m: m.year, 4, "0"),
    "C": (lambda m: m.year // 100, 2, "0"),
    "y": (lambda m: m.year % 100, 2, "0"),
    "m": (lambda m: m.month, 2, "0"),
    "d": (lambda m: m.day, 2, "0"),
    "e": (lambda m: m.day, 2, " "),
    "j": (lambda m: m.timetuple().tm_yday, 3, "0"),
    "H": (lambda m: m.hour, 2, "0"),
    "k": (lambda m: m.hour, 2, " "),
    "I": (_hour12, 2, "0"),
    "l": (_hour12, 2, " "),
    "M": (lambda m: m.minute, 2, "0"),
    "S": (lambda m: m.second, 2, "0"),
    "u": (lambda m: m.isoweekday(), 1, "0"),
    "w": (lambda m: m.isoweekday() % 7, 1, "0"),
    "G": (lambda m: m.isocalendar().year, 4, "0"),
    "g": (lambda m: m.isocalendar().year % 100, 2, "0"),
    "V": (lambda m: m.isocalendar().week, 2, "0"),
    "U": (lambda m: _week(m, 6), 2, "0"),
    "W": (lambda m: _week(m, 0), 2, "0"),
    "s": (lambda m: int(m.timestamp() // 1), 1, "0"),
}
"""Letter: value, width, padding."""

_TEXTS: Final[Mapping[str, Callable[[dt.datetime], str]]] = {
    "A": lambda m: _DAYS[m.weekday()],
    "a": lambda m: _DAYS[m.weekday()][:3],
    "B": lambda m: _MONTHS[m.month - 1],
    "b": lambda m: _MONTHS[m.month - 1][:3],
    "h": lambda m: _MONTHS[m.month - 1][:3],
    "p": lambda m: "AM" if m.hour < 12 else "PM",  # noqa: PLR2004 -- noon
    "P": lambda m: "am" if m.hour < 12 else "pm",  # noqa: PLR2004 -- noon
    "Z": _zone_name,
    "n": lambda _: "\n",
    "t": lambda _: "\t",
    "%": lambda _: "%",
}
_COMPOSED: Final[Mapping[str, str]] = {
    "D": "%m/%d/%y",
    "x": "%m/%d/%y",
    "F": "%Y-%m-%d",
    "T": "%H:%M:%S",
    "X": "%H:%M:%S",
    "R": "%H:%M",
    "r": "%I:%M:%S %p",
    "c": "%a %b %e %H:%M:%S %Y",
    "v": "%e-%^b-%Y",
}
_OPTIONAL_E: Final = frozenset("cCxXyY")
_OPTIONAL_O: Final = frozenset("deHkIlmMSuUVwWy")


def strftime(moment: dt.datetime, pattern: str) -> str:
    """Fill a pattern; what is no directive of Ruby's stays as it is (Ruby 3.1, Time#strftime).

    Raises ValueError for a pattern that ends inside a directive.
    """
    if _CUT_SHORT.search(pattern):
        raise ValueError(f"the pattern {pattern!r} ends in the middle of a directive")

    def fill(match: re.Match[str]) -> str:
        flags, width, modifier, colons, letter = match.groups()
        if len(width) > 4 or (width and int(width) > _WIDEST):  # noqa: PLR2004 -- a length no page needs
            return match[0]
        if not _allowed(modifier, colons, letter):
            return match[0]
        return _directive(moment, flags, width, colons, letter)

    return _DIRECTIVE.sub(lambda match: _or_itself(fill(match), match[0]), pattern)


def _or_itself(filled: str | None, source: str) -> str:
    return source if filled is None else filled


def _allowed(modifier: str, colons: str, letter: str) -> bool:
    if colons and letter != "z":
        return False
    if modifier == "E":
        return letter in _OPTIONAL_E
    return not modifier or letter in _OPTIONAL_O


def _directive(moment: dt.datetime, flags: str, width: str, colons: str, letter: str) -> str:
    if letter in _NUMBERS:
        value, usual, padding = _NUMBERS[letter]
        return _padded_number(value(moment), flags, int(width or usual), padding)
    if letter in {"N", "L"}:
        figures = f"{moment.microsecond:06}000"
        length = int(width or (9 if letter == "N" else 3))
        return figures.ljust(length, "0")[:length]
    if letter == "z":
        return _offset(moment, flags, width, len(colons))
    if letter in _TEXTS:
        return _padded_text(_TEXTS[letter](moment), flags, width, letter)
    if letter in _COMPOSED:
        return _padded_text(strftime(moment, _COMPOSED[letter]), flags, width, letter)
    return f"%{flags}{width}{colons}{letter}"


def _padded_number(value: int, flags: str, width: int, padding: str) -> str:
    for flag in flags:
        padding = {"-": "", "_": " ", "0": "0"}.get(flag, padding)
    if not padding:
        return str(value)
    return str(value).rjust(width, " ") if padding == " " else f"{value:0{width}}"


def _padded_text(text: str, flags: str, width: str, letter: str) -> str:
    if "^" in flags:
        text = text.upper()
    if "#" in flags:
        text = text.lower() if letter in {"p", "Z"} else text.upper()
    if "-" in flags:
        return text
    return text.rjust(int(width or 0), "0" if "0" in flags else " ")


def _offset(moment: dt.datetime, flags: str, width: str, colons: int) -> str:
    offset = moment.utcoffset() or dt.timedelta()
    seconds = int(offset.total_seconds())
    sign = "-" if seconds < 0 else "+"
    hours, rest = divmod(abs(seconds), 3600)
    minutes, seconds = divmod(rest, 60)
    tail = {
        0: f"{minutes:02}",
        1: f":{minutes:02}",
        2: f":{minutes:02}:{seconds:02}",
        3: f":{minutes:02}" if minutes else "",
    }[colons]
    if "_" in flags:
        return f"{sign}{hours}{tail}".rjust(int(width or 3 + len(tail)))
    return f"{sign}{f'{hours:02}'.rjust(int(width or 0) - len(tail) - 1, '0')}{tail}"
