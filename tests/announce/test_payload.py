"""The digest of what was sent changes with it, and with nothing else."""

from dataclasses import replace

import pytest
from tests.announce.world import a_message, a_post

from reviewkit.announce import Card, Facet, Message
from reviewkit.announce.message import payload
from reviewkit.model import Image

FOG = a_message(a_post("fog"))
IMAGE = Image(url="https://films.example/fog.jpg", file="fog.jpg", alt="Fog")
CARD = Card(uri="https://films.example/fog/", title="Fog", description="", thumb=IMAGE)


@pytest.mark.parametrize(
    "other",
    [
        replace(FOG, text="Better."),
        replace(FOG, content_warning="Spoilers"),
        replace(FOG, visibility="unlisted"),
        replace(FOG, facets=(Facet(start=0, end=4, tag="fog"),)),
        replace(FOG, card=CARD),
        replace(FOG, card=replace(CARD, title="Mist")),
        replace(FOG, picture=IMAGE),
        replace(FOG, material=replace(FOG.material, lang="de")),
    ],
)
def test_a_digest_changes_with_what_is_sent(other: Message) -> None:
    assert payload(other) != payload(FOG)


def test_a_digest_does_not_change_with_what_is_only_shown() -> None:
    assert payload(replace(FOG, account="@me", limit=5000)) == payload(FOG)
