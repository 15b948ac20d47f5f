"""Dates that are another day, another hour or another year than the one that stands there."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from reviewkit.errors import Problem
from reviewkit.jekyll.discovery import dated_name
from reviewkit.jekyll.doctor.written import Keys, Written, warning
from reviewkit.model import Post

__all__ = ["DATE_IN_URL", "date_problems"]

DATE_IN_URL: Final = re.compile(r"/\d{4}/")

_DAY: Final = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_UTC_TO_YAML: Final = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:[Tt]|\s+)\d{1,2}:\d\d:\d\d(?:\.\d*)?")
"""A time without a zone: UTC when it is not quoted (https://yaml.org/type/timestamp.html)."""
_DAY_OR_MONTH: Final = re.compile(r"\s*(\d{1,2})([/-])(\d{1,2})\2\d{4}(?!\d)")
_SHORT_YEAR: Final = re.compile(r"\s*\d{1,2}([/.-])\d{1,2}\1\d\d(?!\d)")
_OFFSET: Final = re.compile(r"\d\s*(?:[+-]\d{1,2}(?::?\d\d)?|[Zz]|[A-Z]{1,4})\s*$")
_ZONE_NAME: Final = re.compile(r"\d\d:\d\d(?::\d\d)?\s*([A-Z]{3,5}|[A-Z][a-z]+/[A-Za-z_/]+)\s*$")
_KNOWN_ZONES: Final = frozenset(
    {"UTC", "GMT", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT"}
)
"""The names that Ruby's Time.parse knows wherever it runs."""
_LAST_MONTH: Final = 12
_WHOLE_YEAR: Final = 4


def date_problems(post: Post, keys: Keys, now: dt.datetime) -> Iterator[Problem]:
    """Find a date that Jekyll takes for another, in the front matter or in the file's name."""
    written = keys.get("date")
    if written is None or not written.text:
        yield from _of_name(post)
        return
    found = _misread(post, written) or _late(post, written, now) or _unknown_zone(post, written)
    if found:
        yield warning(post, written.line, *found)
    elif post.collection == "posts":
        yield from _two_days(post, written)


def _misread(post: Post, written: Written) -> tuple[str, str] | None:
    text, date = written.text, post.date
    if _SHORT_YEAR.match(text):
        return (
            f"the date {text} is {_spoken(date)} to Jekyll, which has the year in front",
            "write the year in full and first: YYYY-MM-DD",
        )
    if (match := _DAY_OR_MONTH.match(text)) is not None:
        first, second = int(match[1]), int(match[3])
        if first == second or max(first, second) > _LAST_MONTH:
            return None
        return (
            f"the date {text} is {_spoken(date)} to Jekyll: first the day, then the month",
            f"write it as {date.date()}, or the other way round if that is meant",
        )
    if _DAY.match(text) is None:
        return _guessed(post, text)
    if _day(text) is None:
        return (
            f"the date {text} does not exist; Jekyll takes {date.date()}",
            "write a day that exists",
        )
    return _moved(post, written) if _day(text) != date.date() else None


def _moved(post: Post, written: Written) -> tuple[str, str]:
    text, zone = written.text, f"{post.date:%z}"
    if _is_utc(written):
        reason, fix = "names no zone, which makes it UTC", f"write it as {text} {zone}"
    elif _OFFSET.search(text):
        reason, fix = "is in another zone", f"write it with the offset {zone}"
    else:
        reason, fix = "runs into the next day", f"write it as {_moment(post)}"
    return f"the date {text} {reason}: on the site it is {_moment(post)}, another day", fix


def _guessed(post: Post, text: str) -> tuple[str, str] | None:
    """Find a date of which a part is not written: `June`, `June 2023`, `2023-152`."""
    date = post.date
    digits = re.findall(r"\d+", text)
    whole = f"{date:%Y%m%d}"
    if any(run.startswith(whole) for run in digits):
        return None
    named_month = f"{date:%b}".lower() in text.lower()
    years = {date.year, date.year % 100} if named_month else {date.year}
    names_year = any(int(run) in years for run in digits)
    if names_year and any(int(run) == date.day for run in digits):
        return None
    return (
        f"the date {text} is {_spoken(date)} to Jekyll, which makes up what it does not find",
        "write the whole date as YYYY-MM-DD",
    )


def _late(post: Post, written: Written, now: dt.datetime) -> tuple[str, str] | None:
    """Find a post that waits only because its time, without a zone, is taken for UTC."""
    if post.state != "future" or not _is_utc(written):
        return None
    offset = post.date.utcoffset() or dt.timedelta()
    if post.date - offset > now:
        return None
    what = f"the date {written.text} names no zone, which makes it UTC: the post waits until"
    return f"{what} {_moment(post)}", f"write it as {written.text} {post.date:%z}"


def _unknown_zone(post: Post, written: Written) -> tuple[str, str] | None:
    match = _ZONE_NAME.search(written.text)
    if match is None or match[1] in _KNOWN_ZONES or match[1] in _own_names(post.date):
        return None
    what = f"Jekyll does not know the zone {match[1]} and leaves it out: the date is"
    return f"{what} {_moment(post)}", "write the offset in numbers, such as +0100"


def _own_names(date: dt.datetime) -> set[str | None]:
    """Give the names of the site's zone in winter and in summer, which Ruby knows too."""
    return {dt.datetime(date.year, month, 1, tzinfo=date.tzinfo).tzname() for month in (1, 7)}


def _two_days(post: Post, written: Written) -> Iterator[Problem]:
    named = dated_name(post.source)
    if named is None or not DATE_IN_URL.search(post.path):
        return
    day = _day(named["date"])
    if day is not None and day != post.date.date():
        yield warning(
            post,
            written.line,
            f"the file's name says {named['date']}, the date is {post.date.date()}; "
            f"the URL has the date: {post.path}",
            "rename the file or change the date, as long as the post is not published",
        )


def _of_name(post: Post) -> Iterator[Problem]:
    named = dated_name(post.source) if post.collection == "posts" else None
    if named is None or len(named["date"].partition("-")[0]) == _WHOLE_YEAR:
        return
    yield warning(
        post,
        None,
        f"the year in the file's name has not four digits: Jekyll takes {named['date']} for "
        f"{_spoken(post.date)}",
        f"rename it to {post.date.date()}-{named['slug']}{named['ext']}, or to the day that is "
        "meant",
    )


def _spoken(date: dt.datetime) -> str:
    return f"{date.day} {date:%B} {date.year}"


def _moment(post: Post) -> str:
    return f"{post.date.date()} {post.date:%H:%M:%S %z}"


def _is_utc(written: Written) -> bool:
    return not written.quoted and _UTC_TO_YAML.fullmatch(written.text) is not None


def _day(text: str) -> dt.date | None:
    match = _DAY.match(text)
    try:
        return dt.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
