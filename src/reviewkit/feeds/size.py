"""Feeds of a size that readers load: too long posts are shown short, too many are left out."""

import dataclasses
import html
from collections.abc import Sequence

from reviewkit.feeds.content import HeroInContent, content_html
from reviewkit.feeds.entry import Entry

__all__ = ["fitting", "shortened"]

_FRAME = 800
"""About what the elements around the content of an entry take, in bytes."""


def shortened(entry: Entry, most: int, hero_in_content: HeroInContent = "auto") -> Entry:
    """Give an entry of at most about `most` bytes.

    One that is longer shows its summary and a link to the post in place of the text.
    """
    if _bytes(entry) <= most:
        return entry
    parts = [html.escape(entry.summary, quote=False)] if entry.summary else []
    link = f'<a href="{html.escape(entry.url)}">{html.escape(entry.title, quote=False)}</a>'
    text = "\n".join(f"<p>{part}</p>" for part in (*parts, link))
    content = content_html(text, entry.url, entry.image, hero_in_content=hero_in_content)
    return dataclasses.replace(entry, content=content)


def fitting(entries: Sequence[Entry], most: int) -> tuple[Entry, ...]:
    """Give the first entries that together have at most about `most` bytes, one at least."""
    result: list[Entry] = []
    for entry in entries:
        most -= _bytes(entry)
        if result and most < 0:
            break
        result.append(entry)
    return tuple(result)


def _bytes(entry: Entry) -> int:
    """Give about the size of an entry in Atom, the longest of the formats."""
    return _FRAME + len(html.escape(entry.content + entry.summary, quote=False).encode())
