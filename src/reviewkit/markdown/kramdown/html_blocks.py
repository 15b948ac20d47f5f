"""Block HTML: elements up to their closing tags, with content left alone or parsed on request."""

import re
from typing import Final

from reviewkit.markdown.kramdown.blocks import Block, BlockParser, Lines, Place
from reviewkit.markdown.kramdown.document import Attributes
from reviewkit.markdown.kramdown.html_tags import (
    PARSE_AS,
    SPAN_ELEMENTS,
    VOID_ELEMENTS,
    Tag,
    scan_tag,
)

__all__ = ["block_html"]

_START: Final = re.compile(r" {0,3}<")
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_ENTITY: Final = re.compile(r"&(?!(?:[A-Za-z][A-Za-z0-9]*|#\d+|#[xX][0-9a-fA-F]+);)")
_UNPARSED: Final = frozenset({"script", "style"})
_WINDOWS: Final = (20, 200, 2000)
"""Lines looked at for the end of an element, before all are."""


def block_html(parser: BlockParser) -> bool:
    """Read a comment or an element that is no span element.

    Its content is raw HTML up to the matching closing tag, blank lines included, unless
    `markdown="1"` (or the option `parse_block_html`) asks for it to be parsed. What stands behind
    the closing tag on its line begins something new.
    """
    match = _START.match(parser.current)
    if match is None:
        return False
    sizes = (size for size in _WINDOWS if parser.pos + size < len(parser.lines))
    for size in (*sizes, len(parser.lines)):
        text = "\n".join(parser.lines[parser.pos : parser.pos + size])
        whole = parser.pos + size >= len(parser.lines)
        text += "\n" if whole else ""
        done = _read(parser, text, match.end() - 1, whole=whole)
        if done is not None:
            return done
    return False


def _read(parser: BlockParser, text: str, start: int, *, whole: bool) -> bool | None:
    """Read the element at `start` of `text`; None when more lines are needed."""
    unfinished = False if whole else None
    if text.startswith("<!--", start):
        comment = None if start else _COMMENT.match(text)
        if comment is None:
            return False if start else unfinished
        parser.blocks.append(Block("comment", parser.number(), text=comment[0]))
        parser.boundary = False
        _advance(parser, text, comment.end())
        return True
    tag = scan_tag(text, start)
    if tag is None:
        return unfinished
    if tag.closing or tag.name.lower() in SPAN_ELEMENTS:
        return False
    return True if _element(parser, text, tag, whole=whole) else None


def _element(parser: BlockParser, text: str, tag: Tag, *, whole: bool) -> bool:
    """Read an element whose opening tag is known; False when more lines are needed."""
    block = Block("element", parser.number(), data={"tag": tag.name, "attributes": tag.attributes})
    given = dict(tag.attributes)
    model = _model(tag.attributes, tag.name, default=parser.document.options.parse_block_html)
    block.data["model"] = model
    if tag.self_closing or tag.name in VOID_ELEMENTS:
        block.data["model"] = "void" if tag.name in VOID_ELEMENTS else "raw"
        block.data["self_closing"] = tag.self_closing
        parser.add(block)
        parser.add(Block("raw", block.line))
        _advance(parser, text, tag.end)
        return True
    if model == "block":
        _parsed_blocks(parser, block, text, tag)
        return True
    children, close = _Raw(text, parser).inside(tag.name, tag.end)
    if close is None and not whole:
        tag.attributes.update(given)
        return False
    start, end = close or (len(text), len(text))
    parser.add(block)
    if model == "span":
        children = [Block("inline", block.line, text=text[tag.end : start])]
    block.children = children
    _advance(parser, text, end)
    return True


def _parsed_blocks(parser: BlockParser, block: Block, text: str, tag: Tag) -> None:
    """Read the content of an element as blocks, up to its closing tag at the start of a line."""
    parser.add(block)
    _advance(parser, text, tag.end)
    stop = re.compile(rf" {{0,3}}</{re.escape(tag.name)}\s*>", re.IGNORECASE)
    place = Place(parser.place.depth + 1, inside_html=True)
    inner = BlockParser(
        parser.source, parser.document, parser.candidates, parser.pos, stop, place=place
    )
    block.children = inner.parse()
    parser.pos = inner.pos
    if parser.pos < len(parser.lines):
        close = stop.match(parser.current)
        end = close.end() if close else 0
        parser.pos = parser.source.put_back(parser.pos, parser.current[end:].lstrip())


