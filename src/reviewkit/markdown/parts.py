"""A text divided at its labels: which blocks belong to which label."""

from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from reviewkit.markdown.cut import Cut, LabelledPart, cut_at_labels, said_parts
from reviewkit.markdown.spans import trimmed
from reviewkit.markdown.table_parts import table_parts

__all__ = ["BLOCK_LABEL", "labelled_parts"]

BLOCK_LABEL = "reviewlabel"
"""What the `meta` of a heading or paragraph holds that is a label as a whole."""


def labelled_parts(tokens: Sequence[Token]) -> list[LabelledPart]:
    """Divide the tokens of a text into its labelled parts, in order.

    A part runs from its label to the next label, over line breaks, paragraphs, lists, quotes and
    headings; that of a label in a heading ends also at the next heading that is not lower. A label
    inside a list item, a quote or another block has what follows it in there, one in a table the
    cells beside or below it, one in the term of a definition list the definitions; the whole list,
    quote or table also belongs to the part it stands in. Footnotes belong to none, nor does what
    stands between a label that is never closed and the next one.
    """
    divider = _Divider(tokens)
    divider.divide()
    return divider.parts


@dataclass(slots=True)
class _Room:
    """A block that holds blocks, from the token at `start`, and the part that goes on in it.

    `rank` is that of the heading in which the part's label stands, 0 if it is in none.
    """

    start: int = -1
    kind: str = ""
    current: LabelledPart | None = None
    rank: int = 0

    def take(self, tokens: Sequence[Token]) -> None:
        """Add blocks to the part that goes on."""
        if self.current:
            self.current.blocks.extend(tokens)


class _Divider:
    """Walks over the tokens once, without recursion, since quotes may be nested without end."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.parts: list[LabelledPart] = []
        self._tokens = tokens
        self._rooms = [_Room()]

    def divide(self) -> None:
        """Find all parts."""
        place = 0
        while place < len(self._tokens):
            place = self._next(place)

    def _next(self, place: int) -> int:
        """Deal with the token at `place`, and give the place to go on at."""
        token, room = self._tokens[place], self._rooms[-1]
        if token.type in {"table_open", "footnote_block_open"}:
            end = self._end(place) + 1
            if token.type == "table_open":
                room.take(self._tokens[place:end])
                self.parts.extend(table_parts(self._tokens[place:end]))
            return end
        if token.nesting > 0 and self._is_leaf(place):
            self._leaf(self._tokens[place : place + 3])
            return place + 3
        if token.nesting > 0:
            self._rooms.append(_Room(place, token.type))
        elif token.nesting < 0:
            self._leave(place)
        elif token.type == "inline":
            self._inline(token, [token])
        elif token.type != "blank":
            room.take([token])
        return place + 1

    def _is_leaf(self, place: int) -> bool:
        """Tell whether a block holds one run of text and nothing else."""
        inside = self._tokens[place + 1 : place + 3]
        return [token.nesting for token in inside] == [0, -1] and inside[0].type == "inline"

    def _end(self, place: int) -> int:
        depth = 0
        for end in range(place, len(self._tokens)):
            depth += self._tokens[end].nesting
            if depth == 0:
                return end
        return len(self._tokens) - 1

    def _leave(self, place: int) -> None:
        """Close a room; all of it belongs to the part that goes on outside, too."""
        if len(self._rooms) == 1:
            return
        room = self._rooms.pop()
        skin = 1 if room.kind == "dd_open" else 0
        self._rooms[-1].take(self._tokens[room.start + skin : place + 1 - skin])

    def _leaf(self, block: Sequence[Token]) -> None:
        room, opener = self._rooms[-1], block[0]
        rank = int(opener.tag[1:]) if opener.type == "heading_open" else 0
        if opener.type == "dt_open" or 0 < rank <= room.rank:
            room.current, room.rank = None, 0
        if self._inline(block[1], block):
            room.rank = rank

    def _inline(self, inline: Token, block: Sequence[Token]) -> bool:
        """Deal with one run of text and the tokens around it; tells whether it holds a label."""
        room = self._rooms[-1]
        cut = cut_at_labels(inline)
        if not cut.parts and not cut.lost and block[0].meta.get(BLOCK_LABEL):
            line = (block[0].map or [0])[0]
            label = LabelledPart(opener=block[0], around=[], line=line, label=cut.before)
            cut = Cut([], [label], lost=False)
        if room.current and (before := trimmed(cut.before)):
            copy = inline.copy(children=before)
            room.take([copy if token is inline else token for token in block])
        if not cut.parts and not cut.lost:
            return False
        parts = said_parts(cut)
        room.current = None if cut.lost else parts[-1]
        self.parts.extend(parts)
        return True
