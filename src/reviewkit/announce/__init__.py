"""Announcing: reviews to the messages that each network gets; one network a file."""

from collections.abc import Callable, Mapping
from typing import Final

import jinja2

from reviewkit.announce import bluesky, mastodon
from reviewkit.announce.choose import Candidate, candidates
from reviewkit.announce.message import Card, Facet, Material, Message, material
from reviewkit.config import AnnounceSettings

__all__ = [
    "NETWORKS",
    "Candidate",
    "Card",
    "Facet",
    "Material",
    "Message",
    "candidates",
    "material",
]

NETWORKS: Final[
    Mapping[str, Callable[[Material, jinja2.Environment, AnnounceSettings], Message]]
] = {
    mastodon.NAME: mastodon.message,
    bluesky.NAME: bluesky.message,
}
"""Each network's composer. A new network is a file beside these and a line here."""
