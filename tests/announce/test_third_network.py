"""A further network is one file and one line in a table; everything else takes it as it is."""

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.servers.wire import Reply, Request, Wire


class Guestbook(Wire):
    """The guest book itself."""

    def __init__(self) -> None:
        super().__init__()
        self.notes: dict[str, str] = {}

    def answer(self, request: Request) -> Reply:
        key = request.path.removeprefix("/notes/")
        if request.headers.get("authorization") != "sesame":
            return Reply(status=401)
        match request.method:
            case "PUT":
                self.notes[key] = request.body.decode()
                return Reply(status=201)
            case "DELETE":
                self.notes.pop(key, None)
                return Reply(status=204)
            case _:
                return Reply(status=200 if key in self.notes else 404)


@pytest.fixture
def guestbook() -> Iterator[Guestbook]:
    with Guestbook() as server:
        yield server


@pytest.fixture
def package(tmp_path: Path, project: Path) -> Path:
    """Give a copy of the program with the file beside the others, and the line in the table."""
    folder = tmp_path / "src"
    shutil.copytree(
        project / "src", folder, ignore=shutil.ignore_patterns("__pycache__", "*.dist-info")
    )
    announce = folder / "reviewkit" / "announce"
    shutil.copy(project / "tests/announce/guestbook.py", announce)
    table = (announce / "networks.py").read_text()
    line = "    BlueskyKind(),\n"
    assert line in table
    table = table.replace(line, f"{line}    GuestbookKind(),\n")
    imported = "from reviewkit.announce.kind import Kind\n"
    own = "from reviewkit.announce.guestbook import GuestbookKind\n"
    (announce / "networks.py").write_text(table.replace(imported, own + imported))
    return folder


def test_a_network_of_ones_own_announces_once(
    tmp_path: Path, package: Path, guestbook: Guestbook
) -> None:
    site = tmp_path / "site"
    (site / "_posts").mkdir(parents=True)
    (site / "_config.yml").write_text("title: Films\nurl: https://films.example\n")
    (site / "reviewkit.toml").write_text(
        f'[announce.networks.guestbook]\nbook = "{guestbook.url}"\n'
    )

    def announce(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "reviewkit", "announce", *words],
            cwd=site,
            capture_output=True,
            text=True,
            check=False,
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(tmp_path),
                "TZ": "UTC",
                "PYTHONPATH": str(package),
                "REVIEWKIT_GUESTBOOK_WORD": "sesame",
            },
        )

    assert announce("init").returncode == 0
    day = dt.datetime.now(dt.UTC).date()
    label = '<span class="reviewsection">One sentence review:</span> Patient.\n'
    (site / f"_posts/{day}-fog.md").write_text(f"---\ntitle: Fog\n---\n{label}")
    first = announce("--no-live-check", "--to", "guestbook", "--json")
    second = announce("--no-live-check")

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert [text.splitlines()[0] for text in guestbook.notes.values()] == ["Fog"]
    [result] = json.loads(first.stdout)["results"]
    assert (result["network"], result["state"]) == ("guestbook", "published")
    assert announce("retract", "fog").returncode == 0
    assert guestbook.notes == {}
