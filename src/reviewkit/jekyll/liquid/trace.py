"""Where the characters of an evaluated text come from, so that a fault names a line of the file."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from liquid.output import LimitedStringIO

from reviewkit.jekyll.liquid.context import MOST_TEXT

__all__ = ["EvaluatedText", "Trace"]


class Trace(LimitedStringIO):
    """A buffer that is told from which place of the post the text written next comes."""

    def __init__(self) -> None:
        super().__init__(MOST_TEXT, newline="")
        self.starts: list[int] = [0]
        self.places: list[int] = [0]
        self.verbatim: list[bool] = [False]
        self._length = 0

    def mark(self, place: int, *, verbatim: bool) -> None:
        """Say that what follows comes from the tag at `place`, or is the text from there on."""
        if self.starts[-1] == self._length:
            self.starts.pop()
            self.places.pop()
            self.verbatim.pop()
        self.starts.append(self._length)
        self.places.append(place)
        self.verbatim.append(verbatim)

    def write(self, text: str) -> int:
        """Write a text. Called by python-liquid."""
        self._length += len(text)
        return super().write(text)


@dataclass(frozen=True)
class EvaluatedText:
    """A text whose Liquid is evaluated, the `source` it comes from, and what was marked."""

    text: str
    source: str
    trace: Trace | None = None

    def line_of(self, line: int) -> int:
        """Give the line of the source, from 0, from which a line of the text comes.

        A line that a tag has written comes from the line of that tag; a line made of several
        pieces from that of the first that is more than white space.
        """
        trace = self.trace
        if trace is None:
            return line
        text = self._lines[line] if line < len(self._lines) else ""
        start = self._starts[min(line, len(self._lines))] + len(text) - len(text.lstrip())
        mark = bisect_right(trace.starts, start) - 1
        place = trace.places[mark]
        if trace.verbatim[mark]:
            place += start - trace.starts[mark]
        return bisect_right(self._source_ends, place)

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self._lines)]

    @cached_property
    def _source_ends(self) -> list[int]:
        """The places behind the line ends of the source."""
        return list(accumulate(len(line) + 1 for line in self.source.split("\n")))
