"""Feeds that real generators write: the linter says of them what the validation service said."""

import datetime as dt
import os
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewkit.feeds.lint import lint
from reviewkit.feeds.lint.events import OURS

pytestmark = pytest.mark.integration

Run = Callable[..., subprocess.CompletedProcess[str]]

NOW = dt.datetime.now(dt.UTC)
"""Not a fixed moment, as jekyll-feed writes the present one."""
POSTS = 20
BODY = "Sand & more, 1 < 2, *and* [a link](/about/).\n"


def events(feed: Path) -> Counter[str]:
    """Count the events of a feed that the validation service has a name for."""
    findings = lint(feed.read_bytes(), now=NOW)
    return Counter(finding.event for finding in findings if finding.event not in OURS)


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def build(site: Path, *command: str | Path, path: Path = Path("/usr/bin")) -> None:
    environment = {"PATH": f"{path}:{os.environ['PATH']}", "LANG": "C.UTF-8", "TZ": "UTC"}
    subprocess.run(command, cwd=site, check=True, env=environment, capture_output=True)


@pytest.fixture(scope="module")
def tools(project: Path) -> Path:
    """Give the folder of the other generators."""
    place = project / "build" / "generators" / "bin"
    assert place.exists(), "real generators are needed: make generators"
    return place


def post(number: int, title: str = "Film") -> str:
    date = f"2025-01-{number:02} 12:00:00 +0000"
    return f"---\ntitle: {title} {number}\ndate: {date}\n---\n{BODY}"


@pytest.mark.parametrize(
    ("title", "expected"),
    [("Film", {}), ("Film & Co", {"ContainsHTML": 10})],
    ids=["plain titles", "titles it escapes twice"],
)
def test_a_feed_of_jekyll_feed(tmp_path: Path, title: str, expected: dict[str, int]) -> None:
    write(
        tmp_path / "_config.yml",
        "title: Films\nurl: https://films.example\nauthor: Pat Lumen\nplugins: [jekyll-feed]\n",
    )
    for number in range(1, POSTS + 1):
        write(tmp_path / "_posts" / f"2025-01-{number:02}-film.md", post(number, title))
    build(tmp_path, "jekyll", "build", "--quiet")

    assert events(tmp_path / "_site" / "feed.xml") == expected


@pytest.fixture(scope="module")
def hugo(tools: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a site of Hugo that is ready to be built."""
    site = tmp_path_factory.mktemp("hugo")
    write(site / "hugo.toml", 'baseURL = "https://films.example/"\ntitle = "Films"\n')
    write(site / "layouts" / "index.html", "films")
    for number in range(1, POSTS + 1):
        write(site / "content" / "films" / f"{number}.md", post(number))
    build(site, tools / "hugo", "--quiet", path=tools)
    return site


FULL_CONTENT = """\
<rss version="2.0"><channel><title>Films</title><link>{{ site.BaseURL }}</link>
<description>Films</description>{{ range site.RegularPages }}<item>
<title>{{ .LinkTitle }}</title><link>{{ .Permalink }}</link><guid>{{ .Permalink }}</guid>
<description>{{ printf "<![CDATA[%s]]>" .Content | safeHTML }}</description></item>{{ end }}
</channel></rss>
"""


def test_the_usual_full_text_of_hugo_is_relative_and_does_not_name_itself(
    hugo: Path, tools: Path
) -> None:
    write(hugo / "layouts" / "index.rss.xml", FULL_CONTENT)
    build(hugo, tools / "hugo", "--quiet", path=tools)

    found = events(hugo / "public" / "index.xml")
    assert set(found) == {"ContainsRelRef", "MissingAtomSelfLink"}
    assert (found["ContainsRelRef"], found["MissingAtomSelfLink"]) == (POSTS, 1)


def test_a_guid_of_pelican_says_it_is_a_page_and_is_none(tools: Path, tmp_path: Path) -> None:
    settings = {
        "SITENAME": "Films",
        "SITEURL": "https://films.example",
        "AUTHOR": "Pat Lumen",
        "TIMEZONE": "UTC",
        "PATH": "content",
        "FEED_DOMAIN": "https://films.example",
        "FEED_ALL_ATOM": "atom.xml",
        "FEED_ALL_RSS": "rss.xml",
    }
    lines = (f"{name} = {value!r}\n" for name, value in settings.items())
    write(tmp_path / "pelicanconf.py", "".join(lines))
    for number in range(1, POSTS + 1):
        head = f"Title: Film {number}\nDate: 2025-01-{number:02} 12:00\nCategory: Films\n\n"
        write(tmp_path / "content" / f"{number}.md", head + BODY)
    build(tmp_path, tools / "pelican", "--quiet", path=tools)

    found = events(tmp_path / "output" / "rss.xml")
    assert set(found) == {"ContainsRelRef", "InvalidPermalink"}
    assert found["InvalidPermalink"] == POSTS
    assert events(tmp_path / "output" / "atom.xml") == {}


def test_the_feeds_of_the_example_site_are_in_order(
    run: Run, moviesite: Path, tmp_path: Path
) -> None:
    assert run("feed", moviesite, "--output", tmp_path, "--archive").returncode == 0

    for path in [*tmp_path.rglob("*.xml"), *tmp_path.rglob("*.json")]:
        assert lint(path.read_bytes(), now=NOW) == (), path
