"""Atom 1.0 (RFC 4287): what a feed and its entries must have, and may have once."""

from collections.abc import Iterator, Sequence
from typing import Final

from reviewkit.feeds.lint.atom_parts import ENTRY_PARTS, FEED_PARTS, relation
from reviewkit.feeds.lint.entries import called, shared_links
from reviewkit.feeds.lint.extensions import ENTRY_EXTENSIONS, FEED_EXTENSIONS
from reviewkit.feeds.lint.finding import Finding, found
from reviewkit.feeds.lint.history import history
from reviewkit.feeds.lint.node import Node, Rule
from reviewkit.feeds.lint.walk import checked

__all__ = ["atom"]

_MANY_ENTRIES: Final = 9
"""With more entries than these that all share an id, the service calls it an error."""

_ENTRY: Final = Rule(children={**ENTRY_PARTS, **ENTRY_EXTENSIONS}, twice="")
_FEED: Final = Rule(
    children={
        **FEED_PARTS,
        **FEED_EXTENSIONS,
        "entry": Rule(any_child=True, any_attribute=True, twice=""),
    },
    attributes={"indexing:index": ()},
)


def atom(feed: Node) -> Iterator[Finding]:
    """Check a feed of Atom, or a document that is one entry."""
    if feed.name == "entry":
        yield from _entry(feed, authored=False)
        return
    entries = [
        _named(entry, number) for number, entry in enumerate(feed.children("entry"), start=1)
    ]
    yield from checked(feed, _FEED)
    yield from _feed(feed)
    authored = feed.child("author") is not None
    for entry in entries:
        yield from _entry(entry, authored=authored)
    yield from _alike(feed, entries)


def _named(entry: Node, number: int) -> Node:
    names = (child.text for name in ("title", "id") if (child := entry.child(name)))
    return Node(entry.element, "entry", called(names, number), entry.document)


def _feed(feed: Node) -> Iterator[Finding]:
    """Check what a feed must have, and that it comes first (RFC 4287, section 4.1.1)."""
    for name in ("title", "id", "updated"):
        if feed.child(name) is None:
            yield feed.lacks("MissingElement", name)
    links = list(feed.children("link"))
    if not any(relation(link) == "self" for link in links):
        yield feed.lacks("MissingSelf", 'link rel="self"')
    yield from _alternates(links)
    yield from history(feed, links)
    after = False
    for child in feed.children():
        if after and child.name in FEED_PARTS:
            yield child.found("MisplacedMetadata", "comes after an entry")
        after = after or child.name == "entry"


def _entry(entry: Node, *, authored: bool) -> Iterator[Finding]:
    """Check one entry; `authored` says that the feed has an author (RFC 4287, section 4.1.2)."""
    yield from checked(entry, _ENTRY)
    for name in ("title", "id", "updated"):
        if entry.child(name) is None:
            yield entry.lacks("MissingElement", name)
    source = entry.child("source")
    if not authored and not any(one and one.child("author") for one in (entry, source)):
        yield entry.lacks("MissingElement", "author")
    links = list(entry.children("link"))
    yield from _alternates(links)
    yield from _substance(entry, links)
    if source is not None:
        for name in ("title", "id", "updated"):
            if source.child(name) is None:
                yield source.lacks("MissingSourceElement", name)


def _substance(entry: Node, links: Sequence[Node]) -> Iterator[Finding]:
    """Check that there is something to read in an entry, or a page to go to."""
    content, summary = entry.child("content"), entry.child("summary")
    if content is None:
        if summary is None:
            yield entry.lacks("MissingTextualContent", "content")
        if not any(relation(link) == "alternate" for link in links):
            yield entry.lacks("MissingContentOrAlternate", "content")
    elif summary is None:
        kind = content.element.get("type", "")
        is_text = kind.endswith(("+xml", "/xml")) or kind.startswith("text/")
        if "src" in content.element.attrib or ("/" in kind and not is_text):
            yield entry.lacks("MissingSummary", "summary")


def _alternates(links: Sequence[Node]) -> Iterator[Finding]:
    """Find a second page of one type and language (RFC 4287, section 4.1.1)."""
    seen: set[tuple[str, str]] = set()
    for link in links:
        if relation(link) != "alternate":
            continue
        kind = (link.element.get("type", ""), link.element.get("hreflang", ""))
        if kind in seen:
            yield link.found("DuplicateAtomLink", "is a second rel=alternate of its type")
        seen.add(kind)


def _alike(feed: Node, entries: Sequence[Node]) -> Iterator[Finding]:
    """Find entries that share what each should have for itself."""
    ids = [_text(entry, "id") for entry in entries]
    if len(entries) > _MANY_ENTRIES and len(set(ids)) == 1 and ids[0]:
        yield feed.found("DuplicateIds", f"has one id for all of its {len(entries)} entries")
    else:
        yield from _repeated(entries, "id", "DuplicateEntries")
    yield from _repeated(entries, "updated", "DuplicateUpdated")
    yield from shared_links((entry.of, _page(entry), entry.line) for entry in entries)


def _repeated(entries: Sequence[Node], name: str, event: str) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for entry in entries:
        child = entry.child(name)
        text = child.text.strip() if child else ""
        if child and text in first:
            yield found(event, child.line, f"{child.here} is that of {first[text]} too: {text}")
        elif text:
            first[text] = entry.of


def _text(entry: Node, name: str) -> str:
    child = entry.child(name)
    return child.text.strip() if child else ""


def _page(entry: Node) -> str:
    """Give the address of the page of an entry; empty when it has none."""
    pages = (link for link in entry.children("link") if relation(link) == "alternate")
    return next((link.element.get("href", "") for link in pages), "")
