"""Dates in any form a person writes, taken apart as Ruby's `Date._parse` does.

Ruby looks for a clock time first, and then for the first of a list of forms that occurs anywhere in
the text. What it finds is what `06/01/2023` or `2013, June 7` means to Jekyll.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

__all__ = ["DateParts", "date_parts"]

_LONGEST: Final = 128
"""Ruby refuses longer texts."""

_MONTHS: Final = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_ERA: Final = r"c(?:e|\.e\.)|b(?:ce|\.c\.e\.)|a(?:d|\.d\.)|b(?:c|\.c\.)"

_FLAGS: Final = re.IGNORECASE
_NOISE: Final = re.compile(r"[^-+',./:@\w\[\]]+|_+")
_WEEKDAY: Final = re.compile(r"\b(?:sun|mon|tue|wed|thu|fri|sat)[^-/0-9\s]*", _FLAGS)
_TIME: Final = re.compile(
    r"(?P<clock>(?:[0-9]+\s*:\s*[0-9]+(?:\s*:\s*[0-9]+(?:[,.][0-9]*)?)?|[0-9]+\s*h(?:\s*[0-9]+m?(?:\s*[0-9]+s?)?)?)"
    r"(?:\s*[ap](?:m\b|\.m\.))?|[0-9]+\s*[ap](?:m\b|\.m\.))"
    r"(?:\s*(?P<zone>(?:gmt|utc?)?[-+][0-9]+(?:[,.:][0-9]+(?::[0-9]+)?)?"
    r"|(?:[^\W0-9_]|[.\s])+(?:standard|daylight)\stime\b|[^\W0-9_]+(?:\sdst)?\b))?",
    _FLAGS,
)
_CLOCK: Final = re.compile(
    r"([0-9]+)h?(?:\s*:?\s*([0-9]+)m?(?:\s*:?\s*([0-9]+)(?:[,.][0-9]*)?s?)?)?"
    r"(?:\s*([ap])(?:m\b|\.m\.))?",
    _FLAGS,
)
_BEFORE_CHRIST: Final = re.compile(r"\b(?:bc\b|bce\b|b\.c\.|b\.c\.e\.)", _FLAGS)
_LONE_NUMBER: Final = re.compile(r"\s*([0-9]{1,2})\s*")
_ERAS: Final = {"m": 1867, "t": 1911, "s": 1925, "h": 1988, "r": 2018}
"""The Japanese eras, by the letter that stands for them in `H31.04.30`."""


@dataclass(slots=True)
class DateParts:
    """What a text says of a date; None for what it does not say.

    `year_day` counts from 1. `zone` is a name or an offset as it was written. `fraction` says that
    there is a decimal fraction behind digits, `two_digits` that a year below 100 wants a century.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    year_day: int | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    zone: str | None = None
    fraction: bool = False
    two_digits: bool = True


def date_parts(text: str) -> DateParts:
    """Take a date apart. Raises ValueError when the text is too long to be one.

    A year of two digits is in this century or, from 69 on, in the last one.
    """
    if len(text) > _LONGEST:
        raise ValueError("it is too long for a date")
    parts = DateParts()
    rest = _NOISE.sub(" ", text)
    rest = _WEEKDAY.sub(" ", rest, count=1)
    if match := _TIME.search(rest):
        _clock(match["clock"], parts)
        parts.zone = match["zone"]
        rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    for pattern, use in _FORMS:
        if match := pattern.search(rest):
            use(match, parts)
            rest = f"{rest[: match.start()]} {rest[match.end() :]}"
            break
    _leftovers(rest, parts)
    return parts


def _leftovers(rest: str, parts: DateParts) -> None:
    if match := _BEFORE_CHRIST.search(rest):
        rest = f"{rest[: match.start()]} {rest[match.end() :]}"
        parts.year = 1 - parts.year if parts.year is not None else None
    if match := _LONE_NUMBER.fullmatch(rest):
        number = int(match[1])
        if parts.hour is not None and parts.day is None and 1 <= number <= 31:  # noqa: PLR2004 -- a day
            parts.day = number
        if parts.day is not None and parts.hour is None and number <= 24:  # noqa: PLR2004 -- an hour
            parts.hour = number
    if parts.two_digits and parts.year is not None and 0 <= parts.year <= 99:  # noqa: PLR2004 -- two digits
        parts.year += 1900 if parts.year >= 69 else 2000  # noqa: PLR2004 -- POSIX's turning point


