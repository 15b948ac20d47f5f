"""A feed document before it has a format: what stands in it, and what it links to."""

import datetime as dt
import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from reviewkit.feeds.entry import Entry, byline
from reviewkit.feeds.words import language, one_line
from reviewkit.model import Author, Site
from reviewkit.urls import ascii_url

__all__ = ["Feed", "Links", "home_of", "jekyll_feed_path", "make_feed", "site_author", "site_title"]

_NEVER: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""What an empty feed says it was updated; the formats want a date, and there is no clock here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed before it has a format; `home` is the address of the site with a slash at the end.

    `id` is the feed's own, which like those of its entries must not change.
    """

    id: str
    title: str
    description: str
    home: str
    lang: str | None
    author: Author
    updated: dt.datetime
    hubs: tuple[str, ...]
    entries: tuple[Entry, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The addresses of one document in one format (RFC 5005, section 4).

    `self` is its own. `previous` is the archive document with the posts before it, `following` the
    one after it; `current`, set in archive documents only, is the feed people subscribe to.
    `stylesheet` is what the instruction of that
    name says to browsers, see `stylesheet_instruction`.
    """

    self: str
    previous: str | None = None
    following: str | None = None
    current: str | None = None
    stylesheet: str | None = None

    @property
    def archived(self) -> bool:
        """Whether the document is one of several archive documents, and says so.

        Validators warn of one alone, which nothing leads to or from.
        """
        return bool(self.current and (self.previous or self.following))


def make_feed(
    site: Site,
    entries: Sequence[Entry],
    *,
    id: str,  # noqa: A002 -- the formats call it so
    name: str = "",
    title: str = "",
    hubs: Sequence[str] = (),
) -> Feed:
    """Make the feed of `entries`, which come newest first.

    `name` says which posts of the site it shows, and follows the site's title; `title`, where set,
    stands in their place.
    """
    own = site_title(site)
    return Feed(
        id=id,
        title=one_line(title) or (f"{own}: {one_line(name)}" if one_line(name) else own),
        description=one_line(site.description),
        home=home_of(site),
        lang=language(site.lang),
        author=site_author(site),
        updated=max((entry.updated for entry in entries), default=_NEVER),
        hubs=tuple(hubs),
        entries=tuple(entries),
    )


def home_of(site: Site) -> str:
    """Give the address of the site's first page."""
    return ascii_url(f"{site.url}{site.baseurl}/")


def jekyll_feed_path(site: Site) -> str:
    """Give the file jekyll-feed writes, below the output folder: `feed: {path: ...}`, feed.xml."""
    known = site.configuration.get("feed")
    moved = known.get("path") if isinstance(known, Mapping) else None
    return posixpath.normpath(f"/{moved or ''}").lstrip("/") or "feed.xml"


def site_title(site: Site) -> str:
    """Give the name of the site, its host where it has none."""
    return one_line(site.title) or urlsplit(home_of(site)).hostname or home_of(site)


def site_author(site: Site) -> Author:
    """Give who writes the posts that name nobody; the site itself where it names nobody either."""
    return byline(site.author, home_of(site)) if site.author else Author(name=site_title(site))
