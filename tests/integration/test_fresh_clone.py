"""The README's set-up on a bare computer: a clone, `make demo`, and nothing else."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def demo(project: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """Give a fresh clone in which `make demo` ran with a bare environment, and what it printed."""
    git = shutil.which("git")
    assert git, "git is needed to test a clone"
    clone = tmp_path_factory.mktemp("clone") / "reviewkit"
    subprocess.run([git, "clone", "--quiet", project, clone], check=True)
    kept = ("HOME", "PATH", "PIP_", "SSL_", "HTTP", "NO_PROXY", "http", "no_proxy")
    bare = {name: value for name, value in os.environ.items() if name.startswith(kept)}
    make = shutil.which("make")
    assert make, "make is needed, as the README says"
    result = subprocess.run(
        [make, "demo"], cwd=clone, env=bare, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    return clone, result.stdout, result.stderr


def test_it_prints_where_the_feeds_are(demo: tuple[Path, str, str]) -> None:
    clone, _, stderr = demo
    for name in ("feed.xml", "rss.xml", "feed.json"):
        assert f"build/demo/{name}" in stderr
        assert (clone / "build/demo" / name).stat().st_size > 10_000


def test_it_prints_the_announcements_it_would_make(demo: tuple[Path, str, str]) -> None:
    _, stdout, _ = demo
    assert stdout.count("-- mastodon: ") == 3
    assert stdout.count("-- bluesky: ") == 3


def test_the_clone_stays_clean(demo: tuple[Path, str, str]) -> None:
    git = shutil.which("git")
    assert git
    status = subprocess.run(
        [git, "status", "--porcelain"], cwd=demo[0], capture_output=True, text=True, check=True
    )
    assert status.stdout == ""
