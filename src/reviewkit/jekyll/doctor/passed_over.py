"""Files that look like posts and documents, and that Jekyll passes over or does not make pages."""

import os
import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from reviewkit.errors import Problem, Where
from reviewkit.images import type_by_name
from reviewkit.jekyll.collection import Collection
from reviewkit.jekyll.configuration import Configuration
from reviewkit.jekyll.discovery import dated_name
from reviewkit.jekyll.doctor.names import better_name
from reviewkit.jekyll.entry_filter import EntryFilter
from reviewkit.jekyll.file_match import Patterns
from reviewkit.jekyll.front_matter import has_front_matter
from reviewkit.jekyll.ruby import extension
from reviewkit.model import Site

__all__ = ["passed_over"]

_SPECIAL: Final = ("_posts", "_drafts")
_TEXTS: Final = frozenset({".mdown", ".mdwn", ".mdx", ".txt", ".html", ".htm"})
"""Extensions in which people write posts, besides those of `markdown_ext`."""
_NO_POSTS: Final = frozenset({"readme", "license", "changelog", "contributing", "todo"})
_ALIKE: Final = frozenset({"post", "posts", "draft", "drafts"})


class _Finding(NamedTuple):
    """Why a file is passed over. Findings with the same `where` and `what` are told as one."""

    where: Where
    what: str
    fix: str
    file: str


def passed_over(site: Site, configuration: Configuration) -> Iterator[Problem]:
    """Find files that Jekyll does not publish, or not as the documents they look like.

    Backup files, hidden ones, `README` and what the configuration excludes by its own name are not
    mentioned: nobody wonders where those are.
    """
    seen = _Seen(site, configuration)
    groups: dict[tuple[Where, str], list[_Finding]] = {}
    for folder, names in seen.folders():
        for name in names:
            finding = seen.finding(folder, name)
            if finding is not None:
                groups.setdefault((finding.where, finding.what), []).append(finding)
    for (where, what), found in groups.items():
        first = found[0]
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        shown = what.replace("{file}", first.file + more)
        yield Problem(severity="warning", what=shown, where=where, fix=first.fix)


