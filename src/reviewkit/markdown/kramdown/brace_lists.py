"""Lists in braces that begin a line, `{:.name}` or `{::comment}`: where they end."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

__all__ = ["BraceList", "BraceLists"]

_OPEN: Final = re.compile(r" {0,3}\{:")
_CLOSE: Final = re.compile(r"(?<!\\)\}")
_EMPTY: Final = re.compile(r"[ \t\r\f\v]*$")
_ESCAPED_AT_END: Final = re.compile(r"(?<=\\)\}[ \t\r\f\v]*$")
_STOP: Final = re.compile(r" {0,3}\{:/(\w*)\}[ \t\r\f\v]*$", re.ASCII)
_NOWHERE: Final = -1


class BraceList(NamedTuple):
    """A list: what stands between `{:` and `}`, and the number of the line behind it."""

    inside: str
    end: int

    @property
    def is_attributes(self) -> bool:
        """Tell an attribute list, or the definition of one, from an extension."""
        return not self.inside.startswith((":", "/"))


class BraceLists:
    """Finds lists that are alone on their lines; every line is looked at once.

    A list may go over several lines. It ends at the first brace without a backslash if nothing
    follows on that line; if something does, at the last line above that ends with an escaped one.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._ends: list[tuple[int, int]] = []
        self._stops: list[tuple[int, str]] | None = None

    def at(self, pos: int) -> BraceList | None:
        """Give the list that begins on the line at `pos`."""
        line = self._lines[pos]
        opening = _OPEN.match(line)
        if opening is None:
            return None
        if close := _CLOSE.search(line, opening.end()):
            inside = line[opening.end() : close.start()]
            found = _EMPTY.match(line, close.end()) and inside
            return BraceList(inside, pos + 1) if found else None
        last = self._last_line(pos)
        if last < pos:
            return None
        text = "\n".join(self._lines[pos : last + 1])
        close = _CLOSE.search(text, opening.end()) or _ESCAPED_AT_END.search(text)
        assert close is not None  # noqa: S101 -- one or the other was seen on the last line
        return BraceList(text[opening.end() : close.start()], last + 1)

    def next_stop(self, name: str, pos: int) -> int | None:
        """Give the first line from `pos` on that ends an extension."""
        if self._stops is None:
            found = ((pos, _STOP.match(line)) for pos, line in enumerate(self._lines))
            self._stops = [(pos, match[1]) for pos, match in found if match]
        start = bisect_left(self._stops, (pos, ""))
        return next((pos for pos, of in self._stops[start:] if of in {"", name}), None)

    def _last_line(self, pos: int) -> int:
        """Give the line on which a list ends that has no brace in the rest of its first line."""
        if not self._ends:
            self._ends = self._found_ends()
        unescaped, escaped = self._ends[pos + 1]
        if unescaped != _NOWHERE:
            close = _CLOSE.search(self._lines[unescaped])
            if close and _EMPTY.match(self._lines[unescaped], close.end()):
                return unescaped
        if escaped == _NOWHERE and _ESCAPED_AT_END.search(self._lines[pos]):
            return pos
        return escaped

    def _found_ends(self) -> list[tuple[int, int]]:
        """Give, for every line, the next with a brace, and the last above with an escaped one."""
        unescaped = escaped = _NOWHERE
        ends = [(_NOWHERE, _NOWHERE)]
        for pos in range(len(self._lines) - 1, -1, -1):
            line = self._lines[pos]
            if "}" in line:
                if _CLOSE.search(line):
                    unescaped, escaped = pos, _NOWHERE
                elif escaped == _NOWHERE and _ESCAPED_AT_END.search(line):
                    escaped = pos
            ends.append((unescaped, escaped))
        return ends[::-1]
