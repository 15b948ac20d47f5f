"""OPML 2.0: all feeds of a site in one file, which a reader imports in one go."""

from collections.abc import Sequence

from lxml import etree

from reviewkit.feeds.listed import FeedFile, Listed
from reviewkit.feeds.words import one_line

__all__ = ["opml"]


def opml(title: str, home: str, feeds: Sequence[Listed]) -> bytes:
    """Write a subscription list: an outline for each feed that has a file.

    `home` is the address of the site. An outline names the first file in XML; one in JSON, which
    many readers cannot import, only where there is no other. (opml.org/spec2.opml, "Subscription
    lists": `type`, `text` and `xmlUrl` are required, and `version` names versions of RSS alone.)
    The dates of a file are optional and left out, so that equal feeds give equal bytes.
    """
    name = one_line(title) or home
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = name
    body = etree.SubElement(root, "body")
    for feed in feeds:
        if feed.files:
            etree.SubElement(body, "outline", _outline(feed, home))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _outline(feed: Listed, home: str) -> dict[str, str]:
    file = _imported(feed.files)
    text = one_line(feed.title) or file.url
    attributes = {"type": "rss", "text": text, "title": text, "xmlUrl": file.url, "htmlUrl": home}
    return attributes | ({"version": "RSS"} if file.format == "rss" else {})


def _imported(files: Sequence[FeedFile]) -> FeedFile:
    return next((file for file in files if file.format != "json"), files[0])
