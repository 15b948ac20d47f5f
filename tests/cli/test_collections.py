"""Collections are listed on request, and those that hold reviews are fed and announced."""

import json
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
MakeSite = Callable[..., Path]

SENTENCE = '<span class="reviewsection">One sentence review:</span> Good.\n'
CONFIG = """\
collections:
  films:
    output: true
  notes:
"""
FILES: Mapping[str, str] = {
    "_posts/2025-01-02-post.md": SENTENCE,
    "_films/kite.md": f"---\ndate: 2025-01-03\n---\n{SENTENCE}",
    "_films/later.md": "---\ndate: 2099-01-03\n---\n",
    "_films/bare.md": "no front matter\n",
    "_notes/one.md": "---\ntitle: One\n---\n",
}


@pytest.fixture
def site(make_site: MakeSite) -> Path:
    """Give a site with a post, a collection with pages and one without."""
    return make_site(FILES, CONFIG)


def listed(run: Run, site: Path, *options: str) -> list[dict[str, Any]]:
    result = run("list", site, "--json", *options)
    assert result.returncode == 0, result.stderr
    posts: list[dict[str, Any]] = json.loads(result.stdout)
    return posts


def sources(posts: list[dict[str, Any]]) -> set[str]:
    return {post["source"] for post in posts}


def test_without_a_name_the_posts_are_listed(run: Run, site: Path) -> None:
    assert sources(listed(run, site)) == {"_posts/2025-01-02-post.md"}


def test_a_collection_is_listed_by_its_name(run: Run, site: Path) -> None:
    (film,) = listed(run, site, "--collection", "films")

    assert (film["collection"], film["path"]) == ("films", "/films/kite/")
    assert (film["output_path"], film["id"]) == ("films/kite/index.html", "/films/kite")
    assert film["review"]["one_sentence"]["text"] == "Good."


def test_several_collections_are_listed_together(run: Run, site: Path) -> None:
    found = listed(run, site, "--collection", "films", "--collection", "posts")

    assert sources(found) == {"_posts/2025-01-02-post.md", "_films/kite.md"}


def test_all_stands_for_every_collection(run: Run, site: Path) -> None:
    found = listed(run, site, "--collection", "all", "--all")

    assert sources(found) == set(FILES) - {"_films/bare.md"}
    assert {post["source"]: post["state"] for post in found}["_films/later.md"] == "future"


def test_a_document_without_a_page_has_no_file(run: Run, site: Path) -> None:
    (note,) = listed(run, site, "--collection", "notes")

    assert (note["output_path"], note["title"]) == (None, "One")


def test_an_unknown_collection_is_refused_with_a_suggestion(run: Run, site: Path) -> None:
    result = run("list", site, "--collection", "film")

    assert (result.returncode, result.stdout) == (2, "")
    assert "no collection film" in result.stderr
    assert "did you mean films?" in result.stderr


def test_a_name_like_no_other_is_answered_with_all_of_them(run: Run, site: Path) -> None:
    result = run("list", site, "--collection", "xyz")

    assert result.returncode == 2
    assert "posts, films, notes" in result.stderr


def test_the_setting_names_the_collections_that_hold_reviews(run: Run, site: Path) -> None:
    (site / "reviewkit.toml").write_text('[site]\ncollections = ["films"]\n')

    assert sources(listed(run, site)) == {"_films/kite.md"}
    assert run("feed", site, "--format", "json").returncode == 0
    feed = json.loads((site / "_site" / "feed.json").read_text())
    assert [item["url"] for item in feed["items"]] == ["https://films.example/films/kite/"]
    messages = json.loads(run("announce", site, "--dry-run", "--json").stdout)["messages"]
    assert {message["slug"] for message in messages} == {"kite"}


@pytest.mark.parametrize(
    ("names", "said"),
    [('["film"]', "did you mean films?"), ('["posts", "notes"]', "output: true for notes")],
)
def test_a_setting_that_names_no_collection_with_pages_is_an_error(
    run: Run, site: Path, names: str, said: str
) -> None:
    (site / "reviewkit.toml").write_text(f"[site]\ncollections = {names}\n")

    result = run("list", site)

    assert result.returncode == 2
    assert said in result.stderr


def test_a_broken_post_is_listed_only_with_all_and_never_fed(run: Run, make_site: MakeSite) -> None:
    site = make_site({"_posts/2025-01-02-a.md": "---\ntitle: a: b\n---\n" + SENTENCE})

    usual, every = run("list", site, "--json"), run("list", site, "--json", "--all")

    assert (usual.returncode, json.loads(usual.stdout)) == (3, [])
    assert [post["state"] for post in json.loads(every.stdout)] == ["broken"]
    run("feed", site, "--format", "json")
    assert json.loads((site / "_site" / "feed.json").read_text())["items"] == []
    messages = json.loads(run("announce", site, "--dry-run", "--json").stdout)["messages"]
    assert messages == []


def test_two_documents_at_one_url_are_a_warning(run: Run, make_site: MakeSite) -> None:
    site = make_site(
        {"_posts/2025-01-02-a.md": SENTENCE, "_posts/2025-01-03-b.md": "---\nslug: a\n---\n"}
    )

    result = run("list", site)

    assert result.returncode == 0
    assert "_posts/2025-01-02-a.md and _posts/2025-01-03-b.md have the same URL" in result.stderr
