"""RSS 2.0 (https://www.rssboard.org/rss-specification), with its Best Practices Profile."""

from lxml import etree

from reviewkit.feeds.builder import (
    ATOM_NS,
    DC_NS,
    EntryParts,
    FeedParts,
    add_entry,
    add_links,
    add_media,
    finished,
    new_generator,
)
from reviewkit.feeds.enclosure import enclosure
from reviewkit.feeds.feed import Feed, Links
from reviewkit.feeds.listed import MEDIA_TYPES

__all__ = ["rss"]


class _RssFeedParts(FeedParts):
    """Writes the feed's own links, most of which feedgen leaves out of RSS."""

    def extend_ns(self) -> dict[str, str]:
        """Give the namespaces to declare."""
        return super().extend_ns() | {"dc": DC_NS, "atom": ATOM_NS}

    def extend_rss(self, root: etree._Element) -> etree._Element:
        """Complete the channel."""
        add_links(root[0], f"{{{ATOM_NS}}}link", self.feed, self.links, MEDIA_TYPES["rss"])
        return root


class _RssEntryParts(EntryParts):
    """Writes the authors, which feedgen drops where there is no e-mail address, and the picture."""

    def extend_rss(self, root: etree._Element) -> etree._Element:
        """Complete an item's element."""
        for author in self.entry.authors:
            etree.SubElement(root, f"{{{DC_NS}}}creator").text = author.name
        add_media(root, self.entry)
        return root


def rss(feed: Feed, links: Links) -> bytes:
    """Write the feed as RSS; `links` say where it will be published and what is beside it."""
    generator = new_generator(feed, links, _RssFeedParts, _RssEntryParts)
    generator.description(feed.description or feed.title)
    for entry in feed.entries:
        item = add_entry(generator, entry)
        item.guid(entry.id, permalink=entry.id == entry.url)
        item.description(entry.summary or entry.title)
        item.content(entry.content)
        item.category([{"term": term} for term in entry.terms])
        if attributes := enclosure(entry.image):
            item.enclosure(**attributes)
    return finished(generator.rss_str(pretty=True), links)
