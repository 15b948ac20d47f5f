"""Raw HTML, judged before it is moved: does it close what it opens, can it stand in a line."""

from collections.abc import Iterable, Sequence
from html.parser import HTMLParser
from typing import Final

from markdown_it.token import Token

__all__ = ["is_closed", "is_comment", "is_phrasing"]

_VOID: Final = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"),
        *("param", "source", "track", "wbr"),
    )
)
_FOREIGN: Final = frozenset({"math", "svg"})
_CLOSED_BY_OTHERS: Final = frozenset(
    (
        *("caption", "colgroup", "dd", "dt", "li", "optgroup", "option", "p", "rp", "rt"),
        *("tbody", "td", "tfoot", "th", "thead", "tr"),
    )
)
"""Elements whose end tag may be left out (HTML, 13.1.2.4)."""

_NOT_PHRASING: Final = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "col"),
        *("colgroup", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset"),
        *("figcaption", "figure", "footer", "form", "frame", "frameset", "h1", "h2", "h3"),
        *("h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "legend", "li"),
        *("listing", "main", "menu", "nav", "ol", "p", "plaintext", "pre", "search"),
        *("section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title"),
        *("tr", "ul", "xmp"),
    )
)
"""Elements that cannot stand in a paragraph or a term (HTML, 3.2.5.2.5)."""


def is_closed(tokens: Iterable[Token]) -> bool:
    """Tell whether all raw HTML of some blocks closes just what it opens.

    Each piece of it must do so by itself, a block of HTML or the tags in one run of text. What does
    not would end elements that are put around it, or be ended by them.
    """
    for token in tokens:
        if token.type == "html_block" and not _is_balanced(token.content):
            return False
        raw = _raw_tags(token.children or ()) if token.type == "inline" else ""
        if raw and not _is_balanced(raw):
            return False
    return True


def is_phrasing(inline: Sequence[Token]) -> bool:
    """Tell whether some inline tokens can stand in a paragraph."""
    raw = _raw_tags(inline)
    named = {token.tag.lower() for token in inline}
    return _NOT_PHRASING.isdisjoint(named | (set(_Tags(raw).names) if raw else set()))


def is_comment(block: Sequence[Token]) -> bool:
    """Tell whether a block is raw HTML that shows nothing: comments and white space."""
    if block[0].type != "html_block":
        return False
    tags = _Tags(block[0].content)
    return tags.is_balanced and not tags.names and not tags.text.strip()


def _raw_tags(inline: Sequence[Token]) -> str:
    return "".join(token.content for token in inline if token.type == "html_inline")


def _is_balanced(html: str) -> bool:
    return _Tags(html).is_balanced


class _Tags(HTMLParser):
    """Reads some HTML for the names of its elements, its text, and whether it is balanced.

    `<![` is not trusted: it ends elsewhere for a browser, and elsewhere again for each Python.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.names: list[str] = []
        self.text = ""
        self._open: list[str] = []
        self._drawings = 0
        self._stray = "<![" in html
        if not self._stray:
            self.feed(html)
        left = self.rawdata
        self.is_balanced = (
            not self._stray
            and not left.startswith("<")
            and _CLOSED_BY_OTHERS.issuperset(self._open)
        )
        self.text += left

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        """Note an element; called by the parser."""
        self.names.append(tag)
        if tag not in _VOID:
            self._open.append(tag)
            self._drawings += tag in _FOREIGN

    def handle_startendtag(self, tag: str, _attrs: object) -> None:
        """Note an element written `<a/>`, which only SVG and MathML close by this."""
        self.names.append(tag)
        if tag not in _VOID | _FOREIGN and not self._drawings:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close an element; called by the parser."""
        while self._open and self._open[-1] != tag and self._open[-1] in _CLOSED_BY_OTHERS:
            self._open.pop()
        if self._open and self._open[-1] == tag:
            self._open.pop()
            self._drawings -= tag in _FOREIGN
        else:
            self._stray = True

    def handle_data(self, data: str) -> None:
        """Keep the text; called by the parser."""
        self.text += data
