"""Dates of posts are the moments that Ruby reads."""

import datetime as dt
import zoneinfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reviewkit.jekyll.dates import local_time, parse_date, ruby_time

ROME = zoneinfo.ZoneInfo("Europe/Rome")
NEW_YORK = zoneinfo.ZoneInfo("America/New_York")
NOW = dt.datetime(2026, 1, 1, 12, 34, 56, tzinfo=dt.UTC)


def iso(value: object, zone: dt.tzinfo = ROME) -> str:
    return parse_date(value, zone, NOW).isoformat()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-01-20", "2025-01-20T00:00:00+01:00"),
        ("2025-1-2", "2025-01-02T00:00:00+01:00"),
        ("2025/1/2", "2025-01-02T00:00:00+01:00"),
        ("06/01/2023", "2023-01-06T00:00:00+01:00"),
        ("13/06/2023", "2023-06-13T00:00:00+02:00"),
        ("18-01-2026", "2026-01-18T00:00:00+01:00"),
        ("20.07.2025 10:30", "2025-07-20T10:30:00+02:00"),
        ("20 Jan 2025", "2025-01-20T00:00:00+01:00"),
        ("20-Jul-2025", "2025-07-20T00:00:00+02:00"),
        ("1st July, 2025", "2025-07-01T00:00:00+02:00"),
        ("January 20th 2025", "2025-01-20T00:00:00+01:00"),
        ("Jan 20, 2025", "2025-01-20T00:00:00+01:00"),
        ("Sep. 5, 2025", "2025-09-05T00:00:00+02:00"),
        ("Sunday, July 20, 2025", "2025-07-20T00:00:00+02:00"),
        ("2013, June 7", "2013-06-07T00:00:00+02:00"),
        ("June 2023", "2023-06-01T00:00:00+02:00"),
        ("  2025-06-15  ", "2025-06-15T00:00:00+02:00"),
    ],
)
def test_every_way_to_write_a_day_is_midnight_of_the_site(text: str, expected: str) -> None:
    assert iso(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-01-20 17:42:44", "2025-01-20T17:42:44+01:00"),
        ("2025-01-20 17:42", "2025-01-20T17:42:00+01:00"),
        ("2025-01-20T17:42", "2025-01-20T17:42:00+01:00"),
        ("2025-01-20 7:5", "2025-01-20T07:05:00+01:00"),
        ("2025-01-20 5:30 PM", "2025-01-20T17:30:00+01:00"),
        ("2025-01-20 12:00 AM", "2025-01-20T00:00:00+01:00"),
        ("2025-01-20 12:00 pm", "2025-01-20T12:00:00+01:00"),
        ("2025-01-20 24:00", "2025-01-21T00:00:00+01:00"),
        ("2025-01-20 17:42:44.9", "2025-01-20T17:42:44+01:00"),
    ],
)
def test_text_without_a_zone_is_the_time_of_the_site(text: str, expected: str) -> None:
    assert iso(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-01-20 17:42:44 +0100", "2025-01-20T17:42:44+01:00"),
        ("2025-01-20T17:42:44+05:30", "2025-01-20T13:12:44+01:00"),
        ("2025-01-20 17:42 +02", "2025-01-20T16:42:00+01:00"),
        ("2024-12-31 23:30:00 -0500", "2025-01-01T05:30:00+01:00"),
        ("2025-07-20T17:42:00.000Z", "2025-07-20T19:42:00+02:00"),
        ("2025-06-15 12:00 UTC", "2025-06-15T14:00:00+02:00"),
        ("Mon, 20 Jan 2025 10:00:00 GMT", "2025-01-20T11:00:00+01:00"),
        ("2025-01-20 17:42 EST", "2025-01-20T23:42:00+01:00"),
        ("2025-06-15 12:00 PDT", "2025-06-15T21:00:00+02:00"),
    ],
)
def test_text_with_a_zone_is_shown_in_the_zone_of_the_site(text: str, expected: str) -> None:
    assert iso(text) == expected


@pytest.mark.parametrize(
    "text", ["2025-06-15 12:00 JST", "2025-06-15 12:00 BST", "2025-06-15 12:00 MESZ"]
)
def test_a_zone_name_that_ruby_does_not_know_is_ignored(text: str) -> None:
    assert iso(text) == "2025-06-15T12:00:00+02:00"


@pytest.mark.parametrize(
    "text",
    [
        *("2025-01-20 17:42 UTC+2", "2025-01-20 17:42 UTC+02:00", "2025-01-20 17:42 GMT-5"),
        *("2025-01-20 17:42 +2", "2025-01-20 17:42 -5"),
    ],
)
def test_an_offset_that_ruby_does_not_understand_is_ignored(text: str) -> None:
    assert iso(text) == "2025-01-20T17:42:00+01:00"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-07-20 17:42 CET", "2025-07-20T18:42:00+02:00"),
        ("2025-07-20 17:42 CEST", "2025-07-20T17:42:00+02:00"),
        ("2025-01-20 17:42 CEST", "2025-01-20T16:42:00+01:00"),
        ("2025-10-26 02:30 CEST", "2025-10-26T02:30:00+02:00"),
    ],
)
def test_the_names_of_the_sites_own_zone_count(text: str, expected: str) -> None:
    assert iso(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-06-31", "2023-07-01T00:00:00+02:00"),
        ("31/06/2023", "2023-07-01T00:00:00+02:00"),
        ("31 June 2025", "2025-07-01T00:00:00+02:00"),
        ("2025-02-30 10:00", "2025-03-02T10:00:00+01:00"),
        ("2025-02-29", "2025-03-01T00:00:00+01:00"),
    ],
)
def test_the_31st_of_june_is_the_1st_of_july(text: str, expected: str) -> None:
    assert iso(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", "yesterday", "2023-W22-4", "2025-01", "2025", "37800", "true"),
        *("2025-01-32", "2025-13-01", "12/31/2025", "32/06/2023", "2025–06–15"),
        *("2025-01-20 17:60", "2025-01-20 17:42:61", "2025-01-20 25:00", "2025-01-20 24:01"),
        *("2025-01-20 17:42:44 +25:00", "{'a': 'b'}", "YYYY-MM-DD"),
    ],
)
def test_what_stops_jekyll_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|no such|must be|day|zone|month"):
        parse_date(text, ROME, NOW)


