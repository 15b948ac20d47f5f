"""Categories and tags that are lost, changed, or come from somewhere else than the post."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple
from urllib.parse import unquote

from reviewkit.errors import Problem, Where
from reviewkit.jekyll.configuration import Configuration
from reviewkit.jekyll.defaults import Defaults
from reviewkit.jekyll.doctor.written import Keys, Written, meaning, warning
from reviewkit.jekyll.ruby import as_text, is_true, words
from reviewkit.model import Post

__all__ = ["Sources", "added_problems", "term_problems"]

_PAIRS: Final = (("tag", "tags"), ("category", "categories"))


class Sources(NamedTuple):
    """Where terms come from besides the post: the defaults that apply to it, by their places."""

    defaults: Defaults
    configuration: Configuration

    def values(self, post: Post) -> Mapping[str, Any]:
        """Give the defaults of a post."""
        return self.defaults.for_file(self._inside(post), post.collection)

    def where(self, post: Post, key: str) -> Where:
        """Give the place of the default under `key` that applies to a post."""
        place = self.defaults.place_of(self._inside(post), post.collection, key)
        path = ("defaults",) if place is None else ("defaults", place, "values", key)
        return self.configuration.where(*path)

    def _inside(self, post: Post) -> str:
        below = self.configuration.text("collections_dir")
        return post.source.removeprefix(f"{below}/") if below else post.source


def term_problems(post: Post, keys: Keys, sources: Sources) -> Iterator[Problem]:
    """Find terms of a post that are not those which stand there."""
    for one, several in _PAIRS:
        yield from _commas(post, keys, one, several)
        for key in (one, several):
            if key in keys:
                yield from _changed(post, key, keys[key])
    yield from _lost_tags(post, keys, sources)
    written = keys.get("categories")
    if written is not None and written.is_list and written.is_empty:
        yield from _kept(post, written, sources)
    yield from _twins(post, keys)


def added_problems(posts: Sequence[tuple[Post, Keys]], sources: Sources) -> Iterator[Problem]:
    """Find what adds categories to those that posts name themselves: one finding for each cause."""
    causes: dict[tuple[Where, str], list[tuple[Post, Keys]]] = {}
    for post, keys in posts:
        if post.state != "broken":
            for cause in _added(post, keys, sources):
                causes.setdefault(cause, []).append((post, keys))
    for (where, what), found in causes.items():
        post, keys = found[0]
        line = (keys.get("categories") or keys["category"]).line
        which = f"of {len(found)} posts, such as" if len(found) > 1 else "of"
        yield Problem(
            severity="warning",
            what=f"{what} is added to the categories {which} {post.source}:{line}, and does not "
            f"give way to them; the URL is {post.path}",
            where=where,
            fix="take it away here, or leave it if every such post is meant to have it",
        )


def _commas(post: Post, keys: Keys, one: str, several: str) -> Iterator[Problem]:
    written = keys.get(several)
    if written is not None and "," in written.text:
        names = [word for word in words(written.text) if word]
        yield warning(
            post,
            written.line,
            f"{several} divides at spaces, not at commas: Jekyll reads {names}",
            f"write a list: {several}: [{written.text}]",
        )
    written = keys.get(one)
    if written is not None and "," in written.text and not written.quoted:
        yield warning(
            post,
            written.line,
            f"{one} is one name to Jekyll, comma and all: {written.text!r}",
            f"write a list: {several}: [{written.text}]",
        )


def _changed(post: Post, key: str, written: Written) -> Iterator[Problem]:
    """Find words that YAML takes for something else: `No`, `2:22`, `null`, nothing at all."""
    if written.quoted and not written.text.strip() and key in {"tag", "category"}:
        what = f"{key} is empty, and Jekyll makes a {key} without a name of it"
        yield warning(post, written.line, what, "remove the line")
    if written.is_list:
        for item in written.items:
            yield from _changed_item(post, key, item)
    elif not (written.quoted or _is_text(written.text)):
        value = meaning(written.text or "~")
        is_mapping = not (written.text or written.is_empty)
        alone = key in {"tag", "category"} and is_true(value) and as_text(value) == written.text
        if is_mapping or (value is not None and not alone):
            yield from _lost(post, key, written)


def _lost(post: Post, key: str, written: Written) -> Iterator[Problem]:
    """Say that a value is neither text nor a list; the reader says it of `categories`."""
    if key != "categories" or post.state != "broken":
        shown = written.text or "a mapping"
        terms = "tags" if key.startswith("tag") else "categories"
        yield warning(
            post,
            written.line,
            f"{key} is {shown} and neither text nor a list to YAML: the post gets no {terms} of it",
            f"write {terms}: [...], with quotes around numbers and words such as No",
        )


def _changed_item(post: Post, key: str, item: Written) -> Iterator[Problem]:
    if item.quoted or _is_text(item.text):
        return
    value = meaning(item.text) if item.text else None
    if value is not None and as_text(value) == item.text:
        return
    nameless = "becomes one without a name" if key.startswith("categor") else "is lost"
    result = nameless if value is None else f"becomes {as_text(value)!r}"
    yield warning(
        post,
        item.line,
        f"{item.text or 'an empty item'} in {key} is no text to YAML, and {result}",
        f'put quotes around it: "{item.text}"' if item.text else "remove it",
    )


def _is_text(text: str) -> bool:
    return isinstance(meaning(text), str) if text else False


def _lost_tags(post: Post, keys: Keys, sources: Sources) -> Iterator[Problem]:
    """Find tags that a `tag` hides, be it the post's own or one of the defaults."""
    written, own = keys.get("tags"), keys.get("tag")
    if written is None or written.is_empty:
        return
    if not is_true(post.front_matter.get("tag")):
        return
    if own is not None and (own.quoted or own.is_list or not own.is_empty):
        yield warning(
            post,
            written.line,
            f"tags is not read where tag (line {own.line}) is set as well",
            "put all of them into tags, and remove tag",
        )
        return
    yield warning(
        post,
        written.line,
        f"tags is not read: the defaults set tag ({sources.where(post, 'tag')}), which comes first",
        "write tags in the defaults, or remove it there",
    )


