"""Which files of a site are posts and drafts: Jekyll's walk through the folders."""

import fnmatch
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reviewkit.jekyll.configuration import Configuration

__all__ = ["PostFile", "find_posts"]

_DATED: Final = re.compile(
    r"(?:.+/)?(?P<date>\d{2,4}-\d{1,2}-\d{1,2})-(?P<slug>[^/]*)(?P<ext>\.[^.]+)"
)
_UNDATED: Final = re.compile(r"(?:.+/)?(?P<slug>[^/]*)(?P<ext>\.[^.]+)")
_SPECIAL: Final = (".", "_", "#", "~")


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFile:
    """A file that is a post or a draft.

    `source` is relative to the site with forward slashes; `folder` is the folder above `_posts`,
    empty at the root. `date` is the text of the date in the file name, None for a draft without
    one. `slug` and `ext` (with its dot) are the rest of the name.
    """

    source: str
    folder: str
    draft: bool
    date: str | None
    slug: str
    ext: str


def find_posts(root: Path, configuration: Configuration) -> list[PostFile]:
    """Find every post and draft below `root`, ordered by path.

    Looks into each folder that Jekyll visits for `_posts` and `_drafts`: not into those whose name
    begins with `.`, `_`, `#` or `~`, nor into excluded ones, nor into the built site; with
    `collections_dir` only below that folder. Files inside need an extension, and in `_posts` a date
    in front of their name. (Jekyll 4.3: Reader, PostReader, EntryFilter.)
    """
    start = configuration.text("collections_dir").strip("/")
    walk = _Walk(root, configuration)
    found = [post for folder in walk.folders(start) for post in walk.posts_in(folder)]
    return sorted(found, key=lambda post: post.source)


class _Walk:
    def __init__(self, root: Path, configuration: Configuration) -> None:
        self.root = root
        self.include = configuration.words("include")
        self.exclude = [name for name in configuration.exclude if name not in self.include]
        self.destination = (root / configuration.text("destination")).resolve()

    def folders(self, folder: str) -> Iterator[str]:
        """Yield `folder` and the folders below it that Jekyll visits, once each."""
        seen: set[Path] = set()
        waiting = [folder]
        while waiting:
            current = waiting.pop()
            real = (self.root / current).resolve()
            if real in seen or real == self.destination:
                continue
            seen.add(real)
            yield current
            below = [f"{current}/{name}".lstrip("/") for name in self._subfolders(current)]
            waiting.extend(path for path in below if self._visited(path))

    def posts_in(self, folder: str) -> Iterator[PostFile]:
        for special, draft in (("_posts", False), ("_drafts", True)):
            base = f"{folder}/{special}".lstrip("/")
            for name in self._files_below(base):
                form = _DATED if not draft else _UNDATED
                match = form.fullmatch(name) if self._kept(base, name) else None
                if match is None:
                    continue
                dated = _DATED.fullmatch(name)
                match = dated or match
                yield PostFile(
                    source=f"{base}/{name}",
                    folder=folder,
                    draft=draft,
                    date=match["date"] if dated else None,
                    slug=match["slug"],
                    ext=match["ext"],
                )

    def _subfolders(self, folder: str) -> list[str]:
        try:
            with os.scandir(self.root / folder) as entries:
                return [entry.name for entry in entries if entry.is_dir()]
        except OSError:
            return []

    def _files_below(self, base: str) -> Iterator[str]:
        """Yield files below `base`, relative to it; like Ruby's `**/*`, without dot folders."""
        top = self.root / base
        for folder, folders, files in os.walk(top):
            folders[:] = [name for name in folders if not name.startswith(".")]
            relative = Path(folder).relative_to(top).as_posix()
            prefix = "" if relative == "." else f"{relative}/"
            yield from (f"{prefix}{name}" for name in files if not name.startswith("."))

    def _visited(self, path: str) -> bool:
        name = path.rpartition("/")[2]
        if self._matches(self.include, path):
            return True
        return not (name.startswith(_SPECIAL) or name.endswith("~")) and not self._matches(
            self.exclude, path
        )

    def _kept(self, folder: str, name: str) -> bool:
        """Apply the filter of entries to `name`, a file below `folder`, which is a `_posts`."""
        if name.endswith("."):
            return False
        if self._matches(self.include, name):
            return True
        last = name.rpartition("/")[2]
        special = name.startswith(_SPECIAL) or last.startswith(_SPECIAL) or name.endswith("~")
        return not special and not self._matches(self.exclude, f"{folder}/{name}")

    def _matches(self, patterns: Sequence[str], path: str) -> bool:
        """Compare as EntryFilter does: a glob whose `*` crosses slashes, or a plain prefix."""
        for pattern in patterns:
            plain = pattern.strip("/")
            if fnmatch.fnmatchcase(path, plain) or path.startswith(pattern.lstrip("/")):
                return True
            if pattern.endswith("/") and f"{path}/" == pattern.lstrip("/"):
                return True
        return False
