"""Posts and the documents of other collections, as far as a text may look into them."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Final

from reviewkit.errors import PostError
from reviewkit.jekyll.configuration import Configuration
from reviewkit.jekyll.defaults import Defaults, deep_merge
from reviewkit.jekyll.front_matter import read_front_matter
from reviewkit.jekyll.liquid.errors import JekyllStopsError, NeedsJekyllError
from reviewkit.jekyll.permalink import PermalinkParts, post_id, post_path, template_for
from reviewkit.jekyll.slugify import titleize
from reviewkit.jekyll.terms import categories_of, tags_of
from reviewkit.model import Post

__all__ = ["Document", "document_of", "has_front_matter", "permalink_suffix", "read_collection"]

_STYLES: Final = ("date", "ordinal", "none")


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


def read_collection(
    root: Path, configuration: Configuration, name: str, files: Iterator[str], now: dt.datetime
) -> list[Document]:
    """Read the documents of a collection other than posts, in Jekyll's order.

    `files` are those of its folder that begin with front matter, relative to `collections_dir`;
    `now` is the date of a document without one. Raises NeedsJekyllError for a collection with an
    order of its own, JekyllStopsError for a document that cannot be read.
    """
    metadata = _metadata(configuration, name)
    if "sort_by" in metadata or "order" in metadata:
        raise NeedsJekyllError(f"the collection {name} has an order of its own")
    defaults = Defaults(configuration, str(root), name)
    documents = [_document(root, configuration, name, path, now, defaults) for path in files]
    shown = (one for one in documents if one.data.get("published", True) is not False)
    return sorted(shown, key=lambda one: (one.date, one.path))


def has_front_matter(path: Path) -> bool:
    """Tell whether a file begins as a page or a document does, and not as a static file."""
    try:
        with path.open("rb") as stream:
            first = stream.readline(1000)
    except OSError:
        return False
    return first.startswith(b"---") and not first[3:].strip() and first.endswith(b"\n")


def permalink_suffix(style: str) -> str:
    """Give what a site's `permalink` adds to URLs other than those of posts."""
    if style in _STYLES or style.endswith(":output_ext"):
        return ":output_ext"
    return "/" if style == "pretty" or style.endswith("/") else ""


def _metadata(configuration: Configuration, name: str) -> Mapping[str, Any]:
    collections = configuration.data.get("collections")
    given = collections.get(name) if isinstance(collections, Mapping) else None
    return given if isinstance(given, Mapping) else {}


def _document(
    root: Path,
    configuration: Configuration,
    name: str,
    path: str,
    now: dt.datetime,
    defaults: Defaults,
) -> Document:
    folder = configuration.text("collections_dir").strip("/")
    file = f"{folder}/{path}".lstrip("/")
    try:
        content = (root / file).read_bytes().decode("utf-8-sig")
        read = read_front_matter(content, file)
    except (OSError, UnicodeDecodeError, PostError) as error:
        raise JekyllStopsError(f"the document {file} cannot be read") from error
    usual = defaults.for_file(path)
    values = deep_merge(usual, read.values)
    inside = PurePosixPath(path)
    date = values.get("date")
    moment = date.astimezone(now.tzinfo) if isinstance(date, dt.datetime) else now
    slug = str(values.get("slug") or inside.stem)
    title = values.get("title")
    data = {
        **values,
        "title": titleize(inside.stem) if title is None or title is False else title,
        "slug": slug,
        "ext": inside.suffix,
        "categories": list(categories_of("", usual, read.values)),
        "tags": list(tags_of(values)),
        "date": moment,
    }
    markdown = inside.suffix.lower() in configuration.markdown_extensions
    url = _url(configuration, name, inside, data, ext=".html" if markdown else inside.suffix)
    return Document(
        path=path,
        file=file,
        collection=name,
        url=url,
        id=post_id(url, slug),
        date=moment,
        is_markdown=markdown,
        text=read.text,
        text_line=read.text_line,
        data=data,
    )


def _url(
    configuration: Configuration,
    name: str,
    inside: PurePosixPath,
    data: Mapping[str, Any],
    *,
    ext: str,
) -> str:
    usual = f"/:collection/:path{permalink_suffix(configuration.text('permalink'))}"
    own = data.get("permalink")
    template = str(own or _metadata(configuration, name).get("permalink") or usual)
    parts = PermalinkParts(
        date=data["date"],
        slug=data["slug"],
        basename=inside.stem,
        path=inside.with_suffix("").as_posix().partition("/")[2].rstrip("."),
        collection=name,
        categories=data["categories"],
        output_ext=PurePosixPath(str(own)).suffix or ext if own else ext,
    )
    try:
        return post_path(template_for(template) if not own else template, parts)
    except ValueError as error:
        raise JekyllStopsError(str(error)) from error
