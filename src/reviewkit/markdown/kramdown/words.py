r"""Letters and words as Ruby's regular expressions have them, in which marks belong to words.

Python's `\w` leaves out the vowel signs of Thai or Hindi, and takes in fractions.
"""

from typing import Final

import regex

__all__ = ["NAME", "NAME_START", "WORD", "is_alphanumeric", "is_letter"]

WORD: Final = r"[\p{L}\p{M}\p{Nd}\p{Pc}]"
"""A character of a word, for the module `regex`."""

NAME_START: Final = r"[\p{Alphabetic}_]"
NAME: Final = rf"{NAME_START}[\p{{Alphabetic}}\p{{Nd}}_.-]*"
"""The name of an element or attribute, without a prefix; vowel signs belong to it, accents not."""

_LETTER: Final = regex.compile(r"\p{Alphabetic}")
_ALPHANUMERIC: Final = regex.compile(r"[\p{Alphabetic}\p{Nd}]")


def is_letter(character: str) -> bool:
    """Tell whether a character is alphabetic: `[[:alpha:]]`."""
    return character.isalpha() or bool(not character.isascii() and _LETTER.match(character))


def is_alphanumeric(character: str) -> bool:
    """Tell whether a character is alphabetic or a decimal digit: `[[:alnum:]]`."""
    if character.isascii():
        return character.isalnum()
    return bool(_ALPHANUMERIC.match(character))
