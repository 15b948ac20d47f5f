"""Every command in the documentation runs, every example works, every link leads somewhere."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

PROJECT = Path(__file__).resolve().parent.parent
PAGES = sorted([PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *PROJECT.glob("docs/*.md")])

RUN_ELSEWHERE = {
    "make demo": "tests/integration/test_fresh_clone.py",
    "make test": ".ci/run",
    "pip install .": "tests/packaging/test_distributions.py",
}
"""Commands that are run by another part of the tests, and by which."""

ALLOWED_CODES = {
    "reviewkit check examples/moviesite": {1},
    "reviewkit feed examples/moviesite --output build/feeds --check": {1},
}


def blocks(kind: str) -> list[tuple[Path, str]]:
    """Give every fenced block of a kind with its page."""
    fence = re.compile(rf"^```{kind}\n(.*?)^```", re.MULTILINE | re.DOTALL)
    return [(page, text) for page in PAGES for text in fence.findall(page.read_text())]


def commands() -> list[str]:
    """Give every command of the documentation, once."""
    lines = (line for _, block in blocks("console") for line in block.splitlines())
    return list(dict.fromkeys(line.removeprefix("$ ") for line in lines if line.startswith("$ ")))


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Give a folder with the example site, where commands may write."""
    shutil.copytree(PROJECT / "examples", tmp_path / "examples")
    return tmp_path


@pytest.mark.parametrize("command", [c for c in commands() if c not in RUN_ELSEWHERE])
def test_the_command_runs(run: Run, clone: Path, command: str) -> None:
    program, *arguments = shlex.split(command)
    assert program == "reviewkit"
    result = run(*arguments, cwd=clone)
    assert result.returncode in ALLOWED_CODES.get(command, {0}), result.stderr


@pytest.mark.parametrize(("command", "place"), RUN_ELSEWHERE.items())
def test_a_command_that_is_run_elsewhere_really_is(command: str, place: str) -> None:
    assert command in commands()
    program, word = command.split()[:2]
    text = (PROJECT / place).read_text()
    assert program in text
    assert word in text


@pytest.mark.parametrize("number", range(len(blocks("python"))))
def test_the_python_example_works(number: int) -> None:
    page, text = blocks("python")[number]
    names: dict[str, object] = {}
    exec(compile(text, str(page), "exec"), names)  # noqa: S102 -- our own documentation
    assert names.get("html", names.get("review"))


def test_the_html_that_is_shown_is_the_html_that_is_made() -> None:
    page = PROJECT / "docs" / "markdown.md"
    (example,) = [text for _, text in blocks("python") if 'markup="semantic"' in text]
    names: dict[str, object] = {}
    exec(compile(example, str(page), "exec"), names)  # noqa: S102 -- our own documentation
    assert names["html"] in [text for where, text in blocks("html") if where == page]


def test_every_link_leads_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text()):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_review_in_the_readme_is_understood(run: Run, make_site: Callable[..., Path]) -> None:
    (review,) = [text for _, text in blocks("markdown") if text.startswith("---")]
    site = make_site({"_posts/2025-10-04-a.md": review})
    result = run("announce", site, "--dry-run", "--to", "bluesky")
    assert "Tick, tock, purr." in result.stdout


def test_the_templates_in_the_documentation_work(run: Run, make_site: Callable[..., Path]) -> None:
    ((_, template),) = blocks("jinja")
    label = '<span class="reviewsection">One sentence review:</span> Good.\n'
    files = {"_posts/2025-10-04-a.md": label}
    site = make_site({**files, "_reviewkit/templates/announce/mastodon.txt.j2": template})
    assert "New review: A" in run("announce", site, "--dry-run").stdout
