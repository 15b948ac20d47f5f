"""`site.data`: the YAML, JSON, CSV and TSV files of `_data`, nested as their folders are."""

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
_DEEPEST: Final = 20


def read_data(folder: Path, depth: int = 0) -> dict[str, Any]:
    """Read a data folder; a missing one is empty.

    A key is the file's name without what is no letter, digit, hyphen or space, spaces as `_`
    (Jekyll 4.3, DataReader). Raises JekyllStopsError for a file that cannot be read.
    """
    data: dict[str, Any] = {}
    if depth > _DEEPEST or not folder.is_dir():
        return data
    for path in sorted(folder.iterdir()):
        name = path.name
        if name.startswith("."):
            continue
        if path.is_dir():
            data[_key(name)] = {**data.get(_key(name), {}), **read_data(path, depth + 1)}
        elif path.suffix.lower() in _EXTENSIONS:
            data[_key(path.stem)] = _read(path)
    return data


def _key(name: str) -> str:
    return re.sub(r"\s+", "_", re.sub(r"(^|\b\s)[^\w\s-]+|[^\w\s-]+", r"\1", name).strip())


def _read(path: Path) -> Any:  # noqa: ANN401 -- a data file holds anything
    try:
        text = path.read_bytes().decode("utf-8-sig")
        if path.suffix.lower() in {".csv", ".tsv"}:
            return _table(text, "\t" if path.suffix.lower() == ".tsv" else ",")
        if path.suffix.lower() == ".json":
            return json.loads(text)
        return load_yaml(text)
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
