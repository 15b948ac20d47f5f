"""The ids of all entries ever published, kept in the site so that they never change."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Final

from reviewkit.errors import ConfigurationError, Where
from reviewkit.identity import Known

__all__ = ["Register", "Registered", "parse_register", "register_bytes"]

_SCHEMA: Final = 1
_FIELDS: Final = tuple(field.name for field in fields(Known))


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """One post with the id it was first published under."""

    id: str
    post: Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """All of them; `home` is the address the feeds themselves took their ids from."""

    home: str
    posts: tuple[Registered, ...] = ()


def register_bytes(register: Register) -> bytes:
    """Write a register as JSON Lines: a head, then one post a line, sorted.

    One post a line, so that two branches with a new post each can be merged by line.
    """
    lines = sorted(_line({"id": one.id, **asdict(one.post)}) for one in register.posts)
    head = _line({"schema": _SCHEMA, "home": register.home})
    return "".join(f"{line}\n" for line in (head, *lines)).encode("utf-8", "surrogatepass")


def parse_register(data: bytes, file: str) -> Register:
    """Read a register; `file` is its name in messages.

    Lines that came twice, as they may after a merge, count once. Raises ConfigurationError with
    the line for what is no register, or one that a newer reviewkit wrote.
    """
    lines = data.decode("utf-8", "surrogatepass").splitlines()
    rows = [(number, _row(line, file, number)) for number, line in enumerate(lines, 1) if line]
    head = rows[0][1] if rows else {}
    if head.get("schema") != _SCHEMA or not isinstance(head.get("home"), str):
        raise ConfigurationError(
            f"this is no register of feed ids that this reviewkit knows (schema {_SCHEMA})",
            where=Where(file, 1),
            fix="update reviewkit, or bring the file back from the site's history",
        )
    posts = dict.fromkeys(_registered(row, file, number) for number, row in rows[1:])
    return Register(home=head["home"], posts=tuple(posts))


def _row(line: str, file: str, number: int) -> Mapping[str, Any]:
    try:
        row = json.loads(line)
    except ValueError:
        row = None
    if not isinstance(row, dict):
        raise _broken(file, number)
    return row


def _registered(row: Mapping[str, Any], file: str, number: int) -> Registered:
    if not all(isinstance(row.get(name), str) for name in ("id", *_FIELDS)) or not row["id"]:
        raise _broken(file, number)
    return Registered(id=row["id"], post=Known(**{name: row[name] for name in _FIELDS}))


def _broken(file: str, number: int) -> ConfigurationError:
    return ConfigurationError(
        "this line of the register of feed ids cannot be read, and without it old reviews would "
        "show up as new",
        where=Where(file, number),
        fix="bring the file back from the site's history, or remove the marks of a merge",
    )


def _line(row: Mapping[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False)
