"""The enclosure of an item of RSS: a file with its address, its size and its type."""

from collections.abc import Iterator
from typing import Final

from reviewkit.feeds.lint.addresses import web_address
from reviewkit.feeds.lint.finding import Finding
from reviewkit.feeds.lint.node import Node, Rule
from reviewkit.feeds.lint.value import Value
from reviewkit.feeds.lint.values import media_type

__all__ = ["ENCLOSURE", "type_mismatch"]

_KINDS: Final = {
    **dict.fromkeys(("avif", "gif", "jpeg", "jpg", "png", "svg", "webp"), "image"),
    **dict.fromkeys(("aac", "flac", "m4a", "mp3", "oga", "opus", "wav"), "audio"),
    **dict.fromkeys(("m4v", "mov", "mp4", "mkv", "webm"), "video"),
}
"""What the end of a file's name says it is."""


def _length(value: Value) -> Iterator[Finding]:
    """Check the size of a file in bytes; 0 stands for one that is not known."""
    try:
        number = int(value.text)
    except ValueError:
        yield value.found("InvalidIntegerAttribute", "is no whole number")
        return
    if number == -1:
        yield value.found("UseZeroForUnknown", "is -1")
    elif number < 0:
        yield value.found("InvalidNonNegativeInteger", "is less than 0")


def type_mismatch(address: str, kind: str) -> bool:
    """Tell whether a file's name says it is another kind of thing than its media type says.

    Only picture, sound and film are told apart: many servers give one picture in several formats.
    """
    ending = address.partition("?")[0].rpartition(".")[2].lower()
    main = kind.partition("/")[0].strip().lower()
    told = {"image", "audio", "video", "text"}
    return ending in _KINDS and main in told and main != _KINDS[ending]


def _type(enclosure: Node) -> Iterator[Finding]:
    kind = enclosure.attribute("type")
    if type_mismatch(enclosure.element.get("url", ""), kind.text):
        yield kind.found("EnclosureTypeDoesntMatch", "is not what the file's name says it is")


ENCLOSURE: Final = Rule(
    attributes={"length": (_length,), "type": (media_type,), "url": (web_address,)},
    required=("length", "type", "url"),
    inspect=(_type,),
    twice="DuplicateEnclosure",
)
"""What an enclosure must be (RSS 2.0, enclosure)."""
