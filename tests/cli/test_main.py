"""The command itself: version, help, wrong words, and what it does not import."""

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewkit import __version__

Run = Callable[..., subprocess.CompletedProcess[str]]


def imported_by(*arguments: str | Path) -> set[str]:
    """Give the top-level names of the modules a command imports."""
    code = (
        "import sys; from reviewkit.__main__ import main\n"
        f"sys.argv = ['reviewkit', *{list(map(str, arguments))!r}]\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    return {name.split(".")[0] for name in result.stderr.splitlines()}


@pytest.mark.parametrize("words", [["--version"], ["--version", "extra"]])
def test_version_is_told(run: Run, words: list[str]) -> None:
    assert run(*words).stdout == f"reviewkit {__version__}\n"


def test_version_imports_no_library(run: Run) -> None:
    assert run("--version").returncode == 0
    assert not imported_by("--version") & {"click", "msgspec", "yaml", "jinja2", "lxml"}


def test_help_lists_every_command(run: Run) -> None:
    result = run("--help")
    assert result.returncode == 0
    assert all(f"  {name} " in result.stdout for name in ("announce", "feed", "list", "render"))


def test_an_unknown_command_is_refused(run: Run) -> None:
    result = run("lits")
    assert (result.returncode, "lits" in result.stderr) == (2, True)


def test_an_unknown_option_is_refused(run: Run) -> None:
    result = run("list", "--jsno")
    assert (result.returncode, "--jsno" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    "arguments", [["list", "--json"], ["feed", "--check"], ["announce", "--dry-run", "--offline"]]
)
def test_no_command_imports_the_networks_libraries(moviesite: Path, arguments: list[str]) -> None:
    command, *options = arguments
    imported = imported_by(command, moviesite, *options)
    assert "reviewkit" in imported
    assert not imported & {"atproto", "mastodon", "httpx", "requests"}


def test_listing_for_people_parses_no_markdown(moviesite: Path) -> None:
    assert "markdown_it" not in imported_by("list", moviesite)


@pytest.mark.parametrize(("env", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_a_terminal_gets_colour_unless_no_color_is_set(
    tmp_path: Path, env: dict[str, str], *, coloured: bool
) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "reviewkit", "list", str(tmp_path)]
    plain = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    subprocess.run(command, stderr=theirs, stdout=subprocess.DEVNULL, env=plain | env, check=False)
    os.close(theirs)
    output = os.read(ours, 10_000)
    os.close(ours)
    assert b"is not a Jekyll site" in output
    assert (b"\x1b[" in output) is coloured


def test_a_closed_pipe_is_no_failure(moviesite: Path) -> None:
    command = f"{sys.executable} -m reviewkit list {moviesite} --json -q | head -1"
    result = subprocess.run(
        ["/bin/bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False
    )
    assert result.stderr == ""
    assert result.stdout == "[\n"
