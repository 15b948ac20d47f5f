"""One small site of each generator is read, and every post has the address it has there."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.plain.sites import PATHS, SITES

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize("name", sorted(PATHS))
def test_the_posts_of_the_example_have_their_addresses(run: Run, name: str) -> None:
    result = run("list", SITES / name, "--json")

    assert result.returncode == 0
    posts = json.loads(result.stdout)
    assert {post["source"]: post["path"] for post in posts} == PATHS[name]
    assert all(post["url"] == f"https://films.example{post['path']}" for post in posts)
    assert all(post["review"]["one_sentence"] for post in posts)


@pytest.mark.parametrize("name", sorted(PATHS))
def test_feeds_and_announcements_come_from_the_example(run: Run, name: str, tmp_path: Path) -> None:
    site = tmp_path / name
    shutil.copytree(SITES / name, site)
    feed = run("feed", site, "--output", tmp_path)
    announced = run("announce", site, "--dry-run")

    assert (feed.returncode, announced.returncode) == (0, 0)
    assert len(json.loads((tmp_path / "feed.json").read_text())["items"]) == len(PATHS[name])
    assert "-- mastodon: " in announced.stdout


def test_the_documentation_shows_the_settings_of_the_examples(project: Path) -> None:
    page = (project / "docs" / "other-generators.md").read_text()
    shown = re.findall(r"^```toml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)

    assert shown == [
        (SITES / name / "reviewkit.toml").read_text()
        for name in ("hugo", "eleventy", "astro", "zola", "pelican")
    ]


def test_the_documentation_names_every_placeholder(project: Path) -> None:
    from reviewkit.plain import PLACEHOLDERS  # noqa: PLC0415 -- the only test here that looks inside

    page = (project / "docs" / "other-generators.md").read_text()

    assert [name for name in PLACEHOLDERS if f"`:{name}`" not in page] == []
