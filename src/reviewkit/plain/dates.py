"""Dates of posts as the generators write them; whatever has two readings is refused."""

import datetime as dt
import re
from typing import Final

__all__ = ["parse_date"]

_CLOCK: Final = (
    r"(?:(?:[Tt]|[ \t]+)(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?"
    r"[ \t]*(?P<zone>[Zz]|[-+]\d\d(?::?\d\d)?)?)?"
)
_NAMES: Final = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
_MONTH: Final = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_FORMS: Final = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)" + _CLOCK),
    re.compile(rf"{_MONTH} (?P<day>\d\d?),? (?P<year>\d{{4}})", re.IGNORECASE),
    re.compile(rf"(?P<day>\d\d?) {_MONTH},? (?P<year>\d{{4}})", re.IGNORECASE),
)


def parse_date(given: object, zone: dt.tzinfo) -> dt.datetime:
    """Give the moment a date in a front matter means.

    A date keeps the zone it names; one that names none is in `zone`, a day begins at midnight.
    Text is `2025-01-20`, `2025-01-20 17:42`, RFC 3339, `Jan 20 2025` or `20 January 2025`. Raises
    ValueError for everything else: `01/02/2025` is a day in January to one and in February to
    another, and `Last Modified` is for the generator alone to know; OverflowError for a day at the
    calendar's ends that does not exist in UTC.
    """
    moment = _read(given, zone)
    moment.astimezone(dt.UTC)
    return moment


def _read(given: object, zone: dt.tzinfo) -> dt.datetime:
    if isinstance(given, dt.datetime):
        return given.replace(microsecond=0, tzinfo=given.tzinfo or zone)
    if isinstance(given, dt.date):
        return dt.datetime(given.year, given.month, given.day, tzinfo=zone)
    text = given.strip() if isinstance(given, str) else ""
    for form in _FORMS:
        if match := form.fullmatch(text):
            return _moment(match.groupdict(), zone)
    raise ValueError("it is no date, or one that can be read in two ways")


def _moment(part: dict[str, str | None], zone: dt.tzinfo) -> dt.datetime:
    name = part.get("name")
    month = _NAMES.index(name[:3].lower()) + 1 if name else int(part["month"] or 0)
    return dt.datetime(
        int(part["year"] or 0),
        month,
        int(part["day"] or 0),
        int(part.get("hour") or 0),
        int(part.get("minute") or 0),
        int(part.get("second") or 0),
        tzinfo=_offset(part.get("zone")) or zone,
    )


def _offset(text: str | None) -> dt.timezone | None:
    if not text:
        return None
    if text in "Zz":
        return dt.UTC
    hours, minutes = int(text[1:3]), int(text[3:].lstrip(":") or 0)
    offset = dt.timedelta(hours=hours, minutes=minutes)
    return dt.timezone(-offset if text[0] == "-" else offset)
