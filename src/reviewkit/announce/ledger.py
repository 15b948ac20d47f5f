"""What was announced where, as values, and the JSON that keeps it in the site."""

import codecs
import datetime as dt
import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Final, Literal, NoReturn, get_args

from reviewkit.errors import ConfigurationError, Where
from reviewkit.identity import Known

__all__ = [
    "OPEN",
    "Claim",
    "Entry",
    "EntryState",
    "Record",
    "Target",
    "check_records",
    "parse_record",
    "record_bytes",
    "record_name",
]

EntryState = Literal["prepared", "sending", "published", "unknown", "failed", "skipped", "deleted"]
"""How an announcement stands. `prepared`: meant to be sent, and certainly not there. `sending`: the
request may be under way. `unknown`: it may have arrived. `failed`: refused, certainly not there."""

OPEN: Final[frozenset[EntryState]] = frozenset({"prepared", "sending", "unknown"})
"""The states that a run goes on with."""

_MAJOR: Final = 1
_SCHEMA: Final = re.compile(r"(\d{1,4})\.(\d{1,4})")
_CLAIMS: Final = 1
"""The minor version that brought claims."""
_LONGEST_NAME: Final = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where to announce: an account by its number, never by its handle, which may change.

    `server` is the host of the account's server, and the port if it has one, in lower case; None
    where the account's id holds everywhere, such as a DID.
    """

    network: str
    server: str | None
    account: str

    def __str__(self) -> str:
        return f"{self.network} ({self.account}{f' on {self.server}' if self.server else ''})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The right to announce, of the run `by` alone, from one moment until before another."""

    by: str
    at: dt.datetime
    until: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One post on one target; moments are in UTC.

    `generation` counts the announcements that were meant to be new ones, from 1. `key` is what the
    network knows a try by: a record key or an idempotency key. `created_at` is fixed at the first
    try. `payload` is a digest of what was sent, empty where that is not known. `links` are the
    addresses that tries had, by which one that arrived is found. `in_doubt` is the beginning of the
    first try of which it is not known whether it arrived, None while there is none. `id` and `url`
    are the network's, empty until it is there. A `claim` is there while a run has it for itself.
    `extra` is what a newer reviewkit wrote.
    """

    target: Target
    state: EntryState
    since: dt.datetime
    generation: int = 1
    key: str = ""
    created_at: dt.datetime | None = None
    payload: str = ""
    links: tuple[str, ...] = ()
    first_try: dt.datetime | None = None
    last_try: dt.datetime | None = None
    in_doubt: dt.datetime | None = None
    id: str = ""
    url: str = ""
    reason: str = ""
    claim: Claim | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One post: what it is known again by, since when, and its entries, one a target.

    `name` is that of the file, without `.json`; it stays when the post is renamed. `extra`,
    `known_extra` and `minor`, the schema's second number, are what a newer reviewkit wrote.
    """

    name: str
    known: Known
    since: dt.datetime
    entries: tuple[Entry, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    known_extra: Mapping[str, Any] = field(default_factory=dict)
    minor: int = 0

    def entry(self, target: Target) -> Entry | None:
        """Give the entry of a target; None where the post never had to do with it."""
        return next((entry for entry in self.entries if entry.target == target), None)

    def with_entry(self, entry: Entry) -> "Record":
        """Give the record with an entry, in place of the one that its target had."""
        others = (one for one in self.entries if one.target != entry.target)
        entries = sorted((*others, entry), key=lambda one: str(one.target))
        return replace(self, entries=tuple(entries))


def record_name(slug: str, source: str, taken: Collection[str]) -> str:
    """Give a name for the file of a post that no file of `taken` has, on any file system.

    Jekyll drops all but ASCII letters, digits, `_` and `-` from the names in `site.data`
    (`Jekyll::DataReader#sanitize_filename`), so that two such names would be one there. A slug
    that has others, is too long or is taken, gets a digest of its file's path at the end.
    """
    plain = unicodedata.normalize("NFKD", slug).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", plain).strip("-")[:_LONGEST_NAME]
    used = {name.casefold() for name in taken}
    if plain and plain == slug and plain.casefold() not in used:
        return plain
    number = 0
    while True:
        digest = hashlib.sha256(f"{source}\0{number or ''}".encode("utf-8", "surrogatepass"))
        name = f"{plain or 'post'}-{digest.hexdigest()[:8]}"
        if name.casefold() not in used:
            return name
        number += 1


def record_bytes(record: Record) -> bytes:
    """Write a record as JSON with sorted keys, one value a line, so that it merges well."""
    minor = max(record.minor, _CLAIMS if any(entry.claim for entry in record.entries) else 0)
    data = {
        **record.extra,
        "schema": f"{_MAJOR}.{minor}",
        "post": {**record.known_extra, **asdict(record.known)},
        "since": _moment_text(record.since),
        "targets": [
            {
                **entry.extra,
                **{name: write(entry) for name, (write, _) in _PARTS.items()},
                **({"claim": _claim_tree(entry.claim)} if entry.claim else {}),
            }
            for entry in record.entries
        ],
    }
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=2, sort_keys=True)
    return f"{text}\n".encode("utf-8", "backslashreplace")


