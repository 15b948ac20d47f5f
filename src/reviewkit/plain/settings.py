"""The settings of a plain site, checked: what has to be set is, and every value can be used."""

import datetime as dt
import difflib
import zoneinfo
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NoReturn
from urllib.parse import urlsplit

from reviewkit.config import SiteSettings, setting_place
from reviewkit.errors import ConfigurationError
from reviewkit.model import Author
from reviewkit.plain.permalink import PLACEHOLDERS, check_pattern
from reviewkit.urls import ascii_url

__all__ = ["PlainSettings", "plain_settings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainSettings:
    """What a plain site is, without anything left open.

    `url` has no slash at its end and no path, which is in `baseurl`. `content` are folders and
    patterns of files, `permalink` is the pattern of the addresses; `zone` is for dates that name
    none.
    """

    url: str
    baseurl: str
    content: tuple[str, ...]
    permalink: str
    as_written: bool
    destination: str
    zone: dt.tzinfo
    title: str
    description: str
    lang: str | None
    author: Author | None


def plain_settings(root: Path, site: SiteSettings) -> PlainSettings:
    """Check the `[site]` table of a plain site; raises ConfigurationError with its line."""

    def fail(key: str, what: str, fix: str) -> NoReturn:
        raise ConfigurationError(what, where=setting_place(root, f"site.{key}"), fix=fix)

    for key, example in (
        ("url", '"https://films.example"'),
        ("content", '"content/reviews"'),
        ("permalink", '"/reviews/:path/"'),
    ):
        if getattr(site, key) is None:
            fail("kind", f"a plain site needs site.{key}", f"add {key} = {example} below [site]")
    url = urlsplit(site.url or "")
    if url.query or url.fragment:
        fail("url", f"site.url: {site.url!r} is more than an address", "leave out ? and #")
    try:
        address = ascii_url(f"{url.scheme}://{url.netloc}")
        base = ascii_url(url.path.strip("/"))
    except ValueError as error:
        fail("url", f"site.url: {site.url!r} is no web address: {error}", "https://films.example")
    content = (site.content,) if isinstance(site.content, str) else site.content or ()
    for entry in (*content, site.destination or "public"):
        parts = PurePosixPath(entry).parts
        if not parts or PurePosixPath(entry).is_absolute() or ".." in parts:
            key = "content" if entry in content else "destination"
            fail(key, f"site.{key}: {entry!r} is no folder inside the site", "content/reviews")
    try:
        check_pattern(site.permalink or "")
    except ValueError as error:
        known = ", ".join(f":{name}" for name in PLACEHOLDERS)
        fail("permalink", f"site.permalink: {error}", f"write /reviews/:slug/; there are {known}")
    return PlainSettings(
        url=address,
        baseurl=f"/{base}" if base else "",
        content=tuple(PurePosixPath(entry).as_posix() for entry in content),
        permalink=site.permalink or "",
        as_written=site.slugs == "as-written",
        destination=site.destination or "public",
        zone=_zone(root, site.timezone),
        title=site.title or "",
        description=site.description or "",
        lang=site.lang,
        author=Author(name=site.author) if site.author else None,
    )


def _zone(root: Path, name: str | None) -> dt.tzinfo:
    if not name:
        return dt.UTC
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        close = difflib.get_close_matches(name, zoneinfo.available_timezones(), n=1)
        raise ConfigurationError(
            f"the timezone {name!r} does not exist",
            where=setting_place(root, "site.timezone"),
            fix=f"write {close[0]}" if close else "write a name such as Europe/Rome",
        ) from error
