"""The lines by which browsers and readers find the feeds of a page: autodiscovery."""

from collections.abc import Sequence
from html import escape

from reviewkit.feeds.listed import MEDIA_TYPES, NAMES, FeedFile, Listed
from reviewkit.feeds.words import one_line

__all__ = ["file_title", "head_links"]


def head_links(feeds: Sequence[Listed]) -> str:
    """Give a `<link rel="alternate">` for each file, a line each, for the head of a page.

    The first is the one a reader takes (HTML Living Standard, "link type alternate"), so they come
    in the order given. Where a feed has several formats, its title names them.
    """
    return "".join(f"{_link(feed, file)}\n" for feed in feeds for file in feed.files)


def file_title(feed: Listed, file: FeedFile) -> str:
    """Name one file of a feed: the feed's title, with the format behind it if there are several."""
    title = one_line(feed.title) or file.url
    return title if len(feed.files) == 1 else f"{title} ({NAMES[file.format]})"


def _link(feed: Listed, file: FeedFile) -> str:
    title, href = escape(file_title(feed, file)), escape(file.url)
    kind = MEDIA_TYPES[file.format]
    return f'<link rel="alternate" type="{kind}" title="{title}" href="{href}">'
