"""The feeds of a site that has been read: which there are, and what stands in each file."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Protocol
from urllib.parse import quote

import msgspec

from reviewkit.assets import as_written
from reviewkit.cli.feed_ids import kept_ids
from reviewkit.cli.pipeline import missing_sentence
from reviewkit.config import FeedSettings, Settings, setting_place
from reviewkit.errors import ConfigurationError, Problem, Where
from reviewkit.feeds import (
    FORMATS,
    STYLESHEET,
    SUBSCRIBE,
    Channel,
    Document,
    Entry,
    FeedFormat,
    Identified,
    Listed,
    Places,
    Presentation,
    Register,
    channels,
    clashing,
    documents,
    fitting,
    home_of,
    identify,
    jekyll_feed_path,
    make_entry,
    make_feed,
    moments,
    opml,
    public,
    shortened,
    site_author,
    site_title,
    subscribe_values,
)
from reviewkit.model import Post, Rating, RenderedPost, Site

__all__ = ["FedSite", "FeedContent", "SiteFeeds"]

_JEKYLL_FEED: Final = "feed.xml"
_PAGE: Final = "subscribe.html"
_OF_ENTRY: Final = 4
"""One post takes at most this part of a feed."""
_CHOOSING: Final = ("by", "category", "tag", "author", "collection", "rating")
"""What a `[[feed.more]]` says of its posts."""


class FedSite(Protocol):
    """A site whose posts can be fed: read by reviewkit, or by the generator that builds it.

    `problems` takes what the person should know; `configuration_file` is named where the settings
    do not stand in reviewkit's own file.
    """

    site: Site
    settings: Settings
    problems: list[Problem]

    @property
    def configuration_file(self) -> str: ...  # noqa: D102 -- the class says it

    def understand(self, post: Post, /) -> RenderedPost: ...  # noqa: D102 -- gives a post of `site` with its HTML and review


@dataclass(frozen=True, slots=True)
class FeedContent:
    """What is to stand in one feed file."""

    format: FeedFormat
    title: str
    page: int | None
    path: str
    url: str
    entries: int
    data: bytes = field(repr=False)


@dataclass
class SiteFeeds:
    """The feeds of the site `opened`, as `settings` want them, in `formats`.

    Posts are rendered when a feed needs them, each once.
    """

    opened: FedSite
    settings: FeedSettings
    formats: Sequence[FeedFormat]
    _rendered: dict[int, RenderedPost] = field(default_factory=dict)
    _entries: dict[int, Entry | None] = field(default_factory=dict)

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """All documents, that of all posts first."""
        places = tuple(place for place in self._public if place in self._ids)
        found = channels(self.opened.site, self.settings, places, self._rating)
        where = Places(
            home=home_of(self.opened.site), paths=self._paths, archive=f"{self.settings.folder}/"
        )
        self._tell_empty(found)
        result = tuple(
            document
            for channel in found
            for document in documents(
                channel,
                where,
                archive_size=self.settings.archive_size,
                stylesheet=self._stylesheet if self.settings.stylesheet else None,
            )
        )
        if clash := clashing(result, self._beside(result)):
            raise self._clash(*clash)
        return result

    @property
    def listed(self) -> tuple[Listed, ...]:
        """What people can subscribe to."""
        return tuple(self._listed(document) for document in self.documents if not document.page)

    @property
    def listed_on_every_page(self) -> tuple[Listed, ...]:
        """The feeds that belong to the whole site, not to one tag or author of many."""
        return tuple(
            self._listed(document)
            for document in self.documents
            if not document.page and document.channel.one_of is None
        )

    def needed(self) -> tuple[int, ...]:
        """Give the places of all posts that stand in some feed, newest first."""
        return tuple(sorted({place for document in self.documents for place in document.places}))

    def render(self, place: int) -> None:
        """Make the entry of a post; its problems are collected."""
        if place in self._entries:
            return
        rendered = self._understood(place)
        if rendered.html is None:
            self._entries[place] = None
            return
        if problem := missing_sentence(rendered, "Its summary is the description or first lines"):
            self.opened.problems.append(problem)
        entry = make_entry(
            rendered,
            id=self._ids[place],
            updated=self._moments[place],
            author=site_author(self.opened.site),
            presentation=Presentation(
                hero_in_content=self.settings.hero_in_content,
                label_class=self.opened.settings.review.label_class,
            ),
        )
        most = self.settings.max_bytes // _OF_ENTRY
        short = shortened(entry, most, self.settings.hero_in_content)
        if short is not entry:
            self.opened.problems.append(_too_long(rendered.post))
        self._entries[place] = short

    def contents(self) -> Iterator[FeedContent]:
        """Give every file with its content."""
        for document in self.documents:
            yield from self._files(document)

    def companions(self) -> Iterator[tuple[str, bytes]]:
        """Give the files around the feeds, each with its path below the output folder."""
        site = self.opened.site
        title, home = site_title(site), home_of(site)
        paths = self._beside(self.documents)
        if self._stylesheet in paths:
            yield self._stylesheet, as_written(site.root, STYLESHEET)
        if self._opml in paths:
            yield self._opml, opml(title, home, self.listed)
        if _PAGE in paths:
            from reviewkit.templating import make_environment, render  # noqa: PLC0415 -- slow to import, and few sites have the page

            address = home + quote(self._opml) if self._opml in paths else None
            values = subscribe_values(title, home, self.listed, lang=site.lang, opml=address)
            page = render(make_environment(site.root), SUBSCRIBE, values)
            yield _PAGE, page.encode()

    @property
    def register(self) -> Register:
        """The ids of all entries, for the next time."""
        return self._identified.register

    def _beside(self, found: Sequence[Document]) -> AbstractSet[str]:
        """Give the paths of the files around the feeds."""
        settings = self.settings
        several = sum(not document.page for document in found) > 1
        wanted = {
            self._stylesheet: settings.stylesheet and bool({"atom", "rss"} & set(self.formats)),
            self._opml: several if settings.opml is None else settings.opml,
            _PAGE: settings.subscribe,
        }
        return {path for path, is_wanted in wanted.items() if is_wanted}

    @property
    def _stylesheet(self) -> str:
        return f"{self.settings.folder}/feed.css"

    @property
    def _opml(self) -> str:
        return f"{self.settings.folder}/feeds.opml"

    def _files(self, document: Document) -> Iterator[FeedContent]:
        site = self.opened.site
        for place in document.places:
            self.render(place)
        entries: Sequence[Entry] = [
            entry for place in document.places if (entry := self._entries[place]) is not None
        ]
        if document.page is None:
            shown = fitting(entries, self.settings.max_bytes)
            if len(shown) < len(entries):
                self.opened.problems.append(self._too_many(document, len(shown)))
            entries = shown
        feed = make_feed(
            site,
            entries,
            id=self._feed_id(document),
            name=document.channel.name,
            title=document.channel.title,
            hubs=self.settings.hubs,
        )
        for file, links in zip(document.files, document.links, strict=True):
            yield FeedContent(
                format=file.format,
                title=feed.title,
                page=document.page,
                path=file.path,
                url=file.url,
                entries=len(entries),
                data=FORMATS[file.format](feed, links),
            )

    def _feed_id(self, document: Document) -> str:
        """Give the id of a feed: its archive has the same, and it stays when the site moves."""
        found, folder = self._identified, document.channel.folder
        return found.register.home + quote(folder) if folder else found.feed

    def _listed(self, document: Document) -> Listed:
        return Listed(title=self._title(document), files=document.files)

    def _title(self, document: Document) -> str:
        return make_feed(
            self.opened.site, (), id="", name=document.channel.name, title=document.channel.title
        ).title

    def _rating(self, place: int) -> Rating | None:
        review = self._understood(place).review
        return review.rating if review else None

    def _understood(self, place: int) -> RenderedPost:
        if place not in self._rendered:
            self._rendered[place] = self.opened.understand(self.opened.site.posts[place])
        return self._rendered[place]

    @cached_property
    def _public(self) -> tuple[int, ...]:
        return public(self.opened.site)

    @cached_property
    def _identified(self) -> Identified:
        site = self.opened.site
        posts = [site.posts[place] for place in self._public]
        found = identify(site, posts, self._kept, self.settings.id_scheme)
        self.opened.problems.extend(found.problems)
        return found

    @property
    def _kept(self) -> Register | None:
        return kept_ids(self.opened.site.root, self.settings.ids)

    @cached_property
    def _ids(self) -> Mapping[int, str]:
        ids = self._identified.ids
        return {place: one for place, one in zip(self._public, ids, strict=True) if one}

    @cached_property
    def _moments(self) -> Mapping[int, dt.datetime]:
        posts = [self.opened.site.posts[place] for place in self._public]
        return dict(zip(self._public, moments(posts), strict=True))

    @cached_property
    def _paths(self) -> Mapping[FeedFormat, str]:
        """Give the file names; Atom takes the one set for jekyll-feed, unless ours is set."""
        paths = {name: str(getattr(self.settings.paths, name)) for name in self.formats}
        site = self.opened.site
        if paths.get("atom") == _JEKYLL_FEED and "jekyll-feed" in site.plugins:
            paths["atom"] = jekyll_feed_path(site)
        return paths

    def _place(self, key: str) -> Where:
        file = self.opened.configuration_file
        return setting_place(self.opened.site.root, key, file)

    def _tell_empty(self, found: Sequence[Channel]) -> None:
        """Warn of each `[[feed.more]]` that shows no post, which is mostly a slip of the pen."""
        for table, wanted in enumerate(self.settings.more):
            if not self._ids or any(one.places for one in found if one.table == table):
                continue
            asked = msgspec.structs.asdict(wanted)
            said = [f"{name} {asked[name]!r}" for name in _CHOOSING if asked[name] is not None]
            self.opened.problems.append(
                Problem(
                    severity="warning",
                    what=f"no post is in the feed of {' and '.join(said)}",
                    where=self._place(f"feed.more[{table}]"),
                    fix="write the name exactly as the posts do; reviewkit list shows them",
                )
            )

    def _clash(self, document: Document, path: str) -> ConfigurationError:
        table = document.channel.table
        return ConfigurationError(
            f"the feed {self._title(document)!r} cannot be written to {path}: "
            "another file has that place",
            where=self._place("feed.paths" if table is None else f"feed.more[{table}]"),
            fix="give it another folder or path",
        )

    def _too_many(self, document: Document, shown: int) -> Problem:
        return Problem(
            severity="warning",
            what=f"the feed {self._title(document)!r} holds only the newest {shown} of "
            f"{len(document.places)} posts: more would be over {self.settings.max_bytes:,} bytes",
            where=self._place("feed.max_bytes"),
            fix="lower limit or raise max_bytes below [feed]; --archive keeps all posts in reach",
        )


def _too_long(post: Post) -> Problem:
    return Problem(
        severity="warning",
        what="the post is too long for a feed, which shows its summary and a link instead",
        where=Where(post.source, post.text_line),
        fix="raise max_bytes below [feed], or divide the post",
    )
