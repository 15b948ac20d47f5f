"""The acceptance test on the example site: every feature its README names, end to end."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import feedparser
import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

PICTURE_OF = {
    "the-lighthouse-keepers-dentist": ("png", "lighthouse.png"),
    "1888": ("jpeg", "1888.jpg"),
    "the-robot-beekeeper": ("webp", "robot-beekeeper.webp"),
}


@pytest.fixture(scope="module")
def posts(run: Run, moviesite: Path) -> dict[str, dict[str, Any]]:
    """Give every post of the example site by its slug."""
    result = run("list", moviesite, "--json", "--all")
    assert result.returncode == 0
    return {post["slug"]: post for post in json.loads(result.stdout)}


@pytest.fixture(scope="module")
def feeds(run: Run, moviesite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder with the feeds of the example site."""
    folder = tmp_path_factory.mktemp("feeds")
    assert run("feed", moviesite, "--output", folder).returncode == 0
    return folder


def section(post: dict[str, Any], key: str) -> dict[str, Any]:
    """Give one section of a post."""
    found: dict[str, Any] = next(s for s in post["review"]["sections"] if s["key"] == key)
    return found


def test_every_post_but_one_has_its_sentence(posts: dict[str, dict[str, Any]]) -> None:
    without = [slug for slug, post in posts.items() if not post["review"]["one_sentence"]]
    assert without == ["nothing-happens-in-vila-calma"]


def test_sentences_are_plain_text(posts: dict[str, dict[str, Any]]) -> None:
    for post in posts.values():
        sentence = post["review"]["one_sentence"]
        assert not sentence or not re.search(r"[*_~]{2}|</?[a-z]+|\]\(", sentence["text"])


def test_struck_words_are_not_said(posts: dict[str, dict[str, Any]]) -> None:
    sentence = posts["goose-and-sons"]["review"]["one_sentence"]
    struck = re.findall(r"<del>(.*?)</del>", sentence["html"])
    assert struck
    assert all(word not in sentence["text"] for word in struck)


def test_emphasis_and_links_stay_in_the_html_of_a_sentence(
    posts: dict[str, dict[str, Any]],
) -> None:
    html = posts["hélène-et-le-hérisson"]["review"]["one_sentence"]["html"]
    assert "<em>" in html
    assert "<a href=" in html


@pytest.mark.parametrize(
    ("slug", "value", "best"),
    [
        ("1888", 7, 10),
        ("goose-and-sons", 3.5, 5),
        ("submarine-choir", 4.5, 5),
        ("family-trip-to-mars", 8, 10),
        ("kite-season", 9, 10),
        ("the-lighthouse-keepers-dentist", None, None),
    ],
)
def test_ratings_are_numbers_where_they_are_numbers(
    posts: dict[str, dict[str, Any]], slug: str, value: float | None, best: float | None
) -> None:
    rating = posts[slug]["review"]["rating"]
    assert (rating["value"], rating["best"]) == (value, best)


def test_several_quotes_and_their_remarks_are_told_apart(
    posts: dict[str, dict[str, Any]],
) -> None:
    trivia = section(posts["the-clockmakers-cat"], "trivia-about-the-imdb-user-reviews")["trivia"]
    assert trivia["quote_html"].count("<blockquote>") == 3
    assert "<blockquote>" not in trivia["remark_html"]
    assert trivia["remark_html"].startswith("<p>")


@pytest.mark.parametrize("slug", ["the-lighthouse-keepers-dentist", "submarine-choir"])
def test_a_quote_counts_below_the_label_and_after_an_empty_line(
    posts: dict[str, dict[str, Any]], slug: str
) -> None:
    sections = posts[slug]["review"]["sections"]
    trivia = next(s["trivia"] for s in sections if s["key"].startswith("trivia"))
    assert trivia["quote_html"].startswith("<blockquote>")


def test_a_review_without_trivia_has_none(posts: dict[str, dict[str, Any]]) -> None:
    assert all(part["trivia"] is None for part in posts["1888"]["review"]["sections"])


def test_a_title_that_is_a_number_is_text(posts: dict[str, dict[str, Any]]) -> None:
    assert posts["1888"]["title"] == "1888"


def test_urls_are_ascii_and_paths_are_escaped(posts: dict[str, dict[str, Any]]) -> None:
    assert all(post["url"].isascii() for post in posts.values())
    assert posts["hélène-et-le-hérisson"]["path"] == "/posts/h%C3%A9l%C3%A8ne-et-le-h%C3%A9risson/"


@pytest.mark.parametrize(("slug", "expected"), PICTURE_OF.items())
def test_heroes_of_every_kind_are_measured(
    posts: dict[str, dict[str, Any]], moviesite: Path, slug: str, expected: tuple[str, str]
) -> None:
    image = posts[slug]["image"]
    kind, name = expected
    assert image["type"] == f"image/{kind}"
    assert image["url"].endswith(f"/{name}")
    assert image["bytes"] == (moviesite / image["file"]).stat().st_size
    assert (image["width"], image["height"]) == (1200, 675)


def test_a_hero_elsewhere_is_taken_as_it_is(posts: dict[str, dict[str, Any]]) -> None:
    image = posts["kite-season"]["image"]
    assert (image["file"], image["bytes"]) == (None, None)
    assert image["url"].startswith("https://images.example/")


def test_a_missing_hero_is_reported_and_left_out(
    run: Run, moviesite: Path, posts: dict[str, dict[str, Any]]
) -> None:
    assert posts["ten-spoons"]["image"] is None
    stderr = run("list", moviesite, "--json").stderr
    assert "_posts/2024-11-02-ten-spoons.md:8: the hero image" in stderr


def test_the_feeds_hold_every_published_post(feeds: Path) -> None:
    atom = feedparser.parse((feeds / "feed.xml").read_bytes())
    rss = feedparser.parse((feeds / "rss.xml").read_bytes())
    items = json.loads((feeds / "feed.json").read_text())["items"]
    assert not atom.bozo
    assert not rss.bozo
    ids = [item["id"] for item in items]
    assert len(ids) == len(set(ids)) == 17
    assert [entry.id for entry in atom.entries] == ids
    assert [entry.id for entry in rss.entries] == ids
    assert [entry.title for entry in rss.entries] == [item["title"] for item in items]


def test_the_feeds_hold_absolute_urls_only(feeds: Path) -> None:
    for item in json.loads((feeds / "feed.json").read_text())["items"]:
        urls = re.findall(r'(?:href|src|srcset)="([^"]*)"', item["content_html"])
        assert all(url.startswith("https://") for url in urls), item["id"]


def test_a_picture_with_alt_text_has_it_in_every_format(feeds: Path) -> None:
    items = json.loads((feeds / "feed.json").read_text())["items"]
    item = next(item for item in items if item["url"].endswith("/the-clockmakers-cat/"))
    alt = "A black cat sitting in front of a pale clock face"
    assert f'alt="{alt}"' in item["content_html"]
    for name in ("feed.xml", "rss.xml"):
        text = (feeds / name).read_text()
        assert f'<media:description type="plain">{alt}</media:description>' in text


def test_reading_a_site_leaves_it_as_it_was(run: Run, moviesite: Path, tmp_path: Path) -> None:
    def state() -> dict[str, int]:
        files = (path for path in moviesite.rglob("*") if path.is_file())
        return {str(path): path.stat().st_mtime_ns for path in files}

    before = state()
    run("list", moviesite, "--json", "--all")
    run("feed", moviesite, "--output", tmp_path)
    run("announce", moviesite, "--dry-run")
    assert state() == before
