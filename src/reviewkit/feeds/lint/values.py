"""Small values of feeds: numbers, languages, media types, e-mail addresses, words of a list."""

import re
from collections.abc import Iterator
from typing import Final

from reviewkit.feeds.lint.finding import Finding
from reviewkit.feeds.lint.value import Check, Value
from reviewkit.feeds.lint.words import words

__all__ = [
    "contact",
    "e_mail",
    "is_media_type",
    "language",
    "media_type",
    "non_negative",
    "not_blank",
    "one_of",
    "positive",
    "trimmed",
    "within",
]

_MEDIA_TYPE: Final = re.compile(
    r"[^\s()<>,;:\\\"/\[\]?=]+/[^\s()<>,;:\\\"/\[\]?=]+"
    r"(?:\s*;\s*[^\s()<>,;:\\\"/\[\]?=]+=(?:\"(?:\\\"|[^\"\\])*\"|[^\s()<>,;:\\\"/\[\]?=]+))*"
)
_ADDRESS: Final = re.compile(
    r"[\w.+'%-]+@(?:(?:[0-9]{1,3}\.){3}|(?:[a-z0-9-]+\.)+)[a-z0-9][a-z0-9-]*", re.IGNORECASE
)
_LANGUAGES: Final = words(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy "
    "da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu "
    "hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb "
    "lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj "
    "om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su "
    "sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu "
    "x"
)
"""The codes of two letters of ISO 639-1, and what begins a private tag."""
_TAG: Final = re.compile(r"[a-z]{1,8}(?:-[a-z0-9]{1,8})*", re.IGNORECASE)
_THREE_LETTERS: Final = re.compile(r"[a-z]{3}", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\s*[+-]?[0-9]{1,20}\s*")


def not_blank(value: Value) -> Iterator[Finding]:
    """Check that there is a value at all."""
    if not value.text:
        yield value.found("NotBlank", "is empty")


def trimmed(value: Value) -> Iterator[Finding]:
    """Check that no white space is around a value that is compared character by character."""
    if value.text != value.text.strip():
        yield value.found("UnexpectedWhitespace", "has white space around its value")


def language(value: Value) -> Iterator[Finding]:
    """Check a tag of RFC 5646 by its form and its first part, a code of ISO 639."""
    first = value.text.split("-")[0].lower()
    known = first in _LANGUAGES or _THREE_LETTERS.fullmatch(first)
    if not known or not _TAG.fullmatch(value.text):
        yield value.found("InvalidLanguage", "is no language")


def is_media_type(text: str) -> bool:
    """Tell whether a text has the form of a media type (RFC 2045, section 5.1)."""
    return bool(_MEDIA_TYPE.fullmatch(text))


def media_type(value: Value) -> Iterator[Finding]:
    """Check the media type of an attribute."""
    if not is_media_type(value.text):
        yield value.found("InvalidMIMEAttribute", "is no media type")


def positive(value: Value) -> Iterator[Finding]:
    """Check a whole number above zero."""
    yield from within(1, None, "InvalidPositiveInteger")(value)


def non_negative(value: Value) -> Iterator[Finding]:
    """Check a whole number of zero or more."""
    yield from within(0, None, "InvalidNonNegativeInteger")(value)


def within(least: int, most: int | None, event: str) -> Check:
    """Make a check of a whole number between two limits."""

    def check(value: Value) -> Iterator[Finding]:
        number = int(value.text) if _NUMBER.fullmatch(value.text) else None
        if number is None:
            yield value.found(event, "is no whole number")
        elif number < least or (most is not None and number > most):
            limit = f"from {least} to {most}" if most is not None else f"{least} or more"
            yield value.found(event, f"is not {limit}")

    return check


def one_of(words: str, event: str) -> Check:
    """Make a check of a value that is one of some words."""
    known = words.split()

    def check(value: Value) -> Iterator[Finding]:
        if value.text not in known:
            yield value.found(event, f"is none of {', '.join(known)}")

    return check


def e_mail(value: Value) -> Iterator[Finding]:
    """Check an e-mail address that stands alone (RFC 4287, section 3.2.3)."""
    if not _ADDRESS.fullmatch(value.text):
        yield value.found("InvalidAddrSpec", "is no e-mail address")


def contact(value: Value) -> Iterator[Finding]:
    """Check an address with a name behind it (RSS Best Practices Profile, author)."""
    text = value.text.removeprefix("mailto:")
    address, _, name = text.partition(" ")
    if "@" not in text:
        yield value.found("InvalidContact", "holds no e-mail address")
    elif not text.endswith(")") and name:
        yield value.found("EmailFormat", "has its address and its name in another order")
    elif not text.endswith(")"):
        yield value.found("MissingRealName", "has no name behind its address")
    elif not _ADDRESS.fullmatch(address.partition("(")[0]):
        yield value.found("InvalidContact", "holds no e-mail address")
