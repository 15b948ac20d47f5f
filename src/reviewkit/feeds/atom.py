"""Atom 1.0 (RFC 4287)."""

from typing import Any

from lxml import etree

from reviewkit.feeds.builder import (
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
from reviewkit.model import Author

__all__ = ["atom"]

# feedgen's Atom elements carry no namespace; the root's `xmlns` gives it to them when written.


class _AtomFeedParts(FeedParts):
    """Writes the feed's own links."""

    def extend_atom(self, root: etree._Element) -> etree._Element:
        """Complete the feed's element."""
        add_links(root, "link", self.feed, self.links, MEDIA_TYPES["atom"])
        return root


class _AtomEntryParts(EntryParts):
    """Writes the enclosure, whose `rel` feedgen's own entry links lose, and the picture."""

    def extend_atom(self, root: etree._Element) -> etree._Element:
        """Complete an entry's element."""
        if attributes := enclosure(self.entry.image):
            link = {"rel": "enclosure", "href": attributes.pop("url"), **attributes}
            etree.SubElement(root, "link", link)
        add_media(root, self.entry)
        if self.entry.lang:
            root.set("{http://www.w3.org/XML/1998/namespace}lang", self.entry.lang)
        return root


def atom(feed: Feed, links: Links) -> bytes:
    """Write the feed as Atom; `links` say where it will be published and what is beside it."""
    generator = new_generator(feed, links, _AtomFeedParts, _AtomEntryParts)
    generator.author(_person(feed.author))
    if feed.description:
        generator.subtitle(feed.description)
    for entry in feed.entries:
        item = add_entry(generator, entry)
        item.id(entry.id)
        item.author([_person(author) for author in entry.authors])
        item.content(entry.content, type="html")
        if entry.summary:
            item.summary(entry.summary)
        item.category([{"term": term} for term in entry.terms])
    return finished(generator.atom_str(pretty=True), links)


def _person(author: Author) -> dict[str, Any]:
    """Give an author without the e-mail address, which a feed would hand to every harvester."""
    return {"name": author.name} | ({"uri": author.uri} if author.uri else {})
