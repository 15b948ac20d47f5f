"""YAML values mean what they mean to Ruby."""

import datetime as dt
import math
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.jekyll.psych import load_yaml

UTC = dt.UTC
ROME_WINTER = dt.timezone(dt.timedelta(hours=1))
WEST = dt.timezone(-dt.timedelta(hours=5, minutes=30))


def load(text: str) -> Any:  # noqa: ANN401 -- YAML gives anything
    return load_yaml(text)


def value(text: str) -> object:
    return load(f"key: {text}\n")["key"]


def outcome(text: str) -> str:
    try:
        str(load(f"key: {text}\n"))
    except yaml.YAMLError:
        return "error"
    return "value"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1917", 1917),
        ("+12", 12),
        ("-12", -12),
        ("1,000", 1000),
        ("1_000_000", 1000000),
        ("010", 8),
        ("0x1F", 31),
        ("-0b11", -3),
        ("0", 0),
        ("2:22", 8520),
        ("12:08", 43680),
        ("1:2:3", 3723),
        ("1:05", 3900),
    ],
)
def test_a_whole_number_is_read_as_ruby_reads_it(text: str, expected: int) -> None:
    found = value(text)

    assert (type(found), found) == (int, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.50", 1.5),
        ("1.", 1.0),
        (".5", 0.5),
        ("-.5", -0.5),
        ("1,000.5", 1000.5),
        ("1.5e+3", 1500.0),
        (".inf", math.inf),
        ("-.INF", -math.inf),
    ],
)
def test_a_fraction_is_read_as_ruby_reads_it(text: str, expected: float) -> None:
    found = value(text)

    assert (type(found), found) == (float, expected)


def test_not_a_number_is_a_float() -> None:
    found = value(".NaN")

    assert isinstance(found, float)
    assert math.isnan(found)


@pytest.mark.parametrize(
    "text",
    [
        *("08", "09", "0o17", "1e3", "1__0", "1,,2", "0xg", "0b2", "0b", "1.2.3", "1.5e3"),
        *("1:60", "1:2:3:4", "y", "n", "=", ".", "+", "3D", "1-2", "2023-W22-4", "٤٢"),
        *("2025-13-01", "2025-02-30", "2025-01-20 10:20", "2025-01-20 25:20:30", "a b"),
    ],
)
def test_what_ruby_leaves_as_text_stays_text(text: str) -> None:
    assert value(text) == text


@pytest.mark.parametrize("text", ["yes", "Yes", "on", "true", "TRUE"])
def test_words_for_yes_are_true(text: str) -> None:
    assert value(text) is True


@pytest.mark.parametrize("text", ["no", "No", "off", "false", "FALSE"])
def test_words_for_no_are_false(text: str) -> None:
    assert value(text) is False


@pytest.mark.parametrize("text", ["", "~", "null", "NULL"])
def test_nothing_is_none(text: str) -> None:
    assert value(text) is None


@pytest.mark.parametrize("text", ["'1917'", '"1917"', "!!str 1917"])
def test_a_quoted_number_is_text(text: str) -> None:
    assert value(text) == "1917"


@pytest.mark.parametrize("text", ["2023-06-01", "2023-6-1"])
def test_a_day_is_a_date(text: str) -> None:
    found = value(text)

    assert (type(found), found) == (dt.date, dt.date(2023, 6, 1))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-01-20 17:42:44", dt.datetime(2025, 1, 20, 17, 42, 44, tzinfo=UTC)),
        ("2025-01-20T17:42:44Z", dt.datetime(2025, 1, 20, 17, 42, 44, tzinfo=UTC)),
        ("2025-01-20 17:42:44 Z", dt.datetime(2025, 1, 20, 17, 42, 44, tzinfo=UTC)),
        ("2025-01-20 17:42:44 +0100", dt.datetime(2025, 1, 20, 17, 42, 44, tzinfo=ROME_WINTER)),
        ("2025-01-20 17:42:44 +01:00", dt.datetime(2025, 1, 20, 17, 42, 44, tzinfo=ROME_WINTER)),
        ("2025-01-20t17:42:44+1", dt.datetime(2025, 1, 20, 17, 42, 44, tzinfo=ROME_WINTER)),
        ("2025-01-20 17:42:44 -0530", dt.datetime(2025, 1, 20, 17, 42, 44, tzinfo=WEST)),
        ("2025-1-2 3:04:05", dt.datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("2025-01-20 17:42:44.25", dt.datetime(2025, 1, 20, 17, 42, 44, 250000, tzinfo=UTC)),
        ("2025-06-31 10:00:00", dt.datetime(2025, 7, 1, 10, tzinfo=UTC)),
        ("2025-01-20 24:00:00", dt.datetime(2025, 1, 21, tzinfo=UTC)),
        ("2025-01-20 17:42:60", dt.datetime(2025, 1, 20, 17, 43, tzinfo=UTC)),
    ],
)
def test_a_time_has_a_zone_and_without_one_it_is_utc(text: str, expected: dt.datetime) -> None:
    found = value(text)

    assert isinstance(found, dt.datetime)
    assert (found, found.utcoffset()) == (expected, expected.utcoffset())


