"""A feed in XML: which format it is, what it declares, and then the rules of that format."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from lxml import etree

from reviewkit.feeds.lint.addresses import iri_reference
from reviewkit.feeds.lint.atom import atom
from reviewkit.feeds.lint.decoding import damaged
from reviewkit.feeds.lint.finding import Finding, found
from reviewkit.feeds.lint.names import ATOM_0_3, ATOM_1_0, MEDIA, NAMESPACES, UNSUPPORTED, line_of
from reviewkit.feeds.lint.node import THE_FEED, Document, Node
from reviewkit.feeds.lint.rss import rss
from reviewkit.feeds.lint.value import Value
from reviewkit.feeds.lint.xml import doctype, parsed, refused

__all__ = ["xml_feed"]

_BARE_MEDIA: Final = MEDIA.rstrip("/")
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_PREFIXES: Final = frozenset(NAMESPACES.values())
_DEFAULT_ONLY: Final = frozenset({"atom", "xhtml"})
"""Namespaces that old readers of Atom know by the default prefix alone."""


def xml_feed(text: str, now: dt.datetime) -> Iterator[Finding]:
    """Check a document of XML: as Atom, as RSS, or say why it is neither."""
    danger = tuple(refused(text))
    if danger:
        yield from danger
        return
    root = parsed(text)
    if isinstance(root, tuple):
        yield from root
        return
    yield from damaged(text)
    name = etree.QName(root)
    kind = name.localname
    version = root.get("version", "2.0")
    document = Document(
        now=now,
        kind="rss" if kind == "rss" else "atom",
        version=version,
        numeric_lines=frozenset(
            number for number, line in enumerate(text.split("\n"), start=1) if "&#x" in line
        ),
    )
    yield from doctype(text, version if kind == "rss" else "")
    yield from _namespaces(root, document)
    node = Node(root, kind, THE_FEED, document)
    if kind == "rss":
        if name.namespace:
            yield node.found("InvalidNamespace", f"is of the namespace {name.namespace}")
        yield from rss(node)
    elif kind in {"feed", "entry"}:
        yield from _atom(node, name.namespace)
    elif kind == "RDF" and name.namespace == _RDF:
        what = "the feed is of RSS 1.0, whose entries the linter does not check"
        yield found("UncheckedFormat", line_of(root), what)
    else:
        yield found("UndefinedElement", line_of(root), f"the document is no feed, it is a <{kind}>")


def _atom(feed: Node, namespace: str | None) -> Iterator[Finding]:
    if namespace == ATOM_1_0:
        yield from atom(feed)
    elif namespace == ATOM_0_3:
        yield feed.found("ObsoleteNamespace", "is of Atom 0.3, which no specification knows")
    elif not namespace:
        yield feed.found("MissingNamespace", "has no namespace")
    else:
        yield feed.found("InvalidNamespace", f"is of the namespace {namespace}")


def _namespaces(root: etree._Element, document: Document) -> Iterator[Finding]:
    """Check each declaration of a namespace, once an element that declares it."""
    told: set[tuple[str | None, str]] = set()
    for element in root.iter(tag=etree.Element):
        for prefix, namespace in element.nsmap.items():
            if namespace and (prefix, namespace) not in told:
                told.add((prefix, namespace))
                yield from _namespace(prefix or "", namespace, line_of(element), document)


def _namespace(
    prefix: str, namespace: str, line: int | None, document: Document
) -> Iterator[Finding]:
    known = NAMESPACES.get(namespace)
    if namespace == _BARE_MEDIA:
        yield found("MediaRssNamespace", line, f"the namespace {namespace} lacks its last sign, /")
    elif known is None and namespace in UNSUPPORTED:
        what = f"the feed declares {UNSUPPORTED[namespace]}, {namespace}"
        yield found("UnsupportedNamespace", line, what)
    elif prefix in _PREFIXES and known != prefix:
        what = f"the prefix {prefix} stands for {namespace}, and is known for another"
        yield found("ReservedPrefix", line, what)
    elif known is None and namespace != ATOM_0_3:
        value = Value(
            text=namespace,
            name=f"the namespace of the prefix {prefix}",
            line=line,
            now=document.now,
        )
        wrong = tuple(iri_reference(value))
        yield from wrong
        if not wrong:
            what = f"the feed declares the namespace {namespace}, which is known to few"
            yield found("UnknownNamespace", line, what)
    elif known in _DEFAULT_ONLY and prefix and document.kind == "atom":
        yield found("AvoidNamespacePrefix", line, f"{namespace} goes by the prefix {prefix}")
