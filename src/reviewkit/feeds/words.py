"""Words as every format and page can show them: one line, no characters that any forbids."""

import re
from typing import Final

from reviewkit.feeds.html_elements import without_tags
from reviewkit.text import scrubbed

__all__ = ["one_line"]

_PLANE_ENDS: Final = "".join(
    f"{chr(0xFFFE + (plane << 16))}{chr(0xFFFF + (plane << 16))}" for plane in range(17)
)
_FORBIDDEN: Final = re.compile(f"[\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffd{_PLANE_ENDS}]")
"""What XML allows and HTML does not: controls and noncharacters (HTML Living Standard, 13.1).

U+0085 is a line break and becomes a space.
"""


def one_line(text: str) -> str:
    """Put plain text on one line, without tags and without characters XML or HTML forbids."""
    return " ".join(without_tags(_FORBIDDEN.sub("", scrubbed(text))).split())
