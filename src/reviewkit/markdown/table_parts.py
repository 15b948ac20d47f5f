"""Labels in tables: the cells beside a label belong to it, or else the cells below."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from markdown_it.token import Token

from reviewkit.markdown.cut import Cut, LabelledPart, cut_at_labels, paragraph, said_parts
from reviewkit.markdown.spans import trimmed

__all__ = ["table_parts"]


class _Cell(NamedTuple):
    inline: Token
    cut: Cut

    @property
    def has_label(self) -> bool:
        return bool(self.cut.parts or self.cut.lost)


def table_parts(tokens: Iterable[Token]) -> Iterator[LabelledPart]:
    """Give the labelled parts of a table, row by row.

    A label has the rest of its cell. Where there is nothing, it has the cells right of it up to
    the next label, and where there are none either, those below it:

        | Rating: | 7/10 |        | Rating: | Premise: |
        |---------|------|        |---------|----------|
                                  | 7/10    | A shark. |
    """
    rows: list[list[_Cell]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows:
            rows[-1].append(_Cell(token, cut_at_labels(token)))
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            parts = said_parts(cell.cut)
            yield from parts
            if cell.cut.lost or not parts or trimmed(parts[-1].lead):
                continue
            below = [other[column] for other in rows[number + 1 :] if column < len(other)]
            values = _up_to_label(row[column + 1 :]) or _up_to_label(below)
            _give(parts[-1], values)


def _up_to_label(cells: Sequence[_Cell]) -> list[list[Token]]:
    """Give what the cells before the next label hold, without empty ones."""
    free = takewhile(lambda cell: not cell.has_label, cells)
    return [content for cell in free if (content := trimmed(cell.inline.children or ()))]


def _give(part: LabelledPart, values: Sequence[list[Token]]) -> None:
    for number, children in enumerate(values):
        if number == 0:
            part.lead = children
        else:
            part.blocks += paragraph(children)
