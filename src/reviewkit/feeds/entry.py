"""The one model of a feed from which all three formats are written."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import urljoin, urlsplit

from reviewkit.feeds.content import content_html
from reviewkit.feeds.text import scrubbed
from reviewkit.model import Author, Image, RenderedPost, Site

__all__ = ["Entry", "Feed", "IdScheme", "make_feed", "selected"]

IdScheme = Literal["auto", "permalink", "jekyll-feed"]

_NEVER: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""What an empty feed says it was updated; the formats want a date, and there is no clock here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One post in a feed: plain text everywhere but in `content`, which is HTML with absolute URLs.

    `updated` is when the post last changed, `published` when it appeared; both carry a zone.
    """

    id: str
    url: str
    title: str
    summary: str
    content: str = field(repr=False)
    published: dt.datetime
    updated: dt.datetime
    authors: tuple[Author, ...]
    terms: tuple[str, ...]
    image: Image | None
    lang: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed before it has a format; `home` is the address of the site with a slash at the end."""

    title: str
    description: str
    home: str
    lang: str | None
    author: Author
    updated: dt.datetime
    hubs: tuple[str, ...]
    entries: tuple[Entry, ...]


def selected(site: Site, limit: int) -> tuple[int, ...]:
    """Give the places in `site.posts` of the posts a feed shows: the newest `limit` public ones.

    Drafts, future and unpublished posts are never among them, nor are posts marked
    `feed: false` or `hidden: true`.
    """
    public = (
        place
        for place, post in enumerate(site.posts)
        if post.state == "published"
        and post.front_matter.get("feed") is not False
        and post.front_matter.get("hidden") is not True
    )
    return tuple(place for place, _ in zip(public, range(limit), strict=False))


def make_feed(
    site: Site,
    posts: Sequence[RenderedPost],
    *,
    hubs: Sequence[str] = (),
    id_scheme: IdScheme = "auto",
) -> Feed:
    """Make the feed of `posts`, which come newest first.

    The ids are those that the site's subscribers already know, see `entry_id`. The summary of an
    entry is its one-sentence review, else its description, else its first paragraph.
    """
    home = urljoin(f"{site.url}{site.baseurl}/", ".")
    title = scrubbed(site.title) or urlsplit(home).hostname or home
    author = site.author or Author(name=title)
    scheme = _scheme(site, id_scheme)
    entries = tuple(_entry(site, rendered, scheme, author) for rendered in posts)
    return Feed(
        title=title,
        description=scrubbed(site.description),
        home=home,
        lang=site.lang,
        author=author,
        updated=max((entry.updated for entry in entries), default=_NEVER),
        hubs=tuple(hubs),
        entries=entries,
    )


def entry_id(site: Site, rendered: RenderedPost, scheme: IdScheme) -> str:
    """Give the id of a post's entry, which must never change.

    `guid` in the front matter wins. `permalink` is the post's URL, as in Chirpy's own feed;
    `jekyll-feed` is the absolute form of Jekyll's `post.id`, as that plug-in writes it.
    """
    guid = rendered.post.front_matter.get("guid")
    if guid:
        return str(guid)
    if scheme == "jekyll-feed":
        return urljoin(f"{site.url}/", site.baseurl + rendered.post.id)
    return rendered.post.url


def _scheme(site: Site, given: IdScheme) -> IdScheme:
    if given != "auto":
        return given
    return "jekyll-feed" if "jekyll-feed" in site.plugins else "permalink"


def _entry(site: Site, rendered: RenderedPost, scheme: IdScheme, author: Author) -> Entry:
    post, review = rendered.post, rendered.review
    sentence = review.one_sentence.text if review and review.one_sentence else ""
    summary = sentence or post.description or rendered.excerpt
    return Entry(
        id=entry_id(site, rendered, scheme),
        url=post.url,
        title=scrubbed(post.title) or post.slug,
        summary=scrubbed(summary),
        content=content_html(scrubbed(rendered.html), post.url, post.image),
        published=post.date,
        updated=post.updated or post.date,
        authors=post.authors or (author,),
        terms=tuple(dict.fromkeys(filter(None, map(scrubbed, (*post.categories, *post.tags))))),
        image=post.image,
        lang=post.lang,
    )
