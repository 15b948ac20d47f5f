"""reviewkit's own settings: one schema, defaults that need no file, errors that name the line."""

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec
from msgspec import Meta

from reviewkit.errors import ConfigurationError, Where
from reviewkit.lines import setting_line
from reviewkit.urls import is_web_address, keeps_secrets

__all__ = [
    "SETTINGS_FILE",
    "AnnounceSettings",
    "BlueskySettings",
    "FeedPaths",
    "FeedSettings",
    "Markup",
    "MastodonSettings",
    "ReviewSettings",
    "Settings",
    "SiteSettings",
    "json_schema",
    "load_settings",
    "setting_place",
]

SETTINGS_FILE = "reviewkit.toml"

_FOR_PLAIN = (
    *("content", "permalink", "slugs", "destination"),
    *("timezone", "title", "description", "lang", "author"),
)
"""Keys of `[site]` for which a Jekyll site has its own configuration."""

FeedFormat = Literal["atom", "rss", "json"]
Markup = Literal["faithful", "semantic"]
Count = Annotated[int, Meta(ge=1)]
Words = Annotated[tuple[str, ...], Meta(min_length=1)]


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of the settings file: immutable, and strict about its keys."""


class SiteSettings(_Table, frozen=True):
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


class ReviewSettings(_Table, frozen=True):
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


class FeedPaths(_Table, frozen=True):
    """Where each feed is written, relative to the output folder."""

    atom: Annotated[str, Meta(description="File name of the Atom feed.")] = "feed.xml"
    rss: Annotated[str, Meta(description="File name of the RSS feed.")] = "rss.xml"
    json: Annotated[str, Meta(description="File name of the JSON feed.")] = "feed.json"


class FeedSettings(_Table, frozen=True):
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
    hubs: Annotated[tuple[str, ...], Meta(description="WebSub hubs to name in the feeds.")] = ()
    paths: Annotated[FeedPaths, Meta(description="File names of the feeds.")] = FeedPaths()


class MastodonSettings(_Table, frozen=True):
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


class BlueskySettings(_Table, frozen=True):
    """The Bluesky account."""

    handle: Annotated[
        str | None, Meta(description="The account, such as reviewer.example, without the @.")
    ] = None
    pds: Annotated[
        str | None,
        Meta(description="Address of the account's server. Not used before sending is built."),
    ] = None


class AnnounceSettings(_Table, frozen=True):
    """What is announced, and where."""

    max_per_run: Annotated[Count, Meta(description="Reviews announced in one run.")] = 3
    max_age_days: Annotated[
        Count, Meta(description="Older reviews are announced only when named with --only.")
    ] = 7
    ledger: Annotated[
        str,
        Meta(
            description="Folder of the record of announcements. Not used before sending is built.",
            min_length=1,
        ),
    ] = "_data/announcements"
    mastodon: MastodonSettings = MastodonSettings()
    bluesky: BlueskySettings = BlueskySettings()


class Settings(_Table, frozen=True):
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


def load_settings(root: Path, block: object = None, block_file: str = "_config.yml") -> Settings:
    """Read `reviewkit.toml` at the site's root, or take the `reviewkit:` block of `_config.yml`.

    `block` is that block as the configuration's reader found it, None where there is none, and
    `block_file` names the file it stands in. Raises ConfigurationError with file and line for
    unreadable TOML, unknown keys, values of the wrong kind, and settings in both places.
    """
    path = root / SETTINGS_FILE
    text = _read(path)
    if text is None:
        settings = _checked(block if block is not None else {}, root / block_file, block_file)
        if settings.site.kind == "plain":
            raise ConfigurationError(
                f'site.kind = "plain" does not belong in {block_file}, a file of Jekyll\'s',
                where=Where(block_file, _line_of(root / block_file, "site.kind")),
                fix=f"write it in {SETTINGS_FILE}",
            )
        return settings
    if block is not None:
        raise ConfigurationError(
            f"settings stand both here and in the reviewkit block of {block_file}",
            where=Where(SETTINGS_FILE),
            fix="keep one of the two",
        )
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        raise ConfigurationError(
            f"this is not valid TOML: {error}",
            where=Where(SETTINGS_FILE, int(found[1]) if found else None),
            fix='strings need quotes, tables are written [feed]: url = "https://films.example"',
        ) from error
    return _checked(table, path, SETTINGS_FILE)


def setting_place(root: Path, key: str) -> Where:
    """Give the place in `reviewkit.toml` where a dotted key, such as site.url, is set."""
    return Where(SETTINGS_FILE, _line_of(root / SETTINGS_FILE, key))


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"the settings cannot be read: {error}",
            where=Where(path.name),
            fix="make it a readable UTF-8 text file",
        ) from error


def _checked(table: object, path: Path, name: str) -> Settings:
    def fail(key: str, what: str, fix: str) -> ConfigurationError:
        return ConfigurationError(what, where=Where(name, _line_of(path, key)), fix=fix)

    if not isinstance(table, Mapping):
        raise fail(
            "reviewkit", "the reviewkit block is no table of settings", "see docs/settings.md"
        )
    for key, known in _unknown_keys(table, Settings):
        close = difflib.get_close_matches(key.rpartition(".")[2], known, n=1)
        hint = f"did you mean {close[0]}?" if close else f"known here: {', '.join(sorted(known))}"
        raise fail(key, f"unknown setting {key}", hint)
    try:
        settings = msgspec.convert(table, Settings)
    except msgspec.ValidationError as error:
        message, _, place = str(error).partition(" - at `$")
        key = re.sub(r"\[[^]]*\]", "", place.strip("`."))
        raise fail(key, f"{key}: {message.replace('`', '')}", "see docs/settings.md") from error
    _check_meaning(settings, fail)
    return settings


def _check_meaning(settings: Settings, fail: Any) -> None:  # noqa: ANN401 -- a local function
    """Refuse what the types allow and the tool cannot do."""
    for key in _FOR_PLAIN if settings.site.kind == "jekyll" else ():
        if getattr(settings.site, key) is not None:
            raise fail(
                f"site.{key}",
                f'site.{key} is for kind = "plain"',
                'say it in _config.yml, or add kind = "plain" for other generators than Jekyll',
            )
    _check_paths(settings.feed.paths, fail)
    _check_addresses(settings, fail)


def _check_paths(feed_paths: FeedPaths, fail: Any) -> None:  # noqa: ANN401 -- see above
    paths = msgspec.structs.asdict(feed_paths)
    for name, path in paths.items():
        if not path or Path(path).is_absolute() or ".." in Path(path).parts:
            raise fail(
                f"feed.paths.{name}",
                f"feed.paths.{name}: {path!r} is no file inside the output folder",
                "write a name such as feeds/reviews.xml",
            )
    if len(set(paths.values())) < len(paths):
        raise fail("feed.paths", "two feeds have the same path", "give each its own file")


def _check_addresses(settings: Settings, fail: Any) -> None:  # noqa: ANN401 -- see above
    addresses = {
        "site.url": settings.site.url,
        "announce.mastodon.server": settings.announce.mastodon.server,
        "announce.bluesky.pds": settings.announce.bluesky.pds,
    }
    for key, address in addresses.items():
        if address is not None and not is_web_address(address):
            raise fail(key, f"{key}: {address!r} is no web address", "write https://host.example")
    for key in ("announce.mastodon.server", "announce.bluesky.pds"):
        if (address := addresses[key]) is not None and not keeps_secrets(address):
            raise fail(
                key,
                f"{key}: a password would travel in the open to {address}",
                "use https; plain http is for servers on this computer only",
            )


def _unknown_keys(
    table: Mapping[Any, Any], kind: type[_Table], prefix: str = ""
) -> Iterator[tuple[str, list[str]]]:
    """Yield each unknown key with its dotted name, and the keys that are known beside it."""
    fields = {field.name: field for field in msgspec.structs.fields(kind)}
    for key, value in table.items():
        name = f"{prefix}{key}"
        if key not in fields:
            yield name, list(fields)
            continue
        inner = _table_type(fields[key].type)
        if inner is not None and isinstance(value, Mapping):
            yield from _unknown_keys(value, inner, f"{name}.")


def _table_type(annotation: Any) -> type[_Table] | None:  # noqa: ANN401 -- any annotation there is
    if isinstance(annotation, type) and issubclass(annotation, _Table):
        return annotation
    if get_origin(annotation) in {Annotated, Union, UnionType}:
        return next(filter(None, map(_table_type, get_args(annotation))), None)
    return None


def _line_of(path: Path, key: str) -> int | None:
    """Find the line where a dotted key is set, in TOML or YAML; None if it is not seen."""
    text = path.read_text(encoding="utf-8-sig", errors="replace") if path.is_file() else ""
    return setting_line(text, key, toml=path.name == SETTINGS_FILE)
