"""RSS 2.0 with content:encoded, dc:creator and Media RSS."""

from lxml import etree

from reviewkit.feeds.builder import (
    ATOM_NS,
    DC_NS,
    EntryParts,
    FeedParts,
    add_entry,
    add_media,
    new_generator,
    serialised,
)
from reviewkit.feeds.enclosure import enclosure
from reviewkit.feeds.entry import Feed

__all__ = ["MEDIA_TYPE", "rss"]

MEDIA_TYPE = "application/rss+xml"


class _RssFeedParts(FeedParts):
    """Writes the hubs, which feedgen leaves out of RSS."""

    hubs: tuple[str, ...] = ()

    def extend_ns(self) -> dict[str, str]:
        """Give the namespaces to declare."""
        return super().extend_ns() | {"dc": DC_NS}

    def extend_rss(self, root: etree._Element) -> etree._Element:
        """Complete the channel."""
        for hub in self.hubs:
            etree.SubElement(root[0], f"{{{ATOM_NS}}}link", {"rel": "hub", "href": hub})
        return root


class _RssEntryParts(EntryParts):
    """Writes the authors, which feedgen drops where there is no e-mail address, and the picture."""

    def extend_rss(self, root: etree._Element) -> etree._Element:
        """Complete an item's element."""
        for author in self.entry.authors:
            etree.SubElement(root, f"{{{DC_NS}}}creator").text = author.name
        add_media(root, self.entry.image)
        return root


def rss(feed: Feed, self_url: str) -> bytes:
    """Write the feed as RSS; `self_url` is where it will be published."""
    generator = new_generator(feed, (self_url, MEDIA_TYPE), _RssFeedParts, _RssEntryParts)
    generator.reviewkit.hubs = feed.hubs
    generator.description(feed.description or feed.title)
    for entry in feed.entries:
        item = add_entry(generator, entry)
        item.guid(entry.id, permalink=entry.id == entry.url)
        item.description(entry.summary or entry.title)
        item.content(entry.content)
        item.category([{"term": term} for term in entry.terms])
        if attributes := enclosure(entry.image):
            item.enclosure(**attributes)
    return serialised(generator.rss_str(pretty=True))
