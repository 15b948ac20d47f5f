"""Moments as the date filters read them: text by Ruby's `Time.parse`, numbers as seconds."""

import datetime as dt
import re
from typing import Final

from reviewkit.jekyll.dates import parse_time

__all__ = ["moment_of"]

_PART_OF_SECOND: Final = re.compile(r":[0-9]{1,2}:[0-9]{1,2}[.,]([0-9]{1,6})")
_SECONDS: Final = re.compile(r"\d+", re.ASCII)
_LARGEST: Final = 10**11


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
        moment = parse_time(value, now.tzinfo or dt.UTC, now)
    except (ValueError, OverflowError):
        return None
    part = _PART_OF_SECOND.search(value)
    return moment.replace(microsecond=int(part[1].ljust(6, "0"))) if part else moment


def _since_1970(seconds: int, now: dt.datetime) -> dt.datetime | None:
    return dt.datetime.fromtimestamp(seconds, now.tzinfo) if abs(seconds) < _LARGEST else None
