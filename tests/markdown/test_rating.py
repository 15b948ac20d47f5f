"""Ratings: what is read as a number, and what never becomes one."""

import datetime as dt
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.markdown.rating import Scale, Score, on_scale, read_given_score, read_score


@pytest.mark.parametrize(
    ("text", "value", "best"),
    [
        ("7/10", 7, 10),
        (" 7 / 10 ", 7, 10),
        ("3.5/5", 3.5, 5),
        ("3,5/5", 3.5, 5),
        ("7½/10", 7.5, 10),
        ("7 ½ / 10", 7.5, 10),
        ("0/10", 0, 10),
        ("10/10", 10, 10),
        ("9/10, because the kites are real", 9, 10),
        ("8/10.", 8, 10),
        ("85/100", 85, 100),
        ("4 out of 5", 4, 5),
        ("4 OUT OF 5", 4, 5),
        ("3 out of 4", 3, 4),
        ("a 7/10", 7, 10),
        ("A solid 7/10", 7, 10),
        ("about 3.5 out of 5", 3.5, 5),
        ("4.5/5 stars", 4.5, 5),
        ("4 out of 5 stars", 4, 5),
        ("4 of 5 stars", 4, 5),
        ("7 1/2 / 10", 7.5, 10),
        ("3¾/5", 3.75, 5),
        (".5/5", 0.5, 5),
        ("7.25/10", 7.25, 10),
        ("8.0/10.0", 8, 10),
        ("7⁄10", 7, 10),
        ("７／１０", 7, 10),
        ("٧/١٠", 7, 10),
        ("7\u00a0/\u00a010", 7, 10),
        ("\u200b7/10", 7, 10),
        ("(7/10)", 7, 10),
        ("“7/10”", 7, 10),
        ("~7/10", 7, 10),
        ("8/10 (was 7/10)", 8, 10),
        ("10/10, would watch it ten times", 10, 10),
    ],
)
def test_a_fraction_is_read_with_its_scale(text: str, value: float, best: float) -> None:
    assert read_score(text) == Score(value, best)


@pytest.mark.parametrize(
    ("text", "value", "best"),
    [
        ("4.5 stars", 4.5, 5),
        ("1 star", 1, 5),
        ("0 stars", 0, 5),
        ("3½ stars", 3.5, 5),
        ("½ star", 0.5, 5),
        ("An easy 4 Stars!", 4, 5),
        ("4 ★", 4, 5),
        ("4 stars out of 4", 4, 4),
        ("8 stars / 10", 8, 10),
        ("3 stars (out of 4)", 3, 4),
        ("a 4-star film", 4, 5),
        ("1/2 star", 0.5, 5),
        ("2 1/2 stars", 2.5, 5),
    ],
)
def test_stars_in_words_count_out_of_five_unless_said_otherwise(
    text: str, value: float, best: float
) -> None:
    assert read_score(text) == Score(value, best)


@pytest.mark.parametrize(
    ("text", "value", "best"),
    [
        ("★★★½", 3.5, 5),
        ("★★★☆☆", 3, 5),
        ("★★½☆☆", 2.5, 5),
        ("★", 1, 5),
        ("★★★★★", 5, 5),
        ("☆☆☆☆☆", 0, 5),
        ("½", 0.5, 5),
        ("★★⯪", 2.5, 5),
        ("⭐⭐⭐", 3, 5),
        ("⭐\ufe0f⭐\ufe0f⭐\ufe0f", 3, 5),
        ("★★★½ and a goose", 3.5, 5),
        ("★★★★★★★☆☆☆", 7, 10),
        ("🌟🌟🌟", 3, 5),
        ("★★★✩✩", 3, 5),
        ("★★★★ 10/10 for the acting", 4, 5),
    ],
)
def test_drawn_stars_are_counted(text: str, value: float, best: float) -> None:
    assert read_score(text) == Score(value, best)


@pytest.mark.parametrize(
    ("text", "value", "best"),
    [
        ("★ ★ ★", 3, 5),
        ("★ ★ ★ ☆ ☆", 3, 5),
        ("★★★ ½", 3.5, 5),
        ("★★★ 1/2", 3.5, 5),
        ("⭐\ufe0f⭐\ufe0f½", 2.5, 5),
    ],
)
def test_drawn_stars_with_space_between_them_are_all_counted(
    text: str, value: float, best: float
) -> None:
    assert read_score(text) == Score(value, best)


@pytest.mark.parametrize(
    ("text", "value", "best"),
    [
        *(("★★★/4", 3, 4), ("★★★½/4", 3.5, 4), ("★★★ out of 4", 3, 4), ("½/10", 0.5, 10)),
        *(("★★★ (3/4)", 3, 4), ("★★★/★★★★", 3, 4), ("★★★½ (7/10)", 7, 10)),
    ],
)
def test_drawn_stars_count_on_the_scale_that_is_named(text: str, value: float, best: float) -> None:
    assert read_score(text) == Score(value, best)


