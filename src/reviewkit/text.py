"""What all subjects know of text: what is safe to hand on, and what divides words."""

import re
from typing import Final

__all__ = ["PHRASING", "printable", "scrubbed"]

PHRASING: Final = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em"),
        *("font", "i", "img", "ins", "kbd", "label", "mark", "q", "rb", "rp", "rt", "ruby", "samp"),
        *("small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)
"""The elements of HTML that divide no words; every other one begins a new line."""

_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Everything outside the Char production of XML 1.0 (fifth edition, section 2.2)."""


def scrubbed(text: str) -> str:
    """Remove the characters XML 1.0 forbids, and the white space at both ends."""
    return _FORBIDDEN.sub("", text).strip()


def printable(text: str, most: int = 200) -> str:
    """Put text on one line of at most `most` characters, without those that are not seen.

    Control and direction characters of a stranger would do harm on a terminal.
    """
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
