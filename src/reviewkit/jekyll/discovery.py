"""Which files of a site are documents: Jekyll's walk through the folders."""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reviewkit.errors import PostError, Where
from reviewkit.images import type_by_name
from reviewkit.jekyll.collection import POSTS, Collection
from reviewkit.jekyll.configuration import Configuration
from reviewkit.jekyll.entry_filter import EntryFilter
from reviewkit.jekyll.front_matter import has_front_matter

__all__ = ["LEFT_OUT", "SourceFile", "dated_name", "document_text", "find_documents"]

_DATED: Final = re.compile(
    r"(?P<date>[0-9]{2,4}-[0-9]{1,2}-[0-9]{1,2})-(?P<slug>[^/]*)(?P<ext>\.[^.]+)", re.DOTALL
)
_DATED_INSIDE: Final = re.compile(rf"(?>.+/){_DATED.pattern}", re.DOTALL)
_WITH_EXTENSION: Final = re.compile(r"(?:.+/)?.*\.[^.]+", re.DOTALL)
LEFT_OUT: Final = "The post was left out; the others are read"
_PICTURE_FIX: Final = "move it to a folder such as assets/img/posts"

Report = Callable[[str, OSError], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file that is a document.

    `path` is relative to the site with forward slashes, `relative` to its `collections_dir`.
    `in_drafts` says that it lies in a `_drafts` folder.
    """

    path: str
    relative: str
    collection: Collection
    in_drafts: bool


def find_documents(root: Path, configuration: Configuration, report: Report) -> list[SourceFile]:
    """Find the documents of every collection below `root`, ordered by path.

    Posts and drafts lie in the `_posts` and `_drafts` of each folder that Jekyll visits: not in
    those whose name begins with `.`, `_`, `#` or `~`, nor in excluded ones, nor in the built site;
    with `collections_dir` only below that folder. In `_posts` a file's name begins with a date.
    Files of other collections need front matter. `report` is told of each folder that cannot be
    read. (Jekyll 4.3: Reader, PostReader, Collection, EntryFilter.)
    """
    walk = _Walk(root, configuration, report)
    found = list(walk.posts())
    for collection in configuration.collections:
        if collection.is_read:
            found += walk.documents(collection)
    return sorted(found, key=lambda file: file.path)


def document_text(root: Path, file: SourceFile) -> str:
    """Read a document of the site in `root`, without its byte order mark.

    Raises PostError for a file that is not UTF-8, which Jekyll skips in `_posts` and stops at
    elsewhere, and for one that cannot be read. (Jekyll 4.3: PostReader#processable?.)
    """
    try:
        with open(f"{root}/{file.path}", "rb") as stream:  # noqa: PTH123 -- a Path costs as much as the reading
            return stream.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        is_post = file.collection.label == POSTS
        consequence = "so Jekyll skips it too" if is_post else "which stops Jekyll"
        raise PostError(
            f"the file is not UTF-8, {consequence}. {LEFT_OUT}",
            where=Where(file.path, line),
            fix=_PICTURE_FIX if type_by_name(file.path) else "save it as UTF-8 in your editor",
        ) from error
    except OSError as error:
        raise PostError(
            f"the file cannot be read: {error.strerror or error}. {LEFT_OUT}",
            where=Where(file.path),
            fix="check the file's rights",
        ) from error


def dated_name(path: str) -> re.Match[str] | None:
    """Match the `date`, `slug` and `ext` in the name of a file, None where it has no date."""
    return _DATED.fullmatch(path) or _DATED_INSIDE.fullmatch(path)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Tell whether an entry is a folder or a link to one; a link to itself is neither."""
    try:
        return entry.is_dir()
    except OSError:
        return False


class _Walk:
    def __init__(self, root: Path, configuration: Configuration, report: Report) -> None:
        self.root = root
        self.report = report
        self.filter = EntryFilter.of(configuration)
        self.destination = os.path.normpath(root / configuration.text("destination"))
        self.collections = configuration.collections
        self.collections_dir = configuration.text("collections_dir")

    def posts(self) -> Iterator[SourceFile]:
        """Yield posts and drafts."""
        posts = next(one for one in self.collections if one.label == POSTS)
        prefix = f"{self.collections_dir}/" if self.collections_dir else ""
        for folder, names in self._folders():
            if not f"/{folder}".startswith(f"/{self.collections_dir}"):
                continue
            for special, in_drafts in (("_posts", False), ("_drafts", True)):
                if special not in names:
                    continue
                base = f"{folder}/{special}".lstrip("/")
                for name in self._files(base, hidden=False):
                    fits = _WITH_EXTENSION.fullmatch if in_drafts else dated_name
                    if self.filter.file(base, name) is None and fits(name):
                        path = f"{base}/{name}"
                        relative = path.removeprefix(prefix)
                        yield SourceFile(
                            path=path, relative=relative, collection=posts, in_drafts=in_drafts
                        )

    def documents(self, collection: Collection) -> Iterator[SourceFile]:
        """Yield the documents of a collection: its files that begin with front matter."""
        base = f"{self.collections_dir.strip('/')}/{collection.folder}".lstrip("/")
        if not (self.root / base).is_dir():
            return
        for name in self._files(base, hidden=True):
            path = f"{base}/{name}"
            if self.filter.file(collection.folder, name) is None and self._has_header(path):
                relative = f"{collection.folder}/{name}"
                yield SourceFile(
                    path=path, relative=relative, collection=collection, in_drafts=False
                )

    def _folders(self) -> Iterator[tuple[str, frozenset[str]]]:
        """Yield each folder that Jekyll visits, and the names of the folders in it.

        A link to a folder around it is not followed; Jekyll would, until the path is too long.
        """
        waiting: list[tuple[str, tuple[str, ...]]] = [("", (os.path.realpath(self.root),))]
        while waiting:
            folder, chain = waiting.pop()
            names = dict(self._subfolders(folder))
            yield folder, frozenset(names)
            for name, is_link in names.items():
                path = f"{folder}/{name}".lstrip("/")
                if self.filter.folder(folder, name) or self._is_destination(path):
                    continue
                real = os.path.realpath(self.root / path) if is_link else f"{chain[-1]}/{name}"
                if real not in chain:
                    waiting.append((path, (*chain, real)))

    def _is_destination(self, path: str) -> bool:
        return os.path.normpath(self.root / path) == self.destination

    def _subfolders(self, folder: str) -> Iterator[tuple[str, bool]]:
        try:
            with os.scandir(self.root / folder) as entries:
                for entry in entries:
                    if _is_folder(entry):
                        yield entry.name, entry.is_symlink()
        except OSError as error:
            self.report(folder or ".", error)

    def _files(self, base: str, *, hidden: bool) -> Iterator[str]:
        """Yield files below `base`, relative to it; links to folders are not followed."""
        waiting = [""]
        while waiting:
            prefix = waiting.pop()
            try:
                with os.scandir(f"{self.root}/{base}/{prefix}") as entries:
                    for entry in entries:
                        if not hidden and entry.name.startswith("."):
                            continue
                        if entry.is_dir(follow_symlinks=False):
                            waiting.append(f"{prefix}{entry.name}/")
                        elif not _is_folder(entry):
                            yield prefix + entry.name
            except OSError as error:
                self.report(f"{base}/{prefix}".rstrip("/"), error)

    def _has_header(self, path: str) -> bool:
        """Tell whether a file's first line is that of a front matter; a byte order mark is none."""
        try:
            return has_front_matter(self.root / path)
        except OSError as error:
            self.report(path, error)
            return False
