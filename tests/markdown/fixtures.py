"""The reader of the fixture files: title, input and expected output of each case, or an error.

A case is a title line, a line with a full stop, the input, a full stop, the expected output and a
full stop; between cases there are empty lines only. The form is that of markdown-it-py's own
fixtures; this reader accepts no half-written case in it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

__all__ = ["Case", "read_cases"]

_MARK = "."


class Case(NamedTuple):
    """One case; `source` and `expected` end with a line break, or are empty."""

    title: str
    source: str
    expected: str


def read_cases(path: Path) -> list[Case]:
    """Read all cases of a file, in order.

    Raises ValueError, with file and line, for a file without cases, an unfinished case, a title
    that is not one line, a title that stands twice, and a carriage return, which not every reader
    would keep.
    """
    text = path.read_bytes().decode("utf-8")
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        raise ValueError(f"{path.name}:{line}: a carriage return; lines end in a line feed")
    lines = enumerate(text.split("\n"), start=1)
    cases: list[Case] = []
    for number, title in lines:
        if not title.strip():
            continue
        where = f"{path.name}:{number}"
        if title == _MARK:
            raise ValueError(f"{where}: a case without a title")
        if title in {case.title for case in cases}:
            raise ValueError(f"{where}: the title stands twice: {title}")
        if next(lines, (0, ""))[1] != _MARK:
            raise ValueError(f"{where}: no line with a full stop below the title: {title}")
        cases.append(Case(title, _part(lines, where, "input"), _part(lines, where, "output")))
    if not cases:
        raise ValueError(f"{path.name}: no case in the file")
    return cases


def _part(lines: Iterator[tuple[int, str]], where: str, name: str) -> str:
    part: list[str] = []
    for _, line in lines:
        if line == _MARK:
            return "".join(f"{line}\n" for line in part)
        part.append(line)
    raise ValueError(f"{where}: the case is unfinished, its {name} does not end with a full stop")
