"""The npm package: its own tests, its README on a bare folder, the same reviews as in Python."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reviewkit.config import ReviewSettings
from reviewkit.markdown import make_parser, understand

pytestmark = pytest.mark.integration

PROJECT = Path(__file__).resolve().parent.parent.parent
PACKAGE = PROJECT / "plugins" / "eleventy"
MODULES = PACKAGE / "node_modules"

PARSER = make_parser("commonmark")
BARE = MarkdownIt("commonmark").enable("table")

Understand = Callable[[str], dict[str, Any]]


def program(*command: str | Path, cwd: Path = PACKAGE) -> str:
    """Run a program of npm's or of this environment's, and give what it says; it has to succeed."""
    assert MODULES.is_dir(), "the package's tools are needed: make eleventy"
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    found = shutil.which(command[0], path=path)
    assert found, f"{command[0]} is needed"
    done = subprocess.run(
        [found, *command[1:]],
        cwd=cwd,
        env={**os.environ, "PATH": path, "TZ": "UTC", "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_tests_of_the_package_pass() -> None:
    assert "\n# fail 0\n" in program("node", "--test", "--test-reporter=tap")


def test_the_types_in_the_package_are_those_of_its_sources(tmp_path: Path) -> None:
    program(MODULES / ".bin" / "tsc", "--outDir", tmp_path)
    written = {file.name: file.read_text() for file in tmp_path.iterdir()}
    assert {file.name: file.read_text() for file in (PACKAGE / "types").iterdir()} == written


FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NAME = re.compile(r"`([\w/.-]+\.(?:mjs|md|liquid|toml))`")


def follow_readme(folder: Path) -> dict[str, str]:
    """Do in a folder what the README says, step by step; gives what each command says.

    The clone it speaks of is this one, and its program is already there. A file is named in the
    paragraph above its text.
    """
    said = {}
    readme = (PACKAGE / "README.md").read_text()
    end = 0
    for fence in FENCE.finditer(readme):
        kind, text = fence.groups()
        above = readme[end : fence.start()].split("\n\n")[-2:]
        names = NAME.findall("\n".join(above))
        end = fence.end()
        if kind == "console":
            for line in text.splitlines():
                command = line.removeprefix("$ ").replace("../reviewkit", str(PROJECT)).split()
                if command[0] != "pip":
                    said[line] = program(*command, cwd=folder)
        elif names and kind in {"js", "markdown", "liquid", "toml"}:
            file = folder / names[-1]
            file.parent.mkdir(exist_ok=True)
            file.write_text(text)
    return said


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Give a folder that was empty before its owner did what the README says, and what was said."""
    folder = tmp_path_factory.mktemp("site")
    return folder, follow_readme(folder)


def shown(kind: str) -> list[str]:
    """Give what the README shows in blocks of a kind."""
    return [
        text for name, text in FENCE.findall((PACKAGE / "README.md").read_text()) if name == kind
    ]


def test_the_index_of_a_new_user_has_the_sentence(site: tuple[Path, dict[str, str]]) -> None:
    assert (site[0] / "_site" / "index.html").read_text() == shown("html")[0]


def test_the_feeds_of_a_new_user_are_beside_the_pages(site: tuple[Path, dict[str, str]]) -> None:
    feed = json.loads((site[0] / "_site" / "feed.json").read_text())
    assert [(item["url"], item["summary"]) for item in feed["items"]] == [
        ("https://films.example/reviews/half-a-map/", "It gets lost where it matters.")
    ]
    assert {"feed.xml", "rss.xml"} <= {file.name for file in (site[0] / "_site").iterdir()}
    assert (site[0] / "_reviewkit" / "feed-ids.jsonl").is_file()


def test_the_example_for_markdown_it_says_what_is_shown(site: tuple[Path, dict[str, str]]) -> None:
    assert site[1]["$ node example.mjs"] == shown("text")[0]


def test_the_options_in_the_readme_are_those_there_are() -> None:
    names = re.findall(r"^\| `(\w+)` \|", (PACKAGE / "README.md").read_text(), re.MULTILINE)
    source = (PACKAGE / "src" / "eleventy.js").read_text()
    declared = re.search(r"const NAMES = \[(.*?)\n\]", source, re.DOTALL)
    assert declared
    assert names == re.findall(r'"(\w+)"', declared[1])


