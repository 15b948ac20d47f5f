"""Patterns give each post one path, and only where every generator would give the same."""

import datetime as dt
import re
import string
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.plain.doubt import DoubtError
from reviewkit.plain.permalink import (
    PLACEHOLDERS,
    Parts,
    check_pattern,
    fill,
    output_path,
    own_path,
)


def parts(**changed: Any) -> Parts:  # noqa: ANN401 -- any part of an address
    return Parts(
        **{
            "date": dt.datetime(2025, 1, 2, 3, 4, 5, tzinfo=dt.UTC),
            "slug": None,
            "name": "2025-01-02-dune",
            "stem": "dune",
            "title": "Dune: Part Two",
            "folders": ("films", "2025"),
            "categories": ("Sci Fi", "Sand"),
            "as_written": False,
            **changed,
        }
    )


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("/reviews/:slug/", "/reviews/dune/"),
        ("/reviews/:name/", "/reviews/2025-01-02-dune/"),
        ("/reviews/:title/", "/reviews/dune-part-two/"),
        ("/reviews/:path/", "/reviews/films/2025/2025-01-02-dune/"),
        ("/:folders/:slug.html", "/films/2025/dune.html"),
        ("/:categories/:slug", "/sci-fi/sand/dune"),
        ("/:year/:month/:day/:slug/", "/2025/01/02/dune/"),
        ("/:short_year/:i_month/:i_day/:y_day/:slug/", "/25/1/2/002/dune/"),
        ("/:hour-:minute-:second/:slug/", "/03-04-05/dune/"),
        ("/critiques-à-lire/:slug/", "/critiques-%C3%A0-lire/dune/"),
    ],
)
def test_a_pattern_is_filled(pattern: str, path: str) -> None:
    check_pattern(pattern)

    assert fill(pattern, parts()) == path


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("/reviews/:slug/", "/reviews/arrakis/"),
        ("/reviews/:name/", "/reviews/arrakis/"),
        ("/reviews/:title/", "/reviews/arrakis/"),
        ("/reviews/:path/", "/reviews/films/2025/arrakis/"),
    ],
)
def test_the_slug_of_the_front_matter_wins(pattern: str, path: str) -> None:
    assert fill(pattern, parts(slug="arrakis")) == path


def test_a_post_in_no_folder_leaves_no_empty_part() -> None:
    assert fill("/:folders/:slug/", parts(folders=())) == "/dune/"
    assert fill("/reviews/:path/", parts(folders=())) == "/reviews/2025-01-02-dune/"


@pytest.mark.parametrize(
    "name", ["Dune", "dune_two", "dune--two", "dune two", "hélène", "a.b", "-dune", "dune-", "ü"]
)
@pytest.mark.parametrize("key", ["slug", "stem", "folders"])
def test_names_that_generators_write_differently_are_refused(name: str, key: str) -> None:
    changed = {key: (name,) if key == "folders" else name}

    with pytest.raises(DoubtError, match="differently") as caught:
        fill("/:folders/:slug/", parts(**changed))

    assert caught.value.key == ("slug" if key == "slug" else None)
    assert 'slugs = "as-written"' in caught.value.fix


def test_names_are_taken_as_they_are_where_the_settings_say_so() -> None:
    found = fill("/:folders/:slug/", parts(slug="Hélène & co", folders=("A_b",), as_written=True))

    assert found == "/A_b/H%C3%A9l%C3%A8ne%20&%20co/"


@pytest.mark.parametrize("slug", ["..", "../x", "x/../y", "."])
def test_no_slug_leads_out_of_its_folder(slug: str) -> None:
    with pytest.raises(DoubtError, match="leads to another folder"):
        fill("/reviews/:slug/", parts(slug=slug, as_written=True))


def test_a_post_without_a_category_has_no_address_made_of_categories() -> None:
    with pytest.raises(DoubtError, match=":categories, and the post has none"):
        fill("/:categories/:slug/", parts(categories=()))