def _advance(parser: BlockParser, text: str, end: int) -> None:
    """Go on behind the place `end` of the text that begins at the current line."""
    used = text.count("\n", 0, end)
    last = text.rfind("\n", 0, end) + 1
    stop = text.find("\n", end)
    rest = text[end:] if stop < 0 else text[end:stop]
    if last == end and used:
        parser.pos += used
        return
    parser.pos = parser.source.put_back(parser.pos + used, rest.lstrip())


def _model(attributes: Attributes, name: str, *, default: bool) -> str:
    """Take the `markdown` attribute off, and say how the content is read: raw, block or span."""
    given = attributes.pop("markdown", "1" if default else "0")
    if given == "1":
        return PARSE_AS.get(name, "raw")
    return given if given in {"block", "span"} else "raw"


class _Raw:
    """Reads raw HTML: elements are closed, strays are text, attributes are written anew."""

    def __init__(self, text: str, parser: BlockParser) -> None:
        self.text = text
        self.parser = parser

    def inside(self, name: str, pos: int) -> tuple[list[Block], tuple[int, int] | None]:
        """Give what stands in the element `name` from `pos`, and where its closing tag is.

        The place (begin and end) is None when the text ends before the element does.
        """
        if name in _UNPARSED:
            close = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(self.text, pos)
            content = self.text[pos : close.start() if close else len(self.text)]
            return [Block("raw", 0, text=content)], close.span() if close else None
        stack: list[tuple[str, list[Block]]] = [(name, [])]
        while pos < len(self.text):
            begin = self.text.find("<", pos)
            begin = len(self.text) if begin < 0 else begin
            children = stack[-1][1]
            _add_text(children, self.text[pos:begin])
            if begin == len(self.text):
                break
            pos = self._markup(stack, begin)
            if not stack:
                return children, (begin, pos)
        return stack[0][1], None

    def _markup(self, stack: list[tuple[str, list[Block]]], begin: int) -> int:
        """Read what begins with `<`; gives the place behind it."""
        name, children = stack[-1]
        if comment := _COMMENT.match(self.text, begin):
            children.append(Block("raw", 0, text=comment[0]))
            return comment.end()
        tag = scan_tag(self.text, begin)
        if tag is None or (tag.closing and tag.name != name):
            end = begin + 1 if tag is None else tag.end
            _add_text(children, self.text[begin:end])
            return end
        if tag.closing:
            stack.pop()
            return tag.end
        model = _model(tag.attributes, tag.name, default=False)
        block = Block("element", 0, data={"tag": tag.name, "attributes": tag.attributes})
        block.data["model"] = "void" if tag.name in VOID_ELEMENTS else "raw"
        block.data["self_closing"] = tag.self_closing
        children.append(block)
        if tag.self_closing or tag.name in VOID_ELEMENTS:
            return tag.end
        if tag.name in _UNPARSED or model != "raw":
            block.data["model"] = model
            return self._whole(block, tag)
        stack.append((tag.name, block.children))
        return tag.end

    def _whole(self, block: Block, tag: Tag) -> int:
        """Read an element inside another one up to its end, when its content is not raw HTML."""
        block.children, close = self.inside(tag.name, tag.end)
        start, end = close or (len(self.text), len(self.text))
        text = self.text[tag.end : start]
        if block.data["model"] == "span":
            block.children = [Block("inline", self.parser.number(), text=text)]
        elif block.data["model"] == "block":
            place = Place(self.parser.place.depth + 1, inside_html=True)
            lines = text.strip("\n").split("\n")
            numbers = [self.parser.number()] * len(lines)
            inner = BlockParser(
                Lines(lines, numbers), self.parser.document, self.parser.candidates, place=place
            )
            block.children = inner.parse()
        return end


def _add_text(children: list[Block], text: str) -> None:
    if text:
        escaped = _ENTITY.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
        children.append(Block("raw", 0, text=escaped))
