"""The tags of a piece of HTML as a browser cuts them out (HTML standard, section 13.2.5)."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

__all__ = ["Attribute", "Tag", "Text", "tokens"]

_MARKUP: Final = re.compile(
    r"<!--(?:>|->|.*?(?:--!?>|\Z))|(?P<odd><!\[CDATA\[.*?(?:\]\]>|\Z)|<[!?][^>]*(?:>|\Z)|"
    r"</(?=[^a-zA-Z])[^>]*(?:>|\Z))|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*)"
    r"(?P<attributes>(?>=\s*\"[^\"]*\"|=\s*'[^']*'|=\s*[^\s>\"'][^\s>]*|[^>=]+|=)*)(?P<close>>|\Z)",
    re.DOTALL,
)
_ATTRIBUTE: Final = re.compile(
    r"(?P<name>[^\s/>][^\s/>=]*)"
    r"(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s>\"'][^\s>]*)))?"
)
_RAW: Final = frozenset(
    {"iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"}
)
"""Elements that hold text alone, up to their own end tag."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute: its name in lower case, its value as written and with references resolved."""

    name: str
    written: str

    @property
    def value(self) -> str:
        """The value that is meant."""
        return html.unescape(self.written)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A start or end tag: its name in lower case, its attributes, and where it begins."""

    name: str
    offset: int
    attributes: tuple[Attribute, ...] = ()
    is_end: bool = False
    closes_itself: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """What is between tags; `odd` is markup that is neither tag nor comment."""

    written: str
    offset: int
    odd: bool = False


def tokens(text: str) -> Iterator[Tag | Text]:
    """Yield the tags of a text and what is between them, without comments and inside of scripts."""
    place = 0
    while match := _MARKUP.search(text, place):
        if match.start() > place:
            yield Text(text[place : match.start()], place)
        place = match.end()
        if match["odd"]:
            yield Text(match[0], match.start(), odd=True)
        if match["name"] is None:
            continue
        tag = Tag(
            name=match["name"].lower(),
            offset=match.start(),
            attributes=tuple(_attributes(match["attributes"])),
            is_end=bool(match["end"]),
            closes_itself=match["attributes"].endswith("/"),
        )
        if not match["close"]:
            yield Text(match[0], match.start(), odd=True)
            return
        yield tag
        if tag.name in _RAW and not tag.is_end:
            place = _end_of_raw(tag.name, text, place)
    if place < len(text):
        yield Text(text[place:], place)


def _end_of_raw(name: str, text: str, place: int) -> int:
    end = re.compile(rf"</{re.escape(name)}(?=[\s/>])", re.IGNORECASE).search(text, place)
    return end.start() if end else len(text)


def _attributes(text: str) -> Iterator[Attribute]:
    """Yield the attributes in the inside of a start tag, the first of each name."""
    seen: set[str] = set()
    for match in _ATTRIBUTE.finditer(text):
        name = match["name"].lower()
        if name not in seen:
            seen.add(name)
            yield Attribute(name, match["double"] or match["single"] or match["bare"] or "")
