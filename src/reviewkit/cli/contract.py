"""Posts as the JSON that the command line promises; other programs build on these names."""

from typing import Any

from reviewkit.model import Image, RenderedPost, Review, Section

__all__ = ["image_json", "post_json", "review_json"]


def post_json(rendered: RenderedPost, *, with_html: bool = False) -> dict[str, Any]:
    """Give a post as an element of `reviewkit list --json`."""
    post = rendered.post
    data: dict[str, Any] = {
        "source": post.source,
        "state": post.state,
        "url": post.url,
        "path": post.path,
        "id": post.id,
        "collection": post.collection,
        "output_path": post.output_path,
        "slug": post.slug,
        "title": post.title,
        "date": post.date.isoformat(),
        "updated": post.updated.isoformat() if post.updated else None,
        "categories": list(post.categories),
        "tags": list(post.tags),
        "lang": post.lang,
        "image": image_json(post.image),
        "review": review_json(rendered.review),
    }
    return data | ({"html": rendered.html} if with_html else {})


def image_json(image: Image | None) -> dict[str, Any] | None:
    """Give a picture; what is not known of it is null."""
    if image is None:
        return None
    return {
        "url": image.url,
        "file": image.file,
        "alt": image.alt,
        "width": image.width,
        "height": image.height,
        "bytes": image.bytes,
        "type": image.type,
    }


def review_json(review: Review | None) -> dict[str, Any] | None:
    """Give a review; None for a text without labels."""
    if review is None:
        return None
    sentence, rating = review.one_sentence, review.rating
    return {
        "one_sentence": sentence and {"text": sentence.text, "html": sentence.html},
        "rating": rating
        and {
            "text": rating.text,
            "html": rating.html,
            "value": rating.value,
            "best": rating.best,
        },
        "sections": [_section(section) for section in review.sections],
    }


def _section(section: Section) -> dict[str, Any]:
    trivia = section.trivia
    return {
        "key": section.key,
        "label": section.label,
        "label_html": section.label_html,
        "text": section.text,
        "html": section.html,
        "trivia": trivia and {"quote_html": trivia.quote_html, "remark_html": trivia.remark_html},
    }
