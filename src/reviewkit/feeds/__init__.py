"""Feeds: posts that already hold HTML written as Atom, RSS and JSON Feed; one format a file."""

from collections.abc import Callable, Mapping
from typing import Final, Literal

from reviewkit.feeds.atom import atom
from reviewkit.feeds.entry import Entry, Feed, make_feed, selected
from reviewkit.feeds.json_feed import json_feed
from reviewkit.feeds.rss import rss

__all__ = [
    "FORMATS",
    "Entry",
    "Feed",
    "FeedFormat",
    "atom",
    "json_feed",
    "make_feed",
    "rss",
    "selected",
]

FeedFormat = Literal["atom", "rss", "json"]

FORMATS: Final[Mapping[FeedFormat, Callable[[Feed, str], bytes]]] = {
    "atom": atom,
    "rss": rss,
    "json": json_feed,
}
"""Each format's writer: takes the feed and its own address, gives the bytes of the file."""
