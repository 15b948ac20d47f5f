"""Cutting a text where a reader would: after a sentence, else after a word."""

from typing import Final

import regex

from reviewkit.announce.counting import graphemes

__all__ = ["shortened"]

_ELLIPSIS: Final = "…"
_SENTENCE: Final = regex.compile(r".*[.!?…。！？][\"'”’»)\]]*(?=\s|$)", regex.DOTALL)
_WORD: Final = regex.compile(r".*\S(?=\s)", regex.DOTALL)
_ISOLATES: Final = "\u2066\u2067\u2068"
_END_OF_ISOLATE: Final = "\u2069"
_WORTH: Final = 0.6
"""A cut after a sentence has to keep this much of the room, one after a word half as much."""


def shortened(text: str, room: int) -> str:
    """Cut `text` to at most `room` graphemes with an ellipsis; a text that fits stays as it is.

    The cut comes after a sentence or else after a word where that keeps most of the room, and
    otherwise, in a text without spaces, after a whole cluster. A bidi isolate that the cut leaves
    open is closed. With no room nothing is left.
    """
    clusters = graphemes(text)
    if len(clusters) <= room:
        return text
    for length in range(room - 1, 0, -1):
        head, following = "".join(clusters[:length]), clusters[length]
        cut = _cut(head, following, room * _WORTH) if head.strip() else ""
        if len(graphemes(cut)) <= room:
            return cut
    return ""


def _cut(head: str, following: str, enough: float) -> str:
    """End a text at the last good place of `head`, which `following` went on."""
    sentence = _SENTENCE.match(head)
    if sentence and len(graphemes(sentence[0])) >= enough:
        return _closed(f"{sentence[0]} {_ELLIPSIS}")
    word = _WORD.match(head + following)
    kept = word[0] if word and len(graphemes(word[0])) >= enough / 2 else head
    return _closed(kept.rstrip(" \t\n,;:–—-") + _ELLIPSIS)


def _closed(text: str) -> str:
    return text + _END_OF_ISOLATE * _open_isolates(text)


def _open_isolates(text: str) -> int:
    depth = 0
    for character in text:
        if character in _ISOLATES:
            depth += 1
        elif character == _END_OF_ISOLATE and depth:
            depth -= 1
    return depth
