"""URLs of posts are those that Jekyll gives them."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.jekyll.permalink import (
    PermalinkParts,
    absolute_url,
    output_path,
    post_id,
    post_path,
    template_for,
)

PARTS = PermalinkParts(
    date=dt.datetime(2025, 1, 6, 7, 8, 9, tzinfo=dt.UTC),
    slug="Red.Kite!-(2)",
    basename="2025-01-06-Red.Kite!-(2)",
    path="sub/2025-01-06-Red.Kite!-(2)",
    collection="posts",
    categories=("Films", "Sci Fi"),
    output_ext=".html",
)


def titled(slug: str, template: str = "/:title/") -> str:
    return post_path(template, dataclasses.replace(PARTS, slug=slug))


@pytest.mark.parametrize(
    ("style", "path"),
    [
        ("none", "/films/sci%20fi/Red.Kite!-(2).html"),
        ("date", "/films/sci%20fi/2025/01/06/Red.Kite!-(2).html"),
        ("pretty", "/films/sci%20fi/2025/01/06/Red.Kite!-(2)/"),
        ("ordinal", "/films/sci%20fi/2025/006/Red.Kite!-(2).html"),
        ("weekdate", "/films/sci%20fi/2025/W02/Mon/Red.Kite!-(2).html"),
    ],
)
def test_a_built_in_style_gives_jekylls_path(style: str, path: str) -> None:
    assert post_path(template_for(style), PARTS) == path


@pytest.mark.parametrize("style", ["Pretty", "/:title/", "posts"])
def test_any_other_style_is_a_template_itself(style: str) -> None:
    assert template_for(style) == style


@pytest.mark.parametrize(
    ("placeholder", "value"),
    [
        ("collection", "posts"),
        ("path", "sub/2025-01-06-Red.Kite!-(2)"),
        ("name", "2025-01-06-red-kite-2"),
        ("title", "Red.Kite!-(2)"),
        ("slug", "red-kite-2"),
        ("categories", "films/sci%20fi"),
        ("slugified_categories", "films/sci-fi"),
        ("output_ext", ".html"),
        ("year", "2025"),
        ("month", "01"),
        ("day", "06"),
        ("hour", "07"),
        ("minute", "08"),
        ("second", "09"),
        ("i_day", "6"),
        ("i_month", "1"),
        ("short_month", "Jan"),
        ("long_month", "January"),
        ("short_year", "25"),
        ("w_year", "2025"),
        ("week", "02"),
        ("w_day", "1"),
        ("short_day", "Mon"),
        ("long_day", "Monday"),
        ("y_day", "006"),
    ],
)
def test_every_placeholder_of_jekyll_has_its_value(placeholder: str, value: str) -> None:
    assert post_path(f"/x/:{placeholder}", PARTS) == f"/x/{value}"


def test_the_last_days_of_a_year_may_belong_to_the_first_week_of_the_next() -> None:
    parts = dataclasses.replace(PARTS, date=dt.datetime(2024, 12, 30, tzinfo=dt.UTC))

    assert post_path("/:w_year/:week/:w_day/:year", parts) == "/2025/01/1/2024"


def test_a_placeholder_may_be_followed_by_an_underscore() -> None:
    assert post_path("/:year_:month_:day/:slug", PARTS) == "/2025_01_06/red-kite-2"


@pytest.mark.parametrize("template", ["/:nope/", "/a:b", "/:years", "/:title__"])
def test_a_placeholder_that_does_not_exist_is_refused(template: str) -> None:
    with pytest.raises(ValueError, match="does not exist"):
        post_path(template, PARTS)


@pytest.mark.parametrize(
    ("template", "path"),
    [
        ("/:Year/x", "/:Year/x"),
        ("/:1", "/:1"),
        ("/:", "/:"),
        ("x/y", "/x/y"),
        ("/a b/é", "/a b/é"),
        ("//a///b//", "/a/b/"),
        ("/a/../b/./c", "/a/b/c"),
        ("", "/"),
    ],
)
def test_the_templates_own_text_is_cleaned_but_not_encoded(template: str, path: str) -> None:
    assert post_path(template, PARTS) == path


@pytest.mark.parametrize(
    ("slug", "path"),
    [
        ("a#b", "/a-b/"),
        ("é x", "/%C3%A9-x/"),
        ("日", "/%E6%97%A5/"),
        ("a..b", "/a/b/"),
        ("50%", "/50/"),
        ("a&b", "/a&b/"),
    ],
)
def test_the_value_of_a_placeholder_is_encoded(slug: str, path: str) -> None:
    assert titled(slug) == path


@pytest.mark.parametrize(
    ("categories", "path"),
    [
        (("a?b", "c#d"), "/a?b/c%23d"),
        (("C++", "Q&A", "50%"), "/c++/q&a/50%25"),
        (("Films", "films", "FILMS"), "/films"),
        (("[x]",), "/%5Bx%5D"),
        (("ΑΣ",), "/%CE%B1%CF%83"),
        (("a/b", "../up"), "/a/b/up"),
        ((), "/"),
    ],
)
def test_categories_are_lower_cased_encoded_and_each_once(
    categories: tuple[str, ...], path: str
) -> None:
    assert post_path("/:categories", dataclasses.replace(PARTS, categories=categories)) == path


@pytest.mark.parametrize(
    ("path", "slug", "expected"),
    [
        ("/posts/red-kite/", "red-kite", "/posts/red-kite"),
        ("/films/2025/01/06/red-kite.html", "red-kite", "/films/2025/01/06/red-kite"),
        ("/x", "red-kite", "/red-kite"),
        ("/", "red-kite", "/red-kite"),
        ("/caf%C3%A9/", "café", "/café"),
    ],
)
def test_the_id_is_the_folder_and_the_slug(path: str, slug: str, expected: str) -> None:
    assert post_id(path, slug) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/posts/red-kite/", "posts/red-kite/index.html"),
        ("/red-kite.html", "red-kite.html"),
        ("/red-kite", "red-kite.html"),
        ("/sci%20fi/%C3%A9.html", "sci fi/é.html"),
        ("/", "index.html"),
    ],
)
def test_the_file_of_a_page_is_a_page(path: str, expected: str) -> None:
    assert output_path(path) == expected


@pytest.mark.parametrize(
    ("site", "path", "expected"),
    [
        ("https://films.example", "/a/", "https://films.example/a/"),
        ("https://films.example", "a", "https://films.example/a"),
        ("https://films.example/sub", "/a", "https://films.example/sub/a"),
        ("https://films.example:8080", "/a", "https://films.example:8080/a"),
        ("https://films.example", "/a b/é", "https://films.example/a%20b/%C3%A9"),
        ("https://films.example", "/%C3%A9", "https://films.example/%C3%A9"),
        ("https://films.example", "/a?b=c&d#é", "https://films.example/a?b=c&d#%C3%A9"),
        ("https://exämple.com", "/a", "https://xn--exmple-cua.com/a"),
        ("", "/a", "/a"),
        ("https://films.example", "https://o.example/a", "https://o.example/a"),
    ],
)
def test_an_absolute_url_is_ascii_and_encoded_once(site: str, path: str, expected: str) -> None:
    assert absolute_url(site, path) == expected


@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_a_path_begins_with_one_slash_and_never_climbs(slug: str) -> None:
    try:
        path = post_path("/:categories/:title/", dataclasses.replace(PARTS, categories=(slug,)))
    except ValueError:
        path = "/"  # it reads like an impossible URL, on which Jekyll stops

    assert path.startswith("/")
    assert "//" not in path
    assert ".." not in path


@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_an_absolute_url_of_any_path_is_ascii(slug: str) -> None:
    url = absolute_url("https://films.example", titled(slug))

    assert url.isascii()
    assert url.startswith("https://films.example/")
    assert absolute_url("", url) == url
