"""The acceptance test on a real blog's post, where that folder lies beside the project."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import feedparser
import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

SITE = Path(__file__).resolve().parent.parent.parent / "shared" / "sample-site"

pytestmark = pytest.mark.skipif(not SITE.is_dir(), reason="the sample site is not beside us")

HERO = "https://films.example/assets/img/posts/2025-01-20/red-rooms.png"
HERO_FILE = SITE / "assets/img/posts/2025-01-20/red-rooms.png"


@pytest.fixture(scope="module")
def source() -> str:
    """Give the text of the post as its author wrote it."""
    return (SITE / "_posts/2025-01-20-red-rooms.md").read_text()


@pytest.fixture(scope="module")
def post(run: Run) -> dict[str, Any]:
    """Give the one post of the site as `list --json` tells it."""
    result = run("list", SITE, "--json")
    assert (result.returncode, result.stderr) == (0, "")
    (only,) = json.loads(result.stdout)
    found: dict[str, Any] = only
    return found


def labelled(source: str, label: str) -> str:
    """Give what the author wrote behind a label, without emphasis and the line break."""
    match = re.search(rf">{re.escape(label)}</span> (.*?)(?:<br/>)?\n", source)
    assert match is not None
    return match[1].replace("*", "")


def test_the_post_is_where_the_site_publishes_it(post: dict[str, Any]) -> None:
    expected = {
        "url": "https://films.example/posts/red-rooms/",
        "path": "/posts/red-rooms/",
        "id": "/posts/red-rooms",
        "date": "2025-01-20T17:42:44+01:00",
        "categories": ["films", "thrillers"],
        "state": "published",
        "slug": "red-rooms",
        "output_path": "posts/red-rooms/index.html",
    }
    assert {key: post[key] for key in expected} == expected
    assert len(post["tags"]) == 6


def test_the_hero_is_measured(post: dict[str, Any]) -> None:
    size = HERO_FILE.stat().st_size
    image = post["image"]
    assert (image["url"], image["width"], image["height"]) == (HERO, 1600, 900)
    assert (image["bytes"], image["type"]) == (size, "image/png")


def test_the_sections_are_found_with_their_labels(post: dict[str, Any]) -> None:
    sections = post["review"]["sections"]
    assert [section["key"] for section in sections] == [
        "premise",
        "under-90-minutes",
        "do-they-say-the-title",
        "one-sentence-review",
        "rating",
        "a-simple-way-to-improve-it",
        "trivia-about-the-imdb-user-reviews",
    ]
    assert [section["label"] for section in sections[:2]] == ["Premise", "Under 90 minutes?"]
    assert "<del>" in sections[-1]["label_html"]


def test_the_one_sentence_review_is_plain_text(post: dict[str, Any], source: str) -> None:
    assert post["review"]["one_sentence"]["text"] == labelled(source, "One sentence review:")
    assert "<em>" in post["review"]["one_sentence"]["html"]


def test_prose_is_no_number(post: dict[str, Any]) -> None:
    assert post["review"]["rating"]["text"]
    assert post["review"]["rating"]["value"] is None


def test_the_quote_and_the_remark_are_told_apart(post: dict[str, Any], source: str) -> None:
    trivia = post["review"]["sections"][-1]["trivia"]
    remark = source.rstrip().splitlines()[-1]
    assert trivia["quote_html"].startswith("<blockquote>")
    assert trivia["remark_html"] == f"<p>{remark}</p>"
    assert remark[:30] not in trivia["quote_html"]


def test_three_feeds_with_one_hero_url(run: Run, tmp_path: Path) -> None:
    assert run("feed", SITE, "--output", tmp_path).returncode == 0
    for name in ("feed.xml", "rss.xml"):
        parsed = feedparser.parse((tmp_path / name).read_bytes())
        assert not parsed.bozo
        (entry,) = parsed.entries
        enclosure = next(link for link in entry.links if link.rel == "enclosure")
        assert enclosure.length == str(HERO_FILE.stat().st_size)
        shown = re.search(r'<img[^>]*src="([^"]*)"', entry.content[0].value)
        assert shown is not None
        found = {enclosure.href, entry.media_content[0]["url"], entry.media_thumbnail[0]["url"]}
        assert found | {shown[1]} == {HERO}
    (item,) = json.loads((tmp_path / "feed.json").read_text())["items"]
    assert (item["image"], item["attachments"][0]["url"]) == (HERO, HERO)


def written(folder: Path) -> dict[str, int]:
    """Give every file below a folder with the time it was last written."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in files}


def test_a_second_run_writes_no_file(run: Run, tmp_path: Path) -> None:
    run("feed", SITE, "--output", tmp_path)
    before = written(tmp_path)
    run("feed", SITE, "--output", tmp_path)
    assert written(tmp_path) == before
    assert set(before) == {"feed.xml", "rss.xml", "feed.json", "feeds/feed.css"}


def test_both_announcements_fit(run: Run, source: str) -> None:
    result = run("announce", SITE, "--dry-run", "--offline", "--json")
    mastodon, bluesky = json.loads(result.stdout)["messages"]
    sentence = labelled(source, "One sentence review:")
    assert sentence in mastodon["text"]
    assert sentence in bluesky["text"]
    assert mastodon["length"] <= mastodon["limit"] == 500
    assert bluesky["length"] <= bluesky["limit"] == 300
    assert bluesky["bytes"] <= bluesky["byte_limit"] == 3000
    assert mastodon["text"].endswith("https://films.example/posts/red-rooms/")
    assert bluesky["card"]["uri"] == "https://films.example/posts/red-rooms/"


def test_people_can_read_both_announcements(run: Run) -> None:
    result = run("announce", SITE, "--dry-run", "--offline")
    assert result.returncode == 0
    assert result.stdout.count("https://films.example/posts/red-rooms/") >= 3
