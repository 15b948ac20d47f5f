"""Spans while they are being read: what is open, what it holds, and the tokens it becomes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntFlag
from typing import Final

from markdown_it.token import Token

from reviewkit.markdown.kramdown.document import Document
from reviewkit.markdown.kramdown.html_text import Written
from reviewkit.markdown.kramdown.render_math import choose_math_engine
from reviewkit.markdown.kramdown.symbols import Characters, Symbol, without_cjk_breaks

__all__ = ["Element", "Frame", "Item", "Kind", "token_list"]

_LAST_BREAKS: Final = re.compile(r"(?:\\\n)+\Z")


class Kind(IntFlag):
    """What a frame is; the kinds that do not nest in themselves are kept as a set of flags."""

    ROOT = 0
    EMPHASIS = 1
    STRONG = 2
    LINK = 4
    HTML = 8


@dataclass(slots=True)
class Element:
    """A span with content."""

    opener: Token
    closer: Token
    items: "list[Item]"


Item = str | Symbol | Token | Element
"""Plain text is a `str`; a character that was made of something, like a quotation mark, is not."""


@dataclass(slots=True)
class Frame:
    """A span that is open: it began at `start` with `marker`, its content follows.

    `inside` are the kinds open around its content. A bracket is a `[` or `![` in the text of a
    link; `pairs` are those that found their `]`, and `depths` says how many were open at a place.
    `seen` are the places passed in emphasis, `hopeless` those from which its end is not found.
    """

    kind: Kind
    start: int
    marker: str
    inside: Kind
    items: list[Item] = field(default_factory=list)
    run: int = 0
    raw: bool = False
    opener: Token | None = None
    count: int = 1
    images: int = 0
    brackets: list[int] = field(default_factory=list)
    pairs: dict[int, int] = field(default_factory=dict)
    depths: dict[int, int] = field(default_factory=dict)
    seen: list[int] = field(default_factory=list)
    hopeless: set[int] = field(default_factory=set)

    @property
    def content_start(self) -> int:
        """Give the position of the first character inside."""
        return self.start + len(self.marker)


def token_list(
    items: list[Item], document: Document, characters: Characters, *, plain: bool = False
) -> list[Token]:
    """Write the tokens of a span's content; footnotes get their numbers here, in reading order."""
    return _Writer(document, characters, plain=plain).write(items)


class _Writer:
    """Writes tokens without recursion, since HTML elements may be nested without end."""

    def __init__(self, document: Document, characters: Characters, *, plain: bool) -> None:
        self._document = document
        self._tokens: list[Token] = []
        self._text: list[str] = []
        self._level = 0
        self._keeps_lines = int(plain)
        self._characters = characters

    def write(self, items: list[Item]) -> list[Token]:
        """Write all items and give the tokens."""
        items = [*items[:-1], self._last(items[-1])] if items else []
        pending: list[tuple[Iterator[Item], Element | None]] = [(iter(items), None)]
        while pending:
            iterator, element = pending[-1]
            item = next(iterator, None)
            if item is None:
                pending.pop()
                if element is not None:
                    self._close(element)
            elif isinstance(item, str):
                self._plain(item)
            elif isinstance(item, Symbol):
                self._symbol(item)
            elif isinstance(item, Element):
                self._open(item)
                pending.append((iter(item.items), item))
            else:
                self._token(item)
        self._flush(last=True)
        return self._tokens

    def _last(self, item: Item) -> Item:
        """Take away the backslashes that would break lines at the end of everything."""
        keeps = self._keeps_lines or self._document.options.hard_wrap
        if keeps or not isinstance(item, str) or not item.endswith("\\\n"):
            return item
        return _LAST_BREAKS.sub("\n", item)

    def _add(self, token: Token) -> None:
        if self._text:
            self._flush()
        self._put(token)

    def _put(self, token: Token) -> None:
        token.level = self._level
        self._tokens.append(token)

    def _open(self, element: Element) -> None:
        self._add(element.opener)
        self._level += 1
        self._keeps_lines += element.opener.type in _KEEP_LINES

    def _close(self, element: Element) -> None:
        self._flush()
        self._level -= 1
        self._keeps_lines -= element.opener.type in _KEEP_LINES
        self._add(element.closer)

    def _plain(self, text: str) -> None:
        """Keep plain text; a backslash in front of a newline breaks the line."""
        if isinstance(text, Written):
            self._written(text.source)
            return
        options = self._document.options
        lines = [text] if self._keeps_lines or options.hard_wrap else text.split("\\\n")
        self._text.append(lines[0])
        for line in lines[1:]:
            self._add(Token("hardbreak", "br", 0))
            self._text.append("\n" + line)

    def _written(self, source: str) -> None:
        """Keep text in which references stand for characters, line by line."""
        if self._document.options.remove_line_breaks_for_cjk:
            source = without_cjk_breaks(source)
        for number, line in enumerate(source.split("\n")):
            if number:
                self._text.append("\n")
            if line:
                self._add(Token("text", "", 0, content=Written.of(line)))

    def _symbol(self, symbol: Symbol) -> None:
        text = self._characters.text(symbol)
        chosen = symbol.name in self._document.options.typographic_symbols
        if isinstance(text, Written) or chosen or text == "\n":
            self._add(Token("text", "", 0, content=text, meta={"symbol": symbol.name}))
        else:
            self._text.append(text)

    def _token(self, token: Token) -> None:
        if token.type == "text":
            self._text.append(token.content)
            return
        if token.type == "footnote_ref":
            self._number(token)
        elif token.type == "math_inline":
            choose_math_engine(token, self._document.options)
        self._add(token)

    def _flush(self, *, last: bool = False) -> None:
        """Write text gathered so far; a line break stands for the newline behind it.

        The newline that ends everything breaks no line.
        """
        if not self._text:
            return
        text, self._text = "".join(self._text), []
        if text.startswith("\n") and self._tokens and self._tokens[-1].type == "hardbreak":
            text = text[1:]
        options = self._document.options
        wrap = options.hard_wrap and not self._keeps_lines
        if options.remove_line_breaks_for_cjk and not wrap:
            text = without_cjk_breaks(text)
        lines = text.split("\n")
        for number, line in enumerate(lines):
            if number:
                hard = wrap and (line or not last or number + 1 < len(lines))
                self._put(Token("hardbreak" if hard else "softbreak", "br" if hard else "", 0))
            if line:
                self._put(Token("text", "", 0, content=line))

    def _number(self, token: Token) -> None:
        footnote = self._document.footnotes[token.meta["name"]]
        if footnote.references == 0:
            self._document.referred.append(footnote)
            first = self._document.options.footnote_nr
            footnote.number = first + len(self._document.referred) - 1
        token.meta |= {"number": footnote.number, "reference": footnote.references}
        token.meta["prefix"] = self._document.options.footnote_prefix
        footnote.references += 1


_KEEP_LINES: Final = frozenset({"html_element_open", "s_open"})
"""Elements in which the option `hard_wrap` does not break lines."""