@pytest.mark.parametrize("text", ["★ 4/5", "⭐: 4/5", "⭐\ufe0f 4 out of 5", "★ 4 stars"])
def test_one_star_in_front_of_a_fraction_is_a_picture(text: str) -> None:
    assert read_score(text) == Score(4, 5)


def test_more_than_five_stars_without_empty_ones_name_no_scale() -> None:
    assert read_score("★★★★★★") == Score(6, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("95 percent", 95),
        ("95 per cent", 95),
        ("85 %", 85),
        ("85%", 85),
        ("85,5 %", 85.5),
        ("0%", 0),
        ("a good 90 %", None),
    ],
)
def test_a_percentage_is_out_of_a_hundred(text: str, value: float | None) -> None:
    assert read_score(text) == (None if value is None else Score(value, 100))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "really tense, good stuff",
        "A classic, a comfort and a solid argument",
        "better than 7/10 of all films",
        "The 4.5 stars on the poster are a lie",
        "I would say ★★★",
        "7",
        "4.5",
        "7 of the best minutes",
        "90 minutes",
        "two stars",
        "9/7",
        "0/0",
        "1/1",
        "24/7",
        "7/10/2024",
        "2024-01-20",
        "101 %",
        "10 stars",
        "-1/5",
        "−3 stars",
        "1000/1000",
        "7//10",
        "/10",
        "%",
        "stars",
        "1917",
        "12:08",
        "B+",
        "10/10 times",
        "9 out of 10 times",
        "9/10 of it",
        "9/10 people",
        "9/10ths",
        "7-8/10",
        "8/10.5",
        "1/2",
        "★ 4.5",
        "☆",
        "★★★★★★★☆☆",
    ],
)
def test_prose_is_never_a_rating(text: str) -> None:
    assert read_score(text) is None


@pytest.mark.parametrize("text", ["9/11", "9/11 is never mentioned", "½ hour too long"])
def test_words_that_only_look_like_a_rating_are_none(text: str) -> None:
    assert read_score(text) is None


def test_half_a_star_written_as_a_fraction_is_not_one_out_of_two() -> None:
    assert read_score("1/2 star") in {None, Score(0.5, 5.0)}


@pytest.mark.parametrize("number", [0, 8, 4.5, 95])
def test_a_number_of_the_front_matter_has_no_scale(number: float) -> None:
    assert read_given_score(number) == Score(number, None)
    assert read_given_score(str(number)) == Score(number, None)


def test_a_number_of_the_front_matter_may_have_a_comma() -> None:
    assert read_given_score("7,5") == Score(7.5, None)


@pytest.mark.parametrize("text", ["8/10", "★★★★☆"])
def test_a_text_of_the_front_matter_is_read_like_any_text(text: str) -> None:
    assert read_given_score(text) == Score(8 if "8" in text else 4, 10 if "8" in text else 5)


@pytest.mark.parametrize(
    "given_value",
    [
        *(None, True, False, -1, -0.5, math.nan, [8, 10], {"value": 8}, ["8/10"]),
        *(dt.date(2024, 9, 11), "", " ", "B+", "four", "-1", "101"),
    ],
    ids=repr,
)
def test_what_is_neither_a_number_nor_a_text_with_one_is_no_rating(given_value: object) -> None:
    assert read_given_score(given_value) is None


@pytest.mark.parametrize("number", [math.inf, 10**400], ids=["infinity", "a number beyond floats"])
def test_a_number_that_json_cannot_hold_is_no_rating(number: float) -> None:
    assert read_given_score(number) is None


RATING_LIKE = st.lists(
    st.one_of(
        st.sampled_from(
            ["★", "⭐", "☆", "½", "\ufe0f", "/", " out of ", " stars", "%", "a ", ".", ","]
        ),
        st.integers(min_value=0, max_value=1200).map(str),
        st.text(max_size=2),
    ),
    max_size=7,
).map("".join)


@settings(deadline=None)
@given(st.one_of(RATING_LIKE, st.text(), st.floats(), st.integers(), st.none(), st.booleans()))
def test_a_score_lies_between_nothing_and_its_best(given_value: object) -> None:
    score = read_given_score(given_value)
    if score is not None:
        assert score.value >= 0
        assert score.best is None or score.value <= score.best


@settings(deadline=None)
@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ,.'-éα"))
def test_a_text_without_digits_and_stars_is_no_rating(text: str) -> None:
    assert read_score(text) is None


@settings(deadline=None)
@given(st.integers(0, 10), st.sampled_from([10, 20, 100]))
def test_a_fraction_means_what_it_says(value: int, best: int) -> None:
    assert read_score(f"{value}/{best}") == Score(value, best)


@pytest.mark.parametrize(
    ("score", "scale"),
    [
        (Score(7.0, 10.0), Scale(7, 10, 0)),
        (Score(3.5, 5.0), Scale(3.5, 5, 0)),
        (Score(5.0, None), Scale(5, None, 0)),
        (Score(5.5, None), None),
    ],
)
def test_a_score_is_published_where_nobody_takes_it_for_another(
    score: Score, scale: Scale | None
) -> None:
    assert repr(on_scale(score)) == repr(scale)
