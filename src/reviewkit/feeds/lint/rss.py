"""RSS 2.0 and its Best Practices Profile (rssboard.org): the channel and its items."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from reviewkit.feeds.lint.addresses import absolute_uri, permalink
from reviewkit.feeds.lint.atom_parts import ENTRY_PARTS, FEED_PARTS, relation
from reviewkit.feeds.lint.dates import rfc822
from reviewkit.feeds.lint.enclosure import ENCLOSURE
from reviewkit.feeds.lint.entries import called, shared_links
from reviewkit.feeds.lint.extensions import ENTRY_EXTENSIONS, FEED_EXTENSIONS
from reviewkit.feeds.lint.finding import Finding, found
from reviewkit.feeds.lint.history import history
from reviewkit.feeds.lint.node import Node, Rule
from reviewkit.feeds.lint.rss_channel import CLOUD, IMAGE, SKIP_DAYS, SKIP_HOURS, TEXT_INPUT
from reviewkit.feeds.lint.texts import html_text, plain_text
from reviewkit.feeds.lint.values import contact, language, not_blank, positive
from reviewkit.feeds.lint.walk import checked

__all__ = ["rss"]

_VERSIONS: Final = frozenset({"0.91", "0.92", "2.0"})
_SHORT_NUMBER: Final = 9
"""A guid of fewer digits than these is no name that is unique in the world."""


def _guid(guid: Node) -> Iterator[Finding]:
    """Check a guid, which is the address of a page unless it says otherwise."""
    flag = guid.element.get("isPermaLink")
    if flag not in {None, "true", "false"}:
        yield guid.attribute("isPermaLink").found("InvalidBooleanAttribute", "is not true or false")
    text = guid.text.strip()
    if flag in {None, "true"}:
        if text:
            yield from permalink(guid.value())
    elif len(text) < _SHORT_NUMBER and text.isdigit():
        yield guid.value().found("NotSufficientlyUnique", "is a short number")


def _atom(parts: Mapping[str, Rule]) -> dict[str, Rule]:
    """Give the rules of Atom for its elements inside RSS."""
    return {f"atom:{name}": rule for name, rule in parts.items()}


_PLAIN: Final = Rule(inspect=(plain_text,))
_ADDRESS: Final = Rule(checks=(absolute_uri,))
_DATE: Final = Rule(checks=(rfc822,))
_CONTACT: Final = Rule(checks=(contact,))
_CATEGORY: Final = Rule(attributes={"domain": ()}, inspect=(plain_text,), twice="")

_OF_THE_CHANNEL: Final[Mapping[str, Rule]] = {
    "category": _CATEGORY,
    "cloud": CLOUD,
    "copyright": _PLAIN,
    "description": _PLAIN,
    "docs": _ADDRESS,
    "generator": Rule(),
    "image": IMAGE,
    "language": Rule(checks=(language,)),
    "lastBuildDate": _DATE,
    "link": _ADDRESS,
    "managingEditor": _CONTACT,
    "pubDate": _DATE,
    "rating": Rule(twice=""),
    "skipDays": SKIP_DAYS,
    "skipHours": SKIP_HOURS,
    "textInput": TEXT_INPUT,
    "title": Rule(checks=(not_blank,), inspect=(plain_text,)),
    "ttl": Rule(checks=(positive,)),
    "webMaster": _CONTACT,
}
_CHANNEL: Final = Rule(
    children={
        **_OF_THE_CHANNEL,
        **_atom(FEED_PARTS),
        **FEED_EXTENSIONS,
        "item": Rule(any_child=True, any_attribute=True, twice=""),
    },
    attributes={"indexing:index": ()},
)
_ITEM: Final = Rule(
    children={
        **_atom(ENTRY_PARTS),
        **ENTRY_EXTENSIONS,
        "author": _CONTACT,
        "category": Rule(
            attributes={"domain": ()}, checks=(not_blank,), inspect=(plain_text,), twice=""
        ),
        "comments": _ADDRESS,
        "content:encoded": Rule(inspect=(html_text,)),
        "description": Rule(inspect=(html_text,)),
        "enclosure": ENCLOSURE,
        "guid": Rule(checks=(not_blank,), attributes={"isPermaLink": ()}, inspect=(_guid,)),
        "link": _ADDRESS,
        "pubDate": _DATE,
        "source": Rule(
            attributes={"url": (absolute_uri,)}, required=("url",), inspect=(plain_text,)
        ),
        "title": Rule(checks=(not_blank,), inspect=(plain_text,)),
    },
    twice="",
)
_SAME_IN_CHANNEL: Final = (
    ("managingEditor", "dc:creator"),
    ("category", "dc:subject"),
    ("pubDate", "dc:date"),
    ("webMaster", "dc:publisher"),
    ("language", "dc:language"),
    ("copyright", "dc:rights"),
    ("lastBuildDate", "dcterms:modified"),
    ("generator", "admin:generatorAgent"),
    ("creativeCommons:license", "cc:license"),
)
_SAME_IN_ITEM: Final = (
    ("author", "dc:creator"),
    ("category", "dc:subject"),
    ("pubDate", "dc:date"),
    ("pubDate", "atom:published"),
    ("guid", "atom:id"),
    ("source", "dc:source"),
    ("creativeCommons:license", "cc:license"),
)
"""Elements that say the same, so that readers show it twice."""
_ATOM_LINK: Final = "atom:link"


def rss(root: Node) -> Iterator[Finding]:
    """Check a feed of RSS 2.0, or of 0.91 and 0.92, which are older names of it."""
    version = root.element.get("version")
    if version is None:
        yield found("MissingAttribute", root.line, "the feed does not say which RSS it is: version")
    elif version not in _VERSIONS:
        yield found("InvalidRSSVersion", root.line, f"the feed is of RSS {version}, which is none")
    yield from checked(
        root,
        Rule(
            attributes={"version": ()},
            children={"channel": Rule(any_child=True, any_attribute=True)},
        ),
    )
    channel = root.child("channel")
    if channel is None:
        yield root.lacks("MissingElement", "channel")
        return
    yield from checked(channel, _CHANNEL)
    yield from _channel(channel)
    items = [_named(item, number) for number, item in enumerate(channel.children("item"), start=1)]
    dated = channel.child("lastBuildDate") is not None
    for item in items:
        yield from _item(item, dated=dated)
    yield from _alike(items)


def _named(item: Node, number: int) -> Node:
    names = (child.text for name in ("title", "guid", "link") if (child := item.child(name)))
    return Node(item.element, "item", called(names, number), item.document)


def _channel(channel: Node) -> Iterator[Finding]:
    """Check what a channel must have, and that it comes before the items."""
    for name in ("title", "link", "description"):
        if channel.child(name) is None:
            yield channel.lacks(f"Missing{name.title()}", name)
    links = list(channel.children(_ATOM_LINK))
    if channel.document.version == "2.0" and not any(relation(link) == "self" for link in links):
        yield channel.lacks("MissingAtomSelfLink", 'atom:link rel="self"')
    yield from history(channel, links)
    yield from _said_twice(channel, _SAME_IN_CHANNEL, "DuplicateSemantics")
    waiting: list[Node] = []
    for child in channel.children():
        if child.name == "item":
            waiting.append(child)
        elif waiting and (child.name in _OF_THE_CHANNEL or child.name == _ATOM_LINK):
            for item in waiting:
                what = f"an item comes before <{child.name}> of the channel"
                yield found("MisplacedItem", item.line, what)
            waiting = []


def _item(item: Node, *, dated: bool) -> Iterator[Finding]:
    """Check one item; `dated` says that the channel has a lastBuildDate."""
    yield from checked(item, _ITEM)
    names = [child.name for child in item.children()]
    if not {"title", "description"} & set(names):
        yield item.lacks("ItemMustContainTitleOrDescription", "title")
    if "guid" not in names and item.document.version.startswith("2."):
        yield item.lacks("MissingGuid", "guid")
    if "content:encoded" in names and "description" not in names[: names.index("content:encoded")]:
        what = f"{item.of} has no <description> before its <content:encoded>"
        yield found("NeedDescriptionBeforeContent", item.line, what)
    if "slash:comments" in names and not dated:
        what = f"{item.of} has <slash:comments>, and the channel has no <lastBuildDate>"
        yield found("SlashDate", item.line, what)
    yield from _said_twice(item, _SAME_IN_ITEM, "DuplicateItemSemantics")


def _said_twice(node: Node, pairs: Sequence[tuple[str, str]], event: str) -> Iterator[Finding]:
    """Find two elements that say one thing."""
    for core, extension in pairs:
        if node.child(core) and (other := node.child(extension)):
            yield found(event, other.line, f"{node.of} has both <{core}> and <{extension}>")


def _alike(items: Sequence[Node]) -> Iterator[Finding]:
    """Find items that share what each should have for itself."""
    first: dict[str, str] = {}
    for item in items:
        guid = item.child("guid")
        text = guid.text.strip() if guid else ""
        if guid and text in first:
            yield found(
                "DuplicateValue", guid.line, f"{guid.here} is that of {first[text]}: {text}"
            )
        elif text:
            first[text] = item.of
    yield from shared_links((item.of, _page(item), item.line) for item in items)


def _page(item: Node) -> str:
    link = item.child("link")
    return link.text.strip() if link else ""
