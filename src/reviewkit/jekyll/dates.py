"""Dates as Ruby reads them: what YAML made of a value, then `Time.parse`, then the site's zone."""

import calendar
import datetime as dt
import re
from typing import Final

from reviewkit.jekyll.date_text import DateParts, date_parts
from reviewkit.jekyll.ruby import as_text

__all__ = [
    "BeyondCalendarError",
    "local_time",
    "parse_date",
    "parse_time",
    "reparsed",
    "ruby_time",
]

_PLAIN_DATE: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_HOURS: Final = {
    **dict.fromkeys(("UTC", "GMT", "UT", "Z"), 0),
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    **{letter: hour for hour, letter in enumerate("ABCDEFGHIKLM", start=1)},
    **{letter: -hour for hour, letter in enumerate("NOPQRSTUVWXY", start=1)},
}  # fmt: skip
"""The zone names that Ruby knows everywhere: RFC 822's, and the military letters."""

_OFFSET: Final = re.compile(r"([-+])([0-9]{2})(?:(:?)([0-9]{2})(?:\3([0-9]{2}))?)?")
_DAY: Final = dt.timedelta(days=1)
_MOST_DAYS: Final = 31
_SHORTEST_MONTH: Final = 28
_LEAP_YEAR: Final = 2000


class BeyondCalendarError(ValueError):
    """A time that Ruby knows and Python does not: before the year 1, or after 9999 (in UTC)."""


def parse_date(value: object, zone: dt.tzinfo, now: dt.datetime) -> dt.datetime:
    """Give the moment a front matter `date` means, in the site's zone, to the second.

    `value` is what `load_yaml` gives: an aware datetime keeps its moment, a date is local midnight,
    and text is read as Ruby's `Time.parse` reads it: day before month (`06/01/2023` is the 6th of
    January), local time where no zone is named, zone names ignored beyond UTC, GMT, the North
    American and the military ones and the site's own, what is missing in front taken from `now`.
    Raises BeyondCalendarError for a year that only Ruby has, ValueError for anything else, which
    stops Jekyll.
    """
    if isinstance(value, dt.datetime):
        return _moved(reparsed(value.replace(microsecond=0)), zone)
    if isinstance(value, dt.date):
        return local_time(value.year, value.month, value.day, zone=zone)
    text = as_text(value)
    if match := _PLAIN_DATE.fullmatch(text):
        return local_time(int(match[1]), int(match[2]), int(match[3]), zone=zone)
    return _moved(parse_time(text, zone, now), zone)


def parse_time(text: str, zone: dt.tzinfo, now: dt.datetime) -> dt.datetime:
    """Give the time a text names as Ruby's `Time.parse` does, to the second.

    It is in the offset that the text names, else in `zone`; what is missing in front is taken from
    `now`. Raises ValueError for a text that says nothing of a time.
    """
    return _moment(date_parts(text), zone, _moved(now, zone))


def reparsed(date: dt.datetime) -> dt.datetime:
    """Give what becomes of a local time that Jekyll writes down and reads again.

    Before there were time zones, offsets had seconds, which the written form drops.
    """
    offset = date.utcoffset()
    if offset is None or offset.seconds % 60 == 0:
        return date
    minutes = int(offset.total_seconds() / 60)
    written = date.replace(tzinfo=dt.timezone(dt.timedelta(minutes=minutes)))
    return _moved(written, date.tzinfo or dt.UTC)


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
    year: int,
    month: int,
    day: int,
    hour: int = 0,
    minute: int = 0,
    second: int = 0,
    *,
    zone: dt.tzinfo,
) -> dt.datetime:
    """Make a datetime as Ruby's `Time` does: any month has 31 days, second 60 and 24:00 exist.

    The 31st of June is the 1st of July. Raises ValueError beyond that.
    """
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        ruby_time(_LEAP_YEAR, month, day, hour, minute, second, zone=dt.UTC)  # what no year has
        raise BeyondCalendarError(f"there is no year {year} in the calendar")
    if 1 <= day <= _SHORTEST_MONTH and 0 <= hour < 24 and 0 <= minute < 60 and 0 <= second < 60:  # noqa: PLR2004 -- the calendar's own numbers
        return dt.datetime(year, month, day, hour, minute, second, tzinfo=zone)
    if not (1 <= day <= _MOST_DAYS and 0 <= hour <= 24 and 0 <= minute <= 59 and 0 <= second <= 60):  # noqa: PLR2004 -- the calendar's own numbers
        raise ValueError("no such day or time")
    if hour == 24 and (minute or second):  # noqa: PLR2004 -- midnight may be written 24:00
        raise ValueError("no such time")
    start = dt.datetime(year, month, 1, tzinfo=None)  # noqa: DTZ001 -- the zone follows
    try:
        moved = start + dt.timedelta(days=day - 1, hours=hour, minutes=minute, seconds=second)
    except OverflowError as error:
        raise BeyondCalendarError("the time is beyond the calendar") from error
    return moved.replace(tzinfo=zone)


