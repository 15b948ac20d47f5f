"""What real Jekyll builds and a server serves is live; a page of another review never passes."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.announce.world import a_message
from tests.servers.files import Files

from reviewkit.announce import Material, material
from reviewkit.announce.message import Message
from reviewkit.announce.page import Answer, Expected, judged
from reviewkit.announce.ports import NotLive, PageLive
from reviewkit.cli.live_page import LivePage
from reviewkit.cli.pipeline import open_site
from reviewkit.model import Post

pytestmark = pytest.mark.integration

LAST_DAY = "1830297600"
"""Seconds since 1970, after every post of the example site."""


@pytest.fixture(scope="module")
def site(moviesite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Files]]:
    """Give the example site under an address of this computer, and the server of what is built."""
    root = tmp_path_factory.mktemp("live") / "site"
    shutil.copytree(moviesite, root)
    program = shutil.which("jekyll")
    assert program, "real Jekyll is needed: make oracles"
    with Files() as server:
        server.folder = root / "_site"
        with (root / "_config.yml").open("a", encoding="utf-8") as file:
            file.write(f"\nurl: {server.url}\n")
        places = ["--source", str(root), "--destination", str(server.folder)]
        subprocess.run(
            [program, "build", "--quiet", "--disable-disk-cache", *places],
            check=True,
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC"},
        )
        yield root, server


def reviews(root: Path) -> list[tuple[Post, Material]]:
    """Give every published review that can be announced."""
    opened = open_site(root, (), highlight=False)
    posts = (opened.understand(post) for post in opened.site.posts if post.state == "published")
    found = [(rendered.post, material(rendered)) for rendered in posts]
    return [(post, about) for post, about in found if about is not None]


def saying(post: Post, about: Material) -> Message:
    return replace(a_message(post), material=about)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reach this computer directly, and let every post of the example site be published."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", LAST_DAY)


def test_every_review_of_the_example_site_is_live(site: tuple[Path, Files]) -> None:
    live = LivePage()
    found = {
        post.url: live(post, saying(post, about))
        for post, about in reviews(site[0])
        if about.image is None or about.image.file  # no test asks another host
    }

    assert len(found) > 10
    assert {url: one for url, one in found.items() if one != PageLive()} == {}


def test_every_review_is_live_where_its_sentence_must_not_be_said(site: tuple[Path, Files]) -> None:
    live = LivePage()
    hidden = [
        (post, saying(post, replace(about, sentence="", image=None)))
        for post, about in reviews(site[0])
    ]

    assert [post.url for post, message in hidden if live(post, message) != PageLive()] == []


def test_no_page_passes_for_another(site: tuple[Path, Files]) -> None:
    root, server = site
    found = reviews(root)
    bodies = {
        post.url: (server.folder / post.output_path).read_bytes()
        for post, _ in found
        if post.output_path
    }
    wrong = [
        (url, post.url)
        for post, about in found
        for url, body in bodies.items()
        if url != post.url
        and not isinstance(judged(as_if(post.url, body), wanted(post, about)), NotLive)
    ]

    assert len(bodies) == len(found)
    assert wrong == []


def as_if(url: str, body: bytes) -> Answer:
    return Answer(url=url, status=200, type="text/html", body=body)


def wanted(post: Post, about: Material) -> Expected:
    return Expected(url=post.url, title=post.title, sentence=about.sentence, has_picture=False)
