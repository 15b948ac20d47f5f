"""Categories and tags of a post: the spellings Jekyll takes, and the list it makes of them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

__all__ = ["categories_of", "tags_of"]

_DEEPEST: Final = 20


def categories_of(
    folder: str, defaults: Mapping[str, Any], front_matter: Mapping[str, Any]
) -> tuple[str, ...]:
    """Give a post's categories: the folders above `_posts`, then defaults, then the post's own.

    Text under `categories` is divided at white space, a list is kept; `category` is one name and
    comes last. Each name once, upper and lower case apart (Jekyll 4.3, Document). Raises ValueError
    for `categories` of another kind, which break the post in Jekyll.
    """
    names: list[str] = [part for part in folder.split("/") if part]
    for values in (defaults, front_matter):
        given = values.get("categories")
        if given is not None and not isinstance(given, str | list):
            raise ValueError(f"categories: {given} is neither text nor a list")
        names += _several(given)
    merged = {**defaults, **{k: v for k, v in front_matter.items() if v is not None}}
    names += _one(merged.get("category"))
    return tuple(dict.fromkeys(names))


def tags_of(front_matter: Mapping[str, Any]) -> tuple[str, ...]:
    """Give a post's tags: `tag` as one name, else `tags`, a list or text divided at white space."""
    return tuple(_one(front_matter.get("tag")) or _several(front_matter.get("tags")))


def _one(value: object) -> list[str]:
    """Take a value for one name; a list for several, false and null for none."""
    if isinstance(value, list):
        return _several(value)
    return [] if value is None or value is False else [_word(value)]


def _several(value: object) -> list[str]:
    if isinstance(value, str):
        return re.findall(r"\S+", value, re.ASCII)
    if isinstance(value, list):
        return [_word(item) for item in _flat(value) if item is not None]
    return []


def _flat(values: Iterable[object], depth: int = 0) -> Iterator[object]:
    """Yield what is in lists of lists; YAML can build a list that holds itself, hence the depth."""
    for value in values:
        if isinstance(value, list):
            if depth < _DEEPEST:
                yield from _flat(value, depth + 1)
        else:
            yield value


def _word(value: object) -> str:
    """Write a value as Ruby's `to_s` does."""
    return str(value).lower() if isinstance(value, bool) else str(value)
