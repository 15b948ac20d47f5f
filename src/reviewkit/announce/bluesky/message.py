"""Bluesky: the text with hashtags as facets, and a link card with the hero image."""

from dataclasses import replace
from typing import Final

import jinja2

from reviewkit.announce.compose import compose
from reviewkit.announce.counting import bluesky_length, byte_length
from reviewkit.announce.message import Card, Material, Message
from reviewkit.announce.picture import PictureLimits
from reviewkit.config import AnnounceSettings

__all__ = ["NAME", "NO_EDIT", "THUMB_LIMIT", "THUMB_LIMITS", "message"]

NAME: Final = "bluesky"
TEMPLATE: Final = "announce/bluesky.txt.j2"

LIMIT: Final = 300
BYTE_LIMIT: Final = 3000
"""Graphemes and bytes of a post's text (lexicon app.bsky.feed.post)."""

THUMB_LIMIT: Final = 1_000_000
"""Bytes of a card's picture (lexicon app.bsky.embed.external)."""
THUMB_LIMITS: Final = PictureLimits(max_bytes=THUMB_LIMIT)

NO_EDIT: Final = (
    "Bluesky's app does not show edits: readers would go on seeing the old text; --repost "
    "deletes the post, with its likes and answers, and posts it anew"
)


def message(
    material: Material, environment: jinja2.Environment, settings: AnnounceSettings
) -> Message:
    """Compose the Bluesky post of a review.

    The link stands in the card and not in the text. Bluesky has no content warnings, so a review
    that asks for one is announced without its sentence and without its picture.
    """
    if material.content_warning:
        material = replace(material, sentence="", description="", rating="", image=None)
    composed = compose(environment, TEMPLATE, material, excess=_excess)
    return Message(
        network=NAME,
        account=settings.bluesky.handle,
        material=material,
        text=composed.text,
        length=bluesky_length(composed.text),
        limit=LIMIT,
        bytes=byte_length(composed.text),
        byte_limit=BYTE_LIMIT,
        content_warning=None,
        visibility=None,
        facets=composed.facets,
        card=Card(
            uri=material.url,
            title=material.title,
            description=material.description or material.sentence,
            thumb=material.image,
        ),
        picture=None,
        dropped_hashtags=composed.dropped_hashtags,
        shortened=composed.shortened,
    )


def _excess(text: str) -> int:
    return max(bluesky_length(text) - LIMIT, byte_length(text) - BYTE_LIMIT)
