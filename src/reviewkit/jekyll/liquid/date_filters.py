"""Filters on dates: Liquid's `date` and Jekyll's ready-made forms."""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from reviewkit.jekyll.dates import local_time
from reviewkit.jekyll.liquid.context import Context, FilterFunction
from reviewkit.jekyll.liquid.errors import JekyllStopsError
from reviewkit.jekyll.liquid.moments import moment_of
from reviewkit.jekyll.liquid.strftime import strftime
from reviewkit.jekyll.liquid.values import as_text, inspected

__all__ = ["DATE_FILTERS"]

_TEENS: Final = range(11, 14)


def _date(context: Context, value: object, pattern: object) -> object:
    """Write a date by a pattern; without one, or for what is no date, the value stays."""
    if not as_text(pattern):
        return value
    moment = moment_of(value, context.world.now)
    if moment is None:
        return value
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime(
            moment.year, moment.month, moment.day, tzinfo=dt.timezone(dt.timedelta())
        )
    try:
        return strftime(moment, as_text(pattern))
    except ValueError as error:
        raise JekyllStopsError(str(error)) from error


def _local(context: Context, value: object) -> dt.datetime:
    zone = context.world.now.tzinfo or dt.UTC
    moment = moment_of(value, context.world.now)
    if moment is None:
        raise JekyllStopsError(f"{inspected(value)} is no date")
    if not isinstance(moment, dt.datetime):
        return local_time(moment.year, moment.month, moment.day, zone=zone)
    return moment.astimezone(zone)


def _xmlschema(context: Context, value: object) -> object:
    if not as_text(value):
        return value
    moment = _local(context, value)
    return strftime(moment, "%Y-%m-%dT%H:%M:%S") + _zone(moment)


def _zone(moment: dt.datetime) -> str:
    return "Z" if moment.tzinfo is dt.UTC else strftime(moment, "%:z")


def _rfc822(context: Context, value: object) -> object:
    if not as_text(value):
        return value
    moment = _local(context, value)
    zone = "-0000" if moment.tzinfo is dt.UTC else strftime(moment, "%z")
    return strftime(moment, "%a, %d %b %Y %H:%M:%S ") + zone


def _to_string(
    context: Context, value: object, kind: object = None, style: object = None
) -> object:
    return _written(context, value, "%b", kind, style)


def _to_long_string(
    context: Context, value: object, kind: object = None, style: object = None
) -> object:
    return _written(context, value, "%B", kind, style)


def _written(context: Context, value: object, month: str, kind: object, style: object) -> object:
    if not as_text(value):
        return value
    moment = _local(context, value)
    if kind != "ordinal":
        return strftime(moment, f"%d {month} %Y")
    day = f"{moment.day}{_ordinal(moment.day)}"
    pattern = f"{month} {day}, %Y" if style == "US" else f"{day} {month} %Y"
    return strftime(moment, pattern)


def _ordinal(day: int) -> str:
    if day in _TEENS:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


DATE_FILTERS: Final[Mapping[str, FilterFunction]] = {
    "date": _date,
    "date_to_xmlschema": _xmlschema,
    "date_to_rfc822": _rfc822,
    "date_to_string": _to_string,
    "date_to_long_string": _to_long_string,
}
"""The filters on dates by name."""
