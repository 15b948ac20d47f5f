"""Dates of feeds: RFC 822 with four digits of the year in RSS, RFC 3339 in Atom and JSON Feed."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from reviewkit.feeds.lint.finding import Finding
from reviewkit.feeds.lint.value import Value

__all__ = ["rfc822", "rfc3339", "w3cdtf"]

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
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_HOURS: Final = {
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip
"""Hours from UTC of the zones RFC 822 names; every other name is UTC (RFC 5322, section 4.3)."""

_STRICT: Final = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?[0-9]{1,2} "
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [0-9]{4} "
    r"[0-9]{2}:[0-9]{2}(?::[0-9]{2})? (?:[+-]?[0-9]{2}[03]0|UT|GMT|[ECMP][SD]T|Z)"
)
"""The form that every reader takes."""
_LENIENT: Final = re.compile(
    rf"(?:(?P<name>{'|'.join(day[:3] for day in _DAYS)})\s*,\s*)?"
    rf"(?P<day>[0-9]{{1,2}})\s+(?P<month>{'|'.join(_MONTHS)})\s+(?P<year>[0-9]{{4}}|[0-9]{{2}})\s+"
    r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?\s+"
    r"(?P<zone>[+-]?[0-9]{4}|ut|gmt|[ecmp][sd]t|[a-ik-z])?",
    re.IGNORECASE | re.ASCII,
)
_COMMENT: Final = re.compile(r"\([^()]*\)")
_RFC3339: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:Z|[+-][0-9]{2}:[0-9]{2})"
)
_W3CDTF: Final = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})(?:T(?P<hour>[0-9]{2}):"
    r"(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]*)?)?(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})"
    r")?)?)?"
)
"""Every date that RFC 3339 takes fits this one too."""

_FIRST_YEAR: Final = 1990
_TWO_DIGITS: Final = 100
_SOON: Final = dt.timedelta(minutes=10)
_A_DAY: Final = dt.timedelta(days=1)
_LEAP_SECOND: Final = "60"


def rfc822(value: Value) -> Iterator[Finding]:
    """Check a date of RSS: RFC 822, in the form with four digits of the year that all readers take.

    More than ten minutes ahead, or before 1990, it is implausible: the service's own limits.
    """
    match = _LENIENT.fullmatch(_COMMENT.sub(" ", value.text).strip())
    if match is None:
        yield value.found("InvalidRFC2822Date", "is no date that readers of RSS know")
        return
    moment = _moment(match)
    if moment is None:
        yield value.found("InvalidRFC2822Date", "is a date that cannot be")
        return
    day = _DAYS[moment.weekday()]
    if match["name"] and match["name"].lower() != day[:3].lower():
        yield value.found("IncorrectDOW", f"names the wrong day of the week, as it is a {day}")
        return
    if not _STRICT.fullmatch(value.text):
        yield value.found("ProblematicalRFC822Date", "is a date that some readers cannot read")
    yield from _plausible(value, moment, ahead=_SOON)


def rfc3339(value: Value) -> Iterator[Finding]:
    """Check a date of Atom and JSON Feed (RFC 3339; RFC 4287, section 3.3).

    More than a day ahead, or before 1990, it is implausible: the service's own limits.
    """
    yield from _iso(value, _RFC3339, "InvalidRFC3339Date")


def w3cdtf(value: Value) -> Iterator[Finding]:
    """Check a date of Dublin Core: RFC 3339, where the time, day and month may be left out."""
    yield from _iso(value, _W3CDTF, "InvalidW3CDTFDate")


def _iso(value: Value, form: re.Pattern[str], event: str) -> Iterator[Finding]:
    match = _W3CDTF.fullmatch(value.text)
    if match is None or not form.fullmatch(value.text):
        yield value.found(event, "is no date of the form this element takes")
        return
    moment = _moment(match)
    if moment is None:
        yield value.found(event, "is a date that cannot be")
        return
    yield from _plausible(value, moment, ahead=_A_DAY)


def _plausible(value: Value, moment: dt.datetime, *, ahead: dt.timedelta) -> Iterator[Finding]:
    if moment.year < _FIRST_YEAR:
        yield value.found("ImplausibleDate", "is older than feeds are", fix="correct the date")
    elif moment - value.now > ahead:
        yield value.found("ImplausibleDate", "is in the future")


def _moment(match: re.Match[str]) -> dt.datetime | None:
    """Give the moment a date of either form names; None for one that cannot be."""
    month = match["month"] or "1"
    second = match["second"] or "0"
    try:
        return dt.datetime(
            _year(match["year"]),
            int(month) if month.isdigit() else _MONTHS.index(month.lower()) + 1,
            int(match["day"] or 1),
            int(match["hour"] or 0),
            int(match["minute"] or 0),
            59 if second == _LEAP_SECOND else int(second),
            tzinfo=_zone(match["zone"] or "Z"),
        )
    except ValueError:
        return None


def _year(digits: str) -> int:
    """Give the year; two digits mean one from 1950 to 2049 (RFC 5322, section 4.3)."""
    year = int(digits)
    if len(digits) > 2:  # noqa: PLR2004 -- the two digits of the sentence above
        return year
    return year + (2000 if year < _TWO_DIGITS // 2 else 1900)


def _zone(zone: str) -> dt.timezone:
    """Give the zone a name or an offset stands for; raises ValueError for an offset of a day."""
    digits = zone.lstrip("+-").replace(":", "")
    if not digits.isdigit():
        return dt.timezone(dt.timedelta(hours=_HOURS.get(zone.lower(), 0)))
    offset = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return dt.timezone(-offset if zone.startswith("-") else offset)
