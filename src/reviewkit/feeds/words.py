"""Words as every format and page can show them: one line, no characters that any forbids."""

import html
import re
from typing import Final

from reviewkit.feeds.html_elements import without_tags
from reviewkit.text import scrubbed

__all__ = ["language", "one_line"]

_PLANE_ENDS: Final = "".join(
    f"{chr(0xFFFE + (plane << 16))}{chr(0xFFFF + (plane << 16))}" for plane in range(17)
)
_FORBIDDEN: Final = re.compile(f"[\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffd{_PLANE_ENDS}]")
"""What XML allows and HTML does not: controls and noncharacters (HTML Living Standard, 13.1).

U+0085 is a line break and becomes a space.
"""


_REFERENCE: Final = re.compile(r"&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);")
"""A whole character reference; what lacks the semicolon, such as `Volt&ampere`, is text."""
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def one_line(text: str) -> str:
    """Put plain text on one line, without tags and without characters XML or HTML forbids.

    `&amp;` in a title is meant as the sign: Jekyll's pages and jekyll-feed show it so, and
    validators warn of it.
    """
    before = None
    while text != before:
        before = text
        plain = _REFERENCE.sub(lambda found: html.unescape(found[0]), text)
        text = without_tags(_FORBIDDEN.sub("", scrubbed(plain)))
    return " ".join(text.split())


def language(text: str | None) -> str | None:
    """Give a language as the formats want it (RFC 5646, section 2.1), None for what is none.

    Sites write it as computers do as well: `en_US`, or `pt_BR.UTF-8`.
    """
    tag = re.split("[.@]", scrubbed(text or ""), maxsplit=1)[0].replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else None
