"""The one model of a feed from which all three formats are written."""

import dataclasses
import datetime as dt
import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import urlsplit

from reviewkit.feeds.content import content_html
from reviewkit.model import Author, Image, Post, RenderedPost, Site
from reviewkit.text import scrubbed

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
    home = f"{site.url}{site.baseurl}/"
    title = scrubbed(site.title) or urlsplit(home).hostname or home
    author = _author(site.author) if site.author else Author(name=title)
    scheme = _scheme(site, id_scheme)
    entries = _apart(_entry(rendered, scheme, author) for rendered in posts)
    return Feed(
        id=f"{site.id_start}/{'feed.xml' if scheme == 'jekyll-feed' else ''}",
        title=title,
        description=scrubbed(site.description),
        home=home,
        lang=scrubbed(site.lang or "") or None,
        author=author,
        updated=max((entry.updated for entry in entries), default=_NEVER),
        hubs=tuple(hubs),
        entries=entries,
    )


def entry_id(post: Post, scheme: IdScheme) -> str:
    """Give the id of a post's entry, which must never change.

    `guid` in the front matter wins. `permalink` is the post's URL, as in Chirpy's own feed;
    `jekyll-feed` is the absolute form of Jekyll's `post.id`, as that plug-in writes it.
    """
    guid = post.front_matter.get("guid")
    if guid and (cleaned := scrubbed(str(guid))):
        return cleaned
    if scheme == "jekyll-feed":
        return post.absolute_id
    return post.url


def _scheme(site: Site, given: IdScheme) -> IdScheme:
    if given != "auto":
        return given
    return "jekyll-feed" if "jekyll-feed" in site.plugins else "permalink"


def _entry(rendered: RenderedPost, scheme: IdScheme, author: Author) -> Entry:
    post, review = rendered.post, rendered.review
    sentence = review.one_sentence.text if review and review.one_sentence else ""
    title = scrubbed(post.title) or scrubbed(post.slug) or post.url
    summary = scrubbed(sentence or post.description or rendered.excerpt)
    image = post.image and dataclasses.replace(post.image, alt=scrubbed(post.image.alt or ""))
    content = content_html(rendered.html or "", post.url, image)
    return Entry(
        id=entry_id(post, scheme),
        url=post.url,
        title=title,
        summary=summary,
        content=content or f"<p>{html.escape(summary or title, quote=False)}</p>",
        published=_standard(post.date),
        updated=_standard(post.updated or post.date),
        authors=tuple(map(_author, post.authors)) or (author,),
        terms=tuple(dict.fromkeys(filter(None, map(scrubbed, (*post.categories, *post.tags))))),
        image=image,
        lang=scrubbed(post.lang or "") or None,
    )


def _author(author: Author) -> Author:
    uri, email = (scrubbed(text or "") or None for text in (author.uri, author.email))
    return Author(name=scrubbed(author.name) or "?", uri=uri, email=email)


def _standard(date: dt.datetime) -> dt.datetime:
    """Give a date in a form RFC 3339 can write: offsets of old times may have seconds."""
    offset = date.utcoffset() or dt.timedelta()
    return date.astimezone(dt.UTC) if offset.total_seconds() % 60 else date


def _apart(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Set entries of the same moment a second apart, in the order of their URLs.

    Validators warn of equal `updated` values, which posts dated by the day alone have.
    """
    result = list(entries)
    taken: set[dt.datetime] = set()
    for place in sorted(range(len(result)), key=lambda n: (result[n].updated, result[n].url)):
        updated = result[place].updated
        while updated in taken:
            updated += dt.timedelta(seconds=1)
        taken.add(updated)
        result[place] = dataclasses.replace(result[place], updated=updated)
    return tuple(result)
