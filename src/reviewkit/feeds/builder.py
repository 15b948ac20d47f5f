"""feedgen, with its faults mended in one place: what Atom and RSS have in common."""

import re
from typing import Any, Final

from feedgen.feed import FeedGenerator
from lxml import etree

from reviewkit.feeds.entry import Entry
from reviewkit.feeds.feed import Feed, Links

__all__ = [
    "ATOM_NS",
    "EntryParts",
    "FeedParts",
    "add_entry",
    "add_links",
    "add_media",
    "finished",
    "new_generator",
]

ATOM_NS: Final = "http://www.w3.org/2005/Atom"
DC_NS: Final = "http://purl.org/dc/elements/1.1/"
HISTORY_NS: Final = "http://purl.org/syndication/history/1.0"
MEDIA_NS: Final = "http://search.yahoo.com/mrss/"

_NAME: Final = "reviewkit"

_PLAIN_TEXT: Final = re.compile(
    rb"<(title|subtitle|summary|name|description|category|dc:creator|media:title|media:description)"
    rb"( [^<>]*)?>([^<]*)</\1>"
)
"""The elements of Atom and RSS that hold plain text, as they are serialised."""
_NUMERIC: Final = {b"&amp;": b"&#x26;", b"&lt;": b"&#x3C;", b"&gt;": b"&#x3E;"}


class FeedParts:
    """A feedgen extension for the feed itself; feedgen calls its methods by name."""

    feed: Feed
    links: Links

    def extend_ns(self) -> dict[str, str]:
        """Give the namespaces to declare."""
        history = {"fh": HISTORY_NS} if self.links.archived else {}
        return {"media": MEDIA_NS} | history

    def extend_atom(self, root: etree._Element) -> etree._Element:
        """Leave an Atom feed as it is."""
        return root

    def extend_rss(self, root: etree._Element) -> etree._Element:
        """Leave an RSS feed as it is."""
        return root


class EntryParts:
    """A feedgen extension for one entry: knows the `entry` whose element it completes."""

    entry: Entry

    def extend_atom(self, root: etree._Element) -> etree._Element:
        """Leave an Atom entry as it is."""
        return root

    def extend_rss(self, root: etree._Element) -> etree._Element:
        """Leave an RSS item as it is."""
        return root


def new_generator(
    feed: Feed,
    links: Links,
    feed_parts: type[FeedParts],
    entry_parts: type[EntryParts],
) -> Any:  # noqa: ANN401 -- feedgen ships no types
    """Make a generator with what both formats share.

    One generator serves one format: feedgen has room for one self link only, and takes the last
    link given for the address of an RSS channel. Every date is set, because feedgen's default for
    each is the present moment. The two extensions write what feedgen cannot (feedgen 1.0.0).
    """
    generator = FeedGenerator()
    generator.register_extension("reviewkit", feed_parts, entry_parts)
    generator.reviewkit.feed, generator.reviewkit.links = feed, links
    generator.id(feed.id)
    generator.title(feed.title)
    generator.link(href=feed.home, rel="alternate", type="text/html")
    generator.updated(feed.updated)
    generator.generator(_NAME)
    if feed.lang:
        generator.language(feed.lang)
    return generator


def add_entry(generator: Any, entry: Entry) -> Any:  # noqa: ANN401 -- feedgen ships no types
    """Add an entry at the end (feedgen's default is the front) with what both formats share."""
    item = generator.add_entry(order="append")
    item.reviewkit.entry = entry
    item.title(entry.title)
    item.link(href=entry.url, rel="alternate")
    item.updated(entry.updated)
    item.published(entry.published)
    return item


def add_links(element: etree._Element, tag: str, feed: Feed, links: Links, kind: str) -> None:
    """Write the feed's own links, which feedgen's RSS drops but for one; `kind` is its media type.

    Archive documents say that they are some, and never change. (RFC 5005, section 4; WebSub,
    section 4; RSS Best Practices Profile, "atom:link".)
    """
    relations = {
        "self": links.self,
        "current": links.current,
        "prev-archive": links.previous,
        "next-archive": links.following,
    }
    for relation, address in relations.items():
        if address:
            etree.SubElement(element, tag, {"rel": relation, "href": address, "type": kind})
    for hub in feed.hubs:
        etree.SubElement(element, tag, {"rel": "hub", "href": hub})
    if links.archived:
        etree.SubElement(element, f"{{{HISTORY_NS}}}archive")


def add_media(element: etree._Element, entry: Entry) -> None:
    """Write the hero image as Media RSS: content with title and description, and thumbnail.

    Not in a `media:group`, which is for several forms of one thing. (Media RSS 1.5.1.)
    """
    image = entry.image
    if image is None:
        return
    size = {"width": image.width, "height": image.height}
    kind = {"medium": "image", "type": image.type, "fileSize": image.bytes}
    content = _attributes({"url": image.url, **kind, **size})
    media = etree.SubElement(element, f"{{{MEDIA_NS}}}content", content)
    for name, text in (("title", entry.title), ("description", image.alt)):
        if text:
            etree.SubElement(media, f"{{{MEDIA_NS}}}{name}", {"type": "plain"}).text = text
    etree.SubElement(element, f"{{{MEDIA_NS}}}thumbnail", _attributes({"url": image.url, **size}))


def finished(xml: bytes, links: Links) -> bytes:
    """Mend what feedgen cannot be told: plain text all readers take alike, and the stylesheet.

    Readers and validators disagree on whether titles and the like hold HTML; markup characters as
    numeric references read the same either way (RSS Best Practices Profile, "character data"). The
    stylesheet is what a browser shows the feed to people with (Associating Style Sheets with XML
    documents 1.0; XSLT is about to leave browsers).
    """
    xml = _PLAIN_TEXT.sub(_numeric, xml)
    if links.stylesheet is None:
        return xml
    declaration, _, rest = xml.partition(b"?>")
    style = f"<?xml-stylesheet {links.stylesheet}?>".encode()
    return b"%b?>\n%b\n%b" % (declaration, style, rest.lstrip())


def _numeric(match: re.Match[bytes]) -> bytes:
    name, attributes, text = match.groups()
    for entity, number in _NUMERIC.items():
        text = text.replace(entity, number)
    return b"<%b%b>%b</%b>" % (name, attributes or b"", text, name)


def _attributes(values: dict[str, str | int | None]) -> dict[str, str]:
    return {name: str(value) for name, value in values.items() if value is not None}
