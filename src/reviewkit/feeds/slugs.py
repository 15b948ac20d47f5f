"""Folder names for feeds: every name of a tag or author gets one, no two the same."""

import hashlib
import unicodedata
from collections.abc import Iterable
from typing import Final

__all__ = ["slug", "slugs"]

_SPOKEN: Final = {"+": " plus ", "#": " sharp ", "&": " and ", "@": " at ", "%": " percent "}
"""Signs that tell names apart, such as C++ and C#."""

_LONGEST: Final = 100
"""Bytes of a folder's name, well below the 255 that file systems take."""


_RESERVED: Final = frozenset(
    {
        "aux",
        "con",
        "nul",
        "prn",
        *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"),
    }
)
"""What Windows takes for devices, whatever the folder."""


def slug(name: str) -> str:
    """Give the name in lower case, its letters and digits with hyphens between; it may be empty.

    Letters of every script stay, with their marks: vowel signs of Thai or Hindi are part of words.
    """
    spoken = "".join(_SPOKEN.get(sign, sign) for sign in unicodedata.normalize("NFC", name))
    small = unicodedata.normalize("NFC", spoken.lower())
    plain = "".join(sign if _is_part(sign) else " " for sign in small)
    cut = "-".join(plain.split()).encode("utf-8", "ignore")[:_LONGEST]
    return cut.decode(errors="ignore").strip("-")


def slugs(names: Iterable[str]) -> dict[str, str]:
    """Give a slug for each name, unique among them.

    Of names with the same slug the first keeps it, the others get a digest behind it that does not
    depend on what other names there are. A name of signs alone is its digest.
    """
    result: dict[str, str] = {}
    taken = set(_RESERVED | {""})
    for name in dict.fromkeys(names):
        plain = slug(name)
        key = name.encode("utf-8", "surrogatepass")
        unique, size = plain, 4
        while unique.casefold() in taken:
            digest = hashlib.blake2b(key, digest_size=size).hexdigest()
            unique, size = f"{plain}-{digest}".strip("-"), size + 1
        taken.add(unique.casefold())
        result[name] = unique
    return result


def _is_part(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LNM"
