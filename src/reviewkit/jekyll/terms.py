"""Categories and tags of a post: the spellings Jekyll takes, and the list it makes of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

__all__ = ["categories_of", "tags_of"]


def categories_of(
    folder: str, defaults: Mapping[str, Any], front_matter: Mapping[str, Any]
) -> tuple[str, ...]:
    """Give a post's categories: the folders above `_posts`, then defaults, then the post's own.

    Text under `categories` is divided at white space, a list is kept; `category` is one name and
    comes last. Each name once, upper and lower case apart. (Jekyll 4.3: Document.)
    """
    names: list[str] = [part for part in folder.split("/") if part]
    for values in (defaults, front_matter):
        names += _several(values.get("categories"))
    merged = {**defaults, **{k: v for k, v in front_matter.items() if v is not None}}
    single = merged.get("category")
    names += [_word(single)] if isinstance(single, str) else _several(single)
    return tuple(dict.fromkeys(names))


def tags_of(front_matter: Mapping[str, Any]) -> tuple[str, ...]:
    """Give a post's tags: `tag` as one name, else `tags`, a list or text divided at white space."""
    single = front_matter.get("tag")
    if single:
        names = [single] if isinstance(single, str) else _several(single)
    else:
        names = _several(front_matter.get("tags"))
    return tuple(names)


def _several(value: object) -> list[str]:
    if isinstance(value, str):
        return value.split()
    if isinstance(value, Sequence):
        return [_word(item) for item in _flat(value)]
    return []


def _flat(values: Iterable[object]) -> Iterator[object]:
    for value in values:
        if isinstance(value, list | tuple):
            yield from _flat(value)
        else:
            yield value


def _word(value: object) -> str:
    """Write a value as Ruby's `to_s` does."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
