"""`--claim git`: two computers at once, on a server that takes every post for a new one."""

import datetime as dt
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from subprocess import Popen

import pytest
from tests.cli.announcing.conftest import Desk
from tests.servers.mastodon_kinds import GOTOSOCIAL
from tests.servers.wire import slow

WHO = ("-c", "user.name=Reviewer", "-c", "user.email=me@films.example")


def git(folder: Path, *words: str) -> str:
    """Run Git in a folder, and give what it prints."""
    program = shutil.which("git")
    assert program
    result = subprocess.run([program, *words], cwd=folder, check=True, capture_output=True)
    return result.stdout.decode().strip()


@pytest.fixture
def computers(ready: Desk) -> tuple[Desk, Desk]:
    """Give two clones of a site with a new review, whose server knows no keys and lists late."""
    ready.mastodon.kind = replace(GOTOSOCIAL, listing_lag=dt.timedelta(minutes=2))
    ready.add_review("fog")
    remote = ready.home / "remote.git"
    git(ready.home, "init", "-q", "--bare", "-b", "main", str(remote))
    git(ready.root, "init", "-q", "-b", "main")
    git(ready.root, "remote", "add", "origin", str(remote))
    git(ready.root, "add", "-A")
    git(ready.root, *WHO, "commit", "-q", "-m", "Site")
    git(ready.root, "push", "-q", "-u", "origin", "main")
    other = replace(ready, root=ready.root.with_name("other"))
    git(ready.home, "clone", "-q", str(remote), str(other.root))
    return ready, other


def test_one_of_two_announces_and_the_other_says_why_not(computers: tuple[Desk, Desk]) -> None:
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda desk: desk.send("--claim", "git"), computers))

    assert len(computers[0].statuses) == 1
    assert sorted(result.returncode for result in results) == [0, 75]
    refused = next(result for result in results if result.returncode == 75)
    assert "another computer" in refused.stderr


def test_what_came_of_it_is_in_the_remote(computers: tuple[Desk, Desk]) -> None:
    first, second = computers
    assert first.send("--claim", "git").returncode == 0
    assert git(first.root, "status", "--porcelain") == ""
    git(second.root, "pull", "-q")
    assert second.entries("fog")[0]["state"] == "published"
    assert second.send("--claim", "git").returncode == 0
    assert len(first.statuses) == 1


def test_what_the_person_is_working_on_is_left_alone(computers: tuple[Desk, Desk]) -> None:
    desk, _ = computers
    desk.write("notes.txt", "not to be published")
    desk.write("about.md", "staged")
    git(desk.root, "add", "about.md")
    before = git(desk.root, "status", "--porcelain")
    assert desk.send("--claim", "git").returncode == 0

    assert git(desk.root, "status", "--porcelain") == before
    assert "about.md" not in git(desk.root, "ls-tree", "-r", "--name-only", "origin/main")


def test_without_a_repository_nothing_is_sent(ready: Desk) -> None:
    ready.add_review("fog")
    result = ready.send("--claim", "git")

    assert result.returncode == 2
    assert "git" in result.stderr.lower()
    assert ready.statuses == []


def test_a_claim_that_nobody_settled_is_left_alone_for_a_while(
    computers: tuple[Desk, Desk],
) -> None:
    first, second = computers
    first.mastodon.fail("POST", "/api/v1/statuses", slow(3))
    process = Popen(
        [sys.executable, "-m", "reviewkit", "announce", "--no-live-check", "--claim", "git"],
        cwd=first.root,
        env={"PATH": os.environ["PATH"], **first.environment},
    )
    first.mastodon.wait_for("POST", "/api/v1/statuses")
    process.kill()
    process.wait()
    git(second.root, "pull", "-q")
    result = second.send("--claim", "git")

    assert result.returncode == 75
    assert "another computer has claimed fog" in result.stderr
    assert len(first.statuses) == 1
