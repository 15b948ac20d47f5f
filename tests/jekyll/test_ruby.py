"""Values are written and compared as Ruby does."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.jekyll.ruby import (
    as_text,
    basename_without_extension,
    downcase,
    extension,
    flat,
    is_true,
    united,
    words,
)

WEST = dt.timezone(-dt.timedelta(hours=3, minutes=30))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        (True, "true"),
        (1917, "1917"),
        (2.5, "2.5"),
        (1e20, "1.0e+20"),
        (1e15, "1000000000000000.0"),
        (1e-5, "1.0e-05"),
        (float("inf"), "Infinity"),
        (float("-inf"), "-Infinity"),
        (float("nan"), "NaN"),
        (dt.date(2025, 1, 2), "2025-01-02"),
        (dt.datetime(2025, 1, 2, 3, 4, 5, tzinfo=dt.UTC), "2025-01-02 03:04:05 UTC"),
        (dt.datetime(2025, 1, 2, 3, 4, 5, tzinfo=WEST), "2025-01-02 03:04:05 -0330"),
        (["a", None, 1, [True]], '["a", nil, 1, [true]]'),
        ({"a": "b", "c": {}}, '{"a"=>"b", "c"=>{}}'),
        (['a"b\\c\n\t#{x}é\x07\x00'], r'["a\"b\\c\n\t\#{x}é\a\x00"]'),
        ([dt.date(2023, 1, 1)], "[#<Date: 2023-01-01 ((2459946j,0s,0n),+0s,2299161j)>]"),
        (["\u200b\U000e0001"], '["\\u200B\\u{E0001}"]'),
    ],
)
def test_a_value_is_written_as_ruby_writes_it(value: object, expected: str) -> None:
    assert as_text(value) == expected


@pytest.mark.parametrize("value", [0, "", [], {}, True, 0.0])
def test_everything_but_nothing_and_no_is_true(value: object) -> None:
    assert is_true(value)
    assert not is_true(None)
    assert not is_true(value=False)


def test_words_are_divided_at_ascii_space_only() -> None:
    assert words(" a\tb\u00a0c \n") == ["a", "b\u00a0c"]


def test_a_sigma_at_the_end_of_a_word_is_an_ordinary_one() -> None:
    assert downcase("ΑΣ") == "ασ"


@pytest.mark.parametrize(
    ("path", "ext", "basename"),
    [
        ("a/b.md", ".md", "b"),
        ("b.tar.gz", ".gz", "b.tar"),
        ("a.b/c", "", "c"),
        (".hidden", "", ".hidden"),
        (".hidden.md", ".md", ".hidden"),
        ("end.", ".", "end"),
        ("..md", "", "..md"),
    ],
)
def test_names_of_files_are_divided_at_the_last_dot(path: str, ext: str, basename: str) -> None:
    assert (extension(path), basename_without_extension(path)) == (ext, basename)


def test_a_union_tells_kinds_apart() -> None:
    assert united([1, "1", 1.0, True], ["1", None, [1], [1], None]) == [
        *(1, "1", 1.0, True),
        *(None, [1]),
    ]


@given(st.recursive(st.integers(), lambda inner: st.lists(inner, max_size=3), max_leaves=20))
def test_flat_leaves_no_list(value: object) -> None:
    assert not any(isinstance(item, list) for item in flat([value]))


def test_a_list_that_holds_itself_has_an_end() -> None:
    endless: list[object] = [1]
    endless.append(endless)

    with pytest.raises(ValueError, match="more values"):
        list(flat(endless))
