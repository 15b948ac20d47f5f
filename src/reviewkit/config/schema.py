"""Every setting: its type, its default, and the sentence that documents it."""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

__all__ = [
    "AnnounceSettings",
    "BlueskySettings",
    "FeedPaths",
    "FeedSettings",
    "FeedSubject",
    "Markup",
    "MastodonSettings",
    "MoreFeeds",
    "ReviewSettings",
    "Settings",
    "SiteSettings",
    "Table",
    "json_schema",
]

FeedFormat = Literal["atom", "rss", "json"]
FeedSubject = Literal["category", "tag", "author", "collection"]
Markup = Literal["faithful", "semantic"]
Count = Annotated[int, Meta(ge=1)]
Words = Annotated[tuple[str, ...], Meta(min_length=1)]


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of the settings file: immutable, and strict about its keys."""


class SiteSettings(Table, frozen=True):
    """Where the posts come from."""

    kind: Annotated[
        Literal["jekyll", "plain"],
        Meta(
            description="How the site is read: as Jekyll does, or as a plain folder of posts with "
            "a pattern of addresses, for every other generator. The keys below that say "
            '"plain:" are for the second.'
        ),
    ] = "jekyll"
    url: Annotated[
        str | None,
        Meta(
            description="Absolute address of the site, in place of the generator's own. "
            "plain: has to be set."
        ),
    ] = None
    dialect: Annotated[
        Literal["kramdown", "commonmark"] | None,
        Meta(
            description="The Markdown of the posts; without it kramdown for jekyll, "
            "commonmark for plain."
        ),
    ] = None
    collections: Annotated[
        Words,
        Meta(description="Jekyll collections that hold reviews: those of feeds and announcements."),
    ] = ("posts",)
    content: Annotated[
        str | Words | None,
        Meta(
            description="plain: folder of the posts, such as content/reviews, or a list of folders "
            "and patterns, such as content/*/reviews/*.md. Has to be set."
        ),
    ] = None
    permalink: Annotated[
        str | None,
        Meta(
            description="plain: pattern of the posts' addresses, such as /reviews/:slug/. "
            "Has to be set."
        ),
    ] = None
    slugs: Annotated[
        Literal["portable", "as-written"] | None,
        Meta(
            description="plain: portable, the default, refuses names that generators would write "
            "differently in an address; as-written takes every name as it is."
        ),
    ] = None
    destination: Annotated[
        str | None,
        Meta(description='plain: folder of the built site; "public" where nothing is set.'),
    ] = None
    timezone: Annotated[
        str | None,
        Meta(description="plain: time zone of dates that name none, such as Europe/Rome; UTC."),
    ] = None
    title: Annotated[str | None, Meta(description="plain: name of the site.")] = None
    description: Annotated[str | None, Meta(description="plain: what the site is about.")] = None
    lang: Annotated[
        str | None, Meta(description="plain: language of the posts, such as en or pt-BR.")
    ] = None
    author: Annotated[
        str | None, Meta(description="plain: who writes the posts that do not say it.")
    ] = None


class ReviewSettings(Table, frozen=True):
    """How labels are recognised in a review, and what is made of it."""

    label_class: Annotated[
        str, Meta(description="HTML class that makes an inline element a label.", min_length=1)
    ] = "reviewsection"
    one_sentence: Annotated[Words, Meta(description="Labels of the one-sentence review.")] = (
        "One sentence review",
    )
    trivia: Annotated[Words, Meta(description="Words that make a label a trivia label.")] = (
        "Trivia",
    )
    rating: Annotated[Words, Meta(description="Labels of the rating.")] = ("Rating",)
    markup: Annotated[
        Markup,
        Meta(
            description="HTML of a review: as Jekyll writes it, or with description lists, figures "
            "and microformats; see markdown.md."
        ),
    ] = "faithful"
    item_type: Annotated[
        str,
        Meta(
            description="What is reviewed, as a type of schema.org, such as Book or VideoGame. "
            "Front matter item_type wins.",
            min_length=1,
        ),
    ] = "Movie"


class FeedPaths(Table, frozen=True):
    """Where each feed is written, relative to the output folder."""

    atom: Annotated[str, Meta(description="File name of the Atom feed.")] = "feed.xml"
    rss: Annotated[str, Meta(description="File name of the RSS feed.")] = "rss.xml"
    json: Annotated[str, Meta(description="File name of the JSON feed.")] = "feed.json"


class MoreFeeds(Table, frozen=True):
    """One more feed, or one for each category, tag, author or collection."""

    by: Annotated[
        FeedSubject | None,
        Meta(description="One feed for each value that the posts have."),
    ] = None
    category: Annotated[str | None, Meta(description="Posts with this category.")] = None
    tag: Annotated[str | None, Meta(description="Posts with this tag.")] = None
    author: Annotated[str | None, Meta(description="Posts by this author.")] = None
    collection: Annotated[str | None, Meta(description="Posts of this collection.")] = None
    rating: Annotated[
        Annotated[str, Meta(pattern=r"^[0-9]+(\.[0-9]+)?/[1-9][0-9]*(\.[0-9]+)?$")] | None,
        Meta(description="Posts with this rating or a better one, such as 7/10."),
    ] = None
    folder: Annotated[
        str | None,
        Meta(description="Folder below feed.folder; without it made of what the feed shows."),
    ] = None
    title: Annotated[str | None, Meta(description="Title of the feed.")] = None
    limit: Annotated[
        Count | None, Meta(description="Newest posts in the feed; without it feed.limit.")
    ] = None
    archive: Annotated[bool, Meta(description="Write archived feeds for it as well.")] = False


class FeedSettings(Table, frozen=True):
    """What the feeds hold."""

    formats: Annotated[
        tuple[FeedFormat, ...], Meta(description="Formats to write.", min_length=1)
    ] = ("atom", "rss", "json")
    limit: Annotated[Count, Meta(description="Newest posts in a feed.")] = 20
    id_scheme: Annotated[
        Literal["auto", "permalink", "jekyll-feed"],
        Meta(
            description="Form of the entry ids. auto keeps the ids that the site's subscribers "
            "already know: those of jekyll-feed where it is installed, else the post's URL."
        ),
    ] = "auto"
    ids: Annotated[
        str,
        Meta(
            description="File in the site that keeps the ids of all published entries, so that a "
            "post keeps its id when it is renamed or the site moves. Empty: none is kept."
        ),
    ] = "_reviewkit/feed-ids.jsonl"
    hubs: Annotated[tuple[str, ...], Meta(description="WebSub hubs to name in the feeds.")] = ()
    paths: Annotated[FeedPaths, Meta(description="File names of the feeds.")] = FeedPaths()
    folder: Annotated[
        str, Meta(description="Folder of everything but the main feed.", min_length=1)
    ] = "feeds"
    more: Annotated[
        tuple[MoreFeeds, ...], Meta(description="More feeds, one table [[feed.more]] each.")
    ] = ()
    archive: Annotated[
        bool,
        Meta(description="Write archived feeds (RFC 5005), which hold all posts, page by page."),
    ] = False
    archive_size: Annotated[Count, Meta(description="Posts in one archived feed.")] = 50
    max_bytes: Annotated[
        int,
        Meta(
            description="About the most bytes of a feed: the oldest posts beyond are left out, and "
            "a post longer than a quarter of it is shown with its summary and a link.",
            ge=10_000,
        ),
    ] = 1_000_000
    hero_in_content: Annotated[
        Literal["auto", "always", "never"],
        Meta(description="The hero image in front of the text; auto: unless the text shows it."),
    ] = "auto"
    stylesheet: Annotated[
        bool, Meta(description="Make feeds readable when they are opened in a browser.")
    ] = True
    opml: Annotated[
        bool | None,
        Meta(description="Write an OPML list of all feeds; without it if there is more than one."),
    ] = None
    subscribe: Annotated[
        bool, Meta(description="Write subscribe.html, a page that shows people all feeds.")
    ] = False


class MastodonSettings(Table, frozen=True):
    """The Mastodon account."""

    server: Annotated[
        str | None, Meta(description="Address of the server, such as https://mastodon.example.")
    ] = None
    visibility: Annotated[
        Literal["public", "unlisted", "private"], Meta(description="Who sees the post.")
    ] = "public"
    attach: Annotated[
        Literal["card", "image"],
        Meta(description="The page's preview card, or the hero image uploaded with its alt text."),
    ] = "card"


class BlueskySettings(Table, frozen=True):
    """The Bluesky account."""

    handle: Annotated[
        str | None, Meta(description="The account, such as reviewer.example, without the @.")
    ] = None
    pds: Annotated[
        str | None,
        Meta(
            description="Address of the account's server; without it, it is found from the handle."
        ),
    ] = None


class AnnounceSettings(Table, frozen=True):
    """What is announced, and where."""

    max_per_run: Annotated[Count, Meta(description="Reviews announced in one run.")] = 3
    max_age_days: Annotated[
        Count, Meta(description="Older reviews are announced only when named with --only.")
    ] = 7
    ledger: Annotated[
        str,
        Meta(
            description="Folder in the site that keeps the record of announcements, so that "
            "nothing is announced twice.",
            min_length=1,
        ),
    ] = "_data/announcements"
    picture: Annotated[
        Literal["optional", "required"],
        Meta(
            description="When a picture cannot be had, the post goes out without it, or waits "
            "for it."
        ),
    ] = "optional"
    mastodon: MastodonSettings = MastodonSettings()
    bluesky: BlueskySettings = BlueskySettings()
    networks: Annotated[
        dict[str, dict[str, str]],
        Meta(
            description="Settings of networks beyond those two: a table [announce.networks.NAME] "
            "each, of texts that the network reads itself."
        ),
    ] = {}


class Settings(Table, frozen=True):
    """Everything that can be set; an empty file is a valid one."""

    site: SiteSettings = SiteSettings()
    review: ReviewSettings = ReviewSettings()
    feed: FeedSettings = FeedSettings()
    announce: AnnounceSettings = AnnounceSettings()


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of the settings, for completion in editors."""
    schema = msgspec.json.schema(Settings)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "reviewkit settings",
        **schema,
    }
