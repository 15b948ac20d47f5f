"""Our own post among others: a status that links to a review, however its address is written."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from reviewkit.urls import ascii_url

__all__ = ["is_announcement", "same_page"]

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_PORTS: Final = {"http": 80, "https": 443}


def same_page(url: str) -> str:
    """Give what all ways to write the address of one page have in common.

    The scheme, a fragment, a slash or `index.html` at the end, and how a character is encoded do
    not count; nor does the case of the host. What is no address stays as it is.
    """
    try:
        parts = urlsplit(ascii_url(url.strip()))
        port = parts.port if parts.port != _PORTS.get(parts.scheme) else None
    except ValueError:
        return url
    path = unquote(parts.path)
    if posixpath.basename(path) == "index.html":
        path = posixpath.dirname(path)
    place = (parts.hostname or "").rstrip(".") + (f":{port}" if port else "")
    return f"{place}/{path.strip('/')}?{unquote(parts.query)}"


def is_announcement(status: Mapping[str, Any], pages: frozenset[str]) -> bool:
    """Tell whether a status (entity Status) links to one of the pages, as `same_page` writes them.

    What was only passed on, and an answer to somebody, is no announcement.
    """
    if status.get("reblog") or status.get("in_reply_to_id"):
        return False
    return any(same_page(link) in pages for link in _links(status))


def _links(status: Mapping[str, Any]) -> Iterator[str]:
    card, content = status.get("card"), status.get("content")
    if isinstance(card, Mapping) and isinstance(card.get("url"), str):
        yield card["url"]
    if isinstance(content, str):
        reader = _Reader()
        reader.feed(content)
        reader.close()
        yield from reader.links
        yield from _ADDRESS.findall("".join(reader.text))


class _Reader(HTMLParser):
    """The links of a piece of HTML, and its text: some servers make no link of an address."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.links += [value for name, value in attrs if name == "href" and value]
        elif tag in {"br", "p"}:
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        self.text.append(data)
