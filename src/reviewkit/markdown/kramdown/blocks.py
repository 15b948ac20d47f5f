"""Blocks: the lines of a text divided into paragraphs, lists, quotes, tables and the rest."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import regex

from reviewkit.markdown.kramdown.document import Document
from reviewkit.markdown.kramdown.html_tags import SPAN_ELEMENTS
from reviewkit.markdown.kramdown.lines import SPACES, Lines, is_blank, is_stray
from reviewkit.markdown.kramdown.words import NAME_START, WORD

__all__ = [
    "Block",
    "BlockParser",
    "Candidates",
    "Handler",
    "Place",
]

_SPAN_NAMES: Final = "|".join(sorted({*SPAN_ELEMENTS, "script"}, key=len, reverse=True))
_HTML_BORDER: Final = regex.compile(rf" {{0,3}}<(/?)(?!(?:{_SPAN_NAMES})(?!{WORD})){NAME_START}")
_CLOSING_TAG: Final = regex.compile(rf" {{0,3}}</(?:{WORD}|[:.-])+[ \t\n\r\f\v]*>")
_END_OF_BLOCK: Final = re.compile(r"\^\s*$", re.ASCII)
_DEEPEST: Final = 100
"""Blocks inside blocks beyond which text is only text; Python's stack ends a little later."""
_QUOTE: Final = re.compile(r"^ {0,3}> ?")
_LIST_ITEM: Final = re.compile(r" {0,3}(?:[+*-]|[0-9]+\.)[\t |]")
_DEFINITION: Final = re.compile(r" {0,3}:[\t |]")
_FENCE_START: Final = re.compile(r" {0,3}[~`]{3,}")
_ATX: Final = re.compile(r"(#{1,6})[\t ]+(.*)$")
_CLOSING: Final = re.compile(r"[\t ]#+$")
_PLAIN_ATX: Final = re.compile(r"(#{1,6})[\t ]*([^ \t].*)\n")
_PLAIN_CLOSING: Final = re.compile(r"(?<!\\)#+$")
_RULE: Final = re.compile(r" {0,3}([*_-])[ \t]*\1[ \t]*\1(?:\1|[ \t])*$")
_SETEXT: Final = re.compile(r"([-=])[-=]*[ \t\r\f\v]*$")
_HEADER_ID: Final = regex.compile(
    rf"[ \t]+\{{#((?:(?!\p{{Nd}}){WORD}|:)(?:{WORD}|[.:-])*)\}}[ \t]*$"
)


@dataclass(slots=True)
class Block:
    """A block of a text.

    `line` counts from 0 in the whole text. `text` is what inline parsing gets, or the content of
    code and raw blocks. `attribute_texts` are the insides of the attribute lists that stand at the
    block, in their order; they are read when all definitions are known. `data` holds what only
    this kind of block has.
    """

    kind: str
    line: int
    text: str = ""
    children: list["Block"] = field(default_factory=list)
    attribute_texts: list[str] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)


Handler = Callable[["BlockParser"], bool]
"""Reads one kind of block from the parser's current line; says whether there was one."""

Candidates = Callable[[str], Sequence[Handler]]
"""Gives the handlers to try for a line, in their order."""


