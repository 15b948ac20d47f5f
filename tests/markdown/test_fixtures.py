"""The reader of fixture files is strict: a case that could not fail is an error."""

from collections.abc import Callable
from pathlib import Path

import pytest

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


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
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
    ],
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
