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


def slug(name: str) -> str:
    """Give the name in lower case, its letters and digits with hyphens between; it may be empty.

    Letters of every script stay, with their marks: vowel signs of Thai or Hindi are part of words.
    """
    spoken = "".join(_SPOKEN.get(sign, sign) for sign in unicodedata.normalize("NFC", name))
    plain = "".join(sign if _is_part(sign) else " " for sign in spoken.lower())
    cut = "-".join(plain.split()).encode()[:_LONGEST]
    return cut.decode(errors="ignore").strip("-")


def slugs(names: Iterable[str]) -> dict[str, str]:
    """Give a slug for each name, unique among them.

    Of names with the same slug the first keeps it, the others get a digest behind it that does not
    depend on what other names there are. A name of signs alone is its digest.
    """
    result: dict[str, str] = {}
    taken: set[str] = set()
    for name in dict.fromkeys(names):
        plain = slug(name)
        if not plain or plain in taken:
            digest = hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=4)
            plain = f"{plain}-{digest.hexdigest()}".strip("-")
        taken.add(plain)
        result[name] = plain
    return result


def _is_part(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LNM"
