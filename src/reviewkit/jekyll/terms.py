"""Categories and tags of a document: the spellings Jekyll takes, and the lists it makes of them."""

from collections.abc import Mapping
from typing import Any

from reviewkit.jekyll.ruby import as_text, flat, is_true, united, words

__all__ = ["all_categories", "all_tags", "folder_categories", "joined_categories"]


def folder_categories(relative: str, special: str) -> list[object]:
    """Give the categories that the folders above `special` (`_posts`, `_drafts`) stand for.

    `relative` is the document's path in `collections_dir`.
    """
    if relative.startswith(special):
        return []
    above, _found, _inside = relative.partition(special)
    basename = relative.rpartition("/")[2]
    return [part for part in above.split("/") if part not in {"", special, basename}]


def joined_categories(old: object, new: object) -> object:
    """Unite what a front matter says under `categories` with what is known: text is divided.

    Raises ValueError for `categories` of another kind, which break the document in Jekyll.
    """
    if isinstance(new, str):
        new = list(words(new))
    if not isinstance(old, list):
        return new
    if not isinstance(new, list):
        raise ValueError(f"categories: {as_text(new)} is neither text nor a list")  # noqa: TRY004 -- a fault of the file
    return united(old, new)


def all_categories(data: Mapping[str, Any]) -> list[object]:
    """Give the categories, once everything is known: a `category` comes after `categories`.

    Each once as Ruby compares, so that 1 and "1" both stay. Raises ValueError for lists without
    end. (Jekyll 4.3, Document#populate_categories.)
    """
    given = data.get("categories")
    known = given if isinstance(given, list) else [] if given is None else [given]
    plural = [as_text(name) for name in (*known, *_either(data, "category", "categories"))]
    return united(known, plural)


def all_tags(data: Mapping[str, Any]) -> list[object]:
    """Give the tags: `tag` as one, else `tags`, a list or text divided at white space.

    Raises ValueError for lists without end.
    """
    return _either(data, "tag", "tags")


def _either(data: Mapping[str, Any], one: str, several: str) -> list[object]:
    value = data.get(one)
    if not is_true(value):
        value = data.get(several)
        if isinstance(value, str):
            return list(words(value))
        if not isinstance(value, list):
            return []
    if isinstance(value, list) and all(type(item) is str for item in value):
        return value
    return [item for item in flat([value]) if item is not None]
