"""JSON Feed 1.1 (jsonfeed.org/version/1.1): the feed and its items."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from reviewkit.feeds.html_elements import end_tag_in
from reviewkit.feeds.lint.enclosure import type_mismatch
from reviewkit.feeds.lint.entries import called, shared_links
from reviewkit.feeds.lint.finding import Finding, found
from reviewkit.feeds.lint.html import entity_in, relative_addresses, safe_html
from reviewkit.feeds.lint.json_document import Part, document_of, mangled
from reviewkit.feeds.lint.json_values import (
    address,
    date,
    flag,
    language_tag,
    size,
    text,
    type_of_file,
    words,
)

__all__ = ["json_feed"]

_OLD: Final = "https://jsonfeed.org/version/1"
_VERSIONS: Final = frozenset({_OLD, f"{_OLD}.1"})

Member = Callable[[Part], Iterator[Finding]]
"""Takes the value of a member, gives what is wrong with it."""


def json_feed(document: str, now: dt.datetime) -> Iterator[Finding]:
    """Check a document of JSON as a feed."""
    feed = document_of(document, now)
    if isinstance(feed, Finding):
        yield feed
        return
    yield from mangled(document)
    if not isinstance(feed.value, dict):
        yield feed.found("InvalidJSON", "is no object, so it is no feed")
        return
    yield from _members(feed, _FEED)
    yield from _feed(feed)
    items = [_named(item, number) for number, item in enumerate(feed.parts("items"), start=1)]
    for item in items:
        yield from _item(item)
    yield from _alike([item for item in items if isinstance(item.value, dict)])


def _feed(feed: Part) -> Iterator[Finding]:
    """Check what a feed must have, and should have."""
    version = feed.get("version")
    if version not in _VERSIONS:
        yield feed.member("version").found("InvalidVersion", f"has the version {version!r}")
    for name in ("title", "items"):
        if name not in feed.value:
            yield feed.found("MissingElement", f"has no {name}")
    for name, event in (("home_page_url", "MissingHomePage"), ("feed_url", "MissingSelf")):
        if name not in feed.value:
            yield feed.found(event, f"has no {name}", fix=f"add {name}")
    own, following = feed.get("feed_url"), feed.get("next_url")
    if following and following == own:
        yield feed.member("next_url").found("NextUrlLoop", "leads to the feed itself")
    if feed.get("hubs") and not own:
        yield feed.member("hubs").found("HubWithoutSelf", "is there, and the feed names not itself")
    if "author" in feed.value and "authors" not in feed.value and version != _OLD:
        yield feed.member("author").found("DeprecatedAuthor", "is a name of JSON Feed 1.0")


def _named(item: Part, number: int) -> Part:
    names = (str(item.get(name) or "") for name in ("title", "id", "url"))
    return item.named(called(names, number))


def _item(item: Part) -> Iterator[Finding]:
    """Check one item."""
    if not isinstance(item.value, dict):
        yield item.found("InvalidValue", "is no object")
        return
    yield from _members(item, _ITEM)
    name = item.get("id")
    if name is None or name == "":
        yield item.found("MissingId", "has no id")
    if not any(isinstance(item.get(name), str) for name in ("content_html", "content_text")):
        yield item.found("MissingContent", "has neither content_html nor content_text")


def _alike(items: list[Part]) -> Iterator[Finding]:
    """Find items that share what each should have for itself."""
    first: dict[str, str] = {}
    for item in items:
        name = str(item.get("id") or "")
        if name and name in first:
            what = f"the id of {item.of} is that of {first[name]} too: {name}"
            yield found("DuplicateEntries", item.member("id").line, what)
        elif name:
            first[name] = item.of
    pages = ((item.of, item.get("url"), item.line) for item in items)
    yield from shared_links((of, url, line) for of, url, line in pages if isinstance(url, str))


def _members(part: Part, known: Mapping[str, Member]) -> Iterator[Finding]:
    """Hold the members of an object to what is known of them."""
    for name in part.twice:
        yield part.member(name).found("DuplicateKey", "is there twice")
    for name in part.value:
        if name in known:
            yield from known[name](part.member(name))
        elif not name.startswith("_"):
            yield part.member(name).found("UnknownKey", "means nothing in JSON Feed")


def _each(known: Mapping[str, Member], required: tuple[str, ...] = ()) -> Member:
    """Make a check of an array of objects."""

    def check(part: Part) -> Iterator[Finding]:
        if not isinstance(part.value, list):
            yield part.found("InvalidValue", "is no array")
            return
        for element in part.elements():
            if not isinstance(element.value, dict):
                yield element.found("InvalidValue", "holds what is no object")
                continue
            yield from _members(element, known)
            for name in required:
                if name not in element.value:
                    yield element.found("MissingElement", f"has no {name}")

    return check


def _author(part: Part) -> Iterator[Finding]:
    """Check one author: an object with a name, an address or a picture."""
    if not isinstance(part.value, dict):
        yield part.found("InvalidValue", "is no object")
        return
    yield from _members(part, _AUTHOR)
    if not any(part.get(name) for name in _AUTHOR):
        yield part.found("NoAuthorName", "has neither name, url nor avatar")


def _authors(part: Part) -> Iterator[Finding]:
    if not isinstance(part.value, list):
        yield part.found("InvalidValue", "is no array")
        return
    for element in part.elements():
        yield from _author(element)


def _plain(part: Part) -> Iterator[Finding]:
    """Check a text that is shown as it is: title and summary."""
    yield from text(part)
    if not isinstance(part.value, str):
        return
    if markup := end_tag_in(part.value):
        yield part.found("ContainsHTML", f"is plain text, and holds {markup}")
    elif entity := entity_in(part.value):
        yield part.found("DoubleEscaped", f"is plain text, and says {entity}")


def _html(part: Part) -> Iterator[Finding]:
    yield from text(part)
    if isinstance(part.value, str):
        value = part.on_one_line()
        yield from safe_html(value)
        yield from relative_addresses(value, "RelativeReference")


def _file(part: Part) -> Iterator[Finding]:
    yield from _each(_ATTACHMENT, ("url", "mime_type"))(part)
    for element in part.elements():
        kind, url = element.get("mime_type"), element.get("url")
        if isinstance(kind, str) and isinstance(url, str) and type_mismatch(url, kind):
            what = f"says {url} is {kind}, and its name says another thing"
            yield element.found("EnclosureTypeDoesntMatch", what)


def _array(part: Part) -> Iterator[Finding]:
    if not isinstance(part.value, list):
        yield part.found("InvalidValue", "is no array")


def _anything(_: Part) -> Iterator[Finding]:
    return iter(())


_AUTHOR: Final[Mapping[str, Member]] = {"avatar": address, "name": text, "url": address}
_ATTACHMENT: Final[Mapping[str, Member]] = {
    "duration_in_seconds": size,
    "mime_type": type_of_file,
    "size_in_bytes": size,
    "title": text,
    "url": address,
}
_FEED: Final[Mapping[str, Member]] = {
    "author": _author,
    "authors": _authors,
    "description": text,
    "expired": flag,
    "favicon": address,
    "feed_url": address,
    "home_page_url": address,
    "hubs": _each({"type": text, "url": address}, ("type", "url")),
    "icon": address,
    "items": _array,
    "language": language_tag,
    "next_url": address,
    "title": _plain,
    "user_comment": text,
    "version": _anything,
}
_ITEM: Final[Mapping[str, Member]] = {
    "attachments": _file,
    "author": _author,
    "authors": _authors,
    "banner_image": address,
    "content_html": _html,
    "content_text": text,
    "date_modified": date,
    "date_published": date,
    "external_url": address,
    "id": text,
    "image": address,
    "language": language_tag,
    "summary": _plain,
    "tags": words,
    "title": _plain,
    "url": address,
}