def _clock(text: str, parts: DateParts) -> None:
    match = _CLOCK.match(text)
    if match is None:
        return
    hour, minute, second, half = match.groups()
    parts.hour = int(hour)
    if half:
        parts.hour = parts.hour % 12 + (12 if half in "pP" else 0)
    parts.minute = int(minute) if minute else None
    parts.second = int(second) if second else None


def _civil(
    parts: DateParts,
    year: str | None,
    month: str | None,
    day: str | None,
    *,
    before_christ: bool = False,
) -> None:
    """Sort out which of three numbers is the year: an apostrophe or a third digit gives it away."""
    if year and month and not day:
        year, month, day = day, year, month
    if not year and day and _is_year(day):
        year, day = day, year
    if year and (match := re.match(r"[^-+0-9]*[-+]?([0-9]+)(.+)", year)) and not match[2].isdigit():
        year, day = day, match[1]
    if month and _is_year(month):
        year, month, day = month, day, year
    if day and _is_year(day):
        year, day = day, year
    if year and (match := re.search(r"([-+])?([0-9]+)", year)):
        if match[1] or len(match[2]) > 2:  # noqa: PLR2004 -- two digits
            parts.two_digits = False
        parts.year = 1 - int(match[0]) if before_christ else int(match[0])
    if month and (match := re.search(r"[0-9]+", month)):
        parts.month = int(match[0])
    if day and (match := re.search(r"[0-9]+", day)):
        parts.day = int(match[0])


def _is_year(text: str) -> bool:
    return text.startswith("'") or len(text) > 2  # noqa: PLR2004 -- two digits


def _month_number(name: str) -> str:
    return str(_MONTHS.split("|").index(name.lower()) + 1)


def _day_month_year(match: re.Match[str], parts: DateParts) -> None:
    day, name, era, year = match.groups()
    before = bool(era) and era[0] in "bB"
    _civil(parts, year, _month_number(name), day, before_christ=before)


def _month_day_year(match: re.Match[str], parts: DateParts) -> None:
    name, day, era, year = match.groups()
    before = bool(era) and era[0] in "bB"
    _civil(parts, year, _month_number(name), day, before_christ=before)


def _numbers(match: re.Match[str], parts: DateParts) -> None:
    _civil(parts, *match.groups())


def _japanese(match: re.Match[str], parts: DateParts) -> None:
    era, year, month, day = match.groups()
    parts.year = int(year) + _ERAS[era.lower()]
    parts.month, parts.day = int(month), int(day)


def _day_name_year(match: re.Match[str], parts: DateParts) -> None:
    day, name, year = match.groups()
    _civil(parts, year, _month_number(name), day)


def _name_day_year(match: re.Match[str], parts: DateParts) -> None:
    name, day, year = match.groups()
    _civil(parts, year, _month_number(name), day)


def _week(_match: re.Match[str], _parts: DateParts) -> None:
    """Take a week's date: Ruby sees it, and `Time` has no use for it."""


def _dashes(match: re.Match[str], parts: DateParts) -> None:
    parts.month = int(match[1]) if match[1] else None
    parts.day = int(match[2]) if match[2] else None


def _year_day(match: re.Match[str], parts: DateParts) -> None:
    parts.year, parts.year_day = int(match[1]), int(match[2])


def _day_of_year(match: re.Match[str], parts: DateParts) -> None:
    parts.year_day = int(match[1])


def _apostrophe(match: re.Match[str], parts: DateParts) -> None:
    parts.year = int(match[1])


def _month_alone(match: re.Match[str], parts: DateParts) -> None:
    parts.month = int(_month_number(match[1]))


def _day_alone(match: re.Match[str], parts: DateParts) -> None:
    parts.day = int(match[1])


def _digits(match: re.Match[str], parts: DateParts) -> None:
    """Read a run of digits by its length; a decimal fraction behind it makes a time of it."""
    sign, digits, time, fraction, zone = match.groups()
    layout = _BY_LENGTH.get(len(digits), ())
    parts.fraction = fraction is not None
    if time is None and parts.fraction:
        _set(parts, _FROM_THE_END if layout else (), digits)
    else:
        _set(parts, layout, digits)
        if parts.year is not None:
            parts.year = -parts.year if sign == "-" else parts.year
            if layout[0] == ("year", 4):
                parts.two_digits = False
    if time is not None and len(time) % 2 == 0:
        _set(parts, _FROM_THE_END if parts.fraction else _TIME_DIGITS, time)
    if zone:
        parts.zone = zone


