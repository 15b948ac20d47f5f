"""Front matter defaults of `_config.yml`: which apply to a file, and which of them wins."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from reviewkit.errors import ConfigurationError
from reviewkit.jekyll.configuration import Configuration
from reviewkit.jekyll.file_match import glob

__all__ = ["Defaults", "deep_merge"]

_OLD_TYPES: Final = {"post": "posts", "page": "pages", "draft": "drafts"}


@dataclass(frozen=True, slots=True)
class _Set:
    """One entry, the one at `place` of the list: where it applies, how strong it is, what it says.

    `path` is what the file's path must begin with; `hits` are the beginnings instead where the
    scope is a glob. `strength` is None for an entry without a scope.
    """

    place: int
    path: str
    hits: frozenset[str] | None
    kind: str | None
    strength: tuple[int, bool] | None
    values: Mapping[str, Any]

    def applies(self, source: str, kind: str) -> bool:
        if self.kind is not None and self.kind != kind:
            return False
        if self.hits is None:
            return source.startswith(self.path)
        return any(source[:end] in self.hits for end in range(1, len(source) + 1))


class Defaults:
    """The `defaults` of a configuration, ready to be asked for many files."""

    def __init__(
        self, configuration: Configuration, root: Path, parse: Callable[[str], dt.datetime]
    ) -> None:
        """Read them; `parse` reads a date. Raises ConfigurationError for what Jekyll cannot use."""
        self._configuration = configuration
        self._sets = tuple(self._read(root, parse))
        self._merged: dict[tuple[int, ...], Mapping[str, Any]] = {}

    def for_file(self, source: str, kind: str) -> Mapping[str, Any]:
        """Give the values for a file of the collection `kind`, by its path in `collections_dir`.

        A set applies when its scope's path is a plain prefix of the file's path (or, with `*`, when
        a hit of the glob is). The set with the longer path wins, of two equally long ones the one
        with a type, then the later one; the others fill the gaps (Jekyll's FrontmatterDefaults).
        Raises ConfigurationError for a set without scope behind one that applies.
        """
        source = source.removeprefix("/")
        applying = tuple(
            place for place, entry in enumerate(self._sets) if entry.applies(source, kind)
        )
        if applying not in self._merged:
            self._merged[applying] = self._merge([self._sets[place] for place in applying])
        return self._merged[applying]

    def place_of(self, source: str, kind: str, key: str) -> int | None:
        """Give the number, from 0, of the set that a value of `for_file` comes from.

        None where no set says anything under `key`.
        """
        value = self.for_file(source, kind).get(key)
        source = source.removeprefix("/")
        places = [
            entry.place
            for entry in self._sets
            if entry.applies(source, kind) and key in entry.values and entry.values[key] == value
        ]
        return places[-1] if places else None

    def _merge(self, sets: list[_Set]) -> Mapping[str, Any]:
        result: Mapping[str, Any] = {}
        winner: tuple[int, bool] | None = None
        for entry in sets:
            if winner is not None and entry.strength is None:
                raise self._unusable("a set without a scope stands behind one that applies")
            if winner is None or entry.strength is None or _beats(entry.strength, winner):
                result, winner = deep_merge(result, entry.values), entry.strength
            else:
                result = deep_merge(entry.values, result)
        return result

    def _read(self, root: Path, parse: Callable[[str], dt.datetime]) -> Iterator[_Set]:
        below = self._configuration.text("collections_dir")
        below = f"{below}/" if below else ""
        sets = self._configuration.data.get("defaults")
        for place, entry in enumerate(sets if isinstance(sets, list) else ()):
            if not isinstance(entry, Mapping) or not isinstance(entry.get("values"), Mapping):
                continue
            values = self._with_date(entry["values"], parse)
            if "scope" not in entry:
                yield _Set(place, "", None, None, None, values)
                continue
            path, kind = self._scope(entry["scope"])
            hits = None
            if "*" in path:
                hits = frozenset(hit.removeprefix(below) for hit in glob(root, path))
            strength = len(path.removeprefix("/")), kind is not None
            kind = _OLD_TYPES.get(kind, kind) if kind is not None else None
            yield _Set(place, path.removeprefix(below), hits, kind, strength, values)

    def _scope(self, scope: object) -> tuple[str, str | None]:
        if not isinstance(scope, Mapping):
            raise self._unusable("a set has an empty scope")
        path, kind = scope.get("path"), scope.get("type")
        if "type" in scope and not isinstance(kind, str):
            raise self._unusable("the type of a scope is no text")
        if path is not None and not isinstance(path, str):
            raise self._unusable("the path of a scope is no text")
        return path or "", kind

    def _with_date(
        self, values: Mapping[str, Any], parse: Callable[[str], dt.datetime]
    ) -> Mapping[str, Any]:
        if "date" not in values or isinstance(values["date"], dt.datetime):
            return values
        if not isinstance(values["date"], str):
            raise self._unusable("the date of a set is neither text nor a time")
        try:
            return {**values, "date": parse(values["date"])}
        except (ValueError, OverflowError) as error:
            raise self._unusable(f"the date of a set cannot be read: {error}") from error

    def _unusable(self, what: str) -> ConfigurationError:
        return ConfigurationError(
            f"defaults: {what}; Jekyll then publishes nothing, or stops",
            where=self._configuration.where("defaults"),
            fix='write scope: {path: "", type: posts} and values below it, a date in quotes',
        )


def deep_merge(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Merge two front matters: mappings deeply, null keeps the old value, the rest is replaced."""
    result = dict(old)
    for key, value in new.items():
        before = result.get(key)
        if value is None:
            result.setdefault(key)
        elif isinstance(before, dict) and isinstance(value, dict):
            result[key] = deep_merge(before, value)
        else:
            result[key] = value
    return result


def _beats(new: tuple[int, bool], old: tuple[int, bool]) -> bool:
    return new[0] > old[0] or (new[0] == old[0] and (new[1] or not old[1]))
