"""`site.data`: the YAML, JSON, CSV and TSV files of `_data`, nested as their folders are."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import yaml

from reviewkit.jekyll.liquid.errors import JekyllStopsError
from reviewkit.jekyll.psych import load_yaml

__all__ = ["read_data"]

_EXTENSIONS: Final = (".yaml", ".yml", ".json", ".csv", ".tsv")
"""What is read, in this order: of two files of one name the later one counts."""

_DEEPEST: Final = 20


def read_data(folder: Path, zone: dt.tzinfo, depth: int = 0) -> dict[str, Any]:
    """Read a data folder; a missing one is empty. Times without a zone are shown in `zone`.

    Files come in the order of their kinds and then of their names, folders after them. A key is the
    file's name without what is no letter, digit, hyphen or space, spaces as `_` (Jekyll 4.3,
    DataReader). Raises JekyllStopsError for a file that cannot be read.
    """
    data: dict[str, Any] = {}
    if depth > _DEEPEST or not folder.is_dir():
        return data
    paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    for extension in _EXTENSIONS:
        for path in paths:
            if path.suffix == extension and not path.is_dir():
                data[_key(path.stem)] = _read(path, zone)
    for path in paths:
        if path.is_dir():
            data[_key(path.name)] = read_data(path, zone, depth + 1)
    return data


def _key(name: str) -> str:
    return re.sub(r"\s+", "_", re.sub(r"(^|\b\s)[^\w\s-]+|[^\w\s-]+", r"\1", name).strip())


def _read(path: Path, zone: dt.tzinfo) -> Any:  # noqa: ANN401 -- a data file holds anything
    try:
        text = path.read_bytes().decode("utf-8-sig")
        if path.suffix in {".csv", ".tsv"}:
            return _table(text, "\t" if path.suffix == ".tsv" else ",")
        if path.suffix == ".json":
            return json.loads(text)
        return load_yaml(text, zone)
    except (OSError, ValueError, yaml.YAMLError, RecursionError) as error:
        raise JekyllStopsError(f"the data file {path.name} cannot be read: {error}") from error


def _table(text: str, separator: str) -> list[dict[str, str | None]]:
    """Give the rows of a table by the names in its first row; an empty field is nil."""
    rows = list(_rows(text, separator))
    head = [name or "" for name in rows[0]] if rows else []
    return [dict(zip(head, [*row, *([None] * len(head))], strict=False)) for row in rows[1:] if row]


def _rows(text: str, separator: str) -> Iterator[list[str | None]]:
    field = re.compile(rf'(?:"((?:[^"]|"")*)"|([^{separator}"\r\n]*))({separator}|\r\n|\r|\n|$)')
    row: list[str | None] = []
    place = 0
    while place < len(text):
        match = field.match(text, place)
        if match is None:
            raise ValueError(f"a quote is misplaced behind {text[:place][-20:]!r}")
        quoted, plain, end = match.groups()
        row.append(quoted.replace('""', '"') if quoted is not None else plain or None)
        place = match.end()
        if end != separator:
            yield [] if row == [None] else row
            row = []
    if row:
        yield [*row, None]
