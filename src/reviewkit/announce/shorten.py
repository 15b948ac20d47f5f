"""Cutting a text where a reader would: after a sentence, else after a word."""

import itertools
from typing import Final

import regex

from reviewkit.announce.counting import graphemes

__all__ = ["shortened"]

_ELLIPSIS: Final = "…"
_STOPS: Final = frozenset(".!?…؟۔।。！？")
_STOPS_WITHOUT_SPACE: Final = frozenset("。！？")
_BEHIND_STOPS: Final = frozenset("\"'”’»)]」』）\u2069\u202c")
_WHOLE: Final = regex.compile(
    r"(?<![a-z0-9+.-])[a-z][a-z0-9+.-]*+:\u2060?//\S+|www\.\S+|[#＃@＠]\S+", regex.IGNORECASE
)
"""Addresses, hashtags and names, of which half would be another one."""

_CLOSED_BY: Final = dict.fromkeys("\u2066\u2067\u2068", "\u2069") | dict.fromkeys(
    "\u202a\u202b\u202d\u202e", "\u202c"
)
"""What opens and closes a stretch of another direction (UAX #9, section 2)."""
_SOFT: Final = frozenset((*",;:–—-", *_CLOSED_BY, *_CLOSED_BY.values()))
"""What does not stand before an ellipsis."""

_WORTH: Final = 0.6
"""A cut after a sentence has to keep this much of the room, one after a word half as much."""


def shortened(text: str, room: int) -> str:
    """Cut `text` to at most `room` graphemes with an ellipsis; a text that fits stays as it is.

    The cut comes after a sentence or else after a word where that keeps most of the room, and
    otherwise, in a text without spaces, after a whole cluster, but never in the middle of an
    address or hashtag. What the cut leaves open of another direction is closed. With no room
    nothing is left.
    """
    clusters = graphemes(text)
    if len(clusters) <= room:
        return text
    sentence, word, anywhere = _places(clusters, text, room)
    if sentence and sentence >= room * _WORTH:
        head = "".join(clusters[:sentence]) + " "
    else:
        head = "".join(clusters[: word if word >= room * _WORTH / 2 else max(word, anywhere)])
    directions = _Directions()
    directions.read(head)
    return head + _ELLIPSIS + "".join(reversed(directions.open)) if head.strip() else ""


def _places(clusters: list[str], text: str, room: int) -> tuple[int, int, int]:
    """Give the last places that leave room enough: after a sentence, after a word, anywhere.

    A place is a number of clusters. What closes open directions needs room too.
    """
    sentence = word = anywhere = 0
    solid = closing = at = whole_until = 0
    stop = ""
    wholes = _WHOLE.finditer(text)
    whole = next(wholes, None)
    directions = _Directions()
    for number, (cluster, following) in enumerate(itertools.pairwise(clusters[: room + 1]), 1):
        if whole and whole.start() <= at:
            whole_until, whole = whole.end(), next(wholes, None)
        inside = at < whole_until
        at += len(cluster)
        directions.read(cluster)
        stop = cluster[0] if cluster[0] in _STOPS else stop if cluster[0] in _BEHIND_STOPS else ""
        if inside or not (cluster[0] in _SOFT or cluster.isspace()):
            solid, closing = number, len(directions.open)
        if solid + 1 + closing <= room:
            word = solid if following.isspace() else word
            anywhere = solid if at >= whole_until else anywhere
        ends = stop and (following.isspace() or stop in _STOPS_WITHOUT_SPACE)
        if ends and number + 2 + len(directions.open) <= room:
            sentence = number
    return sentence, word, anywhere


class _Directions:
    """The stretches of another direction that are open at the end of what was read (UAX #9)."""

    def __init__(self) -> None:
        self.open: list[str] = []
        self._isolates = 0

    def read(self, text: str) -> None:
        for character in text:
            if character in _CLOSED_BY:
                self.open.append(_CLOSED_BY[character])
                self._isolates += self.open[-1] == "\u2069"
            elif character == "\u2069" and self._isolates:
                while self.open.pop() != character:
                    pass
                self._isolates -= 1
            elif character == "\u202c" and self.open and self.open[-1] == character:
                self.open.pop()
