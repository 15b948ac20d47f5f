"""The doctor names what Jekyll does against all appearance, and keeps silent otherwise."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.jekyll.conftest import NOW

from reviewkit.errors import Problem
from reviewkit.jekyll import read_configuration
from reviewkit.jekyll.doctor import examine
from reviewkit.model import Site

Doctor = Callable[..., list[Problem]]

ROME = "timezone: Europe/Rome\n"
IN_ROME = "timezone: Europe/Rome\npermalink: /:categories/:year/:month/:day/:title/\n"


@pytest.mark.parametrize(
    ("written", "called"),
    [
        ("No", "'Dune'"),
        ("2:22", "'8520'"),
        ("12:08", "'43680'"),
        ("1,000", "'1000'"),
        ("[REC]", "REC"),
    ],
)
def test_a_title_that_is_not_text_to_yaml(doctor: Doctor, written: str, called: str) -> None:
    (problem,) = doctor(f"layout: post\ntitle: {written}")
    assert str(problem.where) == "_posts/2025-01-20-dune.md:3"
    assert called in problem.what
    assert "title: " in problem.fix


@pytest.mark.parametrize(
    "front_matter",
    [
        "title: Dune",
        'title: "No"',
        "title: '2:22'",
        "title: 1917",
        "title:",
        "layout: post",
        "title: Dune\ndate: 2025-01-20 17:42:44 +0100",
        "title: Dune\ndate: 2025-01-20 17:42:44",
        "title: Dune\ndate: 2025-01-20 23:42",
        "title: Dune\ndate: '2025-01-20 23:42:44'",
        "title: Dune\ndate: 2025-01-20",
        "title: Dune\ntags: [a, b]\ncategories: [c, d]",
        "title: Dune\ntags: a b\ncategory: a b",
        "title: Dune\npublished: true",
        "title: Dune\ndraft: false",
    ],
)
def test_what_is_as_it_looks_is_not_mentioned(doctor: Doctor, front_matter: str) -> None:
    assert doctor(front_matter) == []


def test_a_time_without_zone_that_moves_the_day(doctor: Doctor) -> None:
    (problem,) = doctor("title: Dune\ndate: 2025-01-20 23:42:44")
    assert "names no zone, which makes it UTC" in problem.what
    assert "2025-01-21 00:42:44 +0100" in problem.what
    assert problem.fix == "write it as 2025-01-20 23:42:44 +0100"
    assert problem.where is not None
    assert problem.where.line == 3


def test_a_time_of_another_zone_that_moves_the_day(doctor: Doctor) -> None:
    (problem,) = doctor("title: Dune\ndate: 2025-01-20 23:42:44 -0500")
    assert "is in another zone: on the site it is 2025-01-21 05:42:44 +0100" in problem.what


def test_a_date_with_the_day_first(doctor: Doctor) -> None:
    (problem,) = doctor("title: Dune\ndate: 06/01/2023")
    assert "is 6 January 2023 to Jekyll" in problem.what
    assert "2023-01-06" in problem.fix


def test_a_date_that_does_not_exist(doctor: Doctor) -> None:
    (problem,) = doctor("title: Dune\ndate: 2023-06-31")
    assert "does not exist; Jekyll takes 2023-07-01" in problem.what


def test_a_file_name_of_another_day_than_the_url(doctor: Doctor) -> None:
    (problem,) = doctor("title: Dune\ndate: 2025-01-25", IN_ROME)
    assert "the file's name says 2025-01-20, the date is 2025-01-25" in problem.what
    assert "/2025/01/25/dune/" in problem.what


def test_a_file_name_of_another_day_that_no_url_shows(doctor: Doctor) -> None:
    assert doctor("title: Dune\ndate: 2025-01-25", ROME + "permalink: /posts/:title/\n") == []


@pytest.mark.parametrize("key", ["tags", "categories"])
def test_commas_in_terms(doctor: Doctor, key: str) -> None:
    (problem,) = doctor(f"title: Dune\n{key}: sand, worms")
    assert "['sand,', 'worms']" in problem.what
    assert problem.fix == f"write a list: {key}: [sand, worms]"


def test_tag_hides_tags(doctor: Doctor) -> None:
    (problem,) = doctor("title: Dune\ntag: sand\ntags: [worms]")
    assert "tags is not read" in problem.what


def test_a_category_of_the_folder_in_the_url(doctor: Doctor) -> None:
    front_matter = "title: Dune\ncategories: [sand]"
    (problem,) = doctor(front_matter, IN_ROME, "films/_posts/2025-01-20-dune.md")
    assert str(problem.where) == "films"
    assert "films of the folder's name is added to the categories of films/_posts" in problem.what
    assert "/films/sand/2025/01/20/dune/" in problem.what


def test_a_category_of_the_defaults_in_the_url(doctor: Doctor) -> None:
    defaults = 'defaults: [{scope: {path: ""}, values: {categories: [sci fi]}}]\n'
    (problem,) = doctor("title: Dune\ncategory: sand", IN_ROME + defaults)
    assert str(problem.where) == "_config.yml:4"
    assert "sci fi of the defaults is added to the categories of _posts/" in problem.what
    assert "dune.md:3" in problem.what


def test_a_category_of_the_folder_that_no_url_shows(doctor: Doctor) -> None:
    config = ROME + "permalink: /posts/:title/\n"
    front_matter = "title: Dune\ncategories: [sand]"
    assert doctor(front_matter, config, "films/_posts/2025-01-20-dune.md") == []


@pytest.mark.parametrize("written", ['"false"', "'no'", "0"])
def test_a_post_that_is_published_all_the_same(doctor: Doctor, written: str) -> None:
    (problem,) = doctor(f"title: Dune\npublished: {written}")
    assert "does not hold the post back" in problem.what


def test_a_draft_that_is_published_all_the_same(doctor: Doctor) -> None:
    (problem,) = doctor("title: Dune\ndraft: true")
    assert "Jekyll publishes the post all the same" in problem.what


def test_a_site_without_timezone_whose_urls_hold_dates(doctor: Doctor) -> None:
    (problem,) = doctor("title: Dune", "")
    assert "names no timezone" in problem.what
    assert "/2025/01/20/dune.html" in problem.what


def test_a_site_without_timezone_whose_urls_hold_no_dates(doctor: Doctor) -> None:
    assert doctor("title: Dune", "permalink: /posts/:title/\n") == []


def test_problems_are_ordered_by_file_and_line(look: Doctor) -> None:
    posts = {
        "_posts/2025-01-21-b.md": "---\ntags: a, b\ntitle: No\n---\n",
        "_posts/2025-01-20-a.md": "---\ntitle: No\n---\n",
    }
    places = [str(problem.where) for problem in look(posts, ROME)]
    assert places == [
        "_posts/2025-01-20-a.md:2",
        "_posts/2025-01-21-b.md:2",
        "_posts/2025-01-21-b.md:3",
    ]


SCALARS = st.sampled_from(
    ["No", ":x", "*a", "&a b", "!x", "!x y", "2:22", "2023-13-45 10:00:00", "2023-01-01", "[", "{",
     "? a", "- b", "'", '"q"', "|", ">-", "#", "# c", "a #b", "~", "", "<<", "=", "0x", "1e3",
     "\x00", "\ufeff", "\t", "é", "𝄞", "%", "@", "`", "a: b", "[a, [b]]", "{a: b}", "9" * 400,
     "-.inf", "0001-01-01 00:00:00", "9999-12-31 23:59:59 -2300", "\ud800"]
)  # fmt: skip
KEYS = st.sampled_from(
    ["title", "date", "tags", "tag", "categories", "category", "published", "draft", "permalink",
     "slug", "image", "Title", "<<", "? x", ""]
)  # fmt: skip
VALUES = SCALARS | st.lists(SCALARS, max_size=4).map(lambda items: f"[{', '.join(items)}]")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(lines=[("tags", ":x")])
@example(lines=[("title", ":x"), ("published", "false")])
@given(lines=st.lists(st.tuples(KEYS, VALUES), max_size=5))
def test_no_front_matter_is_too_much(
    new_site: Callable[..., Path],
    read_folder: Callable[..., Site],
    lines: list[tuple[str, str]],
) -> None:
    text = "\n".join(["---", *(f"{key}: {value}" for key, value in lines), "---", "Text.", ""])
    root = new_site({"_posts/2025-01-20-a.md": text.encode("utf-8", "replace")}, IN_ROME)
    site = read_folder(root)
    assert isinstance(examine(site, read_configuration(root), now=NOW), list)
