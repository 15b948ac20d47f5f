"""The `slugify` filter: Jekyll's six modes."""

import re
import unicodedata
from typing import Final

import regex

from reviewkit.jekyll.ruby import downcase

__all__ = ["slugified"]

_DROPPED: Final = {
    "raw": regex.compile(r"\s+", regex.ASCII),
    "default": regex.compile(r"[^\p{M}\p{L}\p{Nd}]+"),
    "pretty": regex.compile(r"[^\p{M}\p{L}\p{Nd}._~!$&'()+,;=@]+"),
    "ascii": regex.compile(r"[^A-Za-z0-9]+"),
    "latin": regex.compile(r"[^\p{M}\p{L}\p{Nd}]+"),
}
_TRANSLITERATED: Final = {
    "Æ": "AE", "Ð": "D", "×": "x", "Ø": "O", "Þ": "Th", "ß": "ss", "æ": "ae", "ð": "d",
    "ø": "o", "þ": "th", "Đ": "D", "đ": "d", "Ħ": "H", "ħ": "h", "ı": "i", "Ĳ": "IJ", "ĳ": "ij",
    "ĸ": "k", "Ł": "L", "ł": "l", "ŉ": "'n", "Ŋ": "NG", "ŋ": "ng", "Œ": "OE", "œ": "oe",
    "Ŧ": "T", "ŧ": "t", "Ŀ": "L", "ŀ": "l",
}  # fmt: skip
_LAST_LATIN: Final = "ž"


def slugified(text: str, mode: object = None) -> str:
    """Make a slug of a text; an unknown mode only lower-cases it (Jekyll 4.3, Utils.slugify)."""
    if mode == "latin":
        text = "".join(map(_latin, text))
    name = "default" if mode is None else mode
    if not isinstance(name, str) or name not in _DROPPED:
        return downcase(text)
    slug = _DROPPED[name].sub("-", text).removeprefix("-").removesuffix("-")
    return downcase(slug)


def _latin(mark: str) -> str:
    """Write one letter in ASCII as the i18n gem does; what it does not know becomes `?`."""
    if mark.isascii():
        return mark
    if mark in _TRANSLITERATED:
        return _TRANSLITERATED[mark]
    base = unicodedata.normalize("NFD", mark)[:1]
    return base if mark <= _LAST_LATIN and re.match("[A-Za-z]", base) else "?"
