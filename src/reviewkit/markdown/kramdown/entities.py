"""Characters written in another way: with a backslash, or as a reference by name or number."""

import html
import re
from html.entities import name2codepoint
from typing import Final

__all__ = [
    "ESCAPED",
    "decode_references",
    "escape_stray_ampersands",
    "read_reference",
    "without_backslashes",
]

ESCAPED: Final = re.compile(r"\\([\\.*_+`<>()\[\]{}#!:|\"'$=~-])")
"""A character whose meaning a backslash takes away."""

_REFERENCE: Final = re.compile(r"&(?:([A-Za-z0-9_:][A-Za-z0-9_:.-]*)|#([0-9]+)|#x([0-9A-Fa-f]+));")
_ANY: Final = re.compile(r"&(?:[\w:][\w:.-]*|#[0-9]+|#x[0-9A-Fa-f]+);", re.ASCII)
_STRAY: Final = re.compile(rf"&(?!{_ANY.pattern.removeprefix('&')})", re.ASCII)
_UNLIKE_HTML: Final = {
    "apos": "'",
    "lang": "\u232a",
    "rang": "\u2329",
    "lceil": "\u2309",
    "rceil": "\u2308",
    "vellip": "\u22ee",
}
"""Names that are not in HTML 4, or that kramdown 2.4 gives to other characters."""

_WINDOWS: Final = range(128, 160)
_REPLACEMENT: Final = "\ufffd"


def read_reference(text: str, pos: int) -> tuple[str | None, int] | None:
    """Read the reference that begins at `pos`: its character and the position after it.

    kramdown knows the names of HTML 4. For others the character is None: they are shown as they
    are written.
    """
    found = _REFERENCE.match(text, pos)
    if found is None:
        return None
    name, decimal, hexadecimal = found.groups()
    if name is not None:
        return _named(name), found.end()
    return _numbered(int(decimal) if decimal else int(hexadecimal, 16)), found.end()


def decode_references(text: str) -> str:
    """Replace every reference that HTML knows, as a browser does with attributes and raw HTML.

    What kramdown does not take for a reference stays: its ampersand is escaped.
    """
    if "&" not in text:
        return text
    return _ANY.sub(lambda found: html.unescape(found[0]), text)


def escape_stray_ampersands(text: str) -> str:
    """Escape the ampersands that begin no reference."""
    return _STRAY.sub("&amp;", text) if "&" in text else text


def without_backslashes(text: str) -> str:
    """Take away the backslashes that escape something."""
    return ESCAPED.sub(r"\1", text)


def _named(name: str) -> str | None:
    if name in _UNLIKE_HTML:
        return _UNLIKE_HTML[name]
    return chr(name2codepoint[name]) if name in name2codepoint else None


def _numbered(code: int) -> str:
    """Give a character by its number; 128 to 159 are those of Windows, as in browsers."""
    if code in _WINDOWS:
        return bytes([code]).decode("cp1252", errors="ignore") or chr(code)
    try:
        return chr(code).encode().decode()
    except (ValueError, OverflowError):
        return _REPLACEMENT