def _moved(moment: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    """Give a moment in another zone; at the calendar's ends there may be none."""
    try:
        return moment.astimezone(zone)
    except OverflowError as error:
        raise BeyondCalendarError("the time is beyond the calendar") from error


def _moment(parts: DateParts, zone: dt.tzinfo, now: dt.datetime) -> dt.datetime:
    """Make a time of what a text says; see `parse_time`."""
    given = (parts.year, parts.year_day, *_clock_fields(parts))
    if all(part is None for part in given) and not parts.fraction:
        raise ValueError("it says nothing of a date")
    offset = _offset(parts.zone, zone, parts.year or now.year)
    if offset is not None:
        now = now.astimezone(dt.timezone(offset))
    if parts.year_day is not None:
        _resolve_year_day(parts, now)
    numbers = _completed(parts, now)
    if offset is None:
        moment = local_time(*numbers, zone=zone)
    else:
        utc = ruby_time(*_in_utc(numbers, offset), zone=dt.UTC)
        moment = _moved(utc, dt.timezone(offset))
    if parts.year_day is not None:
        moment += (parts.year_day - moment.timetuple().tm_yday) * _DAY  # 24:00 stays on its day
    return moment


_Numbers = tuple[int, int, int, int, int, int]


def _in_utc(numbers: _Numbers, offset: dt.timedelta) -> _Numbers:
    """Take an offset off a time, part by part as Ruby does, which lets 28:30 pass with an offset.

    Over the end of a month that is too short for its day, Ruby goes to the first of the next.
    """
    year, month, day, *clock = numbers
    step = -1 if offset > dt.timedelta() else 1
    rest = abs(int(offset.total_seconds()))
    for place, base in ((2, 60), (1, 60), (0, 24)):
        rest, part = divmod(rest, base)
        if part:
            carry, clock[place] = divmod(clock[place] + step * part, base)
            rest += step * carry
    if rest:
        day += step * rest
        if step > 0 and day > calendar.monthrange(year, month)[1]:
            year, month, day = year + month // 12, month % 12 + 1, 1
        elif day < 1:
            year, month = (year, month - 1) if month > 1 else (year - 1, 12)
            day = calendar.monthrange(year, month)[1]
    hour, minute, second = clock
    return year, month, day, hour, minute, second


def _clock_fields(parts: DateParts) -> tuple[int | None, ...]:
    return parts.month, parts.day, parts.hour, parts.minute, parts.second


def _resolve_year_day(parts: DateParts, now: dt.datetime) -> None:
    year, day = parts.year if parts.year is not None else now.year, parts.year_day or 0
    if not 1 <= day <= 365 + calendar.isleap(year):
        raise ValueError(f"the year has no day {day}")
    date = dt.date(year, 1, 1) + (day - 1) * _DAY
    parts.month, parts.day = date.month, date.day


def _completed(parts: DateParts, now: dt.datetime) -> _Numbers:
    """Fill in what is missing: from now in front of the first part that is given, else the least.

    `17:42` is today at 17:42, `June` is the first of June of this year.
    """
    given = (parts.year, *_clock_fields(parts))
    present = (now.year, now.month, now.day, now.hour, now.minute, now.second)
    first = next((place for place, part in enumerate(given) if part is not None), len(given))
    least = (0, 1, 1, 0, 0, 0)
    year, month, day, hour, minute, second = (
        part if part is not None else (present if place < first else least)[place]
        for place, part in enumerate(given)
    )
    return year, month, day, hour, minute, second


def _offset(name: str | None, zone: dt.tzinfo, year: int) -> dt.timedelta | None:
    """Give the offset a zone stands for; None for local time.

    Names count when they are UTC, GMT, North American, military letters, or the names of the site's
    own zone in winter and summer. Ruby ignores every other name, `UTC+2` and `+2` among them.
    Raises ValueError for an offset of a day or more.
    """
    if name is None:
        return None
    if match := _OFFSET.fullmatch(name):
        hours, minutes, seconds = (int(match[group] or 0) for group in (2, 4, 5))
        offset = dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)
        if offset >= _DAY:
            raise ValueError(f"there is no zone {name}")
        return -offset if match[1] == "-" else offset
    upper = name.upper()
    if upper in _HOURS:
        return dt.timedelta(hours=_HOURS[upper])
    for month in (1, 7):
        there = dt.datetime(year, month, 1, tzinfo=zone)
        if (there.tzname() or "").upper() == upper:
            return there.utcoffset()
    return None
