"""The reader of fixture files is strict: a case that could not fail is an error."""

import json
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
FOLDERS = ("markdown", "kramdown", "kramdown_sites")
FILES = sorted(path for folder in FOLDERS for path in (FIXTURES / folder).glob("*.md"))

type_of_reader = Callable[[Path], list[tuple[str, str, str]]]


def written(folder: Path, text: str) -> Path:
    """Write `text` to a fixture file."""
    path = folder / "cases.md"
    path.write_bytes(text.encode())
    return path


def test_every_case_is_read_with_title_input_and_output(
    tmp_path: Path, read_cases: type_of_reader
) -> None:
    path = written(tmp_path, "one\n.\na\n\nb\n.\n<p>\n.\n\n\ntwo\n.\nc\n.\n.\n")
    assert read_cases(path) == [("one", "a\n\nb\n", "<p>\n"), ("two", "c\n", "")]


def test_a_line_that_only_begins_with_a_full_stop_is_text(
    tmp_path: Path, read_cases: type_of_reader
) -> None:
    path = written(tmp_path, "one\n.\n. a\n..\n.\nb\n.\n")
    assert read_cases(path) == [("one", ". a\n..\n", "b\n")]


def test_only_a_line_feed_ends_a_line(tmp_path: Path, read_cases: type_of_reader) -> None:
    path = written(tmp_path, "one\n.\na\u2028b\x0cc\x85\n.\nd\n.\n")
    assert read_cases(path) == [("one", "a\u2028b\x0cc\x85\n", "d\n")]


BROKEN = [
    ("", "no case in the file"),
    ("\n \n", "no case in the file"),
    ("one\n", "cases.md:1: no line with a full stop below the title"),
    ("one\n.\na\n", "cases.md:1: the case is unfinished, its input"),
    ("one\n.\na\n.\nb\n", "cases.md:1: the case is unfinished, its output"),
    ("one\n.\na\n.\nb\n.\n\ntwo\n.\na\n.\n", "cases.md:8: the case is unfinished"),
    ("one\n.\na\n.\nb\n.\n\none\n.\nc\n.\nd\n.\n", "cases.md:8: the title stands twice"),
    ("one\nmore\n.\na\n.\nb\n.\n", "cases.md:1: no line with a full stop below the title"),
    (".\na\n.\nb\n.\n", "cases.md:1: a case without a title"),
    ("one\n.\na\r\n.\nb\n.\n", "cases.md:3: a carriage return"),
    ("one\n.\na\n.\nb\n.\n.\n", "cases.md:7: a case without a title"),
]


@pytest.mark.parametrize(
    ("text", "complaint"),
    BROKEN,
    ids=[
        "an empty file",
        "a file of empty lines",
        "a title alone",
        "input without an end",
        "output without an end",
        "a second case without an end",
        "a title that stands twice",
        "a title of two lines",
        "no title",
        "a carriage return",
        "a full stop too many",
    ],
)
def test_a_file_that_is_not_whole_is_refused_with_its_line(
    tmp_path: Path, read_cases: type_of_reader, text: str, complaint: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ValueError, match=complaint):
        read_cases(path)


def read_by_node(*paths: Path) -> subprocess.CompletedProcess[str]:
    """Let the JavaScript reader read files."""
    node = shutil.which("node")
    assert node, "node is needed"
    script = Path(__file__).with_name("fixtures.mjs")
    return subprocess.run(
        [node, script, *paths], capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_javascript_reads_the_same_cases(read_cases: type_of_reader) -> None:
    answer = read_by_node(*FILES)
    assert answer.stderr == ""
    found = {
        name: [(case["title"], case["source"], case["expected"]) for case in cases]
        for name, cases in json.loads(answer.stdout).items()
    }
    assert found == {str(path): list(map(tuple, read_cases(path))) for path in FILES}
    assert sum(map(len, found.values())) > 1000


@pytest.mark.parametrize(("text", "complaint"), BROKEN)
def test_javascript_refuses_what_python_refuses(tmp_path: Path, text: str, complaint: str) -> None:
    answer = read_by_node(written(tmp_path, text))
    assert answer.returncode != 0
    assert complaint in answer.stderr


def test_every_file_is_described() -> None:
    readme = (FIXTURES / "README.md").read_text()
    assert [
        p.name for p in FILES if p.parent.name == "markdown" and f"`{p.name}`" not in readme
    ] == []


def test_the_fixtures_are_plain_text() -> None:
    for path in FILES:
        text = path.read_bytes().decode("utf-8")
        odd = {c for c in text if unicodedata.category(c) in {"Cc", "Co", "Cs"} and c not in "\n\t"}
        assert not odd, path.name
        assert text.endswith("\n"), path.name
        assert not text.startswith("\ufeff"), path.name