def test_a_part_that_the_pattern_does_not_use_may_be_doubtful() -> None:
    assert fill("/:slug/", parts(name="X", title="é", folders=("Ü",), categories=())) == "/dune/"


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("reviews/:slug/", "does not begin with a slash"),
        ("", "does not begin with a slash"),
        ("/reviews/", "gives many posts the same address"),
        ("/:year/:month/", "gives many posts the same address"),
        ("/:year/:sluk/", ":sluk does not exist"),
        ("/:slug/?x=1", "is no path"),
        ("/:slug/#top", "is no path"),
        ("//films.example/:slug/", "is no path"),
        ("/a/../:slug/", "is no path"),
        ("/a b/:slug/", "is no path"),
        ("/{{ slug }}/:slug/", "is no path"),
        ("/100%/:slug/", "is no path"),
    ],
)
def test_a_pattern_that_can_give_no_address_is_refused(pattern: str, reason: str) -> None:
    with pytest.raises(ValueError, match=re.escape(reason)):
        check_pattern(pattern)


@pytest.mark.parametrize(
    ("given_path", "key", "path"),
    [
        ("/x/dune/", "url", "/x/dune/"),
        ("x/dune/", "url", "/x/dune/"),
        ("/x/dune.html", "permalink", "/x/dune.html"),
        ("/x/dune/index.html", "permalink", "/x/dune/"),
        ("/X/Hélène !/", "url", "/X/H%C3%A9l%C3%A8ne%20!/"),
        ("x/dune", "path", "/x/dune/"),
        ("/x/dune/", "path", "/x/dune/"),
    ],
)
def test_a_post_may_name_its_own_address(given_path: str, key: str, path: str) -> None:
    assert own_path(given_path, key) == path


@pytest.mark.parametrize(
    "given_path",
    [
        *("/x/{{ page.fileSlug }}/", "/{% if a %}/", "/${slug}/", "/x/:slug/", "/x/dune"),
        *("https://o.example/x/", "//o.example/x/", "/../x/", "/x/?a=1", "/x/#a", "", "/", 5, True),
        *(["/x/"], "/%2e%2e/", "/x\\y/"),
    ],
)
def test_an_address_that_is_not_sure_is_refused(given_path: object) -> None:
    with pytest.raises(DoubtError) as caught:
        own_path(given_path, "url")

    assert caught.value.key == "url"


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/", "index.html"),
        ("/x/", "x/index.html"),
        ("/x", "x.html"),
        ("/x.html", "x.html"),
        ("/h%C3%A9/", "hé/index.html"),
    ],
)
def test_the_file_behind_a_path(path: str, file: str) -> None:
    assert output_path(path) == file


words = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
names = words | st.text(min_size=1, max_size=12)
patterns = st.lists(
    st.one_of(
        st.sampled_from([f":{name}" for name in PLACEHOLDERS if name != "categories"]),
        st.text(string.ascii_letters + string.digits + "-_é", min_size=1, max_size=5),
    ),
    max_size=5,
).map(lambda pieces: "/" + "/".join([*pieces, ":slug"]) + "/")


@given(
    pattern=patterns,
    slug=st.none() | names,
    name=names,
    title=words,
    folders=st.lists(names, max_size=2).map(tuple),
    as_written=st.booleans(),
)
def test_every_path_is_one_clean_path(
    *,
    pattern: str,
    slug: str | None,
    name: str,
    title: str,
    folders: tuple[str, ...],
    as_written: bool,
) -> None:
    changed = {"slug": slug, "name": name, "stem": name, "title": title, "folders": folders}
    check_pattern(pattern)
    try:
        path = fill(pattern, parts(**changed, as_written=as_written))
    except DoubtError:
        return

    assert path.startswith("/")
    assert "//" not in path
    assert path.isascii()
    assert not re.search(r"[\s?#]", path)
    assert not {".", ".."} & set(unquote(path).split("/"))
    assert as_written or re.fullmatch(r"[a-zA-Z0-9/_%-]+", path)


@given(st.text(max_size=30))
def test_an_own_address_that_is_taken_is_a_clean_path(text: str) -> None:
    try:
        path = own_path(text, "url")
    except DoubtError:
        return

    assert path.startswith("/")
    assert "//" not in path
    assert path.isascii()
    assert path.endswith(("/", ".html", ".htm"))
    assert own_path(unquote(path), "url") == path
