"""Block HTML: elements up to their closing tags, with content left alone or parsed on request."""

import re
from typing import Final

from reviewkit.markdown.kramdown.blocks import Block, BlockParser, Place
from reviewkit.markdown.kramdown.html_tags import (
    PARSE_AS,
    SPAN_ELEMENTS,
    VOID_ELEMENTS,
    ContentModel,
    Tag,
    scan_tag,
)
from reviewkit.markdown.kramdown.html_text import escape_stray
from reviewkit.markdown.kramdown.symbols import without_cjk_breaks

__all__ = ["block_html"]

_START: Final = re.compile(r" {0,3}<")
_VERBATIM: Final = frozenset({"script", "style"})
_LEFT_ALONE: Final = {"<!--": "-->", "<?": r"\?>"}
"""Comments and processing instructions: how they begin, and what they end with."""
_REST_OF_LINE: Final = re.compile(r"[ \t]*\n")


def block_html(parser: BlockParser) -> bool:
    """Read a comment, or an element that is no span element.

    The content of an element is raw HTML up to the matching closing tag, blank lines included,
    unless `markdown="1"` (or the option `parse_block_html`) asks for it to be parsed. What stands
    behind the closing tag on its line begins something new.
    """
    match = _START.match(parser.current)
    if match is None:
        return False
    reader = _Reader(parser, parser.source.offset(parser.pos) + match.end() - 1)
    if reader.starts_with("<!--"):
        return match.end() == 1 and reader.comment()
    tag = scan_tag(reader.text, reader.offset)
    if tag is None or tag.closing or tag.name.lower() in SPAN_ELEMENTS:
        return False
    reader.element(tag)
    return True


class _Reader:
    """Reads HTML from `offset` on: elements are closed, strays are text.

    `path` are the elements with raw content that are open, from the outside in.
    """

    def __init__(self, parser: BlockParser, offset: int) -> None:
        self.parser = parser
        self.whole = parser.source.whole
        self.text = self.whole.text
        self.offset = offset
        self.path: list[Block] = []

    def starts_with(self, text: str) -> bool:
        """Tell what stands at the place that is looked at."""
        return self.text.startswith(text, self.offset)

    def comment(self) -> bool:
        """Read a comment that is a block of its own; says whether it has an end."""
        comment = self._left_alone()
        if comment is None:
            return False
        self.parser.blocks.append(Block("comment", self.parser.number(), text=comment))
        self.parser.boundary = bool(self.parser.waiting)
        self._skip_rest_of_line()
        self._go_on()
        return True

    def element(self, tag: Tag) -> None:
        """Read an element, and add it to the blocks."""
        block = self._new_element(tag)
        self.parser.add(block)
        self._begin(block, tag)
        while self.path:
            self._raw_content()
        self._go_on()

    def _new_element(self, tag: Tag) -> Block:
        block = Block("element", self.parser.number())
        closed = tag.name in VOID_ELEMENTS or (tag.self_closing and tag.name not in _VERBATIM)
        model = _model(tag, parsed=not self.path and self.parser.document.options.parse_block_html)
        block.data = {"tag": tag.name, "attributes": tag.attributes, "closed": closed}
        block.data |= {"model": model, "depth": len(self.path)}
        return block

    def _begin(self, block: Block, tag: Tag) -> None:
        """Read an element behind its opening tag, or only begin to, if its content is raw."""
        self.offset = tag.end
        model = block.data["model"]
        if tag.name in _VERBATIM:
            content = self._up_to_closing_tag(tag.name)
            block.children.append(Block("raw", block.line, text=content))
        if model == "block":
            self._skip_rest_of_line()
        if tag.name in _VERBATIM or block.data["closed"]:
            return
        if model == "raw":
            self.path.append(block)
            return
        for outside in (block, *reversed(self.path)):
            if outside.data.get("parsed"):
                break
            outside.data["parsed"] = True
        if model == "block":
            self._blocks(block)
        else:
            content = self._up_to_closing_tag(tag.name)
            block.children = [Block("inline", block.line, text=content)]
        self._end()

    def _end(self) -> None:
        if not self.path:
            self._skip_rest_of_line()

    def _raw_content(self) -> None:
        """Read up to the next tag and what it begins or ends."""
        element = self.path[-1]
        begin = self.text.find("<", self.offset)
        if begin < 0:
            self._add_text(element, self.text[self.offset :])
            self.offset = len(self.text)
            self.path.clear()
            return
        self._add_text(element, self.text[self.offset : begin])
        self.offset = begin
        if (found := self._left_alone()) is not None:
            element.children.append(Block("raw", element.line, text=found))
            return
        tag = scan_tag(self.text, begin)
        if tag is None or (tag.closing and tag.name != element.data["tag"]):
            self.offset = begin + 1 if tag is None else tag.end
            self._add_text(element, self.text[begin : self.offset])
        elif tag.closing:
            self.offset = tag.end
            self.path.pop()
            self._end()
        else:
            inner = self._new_element(tag)
            element.children.append(inner)
            self._begin(inner, tag)

    def _add_text(self, element: Block, text: str) -> None:
        if self.parser.document.options.remove_line_breaks_for_cjk:
            text = without_cjk_breaks(text)
        if text:
            element.children.append(Block("raw", element.line, text=escape_stray(text)))

    def _left_alone(self) -> str | None:
        """Read a comment or a processing instruction."""
        for opening, closing in _LEFT_ALONE.items():
            if self.starts_with(opening):
                end = self.whole.next(closing, self.offset + len(opening))
                if end is None:
                    return None
                start, self.offset = self.offset, end[1]
                return self.text[start : end[1]]
        return None

    def _up_to_closing_tag(self, name: str) -> str:
        """Read the content of an element that ends with the next closing tag, or with the text.

        A full stop in its name may be any character there, as in kramdown.
        """
        start = self.offset
        close = re.compile(rf"</{name}[ \t\n\r\f\v]*>", re.IGNORECASE).search(self.text, start)
        self.offset = close.end() if close else len(self.text)
        return self.text[start : close.start() if close else len(self.text)]

    def _blocks(self, block: Block) -> None:
        """Read blocks up to a line that begins with the closing tag.

        kramdown compares its name in lower case, and does not look for those of span elements.
        """
        outer, name = self.parser, block.data["tag"]
        closable = name == name.lower() and name not in SPAN_ELEMENTS
        stop = (
            re.compile(rf" {{0,3}}</{re.escape(name)}[ \t\n\r\f\v]*>", re.IGNORECASE)
            if closable
            else None
        )
        source = outer.source
        start = source.read_to(self.offset)
        place = Place(outer.place.depth + 1)
        inner = BlockParser(source, outer.document, outer.candidates, start, stop, place=place)
        block.children = inner.parse()
        self.offset = source.offset(inner.pos)
        close = stop.match(self.text, self.offset) if stop else None
        self.offset = close.end() if close else self.offset

    def _skip_rest_of_line(self) -> None:
        if found := _REST_OF_LINE.match(self.text, self.offset):
            self.offset = found.end()

    def _go_on(self) -> None:
        self.parser.pos = self.parser.source.read_to(self.offset)


def _model(tag: Tag, *, parsed: bool) -> ContentModel:
    """Take the `markdown` attribute off, and say how the content is read."""
    default = PARSE_AS.get(tag.name, "raw")
    asked: dict[str, ContentModel] = {"0": "raw", "1": default, "span": "span", "block": "block"}
    given = tag.attributes.pop("markdown", "")
    return asked.get(given, default if parsed else "raw")
