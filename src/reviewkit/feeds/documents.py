"""The documents of a feed: the one people subscribe to, and its archive (RFC 5005)."""

import posixpath
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from urllib.parse import quote

from reviewkit.feeds.channels import Channel
from reviewkit.feeds.feed import Links
from reviewkit.feeds.listed import FeedFile, FeedFormat
from reviewkit.feeds.stylesheet import stylesheet_instruction

__all__ = ["Document", "Places", "clashing", "documents"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where feeds are put: `home` is the site's address, `paths` the file names by format.

    `archive` is the folder of the main feed's archive; both end with a slash.
    """

    home: str
    paths: Mapping[FeedFormat, str]
    archive: str

    def files(self, folder: str) -> tuple[FeedFile, ...]:
        """Give the files of a feed in a folder below the output folder."""
        paths = {name: posixpath.normpath(folder + path) for name, path in self.paths.items()}
        return tuple(
            FeedFile(format=name, path=path, url=self.home + quote(path))
            for name, path in paths.items()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One feed document in all its formats, with the places of its posts, newest first.

    `links` are those of each format. An archive document has a `page`, from 1, the oldest.
    """

    channel: Channel
    page: int | None
    places: tuple[int, ...]
    files: tuple[FeedFile, ...]
    links: tuple[Links, ...]


def documents(
    channel: Channel, where: Places, *, archive_size: int, stylesheet: str | None
) -> tuple[Document, ...]:
    """Give the document to subscribe to, then those of the archive if the feed has one.

    The archive is filled from the oldest post, `archive_size` posts a document, so that a new post
    changes the newest one only, and opens the next when that is full. `stylesheet` is the path of
    one below the output folder.
    """
    oldest_first = channel.places[::-1]
    pages: Sequence[tuple[int, ...]] = [
        oldest_first[start : start + archive_size][::-1]
        for start in range(0, len(oldest_first) if channel.archive else 0, archive_size)
    ]
    folder = channel.folder or where.archive
    current = where.files(channel.folder)
    shelf = [where.files(f"{folder}archive/{page}/") for page in range(1, len(pages) + 1)]
    newest = Document(
        channel=channel,
        page=None,
        places=channel.places[: channel.limit],
        files=current,
        links=_links(current, shelf[-1:], (), (), stylesheet),
    )
    archived = (
        Document(
            channel=channel,
            page=number + 1,
            places=places,
            files=files,
            links=_links(
                files,
                shelf[number - 1 : number] if number else (),
                shelf[number + 1 : number + 2],
                [current],
                stylesheet,
            ),
        )
        for number, (places, files) in enumerate(zip(pages, shelf, strict=True))
    )
    return (newest, *archived)


def clashing(found: Sequence[Document], beside: Iterable[str] = ()) -> tuple[Document, str] | None:
    """Give the first document with a file that has no place beside those before it, and its path.

    Another file has the path, on a system that does not tell upper and lower case apart, or one
    would have to be a folder. `beside` are the paths of what is no feed.
    """
    files: set[str] = set()
    folders: set[str] = set()
    for taken in beside:
        path, above = _place(taken)
        files.add(path)
        folders |= above
    for document in found:
        for file in document.files:
            path, above = _place(file.path)
            if path in files | folders or above & files:
                return document, file.path
            files.add(path)
            folders |= above
    return None


def _place(path: str) -> tuple[str, AbstractSet[str]]:
    """Give a path as systems compare it, and the folders above it."""
    parts = unicodedata.normalize("NFC", path).casefold().split("/")
    return "/".join(parts), {"/".join(parts[:end]) for end in range(1, len(parts))}


_Neighbour = Sequence[tuple[FeedFile, ...]]
"""The files of another document, or nothing."""


def _links(
    files: Sequence[FeedFile],
    previous: _Neighbour,
    following: _Neighbour,
    current: _Neighbour,
    stylesheet: str | None,
) -> tuple[Links, ...]:
    def beside(neighbour: _Neighbour, number: int) -> str | None:
        return neighbour[0][number].url if neighbour else None

    return tuple(
        Links(
            self=file.url,
            previous=beside(previous, number),
            following=beside(following, number),
            current=beside(current, number),
            stylesheet=stylesheet and stylesheet_instruction(stylesheet, file.path),
        )
        for number, file in enumerate(files)
    )
