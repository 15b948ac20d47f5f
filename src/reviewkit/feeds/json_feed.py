"""JSON Feed 1.1 (https://jsonfeed.org/version/1.1)."""

import json
from typing import Any

from reviewkit.feeds.entry import Entry
from reviewkit.feeds.feed import Feed, Links
from reviewkit.model import Author

__all__ = ["json_feed"]


def json_feed(feed: Feed, links: Links) -> bytes:
    """Write the feed as JSON Feed; `links` say where it will be published.

    The next posts are those of the archive, the older ones.
    """
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": links.self,
        "next_url": links.previous,
        "description": feed.description,
        "language": feed.lang,
        "authors": [_author(feed.author)],
        "hubs": [{"type": "WebSub", "url": hub} for hub in feed.hubs],
    }
    items = [_item(entry) for entry in feed.entries]
    return (
        json.dumps(_filled(data) | {"items": items}, ensure_ascii=False, indent=2) + "\n"
    ).encode()


def _item(entry: Entry) -> dict[str, Any]:
    image = entry.image
    attachment = image and {
        "url": image.url,
        "mime_type": image.type or "",
        "title": image.alt,
        "size_in_bytes": image.bytes,
    }
    return _filled(
        {
            "id": entry.id,
            "url": entry.url,
            "title": entry.title,
            "content_html": entry.content,
            "summary": entry.summary,
            "image": image and image.url,
            "date_published": entry.published.isoformat(),
            "date_modified": entry.updated.isoformat(),
            "authors": [_author(author) for author in entry.authors],
            "tags": list(entry.terms),
            "language": entry.lang,
            "attachments": [_filled(attachment)] if attachment and image and image.type else [],
        }
    )


def _author(author: Author) -> dict[str, Any]:
    return _filled({"name": author.name, "url": author.uri})


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is empty: JSON Feed wants absent keys, not empty ones."""
    return {key: value for key, value in values.items() if value not in (None, "", [])}
