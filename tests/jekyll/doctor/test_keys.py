"""Keys that do not do what they say, and dates and titles that are cut or made up, are found."""

from collections.abc import Callable

import pytest

from reviewkit.errors import Problem
from reviewkit.model import Site

Look = Callable[..., list[Problem]]

CONFIG = "timezone: Europe/Rome\npermalink: /posts/:title/\n"


@pytest.mark.parametrize("key", ["Title", "TAGS", "Date", "Permalink", "publish"])
def test_a_key_that_jekyll_does_not_know(doctor: Look, key: str) -> None:
    (problem,) = doctor(f"layout: post\n{key}: x", CONFIG)
    assert f"{key} means nothing to Jekyll, which knows" in problem.what
    assert str(problem.where).endswith(":3")


def test_a_key_of_the_site_itself_is_no_mistake(doctor: Look) -> None:
    assert doctor("title: Dune\nTitle: Dune\nSubtitle: Two\nmovie: {Title: x}", CONFIG) == []


def test_a_key_that_stands_twice(doctor: Look) -> None:
    (problem,) = doctor("title: Dune\nlayout: post\ntitle: Heat", CONFIG)
    assert problem.what == "title is also set in line 2, where it counts for nothing"
    assert str(problem.where).endswith(":4")


def test_published_without_a_value(doctor: Look) -> None:
    (problem,) = doctor("title: Dune\npublished:", CONFIG)
    assert "published has no value, which holds the post back" in problem.what


@pytest.mark.parametrize(
    ("title", "what", "fix"),
    [
        ("Ocean #11", "YAML takes #11 for a comment", 'title: "Ocean #11"'),
        ("#11", "YAML takes #11 for a comment", 'title: "#11"'),
        ("&amp", "&amp is no text to YAML", 'title: "&amp"'),
        ("!Wow", "!Wow is a tag to YAML", 'title: "!Wow"'),
        ("null", "null is no text to YAML", 'title: "null"'),
        ("~", "~ is no text to YAML", 'title: "~"'),
        ("{a: b}", "is a list or a mapping to YAML", 'title: "{a: b}"'),
        ("[REC]", "is a list or a mapping to YAML", 'title: "[REC]"'),
        ("1_000", "1_000 is no text to YAML", 'title: "1_000"'),
    ],
)
def test_a_title_that_is_lost(doctor: Look, title: str, what: str, fix: str) -> None:
    (problem,) = doctor(f"layout: post\ntitle: {title}", CONFIG)
    assert what in problem.what
    assert problem.fix.endswith(fix)


def test_a_comment_in_a_file_of_windows(look: Look) -> None:
    text = "---\nlayout: 𝄞é\ntitle: Café #11\n---\n".replace("\n", "\r\n")
    (problem,) = look({"_posts/2025-01-20-a.md": text}, CONFIG)
    assert problem.what == "YAML takes #11 for a comment, so Jekyll calls the post 'Café'"


def test_an_empty_title(doctor: Look) -> None:
    (problem,) = doctor('title: ""', CONFIG)
    assert "the title is empty" in problem.what


@pytest.mark.parametrize(
    "title",
    ["Dune # seen twice", "# none", "", "C# and F#", "'#1'", "1917", ">-\n  Dune\n  Two", "2001.0"],
)
def test_a_title_that_is_what_it_seems(doctor: Look, title: str) -> None:
    assert doctor(f"title: {title}", CONFIG) == []


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("06-01-2023", "is 6 January 2023 to Jekyll: first the day"),
        ("06/01/23", "is 23 January 2006 to Jekyll, which has the year in front"),
        ("June 2023", "is 1 June 2023 to Jekyll, which makes up"),
        ("2023-152", "is 1 June 2023 to Jekyll, which makes up"),
        ("12345", "is 10 December 2012 to Jekyll, which makes up"),
        ("2023-06-05 24:00", "runs into the next day: on the site it is 2023-06-06 00:00:00"),
        ("2023-06-05 10:00 BST", "does not know the zone BST and leaves it out"),
        ("2023-06-05 10:00 Europe/Lisbon", "does not know the zone Europe/Lisbon"),
    ],
)
def test_a_date_that_is_another(doctor: Look, written: str, what: str) -> None:
    (problem,) = doctor(f"title: Dune\ndate: {written}", CONFIG)
    assert what in problem.what
    assert str(problem.where).endswith(":3")


@pytest.mark.parametrize(
    "written",
    [
        "13/06/2023",
        "6/6/2023",
        "06.01.2023",
        "18-01-2024",
        "2013, June 7",
        "June 7, 2023",
        "20 Jan 25",
        "20230601",
        "2023/06/01",
        "2023-6-1",
        "Wed, 7 Jun 2023",
        "2023-06-05 10:00 CEST",
        "2023-06-05 10:00 CET",
        "2023-06-05 10:00 PST",
    ],
)
def test_a_date_that_is_meant(doctor: Look, written: str) -> None:
    assert doctor(f"title: Dune\ndate: {written}", CONFIG) == []


def test_a_post_that_waits_because_its_time_is_taken_for_utc(doctor: Look) -> None:
    (problem,) = doctor("title: Dune\ndate: 2026-01-01 00:30:00", CONFIG)
    assert (
        "names no zone, which makes it UTC: the post waits until 2026-01-01 01:30" in problem.what
    )
    assert problem.fix == "write it as 2026-01-01 00:30:00 +0100"


def test_a_post_that_waits_as_it_says(doctor: Look) -> None:
    assert doctor("title: Dune\ndate: 2026-01-01 10:00:00", CONFIG) == []


@pytest.mark.parametrize(
    ("name", "day", "better"),
    [
        ("25-1-2-dune.md", "2 January 2025", "2025-01-02-dune.md"),
        ("01-02-25-dune.md", "25 February 2001", "2001-02-25-dune.md"),
    ],
)
def test_a_short_year_in_a_name(doctor: Look, name: str, day: str, better: str) -> None:
    (problem,) = doctor("title: Dune", CONFIG, f"_posts/{name}")
    assert f"for {day}" in problem.what
    assert better in problem.fix


def test_a_short_year_in_a_name_that_does_not_count(doctor: Look) -> None:
    assert doctor("title: Dune\ndate: 2025-01-02", CONFIG, "_posts/25-1-2-dune.md") == []


def test_a_front_matter_that_stops_a_strict_jekyll(read: Callable[..., Site]) -> None:
    posts = {"_posts/2025-01-20-a.md": "---\ntitle: [x\n---\n"}
    (problem,) = read(posts, "strict_front_matter: true\n").problems
    assert problem.what.endswith("It stops Jekyll, as strict_front_matter is on")
