"""Where in a text something comes next, found once, so that no search is made twice."""

import re
from bisect import bisect_left

__all__ = ["Lookahead"]


class Lookahead:
    """The places where patterns match in `text`; each pattern is searched once, when first asked.

    A parser that tries every `[` and every `` ` `` would otherwise read the rest of a text once
    for each that has no end.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._places: dict[str, tuple[list[int], list[int]]] = {}
        self._none_from: dict[tuple[str, int], int] = {}
        self._partners: dict[int, int] | None = None

    def next(self, pattern: str, pos: int) -> tuple[int, int] | None:
        """Give start and end of the first match that starts at or after `pos`."""
        starts, ends = self._matches(pattern)
        place = bisect_left(starts, pos)
        return (starts[place], ends[place]) if place < len(starts) else None

    def next_run(self, character: str, length: int, pos: int) -> int | None:
        """Give the place at or after `pos` where a character stands `length` times in a row."""
        if pos >= self._none_from.get((character, length), len(self.text)):
            return None
        found = self.text.find(character * length, pos)
        if found < 0:
            self._none_from[character, length] = pos
            return None
        return found

    def last(self, pattern: str) -> tuple[int, int] | None:
        """Give start and end of the last match in the text."""
        starts, ends = self._matches(pattern)
        return (starts[-1], ends[-1]) if starts else None

    def closing_parenthesis(self, pos: int) -> int | None:
        """Give the place of the parenthesis that closes the one at `pos`."""
        if self._partners is None:
            self._partners = {}
            pending: list[int] = []
            for found in re.finditer(r"[()]", self.text):
                if found[0] == "(":
                    pending.append(found.start())
                elif pending:
                    self._partners[pending.pop()] = found.start()
        return self._partners.get(pos)

    def _matches(self, pattern: str) -> tuple[list[int], list[int]]:
        found = self._places.get(pattern)
        if found is None:
            spans = [match.span() for match in re.finditer(pattern, self.text)]
            found = [start for start, _ in spans], [end for _, end in spans]
            self._places[pattern] = found
        return found
