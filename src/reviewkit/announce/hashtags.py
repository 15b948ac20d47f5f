"""Tags as hashtags, each word capitalised so that screen readers can say them."""

from collections.abc import Iterable
from typing import Final

import regex

__all__ = ["hashtag", "hashtags"]

_WORD: Final = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_LETTER: Final = regex.compile(r"\p{L}")
_APOSTROPHE: Final = regex.compile(r"(?<=\p{L})['’ʼ](?=\p{L})")


def hashtag(tag: str) -> str | None:
    """Make one hashtag without its `#`: `true crime` becomes `TrueCrime`.

    None when nothing is left that both networks take: a hashtag needs a letter.
    """
    words = _WORD.findall(_APOSTROPHE.sub("", tag))
    name = "".join(word[:1].upper() + word[1:] for word in words)
    return name if _LETTER.search(name) else None


def hashtags(tags: Iterable[str]) -> tuple[str, ...]:
    """Make the hashtags of a post, each once whatever its case, in the order of the tags."""
    found: dict[str, str] = {}
    for name in map(hashtag, tags):
        if name is not None:
            found.setdefault(name.casefold(), name)
    return tuple(found.values())