def test_a_date_of_yaml_is_midnight_of_the_site() -> None:
    assert iso(dt.date(2025, 1, 20), NEW_YORK) == "2025-01-20T00:00:00-05:00"


def test_a_time_of_yaml_keeps_its_moment_and_may_change_its_day() -> None:
    assert iso(dt.datetime(2025, 1, 20, 3, 0, tzinfo=dt.UTC), NEW_YORK) == (
        "2025-01-19T22:00:00-05:00"
    )


def test_parts_of_a_second_are_dropped() -> None:
    assert iso(dt.datetime(2025, 1, 20, 3, 0, 0, 999999, tzinfo=dt.UTC), dt.UTC) == (
        "2025-01-20T03:00:00+00:00"
    )


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("01:59", "2025-10-26T01:59:00+02:00"),
        ("02:00", "2025-10-26T02:00:00+01:00"),
        ("02:30", "2025-10-26T02:30:00+01:00"),
        ("03:00", "2025-10-26T03:00:00+01:00"),
    ],
)
def test_of_the_hour_that_autumn_repeats_the_later_one_counts(clock: str, expected: str) -> None:
    assert iso(f"2025-10-26 {clock}") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-10-26 02:30 +0200", "2025-10-26T02:30:00+02:00"),
        ("2025-10-26 00:30 UTC", "2025-10-26T02:30:00+02:00"),
        ("2025-10-26 01:30 UTC", "2025-10-26T02:30:00+01:00"),
    ],
)
def test_an_offset_tells_the_two_hours_of_autumn_apart(text: str, expected: str) -> None:
    assert iso(text) == expected


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("01:59", "2025-03-30T01:59:00+01:00"),
        ("02:00", "2025-03-30T03:00:00+02:00"),
        ("02:30", "2025-03-30T03:30:00+02:00"),
        ("03:00", "2025-03-30T03:00:00+02:00"),
    ],
)
def test_the_hour_that_spring_leaves_out_becomes_the_next(clock: str, expected: str) -> None:
    assert iso(f"2025-03-30 {clock}") == expected


@pytest.mark.parametrize(
    ("month", "day", "hour", "minute", "second"),
    [(1, 0, 0, 0, 0), (1, 32, 0, 0, 0), (1, 1, 25, 0, 0), (1, 1, 0, 60, 0), (1, 1, 0, 0, 61)],
)
def test_a_time_outside_the_clock_is_refused(
    month: int, day: int, hour: int, minute: int, second: int
) -> None:
    with pytest.raises(ValueError, match="no such"):
        ruby_time(2025, month, day, hour, minute, second, zone=dt.UTC)


def test_only_midnight_may_be_written_as_24_hours() -> None:
    with pytest.raises(ValueError, match="no such time"):
        ruby_time(2025, 1, 1, 24, 0, 1, zone=dt.UTC)


@given(
    st.datetimes(min_value=dt.datetime(1000, 1, 2), max_value=dt.datetime(9998, 12, 30)),  # noqa: DTZ001 -- the zone is drawn beside it
    st.sampled_from(("Europe/Rome", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata")),
)
@settings(deadline=None)
def test_a_local_time_shows_its_own_clock_or_lies_in_a_gap(
    wall: dt.datetime, zone_name: str
) -> None:
    wall = wall.replace(microsecond=0)
    zone = zoneinfo.ZoneInfo(zone_name)

    found = local_time(
        wall.year, wall.month, wall.day, wall.hour, wall.minute, wall.second, zone=zone
    )

    shift = found.replace(tzinfo=None) - wall
    assert shift == dt.timedelta() or dt.timedelta() < shift <= dt.timedelta(hours=1)
    assert found == found.astimezone(dt.UTC).astimezone(zone)


@given(
    st.datetimes(min_value=dt.datetime(1000, 1, 2), max_value=dt.datetime(9998, 12, 30)),  # noqa: DTZ001 -- the zone is drawn beside it
    st.integers(min_value=-14 * 60, max_value=14 * 60),
)
@settings(deadline=None)
def test_a_time_with_an_offset_keeps_its_moment(wall: dt.datetime, minutes: int) -> None:
    moment = wall.replace(microsecond=0, tzinfo=dt.timezone(dt.timedelta(minutes=minutes)))

    assert parse_date(moment.strftime("%Y-%m-%d %H:%M:%S %z").zfill(25), ROME, NOW) == moment


@given(st.text(alphabet="0123456789-/:. ,+JanuyTZGMT", max_size=30))
@example("9999-12-31 24:00")
@example("0001-01-01")
@example("0000-00-00")
@settings(deadline=None)
def test_any_other_text_is_a_value_error_and_nothing_else(text: str) -> None:
    try:
        found = parse_date(text, ROME, NOW)
    except ValueError:
        found = None

    assert found is None or found.tzinfo is ROME
