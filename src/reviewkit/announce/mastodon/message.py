"""Mastodon: the text with the link last, from whose page the server makes the card."""

from functools import partial
from typing import Final

import jinja2

from reviewkit.announce.compose import compose, inert
from reviewkit.announce.counting import compatible_length, mastodon_length
from reviewkit.announce.mastodon.limits import ServerLimits
from reviewkit.announce.message import Material, Message
from reviewkit.announce.shorten import shortened
from reviewkit.config import AnnounceSettings

__all__ = ["NAME", "message"]

NAME: Final = "mastodon"
TEMPLATE: Final = "announce/mastodon.txt.j2"

WARNING_LIMIT: Final = 150
"""Graphemes we leave to a content warning, which shares the limit with the text."""


def message(
    material: Material,
    environment: jinja2.Environment,
    settings: AnnounceSettings,
    server: ServerLimits | None = None,
) -> Message:
    """Compose the Mastodon post of a review.

    The limit holds for the text and the content warning together, counted with
    `mastodon_length`, or `compatible_length` on other servers. The picture is attached only with
    `attach = "image"`, because an attached picture hides the card.
    """
    server = server or ServerLimits()
    count = partial(
        mastodon_length if server.is_mastodon else compatible_length, per_url=server.per_url
    )
    warning = shortened(inert(material.content_warning or ""), WARNING_LIMIT) or None
    reserved = count(warning or "")
    composed = compose(
        environment,
        TEMPLATE,
        material,
        excess=lambda text: reserved + count(text) - server.characters,
        prepare=inert,
    )
    return Message(
        network=NAME,
        account=settings.mastodon.server,
        material=material,
        text=composed.text,
        length=reserved + count(composed.text),
        limit=server.characters,
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
