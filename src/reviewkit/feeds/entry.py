"""One post as all three formats show it."""

import dataclasses
import datetime as dt
import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reviewkit.feeds.absolute import absolute
from reviewkit.feeds.content import HeroInContent, content_html
from reviewkit.feeds.hero import hero_url
from reviewkit.feeds.words import language, one_line
from reviewkit.model import Author, Image, Post, RenderedPost
from reviewkit.text import scrubbed

__all__ = ["Entry", "Presentation", "byline", "make_entry", "moments"]


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
class Presentation:
    """How entries show their posts: where the hero goes, what class labels have."""

    hero_in_content: HeroInContent = "auto"
    label_class: str = "reviewsection"


def make_entry(
    rendered: RenderedPost,
    *,
    id: str,  # noqa: A002 -- the formats call it so
    updated: dt.datetime,
    author: Author,
    presentation: Presentation = Presentation(),
) -> Entry:
    """Make the entry of a post under the `id` it has been given, see `ids.identify`.

    `updated` comes from `moments`, `author` is for posts that name none. The summary is the
    one-sentence review, else the description, else the first paragraph.
    """
    post, review = rendered.post, rendered.review
    sentence = review.one_sentence.text if review and review.one_sentence else ""
    title = one_line(post.title) or one_line(post.slug) or post.url
    summary = one_line(sentence or post.description or rendered.excerpt)
    image = _shown(post)
    content = content_html(
        rendered.html or "",
        post.url,
        image,
        hero_in_content=presentation.hero_in_content,
        label_class=presentation.label_class,
    )
    return Entry(
        id=id,
        url=post.url,
        title=title,
        summary=summary,
        content=content or f"<p>{html.escape(summary or title, quote=False)}</p>",
        published=_standard(post.date),
        updated=updated,
        authors=tuple(byline(one, post.url) for one in post.authors) or (author,),
        terms=tuple(dict.fromkeys(filter(None, map(one_line, (*post.categories, *post.tags))))),
        image=image,
        lang=language(post.lang),
    )


def _shown(post: Post) -> Image | None:
    """Give the hero image under the one address that all formats and the text write."""
    if post.image is None or (url := hero_url(post.image, post.url)) is None:
        return None
    return dataclasses.replace(post.image, url=url, alt=one_line(post.image.alt or ""))


def byline(author: Author, base: str) -> Author:
    """Give an author as every format can hold it, the address resolved on the page `base`."""
    address = scrubbed(author.uri or "")
    uri = absolute(address, base) if address else None
    email = scrubbed(author.email or "") or None
    return Author(name=one_line(author.name) or "?", uri=uri, email=email)


def moments(posts: Sequence[Post]) -> tuple[dt.datetime, ...]:
    """Give when each post last changed, no two of them at the same moment.

    Validators warn of equal `updated` values, which posts dated by the day alone have. Those are
    set a second apart: posts that never changed first, so that an edited one moves no other, and
    then in the order of their paths. All posts of the site are told apart together, so that one
    post has one `updated` in all feeds.
    """
    result = [_standard(post.updated or post.date) for post in posts]
    taken: set[dt.datetime] = set()
    for place in _in_order(posts, result):
        while result[place] in taken:
            result[place] += dt.timedelta(seconds=1)
        taken.add(result[place])
    return tuple(result)


def _in_order(posts: Sequence[Post], dates: Sequence[dt.datetime]) -> Iterable[int]:
    def age(place: int) -> tuple[dt.datetime, bool, dt.datetime, str]:
        post = posts[place]
        return dates[place], dates[place] > post.date, post.date, post.path

    return sorted(range(len(posts)), key=age)


def _standard(date: dt.datetime) -> dt.datetime:
    """Give a date in a form RFC 3339 can write: offsets of old times may have seconds."""
    offset = date.utcoffset() or dt.timedelta()
    return date.astimezone(dt.UTC) if offset.total_seconds() % 60 else date
