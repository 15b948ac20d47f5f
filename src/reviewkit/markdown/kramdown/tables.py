"""Tables: every run of lines with a pipe between block boundaries."""

import re
from typing import Final

from reviewkit.markdown.kramdown.blocks import Block, BlockParser
from reviewkit.markdown.kramdown.html_tags import BLOCK_ELEMENTS, VOID_ELEMENTS, scan_tag

__all__ = ["table"]

_INDENT: Final = re.compile(r"\t| {4}")
_SEPARATOR: Final = re.compile(r"[ ]{0,3}\|?[+|: \t-]*-[+|: \t-]*$")
_FOOTER: Final = re.compile(r"[ ]{0,3}\|?[+|: \t=]*=[+|: \t=]*$")
_ALIGNED: Final = re.compile(r"(:?)-+(:?)")
_PIPE: Final = re.compile(r"\||.*?[^\\]\|")
"""A line for which kramdown tries a table, for which attribute lists in front are used up."""
_CODE: Final = re.compile(r"`+")


def table(parser: BlockParser) -> bool:
    """Read a table: lines that all hold a pipe outside code, between block boundaries.

    A line of dashes divides head from body and body from body, a line of `=` begins the footer;
    neither is needed.
    """
    if not parser.boundary or not _is_row(parser.current):
        if _PIPE.match(parser.current):
            parser.waiting.clear()
        return False
    end = parser.pos
    while end < len(parser.lines) and _is_row(parser.lines[end]):
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
    return "|" in line and not _INDENT.match(line) and bool(_pipes(line))


def _table(parser: BlockParser, lines: list[str]) -> Block | None:
    block = Block("table", parser.number())
    parts: list[Block] = []
    rows: list[Block] = []
    alignments: list[str] = []
    footer = False
    leading = lines[0].lstrip().startswith("|")
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
    line = line.strip()
    if leading:
        line = line.removeprefix("|")
    pipes = _pipes(line)
    starts = [0, *(place + 1 for place in pipes)]
    cells = [line[start:end] for start, end in zip(starts, [*pipes, len(line)], strict=True)]
    if not cells[-1].strip():
        cells.pop()
    return [cell.strip().replace("\\|", "|") for cell in cells]


def _end_of_html(line: str, pos: int) -> int | None:
    """Give the place behind an HTML element, whose pipes divide nothing."""
    tag = scan_tag(line, pos)
    if tag is None or tag.closing or tag.name in BLOCK_ELEMENTS:
        return None
    if tag.self_closing or tag.name in VOID_ELEMENTS:
        return tag.end
    close = line.find(f"</{tag.name}>", tag.end)
    return len(line) if close < 0 else close + len(tag.name) + 3


def _pipes(line: str) -> list[int]:
    """Give the places of the pipes that stand outside code and are not escaped."""
    places: list[int] = []
    pos = 0
    while pos < len(line):
        character = line[pos]
        if character == "`":
            run = _CODE.match(line, pos)
            ticks = run[0] if run else "`"
            close = re.compile(rf"(?<!`){ticks}(?!`)").search(line, pos + len(ticks))
            pos = close.end() if close else pos + len(ticks)
            continue
        if character == "<" and (end := _end_of_html(line, pos)):
            pos = end
            continue
        if character == "|" and line[pos - 1 : pos] != "\\":
            places.append(pos)
        pos += 1
    return places
