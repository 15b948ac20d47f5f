"""Mastodon: the text with the link last, from whose page the server makes the card."""

from typing import Final

import jinja2

from reviewkit.announce.compose import compose, inert
from reviewkit.announce.counting import mastodon_length
from reviewkit.announce.message import Material, Message
from reviewkit.announce.shorten import shortened
from reviewkit.config import AnnounceSettings

__all__ = ["message"]

NAME: Final = "mastodon"
TEMPLATE: Final = "announce/mastodon.txt.j2"

DEFAULT_LIMIT: Final = 500
"""Characters a server takes when it does not say (`configuration.statuses.max_characters`)."""

WARNING_LIMIT: Final = 150
"""Graphemes we leave to a content warning, which shares the limit with the text."""


def message(
    material: Material, environment: jinja2.Environment, settings: AnnounceSettings
) -> Message:
    """Compose the Mastodon post of a review.

    The limit holds for the text and the content warning together, counted with
    `mastodon_length`. The picture is attached only with `attach = "image"`, because an attached
    picture hides the card.
    """
    warning = shortened(inert(material.content_warning or ""), WARNING_LIMIT) or None
    reserved = mastodon_length(warning or "")
    composed = compose(
        environment,
        TEMPLATE,
        material,
        excess=lambda text: reserved + mastodon_length(text) - DEFAULT_LIMIT,
        prepare=inert,
    )
    return Message(
        network=NAME,
        account=settings.mastodon.server,
        material=material,
        text=composed.text,
        length=reserved + mastodon_length(composed.text),
        limit=DEFAULT_LIMIT,
        bytes=None,
        byte_limit=None,
        content_warning=warning,
        visibility=settings.mastodon.visibility,
        facets=(),
        card=None,
        picture=material.image if settings.mastodon.attach == "image" else None,
        dropped_hashtags=composed.dropped_hashtags,
        shortened=composed.shortened,
    )
