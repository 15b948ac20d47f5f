"""Feeds of several documents, and feeds that tell when they change: RFC 5005 and WebSub."""

from collections.abc import Iterator, Mapping, Sequence

from reviewkit.feeds.lint.addresses import is_absolute
from reviewkit.feeds.lint.atom_parts import RFC_5005, relation
from reviewkit.feeds.lint.finding import Finding
from reviewkit.feeds.lint.node import Node

__all__ = ["history"]


def history(feed: Node, links: Sequence[Node]) -> Iterator[Finding]:
    """Check the links of a feed to itself, its neighbours and its hubs.

    RFC 5005, section 2 (complete), 3 (paged) and 4 (archived); WebSub, section 4.
    """
    addresses = {relation(link): link.element.get("href", "") for link in links}
    own = addresses.get("self", "")
    complete = feed.child("fh:complete") is not None
    for link in links:
        yield from _neighbour(link, addresses, complete=complete)
        if relation(link) == "hub":
            yield from _hub(link, own)
    archive = feed.child("fh:archive")
    if archive is not None and not complete:
        if not addresses.keys() & {"prev-archive", "next-archive"}:
            yield archive.found("ArchiveIncomplete", "has no neighbour")
        if "current" not in addresses:
            yield archive.found("MissingCurrentInArchive", "has no link rel=current beside it")


def _neighbour(link: Node, addresses: Mapping[str, str], *, complete: bool) -> Iterator[Finding]:
    """Check a link to another document of the feed; `addresses` has those of all relations."""
    rel, address, own = relation(link), link.element.get("href", ""), addresses.get("self", "")
    if complete and rel == "current" and address != own:
        yield link.found("CurrentNotSelfInCompleteFeed", "is current in a complete feed")
    elif complete and rel in RFC_5005 and rel != "current":
        yield link.found("FeedRelInCompleteFeed", f"is {rel} in a complete feed")
    if not own or address != own:
        return
    past = {"first": "previous", "last": "next"}.get(rel)
    if past in addresses:
        yield link.found("LinkPastEnd", f"says this is the {rel} page, which has a {past} one")
    elif rel in {"next", "prev-archive"}:
        yield link.found("LinkPastEnd", f"is {rel}, and leads to this document itself")


def _hub(link: Node, own: str) -> Iterator[Finding]:
    if not own:
        yield link.found("HubWithoutSelf", "is a hub of a feed that does not name itself")
    if not is_absolute(link.element.get("href", "")):
        yield link.attribute("href").found("InvalidFullLink", "is a hub, and no whole address")
