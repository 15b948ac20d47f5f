"""HTML tags as kramdown reads them, and what it knows of each element."""

import re
from dataclasses import dataclass, field
from types import ModuleType
from typing import Final, Literal

import regex

from reviewkit.markdown.kramdown.document import Attributes
from reviewkit.markdown.kramdown.html_text import Written
from reviewkit.markdown.kramdown.words import NAME, WORD

__all__ = [
    "BLOCK_ELEMENTS",
    "PARSE_AS",
    "SPAN_ELEMENTS",
    "VOID_ELEMENTS",
    "ContentModel",
    "Tag",
    "scan_tag",
]

ContentModel = Literal["raw", "block", "span"]

SPAN_ELEMENTS: Final = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdo", "big", "br", "button", "cite", "code", "del"),
        *("dfn", "em", "i", "img", "input", "ins", "kbd", "label", "mark", "option", "q", "rb"),
        *("rbc", "rp", "rt", "rtc", "ruby", "samp", "select", "small", "span", "strong"),
        *("sub", "sup", "tt", "u", "var"),
    )
)
"""Elements that are part of a line of text, also when they stand at its beginning."""

BLOCK_ELEMENTS: Final = frozenset(
    (
        *("address", "applet", "article", "aside", "blockquote", "body", "caption", "col"),
        *("colgroup", "dd", "div", "dl", "dt", "fieldset", "figcaption", "footer", "form"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html"),
        *("iframe", "legend", "li", "main", "map", "menu", "nav", "ol", "optgroup", "p", "pre"),
        *("section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
"""Elements that are never part of a line of text: there their tags are shown."""

VOID_ELEMENTS: Final = frozenset(
    (
        *("area", "base", "br", "col", "command", "embed", "hr", "img", "input", "keygen"),
        *("link", "meta", "param", "source", "track", "wbr"),
    )
)
"""Elements that have no content and no closing tag."""

_PARSED_AS_BLOCK: Final = frozenset(
    (
        *("address", "applet", "article", "aside", "blockquote", "body", "dd", "details"),
        *("div", "dl", "fieldset", "figcaption", "figure", "footer", "form", "header"),
        *("hgroup", "iframe", "li", "main", "map", "menu", "nav", "noscript", "object"),
        *("section", "summary", "td"),
    )
)
_PARSED_AS_SPAN: Final = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdo", "big", "button", "caption", "cite", "del", "dfn"),
        *("dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "i", "ins", "label", "legend"),
        *("optgroup", "p", "q", "rb", "rbc", "rp", "rt", "rtc", "ruby", "select", "small"),
        *("span", "strong", "sub", "sup", "th", "tt"),
    )
)
_PARSED_AS_RAW: Final = frozenset(
    (
        *("code", "colgroup", "head", "html", "kbd", "mark", "math", "ol", "option", "pre"),
        *("samp", "script", "style", "table", "tbody", "textarea", "tfoot", "thead", "tr"),
        *("u", "ul", "var"),
    )
)

PARSE_AS: Final[dict[str, ContentModel]] = {
    **dict.fromkeys(_PARSED_AS_BLOCK, "block"),
    **dict.fromkeys(_PARSED_AS_SPAN, "span"),
    **dict.fromkeys(_PARSED_AS_RAW, "raw"),
}
"""How `markdown="1"` makes the content of an element be parsed; an unknown one stays raw."""

_KNOWN: Final = SPAN_ELEMENTS | BLOCK_ELEMENTS | VOID_ELEMENTS | frozenset(PARSE_AS)

_SPACE: Final = r"[ \t\r\n\f\v]"


class _Patterns:
    """What the parts of a tag look like, for the module that knows the letters of `name`."""

    def __init__(self, compiler: ModuleType, name: str, word: str) -> None:
        qualified = rf"{name}(?::{name})?"
        self.closing = compiler.compile(rf"</({qualified}){_SPACE}*>")
        self.name = compiler.compile(rf"<({qualified})")
        self.attribute = compiler.compile(
            rf"""{_SPACE}+({qualified})(?:{_SPACE}*={_SPACE}*(?:({word}+)|"([^"]*)"|'([^']*)'))?"""
        )
        self.end = compiler.compile(rf"{_SPACE}*(/?)>")


_ASCII: Final = _Patterns(re, r"[A-Za-z_][A-Za-z0-9_.-]*", "[A-Za-z0-9_]")
"""The faster ones, for a tag without other letters."""
_UNICODE: Final = _Patterns(regex, NAME, WORD)


@dataclass(slots=True)
class Tag:
    """An HTML tag; `end` is the position after it.

    Known elements and their attributes have lower-case names.
    """

    name: str
    attributes: Attributes = field(default_factory=dict)
    closing: bool = False
    self_closing: bool = False
    end: int = 0


def scan_tag(text: str, pos: int) -> Tag | None:
    """Read the tag that begins at `pos`, or say that there is none.

    kramdown is stricter than HTML: every attribute needs white space before it, and a value
    without quotes has only letters, digits and underscores.
    """
    end = text.find(">", pos)
    if end < 0:
        return None
    tag = _scan(text, pos, _ASCII) if text[pos:end].isascii() else None
    return tag or (None if text.isascii() else _scan(text, pos, _UNICODE))


def _scan(text: str, pos: int, patterns: _Patterns) -> Tag | None:
    if text.startswith("</", pos):
        found = patterns.closing.match(text, pos)
        return Tag(_element_name(found[1]), closing=True, end=found.end()) if found else None
    found = patterns.name.match(text, pos)
    if found is None:
        return None
    name = _element_name(found[1])
    attributes: Attributes = {}
    end = found.end()
    while found := patterns.attribute.match(text, end):
        key, *values = found.groups()
        key = key.lower() if name in _KNOWN else key
        value = next((v for v in values if v is not None), "")
        attributes[key] = Written.of(value)
        end = found.end()
    found = patterns.end.match(text, end)
    if found is None:
        return None
    return Tag(name, attributes, self_closing=bool(found[1]), end=found.end())


def _element_name(name: str) -> str:
    return name.lower() if name.lower() in _KNOWN else name