def parse_record(data: bytes, name: str, file: str) -> Record:
    """Read a record; `name` is that of its file, which messages call `file`.

    Raises ConfigurationError for what is no record, or one of another schema: to go on without it
    would announce the post again. Keys that a newer minor version added are kept.
    """
    fail = _Fail(file)
    try:
        tree = json.loads(
            data.removeprefix(codecs.BOM_UTF8).decode(),
            object_pairs_hook=_unique,
            parse_constant=_refuse,
        )
    except json.JSONDecodeError as error:
        fail(f"it is broken: {error.msg}", error.lineno)
    except (ValueError, RecursionError) as error:
        fail(f"it is broken: {error}")
    minor = _minor(tree, fail)
    post, targets = tree.get("post"), tree.get("targets")
    if not isinstance(post, dict) or not all(isinstance(post.get(key), str) for key in _KNOWN):
        fail(f"post needs the texts {', '.join(_KNOWN)}")
    if not isinstance(targets, list):
        fail("it has no list of targets")
    entries = tuple(_entry(one, fail) for one in targets)
    twice = {str(one.target) for one in entries if _count(entries, one.target) > 1}
    if twice:
        fail(f"it has {min(twice)} twice")
    return Record(
        name=name,
        known=Known(**{key: post[key] for key in _KNOWN}),
        since=_read(tree, "since", _moment, fail),
        entries=entries,
        known_extra=_extra(post, _KNOWN),
        extra=_extra(tree, ("schema", "post", "since", "targets")),
        minor=minor,
    )


def check_records(records: Iterable[Record], folder: str) -> None:
    """Raise ConfigurationError where two files remember one post, as copies of files do.

    Neither would count then, and the post would be announced again.
    """
    seen: dict[Known, str] = {}
    for record in sorted(records, key=lambda one: one.name):
        first = seen.setdefault(record.known, record.name)
        if first != record.name:
            raise ConfigurationError(
                f"it is of the same post as {first}.json. Nothing was sent",
                where=Where(f"{folder}/{record.name}.json"),
                fix="keep the one that says more, and delete the other",
            )


_RESTORE: Final = (
    "remove the marks of a merge, or bring the file back from the site's history; "
    "without it the post might be announced again"
)


class _Fail:
    """Raises what is wrong with one file."""

    def __init__(self, file: str) -> None:
        self._file = file

    def __call__(self, what: str, line: int | None = None, fix: str = _RESTORE) -> NoReturn:
        raise ConfigurationError(
            f"the record of an announcement cannot be used: {what}. Nothing was sent",
            where=Where(self._file, line),
            fix=fix,
        )


def _minor(tree: object, fail: _Fail) -> int:
    if not isinstance(tree, dict) or "schema" not in tree:
        fail("it says no schema")
    match = _SCHEMA.fullmatch(str(tree["schema"]))
    if match is None:
        fail(f"its schema is {tree['schema']!r}, which is no version")
    if int(match[1]) != _MAJOR:
        fail(
            f"its schema is {tree['schema']!r}, and this reviewkit knows {_MAJOR}",
            fix="update reviewkit, to the version that wrote the file or a later one",
        )
    return int(match[2])


