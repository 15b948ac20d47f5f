"""The parts of Atom that stand in RSS as well: links, persons, categories, generators."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from reviewkit.feeds.html_elements import end_tag_in
from reviewkit.feeds.lint.addresses import (
    absolute_iri,
    absolute_uri,
    canonical,
    iri_reference,
    is_absolute,
    scheme_of,
    uri_reference,
)
from reviewkit.feeds.lint.dates import rfc3339
from reviewkit.feeds.lint.finding import Finding
from reviewkit.feeds.lint.html import entity_in
from reviewkit.feeds.lint.node import THE_FEED, Node, Rule
from reviewkit.feeds.lint.texts import content, text_construct
from reviewkit.feeds.lint.value import Value
from reviewkit.feeds.lint.values import (
    e_mail,
    is_media_type,
    language,
    non_negative,
    not_blank,
    trimmed,
)
from reviewkit.feeds.lint.words import words

__all__ = [
    "ENTRY_PARTS",
    "FEED_PARTS",
    "RFC_5005",
    "attribute_text",
    "plain_words",
    "relation",
    "untrimmed",
]

RFC_5005: Final = words("current first last next next-archive prev-archive previous")
"""Relations between the documents of one feed."""
_RELATIONS: Final = RFC_5005 | words(
    "alternate describedby edit edit-media enclosure hub license payment related replies search "
    "self service up via"
)
"""The relations the validation service knows; any other is written as an address."""
_REGISTRY: Final = "http://www.iana.org/assignments/relation/"
_E_MAIL: Final = re.compile(r"<[\w.+'%-]+@[\w.-]+>")
_FEED_TYPES: Final = frozenset(
    {"application/atom+xml", "application/rss+xml", "application/rdf+xml"}
)


def relation(link: Node) -> str:
    """Give what a link is to the feed or entry; alternate where it does not say."""
    return link.element.get("rel", "alternate").removeprefix(_REGISTRY)


def _link(link: Node) -> Iterator[Finding]:
    """Check a link (RFC 4287, section 4.2.7)."""
    rel = relation(link)
    if not rel:
        yield link.attribute("rel").found("AttrNotBlank", "is empty")
    elif rel not in _RELATIONS and not scheme_of(rel):
        yield link.attribute("rel").found("UnregisteredAtomLinkRel", "is no registered relation")
    if rel in RFC_5005 and link.of != THE_FEED:
        yield link.found("FeedHistoryRelInEntry", f"is {rel}, which is a matter of the feed")
    if link.text.strip():
        yield link.found("AtomLinkNotEmpty", "is not empty")
    yield from _type_of_link(link, rel)
    yield from _address_of_link(link, rel)


def _address_of_link(link: Node, rel: str) -> Iterator[Finding]:
    if "href" not in link.element.attrib:
        yield link.found("MissingHref", "has no href")
        return
    address = link.attribute("href")
    yield from not_blank(address)
    yield from iri_reference(address)
    if not is_absolute(address.text) and not is_absolute(link.base):
        is_self = rel == "self" and link.of == THE_FEED
        event = "RelativeSelf" if is_self else "RelativeReference"
        yield address.found(event, "is a relative address")


def _type_of_link(link: Node, rel: str) -> Iterator[Finding]:
    kind = link.element.get("type")
    if kind is None:
        return
    if not is_media_type(kind):
        yield link.attribute("type").found("InvalidMIMEType", "is no media type")
    elif rel == "self" and kind.partition(";")[0].strip() not in _FEED_TYPES:
        yield link.attribute("type").found("SelfNotAtom", "is no type of a feed")


def attribute_text(value: Value) -> Iterator[Finding]:
    """Check an attribute that holds plain text for people."""
    if not value.text:
        yield value.found("AttrNotBlank", "is empty")
    yield from plain_words(value)


def plain_words(value: Value) -> Iterator[Finding]:
    """Check a short text that is no place for HTML."""
    if markup := end_tag_in(value.text) or entity_in(value.text):
        yield value.found("ContainsHTML", f"holds HTML, {markup}")


def _no_e_mail(value: Value) -> Iterator[Finding]:
    if _E_MAIL.search(value.text):
        yield value.found("ContainsEmail", "holds an e-mail address")


def untrimmed(node: Node) -> Iterator[Finding]:
    """Check that no white space is around the text of an element of Atom."""
    yield from trimmed(node.value(node.text))


def _named(person: Node) -> Iterator[Finding]:
    if person.child("name") is None and person.child("atom:name") is None:
        yield person.lacks("MissingElement", "name")


def _uri_of_generator(value: Value) -> Iterator[Finding]:
    for finding in uri_reference(value):
        yield (
            value.found("InvalidURIAttribute", "is no address")
            if (finding.event == "InvalidLink")
            else finding
        )


_PERSON_PARTS: Final[Mapping[str, Rule]] = {
    "name": Rule(checks=(not_blank, _no_e_mail, plain_words)),
    "email": Rule(checks=(e_mail,)),
    "uri": Rule(checks=(not_blank, iri_reference), inspect=(untrimmed,)),
}
_PERSON: Final = Rule(
    children={**_PERSON_PARTS, **{f"atom:{name}": rule for name, rule in _PERSON_PARTS.items()}},
    twice="",
    inspect=(_named,),
)
_LINK: Final = Rule(
    attributes={
        "href": (),
        "rel": (),
        "type": (),
        "title": (attribute_text,),
        "length": (non_negative,),
        "hreflang": (language,),
        "thr:count": (non_negative,),
        "thr:updated": (rfc3339,),
    },
    twice="",
    inspect=(_link,),
    any_child=True,
)
_CATEGORY: Final = Rule(
    attributes={"term": (not_blank,), "scheme": (absolute_iri,), "label": (attribute_text,)},
    required=("term",),
    twice="",
)
_TEXT: Final = Rule(attributes={"type": ()}, inspect=(text_construct,), any_child=True)
_CONTENT: Final = Rule(attributes={"type": (), "src": ()}, inspect=(content,), any_child=True)
_DATE: Final = Rule(checks=(rfc3339,), inspect=(untrimmed,))
_ID: Final = Rule(checks=(not_blank, absolute_uri, canonical), inspect=(untrimmed,))
_PICTURE: Final = Rule(checks=(not_blank, uri_reference), inspect=(untrimmed,))

_BOTH: Final[Mapping[str, Rule]] = {
    "author": _PERSON,
    "category": _CATEGORY,
    "contributor": _PERSON,
    "id": _ID,
    "link": _LINK,
    "rights": _TEXT,
    "title": _TEXT,
    "updated": _DATE,
}
FEED_PARTS: Final[Mapping[str, Rule]] = {
    **_BOTH,
    "generator": Rule(
        checks=(not_blank, plain_words), attributes={"uri": (_uri_of_generator,), "version": ()}
    ),
    "icon": _PICTURE,
    "logo": _PICTURE,
    "subtitle": _TEXT,
}
"""What a feed of Atom may hold, beside its entries (RFC 4287, section 4.1.1)."""

ENTRY_PARTS: Final[Mapping[str, Rule]] = {
    **_BOTH,
    "content": _CONTENT,
    "published": _DATE,
    "source": Rule(children=FEED_PARTS),
    "summary": _TEXT,
}
"""What an entry of Atom may hold (RFC 4287, section 4.1.2)."""
