"""Feeds of a size that readers load: too long posts are shown short, too many are left out."""

import dataclasses
import html
import json
from collections.abc import Sequence
from typing import Final

from reviewkit.feeds.content import HeroInContent, content_html
from reviewkit.feeds.entry import Entry

__all__ = ["fitting", "shortened"]

_FRAME: Final = 800
"""About what the elements around the words of an entry take, in bytes."""

_SUMMARY: Final = 500
"""Characters of a summary, or a title, that stands in place of too long a text."""


def shortened(entry: Entry, most: int, hero_in_content: HeroInContent = "auto") -> Entry:
    """Give an entry of at most about `most` bytes.

    One that is longer shows its summary and a link to the post in place of the text.
    """
    if _bytes(entry) <= most:
        return entry
    summary, title = _cut(entry.summary), _cut(entry.title)
    parts = [html.escape(summary, quote=False)] if summary else []
    link = f'<a href="{html.escape(entry.url)}">{html.escape(title, quote=False)}</a>'
    text = "\n".join(f"<p>{part}</p>" for part in (*parts, link))
    content = content_html(text, entry.url, entry.image, hero_in_content=hero_in_content)
    return dataclasses.replace(entry, title=title, summary=summary, content=content)


def fitting(entries: Sequence[Entry], most: int) -> tuple[Entry, ...]:
    """Give the first entries that together have at most about `most` bytes, one at least."""
    result: list[Entry] = []
    for entry in entries:
        most -= _bytes(entry)
        if result and most < 0:
            break
        result.append(entry)
    return tuple(result)


def _cut(text: str) -> str:
    """Give the beginning of a long text, to the end of a word."""
    if len(text) <= _SUMMARY:
        return text
    kept = text[:_SUMMARY]
    return (kept.rpartition(" ")[0] or kept).rstrip() + "…"


def _bytes(entry: Entry) -> int:
    """Give about the size of an entry in the format in which it is the longest.

    Atom escapes the markup of the content; JSON the quotation marks and ends of lines.
    """
    words = (entry.title, entry.title, entry.summary, *entry.terms, entry.content)
    atom = sum(len(html.escape(text, quote=False).encode()) for text in words)
    data = sum(len(json.dumps(text, ensure_ascii=False).encode()) for text in words)
    return _FRAME + max(atom, data)
