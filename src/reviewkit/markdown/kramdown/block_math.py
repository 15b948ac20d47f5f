"""Formulas that are blocks of their own: `$$ ... $$` between block boundaries."""

import re
from typing import Final

from reviewkit.markdown.kramdown.blocks import Block, BlockParser
from reviewkit.markdown.kramdown.lines import SPACES, is_blank

__all__ = ["block_math"]

_START: Final = re.compile(r" {0,3}(\\?)\$\$")
_MARKER: Final = "$$"


def block_math(parser: BlockParser) -> bool:
    """Read `$$ ... $$` between block boundaries; an attribute list may follow on its last line.

    A backslash in front makes it part of a paragraph, and is taken away.
    """
    opening = _START.match(parser.current) if parser.boundary else None
    if opening is None:
        return False
    last, end = _end(parser, opening.end())
    if end < 0:
        return False
    start, line = parser.pos, parser.lines[last]
    content = "\n".join((*parser.lines[start:last], line[:end]))[opening.end() :]
    rest = line[end + len(_MARKER) :]
    if opening[1]:
        if is_blank(rest):
            parser.source.put_back(start, parser.current.lstrip(" ")[1:])
        return False
    behind = parser.source.put_back(last, rest)
    if not parser.before_boundary(behind):
        parser.lines[last] = line
        return False
    parser.add(Block("math", parser.number(start), text=content.strip(SPACES)))
    parser.pos = behind
    return True


def _end(parser: BlockParser, start: int) -> tuple[int, int]:
    """Give the line and the place in it where the next `$$` stands; the place is -1 for nowhere."""
    place = parser.current.find(_MARKER, start)
    pos = parser.pos
    while place < 0 and pos + 1 < len(parser.lines):
        pos += 1
        place = parser.lines[pos].find(_MARKER)
    return pos, place
