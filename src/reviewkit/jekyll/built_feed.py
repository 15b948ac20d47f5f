"""A post's HTML as Jekyll built it: from the feed of jekyll-feed, which holds it exactly."""

import os
from collections.abc import Collection
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from lxml import etree

from reviewkit.jekyll.configuration import Configuration
from reviewkit.model import Post, Site

__all__ = ["built_html"]

_ATOM: Final = "{http://www.w3.org/2005/Atom}"


def built_html(
    site: Site, configuration: Configuration, post: Post, makers: Collection[str] = ("Jekyll",)
) -> str | None:
    """Give the HTML of a post from the feed in the built site; None where it cannot be relied on.

    The feed must be written by one of `makers`, as another program may have written over Jekyll's,
    not be older than the post's file, and hold the post once with its whole content. The page of
    the post is not taken: where its text begins and ends there is the layout's secret.
    """
    feed = site.destination / (configuration.text("feed.path") or "feed.xml").lstrip("/")
    try:
        if feed.stat().st_mtime < (site.root / post.source).stat().st_mtime:
            return None
        tree = _parsed(feed)
    except (OSError, etree.XMLSyntaxError):
        return None
    if tree is None or (tree.findtext(f"{_ATOM}generator") or "").strip() not in makers:
        return None
    wanted = _path(post.url)
    found = [entry for entry in tree.iter(f"{_ATOM}entry") if wanted == _path(_link(entry))]
    content = found[0].find(f"{_ATOM}content") if len(found) == 1 else None
    if content is None or content.get("type") != "html":
        return None
    return content.text or ""


def _parsed(feed: Path) -> etree._Element | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.parse(os.fspath(feed), parser).getroot()


def _link(entry: etree._Element) -> str:
    for link in entry.iter(f"{_ATOM}link"):
        if link.get("rel", "alternate") == "alternate":
            return str(link.get("href") or "")
    return ""


def _path(url: str) -> str:
    return unquote(urlsplit(url).path)
