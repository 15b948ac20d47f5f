"""Slugs as Jekyll makes them: which characters stay, and what becomes of the others."""

from typing import Final, Literal

import regex

__all__ = ["slugify", "titleize"]

Mode = Literal["default", "pretty"]

_DROPPED: Final = {
    "default": regex.compile(r"[^\p{M}\p{L}\p{Nd}]+"),
    "pretty": regex.compile(r"[^\p{M}\p{L}\p{Nd}._~!$&'()+,;=@]+"),
}


def slugify(text: str, mode: Mode = "default", *, cased: bool = False) -> str:
    """Make a slug: runs of characters outside the mode's class become one hyphen, ends are trimmed.

    Lower case unless `cased`. (Jekyll 4.3: Utils.slugify.)
    """
    slug = _DROPPED[mode].sub("-", text).removeprefix("-").removesuffix("-")
    return slug if cased else ruby_downcase(slug)


def ruby_downcase(text: str) -> str:
    """Lower-case as Ruby does: letter by letter, without a rule for the sigma that ends a word."""
    return "".join(map(str.lower, text))


def titleize(slug: str) -> str:
    """Make the title of a post that has none: each word of the slug capitalised."""
    words = slug.split("-")
    return " ".join(word[:1].upper() + ruby_downcase(word[1:]) for word in words if word)