def test_a_symbol_is_an_error_on_its_line() -> None:
    with pytest.raises(yaml.constructor.ConstructorError, match="symbol") as caught:
        load("title: x\nstyle: :compressed\n")

    assert caught.value.problem_mark is not None
    assert caught.value.problem_mark.line == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [("':x'", ":x"), ("':'", ":"), ("[REC]", ["REC"]), ("x: y", None)],
)
def test_colons_and_brackets_are_what_yaml_says(text: str, expected: object) -> None:
    if expected is None:
        with pytest.raises(yaml.YAMLError):
            value(text)
    else:
        assert value(text) == expected


def test_a_tab_after_the_colon_is_white_space() -> None:
    assert load("title:\tRed Kite\n") == {"title": "Red Kite"}


def test_a_merge_key_takes_over_what_the_alias_holds() -> None:
    assert load("base: &b {a: 1}\n<<: *b\nc: 2\n") == {"base": {"a": 1}, "a": 1, "c": 2}


def test_two_less_than_signs_as_a_value_are_text() -> None:
    assert value("<<") == "<<"


def test_the_last_of_two_equal_keys_wins() -> None:
    assert load("title: a\ntitle: b\n") == {"title": "b"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("!Women Art Revolution", "Art Revolution"),
        ("!x 12", 12),
        ('!x "q"', "q"),
        ("!x [1, 2]", [1, 2]),
        ("!x {a: 1}", {"a": 1}),
        ("!x", None),
    ],
)
def test_a_tag_that_nobody_knows_is_ignored(text: str, expected: object) -> None:
    assert value(text) == expected


def test_a_tag_names_no_python_object() -> None:
    assert not callable(value("!!python/name:os.getcwd x"))


@pytest.mark.parametrize(
    "text",
    [
        *("!!int abc", "!!int ''", "!!float x", "!!bool maybe", "!!timestamp x"),
        *("!!timestamp 2025-13-45", "!!binary é", "!!set [a]", "!!omap [a]"),
        *("9999-12-31 24:00:00", "0000-00-00 00:00:00", "0x" + "f" * 5000, "1" * 5000),
    ],
)
def test_a_value_that_makes_no_sense_is_a_yaml_error_or_a_value(text: str) -> None:
    assert outcome(text) in {"value", "error"}


@given(st.text(alphabet="0123456789-+.:,_ eExXbBTZzo~", max_size=24))
@settings(deadline=None)
def test_no_plain_scalar_raises_anything_but_a_yaml_error(text: str) -> None:
    assert outcome(text) in {"value", "error"}


@given(
    st.sampled_from(("int", "float", "bool", "null", "timestamp", "binary", "str", "set", "omap")),
    st.text(alphabet="0123456789-:.[]{}abx, '", max_size=12),
)
@settings(deadline=None)
def test_no_tagged_scalar_raises_anything_but_a_yaml_error(tag: str, text: str) -> None:
    assert outcome(f"!!{tag} {text}") in {"value", "error"}


@given(
    st.dates(min_value=dt.date(1, 1, 1)),
    st.sampled_from(("00:00:00", "23:59:60", "24:00:00", "12:30:15.5")),
    st.sampled_from(("", "Z", "+0530", "-11", "+14:00")),
)
@settings(deadline=None)
def test_every_day_of_the_calendar_makes_a_time_or_stays_text(
    day: dt.date, clock: str, zone: str
) -> None:
    assert isinstance(value(f"{day} {clock} {zone}"), dt.datetime | str)
