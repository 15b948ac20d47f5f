"""A review as schema.org data, for the search engines that show stars."""

import json
from typing import Any

from reviewkit.config import ReviewSettings
from reviewkit.markdown.item import reviewed_item
from reviewkit.markdown.rating import Score, on_scale
from reviewkit.model import RenderedPost

__all__ = ["review_json_ld"]


def review_json_ld(rendered: RenderedPost, settings: ReviewSettings | None = None) -> str:
    """Give a post as JSON-LD: a schema.org `Review` with `itemReviewed`.

    The item is described by `reviewed_item`; its type is `settings.item_type` where the post says
    no other. `reviewRating` is there only when the text or the front matter holds a real number.
    `<` is escaped, so that the text can stand in a script element. Nothing is invented: what a post
    does not say is left out. (https://schema.org/Review)
    """
    item_type = (settings or ReviewSettings()).item_type
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
        "itemReviewed": reviewed_item(post.title, post.front_matter, item_type),
        "reviewRating": _rating(rendered),
    }
    filled = {key: value for key, value in data.items() if value not in (None, [])}
    return json.dumps(filled, ensure_ascii=False, indent=2).replace("<", "\\u003c")


def _person(name: str, uri: str | None) -> dict[str, Any]:
    return {"@type": "Person", "name": name} | ({"url": uri} if uri else {})


def _rating(rendered: RenderedPost) -> dict[str, Any] | None:
    rating = rendered.review.rating if rendered.review else None
    if rating is None or rating.value is None:
        return None
    scale = on_scale(Score(rating.value, rating.best))
    if scale is None:
        return None
    best = {"bestRating": scale.best} if scale.best is not None else {}
    return {"@type": "Rating", "ratingValue": scale.value, **best, "worstRating": scale.worst}
