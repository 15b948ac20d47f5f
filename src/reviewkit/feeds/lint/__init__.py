"""A linter of feeds: what readers, and the validation service of the W3C, find wrong with one."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from reviewkit.feeds.lint.decoding import decoded
from reviewkit.feeds.lint.finding import Finding, counted, found
from reviewkit.feeds.lint.json_feed import json_feed
from reviewkit.feeds.lint.xml_feed import xml_feed

__all__ = ["Finding", "lint"]

_MOST_BYTES: Final = 5_000_000
"""The validation service reads no more of a feed."""
_MANY_BYTES: Final = 1_000_000
"""JSON Feed 1.1 calls this a burden to readers."""


def lint(data: bytes, *, now: dt.datetime) -> tuple[Finding, ...]:
    """Find what is wrong with a feed: Atom 1.0, RSS 2.0 or JSON Feed 1.1.

    `data` is the document as it lies on disk or comes from a server; any bytes will do. `now`, an
    aware moment, is what dates are measured against. Findings come by line; of one event the first
    twenty, the last of which says how many more there are.
    """
    return counted(_findings(data, now))


def _findings(data: bytes, now: dt.datetime) -> Iterator[Finding]:
    size = f"the document has {len(data):,} bytes"
    if len(data) > _MOST_BYTES:
        yield found("ValidatorLimit", None, f"{size}, and the validation service reads 5,000,000")
    elif len(data) > _MANY_BYTES:
        yield found("LargeFeed", None, size)
    document = decoded(data)
    yield from document.findings
    if document.text.lstrip()[:1] in {"{", "["}:
        if data[:3] == b"\xef\xbb\xbf":
            yield found("ByteOrderMark", 1, "the document begins with a byte order mark")
        yield from json_feed(document.text, now)
    else:
        yield from xml_feed(document.text, now)
