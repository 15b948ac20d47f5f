"""The tree of an XML feed, read without entities and network; or why there is none."""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from reviewkit.feeds.lint.decoding import line_at
from reviewkit.feeds.lint.finding import Finding, found

__all__ = ["doctype", "parsed", "refused"]

_DECLARED_ENCODING: Final = re.compile(r"""(<\?xml[^>]*?)\s+encoding\s*=\s*(?:"[^"]*"|'[^']*')""")
_PROLOG: Final = r"(?>\s+|<\?.*?\?>|<!--.*?-->)*+"
_DOCTYPE: Final = re.compile(
    rf"""{_PROLOG}(?P<doctype><!DOCTYPE\b(?:[^>\["']|"[^"]*"|'[^']*')*+(?P<subset>\[)?)""",
    re.DOTALL,
)
_ENTITY: Final = re.compile(r"<!ENTITY\b")
_NETSCAPE: Final = "-//Netscape Communications//DTD RSS 0.91//EN"
_LATE_DECLARATION: Final = re.compile(r"\s+<\?xml\s")
_UNDEFINED: Final = re.compile(r"Entity '([^']*)' not defined")
_AT: Final = re.compile(r", line [0-9]+, column [0-9]+.*", re.DOTALL)


def refused(text: str) -> Iterator[Finding]:
    """Find entities of a document's own, which can grow without end or read other files.

    No feed needs them; such a document is not parsed at all.
    """
    match = _DOCTYPE.match(text)
    if match and match["subset"] and (entity := _ENTITY.search(text, match.end())):
        what = "the document defines entities of its own, and is not read any further"
        yield found("FatalSecurityRisk", line_at(text, entity.start()), what)


def doctype(text: str, version: str) -> Iterator[Finding]:
    """Check the DOCTYPE, which RSS 0.91 alone had."""
    match = _DOCTYPE.match(text)
    if not match or _NETSCAPE not in match["doctype"]:
        return
    line = line_at(text, match.start("doctype"))
    if "my.netscape.com" in match["doctype"]:
        yield found("DeprecatedDTD", line, "the DOCTYPE names a document that is gone")
    if version != "0.91":
        yield found(
            "InvalidDoctype", line, f"the DOCTYPE is that of RSS 0.91, the feed is {version}"
        )


def parsed(text: str) -> etree._Element | tuple[Finding, ...]:
    """Parse a document that `refused` found nothing in; gives its root, or what is wrong."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, strip_cdata=True
    )
    try:
        return etree.fromstring(_as_utf8(text), parser)
    except etree.XMLSyntaxError as error:
        return tuple(_faults(text, error))
    except ValueError as error:  # what lxml itself will not take
        return (found("SAXError", None, f"the document is no XML: {error}"),)


def _as_utf8(text: str) -> bytes:
    """Write a text in UTF-8, without the declaration of the encoding it had."""
    return _DECLARED_ENCODING.sub(r"\1", text, count=1).encode("utf-8", "replace")


def _faults(text: str, error: etree.XMLSyntaxError) -> Iterator[Finding]:
    line = error.lineno or 1
    told = _AT.sub("", str(error.msg or "it is empty"))
    entity = _UNDEFINED.search(told)
    if entity:
        what = f"&{entity[1]}; means nothing in XML"
        yield found("UndefinedNamedEntity", line, what)
    elif _LATE_DECLARATION.match(text):
        what = "the document begins with white space, before its XML declaration"
        yield found("SAXError", 1, what, fix="remove everything before <?xml")
    elif "xcessive depth" in told or "XML_PARSE_HUGE" in told:
        yield found(
            "ValidatorLimit", line, f"the document is nested too deeply, or too long: {told}"
        )
    else:
        yield found("SAXError", line, f"the document is not well-formed XML: {told}")
