"""How long a text is: graphemes and bytes, as Mastodon and Bluesky count them."""

from typing import Final

import regex

__all__ = ["bluesky_length", "byte_length", "graphemes", "mastodon_length"]

_GRAPHEME: Final = regex.compile(r"\X")
_URL: Final = regex.compile(r"https?://[^\s<>\"]*[^\s<>\"'.,;:!?)\]}…]", regex.IGNORECASE)
_MENTION: Final = regex.compile(r"(?<![\w/=])(@\w[\w.-]*)@\w[\w.-]*\w")


def graphemes(text: str) -> list[str]:
    """Divide a text into extended grapheme clusters (UAX #29), what a reader calls characters."""
    return _GRAPHEME.findall(text)


def mastodon_length(text: str, *, per_url: int = 23) -> int:
    """Count as Mastodon does: graphemes, a URL as `per_url`, a mention without its domain.

    `per_url` is the server's `characters_reserved_per_url`. (Mastodon: StatusLengthValidator.)
    """
    counted = _URL.sub("x" * per_url, text)
    return len(graphemes(_MENTION.sub(r"\1", counted)))


def bluesky_length(text: str) -> int:
    """Count as Bluesky does (lexicon app.bsky.feed.post): graphemes, whatever they are."""
    return len(graphemes(text))


def byte_length(text: str) -> int:
    """Count the bytes of a text in UTF-8."""
    return len(text.encode())