def test_the_package_has_the_version_of_reviewkit(run: Callable[..., Any]) -> None:
    version = json.loads((PACKAGE / "package.json").read_text())["version"]
    assert version in run("--version").stdout.split()


@pytest.fixture(scope="module")
def in_javascript() -> Iterator[Understand]:
    """Give a function that understands a text as the package does."""
    node = shutil.which("node")
    assert node, "node is needed"
    assert MODULES.is_dir(), "the package's tools are needed: make eleventy"
    script = Path(__file__).with_name("understand.mjs")
    with subprocess.Popen(
        [node, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        asked, answers = process.stdin, process.stdout
        assert asked
        assert answers

        def ask(text: str) -> dict[str, Any]:
            asked.write(json.dumps(text) + "\n")
            asked.flush()
            answer: dict[str, Any] = json.loads(answers.readline())
            return answer

        yield ask
        asked.close()


def in_python(text: str) -> dict[str, Any]:
    """Understand a text as Python does; the lines that are known there only are left out."""
    understood = understand(PARSER, text, ReviewSettings())
    review = asdict(understood.review) if understood.review else None
    for section in review["sections"] if review else ():
        del section["line"]
    said: dict[str, Any] = json.loads(json.dumps({"html": understood.html, "review": review}))
    return {**said, "bare": BARE.render(text)}


def test_the_reviews_of_the_example_site_are_understood_alike(
    in_javascript: Understand, moviesite: Path
) -> None:
    posts = sorted(moviesite.glob("_posts/**/*.md"))
    assert len(posts) > 10
    for post in posts:
        text = post.read_text().split("---\n", 2)[2]
        assert in_javascript(text) == in_python(text), post.name


OPEN = '<span class="reviewsection">'
LABELS = (
    *(
        f"{OPEN}Premise:</span>",
        f"{OPEN}*A* ~~b~~ <i>c</i></span>",
        f"{OPEN}Trivia ~~x~~ y:</span>",
    ),
    *('<b class="reviewsection">d</b>', "[Premise:]{.reviewsection}", "[a]{.reviewsection #b .c}"),
    *("**One sentence review:**", "**Trivia**", OPEN, "{.reviewsection}"),
)
MARKS = ("~~", "~", "*", "**", "`", "``", "[", "]", "](h)", "\\[", "\\~", "<!--", "-->", "![a](b)")
TAGS = ("</span>", "<b>", "</b>", "<del>", "</del>", "<script>", "<br/>", "<br", "<img alt='&lt;'>")
BLOCKS = (
    *("\n", "\n\n", "\n> ", "\n\n> ", "\n- ", "\n  ", "\n1. ", "\n\n## ", "\n\n***\n\n", "  \n"),
    *("\n\n| a | b |\n|---|---|\n| c | d |\n", "\n|", "| ", "\n\n```\nx\n```\n"),
    *("<details>\n\n", "</details>", "\n\n<div>\n", "</div>\n\n"),
)
SIGNS = (
    "e",
    " f.",
    " ",
    ":",
    "：",
    " - ",
    "—",
    "?",
    "é",
    "日本",
    "(",
    ")",
    "&amp;",
    "&shy;",
    "\u200f",
)
PIECES = (*LABELS, *MARKS, *TAGS, *BLOCKS, *SIGNS)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
SCORES = st.lists(
    st.one_of(
        st.integers(0, 120).map(str),
        st.sampled_from(
            ("7", "10", "/", "/10", " out of ", " of ", " stars", "-star", " ", ".", ",")
        ),
        st.sampled_from(
            ("★", "☆", "½", "1/2", "⭐\ufe0f", "🌟", "%", " percent", "a solid ", "about ")
        ),
        st.sampled_from(("٧", "／", "(", ")", "“", "times", "people", "é", "_", ":", "=")),
    ),
    max_size=8,
).map("".join)


def assert_alike(understand_there: Understand, text: str) -> None:
    """Compare both, where the two libraries read the text alike without the plug-ins."""
    there, here = understand_there(text), in_python(text)
    assume(there["bare"] == here["bare"])
    assert there == here


@given(text=TEXTS)
@settings(max_examples=300, deadline=None)
def test_any_text_is_understood_alike(in_javascript: Understand, text: str) -> None:
    assert_alike(in_javascript, text)


@given(score=SCORES)
@settings(max_examples=300, deadline=None)
def test_any_rating_is_read_alike(in_javascript: Understand, score: str) -> None:
    assert_alike(in_javascript, f"{OPEN}Rating:</span> {score}")
