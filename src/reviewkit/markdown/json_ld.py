"""A review as schema.org data, for the search engines that show stars."""

import json
import re
from typing import Any, Final

from reviewkit.model import RenderedPost

__all__ = ["review_json_ld"]

_YEAR: Final = re.compile(r"\s*\((?P<year>(?:18|19|20|21)\d\d)\)\s*$")
_SCHEMA_BEST: Final = 5
"""The best rating schema.org assumes where `bestRating` is not given."""


def review_json_ld(rendered: RenderedPost, *, item_type: str = "Movie") -> str:
    """Give a post as JSON-LD: a schema.org `Review` with `itemReviewed`.

    The item is called like the post, without a year in brackets at its end, which becomes its
    `datePublished`; front matter `item: {type, name, url, ...}` says it better, and its other keys
    are passed on. `reviewRating` is there only when the text or the front matter holds a real
    number. `<` is escaped, so that the text can stand in a script element. Nothing is invented:
    what a post does not say is left out. (https://schema.org/Review)
    """
    post, review = rendered.post, rendered.review
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Review",
        "name": post.title,
        "url": post.url,
        "datePublished": post.date.isoformat(),
        "dateModified": post.updated.isoformat() if post.updated else None,
        "inLanguage": post.lang,
        "author": [_person(author.name, author.uri) for author in post.authors],
        "image": post.image.url if post.image else None,
        "description": review.one_sentence.text if review and review.one_sentence else None,
        "itemReviewed": _item(rendered, item_type),
        "reviewRating": _rating(rendered),
    }
    filled = {key: value for key, value in data.items() if value not in (None, [])}
    return json.dumps(filled, ensure_ascii=False, indent=2).replace("<", "\\u003c")


def _person(name: str, uri: str | None) -> dict[str, Any]:
    return {"@type": "Person", "name": name} | ({"url": uri} if uri else {})


def _item(rendered: RenderedPost, item_type: str) -> dict[str, Any]:
    title = rendered.post.title
    year = _YEAR.search(title)
    item: dict[str, Any] = {"@type": item_type, "name": _YEAR.sub("", title) or title}
    if year:
        item["datePublished"] = year["year"]
    given = rendered.post.front_matter.get("item")
    if isinstance(given, dict):
        item |= {str(key): value for key, value in given.items() if key != "type"}
        item["@type"] = str(given.get("type") or item["@type"])
    return item


def _rating(rendered: RenderedPost) -> dict[str, Any] | None:
    rating = rendered.review.rating if rendered.review else None
    if rating is None or rating.value is None:
        return None
    best = {"bestRating": _number(rating.best)} if rating.best is not None else {}
    if not best and rating.value > _SCHEMA_BEST:
        return None
    return {"@type": "Rating", "ratingValue": _number(rating.value), **best, "worstRating": 0}


def _number(value: float) -> float | int:
    return int(value) if value.is_integer() else value
