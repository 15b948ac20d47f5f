"""The command is killed with SIGKILL wherever it touches the world: every post is there, once.

A real process, a real Bluesky server behind a proxy, and the fake Mastodon. It dies before its n-th
contact (a file, a connection, a request), or while the server has done what was asked and has not
answered. Three further runs at most have to bring everything to its end.
"""

import datetime as dt
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from tests.servers.bluesky.server import Account, Bluesky
from tests.servers.mastodon import Mastodon
from tests.servers.proxy import Proxy
from tests.servers.wire import Cut, lost

pytestmark = pytest.mark.integration

DYING = Path(__file__).resolve().parent.parent / "servers" / "dying"
SCOPES = ("write:statuses", "write:media", "read:statuses", "profile")
SLUGS = ("fog", "rain")
RUNS = 3
STATUSES = "/api/v1/statuses"
XRPC = "/xrpc/com.atproto."
SECONDS = 120

ANSWERS = (
    ("mastodon", "GET", "/api/v1/accounts/verify_credentials"),
    ("mastodon", "GET", "/api/v2/instance"),
    ("mastodon", "POST", STATUSES),
    ("bluesky", "POST", f"{XRPC}server.createSession"),
    ("bluesky", "GET", f"{XRPC}repo.getRecord"),
    ("bluesky", "GET", f"{XRPC}repo.listRecords"),
    ("bluesky", "POST", f"{XRPC}repo.uploadBlob"),
    ("bluesky", "POST", f"{XRPC}repo.createRecord"),
)
"""Requests whose answer never comes, because the process dies when the server has done them."""

CONTACTS = tuple(range(1, 61))
"""Before which contact the process dies; a run that has fewer is not killed, which is noted."""


@dataclass(slots=True, kw_only=True)
class Stage:
    """A site with two new reviews, and an account on both networks."""

    root: Path
    mastodon: Mastodon
    proxy: Proxy
    bluesky: Bluesky
    account: Account
    environment: dict[str, str]

    def start(self, **more: str) -> subprocess.Popen[str]:
        """Begin to announce."""
        return self._started("--no-live-check", "--wait", "5m", **more)

    def init(self) -> None:
        """Make the ledger."""
        process = self._started("init")
        _, said = process.communicate(timeout=SECONDS)
        assert process.returncode == 0, said

    def _started(self, *words: str, **more: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "reviewkit", "announce", *words],
            cwd=self.root,
            env={**self.environment, **more},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def links(self) -> dict[str, list[str]]:
        """Give the slugs of the posts that are on each network."""
        records = self.bluesky.records(self.account).values()
        return {
            "mastodon": sorted(status.text.split("/")[-2] for status in self.mastodon.statuses),
            "bluesky": sorted(
                record["embed"]["external"]["uri"].split("/")[-2] for record in records
            ),
        }

    def states(self) -> set[str]:
        """Give the states of the new reviews in the ledger."""
        return {
            entry["state"]
            for slug in SLUGS
            for entry in json.loads((self.root / f"_data/announcements/{slug}.json").read_bytes())[
                "targets"
            ]
        }


@contextmanager
def staged(root: Path, project: Path, bluesky: Bluesky) -> Iterator[Stage]:
    """Set the stage: the site after `announce init`, with two reviews written since."""
    with Mastodon() as mastodon, Proxy(bluesky.url) as proxy:
        token = mastodon.add_token(mastodon.add_account("reviewer"), *SCOPES)
        account = bluesky.add_account()
        kept = {name: os.environ[name] for name in ("PATH",)}
        stage = Stage(
            root=root,
            mastodon=mastodon,
            proxy=proxy,
            bluesky=bluesky,
            account=account,
            environment={
                **kept,
                "HOME": str(root.parent),
                "TZ": "UTC",
                "REVIEWKIT_MASTODON_TOKEN": token,
                "REVIEWKIT_BLUESKY_PASSWORD": bluesky.app_password(account),
            },
        )
        (root / "_posts").mkdir(parents=True)
        (root / "_config.yml").write_text("title: Films\nurl: https://films.example\n")
        (root / "reviewkit.toml").write_text(
            f'[announce.mastodon]\nserver = "{mastodon.url}"\n'
            f'[announce.bluesky]\nhandle = "{account.handle}"\npds = "{proxy.url}"\n'
        )
        shutil.copy(
            project / "examples/moviesite/assets/img/posts/2025-10-04/cat.png", root / "hero.png"
        )
        stage.init()
        day = dt.datetime.now(dt.UTC).date()
        for slug in SLUGS:
            text = f"---\ntitle: {slug.title()}\nimage: /hero.png\npermalink: /posts/{slug}/\n---\n"
            label = '<span class="reviewsection">One sentence review:</span> Patient.\n'
            (root / f"_posts/{day}-{slug}.md").write_text(text + label)
        yield stage


