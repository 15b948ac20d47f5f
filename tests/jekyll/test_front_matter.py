"""The front matter ends where Jekyll ends it, and what is broken in it has a line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.errors import PostError
from reviewkit.jekyll import key_line, read_front_matter

SOURCE = "_posts/2025-01-20-a.md"


def refused(content: str) -> str:
    with pytest.raises(PostError) as caught:
        read_front_matter(content, SOURCE)
    assert caught.value.problem.fix
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "text", "line"),
    [
        ("---\ntitle: a\n---\nb\n", "b\n", 4),
        ("---\r\ntitle: a\r\n---\r\nb\r\n", "b\r\n", 4),
        ("---  \t\ntitle: a\n---  \nb\n", "b\n", 4),
        ("---\ntitle: a\n...\nb\n", "b\n", 4),
        ("---\ntitle: a\n---\n\n\n\nb\n", "b\n", 7),
        ("---\ntitle: a\n---\n\n  b\n", "  b\n", 5),
        ("---\n\n\ntitle: a\n---\nb\n", "b\n", 6),
        ("---\ntitle: a\n---", "", 3),
        ("---\ntitle: a\n---\nb\n---\nc\n", "b\n---\nc\n", 4),
        ("---\ntitle:\ta\n---\nb\n", "b\n", 4),
        ("---\n{title: a}\n---\nb\n", "b\n", 4),
    ],
)
def test_the_text_begins_below_the_front_matter(content: str, text: str, line: int) -> None:
    found = read_front_matter(content, SOURCE)

    assert (found.values, found.text, found.text_line) == ({"title": "a"}, text, line)


@pytest.mark.parametrize(
    "content", ["---\n---\nb\n", "---\n\n---\nb\n", "---\n# a remark\n---\nb\n"]
)
def test_front_matter_may_be_empty(content: str) -> None:
    found = read_front_matter(content, SOURCE)

    assert (found.values, found.text) == ({}, "b\n")


@pytest.mark.parametrize(
    "content",
    [
        *("", "just text\n", "---", "---\n", "---\ntitle: a\n", "----\ntitle: a\n---\nb\n"),
        *("\n---\ntitle: a\n---\nb\n", " ---\ntitle: a\n---\nb\n", "--- a: b\n---\nb\n"),
        *("---\rtitle: a\r---\rb\r", "---\u00a0\ntitle: a\n---\nb\n"),
    ],
)
def test_a_file_without_front_matter_is_all_text(content: str) -> None:
    found = read_front_matter(content, SOURCE)

    assert (found.values, found.text, found.text_line, found.head) == ({}, content, 1, "")


def test_the_head_and_the_text_make_the_file() -> None:
    content = "---\ntitle: a\n---\n\nb\n"

    found = read_front_matter(content, SOURCE)

    assert found.head + found.text == content


def test_keys_are_text_whatever_yaml_makes_of_them() -> None:
    assert read_front_matter("---\n1917: a\n---\n", SOURCE).values == {"1917": "a"}


@pytest.mark.parametrize(
    ("front_matter", "line"),
    [
        ("title: a: b", 2),
        ("title: a\ndescription: b: c", 3),
        ("title: a\nlayout: post\n\ttags: [x]", 4),
        ("title: a\n\n\nauthor: @ada", 5),
        ("title: a\nlayout: :post", 3),
        ("title: a\ntags: [x, y\nlang: en", 3),
        ("title: a\ntags: *nope", 3),
    ],
)
def test_broken_yaml_is_an_error_on_its_line(front_matter: str, line: int) -> None:
    assert refused(f"---\n{front_matter}\n---\nb\n").startswith(
        f"{SOURCE}:{line}: the front matter is not valid YAML"
    )


def test_dashes_that_are_indented_do_not_end_the_front_matter() -> None:
    found = read_front_matter("---\ntitle: a\n ---\n---\nb\n", SOURCE)

    assert (found.values, found.text) == ({"title": "a ---"}, "b\n")


def test_dashes_before_a_hard_space_do_not_end_the_front_matter() -> None:
    refused("---\ntitle: a\n---\u00a0\nb\n---\nc\n")


def test_a_quote_that_is_never_closed_is_reported_where_it_opens() -> None:
    assert refused("---\ntitle: 'a\nlang: en\nlayout: post\n---\nb\n").startswith(f"{SOURCE}:2: ")


def test_the_line_is_right_with_windows_line_ends() -> None:
    assert refused("---\r\ntitle: a\r\nlang: b: c\r\n---\r\n").startswith(f"{SOURCE}:3: ")


@pytest.mark.parametrize("front_matter", ["- a", "just text", "1917"])
def test_front_matter_that_is_no_list_of_settings_is_an_error(front_matter: str) -> None:
    assert refused(f"---\n{front_matter}\n---\nb\n").startswith(f"{SOURCE}:2: ")


@pytest.mark.parametrize(
    "front_matter",
    [
        *("title: !!int abc", "title: !!bool maybe", "title: !!timestamp x", "title: !!float x"),
        *("title: 9999-12-31 24:00:00", "title: !!int ''"),
    ],
)
def test_a_value_that_makes_no_sense_is_a_post_error_or_a_value(front_matter: str) -> None:
    try:
        found = list(read_front_matter(f"---\n{front_matter}\n---\n", SOURCE).values)
    except PostError as error:
        found = [str(error)[: len(SOURCE) + 2]]

    assert found in (["title"], [f"{SOURCE}:2"])


@pytest.mark.parametrize(
    ("head", "key", "line"),
    [
        ("---\ntitle: a\ndate: b\n---\n", "date", 3),
        ('---\n"date" : b\n---\n', "date", 2),
        ("---\ntitle: a\n---\n", "date", 1),
        ("---\nupdate: x\ndate: a\n---\n", "date", 3),
        ("---\nimage:\n  date: x\ndate: a\n---\n", "date", 4),
        ("", "date", 1),
    ],
)
def test_a_key_has_a_line(head: str, key: str, line: int) -> None:
    assert key_line(head, key) == line


@given(st.text(alphabet=st.sampled_from("-.:\n\r \t'\"[]{}#&*!|>%@`abc1é\x00"), max_size=60))
@settings(deadline=None)
def test_any_text_is_read_or_refused_with_a_place(content: str) -> None:
    try:
        found = read_front_matter("---\n" + content, SOURCE)
    except PostError as error:
        outcome = str(error)
    else:
        outcome = found.head + found.text

    assert outcome == "---\n" + content or outcome.startswith(f"{SOURCE}:")
