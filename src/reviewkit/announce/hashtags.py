"""Tags as hashtags whose words can be told apart, by people and by screen readers."""

import unicodedata
from collections.abc import Iterable
from typing import Final

import regex

from reviewkit.announce.counting import byte_length, graphemes

__all__ = ["hashtag", "hashtags"]

_WORD: Final = regex.compile(r"[\p{L}\p{M}\p{Nd}]+")
_MAX_GRAPHEMES: Final = 64
_MAX_BYTES: Final = 640
_LETTER: Final = regex.compile(r"\p{L}")
_UNSEEN: Final = regex.compile(
    r"(?![\p{Lu}\p{Lt}\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}])\p{L}"
)
"""A letter that shows no reader where a word begins, in a script that parts its words."""
_APOSTROPHE: Final = regex.compile(r"(?<=\p{L})['’ʼ](?=\p{L})")


def hashtag(tag: str) -> str | None:
    """Make one hashtag without its `#`: `true crime` becomes `TrueCrime`.

    Where letters have no case, as in Arabic or Hindi, `_` stands between the words. None when
    nothing is left that both networks take: a hashtag needs a letter (Mastodon), and has at most 64
    graphemes and 640 bytes (lexicon app.bsky.richtext.facet).
    """
    words = _WORD.findall(_APOSTROPHE.sub("", unicodedata.normalize("NFC", tag)))
    name = ""
    for word in words:
        capitalised = word[:1].title() + word[1:]  # upper() writes Georgian in another alphabet
        name += f"_{capitalised}" if name and _UNSEEN.match(capitalised) else capitalised
    fits = len(graphemes(name)) <= _MAX_GRAPHEMES and byte_length(name) <= _MAX_BYTES
    return name if fits and _LETTER.search(name) else None


def hashtags(tags: Iterable[str]) -> tuple[str, ...]:
    """Make the hashtags of a post, each once whatever its case, in the order of the tags."""
    found: dict[str, str] = {}
    for name in map(hashtag, tags):
        if name is not None:
            found.setdefault(name.casefold(), name)
    return tuple(found.values())
