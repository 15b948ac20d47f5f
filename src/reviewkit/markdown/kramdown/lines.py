"""The lines of a text while its blocks are read, and the text as a whole where one is needed."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final

from reviewkit.markdown.kramdown.brace_lists import BraceLists
from reviewkit.markdown.kramdown.lookahead import Lookahead

__all__ = ["SPACES", "Lines", "is_blank", "is_stray"]

SPACES: Final = " \t\n\r\f\v"
"""What counts as white space; a no-break space or another one of Unicode is a letter here."""

_STRAY: Final = re.compile(r" {1,3}\t")


def is_blank(line: str) -> bool:
    """Tell whether a line holds nothing but white space."""
    return not line.strip(SPACES)


def is_stray(line: str) -> bool:
    """Tell whether a line is too little indented for code and too much for a paragraph.

    It has a tab behind one to three spaces; kramdown writes it without an element.
    """
    return bool(_STRAY.match(line))


@dataclass(slots=True)
class Lines:
    """Lines of a text, each with its number in the whole text, from 0.

    A line of which the beginning was read holds only the rest; `whole` keeps all. What does not
    end with its line, such as HTML, is read in `whole`, at an `offset`. `closing_fences` are what
    code between fences looks up, here because elements read their blocks from the same lines.
    """

    texts: list[str]
    numbers: list[int]
    braces: BraceLists = field(init=False)
    closing_fences: dict[str, list[tuple[int, int]]] | None = field(init=False, default=None)
    _whole: Lookahead | None = field(init=False, default=None)
    _ends: list[int] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.braces = BraceLists(self.texts)

    @classmethod
    def of(cls, text: str) -> "Lines":
        """Divide a whole text."""
        texts = text.split("\n")
        return cls(texts, list(range(len(texts))))

    @property
    def whole(self) -> Lookahead:
        """Give all lines as one text, each with a line break at its end."""
        if self._whole is None:
            end = -1
            for line in self.texts:
                end += len(line) + 1
                self._ends.append(end)
            self._whole = Lookahead("\n".join((*self.texts, "")))
        return self._whole

    def offset(self, pos: int) -> int:
        """Give the place in `whole` of what is left of the line at `pos`."""
        length = len(self.whole.text)
        return self._ends[pos] - len(self.texts[pos]) if pos < len(self.texts) else length

    def read_to(self, offset: int) -> int:
        """Take for read what stands before an offset; give the line where reading goes on."""
        pos = bisect_right(self._ends, offset - 1)
        if pos < len(self.texts):
            self.texts[pos] = self.whole.text[offset : self._ends[pos]]
        return pos

    def put_back(self, pos: int, rest: str) -> int:
        """Leave `rest` of the line at `pos` to be read; give where reading goes on."""
        if is_blank(rest):
            return pos + 1
        self.texts[pos] = rest
        return pos
