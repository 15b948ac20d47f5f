"""Posts and the documents of other collections, as far as a text may look into them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from reviewkit.jekyll.configuration import Configuration
from reviewkit.jekyll.liquid.values import compare, sorted_by
from reviewkit.model import Post, Site

__all__ = ["Document", "document_of", "read_collection"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Document:
    """A post or a document of a collection.

    `path` is relative to the site's `collections_dir`, `file` to the site. `data` holds the front
    matter with Jekyll's additions, `text` what stands below it. `date` is in the site's zone,
    `given_date` the one that the file or its name gives, and None where Jekyll takes the build's.
    `is_shown` tells whether it gets a page now.
    """

    path: str
    file: str
    collection: str
    url: str
    id: str
    date: dt.datetime
    given_date: object
    is_shown: bool
    is_markdown: bool
    text: str = field(repr=False)
    text_line: int
    data: Mapping[str, Any] = field(repr=False)


def document_of(post: Post, collections_dir: str) -> Document:
    """Give a post as a document."""
    path = post.source.removeprefix(f"{collections_dir}/") if collections_dir else post.source
    given = post.front_matter
    title = given.get("title")
    data = {
        "draft": post.state == "draft" or "_drafts" in PurePosixPath(path).parts,
        **given,
        "title": post.title if title is None or title is False else title,
        "slug": post.slug,
        "ext": PurePosixPath(path).suffix,
        "categories": _terms(given.get("categories"), post.categories),
        "tags": _terms(given.get("tags"), post.tags),
        "date": post.date,
    }
    return Document(
        path=path,
        file=post.source,
        collection=post.collection,
        url=post.path,
        id=post.id,
        date=post.date,
        given_date=given.get("date"),
        is_shown=post.state == "published",
        is_markdown=post.is_markdown,
        text=post.text,
        text_line=post.text_line,
        data=data,
    )


def _terms(given: object, words: Sequence[str]) -> list[Any]:
    """Give tags or categories as Jekyll keeps them: a number stays one, though no mapping does."""
    if not isinstance(given, list) or any(isinstance(one, list | Mapping) for one in given):
        return list(words)
    return list(given)


def read_collection(site: Site, configuration: Configuration, name: str) -> list[Document]:
    """Give the documents of a collection other than posts, in Jekyll's order.

    That is the order of their dates where both have one, and of their paths; `sort_by` names a
    value that comes before it, and `order` lists files that stand in front of all.
    (Jekyll 4.3, Collection#sort_docs!.)
    """
    folder = configuration.text("collections_dir").strip("/")
    documents = [
        document_of(one, folder)
        for one in site.documents
        if one.collection == name and one.state != "unpublished"
    ]
    documents = sorted_by(sorted(documents, key=lambda one: one.path), _in_time)
    metadata = _metadata(configuration, name)
    if isinstance(listed := metadata.get("order"), list):
        places = {path: place for place, path in reversed(list(enumerate(listed)))}
        inside = len(f"_{name}/")
        return sorted(documents, key=lambda one: places.get(one.path[inside:], len(listed)))
    if isinstance(key := metadata.get("sort_by"), str):
        return sorted_by(documents, lambda one, other: _by_value(one, other, key))
    return documents


def _in_time(one: Document, other: Document) -> int:
    return compare(one.given_date, other.given_date) or compare(one.path, other.path) or 0


def _by_value(one: Document, other: Document, key: str) -> int:
    """Compare by a value of the front matter; without one, a document comes last."""
    left, right = one.data.get(key), other.data.get(key)
    if left is None or right is None:
        order: int | None = (left is None) - (right is None)
    else:
        order = compare(left, right)
    return order or _in_time(one, other)


def _metadata(configuration: Configuration, name: str) -> Mapping[str, Any]:
    collections = configuration.data.get("collections")
    given = collections.get(name) if isinstance(collections, Mapping) else None
    return given if isinstance(given, Mapping) else {}
