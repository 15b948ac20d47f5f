"""What settings may not say although their types allow it."""

import posixpath
import re
from collections.abc import Callable
from typing import Final, get_args

import msgspec

from reviewkit.config.schema import (
    AnnounceSettings,
    FeedSettings,
    FeedSubject,
    MoreFeeds,
    Settings,
)
from reviewkit.errors import ConfigurationError
from reviewkit.urls import is_host_alone, is_web_address, keeps_secrets

__all__ = ["Fail", "check_meaning"]

Fail = Callable[[str, str, str], ConfigurationError]
"""Makes the error for a dotted key: what is wrong with it, and how to mend it."""

_FOR_PLAIN: Final = (
    *("content", "permalink", "slugs", "destination"),
    *("timezone", "title", "description", "lang", "author"),
)
"""Keys of `[site]` for which a Jekyll site has its own configuration."""


def check_meaning(settings: Settings, fail: Fail) -> None:
    """Refuse what the types allow and the tool cannot do; raises what `fail` makes."""
    for key in _FOR_PLAIN if settings.site.kind == "jekyll" else ():
        if getattr(settings.site, key) is not None:
            raise fail(
                f"site.{key}",
                f'site.{key} is for kind = "plain"',
                'say it in _config.yml, or add kind = "plain" for other generators than Jekyll',
            )
    _check_feeds(settings.feed, fail)
    _check_announcing(settings.announce, fail)
    _check_addresses(settings, fail)


def _check_feeds(feed: FeedSettings, fail: Fail) -> None:
    paths = msgspec.structs.asdict(feed.paths)
    files = {f"feed.paths.{name}": path for name, path in paths.items()}
    files |= {"feed.ids": feed.ids} if feed.ids else {}
    folders = {"feed.folder": feed.folder}
    folders |= {
        f"feed.more[{n}].folder": one.folder for n, one in enumerate(feed.more) if one.folder
    }
    for key, path in (*files.items(), *folders.items()):
        is_file = key not in folders
        if not _stays_inside(path) or (is_file and posixpath.basename(path) in {"", "."}):
            name = re.sub(r"\[\d+\]", "", key)
            raise fail(
                key,
                f"{name}: {path!r} is no file inside the output folder"
                if key.startswith("feed.paths")
                else f"{name}: {path!r} is no place inside the folder",
                "write a name such as feeds/reviews.xml, with forward slashes",
            )
    if len({posixpath.normpath(path).casefold() for path in paths.values()}) < len(paths):
        raise fail("feed.paths", "two feeds have the same path", "give each its own file")
    for number, hub in enumerate(feed.hubs):
        if not is_web_address(hub) or not hub.isprintable() or " " in hub:
            raise fail(
                f"feed.hubs[{number}]", f"feed.hubs: {hub!r} is no web address", "write https://..."
            )
    for number, one in enumerate(feed.more):
        _check_more(f"feed.more[{number}]", one, fail)


def _stays_inside(path: str) -> bool:
    """Tell whether a path names something below a folder, on every system."""
    is_plain = path.isprintable() and "\\" not in path and "\ufffd" not in path
    return bool(path) and is_plain and path[0] != "/" and ".." not in path.split("/")


def _check_more(key: str, more: MoreFeeds, fail: Fail) -> None:
    chosen = ("by", "rating", *get_args(FeedSubject))
    if all(getattr(more, name) is None for name in chosen):
        raise fail(
            key,
            "feed.more: this feed does not say which posts it shows",
            f"set one of {', '.join(chosen)}",
        )
    if more.by is not None and more.title is not None:
        raise fail(
            f"{key}.title",
            "feed.more: all the feeds of by would have one title",
            "leave title out; each is called after what it shows",
        )
    for name in get_args(FeedSubject):
        value = getattr(more, name)
        if value is not None and not value.strip():
            raise fail(f"{key}.{name}", f"feed.more.{name} is empty", f"name the {name}")
    if more.rating is not None:
        value, best = map(float, more.rating.split("/"))
        if value > best:
            raise fail(
                f"{key}.rating",
                f"feed.more.rating: {more.rating} is more than the best there is",
                "write it such as 7/10",
            )


def _check_announcing(announce: AnnounceSettings, fail: Fail) -> None:
    if not _stays_inside(announce.ledger) or posixpath.normpath(announce.ledger) == ".":
        raise fail(
            "announce.ledger",
            f"announce.ledger: {announce.ledger!r} is no folder inside the site",
            "write a name such as _data/announcements, with forward slashes",
        )
    if announce.bluesky.handle is not None:
        _check_handle(announce.bluesky.handle, fail)
    for name in announce.networks:
        if name in msgspec.structs.asdict(announce):
            raise fail(
                f"announce.networks.{name}",
                f"announce.networks.{name}: this is no table of a further network",
                f"write announce.{name}",
            )


def _check_handle(handle: str, fail: Fail) -> None:
    """Refuse what is clearly no name of a host; the network itself is stricter."""
    plain = handle.strip().removeprefix("at://").removeprefix("@")
    host = f"https://{plain}"
    if plain.startswith("did:") or ("." in plain and is_web_address(host) and is_host_alone(host)):
        return
    raise fail(
        "announce.bluesky.handle",
        f"announce.bluesky.handle: {handle!r} is no handle",
        "write it such as reviewer.example; the profile shows it behind the @",
    )


def _check_addresses(settings: Settings, fail: Fail) -> None:
    addresses = {
        "site.url": settings.site.url,
        "announce.mastodon.server": settings.announce.mastodon.server,
        "announce.bluesky.pds": settings.announce.bluesky.pds,
    }
    for key, address in addresses.items():
        if address is not None and not is_web_address(address):
            raise fail(key, f"{key}: {address!r} is no web address", "write https://host.example")
    for key in ("announce.mastodon.server", "announce.bluesky.pds"):
        if (address := addresses[key]) is not None and not is_host_alone(address):
            # The address is not repeated: it may hold a password.
            raise fail(
                key,
                f"{key}: there is more than a server in the address",
                "write https://host.example, without user name, path and query",
            )
        if address is not None and not keeps_secrets(address):
            raise fail(
                key,
                f"{key}: a password would travel in the open to {address}",
                "use https; plain http is for servers on this computer only",
            )
