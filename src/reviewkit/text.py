"""Text that every format can hold: control characters and halves of characters go."""

import re
from typing import Final

__all__ = ["scrubbed"]

_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Everything outside the Char production of XML 1.0 (fifth edition, section 2.2)."""


def scrubbed(text: str) -> str:
    """Remove the characters XML 1.0 forbids, and the white space at both ends."""
    return _FORBIDDEN.sub("", text).strip()