_Layout = tuple[tuple[str, int], ...]

_DATE: Final[_Layout] = (("year", 4), ("month", 2), ("day", 2))
_BY_LENGTH: Final[dict[int, _Layout]] = {
    2: (("day", 2),),
    3: (("year_day", 3),),
    4: (("month", 2), ("day", 2)),
    5: (("year", 2), ("year_day", 3)),
    6: (("year", 2), ("month", 2), ("day", 2)),
    7: (("year", 4), ("year_day", 3)),
    8: _DATE,
    10: (*_DATE, ("hour", 2)),
    12: (*_DATE, ("hour", 2), ("minute", 2)),
    14: (*_DATE, ("hour", 2), ("minute", 2), ("second", 2)),
}
_TIME_DIGITS: Final[_Layout] = (("hour", 2), ("minute", 2), ("second", 2))
_FROM_THE_END: Final[_Layout] = (
    *(("second", -2), ("minute", -2), ("hour", -2)),
    *(("day", -2), ("month", -2), ("year", -4)),
)


def _set(parts: DateParts, layout: _Layout, digits: str) -> None:
    """Cut digits into fields, from the front or, where the widths are negative, from the end."""
    for name, width in layout:
        if not digits:
            return
        if width > 0:
            taken, digits = digits[:width], digits[width:]
        else:
            taken, digits = digits[width:], digits[:width]
        setattr(parts, name, int(taken))
        if width == -4 and len(taken) == 4:  # noqa: PLR2004 -- a whole year
            parts.two_digits = False


_Use = Callable[[re.Match[str], DateParts], None]

_FORMS: Final[tuple[tuple[re.Pattern[str], _Use], ...]] = tuple(
    (re.compile(pattern, _FLAGS), use)
    for pattern, use in (
        (
            (
                rf"('?[0-9]+)[^-0-9\s]*\s*({_MONTHS})[^-0-9\s']*"
                rf"(?:\s*({_ERA})?\s*('?-?[0-9]+(?:(?:st|nd|rd|th)\b)?))?"
            ),
            _day_month_year,
        ),
        (
            rf"\b({_MONTHS})[^-0-9\s']*\s*('?[0-9]+)[^-0-9\s']*(?:\s*,?\s*({_ERA})?\s*('?-?[0-9]+))?",
            _month_day_year,
        ),
        (r"('?[-+]?[0-9]+)-([0-9]+)-('?-?[0-9]+)", _numbers),
        (r"\b([mtshr])([0-9]+)\.([0-9]+)\.([0-9]+)", _japanese),
        (rf"('?-?[0-9]+)-({_MONTHS})[^-/.]*-('?-?[0-9]+)", _day_name_year),
        (rf"\b({_MONTHS})[^-/.]*-('?-?[0-9]+)(?:-('?-?[0-9]+))?", _name_day_year),
        (r"('?-?[0-9]+)/\s*('?[0-9]+)(?:\D\s*('?-?[0-9]+))?", _numbers),
        (r"('?-?[0-9]+)\.\s*('?[0-9]+)\.\s*('?-?[0-9]+)", _numbers),
        (r"\b(?:[0-9]{2}|[0-9]{4})?-?w[0-9]{2}(?:-?[0-9])?\b", _week),
        (r"-w-[0-9]\b", _week),
        (r"--([0-9]{2})?-([0-9]{2})\b", _dashes),
        (r"--([0-9]{2})([0-9]{2})?\b", _dashes),
        (
            r"\A(?!.*[,.](?:[0-9]{2}|[0-9]{4})-[0-9]{3}\b).*?\b([0-9]{2}|[0-9]{4})-([0-9]{3})\b",
            _year_day,
        ),
        (r"\A(?!.*[0-9]-[0-9]{3}\b).*?\b-([0-9]{3})\b", _day_of_year),
        (r"'([0-9]+)\b", _apostrophe),
        (rf"\b({_MONTHS})\S*", _month_alone),
        (r"([0-9]+)(?:st|nd|rd|th)\b", _day_alone),
        (
            r"([-+]?)([0-9]{2,14})(?:\s*t?\s*([0-9]{2,6})?(?:[,.]([0-9]*))?)?\s*(z\b|[-+][0-9]{1,4}\b)?",
            _digits,
        ),
    )
)
