"""File patterns as Ruby matches them: `File.fnmatch`, where `*` crosses slashes, and `Dir.glob`."""

import os
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

__all__ = ["Patterns", "fnmatch", "glob"]

_MOST_BRACES = 64


class Patterns:
    """The entries of `include` or `exclude`, ready to be asked for many paths.

    An entry is a pattern, or the beginning of a path: `films` means `films/a.md` and `filmstrip`
    too. One that ends in a slash means the folder itself as well. (Jekyll 4.3, EntryFilter.)
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        self._beginnings = tuple(patterns)
        self._folders = frozenset(pattern for pattern in patterns if pattern.endswith("/"))
        self._globs = [_compiled(p, crossing=True) for p in patterns if not _is_plain(p)]

    def mean(self, path: str, *, folder: bool) -> bool:
        """Tell whether one of them means `path`, relative to the site."""
        return (
            path.startswith(self._beginnings)
            or (folder and f"{path}/" in self._folders)
            or (bool(self._globs) and any(glob.fullmatch(path) for glob in self._globs))
        )


def fnmatch(pattern: str, path: str) -> bool:
    r"""Match as `File.fnmatch` does without flags: `*` takes slashes, `[^a]` and `\*` are known."""
    return _compiled(pattern, crossing=True).fullmatch(path) is not None


def glob(root: Path, pattern: str) -> Iterator[str]:
    r"""Yield what `Dir.glob` finds for a pattern below `root`, relative to it, in no known order.

    `**/` stands for folders of any depth, `{a,b}` for either, and no wildcard takes a dot in front
    of a name. Symbolic links to folders are followed where they are named, not by `**/`.
    """
    found: set[str] = set()
    for plain in _expanded(pattern):
        if plain.startswith("/"):
            continue
        parts = [part for part in plain.split("/") if part]
        for path in _below(root, "", parts):
            if path not in found:
                found.add(path)
                yield path


def _below(root: Path, folder: str, parts: Sequence[str]) -> Iterator[str]:
    if not parts:
        yield folder
        return
    first, *rest = parts
    if first == "**" and rest:
        yield from _below(root, folder, rest)
        for name, is_folder in _entries(root / folder, links=False):
            if is_folder and not name.startswith("."):
                yield from _below(root, _joined(folder, name), parts)
        return
    if _is_plain(first):
        path = _joined(folder, first)
        if os.path.lexists(root / path):
            yield from _below(root, path, rest)
        return
    matching = _compiled(first, crossing=False)
    for name, is_folder in _entries(root / folder, links=True):
        hidden = name.startswith(".") and not first.startswith(".")
        if not hidden and matching.fullmatch(name) and (is_folder or not rest):
            yield from _below(root, _joined(folder, name), rest)


def _joined(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _entries(folder: Path, *, links: bool) -> list[tuple[str, bool]]:
    """Give names in a folder and whether each is a folder; nothing where it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            return [(entry.name, entry.is_dir(follow_symlinks=links)) for entry in entries]
    except OSError:
        return []


def _expanded(pattern: str) -> list[str]:
    """Write out braces: `{a,b}c` is `ac` and `bc`."""
    waiting = [pattern]
    done: list[str] = []
    while waiting and len(waiting) + len(done) <= _MOST_BRACES:
        current = waiting.pop()
        match = re.search(r"\{([^{}]*)\}", current)
        if match is None:
            done.append(current)
            continue
        before, after = current[: match.start()], current[match.end() :]
        waiting.extend(f"{before}{choice}{after}" for choice in match[1].split(","))
    return done


def _is_plain(pattern: str) -> bool:
    return not any(sign in pattern for sign in "*?[\\")


@lru_cache(maxsize=512)
def _compiled(pattern: str, *, crossing: bool) -> re.Pattern[str]:
    """Translate a pattern; `crossing` lets wildcards take slashes. A broken one matches nothing."""
    anything = "." if crossing else "[^/]"
    translated, place = "", 0
    while place < len(pattern):
        sign = pattern[place]
        place += 1
        if sign == "*":
            translated += f"{anything}*"
        elif sign == "?":
            translated += anything
        elif sign == "\\" and place < len(pattern):
            translated += re.escape(pattern[place])
            place += 1
        elif sign == "[":
            end = pattern.find("]", place + 1)
            if end < 0:
                return re.compile(r"(?!)")
            translated += _class(pattern[place:end])
            place = end + 1
        else:
            translated += re.escape(sign)
    try:
        return re.compile(translated, re.DOTALL)
    except re.error:
        return re.compile(r"(?!)")


def _class(inside: str) -> str:
    negated = inside[:1] in {"!", "^"}
    inside = (inside[1:] if negated else inside).replace("\\", "\\\\").replace("[", "\\[")
    return f"[{'^' if negated else ''}{inside}]"
