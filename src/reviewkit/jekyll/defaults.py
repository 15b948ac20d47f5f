"""Front matter defaults of `_config.yml`: which apply to a file, and which of them wins."""

import glob
from collections.abc import Iterator, Mapping
from typing import Any

from reviewkit.jekyll.configuration import Configuration

__all__ = ["Defaults", "deep_merge"]

_OLD_TYPES = {"post": "posts", "page": "pages", "draft": "drafts"}


class Defaults:
    """The `defaults` of a configuration, ready to be asked for many files of one collection."""

    def __init__(self, configuration: Configuration, root: str, collection: str) -> None:
        self._below = f"{configuration.text('collections_dir').strip('/')}/".lstrip("/")
        self._sets = [
            (path.removeprefix(self._below), kind is not None, values)
            for path, kind, values in _sets(configuration)
            if kind is None or _OLD_TYPES.get(kind, kind) == collection
        ]
        self._root = root
        self._globs: dict[str, tuple[str, ...]] = {}

    def for_file(self, source: str) -> Mapping[str, Any]:
        """Give the values for the file `source`, relative to the site's `collections_dir`.

        A set applies when its scope's path is a plain prefix of the file's path (or, with `*`, when
        a hit of the glob is). The set with the longer path wins, of two equally long ones the one
        with a type, then the later one; the others fill the gaps (Jekyll's FrontmatterDefaults).
        """
        result: Mapping[str, Any] = {}
        winner: tuple[int, bool] | None = None
        for path, typed, values in self._sets:
            if not self._applies(path, source):
                continue
            if winner is None or _beats((len(path), typed), winner):
                result = deep_merge(result, values)
                winner = (len(path), typed)
            else:
                result = deep_merge(values, result)
        return result

    def _applies(self, path: str, source: str) -> bool:
        if not path:
            return True
        if "*" not in path:
            return source.startswith(path)
        if path not in self._globs:
            pattern = self._below + path
            hits = glob.glob(pattern, root_dir=self._root, recursive=True)  # noqa: PTH207 -- as strings, relative to the root
            self._globs[path] = tuple(hit.removeprefix(self._below) for hit in hits)
        return any(source.startswith(hit) for hit in self._globs[path])


def deep_merge(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Merge two front matters: mappings deeply, null keeps the old value, the rest is replaced."""
    result = dict(old)
    for key, value in new.items():
        before = result.get(key)
        if isinstance(before, Mapping) and isinstance(value, Mapping):
            result[key] = deep_merge(before, value)
        elif value is not None or before is None:
            result[key] = value
    return result


def _beats(new: tuple[int, bool], old: tuple[int, bool]) -> bool:
    return new[0] > old[0] or (new[0] == old[0] and (new[1] or not old[1]))


def _sets(
    configuration: Configuration,
) -> Iterator[tuple[str, str | None, Mapping[str, Any]]]:
    """Yield path, type (None where the scope names none) and values of each set."""
    sets = configuration.data.get("defaults")
    for entry in sets if isinstance(sets, list) else ():
        if not isinstance(entry, Mapping) or not isinstance(entry.get("values"), Mapping):
            continue
        scope = entry.get("scope")
        scope = scope if isinstance(scope, Mapping) else {}
        kind = str(scope["type"]) if "type" in scope else None
        yield str(scope.get("path") or ""), kind, entry["values"]
