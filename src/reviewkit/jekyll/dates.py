"""Dates as Ruby reads them: what YAML made of a value, then `Time.parse`, then the site's zone."""

import datetime as dt
import re
from typing import Final

__all__ = ["local_time", "parse_date", "ruby_time"]

_CLOCK: Final = (
    r"(?:[T\s]\s*(?P<hour>\d{1,2}):(?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?:[.,](?P<part>\d+))?)?"
    r"(?:\s*(?P<half>[AaPp])\.?[Mm]\b\.?)?\s*(?P<zone>[A-Za-z]+|(?:UTC|GMT)?[-+]\d{1,2}(?::?\d{2})?)?)?"
)
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
_MONTH: Final = rf"(?P<name>{'|'.join(_MONTHS)})[a-z]*\.?"
_WEEKDAY: Final = r"(?:(?:sun|mon|tue|wed|thu|fri|sat)[a-z]*\.?,?\s+)?"
_FORMS: Final = tuple(
    re.compile(form + _CLOCK, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        r"(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})",
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{_MONTH}[\s,-]+(?P<year>\d{{4}})",
        rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}}),?\s+{_MONTH}\s+(?P<day>\d{{1,2}})",
        rf"{_MONTH},?\s+(?P<year>\d{{4}})",
    )
)
_NAMED_ZONES: Final = {
    **dict.fromkeys(("utc", "gmt", "ut", "z"), 0),
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
}


def parse_date(value: object, zone: dt.tzinfo) -> dt.datetime:
    """Give the moment a front matter `date` means, in the site's zone.

    `value` is what `PsychLoader` gives: an aware datetime keeps its moment, a date is local
    midnight, and text is read as Ruby's `Time.parse` reads it: day before month (`06/01/2023` is
    the 6th of January), local time where no zone is named, and zone names beyond UTC, GMT and the
    North American ones ignored. Raises ValueError for anything else.
    """
    if isinstance(value, dt.datetime):
        return _moved(value, zone).replace(microsecond=0)
    if isinstance(value, dt.date):
        return local_time(value.year, value.month, value.day, zone=zone)
    text = str(value).strip()
    for form in _FORMS:
        if match := form.fullmatch(text):
            return _moment(match, zone)
    raise ValueError(f"{text!r} is no date")


def local_time(  # noqa: PLR0913 -- the parts of a time
    year: int,
    month: int,
    day: int,
    hour: int = 0,
    minute: int = 0,
    second: int = 0,
    *,
    zone: dt.tzinfo,
) -> dt.datetime:
    """Give a wall-clock time in `zone` as Ruby's `Time.local` does.

    In autumn, of the hour that exists twice, the later one; in spring, an hour that does not exist
    becomes the next. Raises ValueError for what is no time at all.
    """
    early = ruby_time(year, month, day, hour, minute, second, zone=zone)
    back = _moved(_moved(early, dt.UTC), zone)
    if back.replace(tzinfo=None) != early.replace(tzinfo=None):
        return back
    return early.replace(fold=1)


def ruby_time(  # noqa: PLR0913 -- the parts of a time
    year: int, month: int, day: int, hour: int, minute: int, second: int, *, zone: dt.tzinfo
) -> dt.datetime:
    """Make a datetime as Ruby's `Time` does: any month has 31 days, second 60 and 24:00 exist.

    The 31st of June is the 1st of July. Raises ValueError beyond that.
    """
    if not (1 <= day <= 31 and 0 <= hour <= 24 and 0 <= minute <= 59 and 0 <= second <= 60):  # noqa: PLR2004 -- the calendar's own numbers
        raise ValueError("no such day or time")
    if hour == 24 and (minute or second):  # noqa: PLR2004 -- midnight may be written 24:00
        raise ValueError("no such time")
    start = dt.datetime(year, month, 1, tzinfo=None)  # noqa: DTZ001 -- the zone follows
    try:
        moved = start + dt.timedelta(days=day - 1, hours=hour, minutes=minute, seconds=second)
    except OverflowError as error:
        raise ValueError("the time is beyond the calendar") from error
    return moved.replace(tzinfo=zone)


def _moved(moment: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    """Give a moment in another zone; at the calendar's ends there may be none: ValueError."""
    try:
        return moment.astimezone(zone)
    except OverflowError as error:
        raise ValueError("the time is beyond the calendar") from error


def _moment(match: re.Match[str], zone: dt.tzinfo) -> dt.datetime:
    part = {name: value for name, value in match.groupdict().items() if value is not None}
    month = int(part["month"]) if "month" in part else _MONTHS.index(part["name"].lower()) + 1
    hour = int(part.get("hour", 0))
    if half := part.get("half"):
        hour = hour % 12 + (12 if half in "Pp" else 0)
    numbers = (
        int(part["year"]),
        month,
        int(part.get("day", 1)),
        hour,
        int(part.get("minute", 0)),
        int(part.get("second", 0)),
    )
    offset = _offset(part.get("zone"), zone, numbers[0])
    if offset is None:
        return local_time(*numbers, zone=zone)
    return _moved(ruby_time(*numbers, zone=offset), zone)


def _offset(name: str | None, zone: dt.tzinfo, year: int) -> dt.timezone | None:
    """Give the offset a zone stands for; None for local time.

    Names count when they are UTC, GMT, North American, military letters, or the names of the site's
    own zone in winter and summer. Ruby ignores every other name, `UTC+2` and `+2` among them.
    """
    if name is None:
        return None
    if name.lower() in _NAMED_ZONES:
        return dt.timezone(dt.timedelta(hours=_NAMED_ZONES[name.lower()]))
    for month in (1, 7):
        there = dt.datetime(year, month, 1, tzinfo=zone)
        if there.tzname() == name.upper():
            return dt.timezone(there.utcoffset() or dt.timedelta())
    match = re.fullmatch(r"([-+])(\d{2}):?(\d{2})?", name)
    if match is None:
        return None
    offset = dt.timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return dt.timezone(-offset if match[1] == "-" else offset)
