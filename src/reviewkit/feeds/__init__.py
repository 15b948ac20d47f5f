"""Feeds: posts that already hold HTML written as Atom, RSS and JSON Feed; one format a file."""

from collections.abc import Callable, Mapping
from typing import Final

from reviewkit.feeds.atom import atom
from reviewkit.feeds.channels import Channel, channels, public
from reviewkit.feeds.documents import Document, Places, clashing, documents
from reviewkit.feeds.entry import Entry, Presentation, make_entry, moments
from reviewkit.feeds.feed import (
    Feed,
    Links,
    home_of,
    jekyll_feed_path,
    make_feed,
    site_author,
    site_title,
)
from reviewkit.feeds.ids import Identified, IdScheme, identify, scheme_of
from reviewkit.feeds.json_feed import json_feed
from reviewkit.feeds.links import head_links
from reviewkit.feeds.listed import MEDIA_TYPES, NAMES, FeedFile, FeedFormat, Listed
from reviewkit.feeds.opml import opml
from reviewkit.feeds.register import Register, parse_register, register_bytes
from reviewkit.feeds.rss import rss
from reviewkit.feeds.size import fitting, shortened
from reviewkit.feeds.stylesheet import STYLESHEET
from reviewkit.feeds.subscribe import SUBSCRIBE, subscribe_values

__all__ = [
    "FORMATS",
    "MEDIA_TYPES",
    "NAMES",
    "STYLESHEET",
    "SUBSCRIBE",
    "Channel",
    "Document",
    "Entry",
    "Feed",
    "FeedFile",
    "FeedFormat",
    "IdScheme",
    "Identified",
    "Links",
    "Listed",
    "Places",
    "Presentation",
    "Register",
    "atom",
    "channels",
    "clashing",
    "documents",
    "fitting",
    "head_links",
    "home_of",
    "identify",
    "jekyll_feed_path",
    "json_feed",
    "make_entry",
    "make_feed",
    "moments",
    "opml",
    "parse_register",
    "public",
    "register_bytes",
    "rss",
    "scheme_of",
    "shortened",
    "site_author",
    "site_title",
    "subscribe_values",
]

FORMATS: Final[Mapping[FeedFormat, Callable[[Feed, Links], bytes]]] = {
    "atom": atom,
    "rss": rss,
    "json": json_feed,
}
"""Each format's writer: takes the feed and its links, gives the bytes of the file."""
