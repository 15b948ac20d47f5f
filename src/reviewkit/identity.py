"""The same post after a move: known again although its file, address or title is another."""

import hashlib
import posixpath
import re
from collections.abc import Callable, Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeVar
from urllib.parse import unquote, urlsplit

from reviewkit.model import Post

__all__ = ["Known", "known_form", "recognised"]

_SHORTEST: Final = 40
"""Characters of text below which two posts may say the same by chance."""

_DATED: Final = re.compile(r"\d{4}-\d{1,2}-\d{1,2}-(?=.)")
_ROUND: Final = re.compile(r"T\d\d:[03]0:00(?!\.)")
"""The whole and half hours, at which posts are planned one after another, and midnight."""

_BUNDLES: Final = frozenset({"index", "_index"})
"""Names of files that are called after their folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is remembered of a published post, to know it again.

    `source` and `path` are those of `Post`, `date` is ISO 8601, `text` a digest of the text, empty
    where there is none.
    """

    source: str
    path: str
    title: str
    date: str
    text: str


def known_form(post: Post) -> Known:
    """Give what is to be remembered of a post."""
    return Known(
        source=post.source,
        path=post.path,
        title=post.title,
        date=post.date.isoformat(),
        text=_digested(post.text)[0],
    )


@cache  # a command looks at each post twice, and ends
def _digested(text: str) -> tuple[str, int]:
    """Give the digest of a text, empty where there is none, and the length of its words."""
    words = " ".join(text.split())
    digest = hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return digest if words else "", len(words)


def recognised(
    posts: Sequence[Post], hidden: Sequence[Post], known: Mapping[str, Sequence[Known]]
) -> tuple[str | None, ...]:
    """Give for each post, then for each hidden one, the key of its memory; None for one never seen.

    `hidden` are the documents of the site that are not public, such as a post that has become a
    draft again: they hold their memories too, so that a copy does not get them. `known` holds more
    than one sight of a post where two branches were merged.

    The signs are tried from the surest to the weakest, each on what no surer one has told, and
    count where one post and one memory share them. A post stays with its file or path while its
    title, text or date speaks for it; one whose title and text are remembered of another file has
    moved. A weak sign must not be shared by anything else, told already or not. Two posts never get
    one memory: the oldest keeps it (`posts` and `hidden` come newest first).
    """
    sources = {one.source for sights in known.values() for one in sights}
    here = [_seen(post, sources) for post in (*posts, *hidden)]
    there = [(key, _Sight(one)) for key, sights in known.items() for one in sights]
    order = (*reversed(range(len(posts))), *range(len(posts), len(here)))
    found: dict[int, str] = {}
    for sign, is_weak in _SIGNS:
        if len(found) == len(here):
            break
        taken = set() if is_weak else set(found.values())
        memories = _single((sign(sight), key) for key, sight in there if key not in taken)
        left = [place for place in order if is_weak or place not in found]
        shown = _owners((sign(here[place]), place) for place in left if place < len(posts))
        others = _owners((sign(here[place]), place) for place in left if place >= len(posts))
        if is_weak:
            shared = {key: shown.get(key, set()) | others.get(key, set()) for key in shown | others}
        else:
            shared = others | shown
        _settle(_pairs(shared, memories), order, found)
    return tuple(found.get(place) for place in range(len(here)))


def _pairs(
    owners: Mapping[Hashable, set[int]], memories: Mapping[Hashable, str]
) -> Mapping[int, set[str]]:
    """Give for each place the memories that a sign shares with it alone."""
    pairs: dict[int, set[str]] = {}
    for key, places in owners.items():
        if len(places) == 1 and key in memories:
            pairs.setdefault(next(iter(places)), set()).add(memories[key])
    return pairs


def _settle(pairs: Mapping[int, set[str]], order: Iterable[int], found: dict[int, str]) -> None:
    """Add what a sign has told, but not where it points one post at two memories."""
    taken = set(found.values())
    for place in order:
        keys = pairs.get(place, set()) - taken
        if place not in found and len(keys) == 1:
            found[place] = keys.pop()
            taken.add(found[place])