def _kept(post: Post, written: Written, sources: Sources) -> Iterator[Problem]:
    if post.categories:
        where = sources.where(post, "categories")
        yield warning(
            post,
            written.line,
            f"an empty list takes no category away: the post has {', '.join(post.categories)}, of "
            f"its folder or the defaults ({where})",
            "narrow the scope of the defaults, or move the file",
        )


def _twins(post: Post, keys: Keys) -> Iterator[Problem]:
    """Find categories of one post that differ in their capitals alone."""
    seen: dict[str, str] = {}
    written = keys.get("categories") or keys.get("category")
    for name in post.categories if written else ():
        other = seen.setdefault(name.lower(), name)
        if other != name:
            yield warning(
                post,
                written.line if written else None,
                f"{other} and {name} are two categories to Jekyll, and one in its URLs",
                "spell it in one way, in the folder and the defaults too",
            )


def _added(post: Post, keys: Keys, sources: Sources) -> Iterator[tuple[Where, str]]:
    own = [keys[key] for key in ("categories", "category") if key in keys]
    named = {name for written in own for name in _names(written)}
    if not named:
        return
    defaults = sources.values(post)
    given: set[str] = set()
    for key in ("categories", "category"):
        names = _strings(defaults.get(key), divided=key == "categories")
        more = [name for name in names if name not in named and name in post.categories]
        given.update(names)
        if more:
            yield sources.where(post, key), f"{', '.join(more)} of the defaults"
    shown = unquote(post.path).lower().split("/")
    folders = [
        name
        for name in post.categories
        if name not in named | given
        and name in post.source.split("/")[:-1]
        and name.lower() in shown
    ]
    if folders:
        place = post.source[: post.source.rindex(folders[-1]) + len(folders[-1])]
        yield Where(place), f"{', '.join(folders)} of the folder's name"


def _names(written: Written) -> Iterator[str]:
    for text in (written.text, *(item.text for item in written.items)):
        yield from filter(None, (text, *words(text)))


def _strings(value: object, *, divided: bool) -> list[str]:
    if isinstance(value, str):
        return list(words(value)) if divided else [value]
    items: Iterable[object] = value if isinstance(value, list) else ()
    return [as_text(item) for item in items]
