"""What a page does not show of a post, as microformats2: properties whose values are attributes."""

import datetime as dt
from collections.abc import Iterator, Mapping

from markdown_it.token import Token

from reviewkit.markdown.elements import data, element
from reviewkit.markdown.item import reviewed_item
from reviewkit.markdown.source import Source
from reviewkit.model import Author

__all__ = ["entry_properties"]


def entry_properties(source: Source, *, is_review: bool) -> list[Token]:
    """Give the properties of an h-entry that the post itself knows, in front of its text.

    The page's layout shows title, date and picture already, so nothing here has words: they are
    `data` and `time` elements without content. What is not known is left out. What the source does
    not say is looked for in the front matter: `title`, `date` and `last_modified_at` with a zone or
    a day alone, `author` and `authors`. A review also has the item that it is of.
    (https://microformats.org/wiki/h-entry, https://microformats.org/wiki/h-review)
    """
    title = source.title or str(source.front_matter.get("title") or "")
    tokens: list[Token] = []
    if title:
        tokens += data("p-name", title)
    if source.url:
        tokens += data("u-url", source.url)
    tokens += _moment("dt-published", source.date or source.front_matter.get("date"))
    tokens += _moment("dt-updated", source.updated or source.front_matter.get("last_modified_at"))
    for author in source.authors or _authors(source.front_matter):
        tokens += _named("author", "p-author h-card", author.name, author.uri)
    if source.image:
        tokens += data("u-featured", source.image.url)
    if is_review and title:
        item = reviewed_item(title, source.front_matter, "")
        tokens += _named("item", "p-item h-item", item["name"], item.get("url"))
    return tokens


def _moment(property_class: str, moment: object) -> list[Token]:
    """Give a moment or a day; text is not, because only a site says in which zone it means."""
    if not isinstance(moment, dt.date):
        return []
    return data(property_class, moment.isoformat(), tag="time")


def _named(kind: str, classes: str, name: object, url: object) -> list[Token]:
    inside = data("p-name", str(name))
    if url:
        inside += data("u-url", str(url))
    return element(kind, "span", inside, {"class": classes})


def _authors(front_matter: Mapping[str, object]) -> Iterator[Author]:
    """Yield the authors that a front matter names, without the site's list of them."""
    given = front_matter.get("authors") or front_matter.get("author")
    for entry in given if isinstance(given, list) else [given]:
        if isinstance(entry, Mapping) and entry.get("name"):
            uri = entry.get("url") or entry.get("uri")
            yield Author(name=str(entry["name"]), uri=str(uri) if uri else None)
        elif entry and not isinstance(entry, Mapping):
            yield Author(name=str(entry))
