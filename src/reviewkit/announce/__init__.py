"""Announcing: reviews to the posts that each network gets, once; one network a folder."""

from reviewkit.announce.choose import Candidate, candidates
from reviewkit.announce.message import Card, Facet, Material, Message, material
from reviewkit.announce.networks import NETWORKS

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