def finished(stage: Stage) -> int:
    """Run until nothing is left to do; give how many runs that took."""
    for count in range(1, RUNS + 1):
        process = stage.start()
        _, said = process.communicate(timeout=SECONDS)
        assert process.returncode in {0, 75}, said
        if process.returncode == 0:
            return count
    raise AssertionError(said)


def holds(stage: Stage) -> None:
    """Hold that every post is there exactly once, and that the ledger says so."""
    assert stage.links() == {"mastodon": sorted(SLUGS), "bluesky": sorted(SLUGS)}
    assert stage.states() == {"published"}


@pytest.mark.parametrize("contact", CONTACTS)
def test_killed_before_a_contact_with_the_world(
    tmp_path: Path, project: Path, bluesky: Bluesky, contact: int
) -> None:
    with staged(tmp_path / "site", project, bluesky) as stage:
        process = stage.start(
            PYTHONPATH=str(DYING), DYING_AT=str(contact), DYING_BELOW=str(stage.root)
        )
        process.communicate(timeout=SECONDS)
        assert process.returncode in {0, -signal.SIGKILL}
        finished(stage)
        holds(stage)


@pytest.mark.parametrize(
    ("network", "method", "path"), ANSWERS, ids=lambda value: value.rsplit(".", 1)[-1]
)
@pytest.mark.parametrize("accepted", [True, False])
def test_killed_while_a_server_answers(  # noqa: PLR0913 -- each is a part of the case
    tmp_path: Path,
    project: Path,
    bluesky: Bluesky,
    network: str,
    method: str,
    path: str,
    *,
    accepted: bool,
) -> None:
    with staged(tmp_path / "site", project, bluesky) as stage:
        server = stage.mastodon if network == "mastodon" else stage.proxy
        before = len(server.done)
        server.fail(method, path, lost(Cut.SILENT, accepted=accepted))
        process = stage.start()
        wait_for(server, before, method, path)
        process.kill()
        process.communicate(timeout=SECONDS)
        finished(stage)
        holds(stage)


def wait_for(server: Mastodon | Proxy, before: int, method: str, path: str) -> None:
    """Wait until a server has worked on one more such request than it had."""
    known = sum((one.method, one.path) == (method, path) for one in server.done[:before])
    server.wait_for(method, path, known + 1, SECONDS)


def test_the_run_has_fewer_contacts_than_are_tried(
    tmp_path: Path, project: Path, bluesky: Bluesky
) -> None:
    with staged(tmp_path / "site", project, bluesky) as stage:
        count = tmp_path / "count"
        process = stage.start(
            PYTHONPATH=str(DYING), DYING_COUNT=str(count), DYING_BELOW=str(stage.root)
        )
        _, said = process.communicate(timeout=SECONDS)
        assert process.returncode == 0, said
        assert 50 <= int(count.read_text()) <= len(CONTACTS)
        holds(stage)


@pytest.mark.parametrize("number", range(8))
def test_two_computers_at_once_post_once(
    tmp_path: Path, project: Path, bluesky: Bluesky, number: int
) -> None:
    with staged(tmp_path / "site", project, bluesky) as stage:
        other = replace(stage, root=tmp_path / "other")
        shutil.copytree(stage.root, other.root)
        first = stage.start()
        time.sleep(number * 0.1)
        second = other.start()
        for process in (first, second):
            _, said = process.communicate(timeout=SECONDS)
            assert process.returncode == 0, said
        holds(stage)
        holds(other)
