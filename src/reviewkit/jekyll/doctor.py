"""What makes Jekyll publish a post at a surprising URL, on another day, or not as it was meant."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple
from urllib.parse import unquote

import yaml

from reviewkit.errors import Problem, Where
from reviewkit.jekyll.psych import load_yaml
from reviewkit.model import Post, Site

__all__ = ["examine"]

_DAY: Final = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_UTC_TO_YAML: Final = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:[Tt]|\s+)\d{1,2}:\d\d:\d\d(?:\.\d*)?")
"""A time without a zone: UTC when it is not quoted (https://yaml.org/type/timestamp.html)."""
_WITH_SLASHES: Final = re.compile(r"\s*(\d{1,2})/(\d{1,2})/\d{4}(?!\d)")
_DAY_OF_NAME: Final = re.compile(r"(?:.*/)?(\d{4}-\d{1,2}-\d{1,2})-")
_LAST_MONTH: Final = 12
_NO: Final = frozenset({"false", "no", "off", "0"})
_DATE_IN_URL: Final = re.compile(r"/\d{4}/")


class _Written(NamedTuple):
    """A value of a front matter as it stands in the file; `text` is empty for a list or mapping."""

    text: str
    texts: tuple[str, ...]
    quoted: bool
    line: int


_Keys = Mapping[str, _Written]


def examine(site: Site) -> list[Problem]:
    """Give what Jekyll makes of the posts of a site against all appearance, ordered by file.

    Looks at the front matters as they are written. What cannot be read at all, and documents at one
    URL, are among the site's own `problems`.
    """
    found = [problem for post in site.posts for problem in _of_post(post)]
    found += _no_timezone(site)
    return sorted(found, key=_place)


def _place(problem: Problem) -> tuple[str, int]:
    where = problem.where or Where("")
    return where.file, where.line or 0


def _of_post(post: Post) -> Iterator[Problem]:
    keys = _written(post.head)
    yield from _title(post, keys)
    yield from _date(post, keys)
    yield from _terms(post, keys)
    yield from _switches(post, keys)


def _written(head: str) -> _Keys:
    """Read the keys of a front matter without giving their values a meaning."""
    try:
        root = next(yaml.compose_all(head, Loader=yaml.CSafeLoader), None) if head else None
    except (yaml.YAMLError, RecursionError):
        return {}  # which the reader has reported
    if not isinstance(root, yaml.MappingNode):
        return {}
    return {
        str(key.value): _Written(
            text=value.value if isinstance(value, yaml.ScalarNode) else "",
            texts=tuple(_texts(value)),
            quoted=isinstance(value, yaml.ScalarNode) and bool(value.style),
            line=key.start_mark.line + 1,
        )
        for key, value in root.value
    }


def _texts(node: yaml.Node) -> Iterator[str]:
    if isinstance(node, yaml.ScalarNode):
        yield node.value
    elif isinstance(node, yaml.SequenceNode):
        yield from (item.value for item in node.value if isinstance(item, yaml.ScalarNode))


def _warning(post: Post, line: int, what: str, fix: str) -> Problem:
    return Problem(severity="warning", what=what, where=Where(post.source, line), fix=fix)


def _title(post: Post, keys: _Keys) -> Iterator[Problem]:
    """Find a title that is not text to YAML: `No`, `2:22`, `[REC]`, `1,000`."""
    written = keys.get("title")
    if written is None or written.quoted or written.text == post.title:
        return
    value = load_yaml(written.text) if written.text else post.front_matter.get("title")
    if isinstance(value, str) or value is None:
        return
    shown = f"{written.text} is no text" if written.text else "is a list or a mapping"
    yield _warning(
        post,
        written.line,
        f"the title {shown} to YAML, so Jekyll calls the post {post.title!r}",
        f'put quotes around it: title: "{written.text or "[REC]"}"',
    )


def _date(post: Post, keys: _Keys) -> Iterator[Problem]:
    """Find a date that is another day than the one that stands there."""
    written = keys.get("date")
    if written is None or not written.text:
        return
    slashes = _WITH_SLASHES.match(written.text)
    named = _DAY_OF_NAME.match(post.source)
    if slashes:
        yield from _day_or_month(post, written, slashes)
    elif _does_not_exist(written.text):
        yield _warning(
            post,
            written.line,
            f"the date {written.text} does not exist; Jekyll takes {post.date:%Y-%m-%d}",
            "write a day that exists",
        )
    elif _day(written.text) not in {None, post.date.date()}:
        utc = not written.quoted and _UTC_TO_YAML.fullmatch(written.text)
        reason = "names no zone, which makes it UTC" if utc else "is in another zone"
        zone = f"{post.date:%z}"
        yield _warning(
            post,
            written.line,
            f"the date {written.text} {reason}: on the site it is {post.date:%Y-%m-%d %H:%M:%S} "
            f"{zone}, another day",
            f"write it as {written.text} {zone}" if utc else f"write it with the offset {zone}",
        )
    elif named and _DATE_IN_URL.search(post.path) and _day(named[1]) != post.date.date():
        yield _warning(
            post,
            written.line,
            f"the file's name says {named[1]}, the date is {post.date:%Y-%m-%d}; "
            f"the URL has the date: {post.path}",
            "rename the file or change the date, as long as the post is not published",
        )


def _day_or_month(post: Post, written: _Written, match: re.Match[str]) -> Iterator[Problem]:
    first, second = int(match[1]), int(match[2])
    if first != second and max(first, second) <= _LAST_MONTH:
        yield _warning(
            post,
            written.line,
            f"the date {written.text} is {post.date.day} {post.date:%B %Y} to Jekyll: "
            "first the day, then the month",
            f"write it as {post.date:%Y-%m-%d}, or the other way round if that is meant",
        )


def _day(text: str) -> dt.date | None:
    match = _DAY.match(text)
    try:
        return dt.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _does_not_exist(text: str) -> bool:
    return _DAY.match(text) is not None and _day(text) is None


def _terms(post: Post, keys: _Keys) -> Iterator[Problem]:
    """Find commas that become part of a tag or category, and keys that lose against others."""
    for key in ("tags", "categories"):
        written = keys.get(key)
        if written is not None and "," in written.text:
            names = post.tags if key == "tags" else post.categories
            yield _warning(
                post,
                written.line,
                f"{key} divides at spaces, not at commas: Jekyll reads {list(names)}",
                f"write a list: {key}: [{written.text}]",
            )
    if "tag" in keys and "tags" in keys:
        yield _warning(
            post,
            keys["tags"].line,
            "tags is not read where tag is set as well",
            "put all of them into tags, and remove tag",
        )
    yield from _categories_from_elsewhere(post, keys)


def _categories_from_elsewhere(post: Post, keys: _Keys) -> Iterator[Problem]:
    own = [keys[key] for key in ("categories", "category") if key in keys]
    if not own:
        return
    words = {word for written in own for text in written.texts for word in (text, *text.split())}
    folders = f"/{unquote(post.path)}".lower().split("/")
    more = [name for name in post.categories if name not in words and name.lower() in folders]
    if more:
        yield _warning(
            post,
            own[0].line,
            f"the URL {post.path} also has {', '.join(more)}: categories of the folder or of the "
            "defaults in _config.yml are added to those of the post",
            "take them away there if they are not meant",
        )


def _switches(post: Post, keys: _Keys) -> Iterator[Problem]:
    """Find a post that is published although it says that it is not."""
    published = post.front_matter.get("published")
    written = keys.get("published")
    if written is not None and published is not False and _says_no(published):
        yield _warning(
            post,
            written.line,
            f"published: {written.text} does not hold the post back: only the word false does",
            "write published: false, without quotes",
        )
    draft = keys.get("draft")
    if draft is not None and post.front_matter.get("draft") is True and post.state == "published":
        yield _warning(
            post,
            draft.line,
            "Jekyll publishes the post all the same: draft: true means nothing to it",
            "move the file to _drafts, or write published: false",
        )


def _says_no(value: object) -> bool:
    return value == 0 or (isinstance(value, str) and value.strip().lower() in _NO)


def _no_timezone(site: Site) -> Iterator[Problem]:
    """Find a site whose URLs hold dates that depend on the computer it is built on."""
    if site.configuration.get("timezone"):
        return
    dated = next((post for post in site.posts if _DATE_IN_URL.search(post.path)), None)
    if dated is not None:
        yield Problem(
            severity="warning",
            what="the site names no timezone, so each computer takes its own: around midnight "
            f"that changes the date of a post, and with it a URL such as {dated.path}",
            where=Where("_config.yml"),
            fix="add a line such as timezone: Europe/Rome",
        )
