"""Labels as words: the slug that names a section, and whether a label says what is looked for."""

import unicodedata
from collections.abc import MutableMapping
from typing import Final

import regex

__all__ = ["slug", "unique_slug", "without_colon", "words_in"]

_NOT_WORD: Final = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
_UNSEEN: Final = regex.compile(r"\p{Cf}+")
"""Soft hyphens, joiners, marks of direction: they divide no words."""


def slug(label: str) -> str:
    """Give a label's key: lower case, words joined by hyphens.

    `Under 90 minutes?` is `under-90-minutes`; a label without letter or digit is `section`. How
    accents are stored makes no difference, nor do characters that are not seen.
    """
    composed = unicodedata.normalize("NFC", _UNSEEN.sub("", label).lower())
    return _NOT_WORD.sub("-", composed).strip("-") or "section"


def unique_slug(label: str, taken: MutableMapping[str, int]) -> str:
    """Give a label's key, with `-2`, `-3` ... where it is taken already, and take it.

    `taken` holds each key with the last number tried for it; begin with an empty one.
    """
    key = result = slug(label)
    while result in taken:
        taken[key] += 1
        result = f"{key}-{taken[key]}"
    taken[result] = 1
    return result


def without_colon(label: str) -> str:
    """Cut the colon that ends a label, and the space around it."""
    return label.strip().removesuffix(":").removesuffix("：").strip()


def words_in(words: str, key: str) -> bool:
    """Tell whether the slug `words` stands in the slug `key` as whole words."""
    return f"-{words}-" in f"-{key}-"
