"""Where the tags of HTML begin and end, as the HTML Standard divides the text (13.2.5)."""

import html
import re
from typing import Final

__all__ = ["AFTER_COMMENT", "RAW_TEXT", "TAG", "attributes_of", "start_tag"]

_VALUE: Final = r"""(?:"[^"]*+"|'[^']*+'|(?=>)|[^\s>"'][^\s>]*+)"""
_NAME: Final = r"(?:=[^\s/>=]*+|[^\s/>=]++)"
TAG: Final = re.compile(
    rf"<(?P<end>/?)(?P<name>[A-Za-z][^\s/>]*+)"
    rf"(?P<attributes>(?:[\s/]++|{_NAME}(?:\s*+=\s*+{_VALUE}|(?!\s*+=)))*+)>"
)
"""A whole tag; text that begins like one and is none lacks its end, and belongs to no element."""

_ATTRIBUTE: Final = re.compile(
    rf"(?P<name>{_NAME})(?:\s*+=\s*+"
    r"""(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^\s>"'][^\s>]*+)|))?"""
)
AFTER_COMMENT: Final = re.compile(r"(?<=<!--)-?>|--!?>")
RAW_TEXT: Final = frozenset(
    {
        "iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title",
        "xmp",
    }
)  # fmt: skip
"""Elements that hold text up to their end tag, whatever tags that text seems to have."""
_REFERENCE: Final = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9A-Fa-f]+;?|[A-Za-z][A-Za-z0-9]*;)")


def attributes_of(tag: re.Match[str]) -> dict[str, str]:
    """Give the attributes of a tag by name in small letters; of two of one name the first counts.

    `&copy=1` in an address is no reference, other than in text (HTML, 13.2.5.73).
    """
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(tag["attributes"]):
        value = match["double"] or match["single"] or match["bare"] or ""
        plain = _REFERENCE.sub(lambda reference: html.unescape(reference[0]), value)
        found.setdefault(match["name"].lower(), plain)
    return found


def start_tag(name: str, attributes: dict[str, str]) -> str:
    """Write a start tag."""
    written = "".join(f' {key}="{html.escape(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>"