def _entry(tree: object, fail: _Fail) -> Entry:
    if not isinstance(tree, dict):
        fail("a target is no object")
    values = {name: _read(tree, name, read, fail) for name, (_, read) in _PARTS.items()}
    target = Target(**{name: values.pop(name) for name in _TARGET})
    claim = _read(tree, "claim", _claim, fail) if "claim" in tree else None
    return Entry(target=target, **values, claim=claim, extra=_extra(tree, (*_PARTS, "claim")))


def _read(tree: Mapping[str, Any], name: str, read: Callable[[Any], Any], fail: _Fail) -> Any:  # noqa: ANN401 -- each part has its own type
    if name not in tree:
        fail(f"{name} is missing")
    try:
        return read(tree[name])
    except (TypeError, ValueError, OverflowError):
        fail(f"{name} cannot be {tree[name]!r}")


def _extra(tree: Mapping[str, Any], ours: Collection[str]) -> Mapping[str, Any]:
    return {name: value for name, value in tree.items() if name not in ours}


def _unique(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    tree = dict(pairs)
    if len(tree) < len(pairs):
        raise ValueError("a key stands there twice")
    return tree


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def _count(entries: Sequence[Entry], target: Target) -> int:
    return sum(entry.target == target for entry in entries)


def _moment_text(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat().removesuffix("+00:00") + "Z"


def _moment(value: object) -> dt.datetime:
    moment = dt.datetime.fromisoformat(_text(value))
    if moment.tzinfo is None:
        raise ValueError(value)
    return moment.astimezone(dt.UTC)


def _claim_tree(claim: Claim) -> Mapping[str, str]:
    return {"by": claim.by, "at": _moment_text(claim.at), "until": _moment_text(claim.until)}


def _claim(value: object) -> Claim:
    if not isinstance(value, dict):
        raise TypeError(value)
    by, at, until = (value.get(name) for name in ("by", "at", "until"))
    return Claim(by=_text(by), at=_moment(at), until=_moment(until))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _filled(value: object) -> str:
    if not _text(value):
        raise ValueError(value)
    return _text(value)


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise TypeError(value)
    return value


def _state(value: object) -> str:
    if value not in get_args(EntryState):
        raise ValueError(value)
    return _text(value)


def _links(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(value)
    return tuple(map(_text, value))


_Part = tuple[Callable[[Entry], Any], Callable[[Any], Any]]


def _plain(name: str, read: Callable[[Any], Any]) -> _Part:
    return lambda entry: getattr(entry, name), read


def _of_target(name: str, read: Callable[[Any], Any]) -> _Part:
    return lambda entry: getattr(entry.target, name), read


def _timed(name: str) -> _Part:
    def write(entry: Entry) -> str | None:
        moment: dt.datetime | None = getattr(entry, name)
        return None if moment is None else _moment_text(moment)

    return write, lambda value: None if value is None else _moment(value)


_KNOWN: Final = tuple(one.name for one in fields(Known))
_TARGET: Final = tuple(one.name for one in fields(Target))
_PARTS: Final[Mapping[str, _Part]] = {
    "network": _of_target("network", _filled),
    "server": _of_target("server", lambda value: None if value is None else _filled(value)),
    "account": _of_target("account", _filled),
    "state": _plain("state", _state),
    "since": (lambda entry: _moment_text(entry.since), _moment),
    "generation": _plain("generation", _whole),
    "key": _plain("key", _text),
    "created_at": _timed("created_at"),
    "payload": _plain("payload", _text),
    "links": (lambda entry: list(entry.links), _links),
    "first_try": _timed("first_try"),
    "last_try": _timed("last_try"),
    "in_doubt": _timed("in_doubt"),
    "id": _plain("id", _text),
    "url": _plain("url", _text),
    "reason": _plain("reason", _text),
}
"""How each part of an entry is written, and read strictly."""
