"""What is true of the entries of any feed: each has a name in messages, and a page of its own."""

from collections.abc import Iterable, Iterator
from typing import Final

from reviewkit.feeds.lint.finding import Finding, found

__all__ = ["Known", "called", "shared_links"]

_SHORT: Final = 60

Known = tuple[str, str, int | None]
"""An entry as other checks see it: its name in messages, its link, its line."""


def called(names: Iterable[str | None], number: int) -> str:
    """Give what messages call an entry: its title, else its id or link, else its number."""
    for name in names:
        words = " ".join((name or "").split())
        if words:
            return f"“{words if len(words) <= _SHORT else words[: _SHORT - 1] + '…'}”"
    return f"entry {number}"


def shared_links(entries: Iterable[Known]) -> Iterator[Finding]:
    """Find entries that link to the page of another one."""
    first: dict[str, str] = {}
    for name, link, line in entries:
        if link and link in first:
            yield found("DuplicateLink", line, f"{name} links to {link}, as {first[link]} does")
        elif link:
            first[link] = name
