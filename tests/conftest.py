"""What tests of every folder need: the project's places, the command, and servers to talk to."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from tests.servers.bluesky.server import Account, Bluesky
from tests.servers.mastodon import Mastodon

PROJECT = Path(__file__).resolve().parent.parent

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def project() -> Path:
    """Give the root of the project."""
    return PROJECT


@pytest.fixture(scope="session")
def moviesite() -> Path:
    """Give the example site, which tests only read."""
    return PROJECT / "examples" / "moviesite"


@pytest.fixture(scope="session")
def run() -> Run:
    """Give a function that runs `reviewkit` with arguments, in an environment without surprises."""

    def run_command(
        *arguments: str | Path,
        cwd: Path | None = None,
        stdin: str | None = None,
        env: Mapping[str, str] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        kept = ("PATH", "HOME", "COVERAGE_")
        clean = {name: value for name, value in os.environ.items() if name.startswith(kept)}
        return subprocess.run(
            [sys.executable, "-m", "reviewkit", *map(str, arguments)],
            cwd=cwd or PROJECT,
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            env={**clean, "TZ": "UTC", **(env or {})},
        )

    return run_command


@pytest.fixture
def make_site(tmp_path: Path) -> Callable[..., Path]:
    """Give a function that writes a small site: file names to texts, over a plain configuration."""

    def make(files: Mapping[str, str | bytes] | None = None, config: str = "") -> Path:
        root = tmp_path / "site"
        root.mkdir(exist_ok=True)
        base = (
            "title: Films\nurl: https://films.example\ntimezone: UTC\npermalink: /posts/:title/\n"
        )
        everything: dict[str, str | bytes] = {"_config.yml": base + config, **(files or {})}
        for name, content in everything.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return make


@pytest.fixture
def mastodon() -> Iterator[Mastodon]:
    """Give a fake Mastodon on loopback, which can be told to misbehave."""
    with Mastodon() as server:
        yield server


@pytest.fixture(scope="session")
def bluesky(project: Path) -> Iterator[Bluesky]:
    """Give a real Bluesky server on loopback."""
    modules = project / "build" / "servers"
    assert (modules / "installed").exists(), "a real Bluesky server is needed: make servers"
    with Bluesky.started(modules) as server:
        yield server


@pytest.fixture
def reviewer(bluesky: Bluesky) -> Account:
    """Give a new account on the Bluesky server."""
    return bluesky.add_account()
