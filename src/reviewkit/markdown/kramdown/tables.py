"""Tables: every run of lines with a pipe between block boundaries."""

import re
from collections.abc import Iterator
from typing import Final

from reviewkit.markdown.kramdown.blocks import Block, BlockParser
from reviewkit.markdown.kramdown.html_tags import BLOCK_ELEMENTS, VOID_ELEMENTS, scan_tag
from reviewkit.markdown.kramdown.lines import SPACES

__all__ = ["table"]

_INDENT: Final = re.compile(r" {0,3}\t| {4}")
_SEPARATOR: Final = re.compile(r"[ ]{0,3}\|?[+|: \t-]*-[+|: \t-]*$")
_FOOTER: Final = re.compile(r"[ ]{0,3}\|?[+|: \t=]*=[+|: \t=]*$")
_ALIGNED: Final = re.compile(r"(:?)-+(:?)")
_PIPE: Final = re.compile(r"\||.*?[^\\]\|")
"""A line for which kramdown tries a table, for which attribute lists in front are used up."""
_TICKS: Final = re.compile(r"`+")


def table(parser: BlockParser) -> bool:
    """Read a table: lines that all hold a pipe outside code, between block boundaries.

    A line of dashes divides head from body and body from body, a line of `=` begins the footer;
    neither is needed.
    """
    if not parser.boundary or not _PIPE.match(parser.current) or _INDENT.match(parser.current):
        return False
    if not _is_row(parser.current):
        parser.waiting.clear()
        return False
    end = parser.pos + 1
    while end < len(parser.lines) and _has(_pipes(parser.lines[end])):
        end += 1
    block = None
    if parser.before_boundary(end):
        block = _table(parser, parser.lines[parser.pos : end])
    if block is None:
        parser.waiting.clear()
        return False
    parser.add(block)
    parser.pos = end
    return True


def _is_row(line: str) -> bool:
    """Tell whether a line can be the first row; there, pipes in HTML elements do not count."""
    return _has(_pipes(line, in_html=False))


def _has(places: Iterator[int]) -> bool:
    return next(places, None) is not None


def _table(parser: BlockParser, lines: list[str]) -> Block | None:
    block = Block("table", parser.number())
    parts: list[Block] = []
    rows: list[Block] = []
    alignments: list[str] = []
    footer = False
    leading = lines[0].lstrip(SPACES).startswith("|")
    for offset, line in enumerate(lines):
        if _FOOTER.match(line):
            parts += _part("tbody", rows)
            rows, footer = [], True
        elif _SEPARATOR.match(line):
            if footer or not (rows or parts):
                continue
            if not parts:
                alignments = _alignments(line)
            parts += _part("tbody" if parts else "thead", rows)
            rows = []
        else:
            row = Block("row", parser.number(parser.pos + offset))
            row.children = [
                Block("cell", row.line, text=cell) for cell in _cells(line, leading=leading)
            ]
            rows.append(row)
    parts += _part("tfoot" if footer else "tbody", rows)
    if not any(part.kind == "tbody" for part in parts):
        return None
    width = max((len(row.children) for part in parts for row in part.children), default=0)
    for part in parts:
        for row in part.children:
            row.children += [Block("cell", row.line) for _ in range(width - len(row.children))]
    block.children = parts
    block.data["alignments"] = [*alignments, *([""] * width)][:width]
    return block


def _part(kind: str, rows: list[Block]) -> list[Block]:
    return [Block(kind, rows[0].line, children=rows)] if rows else []


def _alignments(line: str) -> list[str]:
    """Give the alignment of each run of dashes, whatever stands between them."""
    return [
        {(":", ":"): "center", (":", ""): "left", ("", ":"): "right"}.get((left, right), "")
        for left, right in _ALIGNED.findall(line)
    ]


def _cells(line: str, *, leading: bool) -> list[str]:
    r"""Divide a row at its pipes; `\|` is a pipe of the text.

    A pipe at the end divides nothing, nor does one in front where the table's first line has one.
    """
    line = line.strip(SPACES)
    if leading:
        line = line.removeprefix("|")
    pipes = list(_pipes(line))
    starts = [0, *(place + 1 for place in pipes)]
    cells = [line[start:end] for start, end in zip(starts, [*pipes, len(line)], strict=True)]
    if not cells[-1].strip(SPACES):
        cells.pop()
    return [_unescaped(cell.strip(SPACES)) for cell in cells]


def _unescaped(cell: str) -> str:
    r"""Write `\|` as a pipe, except in code, and code with as few ticks as it needs.

    So two pairs of ticks with nothing but a space between them are text in a table.
    """
    written = []
    pos = 0
    for found in _TICKS.finditer(cell):
        if found.start() < pos:
            continue
        written.append(cell[pos : found.start()].replace("\\|", "|"))
        ticks, pos = found[0], found.end()
        close = _end_of_code(cell, found)
        if close is None:
            written.append(ticks)
            continue
        content = cell[pos:close]
        pos = close + len(ticks)
        if len(ticks) > 1:
            content = content.removeprefix(" ").removesuffix(" ")
        longest = max(map(len, _TICKS.findall(content)), default=0)
        ticks, gap = "`" * (longest + 1), " " if longest else ""
        written.append(f"{ticks}{gap}{content}{gap}{ticks}")
    written.append(cell[pos:].replace("\\|", "|"))
    return "".join(written)


def _end_of_code(line: str, ticks: re.Match[str]) -> int | None:
    """Give the place of the ticks that close code; none for a single tick between spaces."""
    start, end = ticks.span()
    alone = end - start == 1 and line[start - 1 : start].strip(SPACES) == ""
    if alone and line[end : end + 1].strip(SPACES) == "":
        return None
    close = line.find(ticks[0], end)
    return None if close < 0 else close


def _end_of_html(line: str, pos: int) -> int | None:
    """Give the place behind an HTML element, whose pipes divide nothing."""
    tag = scan_tag(line, pos)
    if tag is None or tag.closing or tag.name in BLOCK_ELEMENTS:
        return None
    if tag.self_closing or tag.name in VOID_ELEMENTS:
        return tag.end
    close = line.find(f"</{tag.name}>", tag.end)
    return len(line) if close < 0 else close + len(tag.name) + 3


def _pipes(line: str, *, in_html: bool = True) -> Iterator[int]:
    """Give the places of the pipes that stand outside code and are not escaped."""
    pos = 0 if "|" in line else len(line)
    while pos < len(line):
        character = line[pos]
        if character == "`" and (run := _TICKS.match(line, pos)):
            close = _end_of_code(line, run)
            pos = run.end() if close is None else close + len(run[0])
            continue
        if not in_html and character == "<" and (end := _end_of_html(line, pos)):
            pos = end
            continue
        if character == "|" and line[pos - 1 : pos] != "\\":
            yield pos
        pos += 1
