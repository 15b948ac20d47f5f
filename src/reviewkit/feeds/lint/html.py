"""The HTML inside a feed: safe, whole, and with addresses that lead somewhere in every reader."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html.entities import name2codepoint
from typing import Final

from reviewkit.feeds.html_elements import HARMLESS_ELEMENTS, HTML_ELEMENTS
from reviewkit.feeds.lint.addresses import is_absolute
from reviewkit.feeds.lint.finding import Finding, quoted
from reviewkit.feeds.lint.html_names import (
    CSS_PROPERTIES,
    HARMLESS_ATTRIBUTES,
)
from reviewkit.feeds.lint.html_nesting import misnested
from reviewkit.feeds.lint.html_tokens import Attribute, Tag, tokens
from reviewkit.feeds.lint.value import Value
from reviewkit.feeds.lint.words import words

__all__ = [
    "entity_in",
    "relative_addresses",
    "relative_in",
    "safe_html",
    "safe_tag",
]

_ENTITY: Final = re.compile(r"&(#?\w+);?")

_URLS: Final = frozenset(
    {"action", "background", "cite", "data", "href", "longdesc", "poster", "src"}
)

_PLAIN_STYLE: Final = re.compile(
    r"(?:[:,;#%.\sa-zA-Z0-9!]|\w-\w|'[\s\w]+'|\"[\s\w]+\"|\([\d,\s]+\))*"
)
_DECLARATIONS: Final = re.compile(r"(?:\s*[-\w]+\s*:\s*[^:;]*(?:;|$))*")
_DECLARATION: Final = re.compile(r"([-\w]+)\s*:\s*([^:;]*)")
_BOXES: Final = frozenset({"background", "border", "margin", "padding"})
_KEYWORDS: Final = words(
    "!important aqua auto black block blue bold both bottom brown center collapse dashed dotted "
    "fuchsia gray green italic left lime maroon medium navy none normal nowrap olive pointer "
    "purple red right silver solid teal top transparent underline white yellow"
)
_SIZE: Final = re.compile(
    r"#[0-9a-f]+|rgb\(\d+%?,\d*%?,?\d*%?\)?|\d?\.?\d?\d(?:cm|em|ex|in|mm|pc|pt|px|%|,|\))?"
)


def safe_html(value: Value) -> Iterator[Finding]:
    """Check the HTML of a text: well put together, and nothing in it that readers drop."""
    for offset, fault in misnested(value.text):
        line = None if value.line is None else value.line + value.text.count("\n", 0, offset)
        spot = replace(value, text="", line=line)
        yield spot.found("NotHtml", f"holds HTML that is not valid: {fault}")
        break  # what follows a fault is read in the light of it
    for spot, tag in _spots(value):
        yield from safe_tag(spot, tag)


def safe_tag(spot: Value, tag: Tag) -> Iterator[Finding]:
    """Check one start tag of a piece of HTML; `spot` says where it stands."""
    if tag.name not in HTML_ELEMENTS:
        yield spot.found("NotHtml", f"has <{tag.name}>, which is no element of HTML")
    elif tag.name not in HARMLESS_ELEMENTS:
        yield spot.found("SecurityRisk", f"has <{tag.name}>")
    else:
        for attribute in tag.attributes:
            if attribute.name == "style":
                for part in _odd_style(attribute.value):
                    yield spot.found("DangerousStyleAttr", f"has the style {quoted(part)}")
            elif attribute.name not in HARMLESS_ATTRIBUTES and not (
                attribute.name.startswith("data-")
            ):
                yield spot.found(
                    "SecurityRiskAttr", f"has the attribute {attribute.name} in <{tag.name}>"
                )


def _odd_style(style: str) -> Iterator[str]:
    """Yield the parts of a style attribute that the service knows no reader to keep."""
    if not _PLAIN_STYLE.fullmatch(style) or not _DECLARATIONS.fullmatch(style):
        yield style
        return
    for name, value in _DECLARATION.findall(style.lower()):
        if name not in CSS_PROPERTIES:
            yield name
        elif name.split("-")[0] in _BOXES:
            yield from (
                word
                for word in value.split()
                if word not in _KEYWORDS and not _SIZE.fullmatch(word)
            )


def relative_addresses(value: Value, event: str) -> Iterator[Finding]:
    """Check that no address in a piece of HTML depends on the page it is shown on.

    That goes for pictures of `srcset` and `poster`, and for fragments such as those of footnotes.
    """
    for spot, tag in _spots(value):
        yield from relative_in(spot, tag, event)


def relative_in(spot: Value, tag: Tag, event: str) -> Iterator[Finding]:
    """Check the addresses of one start tag of a piece of HTML; `spot` says where it stands."""
    for attribute in tag.attributes:
        for address in _addresses(attribute):
            if not is_absolute(address):
                where = f"{attribute.name} of <{tag.name}>"
                yield replace(spot, text=address).found(event, f"has a relative address in {where}")


def _addresses(attribute: Attribute) -> Iterator[str]:
    """Yield the addresses an attribute holds."""
    if attribute.name == "srcset":
        yield from _candidates(attribute.value)
    elif attribute.name in _URLS:
        yield attribute.value.strip()


def _candidates(srcset: str) -> Iterator[str]:
    """Yield the addresses of `srcset`; commas inside an address belong to it (HTML, 4.8.4.2.1)."""
    is_address = True
    for word in srcset.split():
        address = word if is_address else word.partition(",")[2]
        if address.strip(","):
            yield address.strip(",")
        is_address = word.endswith(",")


def entity_in(text: str) -> str:
    """Give the first character reference of HTML in what should be plain text, or nothing."""
    for match in _ENTITY.finditer(text):
        name = match[1]
        if name in name2codepoint or name == "apos" or not name.isalpha():
            return match[0]
    return ""


def _spots(value: Value) -> Iterator[tuple[Value, Tag]]:
    """Yield each start tag with its place, for messages that do not quote the whole value."""
    line, counted = value.line, 0
    for token in tokens(value.text):
        if isinstance(token, Tag) and not token.is_end:
            if line is not None:
                line += value.text.count("\n", counted, token.offset)
            counted = token.offset
            yield replace(value, text="", line=line), token