class _Seen:
    """What is known of a site while its files are looked at."""

    def __init__(self, site: Site, configuration: Configuration) -> None:
        self.root = site.root
        self.configuration = configuration
        self.filter = EntryFilter.of(configuration)
        self.read = {document.source for document in site.documents}
        self.read |= {problem.where.file for problem in site.problems if problem.where}
        self.plugins = site.plugins
        self.markdown = configuration.markdown_extensions
        self.below = configuration.text("collections_dir").strip("/")
        self.destination = os.path.normpath(site.destination)
        self.collections = {
            f"{self.below}/{one.folder}".lstrip("/"): one
            for one in configuration.collections
            if one.is_read
        }
        self.missing = [
            one for folder, one in self.collections.items() if not (site.root / folder).is_dir()
        ]

    def folders(self) -> Iterator[tuple[str, list[str]]]:
        """Yield every folder that somebody may have put a post in, with its files, in order."""
        for place, folders, names in os.walk(self.root):
            folder = os.path.relpath(place, self.root).replace(os.sep, "/")
            folder = "" if folder == "." else folder
            folders[:] = sorted(name for name in folders if self._may_hold_posts(folder, name))
            yield folder, sorted(names)

    def _may_hold_posts(self, folder: str, name: str) -> bool:
        path = f"{folder}/{name}".lstrip("/")
        if name.startswith((".", "~")) or os.path.normpath(self.root / path) == self.destination:
            return False
        excluded = self.filter.folder(folder, name) == "excluded"
        return not (excluded and self._surprising_pattern(path, folder=True) is None)

    def _surprising_pattern(self, path: str, *, folder: bool) -> str | None:
        """Give the pattern that excludes a path without naming it: `film` means `films/` too.

        None where a pattern names the path or a folder around it.
        """
        matching = [
            pattern
            for pattern in self.configuration.exclude
            if Patterns([pattern]).mean(path, folder=folder)
        ]
        if not matching or any(_names(pattern, path) for pattern in matching):
            return None
        return matching[0]

    def finding(self, folder: str, name: str) -> _Finding | None:
        """Tell why a file is no document of Jekyll's; None for one that is, or is not meant so."""
        path = f"{folder}/{name}".lstrip("/")
        if path in self.read:
            return None
        parts = folder.split("/")
        special = next((part for part in parts if part in _SPECIAL), None)
        if special is not None:
            depth = parts.index(special)
            above = self._folder_finding(parts[:depth], path)
            return above or self._file_finding("/".join(parts[: depth + 1]), path)
        if not self._is_text(name):
            return None
        for base, collection in self.collections.items():
            if f"{folder}/".startswith(f"{base}/"):
                return self._of_collection(base, collection, path)
        return self._of_other_folder(parts, path)

    def _is_text(self, name: str) -> bool:
        """Tell whether somebody may have written a review in a file of this name."""
        if name.startswith((".", "~")) or name.endswith(("~", "#")):
            return False
        if name.partition(".")[0].lstrip("_").lower() in _NO_POSTS:
            return False
        own = extension(name.rstrip(".")).lower()
        return own in self.markdown or own in _TEXTS

    def _folder_finding(self, above: Sequence[str], path: str) -> _Finding | None:
        """Find a folder around `_posts` that Jekyll does not visit."""
        if not self._is_text(path.rpartition("/")[2]):
            return None
        for depth, name in enumerate(above):
            around, place = "/".join(above[:depth]), "/".join(above[: depth + 1])
            reason = self.filter.folder(around, name)
            if reason == "excluded":
                return self._excluded(place, path, folder=True)
            if reason is not None and place not in self.collections:
                return _Finding(
                    Where(place),
                    f"Jekyll visits no folder whose name begins or ends as that of {name} does, "
                    "so {file} is not published",
                    f"rename the folder, or add it to include in {self.configuration.file}",
                    path,
                )
            if place in self.collections:
                return _Finding(
                    Where(place),
                    "Jekyll looks for no posts inside the folder of a collection: {file} is not "
                    "published",
                    "move the file out of the collection's folder",
                    path,
                )
        if self.below and not f"/{'/'.join(above)}".startswith(f"/{self.below}"):
            return _Finding(
                self.configuration.where("collections_dir"),
                f"collections_dir is {self.below}, and Jekyll looks for posts in that folder "
                "alone: {file} is not published",
                f"move the folder into {self.below}",
                path,
            )
        return None

    def _file_finding(self, base: str, path: str) -> _Finding | None:
        """Find why a file below a `_posts` or `_drafts` that is visited is no post."""
        inside = path.removeprefix(f"{base}/")
        name = inside.rpartition("/")[2]
        if type_by_name(name) and not any("postfile" in plugin for plugin in self.plugins):
            return _Finding(
                Where(base),
                "Jekyll publishes no pictures that lie in _posts, such as {file}",
                "move them to a folder such as assets/img/posts",
                path,
            )
        dated = dated_name(name.lstrip("_#")) is not None
        if not self._is_text(name) and not self._is_text_without_extension(path, name):
            return None
        reason = self.filter.file(base, inside)
        if reason == "excluded":
            return self._excluded(path, path, folder=False)
        if reason == "special" and not dated:
            return None  # as in _posts/_template.md
        better = better_name(name, self._date(path))
        if reason is not None:
            what = f"Jekyll publishes no file whose name begins or ends as that of {inside} does"
        elif not extension(name):
            what = f"{name} has no extension, so Jekyll does not publish it"
        elif dated:
            return None  # which the reader leaves out for a reason of its own
        else:
            what = f"{name} has not the form YEAR-MONTH-DAY-title.md, so Jekyll does not publish it"
        return _Finding(Where(path), what, f"rename it to {better}", path)

    def _is_text_without_extension(self, path: str, name: str) -> bool:
        return "." not in name and name.lower() not in _NO_POSTS and self._has_front_matter(path)

    def _excluded(self, place: str, path: str, *, folder: bool) -> _Finding | None:
        pattern = self._surprising_pattern(place, folder=folder)
        if pattern is None:
            return None
        return _Finding(
            self.configuration.where("exclude"),
            f"exclude: {pattern} also means {place if folder else '{file}'}, as Jekyll compares "
            "beginnings and lets * stand for slashes too: {file} is not published",
            "write the whole name of what is meant, with a slash behind a folder",
            path,
        )

    def _of_collection(self, base: str, collection: Collection, path: str) -> _Finding | None:
        if self.filter.file(collection.folder, path.removeprefix(f"{base}/")) is not None:
            return None
        if self._has_front_matter(path):
            return None
        made = "copies the file as it is" if collection.output else "does not know the document"
        return _Finding(
            Where(path, 1),
            f"the file does not begin with the line --- of a front matter, so Jekyll {made}",
            "put a front matter above the text, without an empty line or byte order mark in front",
            path,
        )

    def _of_other_folder(self, parts: Sequence[str], path: str) -> _Finding | None:
        """Find a folder that is nearly called `_posts`, `_drafts`, or like a collection."""
        for depth, part in enumerate(parts):
            place = "/".join(parts[: depth + 1])
            bare = part.strip("_-. ").casefold()
            if bare in _ALIKE and f"_{bare.rstrip('s')}s" not in self.collections:
                return self._nearly(place, part, f"_{bare.rstrip('s')}s", path)
            if part.startswith("_") and depth == len(self.below.split("/")) * bool(self.below):
                return self._nearly_a_collection(place, bare, path)
        return None

    def _nearly(self, place: str, part: str, meant: str, path: str) -> _Finding | None:
        draft = meant == "_drafts"
        if draft and part.startswith("_"):
            return None
        if not draft and dated_name(path.rpartition("/")[2]) is None:
            return None
        if not self._has_front_matter(path):
            return None
        made = (
            "does not read {file}" if part.startswith("_") else "makes an ordinary page of {file}"
        )
        return _Finding(
            Where(place),
            f"the folder is not called {meant}, so Jekyll {made}",
            f"rename the folder to {meant}",
            path,
        )

    def _nearly_a_collection(self, place: str, bare: str, path: str) -> _Finding | None:
        for one in self.missing:
            if one.label.casefold().rstrip("s") == bare.rstrip("s"):
                return _Finding(
                    self.configuration.where("collections", one.label),
                    f"the collection {one.label} lies in {one.folder}, and there is only {place}: "
                    "Jekyll does not read {file}",
                    f"rename the folder to {one.folder}, or the collection",
                    path,
                )
        return None

    def _has_front_matter(self, path: str) -> bool:
        try:
            return has_front_matter(self.root / path)
        except OSError:
            return False

    def _date(self, path: str) -> str | None:
        """Give the day that the front matter of a file names, as it is written."""
        try:
            with (self.root / path).open(encoding="utf-8", errors="replace") as file:
                start = file.read(4000)
        except OSError:
            return None
        found = re.search(r"^date:\s*[\"']?(\d{4}-\d\d-\d\d)(?!\d)", start, re.MULTILINE)
        return found[1] if found else None


def _names(pattern: str, path: str) -> bool:
    """Tell whether a pattern means a path by its whole name, or the folder it lies in."""
    bare = pattern.rstrip("/")
    if path == bare or path.startswith(f"{bare}/"):
        return True
    crossing = pattern.count("/") != path.count("/") and "**" not in pattern
    return any(sign in pattern for sign in "*?[") and not crossing
