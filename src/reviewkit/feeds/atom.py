"""Atom 1.0 (RFC 4287)."""

from typing import Any

from lxml import etree

from reviewkit.feeds.builder import (
    EntryParts,
    FeedParts,
    add_entry,
    add_media,
    new_generator,
)
from reviewkit.feeds.enclosure import enclosure
from reviewkit.feeds.entry import Feed
from reviewkit.model import Author

__all__ = ["MEDIA_TYPE", "atom"]

MEDIA_TYPE = "application/atom+xml"


class _AtomEntryParts(EntryParts):
    """Writes the enclosure, whose `rel` feedgen's own entry links lose, and the picture.

    feedgen's Atom elements carry no namespace; the root's `xmlns` gives it to them when written.
    """

    def extend_atom(self, root: etree._Element) -> etree._Element:
        """Complete an entry's element."""
        if attributes := enclosure(self.entry.image):
            link = {"rel": "enclosure", "href": attributes.pop("url"), **attributes}
            etree.SubElement(root, "link", link)
        add_media(root, self.entry.image)
        if self.entry.lang:
            root.set("{http://www.w3.org/XML/1998/namespace}lang", self.entry.lang)
        return root


def atom(feed: Feed, self_url: str) -> bytes:
    """Write the feed as Atom; `self_url` is where it will be published."""
    generator = new_generator(feed, (self_url, MEDIA_TYPE), FeedParts, _AtomEntryParts)
    generator.author(_person(feed.author))
    for hub in feed.hubs:
        generator.link(href=hub, rel="hub")
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
    return bytes(generator.atom_str(pretty=True))


def _person(author: Author) -> dict[str, Any]:
    """Give an author without the e-mail address, which a feed would hand to every harvester."""
    return {"name": author.name} | ({"uri": author.uri} if author.uri else {})
