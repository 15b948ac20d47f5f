"""Keys that do not do what they say: spelt otherwise, set twice, or unknown to Jekyll."""

from collections.abc import Iterator, Mapping
from typing import Final

from reviewkit.errors import Problem
from reviewkit.jekyll.doctor.written import Keys, twice, warning
from reviewkit.model import Post

__all__ = ["key_problems"]

_NO: Final = frozenset({"false", "no", "off", "0"})
_KNOWN: Final = (
    *("title", "date", "category", "categories", "tag", "tags", "permalink", "published"),
    *("slug", "layout", "image", "excerpt", "description"),
)
_MEANT: Final[Mapping[str, str]] = {"publish": "published", "is_published": "published"}
"""Keys of nobody's that are taken for one of Jekyll's."""


def key_problems(post: Post, keys: Keys) -> Iterator[Problem]:
    """Find a post that is published although it says no, or hidden, and keys without effect."""
    yield from _published(post, keys)
    for name, first, last in twice(post.head):
        yield warning(
            post,
            last,
            f"{name} is also set in line {first}, where it counts for nothing",
            "keep one of the two lines",
        )
    for key, written in keys.items():
        meant = _MEANT.get(key.lower(), key.lower())
        if meant in _KNOWN and meant != key and meant not in keys:
            yield warning(
                post,
                written.line,
                f"{key} means nothing to Jekyll, which knows {meant}",
                f"write {meant}:",
            )


def _published(post: Post, keys: Keys) -> Iterator[Problem]:
    published = post.front_matter.get("published")
    written = keys.get("published")
    if written is not None and published is None:
        yield warning(
            post,
            written.line,
            "published has no value, which holds the post back like false",
            "write published: false if that is meant, or remove the line",
        )
    elif written is not None and published is not False and _says_no(published):
        yield warning(
            post,
            written.line,
            f"published: {written.text} does not hold the post back: only the word false does",
            "write published: false, without quotes",
        )
    draft = keys.get("draft")
    if draft is not None and post.front_matter.get("draft") is True and post.state == "published":
        yield warning(
            post,
            draft.line,
            "Jekyll publishes the post all the same: draft: true means nothing to it",
            "move the file to _drafts, or write published: false",
        )


def _says_no(value: object) -> bool:
    return value == 0 or (isinstance(value, str) and value.strip().lower() in _NO)
