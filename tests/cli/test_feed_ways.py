"""`reviewkit feed`: what stands beside the feeds, and its other ways: links, hubs, lint."""

import json
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from lxml import etree

Run = Callable[..., subprocess.CompletedProcess[str]]
MakeSite = Callable[..., Path]

POST = (
    "---\ntitle: One\ntags: [C++]\n---\n"
    '<span class="reviewsection">One sentence review:</span> Good.\n'
)
POSTS = {
    "_posts/2025-01-02-a.md": POST,
    "_posts/2025-01-03-b.md": POST.replace("One\n", "Two\n").replace("C++", "C#"),
}
BY_TAG = '[[feed.more]]\nby = "tag"\n'


def files(folder: Path) -> set[str]:
    """Give the paths of all files below a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


class Hub(BaseHTTPRequestHandler):
    """A hub that writes down what it is told."""

    told: list[dict[str, list[str]]]

    def do_POST(self) -> None:
        """Take a form."""
        form = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.told.append(parse_qs(form))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def hub() -> Iterator[tuple[str, list[dict[str, list[str]]]]]:
    """Give the address of a real hub, and what it is told."""
    told: list[dict[str, list[str]]] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("OneHub", (Hub,), {"told": told}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", told
    server.shutdown()
    server.server_close()


def test_one_feed_has_a_stylesheet_beside_it_and_no_list(run: Run, make_site: MakeSite) -> None:
    site = make_site(POSTS)
    run("feed", site)
    assert files(site / "_site") == {"feed.json", "feed.xml", "rss.xml", "feeds/feed.css"}


def test_the_feeds_name_the_stylesheet_from_where_they_are(run: Run, make_site: MakeSite) -> None:
    site = make_site(POSTS | {"reviewkit.toml": BY_TAG})
    run("feed", site)
    main = (site / "_site/rss.xml").read_text().splitlines()
    tag = (site / "_site/feeds/tag/c-sharp/feed.xml").read_text().splitlines()
    assert main[1] == '<?xml-stylesheet type="text/css" href="feeds/feed.css"?>'
    assert tag[1] == '<?xml-stylesheet type="text/css" href="../../feed.css"?>'


def test_without_stylesheet_no_feed_names_one(run: Run, make_site: MakeSite) -> None:
    site = make_site(POSTS | {"reviewkit.toml": "[feed]\nstylesheet = false\n"})
    run("feed", site)
    assert files(site / "_site") == {"feed.json", "feed.xml", "rss.xml"}
    assert "xml-stylesheet" not in (site / "_site/feed.xml").read_text()


def test_a_stylesheet_of_the_site_wins(run: Run, make_site: MakeSite) -> None:
    site = make_site(POSTS | {"_reviewkit/templates/feeds/feed.css": "title { color: red }\n"})
    run("feed", site)
    assert (site / "_site/feeds/feed.css").read_text() == "title { color: red }\n"


def test_several_feeds_are_listed_in_opml(run: Run, make_site: MakeSite) -> None:
    site = make_site(POSTS | {"reviewkit.toml": BY_TAG})
    run("feed", site)
    listed = etree.parse(site / "_site/feeds/feeds.opml").xpath("//outline/@xmlUrl")
    assert listed == [
        "https://films.example/feed.xml",
        "https://films.example/feeds/tag/c-sharp/feed.xml",
        "https://films.example/feeds/tag/c-plus-plus/feed.xml",
    ]


def test_the_page_for_people_shows_every_feed_when_asked_for(run: Run, make_site: MakeSite) -> None:
    site = make_site(POSTS | {"reviewkit.toml": f"[feed]\nsubscribe = true\n{BY_TAG}"})
    run("feed", site)
    page = (site / "_site/subscribe.html").read_text()
    assert "https://films.example/feeds/tag/c-plus-plus/rss.xml" in page
    assert "https://films.example/feeds/feeds.opml" in page


def test_what_stands_beside_the_feeds_is_checked_too(run: Run, make_site: MakeSite) -> None:
    site = make_site(POSTS)
    run("feed", site)
    (site / "_site/feeds/feed.css").unlink()
    assert run("feed", site, "--check").returncode == 1


def test_the_links_for_the_head_are_those_of_the_whole_site(run: Run, make_site: MakeSite) -> None:
    single = '[[feed.more]]\ntag = "C#"\ntitle = "Sharp & flat"\n'
    site = make_site(POSTS | {"reviewkit.toml": BY_TAG + single})
    result = run("feed", site, "--print-links", "--format", "rss")
    assert result.stdout == (
        '<link rel="alternate" type="application/rss+xml" title="Films" '
        'href="https://films.example/rss.xml">\n'
        '<link rel="alternate" type="application/rss+xml" title="Sharp &amp; flat" '
        'href="https://films.example/feeds/tag/c-sharp/rss.xml">\n'
    )
    assert not (site / "_site").exists()


def test_the_links_can_be_had_as_data(run: Run, make_site: MakeSite) -> None:
    result = run("feed", make_site(POSTS), "--print-links", "--json", "--format", "atom")
    assert json.loads(result.stdout) == [
        {
            "title": "Films",
            "format": "atom",
            "type": "application/atom+xml",
            "url": "https://films.example/feed.xml",
        }
    ]


def test_hubs_are_told_of_every_feed_and_nothing_is_written(
    run: Run, make_site: MakeSite, hub: tuple[str, list[dict[str, list[str]]]]
) -> None:
    address, told = hub
    site = make_site(POSTS | {"reviewkit.toml": f'[feed]\nhubs = ["{address}"]\n'})
    result = run("feed", site, "--ping", "--format", "atom", "--format", "json")
    assert result.returncode == 0
    assert sorted(form["hub.url"][0] for form in told) == [
        "https://films.example/feed.json",
        "https://films.example/feed.xml",
    ]
    assert {form["hub.mode"][0] for form in told} == {"publish"}
    assert not (site / "_site").exists()


def test_a_hub_that_is_away_is_for_later(run: Run, make_site: MakeSite) -> None:
    site = make_site(POSTS | {"reviewkit.toml": '[feed]\nhubs = ["http://127.0.0.1:1/"]\n'})
    result = run("feed", site, "--ping", "--json")
    assert result.returncode == 75
    assert {one["outcome"] for one in json.loads(result.stdout)} == {"later"}


def test_ping_without_a_hub_says_where_to_name_one(run: Run, make_site: MakeSite) -> None:
    result = run("feed", make_site(POSTS), "--ping")
    assert result.returncode == 2
    assert "hubs = " in result.stderr


def test_a_feed_of_its_own_has_no_fault(run: Run, make_site: MakeSite) -> None:
    site = make_site(POSTS)
    run("feed", site)
    feeds = [site / "_site" / name for name in ("feed.xml", "rss.xml", "feed.json")]
    result = run("feed", "--lint", *feeds)
    assert (result.returncode, result.stderr) == (0, "no fault found in 3 feeds\n")


def faulty(tmp_path: Path) -> Path:
    file = tmp_path / "feed.xml"
    file.write_text(
        '<rss version="2.0"><channel><title>x</title>\n<link>https://x.example/</link></channel></rss>'
    )
    return file


def test_a_fault_is_told_with_its_line_and_remedy(run: Run, tmp_path: Path) -> None:
    file = faulty(tmp_path)
    result = run("feed", "--lint", file)
    assert result.returncode == 1
    assert f"error: {file}:1: " in result.stderr
    assert "description" in result.stderr
    assert "  fix: " in result.stderr


def test_faults_can_be_had_as_data(run: Run, tmp_path: Path) -> None:
    file = faulty(tmp_path)
    found: list[dict[str, Any]] = json.loads(run("feed", "--lint", file, "--json").stdout)
    assert {one["file"] for one in found} == {str(file)}
    assert "MissingDescription" in {one["event"] for one in found}


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("--lint",), "needs a feed"),
        (("--lint", "no-such.xml"), "no-such.xml cannot be read"),
        (("a", "b"), "takes one site"),
        (("--ping", "--print-links"), "do not go together"),
        (("--ping", "--check"), "--check and --ping do not go together"),
        (("--ping", "--strict"), "--strict and --ping do not go together"),
        (("--print-links", "--output", "out"), "--output and --print-links do not go together"),
        (("--lint", "feed.xml", "--check"), "--check and --lint do not go together"),
    ],
)
def test_wrong_usage_is_said(run: Run, arguments: tuple[str, ...], hint: str) -> None:
    result = run("feed", *arguments)
    assert result.returncode == 2
    assert hint in result.stderr


def test_a_file_in_place_of_a_site_is_told_apart(run: Run, tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text("<rss/>")
    result = run("feed", tmp_path / "feed.xml")
    assert result.returncode == 2
    assert "feed.xml is a file" in result.stderr
    assert "--lint" in result.stderr
