"""A feed as its subscribers find it: a title, and a file in each format."""

from dataclasses import dataclass
from typing import Final, Literal

__all__ = ["MEDIA_TYPES", "NAMES", "FeedFile", "FeedFormat", "Listed"]

FeedFormat = Literal["atom", "rss", "json"]

MEDIA_TYPES: Final[dict[FeedFormat, str]] = {
    "atom": "application/atom+xml",
    "rss": "application/rss+xml",
    "json": "application/feed+json",
}
"""What a web server should call each format (RFC 4287, section 7; JSON Feed 1.1)."""

NAMES: Final[dict[FeedFormat, str]] = {"atom": "Atom", "rss": "RSS", "json": "JSON Feed"}
"""What people call them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFile:
    """One file of a feed: `path` is relative to the output folder, `url` is absolute and ASCII."""

    format: FeedFormat
    path: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A feed people can subscribe to, with its files in the order of the settings."""

    title: str
    files: tuple[FeedFile, ...]
