"""Posts and the documents of other collections, as far as a text may look into them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from reviewkit.jekyll.configuration import Configuration
from reviewkit.jekyll.liquid.errors import NeedsJekyllError
from reviewkit.model import Post, Site

__all__ = ["Document", "document_of", "read_collection"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Document:
    """A post or a document of a collection.

    `path` is relative to the site's `collections_dir`, `file` to the site. `data` holds the front
    matter with Jekyll's additions, `text` what stands below it. `date` is in the site's zone.
    """

    path: str
    file: str
    collection: str
    url: str
    id: str
    date: dt.datetime
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
        "categories": list(post.categories),
        "tags": list(post.tags),
        "date": post.date,
    }
    return Document(
        path=path,
        file=post.source,
        collection=post.collection,
        url=post.path,
        id=post.id,
        date=post.date,
        is_markdown=post.is_markdown,
        text=post.text,
        text_line=post.text_line,
        data=data,
    )


def read_collection(site: Site, configuration: Configuration, name: str) -> list[Document]:
    """Give the documents of a collection other than posts, in Jekyll's order.

    Raises NeedsJekyllError for a collection with an order of its own.
    """
    metadata = _metadata(configuration, name)
    if "sort_by" in metadata or "order" in metadata:
        raise NeedsJekyllError(f"the collection {name} has an order of its own")
    folder = configuration.text("collections_dir").strip("/")
    documents = [
        document_of(one, folder)
        for one in site.documents
        if one.collection == name and one.front_matter.get("published", True) is not False
    ]
    return sorted(documents, key=lambda one: (one.date, one.path))


def _metadata(configuration: Configuration, name: str) -> Mapping[str, Any]:
    collections = configuration.data.get("collections")
    given = collections.get(name) if isinstance(collections, Mapping) else None
    return given if isinstance(given, Mapping) else {}
