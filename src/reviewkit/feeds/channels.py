"""Which feeds a site has, and which posts stand in each."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import get_args

from reviewkit.config import FeedSettings, FeedSubject, MoreFeeds
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
    `limit`. `name` says which posts these are; `title` is one the settings give instead. `one_of`
    is what `by` of the settings names, where the feed is one for each of those.
    """

    folder: str
    name: str
    title: str
    places: tuple[int, ...]
    limit: int
    archive: bool
    one_of: FeedSubject | None = None


def public(site: Site) -> tuple[int, ...]:
    """Give the places in `site.posts` of the posts that may stand in feeds, newest first.

    Drafts, future and unpublished posts are never among them, nor are posts marked
    `feed: false` or `hidden: true`.
    """
    return tuple(
        place
        for place, post in enumerate(site.posts)
        if post.state == "published"
        and post.front_matter.get("feed") is not False
        and post.front_matter.get("hidden") is not True
    )


def channels(
    site: Site, settings: FeedSettings, places: Sequence[int], rating_of: RatingOf
) -> tuple[Channel, ...]:
    """Give the feeds of a site: that of all its posts first, then those of `[[feed.more]]`.

    `places` are those `public` gives. `rating_of` is asked only for feeds by rating. A feed that
    the settings ask for twice is as the later table says.
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
    found = {channel.folder: channel for wanted in settings.more for channel in shelf.more(wanted)}
    return (main, *found.values())


def at_least(rating: Rating | None, least: str) -> bool:
    """Tell whether a rating reaches `least`, such as 7/10; other scales are converted.

    A rating whose scale the post does not name is taken to be on the scale of `least`.
    """
    value, best = (float(part) for part in least.split("/"))
    if rating is None or rating.value is None:
        return False
    return rating.value * best >= value * (rating.best or best)


@dataclass(frozen=True)
class _Shelf:
    """The public posts of a site, from which feeds are taken."""

    site: Site
    settings: FeedSettings
    places: tuple[int, ...]
    rating_of: RatingOf

    def more(self, wanted: MoreFeeds) -> Iterator[Channel]:
        """Give the feeds of one `[[feed.more]]`: one, or with `by` one for each value there is."""
        fitting, folder, names = set(self.places), "", []
        for subject in get_args(FeedSubject):
            value = getattr(wanted, subject)
            if value is not None:
                fitting &= set(self._values(subject).get(value, ()))
                folder += self._folder(subject, value)
                names.append(value)
        if wanted.rating is not None:
            fitting = {place for place in fitting if at_least(self.rating_of(place), wanted.rating)}
            folder += f"rating/{slug(wanted.rating)}/"
            names.append(f"{wanted.rating} and better")
        for value, under, chosen in self._divided(wanted.by, fitting):
            yield Channel(
                folder=f"{self.settings.folder}/{wanted.folder or folder}".rstrip("/")
                + f"/{under}",
                name=", ".join((*names, value) if value else names),
                title=wanted.title or "",
                places=chosen,
                limit=wanted.limit or self.settings.limit,
                archive=wanted.archive,
                one_of=wanted.by,
            )

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
        known = self._slugs(subject)
        return f"{subject}/{known[value] if value in known else slugs((*known, value))[value]}/"

    def _slugs(self, subject: FeedSubject) -> Mapping[str, str]:
        """Give the slugs of all values; of two that clash the one used first keeps the plain one.

        So a tag that is new takes no other tag's folder.
        """
        if subject not in self._known_slugs:
            values = self._values(subject)
            self._known_slugs[subject] = slugs(
                sorted(values, key=lambda value: (-values[value][-1], value))
            )
        return self._known_slugs[subject]

    def _values(self, subject: FeedSubject) -> Mapping[str, Sequence[int]]:
        """Give the places of the posts for each value, in the order of the values' names."""
        if subject not in self._known_values:
            found: dict[str, list[int]] = {}
            for place in self.places:
                for value in dict.fromkeys(_values(self.site, self.site.posts[place], subject)):
                    found.setdefault(value, []).append(place)
            self._known_values[subject] = dict(sorted(found.items()))
        return self._known_values[subject]

    _known_slugs: dict[FeedSubject, Mapping[str, str]] = field(default_factory=dict)
    _known_values: dict[FeedSubject, Mapping[str, Sequence[int]]] = field(default_factory=dict)


def _values(site: Site, post: Post, subject: FeedSubject) -> Iterable[str]:
    """Give a post's categories, tags, authors or collection, as plain text."""
    if subject == "category":
        return filter(None, map(scrubbed, post.categories))
    if subject == "tag":
        return filter(None, map(scrubbed, post.tags))
    if subject == "author":
        return [author.name for author in map(byline, post.authors)] or [site_author(site).name]
    return [post.collection]
