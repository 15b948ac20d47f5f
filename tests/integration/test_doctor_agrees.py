"""Real Jekyll builds the sites of which `check` says what becomes of them."""

import datetime as dt
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from reviewkit.jekyll import read_configuration, read_site
from reviewkit.jekyll.doctor import examine

pytestmark = pytest.mark.integration

POST: Final = "---\ntitle: Dune\n---\nText.\n"
CONFIG: Final = """\
url: https://films.example
timezone: UTC
permalink: /:collection/:categories/:title:output_ext
exclude: [film, "*-starred.md"]
include: [_kept]
collections: {shows: {output: true}}
"""
NOW: Final = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

PUBLISHED: Final = (
    "_posts/2025-01-01-plain.md",
    "_posts/2025-1-2-short.md",
    "_posts/2025-01-03-upper.MD",
    "_posts/2025-01-04-with space.md",
    "_posts/2025-01-05-page.html",
    "_posts/sub/_x/2025-01-06-inside.md",
    "horror/_posts/2025-01-07-below.md",
    "_kept/_posts/2025-01-08-kept.md",
    "_shows/show.md",
)
"""Files that Jekyll makes pages of, and of which `check` says nothing."""

PASSED_OVER: Final = (
    "_posts/undated.md",
    "_posts/2025-01-01.md",
    "_posts/2025-01-01 spaced.md",
    "_posts/20250101-compact.md",
    "_posts/2025_01_01_underscores.md",
    "_posts/2025.01.01-dots.md",
    "_posts/2025–01–01-dashes.md",
    "_posts/01-02-2025-year-last.md",
    "_posts/12025-01-02-five.md",
    "_posts/2025-01-01-no-extension",
    "_posts/2025-01-01-dotted.md.",
    "_posts/_2025-01-01-underscore.md",
    "_posts/#2025-01-01-hash.md",
    "_posts/_y/2025-01-01-below.md",
    "_posts/2025-01-01/bundle.md",
    "_posts/2025-01-01-starred.md",
    "filmstrip/_posts/2025-01-01-prefix.md",
    "_old/_posts/2025-01-01-old.md",
    "_Posts/2025-01-01-capital.md",
    "_post/2025-01-01-singular.md",
    "_shows/_posts/2025-01-01-nested.md",
)
"""Files of which Jekyll makes nothing, and of which `check` says so."""

OTHERWISE: Final = {
    "_posts/2025-02-01-text.md.txt": "posts/text.md.txt",
    "_posts/2025-02-02-mdown.mdown": "posts/mdown.mdown",
    "_posts/2025-02-03-.md": "posts/.html",
    "posts/2025-02-04-page.md": "posts/2025-02-04-page.html",
    "_shows/\ufeffbom.md": "shows/\ufeffbom.md",
}
"""Files of which Jekyll makes something else than a page of a post, and what."""


def built(folder: Path) -> set[str]:
    program = shutil.which("jekyll")
    assert program, "real Jekyll is needed: make oracles"
    output = folder.parent / "out"
    subprocess.run(
        [program, "build", "-q", "--disable-disk-cache", "-s", str(folder), "-d", str(output)],
        check=True,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC"},
    )
    return {path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()}


def mentioned(folder: Path) -> str:
    """Give all that `check` says of a site and its files, in one text."""
    configuration = read_configuration(folder)
    site = read_site(folder, configuration, now=NOW, machine_zone=dt.UTC)
    found = examine(site, configuration, now=NOW)
    return "\n".join(f"{problem.where}: {problem.what}" for problem in found)


