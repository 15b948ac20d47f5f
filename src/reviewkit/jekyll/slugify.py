"""Slugs as Jekyll makes them: which characters stay, and what becomes of the others."""

import unicodedata
from typing import Final, Literal, get_args

import regex

from reviewkit.jekyll.ruby import downcase

__all__ = ["MODES", "Mode", "slugify", "titleize"]

Mode = Literal["none", "raw", "default", "pretty", "ascii", "latin"]
MODES: Final[tuple[Mode, ...]] = get_args(Mode)

_LETTERS: Final = regex.compile(r"[^\p{M}\p{L}\p{Nd}]+")
_DROPPED: Final = {
    "raw": regex.compile(r"[ \t\n\v\f\r]+"),
    "default": _LETTERS,
    "pretty": regex.compile(r"[^\p{M}\p{L}\p{Nd}._~!$&'()+,;=@]+"),
    "ascii": regex.compile(r"[^A-Za-z0-9]+"),
    "latin": _LETTERS,
}
_PLAIN: Final = regex.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LATIN: Final = {
    "Æ": "AE", "Ð": "D", "×": "x", "Ø": "O", "Þ": "Th", "ß": "ss", "æ": "ae", "ð": "d", "ø": "o",
    "þ": "th", "Đ": "D", "đ": "d", "Ħ": "H", "ħ": "h", "ı": "i", "Ĳ": "IJ", "ĳ": "ij", "ĸ": "k",
    "Ł": "L", "ł": "l", "ŉ": "'n", "Ŋ": "NG", "ŋ": "ng", "Œ": "OE", "œ": "oe", "Ŧ": "T", "ŧ": "t",
    "Ŀ": "L", "ŀ": "l",
}  # fmt: skip
_LATIN_BLOCKS: Final = range(0xC0, 0x17F)


def slugify(text: str, mode: Mode = "default", *, cased: bool = False) -> str:
    """Make a slug: runs of characters outside the mode's class become one hyphen, ends are trimmed.

    `raw` keeps all but white space, `pretty` some signs, `ascii` only ASCII letters and digits;
    `latin` takes the accents off first, `none` changes nothing but the case. Lower case unless
    `cased`. (Jekyll 4.3: Utils.slugify.)
    """
    if mode in {"default", "pretty"} and _PLAIN.fullmatch(text):
        return text
    if mode == "latin":
        text = "".join(map(_latin, text))
    if mode != "none":
        text = _DROPPED[mode].sub("-", text).removeprefix("-").removesuffix("-")
    return text if cased else downcase(text)


def titleize(slug: str) -> str:
    """Make the title of a document that has none: each word of the slug capitalised."""
    words = slug.rstrip("-").split("-")
    return " ".join(word[:1].title() + downcase(word[1:]) for word in words)


def _latin(character: str) -> str:
    """Write a Latin letter in ASCII; any other character beyond ASCII is a question mark."""
    if character.isascii():
        return character
    if character in _LATIN:
        return _LATIN[character]
    plain = unicodedata.normalize("NFD", character)[0]
    return plain if plain.isascii() and ord(character) in _LATIN_BLOCKS else "?"
