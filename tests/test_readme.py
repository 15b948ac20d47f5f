"""Every command in the documentation runs, every example works, every link leads somewhere."""

import contextlib
import io
import json
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

import pytest

import reviewkit.markdown
from reviewkit.config import ReviewSettings
from reviewkit.markdown import make_parser, understand
from reviewkit.markdown.rating import read_score

Run = Callable[..., subprocess.CompletedProcess[str]]

PROJECT = Path(__file__).resolve().parent.parent
PAGES = sorted([PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *PROJECT.glob("docs/*.md")])
PAGES.append(PROJECT / "plugins" / "github-action" / "README.md")

RUN_ELSEWHERE = {
    "make demo": "tests/integration/test_fresh_clone.py",
    "make test": ".ci/run",
    "pip install .": "tests/packaging/test_distributions.py",
    "reviewkit auth bluesky": "tests/cli/test_auth_bluesky.py",
    "reviewkit auth mastodon": "tests/cli/test_auth_mastodon.py",
    "reviewkit auth mastodon --print-token | gh secret set REVIEWKIT_MASTODON_TOKEN": (
        "tests/cli/test_auth_mastodon.py"
    ),
    **{
        f"reviewkit announce{words}": "tests/cli/announcing/test_documented.py"
        for words in (
            "",
            " init",
            " status",
            " --claim git",
            " update harbour-lights",
            " retract harbour-lights",
            " resolve harbour-lights --published https://mastodon.example/@reviewer/1",
            " resolve harbour-lights --not-published",
        )
    },
}
"""Commands that are run by another part of the tests, and by which."""

ALLOWED_CODES = {
    "reviewkit check examples/moviesite": {1},
    "reviewkit feed examples/moviesite --output build/feeds --check": {1},
}


class Example(NamedTuple):
    """A fenced block, and the one directly below it: nothing but empty lines between them."""

    page: Path
    line: int
    kind: str
    text: str
    below: str
    output: str


def examples(*kinds: str, below: tuple[str, ...] = ()) -> list[Example]:
    """Give every fenced block of some kinds; with `below` those above a block of such a kind."""
    fence = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    found = []
    for page in PAGES:
        text = page.read_text()
        fences = list(fence.finditer(text))
        for here, after in zip_longest(fences, fences[1:]):
            near = after is not None and not text[here.end() : after.start()].strip()
            kind, output = (after[1], after[2]) if after and near else ("", "")
            line = text.count("\n", 0, here.start()) + 1
            found.append(Example(page, line, here[1], here[2], kind, output))
    return [one for one in found if one.kind in kinds and (not below or one.below in below)]


def blocks(kind: str) -> list[tuple[Path, str]]:
    """Give every fenced block of a kind with its page."""
    return [(one.page, one.text) for one in examples(kind)]


def named(example: Example) -> str:
    """Name an example by its place."""
    return f"{example.page.name}:{example.line}"


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
    if any(one.startswith("build/feeds/") for one in arguments):
        run("feed", "examples/moviesite", "--output", "build/feeds", cwd=clone)
    result = run(*arguments, cwd=clone)
    assert result.returncode in ALLOWED_CODES.get(command, {0}), result.stderr


@pytest.mark.parametrize(("command", "place"), RUN_ELSEWHERE.items())
def test_a_command_that_is_run_elsewhere_really_is(command: str, place: str) -> None:
    assert command in commands()
    program, word = command.split()[:2]
    text = (PROJECT / place).read_text()
    assert program in text
    assert word in text


@pytest.mark.parametrize("example", examples("python"), ids=named)
def test_the_python_example_says_what_is_shown(
    example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(PROJECT)
    names: dict[str, object] = {}
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(example.text, named(example), "exec"), names)  # noqa: S102 -- our own documentation
    comments = re.findall(r"^print\(.*\)  # (.*)$", example.text, re.MULTILINE)
    if comments:
        assert said.getvalue().splitlines() == comments
    else:
        assert example.below in {"html", "json", "text"}, "show what it prints"
        shown = said.getvalue() or str(names.get("html"))
        assert shown.rstrip("\n") == example.output.rstrip("\n")


@pytest.mark.parametrize("example", examples("markdown", below=("html",)), ids=named)
def test_the_markdown_becomes_the_html_that_is_shown(example: Example) -> None:
    assert make_parser().render(example.text) == example.output


@pytest.mark.parametrize("example", examples("markdown", below=("json",)), ids=named)
def test_the_markdown_has_the_sections_that_are_shown(example: Example) -> None:
    review = understand(make_parser(), example.text, ReviewSettings()).review
    expected = json.loads(example.output)
    sections = review.sections if review else ()
    shown = [
        {key: getattr(section, key) for key in one}
        for section, one in zip(sections, expected, strict=True)
    ]
    assert shown == expected


@pytest.mark.parametrize("example", examples("jsonl", below=("jsonl",)), ids=named)
def test_the_worker_answers_what_is_shown(run: Run, example: Example) -> None:
    result = run("render", "--worker", stdin=example.text)
    shown = [json.loads(line) for line in example.output.splitlines()]
    assert [json.loads(line) for line in result.stdout.splitlines()] == shown


def test_every_public_name_of_the_markdown_suite_is_shown() -> None:
    pages = "".join(page.read_text() for page in PAGES if page.name.startswith("markdown"))
    assert [name for name in reviewkit.markdown.__all__ if f"`{name}" not in pages] == []


def test_the_ratings_in_the_table_are_read_so() -> None:
    text = (PROJECT / "docs" / "reviews.md").read_text().partition("## Ratings")[2]
    rows = re.findall(r"^\| (`.*) \| (.+) \| (.*) \|$", text, re.MULTILINE)
    checked = 0
    for texts, value, best in rows:
        for rating in re.findall(r"`([^`]+)`", texts):
            scale = None if best in {"", "not known"} else float(best)
            expected = None if value == "none" else (float(value), scale)
            assert read_score(rating) == expected, rating
            checked += 1
    assert checked > 12


def test_every_link_leads_somewhere() -> None:
    for page in PAGES:
        prose = re.sub(r"^```.*?^```$", "", page.read_text(), flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"\]\(([^)#]+)\)", prose):
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
