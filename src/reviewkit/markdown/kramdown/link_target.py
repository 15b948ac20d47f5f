"""What follows the text of a link or an image: an address in parentheses, or a name."""

import re
from dataclasses import dataclass, field, replace
from typing import Final

from reviewkit.markdown.kramdown.attributes import attributes_of
from reviewkit.markdown.kramdown.document import Attributes, Document, normalized_name
from reviewkit.markdown.kramdown.entities import without_backslashes
from reviewkit.markdown.kramdown.html_text import Written
from reviewkit.markdown.kramdown.lookahead import Lookahead

__all__ = ["Target", "TargetReader"]

_NAME: Final = re.compile(r"[ \t\r\n\f\v]*\[([^\]]*)\]")
_TITLE_START: Final = r"[ \t\r\n\f\v][\"']"
_TITLE_END: Final = {
    '"': r"\"(?=[ \t\r\n\f\v]*\))",
    "'": r"'(?=[ \t\r\n\f\v]*\))",
}
_TITLE_AFTER_BRACKET: Final = re.compile(r"[ \t\r\n\f\v]*[\"']")
_BRACKET_OR_LINE_END: Final = r"[>\n]"
_BLANK: Final = " \t\r\n\f\v\0"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads; `end` is the position after it.

    `attributes` are those of a definition, and `attribute_texts` the lists they are from.
    """

    url: str
    title: str | None
    end: int
    attributes: Attributes = field(default_factory=dict)
    attribute_texts: list[str] | None = None


class TargetReader:
    """Reads the targets of links in one text."""

    def __init__(self, text: str, document: Document, lookahead: Lookahead) -> None:
        self._text = text
        self._document = document
        self._lookahead = lookahead

    def read(self, start: int, close: int) -> Target | None:
        """Read the target of a link whose text goes from `start` to the bracket at `close`."""
        if self._text.startswith("(", close + 1):
            return self._address(close + 1)
        return self._defined(start, close)

    def _defined(self, start: int, close: int) -> Target | None:
        """Find the definition that a link names: behind its text, or by the text itself."""
        if not self._document.links:
            return None
        end = close + 1
        label: str | None = None
        if named := _NAME.match(self._text, end):
            label, end = named[1], named.end()
        if not label:
            inside = self._lookahead.next(r"\]", start)
            if inside is None or inside[0] < close:
                return None
            label = without_backslashes(self._text[start:close])
        definition = self._document.links.get(normalized_name(label))
        if definition is None:
            return None
        target = self._target(definition.url, definition.title, end)
        if not definition.attribute_texts:
            return target
        attributes = attributes_of(definition.attribute_texts, self._document)
        return replace(target, attributes=attributes, attribute_texts=definition.attribute_texts)

    def _address(self, pos: int) -> Target | None:
        """Read `(address "title")`, from its parenthesis on."""
        if self._text.startswith("(<", pos):
            end = self._lookahead.next(_BRACKET_OR_LINE_END, pos + 2)
            if end is not None and self._text[end[0]] == ">":
                return self._bracketed(pos + 2, end[0])
        close = self._lookahead.closing_parenthesis(pos)
        title = self._lookahead.next(_TITLE_START, pos + 1)
        if title is not None and (close is None or title[0] < close):
            return self._titled(self._text[pos + 1 : title[0]].strip(_BLANK), title[1])
        if close is None:
            return None
        return self._target(self._text[pos + 1 : close].strip(_BLANK), None, close + 1)

    def _bracketed(self, start: int, end: int) -> Target | None:
        """Read what follows the angle brackets around an address."""
        url = self._text[start:end]
        if self._text.startswith(")", end + 1):
            return self._target(url, None, end + 2)
        title = _TITLE_AFTER_BRACKET.match(self._text, end + 1)
        return self._titled(url, title.end()) if title else None

    def _titled(self, url: str, start: int) -> Target | None:
        """Read a title that begins at `start`; the first quotation mark before `)` ends it."""
        end = self._lookahead.next(_TITLE_END[self._text[start - 1]], start + 1)
        if end is None:
            return None
        close = self._text.index(")", end[1])
        return self._target(url, self._text[start : end[0]], close + 1)

    @staticmethod
    def _target(url: str, title: str | None, end: int) -> Target:
        return Target(Written.of(url), None if title is None else Written.of(title), end)
