"""Dates mean what is written; what can be read in two ways is refused."""

import datetime as dt
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.plain.dates import parse_date

ROME = zoneinfo.ZoneInfo("Europe/Rome")


@pytest.mark.parametrize(
    ("given_date", "moment"),
    [
        ("2025-01-20", "2025-01-20T00:00:00+01:00"),
        ("2025-07-20 17:42", "2025-07-20T17:42:00+02:00"),
        ("2025-01-20 17:42:44", "2025-01-20T17:42:44+01:00"),
        ("2025-01-20T17:42:44Z", "2025-01-20T17:42:44+00:00"),
        ("2025-01-20T17:42:44.123Z", "2025-01-20T17:42:44+00:00"),
        ("2025-01-20T23:42:44-05:00", "2025-01-20T23:42:44-05:00"),
        ("2025-01-20 17:42:44 +0530", "2025-01-20T17:42:44+05:30"),
        ("Jul 08 2025", "2025-07-08T00:00:00+02:00"),
        ("January 20, 2025", "2025-01-20T00:00:00+01:00"),
        ("20 Jan 2025", "2025-01-20T00:00:00+01:00"),
        (dt.date(2025, 1, 20), "2025-01-20T00:00:00+01:00"),
        (dt.datetime(2025, 1, 20, 10), "2025-01-20T10:00:00+01:00"),  # noqa: DTZ001 -- as TOML has it
        (dt.datetime(2025, 1, 20, 10, tzinfo=dt.UTC), "2025-01-20T10:00:00+00:00"),
    ],
)
def test_a_date_is_read(given_date: object, moment: str) -> None:
    assert parse_date(given_date, ROME).isoformat() == moment


@pytest.mark.parametrize(
    "given_date",
    [
        *("01/02/2025", "2025-1-2", "2025-02-30", "2025-13-01", "20250102", "yesterday", ""),
        *(
            "Last Modified",
            "git Created",
            "0001-01-01",
            "9999-12-31T23:00-09:00",
            "{{ now }}",
            "2025-01-20 25:00",
            "2025-01-20 10:00 CET",
        ),
        *("31 Feb 2025", "2025", 2025, 1737331200, None, ["2025-01-20"], dt.time(10)),
    ],
)
def test_what_is_no_date_or_two_is_refused(given_date: object) -> None:
    with pytest.raises((ValueError, OverflowError)):
        parse_date(given_date, ROME)


@given(st.datetimes(timezones=st.timezones(), allow_imaginary=False))
def test_a_date_in_the_standard_form_comes_back_as_it_was(moment: dt.datetime) -> None:
    offset = moment.utcoffset() or dt.timedelta()
    if offset.total_seconds() % 60 or not dt.MINYEAR < moment.year < dt.MAXYEAR:
        return
    whole = moment.replace(microsecond=0)

    assert parse_date(whole.isoformat(), dt.UTC).isoformat() == whole.isoformat()