@dataclass(frozen=True, slots=True)
class _Sight:
    """A post as it is remembered, or with `post` as it is there now.

    `is_short`: its text says too little. `stands_in`: a remembered post had its file.
    """

    known: Known
    post: Post | None = None
    is_short: bool = False
    stands_in: bool = True


def _seen(post: Post, sources: Container[str]) -> _Sight:
    is_short = _digested(post.text)[1] < _SHORTEST
    return _Sight(known_form(post), post, is_short, post.source in sources)


_Sign = Callable[[_Sight], Iterable[Hashable]]
"""What two sights of one post may share."""


def _by_text(sight: _Sight) -> Sequence[Hashable]:
    """Compare long texts; memories of short ones are met by no post, as digests tell lengths."""
    return [] if sight.is_short or not sight.known.text else [sight.known.text]


def _by_title_and_text(sight: _Sight) -> Sequence[Hashable]:
    return [(sight.known.title, sight.known.text)] if sight.known.text else []


def _by_all_but_place(sight: _Sight) -> Sequence[Hashable]:
    return [(*_by_title_and_text(sight), sight.known.date)] if sight.known.text else []


def _by_text_elsewhere(sight: _Sight) -> Sequence[Hashable]:
    """Compare the texts of posts that have changed places: each has the file of another."""
    return [*_by_text(sight), *_by_title_and_text(sight)] if sight.stands_in else []


def _by_file_and_text(sight: _Sight) -> Sequence[Hashable]:
    return [(sight.known.source, sight.known.text)] if sight.known.text else []


def _by_former_path(sight: _Sight) -> Sequence[Hashable]:
    """Compare the paths a memory holds with those a post says it had (jekyll-redirect-from)."""
    if sight.post is None:
        return [_plain(sight.known.path)]
    matter = sight.post.front_matter
    named = matter.get("redirect_from") or matter.get("aliases")
    former = named if isinstance(named, list | tuple) else [named]
    return [_plain(path) for path in former if isinstance(path, str)]


def _by_title_and_name(sight: _Sight) -> Sequence[Hashable]:
    folder, file = posixpath.split(sight.known.source)
    stem = posixpath.splitext(file)[0]
    name = posixpath.basename(folder) if stem in _BUNDLES else _DATED.sub("", stem)
    return [(sight.known.title, name)]


def _by_moment(sight: _Sight) -> Sequence[Hashable]:
    return [] if _ROUND.search(sight.known.date) else [sight.known.date]


_SIGNS: Final[tuple[tuple[_Sign, bool], ...]] = (
    (_by_file_and_text, False),
    (_by_all_but_place, False),
    (_by_text_elsewhere, False),
    (lambda sight: [(sight.known.source, sight.known.title)], False),
    (lambda sight: [(sight.known.path, sight.known.title)], False),
    (lambda sight: [(sight.known.source, sight.known.date)], False),
    (_by_title_and_text, False),
    (lambda sight: [sight.known.path], False),
    (_by_former_path, False),
    (lambda sight: [sight.known.source], False),
    (_by_text, False),
    (lambda sight: [(sight.known.title, sight.known.date)], False),
    (_by_title_and_name, True),
    (_by_moment, True),
)
"""The signs, the surest first; True for those that are weak."""

_Owner = TypeVar("_Owner", bound=Hashable)


def _owners(signs: Iterable[tuple[Iterable[Hashable], _Owner]]) -> dict[Hashable, set[_Owner]]:
    owners: dict[Hashable, set[_Owner]] = {}
    for keys, owner in signs:
        for key in keys:
            owners.setdefault(key, set()).add(owner)
    return owners


def _single(signs: Iterable[tuple[Iterable[Hashable], _Owner]]) -> dict[Hashable, _Owner]:
    """Give the owner of each sign that only one has."""
    return {key: next(iter(one)) for key, one in _owners(signs).items() if len(one) == 1}


def _plain(path: str) -> str:
    try:
        path = urlsplit(path).path
    except ValueError:
        return path
    return unquote(path).strip("/").removesuffix(".html")
