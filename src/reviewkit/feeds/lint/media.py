"""Media RSS 1.5.1 (rssboard.org/media-rss): pictures, sound and films beside the text."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from reviewkit.feeds.html_elements import end_tag_in
from reviewkit.feeds.lint.addresses import absolute_uri, scheme_of
from reviewkit.feeds.lint.atom_parts import plain_words
from reviewkit.feeds.lint.finding import Finding
from reviewkit.feeds.lint.html import entity_in, safe_html
from reviewkit.feeds.lint.node import Node, Rule
from reviewkit.feeds.lint.value import Check, Value
from reviewkit.feeds.lint.values import language, media_type, non_negative, one_of, positive

__all__ = ["MEDIA_EVERYWHERE", "MEDIA_IN_ENTRY"]

_HASHES: Final = {"md5": 32, "sha-1": 40}
_RATINGS: Final = {
    "urn:simple": "adult nonadult",
    "urn:mpaa": "g m nc-17 pg pg-13 r x",
    "urn:v-chip": "14+ 18+ c c8 g pg tv-14 tv-g tv-ma tv-pg tv-y tv-y7 tv-y7-fv",
}


def _if_any(*checks: Check) -> tuple[Check, ...]:
    """Make checks of attributes that may be empty."""

    def check(value: Value) -> Iterator[Finding]:
        if value.text:
            for each in checks:
                yield from each(value)

    return (check,)


def _text(node: Node) -> Iterator[Finding]:
    """Check media:title, description or text, plain unless it says html."""
    kind = node.element.get("type")
    if kind and kind not in {"plain", "html"}:
        yield node.attribute("type").found("InvalidMediaTextType", "is neither plain nor html")
    if kind == "html":
        yield from safe_html(node.value())
    elif markup := end_tag_in(node.text) or entity_in(node.text):
        yield node.found("ContainsUndeclaredHTML", f"is plain text, and holds {markup}")


def _group(node: Node) -> Iterator[Finding]:
    if len(list(node.children("media:content"))) < 2:  # noqa: PLR2004 -- a group is of several
        yield node.found("MediaGroupWithoutAlternatives", "is a group of fewer than two contents")


def _hash(node: Node) -> Iterator[Finding]:
    algorithm = node.element.get("algo") or "md5"
    text = node.text.strip()
    if algorithm not in _HASHES or not re.fullmatch(r"[0-9A-Za-z]+", text):
        yield node.value().found("InvalidMediaHash", "is no hash")
    elif len(text) != _HASHES[algorithm]:
        yield node.value().found("InvalidMediaHash", f"has not the length of {algorithm}")


def _rating(node: Node) -> Iterator[Finding]:
    words = _RATINGS.get(node.element.get("scheme") or "urn:simple")
    if words is not None:
        yield from one_of(words, "InvalidMediaRating")(node.value())


def _credit(node: Node) -> Iterator[Finding]:
    """Check the role of a credit; the service knows a list of them, written in small letters."""
    role = node.attribute("role")
    if role.text != role.text.lower():
        yield role.found("InvalidCreditRole", "is not written in small letters")


def _category(value: Value) -> Iterator[Finding]:
    if scheme_of(value.text):
        yield from absolute_uri(value)


_ADDRESS: Final = _if_any(absolute_uri)
_SIZE: Final = {"height": _if_any(positive), "width": _if_any(positive)}
_WORDS: Final = Rule(attributes={"type": ()}, inspect=(_text,))

MEDIA_EVERYWHERE: Final[Mapping[str, Rule]] = {
    "media:adult": Rule(
        inspect=(lambda node: iter((node.found("DeprecatedMediaAdult", "is out of date"),)),)
    ),
    "media:category": Rule(attributes={"label": (plain_words,), "scheme": (_category,)}, twice=""),
    "media:copyright": Rule(attributes={"url": _ADDRESS}),
    "media:credit": Rule(attributes={"role": (), "scheme": ()}, inspect=(_credit,), twice=""),
    "media:description": _WORDS,
    "media:hash": Rule(attributes={"algo": ()}, inspect=(_hash,), twice=""),
    "media:keywords": Rule(twice=""),
    "media:player": Rule(attributes={"url": _ADDRESS, **_SIZE}, required=("url",), twice=""),
    "media:rating": Rule(attributes={"scheme": ()}, inspect=(_rating,), twice=""),
    "media:restriction": Rule(
        attributes={"relationship": (), "type": ()}, required=("relationship",), twice=""
    ),
    "media:text": Rule(
        attributes={"end": (), "lang": _if_any(language), "start": (), "type": ()},
        inspect=(_text,),
        twice="",
    ),
    "media:thumbnail": Rule(
        attributes={"time": (), "url": _ADDRESS, **_SIZE}, required=("url",), twice=""
    ),
    "media:title": _WORDS,
}
"""What may stand in a feed, an entry, a group or a content."""

_CONTENT: Final = Rule(
    attributes={
        "bitrate": (),
        "channels": _if_any(non_negative),
        "duration": (),
        "expression": _if_any(one_of("sample full nonstop", "InvalidMediaExpression")),
        "fileSize": _if_any(positive),
        "framerate": (),
        "isDefault": (),
        "lang": _if_any(language),
        "medium": _if_any(one_of("image audio video document executable", "InvalidMediaMedium")),
        "samplingrate": (),
        "type": _if_any(media_type),
        "url": _ADDRESS,
        **_SIZE,
    },
    children=MEDIA_EVERYWHERE,
    twice="",
)
MEDIA_IN_ENTRY: Final[Mapping[str, Rule]] = {
    **MEDIA_EVERYWHERE,
    "media:content": _CONTENT,
    "media:group": Rule(
        children={**MEDIA_EVERYWHERE, "media:content": _CONTENT}, inspect=(_group,), twice=""
    ),
}
"""What may stand in an entry."""
