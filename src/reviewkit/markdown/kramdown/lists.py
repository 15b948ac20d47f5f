"""Lists and definition lists: which lines belong to an item, and whether it is tight."""

import re
from collections.abc import Sequence
from typing import Final

from reviewkit.markdown.kramdown.blocks import Block, BlockParser
from reviewkit.markdown.kramdown.lines import is_blank

__all__ = ["definition_list", "item_list"]

_MARKERS: Final = {
    "ul": re.compile(r"( {0,3}[+*-])([\t |].*)$", re.DOTALL),
    "ol": re.compile(r"( {0,3}[0-9]+\.)([\t |].*)$", re.DOTALL),
    "dl": re.compile(r"( {0,3}:)([\t |].*)$", re.DOTALL),
}
_ITEM_ATTRIBUTES: Final = re.compile(
    r"\s*\{:(?!(?:\w|\d)[\w-]*:|:|/)((?:\\\}|[^}])+)\}\s*", re.ASCII
)
_ANY_MARKER: Final = re.compile(r" {0,3}(?:[+*-]|[0-9]+\.)[\t |]")
_TASK: Final = re.compile(r"\[([ xX])\]\s+", re.ASCII)
_RULE: Final = re.compile(r" {0,3}([*_-])[ \t]*\1[ \t]*\1(?:\1|[ \t])*$")
_END_OF_BLOCK: Final = re.compile(r"\^\s*$", re.ASCII)
_IAL_OR_HTML: Final = 3
"""Spaces in front of which an attribute list or block HTML still ends a lazy item."""


class _Items:
    """Collects the lines of each item of one list."""

    def __init__(self, parser: BlockParser, kind: str) -> None:
        self.parser = parser
        self.deepens = kind != "dl"
        self.marker = _MARKERS[kind]
        self.items: list[Block] = []
        self.segments: list[list[tuple[int, list[str]]]] = []
        self.indent = 0
        self.content = re.compile("")
        self.nested = False
        self.after_blank = False
        self.ended = False

    def collect(self) -> None:
        """Read lines up to the end of the list."""
        parser = self.parser
        while parser.pos < len(parser.lines):
            line = parser.current
            if self.after_blank and self.deepens and _RULE.match(line):
                return
            if _END_OF_BLOCK.match(line):
                self.ended = True
                parser.pos += 1
                return
            if not (self._begins(line) or self._goes_on(line)):
                return
            parser.pos += 1

    def _begins(self, line: str) -> bool:
        match = self.marker.match(line)
        if match is None:
            return False
        spaces = len(match[1]) - len(match[1].lstrip(" "))
        if self.items and spaces > min(3, self.indent - 1):
            return False
        item = Block("item", self.parser.number())
        content = self._first_line(match[1], match[2], item)
        self.items.append(item)
        blank_start = is_blank(content)
        first = [] if blank_start else [content]
        self.segments.append([(self.parser.pos + blank_start, first)])
        self.nested = bool(_ANY_MARKER.match(content))
        self.after_blank = False
        return True

    def _first_line(self, marker: str, content: str, item: Block) -> str:
        """Set the item's indentation, take its attributes off, give the rest of the line."""
        width = len(marker)
        if is_blank(content) or _ITEM_ATTRIBUTES.fullmatch(content):
            self.indent = 4
        else:
            content = _expanded(content, width)
            spaces = len(content) - len(content.lstrip(" "))
            self.indent = width + spaces
            content = content[spaces:]
        fours, rest = divmod(self.indent, 4)
        self.content = re.compile(rf"(?: {{4}}|\t){{{fours}}} {{{rest}}}")
        if attributes := _ITEM_ATTRIBUTES.match(content):
            item.attribute_texts.append(attributes[1])
            content = content[attributes.end() :]
        return content

    def _goes_on(self, line: str) -> bool:
        if not self.items:
            return False
        if is_blank(line):
            self.nested = True
            self.after_blank = True
            self._last_lines().append(line)
            return True
        tabs = len(line) - len(line.lstrip("\t"))
        expanded = " " * 4 * tabs + line[tabs:]
        if expanded.startswith(" " * self.indent) or self.content.match(line):
            expanded = expanded.removeprefix(" " * self.indent)
            if self.deepens and not self.nested and _ANY_MARKER.match(expanded):
                self.nested = True
                self.segments[-1].append((self.parser.pos, []))
        elif self.after_blank or self._ends_lazy(line):
            return False
        elif self.nested and self.deepens and _ANY_MARKER.match(expanded):
            expanded = " " * (self.indent + 4) + expanded
        self.after_blank = False
        self._last_lines().append(expanded)
        return True

    def _last_lines(self) -> list[str]:
        return self.segments[-1][-1][1]

    def parse_contents(self) -> None:
        """Give every item its blocks.

        A list that begins on an indented line inside an item is read apart from what is above it.
        """
        for item, segments in zip(self.items, self.segments, strict=True):
            for start, lines in segments:
                self.parser.nested(lines, start, after=item.children)

    def _ends_lazy(self, line: str) -> bool:
        spaces = len(line) - len(line.lstrip(" "))
        return self.parser.lazy_end() and spaces <= min(self.indent, _IAL_OR_HTML)


