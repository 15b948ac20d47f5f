"""The ids of all entries ever published, kept in the site so that they never change."""

import codecs
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final

from reviewkit.errors import ConfigurationError, Where
from reviewkit.identity import Known

__all__ = ["Register", "parse_register", "register_bytes"]

_SCHEMA: Final = 1
_HEAD: Final = ("home", "feed")
_FIELDS: Final = tuple(field.name for field in fields(Known))


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Each id with what is remembered of its post: one sight, or more after a merge.

    `home` is the address of the site when the first feeds were written, from which those of
    `[[feed.more]]` have their ids; `feed` is the id of the feed of all posts.
    """

    home: str
    feed: str
    posts: Mapping[str, tuple[Known, ...]] = field(default_factory=dict)


def register_bytes(register: Register) -> bytes:
    """Write a register as JSON Lines: a head, then one post a line, sorted.

    One post a line, so that two branches with a new post each can be merged by line.
    """
    lines = sorted(
        _line({"id": name, **{key: getattr(one, key) for key in _FIELDS}})
        for name, sights in register.posts.items()
        for one in sights
    )
    head = _line({"schema": _SCHEMA, "home": register.home, "feed": register.feed})
    return "".join(f"{line}\n" for line in (head, *lines)).encode("utf-8", "backslashreplace")


def parse_register(data: bytes, file: str) -> Register:
    """Read a register; `file` is its name in messages.

    What a merge by line leaves is understood: lines and heads that came twice, and two sights of
    one post. Raises ConfigurationError with the line for what is no register, or one that a newer
    reviewkit wrote.
    """
    # Only these bytes end a line of JSON Lines: text may hold what `splitlines` takes for an end.
    lines = data.removeprefix(codecs.BOM_UTF8).split(b"\n")
    rows = [(n, _row(line, file, n)) for n, line in enumerate(lines, 1) if line.strip()]
    heads = [row for _, row in rows if "schema" in row]
    if not heads or not all(map(_is_known_head, heads)):
        raise ConfigurationError(
            f"this is no register of feed ids that this reviewkit knows (schema {_SCHEMA})",
            where=Where(file, 1),
            fix="update reviewkit, or bring the file back from the site's history",
        )
    posts: dict[str, dict[Known, None]] = {}
    for number, row in rows:
        if "schema" not in row:
            name, known = _registered(row, file, number)
            posts.setdefault(name, {})[known] = None
    return Register(
        home=heads[0]["home"],
        feed=heads[0]["feed"],
        posts={name: tuple(sights) for name, sights in posts.items()},
    )


def _is_known_head(row: Mapping[str, Any]) -> bool:
    return row["schema"] == _SCHEMA and all(isinstance(row.get(name), str) for name in _HEAD)


def _row(line: bytes, file: str, number: int) -> Mapping[str, Any]:
    try:
        row = json.loads(line.decode())
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        raise _broken(file, number)
    return row


def _registered(row: Mapping[str, Any], file: str, number: int) -> tuple[str, Known]:
    if not all(isinstance(row.get(name), str) for name in ("id", *_FIELDS)) or not row["id"]:
        raise _broken(file, number)
    return row["id"], Known(**{name: row[name] for name in _FIELDS})


def _broken(file: str, number: int) -> ConfigurationError:
    return ConfigurationError(
        "this line of the register of feed ids cannot be read, and without it old reviews would "
        "show up as new",
        where=Where(file, number),
        fix="bring the file back from the site's history, or remove the marks of a merge",
    )


def _line(row: Mapping[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False)
