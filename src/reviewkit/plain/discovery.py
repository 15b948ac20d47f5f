"""Which files of a folder are posts, and what their place in it says."""

import glob
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

__all__ = ["PostFile", "find_posts", "unread_files"]

_MARKDOWN: Final = frozenset({".md", ".markdown", ".mdown", ".mkd"})
_OTHER_MARKUP: Final = frozenset({".mdx", ".rst", ".adoc", ".asciidoc", ".org"})
_DATED: Final = re.compile(r"(?P<date>\d{4}-\d\d-\d\d)-(?P<stem>.+)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFile:
    """A Markdown file that is a post.

    `source` is relative to the site with forward slashes. `folders` are those between the content
    folder and the post; `name` is the file's name without extension, or that of its folder for a
    bundle (`dune/index.md`). `date` and `stem` are the two parts of a name like
    `2025-01-20-dune`; without such a date it is None, and the stem is the name. `inside` is the
    `index.md` of the bundle around a file that is not one itself, None almost always.
    """

    source: str
    folders: tuple[str, ...]
    name: str
    date: str | None
    stem: str
    bundle: bool
    inside: str | None


def find_posts(root: Path, entry: str) -> list[PostFile]:
    """Find the posts of one entry of `content`: a folder, or a pattern of files; ordered by path.

    Files and folders whose names begin with `.` or `_` are no posts (`_index.md` is a section),
    nor is an `index.md` in the content folder itself, which is the page that lists them. Raises
    FileNotFoundError for a folder that does not exist.
    """
    base = _base(entry)
    files = (name for name in _files(root, entry) if _suffix(name) in _MARKDOWN)
    found = (_post_file(root, base, name) for name in sorted(files))
    return [file for file in found if file is not None]


def unread_files(root: Path, entry: str) -> list[str]:
    """Give the files of an entry that hold text in other markup, which is not read."""
    return sorted(name for name in _files(root, entry) if _suffix(name) in _OTHER_MARKUP)


def _is_pattern(entry: str) -> bool:
    return bool(re.search(r"[*?\[]", entry))


def _base(entry: str) -> str:
    """Give the folder in which a pattern begins: what stands before its first special part."""
    if not _is_pattern(entry):
        return entry
    parts = entry.split("/")[:-1]
    plain = next((place for place, part in enumerate(parts) if _is_pattern(part)), len(parts))
    return "/".join(parts[:plain])


def _files(root: Path, entry: str) -> Iterator[str]:
    """Yield the files of an entry, relative to the site, without hidden and special ones."""
    base = _base(entry)
    if _is_pattern(entry):
        hits = glob.iglob(entry, root_dir=root, recursive=True)  # noqa: PTH207 -- as strings, relative to the root
        names: Iterator[str] = (PurePosixPath(hit).as_posix() for hit in hits)
    else:
        names = _below(root, entry)
    for name in names:
        below = name.removeprefix(base).lstrip("/")
        if not any(map(_is_special, below.split("/"))) and (root / name).is_file():
            yield name


def _below(root: Path, folder: str) -> Iterator[str]:
    def broken(error: OSError) -> None:
        raise error

    for place, folders, files in os.walk(root / folder, onerror=broken):
        folders[:] = [name for name in folders if not _is_special(name)]
        inside = Path(place).relative_to(root).as_posix()
        yield from (f"{inside}/{name}" for name in files)


def _post_file(root: Path, base: str, source: str) -> PostFile | None:
    below = PurePosixPath(source.removeprefix(base).lstrip("/"))
    folders = below.parent.parts
    bundle = below.stem == "index"
    if bundle and not folders:
        return None
    name = folders[-1] if bundle else below.stem
    around = folders[:-1] if bundle else folders
    dated = _DATED.fullmatch(name)
    return PostFile(
        source=source,
        folders=around,
        name=name,
        date=dated["date"] if dated else None,
        stem=dated["stem"] if dated else name,
        bundle=bundle,
        inside=_bundle_around(root, base, around),
    )


def _bundle_around(root: Path, base: str, folders: tuple[str, ...]) -> str | None:
    """Find the `index.md` of a folder that holds a file somewhere inside."""
    for depth in range(1, len(folders) + 1):
        folder = PurePosixPath(base, *folders[:depth])
        for suffix in sorted(_MARKDOWN):
            if (root / folder / f"index{suffix}").is_file():
                return (folder / f"index{suffix}").as_posix()
    return None


def _is_special(name: str) -> bool:
    return name.startswith((".", "_")) or name == "node_modules"


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
