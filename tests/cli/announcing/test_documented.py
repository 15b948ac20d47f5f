"""The commands of the page on announcements, as they stand there, on a site that is online."""

import re
import shlex
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.cli.announcing.conftest import Desk, review
from tests.servers.mastodon_kinds import GOTOSOCIAL
from tests.servers.wire import Cut, Reply, Request, Wire, lost

PAGE = Path(__file__).resolve().parents[3] / "docs" / "announcements.md"
SLUG = "harbour-lights"
SENTENCE = "A patient film about a harbour."


class Online(Wire):
    """The site as its readers see it."""

    def answer(self, request: Request) -> Reply:
        address = f"{self.url}{request.path}"
        return Reply.html(
            f'<head><title>Harbour Lights</title><link rel="canonical" href="{address}"></head>'
            f"<p>{SENTENCE}</p>"
        )


@pytest.fixture
def online(desk: Desk) -> Iterator[Desk]:
    """Give a site that is online, with an account; nothing is known to the ledger yet."""
    with Online() as server:
        config = (desk.root / "_config.yml").read_text()
        desk.write("_config.yml", config.replace("https://films.example", server.url))
        yield desk


def fresh(_desk: Desk) -> None:
    """Leave it as it is before the first command."""


def written(desk: Desk) -> None:
    """Have a new review."""
    assert desk.announce("init").returncode == 0
    desk.add_review(SLUG, text=review(SENTENCE, "title: Harbour Lights"))


def cloned(desk: Desk) -> None:
    """Have a new review, in a repository with a remote."""
    written(desk)
    remote = desk.home / "remote.git"
    who = ("-c", "user.name=Reviewer", "-c", "user.email=me@films.example")
    for words in (
        ("init", "-q", "--bare", "-b", "main", str(remote)),
        ("init", "-q", "-b", "main"),
        ("remote", "add", "origin", str(remote)),
        ("add", "-A"),
        (*who, "commit", "-q", "-m", "Site"),
        ("push", "-q", "-u", "origin", "main"),
    ):
        subprocess.run(["git", *words], cwd=desk.root, check=True)  # noqa: S607 -- the one on PATH


def sent(desk: Desk) -> None:
    """Have a review that is announced."""
    written(desk)
    assert desk.announce().returncode == 0


def changed(desk: Desk) -> None:
    """Have a review that was announced and reads otherwise now."""
    sent(desk)
    desk.add_review(SLUG, text=review(f"{SENTENCE} And a lighthouse.", "title: Harbour Lights"))


def unknown(desk: Desk) -> None:
    """Have an announcement of which nobody knows whether it is there."""
    desk.mastodon.kind = GOTOSOCIAL
    written(desk)
    desk.mastodon.fail("POST", "/api/v1/statuses", lost(Cut.RESET, accepted=True))
    assert desk.announce("--wait", "0").returncode == 75


SCENES: dict[str, Callable[[Desk], None]] = {
    "init": fresh,
    "": written,
    "--claim": cloned,
    "status": sent,
    "update": changed,
    "retract": sent,
    "resolve": unknown,
}


def commands() -> list[str]:
    """Give the commands of the page that are for one's own site."""
    lines = re.findall(r"^\$ reviewkit announce\b(.*)$", PAGE.read_text(), re.MULTILINE)
    return [line.strip() for line in lines if "examples/" not in line]


@pytest.mark.parametrize("words", commands())
def test_the_command_does_what_the_page_says(online: Desk, words: str) -> None:
    SCENES[words.split(" ", maxsplit=1)[0]](online)
    result = online.announce(*shlex.split(words))

    assert result.returncode == 0, result.stderr


def test_every_command_is_on_the_page() -> None:
    assert {words.split(" ")[0] for words in commands()} == set(SCENES)
