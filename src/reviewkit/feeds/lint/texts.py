"""Text of XML feeds: plain where plain is meant, HTML where HTML is meant, and nothing mangled."""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from lxml import etree

from reviewkit.feeds.html_elements import end_tag_in
from reviewkit.feeds.lint.addresses import is_absolute, uri_reference
from reviewkit.feeds.lint.finding import Finding
from reviewkit.feeds.lint.html import (
    entity_in,
    relative_addresses,
    relative_in,
    safe_html,
    safe_tag,
)
from reviewkit.feeds.lint.html_tokens import Attribute, Tag
from reviewkit.feeds.lint.names import XHTML, line_of
from reviewkit.feeds.lint.node import Node
from reviewkit.feeds.lint.values import is_media_type

__all__ = ["content", "html_text", "plain_text", "text_construct"]

_MARKUP: Final = re.compile(r"&#[x0-9]|<[/a-zA-Z]")
_KINDS: Final = frozenset({"text", "html", "xhtml"})


def plain_text(node: Node) -> Iterator[Finding]:
    """Check that an element of RSS holds plain text, written as all readers take it.

    Readers disagree on whether titles hold HTML. (RSS Best Practices Profile, "Character Data".)
    """
    text = node.text.strip()
    if markup := end_tag_in(text):
        yield node.found("ContainsHTML", f"holds HTML, {markup}")
    elif _is_careful(node):
        return
    elif entity := entity_in(text):
        yield node.found("ContainsHTML", f"holds HTML, or was escaped twice, as it says {entity}")
    elif _MARKUP.search(text) and node.document.version.startswith("2."):
        yield node.found("CharacterData", "writes & or < in a way that some readers take for HTML")


def _is_careful(node: Node) -> bool:
    """Tell whether the lines of an element write some character as &#x..;."""
    first = node.line or 0
    return any(
        line in node.document.numeric_lines
        for line in range(first, first + node.text.count("\n") + 1)
    )


def html_text(node: Node) -> Iterator[Finding]:
    """Check an element of RSS that holds HTML: description and content:encoded of an item."""
    value = node.value()
    yield from safe_html(value)
    yield from relative_addresses(value, "ContainsRelRef")


def text_construct(node: Node) -> Iterator[Finding]:
    """Check a text construct of Atom: title, subtitle, summary, rights (RFC 4287, section 3.1)."""
    kind = node.element.get("type", "text")
    if "/" in kind:
        yield node.attribute("type").found("InvalidTextType", "is no type of a text")
    yield from _said_twice(node)
    yield from _text_of_kind(node, kind)


def _said_twice(node: Node) -> Iterator[Finding]:
    """Find a text of Atom inside RSS, which says what the feed has said in its own words."""
    if node.document.kind == "rss" and node.name != "atom:summary":
        yield node.found("DuplicateDescriptionSemantics", "says what the feed's own elements say")


def content(node: Node) -> Iterator[Finding]:
    """Check the content of an Atom entry (RFC 4287, section 4.1.3)."""
    kind = node.element.get("type", "text")
    source = node.element.get("src")
    yield from _said_twice(node)
    if source is None:
        yield from _text_of_kind(node, kind)
        return
    yield from (
        replace(finding, event="InvalidURIAttribute")
        for finding in uri_reference(node.attribute("src"))
        if finding.event == "InvalidLink"
    )
    if "type" not in node.element.attrib:
        yield node.found("MissingTypeAttr", "does not say the type of what src leads to")
    elif not is_media_type(kind):
        yield node.attribute("type").found("InvalidMIMEType", "is no media type")
    if not is_absolute(source) and not node.base:
        yield node.attribute("src").found("RelativeReference", "is a relative address")


def _text_of_kind(node: Node, kind: str) -> Iterator[Finding]:
    if not kind:
        yield node.attribute("type").found("AttrNotBlank", "is empty")
    elif kind not in _KINDS and (not is_media_type(kind) or kind == "multipart/alternative"):
        yield node.attribute("type").found("InvalidMIMEType", "is no media type")
    is_xml = kind == "xhtml" or kind.endswith(("+xml", "/xml"))
    elements = list(node.element.iterchildren(tag=etree.Element))
    if not is_xml:
        yield from (
            node.found("UndefinedElement", f"holds <{etree.QName(child).localname}>, and is no XML")
            for child in elements
        )
    if kind == "xhtml":
        yield from _xhtml(node, elements)
    elif kind in {"html", "text/html"}:
        yield from _html(node, node.text)
        if kind == "text/html" and "<html" not in node.text:
            yield node.found("HtmlFragment", "says it is a whole page of HTML, and is a piece")
    elif "/" in kind and not is_xml and not kind.startswith("text/"):
        yield from _base64(node)
    elif not is_xml:
        yield from _plain(node, "ContainsUndeclaredHTML")
    if not node.text and not elements:
        yield node.found("NotBlank", "is empty")


def _html(node: Node, text: str) -> Iterator[Finding]:
    value = node.value(text)
    yield from safe_html(value)
    if not is_absolute(node.base):
        yield from relative_addresses(value, "RelativeReference")


def _plain(node: Node, event: str) -> Iterator[Finding]:
    """Check that a text that says it is plain is so."""
    if markup := end_tag_in(node.text) or ("" if _is_careful(node) else entity_in(node.text)):
        yield node.found(event, f"says it is plain text, and holds {markup}")


def _base64(node: Node) -> Iterator[Finding]:
    try:
        base64.b64decode("".join(node.text.split()), validate=True)
    except (binascii.Error, ValueError):
        yield node.found("NotBase64", "holds what is no Base64, as its type asks")


def _xhtml(node: Node, elements: list[etree._Element]) -> Iterator[Finding]:
    """Check inline XHTML: one div, and in it what readers keep (RFC 4287, section 3.1.1.3)."""
    if len(elements) != 1 or elements[0].tag != f"{{{XHTML}}}div" or node.text.strip():
        yield node.found("MissingXhtmlDiv", "holds XHTML that is not in one div")
    elif not len(elements[0]) and (markup := end_tag_in(elements[0].text or "")):
        yield node.found("NotInline", f"says it is XHTML, and holds {markup} as text")
    for element in node.element.iterdescendants(tag=etree.Element):
        name = etree.QName(element)
        if name.namespace != XHTML:
            continue
        written = (Attribute(str(key), str(text)) for key, text in element.attrib.items())
        tag = Tag(name=name.localname, offset=0, attributes=tuple(written))
        spot = replace(node.value(""), line=line_of(element))
        yield from safe_tag(spot, tag)
        if not is_absolute(node.base):
            yield from relative_in(spot, tag, "RelativeReference")