def paragraph_end(parser: "BlockParser") -> bool:
    """Tell whether the current line ends the paragraph above it.

    Rules, setext underlines, tables, indented code and comments do not; without the quirk
    `paragraph_end` of GFM, no block does but definitions.
    """
    line = parser.current
    if parser.lazy_end() or _DEFINITION.match(line):
        return True
    return parser.document.options.paragraph_end and bool(
        _LIST_ITEM.match(line) or _ATX.match(line) or _QUOTE.match(line) or _FENCE_START.match(line)
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks stand: inside how many others."""

    depth: int = 0


class BlockParser:
    """Divides lines into blocks; nested content gets a parser of its own over its lines.

    With `stop`, a line that begins with the closing tag it matches ends the blocks, left unread.
    """

    def __init__(
        self,
        lines: Lines,
        document: Document,
        candidates: Candidates,
        pos: int = 0,
        stop: re.Pattern[str] | None = None,
        *,
        place: "Place | None" = None,
    ) -> None:
        self.source = lines
        self.lines = lines.texts
        self.document = document
        self.candidates = candidates
        self.pos = pos
        self.stop = stop
        self.place = place or Place()
        self.blocks: list[Block] = []
        self.boundary = True
        self.waiting: list[str] = []

    def parse(self) -> list[Block]:
        """Give the blocks of all lines."""
        deepest = self.place.depth >= _DEEPEST
        while self.pos < len(self.lines) and not self._stops():
            handlers = () if deepest else self.candidates(self.current)
            if not any(handler(self) for handler in handlers):
                self.paragraph()
        return self.blocks

    def nested(self, texts: list[str], start: int, after: list[Block] | None = None) -> list[Block]:
        """Give the blocks of lines that stand inside a block and begin at the line `start`.

        With `after` they go on behind the blocks in it, to which they are added.
        """
        lines = Lines(texts, self.source.numbers[start : start + len(texts)])
        place = replace(self.place, depth=self.place.depth + 1)
        inner = BlockParser(lines, self.document, self.candidates, place=place)
        if after:
            inner.boundary = False
        inner.blocks = after if after is not None else []
        return inner.parse()

    def _stops(self) -> bool:
        return self.stop is not None and "</" in self.current and self._at(self.stop)

    @property
    def current(self) -> str:
        """The line that is looked at."""
        return self.lines[self.pos]

    def number(self, pos: int | None = None) -> int:
        """Give the number in the whole text of a line, the current one if none is named."""
        place = min(self.pos if pos is None else pos, len(self.lines) - 1)
        return self.source.numbers[place]

    def before_boundary(self, pos: int) -> bool:
        """Tell whether the line at `pos` is blank, an attribute list, an end marker, or none."""
        if pos >= len(self.lines):
            return True
        line = self.lines[pos]
        return is_blank(line) or self.at_attributes(pos) or bool(_END_OF_BLOCK.match(line))

    def lazy_end(self) -> bool:
        """Tell whether the current line ends what lazy lines continue: quotes and list items."""
        line = self.current
        return (
            is_blank(line)
            or self.at_attributes(self.pos)
            or bool(_END_OF_BLOCK.match(line))
            or self._html_border()
        )

    def _html_border(self) -> bool:
        """Tell whether block HTML begins or ends on the current line."""
        line = self.current
        found = _HTML_BORDER.match(line) if "<" in line else None
        return found is not None and (not found[1] or self._at(_CLOSING_TAG))

    def _at(self, pattern: "re.Pattern[str] | regex.Pattern[str]") -> bool:
        """Match the text from the current line on."""
        return bool(pattern.match(self.source.whole.text, self.source.offset(self.pos)))

    def at_attributes(self, pos: int) -> bool:
        """Tell whether an attribute list, or the definition of one, begins on the line at `pos`."""
        found = self.source.braces.at(pos) if pos < len(self.lines) else None
        return found is not None and found.is_attributes

    def add(self, block: Block) -> None:
        """Append a block, with the attribute lists that were waiting for one."""
        block.attribute_texts.extend(self.waiting)
        self.waiting.clear()
        self.blocks.append(block)
        self.boundary = False

    def paragraph(self) -> None:
        """Read a paragraph from here; directly below another one it goes on with that one."""
        start = self.pos
        self.pos += 1
        last = self.blocks[-1] if self.blocks else None
        if is_stray(self.lines[start]):
            if last is not None and last.kind == "stray":
                last.text += "\n" + self.lines[start]
            else:
                self.blocks.append(Block("stray", self.number(start), text=self.lines[start]))
                self.boundary = False
            return
        while self.pos < len(self.lines) and not paragraph_end(self):
            self.pos += 1
        text = "\n".join(self.lines[start : self.pos])
        if last is not None and last.kind == "paragraph" and not self.boundary:
            spaces = "  " if start and self.lines[start - 1].endswith("  ") else ""
            last.text += f"{spaces}\n{text.rstrip(SPACES)}"
            return
        self.add(Block("paragraph", self.number(start), text=text.strip(SPACES)))


def blank(parser: BlockParser) -> bool:
    """Read blank lines; they divide, and are kept because a list looks at them."""
    start = parser.pos
    while parser.pos < len(parser.lines) and is_blank(parser.current):
        parser.pos += 1
    if parser.pos == start:
        return False
    if not parser.blocks or parser.blocks[-1].kind != "blank":
        single = parser.pos == start + 1 and not parser.lines[start]
        parser.blocks.append(Block("blank", parser.number(start), data={"single": single}))
        parser.waiting.clear()
    elif parser.blocks:
        parser.blocks[-1].data["single"] = False
    parser.boundary = True
    return True


def end_of_block(parser: BlockParser) -> bool:
    """Read a `^` alone on its line, which ends the block above."""
    if not _END_OF_BLOCK.match(parser.current):
        return False
    parser.blocks.append(Block("eob", parser.number()))
    parser.waiting.clear()
    parser.pos += 1
    parser.boundary = True
    return True


def blockquote(parser: BlockParser) -> bool:
    """Read a quote with its lazy lines."""
    if not _QUOTE.match(parser.current):
        return False
    start = parser.pos
    parser.pos += 1
    while parser.pos < len(parser.lines) and not parser.lazy_end():
        parser.pos += 1
    inside = [_QUOTE.sub("", line, count=1) for line in parser.lines[start : parser.pos]]
    block = Block("quote", parser.number(start))
    parser.add(block)
    block.children = parser.nested(inside, start)
    return True


def atx_heading(parser: BlockParser) -> bool:
    """Read `## Heading ## {#id}`; without GFM's quirk `paragraph_end` behind a block boundary."""
    options = parser.document.options
    if not options.paragraph_end and not parser.boundary:
        return False
    if not options.gfm:
        return _plain_atx_heading(parser)
    match = _ATX.match(parser.current)
    if match is None:
        return False
    closing = _CLOSING if options.paragraph_end else _PLAIN_CLOSING
    return _heading(parser, match[2], len(match[1]), closing=closing)


def _plain_atx_heading(parser: BlockParser) -> bool:
    """Read a heading with no need of spaces; behind a lone marker, the next line is the heading."""
    match = _PLAIN_ATX.match("\n".join((*parser.lines[parser.pos : parser.pos + 2], "")))
    if match is None:
        return False
    used = match[0].count("\n")
    return _heading(parser, match[2], len(match[1]), lines=used, closing=_PLAIN_CLOSING)


def setext_heading(parser: BlockParser) -> bool:
    """Read a line that is underlined with `=` or `-`."""
    if not parser.boundary or parser.pos + 1 >= len(parser.lines):
        return False
    match = _SETEXT.match(parser.lines[parser.pos + 1])
    if match is None or re.match(r" {4}|\t| {0,3}\t", parser.current):
        return False
    return _heading(parser, parser.current.lstrip(SPACES), 1 if match[1] == "=" else 2, lines=2)


def _heading(
    parser: BlockParser,
    text: str,
    level: int,
    *,
    lines: int = 1,
    closing: re.Pattern[str] | None = None,
) -> bool:
    text = text.rstrip(SPACES)
    found = _HEADER_ID.search(f" {text}") if text.endswith("}") else None
    if found:
        text = text[: max(0, found.start() - 1)].rstrip(SPACES)
    if closing:
        text = closing.sub("", text).rstrip(SPACES)
    if not text and found:
        text, found = f"{{#{found[1]}}}", None
    if not text:
        return False
    block = Block("heading", parser.number(), text=text, data={"level": level})
    if found:
        block.data["id"] = found[1]
    parser.pos += lines
    parser.add(block)
    return True


def rule(parser: BlockParser) -> bool:
    """Read a horizontal rule."""
    if not _RULE.match(parser.current):
        return False
    parser.add(Block("rule", parser.number()))
    parser.pos += 1
    return True
