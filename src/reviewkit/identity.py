"""The same post after a move: known again although its file, address or title is another."""

import hashlib
import posixpath
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from reviewkit.model import Post

__all__ = ["Known", "known_form", "recognised"]

_SHORTEST: Final = 40
"""Characters of text below which two posts may say the same by chance."""

_MIDNIGHT: Final = "T00:00:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is remembered of a published post, to know it again.

    `source` and `path` are those of `Post`, `date` is ISO 8601, `text` a digest of the text, empty
    for a text too short to tell posts apart.
    """

    source: str
    path: str
    title: str
    date: str
    text: str


def known_form(post: Post) -> Known:
    """Give what is to be remembered of a post."""
    words = " ".join(post.text.split())
    digest = hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return Known(
        source=post.source,
        path=post.path,
        title=post.title,
        date=post.date.isoformat(),
        text=digest if len(words) >= _SHORTEST else "",
    )


def recognised(posts: Sequence[Post], known: Sequence[Known]) -> tuple[int | None, ...]:
    """Give for each post its place in `known`; None for a post never seen before.

    A post is known by its file, else by its path, else by a former path that its `redirect_from`
    names, else by its text, its title and date, its title and the name of its file, or its date to
    the second. Each of these counts only between what no surer sign has told already, and only
    where one post and one memory share it: two posts never get one memory.
    """
    result: list[int | None] = [None] * len(posts)
    memories = [known_form(post) for post in posts]
    for sign in _SIGNS:
        left = [place for place, found in enumerate(result) if found is None]
        taken = {found for found in result if found is not None}
        free = [place for place in range(len(known)) if place not in taken]
        if not left or not free:
            break
        there = _single((sign(known[place], None), place) for place in free)
        here = _single((sign(memories[place], posts[place]), place) for place in left)
        matches = [(place, there[key]) for key, place in here.items() if key in there]
        twice = Counter(place for place, _ in matches)
        for place, memory in matches:
            if twice[place] == 1:
                result[place] = memory
    return tuple(result)


_Sign = Callable[[Known, Post | None], Iterable[Hashable]]
"""What two sights of a post may share: the sight, and the post itself where it is there now."""


def _by_former_path(known: Known, post: Post | None) -> Iterable[Hashable]:
    """Compare the paths a memory holds with those a post says it had (jekyll-redirect-from)."""
    if post is None:
        return [_plain(known.path)]
    named = post.front_matter.get("redirect_from") or post.front_matter.get("aliases")
    former = named if isinstance(named, list | tuple) else [named]
    return [_plain(urlsplit(path).path) for path in former if isinstance(path, str)]


def _by_title_and_name(known: Known, _post: Post | None) -> Iterable[Hashable]:
    stem = posixpath.splitext(posixpath.basename(known.source))[0]
    name = stem.lstrip("0123456789-") or stem
    return [(known.title, name)]


_SIGNS: Final[tuple[_Sign, ...]] = (
    lambda known, _: [known.source],
    lambda known, _: [known.path],
    _by_former_path,
    lambda known, _: [known.text] if known.text else [],
    lambda known, _: [(known.title, known.date)],
    _by_title_and_name,
    lambda known, _: [] if _MIDNIGHT in known.date else [known.date],
)
"""The signs, the surest first."""


def _single(signs: Iterable[tuple[Iterable[Hashable], int]]) -> dict[Hashable, int]:
    """Give the place for each sign that only one place has."""
    places: dict[Hashable, set[int]] = {}
    for keys, place in signs:
        for key in keys:
            places.setdefault(key, set()).add(place)
    return {key: found.copy().pop() for key, found in places.items() if len(found) == 1}


def _plain(path: str) -> str:
    return unquote(path).strip("/").removesuffix(".html")
