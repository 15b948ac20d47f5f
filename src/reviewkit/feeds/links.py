"""The lines by which browsers and readers find the feeds of a page: autodiscovery."""

import re
from collections.abc import Sequence
from html import escape
from typing import Final

from reviewkit.feeds.listed import MEDIA_TYPES, NAMES, FeedFile, Listed
from reviewkit.text import scrubbed

__all__ = ["file_title", "head_links", "one_line"]

_PLANE_ENDS: Final = "".join(
    f"{chr(0xFFFE + (plane << 16))}{chr(0xFFFF + (plane << 16))}" for plane in range(17)
)
_FORBIDDEN: Final = re.compile(f"[\x7f-\x84\x86-\x9f\ufdd0-\ufdef{_PLANE_ENDS}]")
"""What XML allows and HTML does not: controls and noncharacters (HTML Living Standard, 13.1).

U+0085 is a line break and becomes a space.
"""


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


def one_line(text: str) -> str:
    """Put a text on one line, without the characters that XML or HTML forbids."""
    return " ".join(_FORBIDDEN.sub("", scrubbed(text)).split())


def _link(feed: Listed, file: FeedFile) -> str:
    title, href = escape(file_title(feed, file)), escape(file.url)
    kind = MEDIA_TYPES[file.format]
    return f'<link rel="alternate" type="{kind}" title="{title}" href="{href}">'
