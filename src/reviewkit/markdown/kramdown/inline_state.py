"""How far the reading of spans has come: the position, the open spans, the text not yet kept."""

from reviewkit.markdown.kramdown.document import Document
from reviewkit.markdown.kramdown.html_text import Written
from reviewkit.markdown.kramdown.inline_nodes import Element, Frame, Item, Kind
from reviewkit.markdown.kramdown.link_target import TargetReader
from reviewkit.markdown.kramdown.lookahead import Lookahead

__all__ = ["SpanState"]


_Attributes = dict[str, str | int | float]


class SpanState:
    """What the handlers of spans share.

    `fresh` is the position behind the last thing that was more than plain text: a quotation mark
    does not look behind it. `dead` are, for every kind of emphasis and what is open around it, the
    positions from which its end cannot be found. `too_deep` tells for the text of links how many
    brackets are too many to be closed behind a position, `bracket_ends` where a bracket is closed,
    with -1 for nowhere. `elements` keeps HTML elements that were read, where they end, and their
    attributes as they were then.
    """

    def __init__(self, text: str, document: Document) -> None:
        self.text = text
        self.document = document
        self.lookahead = Lookahead(text)
        self.targets = TargetReader(text, document, self.lookahead)
        self.pos = 0
        self.fresh = 0
        self.text_start = 0
        self.frames = [Frame(Kind.ROOT, 0, "", Kind.ROOT)]
        self.dead: dict[tuple[Kind, str, Kind], set[int]] = {}
        self.too_deep: dict[tuple[Kind, int], int] = {}
        self.bracket_ends: dict[tuple[Kind, int], int] = {}
        self.elements: dict[
            tuple[int, Kind, bool], tuple[Element, int, dict[str, str | int | float]]
        ] = {}

    @property
    def frame(self) -> Frame:
        """Give the innermost open span."""
        return self.frames[-1]

    def skip(self, length: int) -> None:
        """Leave characters as plain text, as something that was looked at and given up."""
        self.pos += length
        self.fresh = self.pos

    def add_text(self, end: int) -> None:
        """Keep what stands before `end` as it is written, as plain text."""
        self.flush()
        self.frame.items.append(Written.of(self.text[self.pos : end]))
        self.pos = self.fresh = self.text_start = end

    def flush(self) -> None:
        """Keep the plain text up to the position."""
        if self.text_start < self.pos:
            text = self.text[self.text_start : self.pos]
            self.frame.items.append(Written.of(text) if self.frame.raw else text)
        self.text_start = self.pos

    def add(self, item: Item | None, end: int) -> None:
        """Put an item behind the plain text so far, and go on at `end`."""
        self.flush()
        if item is not None:
            self.frame.items.append(item)
        self.pos = self.fresh = self.text_start = end

    def push(self, frame: Frame) -> None:
        """Open a span."""
        self.flush()
        self.frames.append(frame)
        self.pos = self.fresh = self.text_start = frame.content_start

    def close(self, element: Element, end: int) -> None:
        """Close the innermost span, which became an element."""
        self.frames.pop()
        self.frame.items.append(element)
        self.pos = self.fresh = self.text_start = end

    def give_up(self, length: int) -> None:
        """Close the innermost span as one that never began: its marker is text of this length."""
        frame = self.frames.pop()
        self.text_start = frame.start
        self.pos = self.fresh = frame.start + length

    def is_empty(self) -> bool:
        """Say whether there is nothing yet in the innermost span."""
        return not self.frame.items and self.text_start == self.pos

    def follows_text(self) -> bool:
        """Say whether plain text, or nothing, stands before the position."""
        items = self.frame.items
        return self.text_start < self.pos or not items or isinstance(items[-1], str)
