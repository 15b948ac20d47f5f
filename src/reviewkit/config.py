"""reviewkit's own settings: one schema, defaults that need no file, errors that name the line."""

import difflib
import ipaddress
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta

from reviewkit.errors import ConfigurationError, Where

__all__ = [
    "SETTINGS_FILE",
    "AnnounceSettings",
    "BlueskySettings",
    "FeedPaths",
    "FeedSettings",
    "MastodonSettings",
    "ReviewSettings",
    "Settings",
    "SiteSettings",
    "json_schema",
    "load_settings",
]

SETTINGS_FILE = "reviewkit.toml"

FeedFormat = Literal["atom", "rss", "json"]
Count = Annotated[int, Meta(ge=1)]
Words = Annotated[tuple[str, ...], Meta(min_length=1)]


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of the settings file: immutable, and strict about its keys."""


class SiteSettings(_Table, frozen=True):
    """Where the posts come from."""

    kind: Annotated[
        Literal["jekyll", "plain"],
        Meta(description="Which generator builds the site; this version reads jekyll only."),
    ] = "jekyll"
    url: Annotated[
        str | None,
        Meta(description="Absolute address of the site, in place of the generator's own."),
    ] = None
    collections: Annotated[
        Words,
        Meta(description="Jekyll collections that hold reviews: those of feeds and announcements."),
    ] = ("posts",)
    content: Annotated[
        str | None, Meta(description='Folder of the posts when kind is "plain". Not used yet.')
    ] = None
    permalink: Annotated[
        str | None, Meta(description='Pattern of the URLs when kind is "plain". Not used yet.')
    ] = None


class ReviewSettings(_Table, frozen=True):
    """How labels are recognised in a review."""

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
        return _checked(block if block is not None else {}, root / block_file, block_file)
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
    if settings.site.kind == "plain":
        raise fail(
            "site.kind",
            'site.kind = "plain" is not supported by this version',
            'leave it out or write "jekyll"',
        )
    paths = msgspec.structs.asdict(settings.feed.paths)
    for name, path in paths.items():
        if not path or Path(path).is_absolute() or ".." in Path(path).parts:
            raise fail(
                f"feed.paths.{name}",
                f"feed.paths.{name}: {path!r} is no file inside the output folder",
                "write a name such as feeds/reviews.xml",
            )
    if len(set(paths.values())) < len(paths):
        raise fail("feed.paths", "two feeds have the same path", "give each its own file")
    addresses = {
        "site.url": settings.site.url,
        "announce.mastodon.server": settings.announce.mastodon.server,
        "announce.bluesky.pds": settings.announce.bluesky.pds,
    }
    for key, address in addresses.items():
        if address is not None and not _is_web_address(address):
            raise fail(key, f"{key}: {address!r} is no web address", "write https://host.example")
    for key in ("announce.mastodon.server", "announce.bluesky.pds"):
        if (address := addresses[key]) is not None and not _is_safe(address):
            raise fail(
                key,
                f"{key}: a password would travel in the open to {address}",
                "use https; plain http is for servers on this computer only",
            )


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _is_safe(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "https" or _is_loopback(parts.hostname or "")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


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
    *tables, last = key.split(".")
    start = 0
    if path.name == SETTINGS_FILE:
        if tables:
            header = re.search(rf"^\s*\[{re.escape('.'.join(tables))}\]", text, re.MULTILINE)
            start = header.end() if header else 0
    elif block := re.search(r"^reviewkit\s*:", text, re.MULTILINE):
        start = block.start()
    found = re.compile(rf"^[ \t]*\[?[\"']?{re.escape(last)}[\"']?\s*[=:\]]", re.MULTILINE).search(
        text, start
    )
    return text.count("\n", 0, found.start()) + 1 if found else None
