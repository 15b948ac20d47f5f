"""Which feeds a site has, and which posts stand in each."""

import posixpath
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from fractions import Fraction
from typing import get_args

from reviewkit.config import FeedSettings, FeedSubject
from reviewkit.feeds.entry import byline
from reviewkit.feeds.feed import site_author
from reviewkit.feeds.slugs import slug, slugs
from reviewkit.model import Post, Rating, Site
from reviewkit.text import scrubbed

__all__ = ["Channel", "RatingOf", "at_least", "channels", "public"]

RatingOf = Callable[[int], Rating | None]
"""Gives the rating of the post at a place in `site.posts`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One feed of a site, before its posts are rendered.

    `folder` is where its files go, below the output folder: empty or with a slash at the end.
    `places` are those of all its posts in `site.posts`, newest first, of which the feed shows
    `limit`. `name` says which posts these are; `title` is one the settings give instead. `table` is
    the number of the `[[feed.more]]` that asks for it, from 0; None for the feed of all posts.
    `one_of` is what its `by` names, where the feed is one for each of those.
    """

    folder: str
    name: str
    title: str
    places: tuple[int, ...]
    limit: int
    archive: bool
    table: int | None = None
    one_of: FeedSubject | None = None


def public(site: Site) -> tuple[int, ...]:
    """Give the places in `site.posts` of the posts that may stand in feeds, newest first.

    Drafts, future and unpublished posts are never among them, nor are posts marked
    `feed: false`, `hidden: true` or `draft: true`: Jekyll publishes the last, which jekyll-feed
    leaves out.
    """
    return tuple(
        place
        for place, post in enumerate(site.posts)
        if post.state == "published"
        and post.front_matter.get("feed") is not False
        and post.front_matter.get("hidden") is not True
        and post.front_matter.get("draft") is not True
    )


def channels(
    site: Site, settings: FeedSettings, places: Sequence[int], rating_of: RatingOf
) -> tuple[Channel, ...]:
    """Give the feeds of a site: that of all its posts first, then those of `[[feed.more]]`.

    `places` are those `public` gives. `rating_of` is asked only for feeds by rating. A feed that
    the settings ask for twice is as the later table says: one for a tag after those of all tags.
    """
    shelf = _Shelf(site, settings, tuple(places), rating_of)
    main = Channel(
        folder="",
        name="",
        title="",
        places=tuple(places),
        limit=settings.limit,
        archive=settings.archive,
    )
    found = {
        (channel.folder, asked): channel
        for table in range(len(settings.more))
        for asked, channel in shelf.more(table)
    }
    return (main, *found.values())


def at_least(rating: Rating | None, least: str) -> bool:
    """Tell whether a rating reaches `least`, such as 7/10; other scales are converted.

    A rating whose scale the post does not name is taken to be on that of `least`, if it can be.
    """
    if rating is None or rating.value is None:
        return False
    value, best = map(Fraction, least.split("/"))
    given = Fraction(str(rating.value))
    if rating.best is None:
        return value <= given <= best
    return given * best >= value * Fraction(str(rating.best))


_Asked = tuple[str, str]
"""A subject, or rating, and the value it has to have."""


@dataclass(frozen=True)
class _Shelf:
    """The public posts of a site, from which feeds are taken."""

    site: Site
    settings: FeedSettings
    places: tuple[int, ...]
    rating_of: RatingOf

    def more(self, table: int) -> Iterator[tuple[AbstractSet[_Asked], Channel]]:
        """Give the feeds of one `[[feed.more]]`: one, or with `by` one for each value there is.

        With each comes what it asks of its posts.
        """
        wanted = self.settings.more[table]
        fitting, folder = set(self.places), ""
        asked: dict[str, str] = {}
        for subject in get_args(FeedSubject):
            given = getattr(wanted, subject)
            if given is not None:
                value = _plain(given)
                fitting &= set(self._values(subject).get(value, ()))
                folder += self._folder(subject, value)
                asked[subject] = value
        if wanted.rating is not None:
            fitting = {place for place in fitting if at_least(self.rating_of(place), wanted.rating)}
            folder += f"rating/{slug(wanted.rating)}/"
            asked["rating"] = f"{wanted.rating} and better"
        for value, under, chosen in self._divided(wanted.by, fitting):
            names = (*asked.values(), *filter(None, [value]))
            asks = {*asked.items(), *([(wanted.by, value)] if wanted.by else [])}
            yield (
                frozenset(asks),
                Channel(
                    folder=self._below(wanted.folder or folder, under),
                    name=", ".join(names),
                    title=wanted.title or "",
                    places=chosen,
                    limit=wanted.limit or self.settings.limit,
                    archive=wanted.archive,
                    table=table,
                    one_of=wanted.by,
                ),
            )

    def _below(self, folder: str, under: str) -> str:
        path = posixpath.normpath(posixpath.join(self.settings.folder, folder, under))
        return "" if path == "." else f"{path}/"

    def _divided(
        self, by: FeedSubject | None, fitting: AbstractSet[int]
    ) -> Iterator[tuple[str, str, tuple[int, ...]]]:
        """Give each value with its folder and the fitting posts that have it, newest first."""
        if by is None:
            yield "", "", tuple(place for place in self.places if place in fitting)
            return
        for value, places in self._values(by).items():
            if chosen := tuple(place for place in places if place in fitting):
                yield value, self._folder(by, value), chosen

    def _folder(self, subject: FeedSubject, value: str) -> str:
        return f"{subject}/{self._slugs(subject)[value]}/"

    def _slugs(self, subject: FeedSubject) -> Mapping[str, str]:
        """Give the slugs of all values; of two that clash the one used first keeps the plain one.

        So a tag that is new takes no other tag's folder. Those that no post has come last.
        """
        if subject not in self._known_slugs:
            values = self._values(subject)
            used = sorted(values, key=lambda value: (-values[value][-1], value))
            wanted = (getattr(one, subject) for one in self.settings.more)
            self._known_slugs[subject] = slugs((*used, *map(_plain, filter(None, wanted))))
        return self._known_slugs[subject]

    def _values(self, subject: FeedSubject) -> Mapping[str, Sequence[int]]:
        """Give the places of the posts for each value, in the order of the values' names."""
        if subject not in self._known_values:
            found: dict[str, list[int]] = {}
            for place in self.places:
                values = map(_plain, _values(self.site, self.site.posts[place], subject))
                for value in filter(None, dict.fromkeys(values)):
                    found.setdefault(value, []).append(place)
            self._known_values[subject] = dict(sorted(found.items()))
        return self._known_values[subject]

    _known_slugs: dict[FeedSubject, Mapping[str, str]] = field(default_factory=dict)
    _known_values: dict[FeedSubject, Mapping[str, Sequence[int]]] = field(default_factory=dict)


def _values(site: Site, post: Post, subject: FeedSubject) -> Iterable[str]:
    """Give a post's categories, tags, authors or collection."""
    if subject == "category":
        return post.categories
    if subject == "tag":
        return post.tags
    if subject == "author":
        names = [byline(author, post.url).name for author in post.authors]
        return names or [site_author(site).name]
    return [post.collection]


def _plain(value: str) -> str:
    """Give a name in the one form in which names that look the same are equal."""
    return unicodedata.normalize("NFC", scrubbed(value))
