"""The templates that docs/export.md shows, built by the real generators from exported data."""

import datetime as dt
import html
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.plain.sites import SITES

from reviewkit.announce.ledger import Entry, Record, Target, record_bytes
from reviewkit.identity import Known

pytestmark = pytest.mark.integration

Run = Callable[..., subprocess.CompletedProcess[str]]

ANNOUNCED = "https://mastodon.example/@reviewer/1"
MOMENT = dt.datetime(2025, 1, 20, 12, tzinfo=dt.UTC)

JEKYLL_POST = """\
---
title: Fog & Harbour
layout: review
---
**One sentence review:** It *lifts*, and so do we.
"""
RATING = "\n\n**Rating:** 7/10\n"


@dataclass(frozen=True, kw_only=True)
class Built:
    """A built site: the posts as exported, and the folder of its pages."""

    posts: list[dict[str, Any]]
    pages: Path

    def page(self, post: Mapping[str, Any]) -> str:
        """Give the page of a post."""
        return (self.pages / str(post["output_path"])).read_text(encoding="utf-8")


def templates(project: Path, generator: str) -> tuple[str, str]:
    """Give the two templates of the documentation: of the list, and of a post's page."""
    page = (project / "docs" / "export.md").read_text(encoding="utf-8")
    section = page.partition(f"\n## {generator}\n")[2].partition("\n## ")[0]
    listing, own = re.findall(r"^```\w+\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    return listing, own


def hugo(site: Path, project: Path) -> list[str]:
    """Put the templates into the example for Hugo; give the command that builds it."""
    listing, own = templates(project, "Hugo")
    write(site / "layouts" / "index.html", listing)
    write(site / "layouts" / "_default" / "single.html", own)
    return [str(tool(project, "bin/hugo")), "--quiet", "--panicOnWarning"]


def eleventy(site: Path, project: Path) -> list[str]:
    """Put the templates into the example for Eleventy; give the command that builds it."""
    listing, own = templates(project, "Eleventy")
    (site / "index.njk").unlink()
    write(site / "index.html", listing)
    write(site / "_includes" / "review.html", own)
    write(site / "reviews" / "reviews.json", '{"layout": "review.html"}')
    return [str(tool(project, "node_modules/.bin/eleventy")), "--quiet"]


def astro(site: Path, project: Path) -> list[str]:
    """Put the templates into the example for Astro; give the command that builds it."""
    listing, own = templates(project, "Astro")
    _, above, body = own.split("---\n")
    given, found = above.splitlines(keepends=True)
    page = site / "src" / "pages" / "reviews" / "[...slug].astro"
    _, code, shown = page.read_text().split("---\n")
    write(page, f"---\n{given}{code}{found}---\n{shown}{body}")
    write(site / "src" / "pages" / "index.astro", listing)
    program = tool(project, "node_modules/.bin/astro")
    (site / "node_modules").symlink_to(program.parent.parent)
    return [str(program), "build", "--silent"]


def jekyll(site: Path, project: Path) -> list[str]:
    """Write a site for Jekyll with the templates of Eleventy; give the command that builds it."""
    program = shutil.which("jekyll")
    assert program, "real Jekyll is needed: make oracles"
    listing, own = (
        re.sub(r"\breviews(?= %| \|)", "site.data.reviews", text).replace("| url", "| relative_url")
        for text in templates(project, "Eleventy")
    )
    write(site / "_config.yml", "url: https://films.example\nbaseurl: /blog\ntimezone: UTC\n")
    write(site / "_posts" / "2025-01-02-fog.md", JEKYLL_POST)
    write(site / "index.html", f"---\n---\n{listing}")
    write(site / "_layouts" / "review.html", own)
    return [program, "build", "--quiet"]


GENERATORS = {
    "hugo": (hugo, "public"),
    "eleventy": (eleventy, "_site"),
    "astro": (astro, "dist"),
    "jekyll": (jekyll, "_site"),
}


@pytest.fixture(scope="module", params=sorted(GENERATORS))
def built(
    request: pytest.FixtureRequest,
    run: Run,
    project: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Built:
    """Give a site of one post announced, with the templates in it, exported and then built."""
    name: str = request.param
    prepare, destination = GENERATORS[name]
    site = tmp_path_factory.mktemp(name) / "site"
    if (SITES / name).exists():
        shutil.copytree(SITES / name, site)
    command = prepare(site, project)
    (post, *_) = json.loads(run("list", site, "--json").stdout)
    source = site / post["source"]
    write(source, source.read_text(encoding="utf-8") + RATING)
    known = Known(
        source=post["source"], path=post["path"], title=post["title"], date=post["date"], text=""
    )
    target = Target(network="mastodon", server="mastodon.example", account="1")
    entry = Entry(target=target, state="published", since=MOMENT, url=ANNOUNCED)
    record = Record(name="known", known=known, since=MOMENT, entries=(entry,))
    write(site / "_data" / "announcements" / "known.json", record_bytes(record).decode())
    exported = json.loads(run("export", site, "--json").stdout)
    environment = {**os.environ, "TZ": "UTC", "LANG": "C.UTF-8", "ASTRO_TELEMETRY_DISABLED": "1"}
    result = subprocess.run(
        command, cwd=site, env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    posts = json.loads(Path(exported["file"]).read_text(encoding="utf-8"))
    return Built(posts=posts, pages=site / destination)


def test_the_front_page_lists_every_review_with_its_sentence(built: Built) -> None:
    page = (built.pages / "index.html").read_text(encoding="utf-8")
    shown = re.findall(r'<li><a href="([^"]+)">(.*?)</a>\s*(.*?)\s*</li>', page, re.DOTALL)
    assert [
        (href.removeprefix("/blog"), html.unescape(title), sentence)
        for href, title, sentence in shown
    ] == [
        (post["path"], post["title"], post["review"]["one_sentence"]["html"])
        for post in built.posts
    ]
    assert built.posts


def test_an_announced_review_links_to_where_it_is_discussed(built: Built) -> None:
    linked = [post["source"] for post in built.posts if f'href="{ANNOUNCED}"' in built.page(post)]
    assert linked == [built.posts[0]["source"]]


def test_the_rating_stands_on_the_page_of_its_review(built: Built) -> None:
    assert built.posts[0]["review"]["rating"]["text"] == "7/10"
    for post in built.posts:
        rating = post["review"]["rating"]
        shown = re.findall(r'<p class="rating">(.*?)</p>', built.page(post))
        assert shown == ([rating["text"]] if rating else [])


def tool(project: Path, name: str) -> Path:
    """Give the path of an installed generator."""
    path = project / "build" / "generators" / name
    assert path.exists(), f"{path.name} is needed: make generators"
    return path


def write(file: Path, text: str) -> None:
    """Write a file and the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
