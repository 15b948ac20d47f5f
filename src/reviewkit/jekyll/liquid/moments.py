"""Moments as the date filters read them: text by Ruby's `Time.parse`, numbers as seconds."""

import datetime as dt
import re
from typing import Final

from reviewkit.jekyll.dates import local_time, ruby_time

__all__ = ["moment_of"]

_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_MONTH: Final = rf"\b(?P<name>{'|'.join(_MONTHS)})[^-\d\s'/.,]*"
_OTHER: Final = re.compile(r"[^-+',./:@\[\]\w]+")
_CLOCK: Final = re.compile(
    r"(?P<hour>\d+)\s*(?:(?::\s*(?P<minute>\d+)(?:\s*:\s*(?P<second>\d+)(?P<part>[.,]\d*)?)?)"
    r"(?:\s*(?P<half>[ap])(?:m|\.m\.)\b)?|(?P<half2>[ap])(?:m|\.m\.)\b)"
    r"(?:\s*(?P<zone>(?:gmt|utc?)?[-+]\d+(?:[,.:]\d+(?::\d+)?)?|[a-z]+\b))?",
    re.IGNORECASE,
)
_DATES: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?P<first>'?-?\d+)-{_MONTH}-(?P<last>'?-?\d+)",
        rf"{_MONTH}-(?P<year>\d{{3,}})",
        rf"'?(?P<day>\d+)[^-\d\s]*\s*{_MONTH}(?:\s*[-,]?\s*(?P<year>'?-?\d+))?",
        rf"{_MONTH}\s*(?P<day>'?\d+)[^-\d\s']*(?:\s*,?\s*(?P<year>'?-?\d+))?",
        r"(?P<year>[-+]?\d{2,})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)",
        r"(?<![-\d])(?P<day>\d{1,2})-(?P<month>\d{1,2})-(?P<year>\d{3,})",
        r"(?P<year>\d{4})-(?P<yday>\d{3})\b",
        r"(?P<a>'?-?\d+)/\s*(?P<b>'?\d+)(?:[^-\d]\s*(?P<c>'?-?\d+))?",
        r"(?P<a>'?-?\d+)\.\s*(?P<b>'?\d+)\.\s*(?P<c>'?-?\d+)",
        _MONTH,
        r"\b(?P<digits>\d{2,14})\b",
    )
)
_ZONES: Final = {
    **dict.fromkeys(("utc", "gmt", "ut", "z"), 0),
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip
_WEEK: Final = re.compile(r"\b\d+-?w\d\d")
_SECONDS: Final = re.compile(r"\d+", re.ASCII)
_LARGEST: Final = 10**11

Numbers = dict[str, int]


def moment_of(value: object, now: dt.datetime) -> dt.datetime | dt.date | None:  # noqa: PLR0911 -- one for each kind of value
    """Give the moment a value means to Liquid's date filters; None for what is none.

    Text keeps the offset it names, and is in the zone of `now` without one; parts that it leaves
    out come from `now`. Whole numbers are seconds since 1970.
    """
    if isinstance(value, dt.date):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return _since_1970(value, now)
    if not isinstance(value, str) or not value:
        return None
    text = value.lower()
    if text in {"now", "today"}:
        return now
    if _SECONDS.fullmatch(text):
        return _since_1970(int(text[:20]), now)
    try:
        return _parsed(text, now)
    except (ValueError, OverflowError):
        return None


def _since_1970(seconds: int, now: dt.datetime) -> dt.datetime | None:
    return dt.datetime.fromtimestamp(seconds, now.tzinfo) if abs(seconds) < _LARGEST else None


def _parsed(text: str, now: dt.datetime) -> dt.datetime:
    if _WEEK.search(text):
        raise ValueError("Ruby reads no weeks")
    text = _OTHER.sub(" ", text)
    numbers: Numbers = {}
    clock = _CLOCK.search(text)
    zone: dt.tzinfo | None = None
    if clock:
        numbers |= _clock_numbers(clock)
        zone = _zone(clock["zone"])
        text = f"{text[: clock.start()]} {text[clock.end() :]}"
    numbers |= _date_numbers(text, numbers)
    if not numbers:
        raise ValueError("no time in the text")
    return _made(numbers, zone, now)


def _clock_numbers(clock: re.Match[str]) -> Numbers:
    hour = int(clock["hour"])
    half = clock["half"] or clock["half2"]
    if half:
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    part = (clock["part"] or "")[1:7]
    return {
        "hour": hour,
        "minute": int(clock["minute"] or 0),
        "second": int(clock["second"] or 0),
        "part": int(part.ljust(6, "0")) if part else 0,
    }


def _date_numbers(text: str, clock: Numbers) -> Numbers:
    for form in _DATES:
        match = form.search(text)
        if match:
            found = {name: part for name, part in match.groupdict().items() if part is not None}
            if "digits" in found:
                return _digits(found["digits"], clock)
            if "a" in found:
                return _ordered([found[name] for name in "abc" if name in found])
            numbers = _named(found)
            return numbers | _lone_hour(
                text[: match.start()] + text[match.end() :], numbers | clock
            )
    return {}


def _lone_hour(rest: str, numbers: Numbers) -> Numbers:
    """Take a number that stands alone behind a date for the hour."""
    match = re.fullmatch(r"\s*(\d{1,2})\s*", rest)
    return {"hour": int(match[1])} if match and "day" in numbers and "hour" not in numbers else {}


def _named(found: dict[str, str]) -> Numbers:
    if "first" in found:
        first, last = found.pop("first"), found.pop("last")
        found["year"], found["day"] = (first, last) if len(first) > 2 else (last, first)  # noqa: PLR2004 -- a whole year
    numbers = {
        name: int(part.strip("'")) for name, part in found.items() if name not in {"name", "year"}
    }
    if "name" in found:
        numbers["month"] = _MONTHS.index(found["name"].lower()) + 1
    if "year" in found:
        numbers["year"] = _year(found["year"])
    if numbers.get("day", 0) > 31 and "year" not in numbers:  # noqa: PLR2004 -- no such day: it is a year
        numbers["year"] = numbers.pop("day")
    return numbers


def _ordered(parts: list[str]) -> Numbers:
    """Order year, month and day as written; a day first where only the end can be a year."""
    if len(parts) == 2:  # noqa: PLR2004 -- a month and a day
        return {"month": int(parts[0].strip("'")), "day": int(parts[1].strip("'"))}
    first, middle, last = parts
    if len(last.strip("'-")) > 2 or last.startswith("'"):  # noqa: PLR2004 -- a whole year
        first, last = last, first
    return {"year": _year(first), "month": int(middle.strip("'")), "day": int(last.strip("'"))}


def _year(text: str) -> int:
    year = int(text.strip("'"))
    if len(text.strip("'-+")) > 2 or text.startswith(("-", "+")):  # noqa: PLR2004 -- two-digit years
        return year
    return year + (1900 if year >= 69 else 2000)  # noqa: PLR2004 -- Ruby's rule


def _digits(text: str, clock: Numbers) -> Numbers:
    shapes = {
        2: ("day",),
        3: ("yday",),
        4: ("month", "day"),
        6: ("year", "month", "day"),
        8: ("year4", "month", "day"),
        12: ("year", "month", "day", "hour", "minute", "second"),
        14: ("year4", "month", "day", "hour", "minute", "second"),
    }
    numbers: Numbers = {}
    place = 0
    for name in shapes.get(len(text), ()):
        width = {"year4": 4, "yday": 3}.get(name, 2)
        part = text[place : place + width]
        place += width
        numbers[name.rstrip("4")] = _year(part) if name.startswith("year") else int(part)
    return {**numbers, **clock}


def _zone(name: str | None) -> dt.tzinfo | None:
    if name is None:
        return None
    if name.lower() in _ZONES:
        hours = _ZONES[name.lower()]
        return dt.timezone(dt.timedelta(hours=hours)) if hours else dt.UTC
    match = re.fullmatch(r"(?:gmt|utc?)?([-+])(\d{1,2}):?(\d{2})?", name, re.IGNORECASE)
    if match is None:
        return None
    offset = dt.timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return dt.timezone(-offset if match[1] == "-" else offset)


def _made(numbers: Numbers, zone: dt.tzinfo | None, now: dt.datetime) -> dt.datetime:
    here = now.astimezone(zone) if zone else now
    clock = (numbers.get("hour", 0), numbers.get("minute", 0), numbers.get("second", 0))
    if "yday" in numbers:
        first = dt.date(numbers.get("year", here.year), 1, 1)
        day = first + dt.timedelta(days=numbers["yday"] - 1)
        year, month, of_month = day.year, day.month, day.day
    else:
        year = numbers.get("year", here.year)
        given = [name for name in ("year", "month", "day") if name in numbers]
        month = numbers.get("month", here.month if "year" not in given else 1)
        usual = here.day if not given else 1
        of_month = numbers.get("day", usual)
    make = ruby_time if zone else local_time
    moment = make(year, month, of_month, *clock, zone=zone or now.tzinfo or dt.UTC)
    return moment.replace(microsecond=numbers.get("part", 0))
