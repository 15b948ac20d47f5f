"""A value of a feed, of an element, an attribute or JSON; and the type of what checks it."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reviewkit.feeds.lint.finding import Finding, found, quoted

__all__ = ["Check", "Value"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A piece of text with what a message says of it.

    `name` is the beginning of a sentence, such as `<pubDate> of “Dune”`; `line` is where it stands;
    `now` is the moment that dates are measured against.
    """

    text: str
    name: str
    line: int | None
    now: dt.datetime

    def found(self, event: str, predicate: str, *, fix: str = "") -> Finding:
        """Make a finding of this value: its name, what is wrong, and the value itself."""
        shown = f": {quoted(self.text)}" if self.text.strip() else ""
        return found(event, self.line, f"{self.name} {predicate}{shown}", fix=fix)


Check = Callable[[Value], Iterator[Finding]]
"""Takes a value, gives what is wrong with it."""
