"""Labels as words: the slug that names a section, and whether a label says what is looked for."""

import re
from collections.abc import Collection
from typing import Final

__all__ = ["slug", "unique_slug", "without_colon", "words_in"]

_NOT_WORD: Final = re.compile(r"[\W_]+")


def slug(label: str) -> str:
    """Give a label's key: lower case, words joined by hyphens.

    `Under 90 minutes?` is `under-90-minutes`; a label without letter or digit is `section`.
    """
    return _NOT_WORD.sub("-", label.lower()).strip("-") or "section"


def unique_slug(label: str, taken: Collection[str]) -> str:
    """Give a label's key, with `-2`, `-3` ... where the key is `taken` already."""
    key = slug(label)
    number = 2
    result = key
    while result in taken:
        result = f"{key}-{number}"
        number += 1
    return result


def without_colon(label: str) -> str:
    """Cut the colon that ends a label, and the space around it."""
    return re.sub(r"\s*[:：]\s*$", "", label).strip()


def words_in(words: str, key: str) -> bool:
    """Tell whether the slug `words` stands in the slug `key` as whole words."""
    return f"-{words}-" in f"-{key}-"