def write(folder: Path, files: Mapping[str, str], config: str = CONFIG) -> Path:
    for name, text in {"_config.yml": config, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Give a folder for a site, with room beside it."""
    return tmp_path / "site"


@pytest.mark.parametrize("name", PUBLISHED)
def test_what_jekyll_publishes_is_not_mentioned(site: Path, name: str) -> None:
    write(site, {name: POST})
    assert len(built(site)) == 1
    assert mentioned(site) == ""


def test_what_jekyll_passes_over_is_mentioned(site: Path) -> None:
    write(site, dict.fromkeys(PASSED_OVER, POST))
    assert built(site) == set()
    text = mentioned(site)
    assert [name for name in PASSED_OVER if name not in text] == []


@pytest.mark.parametrize(("name", "becomes"), OTHERWISE.items())
def test_what_becomes_something_else_is_mentioned(site: Path, name: str, becomes: str) -> None:
    text = f"\ufeff{POST}" if "bom" in name else POST
    write(site, {name: text})
    assert built(site) == {becomes}
    assert name in mentioned(site) or f"{name.partition('/')[0]}:" in mentioned(site)


@pytest.mark.parametrize(
    ("own", "defaults", "categories"),
    [
        ("categories: [b]", "categories: [a]", "a/b"),
        ("categories: b", "category: a", "b/a"),
        ("category: b", "categories: a", "a/b"),
        ("categories: []", "categories: [a]", "a"),
        ("categories: b, c", "layout: x", "b,/c"),
        ("category: b, c", "layout: x", "b, c"),
        ("categories: [No, 2:22]", "layout: x", "false/8520"),
        ("category: No", "layout: x", ""),
    ],
)
def test_categories_that_are_not_what_stands_there(
    site: Path, own: str, defaults: str, categories: str
) -> None:
    name = "_posts/2025-01-01-x.md"
    config = f"{CONFIG}defaults: [{{scope: {{path: ''}}, values: {{{defaults}}}}}]\n"
    write(site, {name: f"---\ntitle: Dune\n{own}\n---\n"}, config)
    assert built(site) == {f"posts/{categories}/x.html".replace("//", "/")}
    assert name in mentioned(site)


@pytest.mark.parametrize(
    ("own", "defaults"),
    [("category: b", "category: a"), ("categories: [b, a]", "categories: [a]")],
)
def test_categories_that_give_way(site: Path, own: str, defaults: str) -> None:
    config = f"{CONFIG}defaults: [{{scope: {{path: ''}}, values: {{{defaults}}}}}]\n"
    write(site, {"_posts/2025-01-01-x.md": f"---\ntitle: Dune\n{own}\n---\n"}, config)
    assert len(built(site)) == 1
    assert mentioned(site) == ""


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("06/01/2023", "2023-01-06"),
        ("06-01-2023", "2023-01-06"),
        ("06/01/23", "2006-01-23"),
        ("June 2023", "2023-06-01"),
        ("2023-152", "2023-06-01"),
        ("2023-06-31", "2023-07-01"),
        ("2023-06-05 23:30:00", "2023-06-06"),
        ("2023-06-05 24:00", "2023-06-06"),
        ("2023-06-05 23:30:00 -0500", "2023-06-06"),
    ],
)
def test_a_date_is_on_the_day_that_is_said(site: Path, date: str, day: str) -> None:
    config = "timezone: Europe/Rome\npermalink: /:year-:month-:day.html\n"
    write(site, {"_posts/2023-06-05-x.md": f"---\ntitle: Dune\ndate: {date}\n---\n"}, config)
    assert built(site) == {f"{day}.html"}
    year, month, number = day.split("-")
    spoken = f"{int(number)} {dt.date(2000, int(month), 1):%B} {year}"
    text = mentioned(site)
    assert day in text or spoken in text


@pytest.mark.parametrize("scope", ["path: /_posts", "path: /", "path: '', type: film"])
def test_defaults_that_apply_to_nothing(site: Path, scope: str) -> None:
    config = f"{CONFIG}defaults: [{{scope: {{{scope}}}, values: {{permalink: /moved/}}}}]\n"
    write(site, {"_posts/2025-01-01-x.md": POST}, config)
    assert built(site) == {"posts/x.html"}
    assert "apply to nothing" in mentioned(site)


def test_defaults_for_drafts_apply_to_nothing(site: Path) -> None:
    values = "{scope: {path: '', type: drafts}, values: {permalink: /moved/}}"
    config = f"{CONFIG}show_drafts: true\ndefaults: [{values}]\n"
    write(site, {"_drafts/x.md": POST}, config)
    assert built(site) == {"posts/x.html"}
    assert "apply to nothing" in mentioned(site)


@pytest.mark.parametrize("title", ["No", "Ocean #11", "#11", "!Wow", "null", "~", "&amp", "2:22"])
def test_a_title_is_called_what_is_said(site: Path, title: str) -> None:
    page = "---\n---\n{% for post in site.posts %}{{ post.title }}{% endfor %}"
    name = "_posts/2025-01-01-heat.md"
    write(site, {name: f"---\ntitle: {title}\n---\n", "index.html": page})
    built(site)
    called = (site.parent / "out" / "index.html").read_text()
    assert f"Jekyll calls the post {called!r}" in mentioned(site)


@pytest.mark.parametrize("file", ["assets/_a.png", "_raw/a.png", "film/a.png", "assets/a.png"])
def test_a_picture_that_is_not_copied_is_mentioned(site: Path, file: str) -> None:
    text = f"---\ntitle: Dune\nimage: /{file}\n---\n"
    write(site, {"_posts/2025-01-01-x.md": text, file: "no picture"})
    copied = file in built(site)
    assert ("does not copy the hero image" in mentioned(site)) != copied
