"""Names and titles as parts of an address, where every generator would write the same."""

import re
from typing import Final

__all__ = ["is_portable", "slug_of_title"]

_PORTABLE: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DROPPED: Final = frozenset("!\"$&'()*,:;<=>?[]^`{|}’‘“”…«»")
"""Signs that Hugo 0.168 and Pelican 4.12 both leave out of a slug; of others they think apart."""


def is_portable(name: str) -> bool:
    """Tell whether a name stands in an address as it is, whatever generator puts it there.

        dune-part-two                                -> yes
        Dune, dune_part_two, dune--two, hélène       -> no

    Of the last, Hugo makes lower case, Zola writes hyphens and ASCII, Eleventy changes nothing.
    """
    return _PORTABLE.fullmatch(name) is not None


def slug_of_title(title: str) -> str:
    """Make the slug of a title, or of a category.

        The Clockmaker’s Cat (1955)    -> the-clockmakers-cat-1955

    Signs go, white space becomes a hyphen, letters become small. Raises ValueError for a title
    of which Hugo and Pelican make different slugs: other letters than those of ASCII, `#`, `+`,
    `.`, `/`, `_` and dashes among them.
    """
    kept = "".join(sign for sign in title if sign not in _DROPPED)
    if strange := re.search(r"[^A-Za-z0-9\s-]", kept):
        raise ValueError(f"the sign {strange[0]}")
    if re.search(r"-\s*-", kept):
        raise ValueError("hyphens in a row")
    slug = re.sub(r"[-\s]+", "-", kept.strip()).lower()
    if not is_portable(slug):
        raise ValueError("a hyphen at its end" if slug else "no letter in it")
    return slug
