"""Code blocks: indented ones, and those between fences."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from reviewkit.markdown.kramdown.blocks import Block, BlockParser
from reviewkit.markdown.kramdown.lines import is_blank, is_stray

__all__ = ["fenced_code", "indented_code"]

_INDENT: Final = re.compile(r"^(?:\t| {4})")
_FENCE: Final = re.compile(r" {0,3}((?:`|~){3,})(.*)$")
_PLAIN_FENCE: Final = re.compile(r"(~{3,})(.*)$")
_CLOSING_FENCE: Final = re.compile(r" {0,3}([~`]{3,})\s*$", re.ASCII)
_PLAIN_CLOSING_FENCE: Final = re.compile(r"(~{3,})\s*$", re.ASCII)
_FENCE_INFO: Final = re.compile(r"\s*(?:(\S+?)(?:\?\S*)?)?\s*", re.ASCII)
_SHORTEST_FENCE: Final = 3


def indented_code(parser: BlockParser) -> bool:
    """Read indented code; unindented lines directly below belong to its last line."""
    if not _INDENT.match(parser.current) or is_blank(parser.current):
        return False
    start = parser.pos
    lines: list[str] = []
    blanks: list[str] = []
    while parser.pos < len(parser.lines):
        line = parser.current
        if is_blank(line):
            blanks.append(_INDENT.sub("", line, count=1))
        elif _INDENT.match(line):
            lines += blanks
            lines.append(_INDENT.sub("", line, count=1))
            blanks = []
        elif blanks or parser.lazy_end():
            break
        else:
            lines[-1] += ("\n" if is_stray(line) else " ") + line
        parser.pos += 1
    parser.pos -= len(blanks)
    parser.add(Block("code", parser.number(start), text="\n".join(lines) + "\n"))
    return True


def fenced_code(parser: BlockParser) -> bool:
    """Read a fenced code block; without a closing fence it is text, without GFM also with ticks.

    Where the whole fence is never closed, a shorter part of it may be, the rest being the language.
    """
    gfm = parser.document.options.gfm
    match = (_FENCE if gfm else _PLAIN_FENCE).match(parser.current)
    if match is None:
        return False
    length = _fence_length(parser, match[1])
    info = _FENCE_INFO.fullmatch(match[1][length:] + match[2])
    if length < _SHORTEST_FENCE or info is None:
        return False
    fence = re.escape(match[1][:length])
    indent, last = " {0,3}" if gfm else "", re.escape(match[1][length - 1])
    closing = re.compile(rf"{indent}{fence}{last}*\s*$", re.ASCII)
    start = parser.pos
    parser.pos += 1
    while not closing.match(parser.current):
        parser.pos += 1
    content = "".join(f"{line}\n" for line in parser.lines[start + 1 : parser.pos])
    block = Block("code", parser.number(start), text=content)
    if info[1]:
        block.data["language"] = info[1]
    parser.pos += 1
    parser.add(block)
    return True


def _fence_length(parser: BlockParser, run: str) -> int:
    """Give how much of a run of fence characters is closed below the current line, 0 for nothing.

    A fence is closed by itself with any number of its last character behind it.
    """
    if parser.source.closing_fences is None:
        closing = _CLOSING_FENCE if parser.document.options.gfm else _PLAIN_CLOSING_FENCE
        parser.source.closing_fences = _closing_fences(parser.lines, closing)
    end = len(run)
    while end:
        last = run[end - 1]
        start = len(run[:end].rstrip(last))
        repeats = parser.source.closing_fences.get(run[: start + 1], ())
        place = bisect_left(repeats, (parser.pos + 1, 0))
        if place < len(repeats):
            return start + min(end - start, repeats[place][1])
        end = start
    return 0


def _closing_fences(
    lines: Sequence[str], closing: re.Pattern[str]
) -> dict[str, list[tuple[int, int]]]:
    """Find the lines that can close a fence, which are those that `closing` matches.

    By what stands in front of the last character's repetitions, with one of these: the number of
    the line, and the most repetitions in it and below.
    """
    found: dict[str, list[tuple[int, int]]] = {}
    for place in range(len(lines) - 1, -1, -1):
        if match := closing.match(lines[place]):
            core = match[1].rstrip(match[1][-1])
            same = found.setdefault(core + match[1][-1], [])
            most = same[-1][1] if same else 0
            same.append((place, max(most, len(match[1]) - len(core))))
    for same in found.values():
        same.reverse()
    return found
