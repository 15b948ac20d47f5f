"""What Jekyll knows of one document before it renders it, put together in Jekyll's own order.

Folders first, then defaults, the front matter, the file's name. A fault in the front matter does
not stop Jekyll: it goes on with what it knew by then, under the date of the build and the whole
name of the file, and that is what `Knowledge.fault` marks.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from reviewkit.errors import PostError, Where
from reviewkit.jekyll.dates import BeyondCalendarError
from reviewkit.jekyll.defaults import deep_merge
from reviewkit.jekyll.discovery import SourceFile, dated_name
from reviewkit.jekyll.front_matter import Divided, divided, key_line, load
from reviewkit.jekyll.ruby import as_text, basename_without_extension, extension, is_true
from reviewkit.jekyll.slugify import titleize
from reviewkit.jekyll.terms import (
    all_categories,
    all_tags,
    folder_categories,
    joined_categories,
)

__all__ = [
    "Clock",
    "Knowledge",
    "document_data",
    "has_yaml_name",
    "is_draft",
    "yaml_document_data",
]

_DATE_FIX: Final = "write it as 2025-01-20 17:42:44 +0100"
_BEYOND: Final = "is one that Jekyll publishes and reviewkit cannot: it counts from year 1 to 9999"
_BEYOND_FIX: Final = "give the post a date between these years"
_MODERN: Final = 1973
"""From this year on every zone is whole minutes from UTC, and a date is stable when reread."""


@dataclass(frozen=True, slots=True)
class Clock:
    """How dates are read: the site's zone, the moment of the build, and `parse`."""

    zone: dt.tzinfo
    time: dt.datetime
    parse: Callable[[object], dt.datetime]


@dataclass(slots=True)
class Knowledge:
    """A document's data as Jekyll holds them, its text, and the fault that broke it, if any.

    Where there is a fault, `data` lacks what came after it: title, slug, date.
    """

    data: dict[str, Any]
    content: Divided
    fault: PostError | None = None


def document_data(
    file: SourceFile, content: str, defaults: Mapping[str, Any], clock: Clock
) -> Knowledge:
    """Give what is known of a document whose file holds `content`.

    Raises PostError for what stops Jekyll: a date that is none.
    """
    parts = divided(content)
    known = Knowledge(_from_folders(file), parts)
    merge = _Merger(file, clock, parts.head)
    try:
        merge(known.data, defaults)
        if parts.block is not None:
            merge(known.data, load(parts.block, file.path, clock.zone))
        _name(known.data, file, merge)
        _terms(known.data, merge)
    except _StopError as stop:
        raise stop.error from stop
    except PostError as error:
        known.fault = error
    except (ValueError, RecursionError) as error:
        known.fault = PostError(
            f"the front matter holds a value that cannot be read: {error}",
            where=Where(file.path, 1),
            fix="write plain text, numbers, dates and lists",
        )
    return known


def yaml_document_data(file: SourceFile, content: str, zone: dt.tzinfo) -> Knowledge:
    """Give what is known of a `.yml` document: its data, without defaults, text and file name.

    Raises PostError for broken YAML and for what is no mapping; both stop Jekyll.
    """
    try:
        values = load(content, file.path, zone)
    except PostError as error:
        raise PostError(
            f"{error.problem.what}, which stops Jekyll. The document was left out; the others "
            "are read",
            where=error.problem.where,
            fix=error.problem.fix,
        ) from error
    return Knowledge(dict(values), Divided(content, "", content.count("\n") + 1, content))


class _StopError(Exception):
    """What Jekyll does not go on from, as it would from other faults of a front matter."""

    def __init__(self, error: PostError) -> None:
        super().__init__(str(error))
        self.error = error


@dataclass(frozen=True, slots=True)
class _Merger:
    """Merges new data over old ones as `Document#merge_data!` does, dates read every time."""

    file: SourceFile
    clock: Clock
    head: str

    def __call__(self, data: dict[str, Any], new: Mapping[str, Any]) -> None:
        if not new:
            return
        categories = data.get("categories")
        if new.get("categories") is not None:
            try:
                categories = joined_categories(categories, new["categories"])
            except ValueError as error:
                raise PostError(
                    str(error),
                    where=Where(self.file.path, key_line(self.head, "categories")),
                    fix="write a list: categories: [films, thrillers]",
                ) from error
        for key, value in new.items():
            if key not in data or (value is not None and not isinstance(value, dict)):
                data[key] = value
            else:
                data.update(deep_merge({key: data[key]}, {key: value}))
        if categories is not None:
            data["categories"] = categories
        self.reread_date(data)

    def reread_date(self, data: dict[str, Any]) -> None:
        if "date" not in data:
            return
        date = data["date"]
        if (
            isinstance(date, dt.datetime)
            and date.tzinfo is self.clock.zone
            and date.year >= _MODERN
            and not date.microsecond
        ):
            return
        try:
            data["date"] = self.clock.parse("" if date is None else date)
        except (ValueError, OverflowError) as error:
            raise self._stopped(
                error,
                f"date: {as_text(date)!r} ",
                "is no date that Jekyll can read, and stops it",
                where=Where(self.file.path, key_line(self.head, "date")),
                fix=_DATE_FIX,
            ) from error

    def file_date(self, text: str) -> dt.datetime:
        try:
            return self.clock.parse(text)
        except (ValueError, OverflowError) as error:
            raise self._stopped(
                error,
                f"the date in the file's name, {text}, ",
                "does not exist, which stops Jekyll",
                where=Where(self.file.path),
                fix="rename the file to YYYY-MM-DD-title.md",
            ) from error

    def _stopped(
        self, error: Exception, shown: str, refused: str, *, where: Where, fix: str
    ) -> _StopError:
        if isinstance(error, BeyondCalendarError):
            refused, fix = _BEYOND, _BEYOND_FIX
        what = f"{shown}{refused}. The post was left out; the others are read"
        return _StopError(PostError(what, where=where, fix=fix))


def is_draft(file: SourceFile) -> bool:
    """Tell whether a file's place makes it a draft: below `_drafts`, and nowhere near `_posts`."""
    return file.in_drafts and file.collection.folder not in file.relative


def _from_folders(file: SourceFile) -> dict[str, Any]:
    """Begin with what the place of a file says."""
    draft = is_draft(file)
    special = "_drafts" if draft else file.collection.folder
    data: dict[str, Any] = {"categories": folder_categories(file.relative, special)}
    if draft:
        data["draft"] = True
    return data


def _name(data: dict[str, Any], file: SourceFile, merge: _Merger) -> None:
    """Take date, slug and title from the file's name where the front matter has none.

    A front matter date that is the moment of the build counts as none.
    """
    match = dated_name(file.relative)
    if match is not None:
        date = data.get("date")
        if date is None or abs((date - merge.clock.time).total_seconds()) < 1:
            data["date"] = merge.file_date(match["date"])
        slug = match["slug"]
    else:
        slug = _undated_slug(file.relative)
    slug = slug.rstrip(".")
    if not is_true(data.get("title")):
        data["title"] = titleize(slug)
    if not is_true(data.get("slug")):
        data["slug"] = slug


def _undated_slug(relative: str) -> str:
    stem, dot, _ext = relative.rpartition(".")
    return stem.rpartition("/")[2] if dot else basename_without_extension(relative)


def _terms(data: dict[str, Any], merge: _Merger) -> None:
    data["categories"] = all_categories(data)
    merge.reread_date(data)
    data["tags"] = all_tags(data)
    merge.reread_date(data)


def has_yaml_name(path: str) -> bool:
    """Tell whether a file is data without text."""
    return extension(path) in {".yml", ".yaml"}