def _expanded(text: str, column: int) -> str:
    """Write the tabs in front of a text as spaces, up to the next column that four divides."""
    result = ""
    for place, character in enumerate(text):
        if character == "\t":
            result += " " * (4 - (column + len(result)) % 4)
        elif character == " ":
            result += " "
        else:
            return result + text[place:]
    return result


def item_list(parser: BlockParser) -> bool:
    """Read a list; its kind is that of its first marker."""
    kind = next((k for k in ("ul", "ol") if _MARKERS[k].match(parser.current)), None)
    if kind is None:
        return False
    block = Block(kind, parser.number())
    items = _Items(parser, kind)
    items.collect()
    parser.add(block)
    block.children = items.items
    items.parse_contents()
    tighten(items.items, ended=items.ended)
    if parser.document.options.gfm:
        _find_tasks(block)
    _hand_on_blank(parser, items)
    return True


def tighten(items: Sequence[Block], *, ended: bool) -> None:
    """Mark the paragraphs that are written without `<p>`: those of tight items.

    An item is tight when its first paragraph is followed directly by the next item or by other
    blocks. The last item follows the others when a blank line below it is its only reason.
    """
    for item in items:
        children = item.children
        if not children or children[0].kind != "paragraph":
            continue
        if len(children) > 1 and children[1].kind == "eob" and children[0].attribute_texts:
            del children[1]
        last = item is items[-1]
        followed = len(children) > 1 and children[1].kind == "blank"
        only_below = last and len(children) == 2 and not ended  # noqa: PLR2004 -- paragraph, blank
        if followed and not only_below:
            continue
        if last and len(items) > 1 and not any(_is_tight(other) for other in items[:-1]):
            continue
        children[0].data["tight"] = True


def _find_tasks(block: Block) -> None:
    """Mark items that begin with `[ ]` or `[x]`, those with text after one, and their list."""
    for item in block.children:
        first = item.children[0] if item.children else None
        if first is None or first.kind != "paragraph":
            continue
        goes_on = first.data.get("tight") and any(b.kind != "blank" for b in item.children[1:2])
        task = _TASK.match(f"{first.text}\n" if goes_on else first.text)
        if task is not None:
            first.text = first.text[task.end() :]
            first.data["task"] = "checked" if task[1] in "xX" else "open"
            block.data["task"] = True
        if block.data.get("task"):
            item.data["task"] = True


def _is_tight(item: Block) -> bool:
    first = item.children[0] if item.children else None
    return first is None or first.kind != "paragraph" or bool(first.data.get("tight"))


def _hand_on_blank(parser: BlockParser, items: _Items) -> None:
    """Move the blank lines that end items out of them, those of the last one below the list."""
    last = None
    for item in items.items:
        last = None
        if item.children and item.children[-1].kind == "blank":
            last = item.children.pop()
    if items.ended:
        parser.boundary = parser.blocks[-1].kind == "dl"
        if parser.boundary:
            parser.blocks.append(Block("eob", parser.number()))
    elif last is not None:
        parser.blocks.append(last)
        parser.boundary = True


def definition_list(parser: BlockParser) -> bool:
    """Read definitions below a paragraph whose lines are the terms."""
    if not _MARKERS["dl"].match(parser.current):
        return False
    gap = bool(parser.blocks) and bool(parser.blocks[-1].data.get("single"))
    place = len(parser.blocks) - (2 if gap else 1)
    if place < 0 or parser.blocks[place].kind != "paragraph":
        return False
    paragraph = parser.blocks[place]
    start = parser.pos
    items = _Items(parser, "dl")
    items.collect()
    if parser.pos == start:
        return False
    del parser.blocks[place:]
    before = _list_to_go_on(parser)
    if before is None:
        before = Block("dl", paragraph.line)
        before.attribute_texts = paragraph.attribute_texts
        parser.waiting.clear()
        parser.add(before)
    for number, term in enumerate(paragraph.text.split("\n")):
        block = Block("term", paragraph.line + number, text=term)
        if attributes := _ITEM_ATTRIBUTES.match(term):
            block.attribute_texts.append(attributes[1])
            block.text = term[attributes.end() :]
        before.children.append(block)
    _definitions(before, items, gap=gap)
    parser.boundary = False
    _hand_on_blank(parser, items)
    return True


def _list_to_go_on(parser: BlockParser) -> Block | None:
    """Give the definition list right above, across a blank line, for further terms."""
    kinds = [block.kind for block in parser.blocks[-2:]]
    if kinds == ["dl", "blank"]:
        parser.blocks.pop()
        kinds.pop()
    return parser.blocks[-1] if kinds[-1:] == ["dl"] else None


def _definitions(block: Block, items: _Items, *, gap: bool) -> None:
    wide = gap
    items.parse_contents()
    for item in items.items:
        item.kind = "definition"
        first = item.children[0] if item.children else None
        if first is not None and first.kind == "paragraph" and not wide:
            first.data["tight"] = True
        wide = bool(item.children) and item.children[-1].kind == "blank"
        block.children.append(item)
