"""A site with an account on a fake Mastodon, as somebody has it who announces reviews."""

import datetime as dt
import json
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tests.servers.mastodon import Mastodon
from tests.servers.mastodon_entities import Status

Run = Callable[..., subprocess.CompletedProcess[str]]

SCOPES = ("write:statuses", "write:media", "read:statuses", "profile")

CONFIG = "title: Films\nurl: https://films.example\ntimezone: UTC\npermalink: /posts/:title/\n"


def review(sentence: str = "A patient film about a harbour.", front: str = "title: Fog") -> str:
    """Write a review."""
    label = '<span class="reviewsection">One sentence review:</span>'
    return f"---\n{front}\n---\n{label} {sentence}\n"


def days_ago(count: int) -> str:
    """Give the day before today by `count`, as file names have it."""
    return (dt.datetime.now(dt.UTC) - dt.timedelta(days=count)).strftime("%Y-%m-%d")


@dataclass(slots=True, kw_only=True)
class Desk:
    """The site, and the command with its environment."""

    root: Path
    home: Path
    token: str
    mastodon: Mastodon
    start: Run
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def ledger(self) -> Path:
        """The folder of the ledger."""
        return self.root / "_data" / "announcements"

    @property
    def statuses(self) -> list[Status]:
        """What is on the server."""
        return self.mastodon.statuses

    def write(self, name: str, text: str | bytes) -> Path:
        """Write a file of the site."""
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return file

    def add_review(self, slug: str, *, age: int = 0, text: str = "") -> Path:
        """Write a review of some days ago."""
        return self.write(f"_posts/{days_ago(age)}-{slug}.md", text or review())

    @property
    def environment(self) -> dict[str, str]:
        """The environment of the command, without what the computer has."""
        return {
            "HOME": str(self.home),
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "REVIEWKIT_MASTODON_TOKEN": self.token,
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            **self.extra,
        }

    def announce(
        self, *words: str, env: Mapping[str, str] | None = None, stdin: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run `reviewkit announce` in the site."""
        return self.start(
            "announce",
            *words,
            cwd=self.root,
            stdin=stdin,
            env={**self.environment, **(env or {})},
        )

    def send(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Announce without a look at the page, which is not online."""
        return self.announce("--no-live-check", "--wait", "0", *words)

    def entries(self, slug: str) -> list[dict[str, Any]]:
        """Give the entries of a post in the ledger."""
        record = json.loads((self.ledger / f"{slug}.json").read_bytes())
        entries: list[dict[str, Any]] = record["targets"]
        return entries

    def writes(self) -> list[str]:
        """Give the requests that change something on the server."""
        return [
            f"{request.method} {request.path}"
            for request in self.mastodon.requests
            if request.method != "GET"
        ]


@pytest.fixture
def desk(tmp_path: Path, mastodon: Mastodon, run: Run) -> Desk:
    """Give a site with one old review and an account; nothing is known to the ledger yet."""
    account = mastodon.add_account("reviewer")
    made = Desk(
        root=tmp_path / "site",
        home=tmp_path / "home",
        token=mastodon.add_token(account, *SCOPES),
        mastodon=mastodon,
        start=run,
    )
    made.home.mkdir()
    made.write("_config.yml", CONFIG)
    made.write("reviewkit.toml", f'[announce.mastodon]\nserver = "{mastodon.url}"\n')
    made.add_review("old", age=30)
    return made


@pytest.fixture
def ready(desk: Desk) -> Desk:
    """Give the site after `announce init`."""
    result = desk.announce("init")
    assert result.returncode == 0, result.stderr
    return desk
