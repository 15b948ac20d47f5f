"""The thing a post reviews: its name, and what else the front matter says of it."""

import re
from collections.abc import Mapping
from typing import Any, Final

__all__ = ["reviewed_item"]

_YEAR: Final = re.compile(r"\s*\((?P<year>(?:18|19|20|21)\d\d)\)\s*$")


def reviewed_item(title: str, front_matter: Mapping[str, object], item_type: str) -> dict[str, Any]:
    """Give the reviewed item as schema.org data without context.

    It is called like the post, without a year in brackets at its end, which becomes its
    `datePublished`. Front matter `item: {type, name, url, ...}` says it better, and its other keys
    are passed on. Its type is that of `item`, else front matter `item_type`, else `item_type`.
    """
    year = _YEAR.search(title)
    own_type = front_matter.get("item_type")
    item: dict[str, Any] = {
        "@type": str(own_type) if own_type else item_type,
        "name": _YEAR.sub("", title) or title,
    }
    if year:
        item["datePublished"] = year["year"]
    given = front_matter.get("item")
    if isinstance(given, Mapping):
        item |= {str(key): value for key, value in given.items() if key != "type" and value}
        item["@type"] = str(given.get("type") or item["@type"])
    return item
