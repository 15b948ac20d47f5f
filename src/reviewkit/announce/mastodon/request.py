"""The request that makes a post, decided purely: the same for sending and for showing."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from reviewkit.announce.counting import graphemes
from reviewkit.announce.message import Message

__all__ = ["UPLOAD", "described", "form"]

UPLOAD: Final = "(upload)"
"""Stands for the id of a picture that is not uploaded yet."""

_LETTERS_OF_CODES: Final = (2, 3)


def form(message: Message, media: Sequence[str] = ()) -> Mapping[str, Any]:
    """Give the fields of `POST /api/v1/statuses`; what is not given there the account decides."""
    fields = {
        "status": message.text,
        "visibility": message.visibility,
        "spoiler_text": message.content_warning,
        "language": _language(message.material.lang),
        "media_ids": list(media),
    }
    return {name: value for name, value in fields.items() if value}


def described(alt: str | None, limit: int) -> str | None:
    """Cut an alt text to so many characters, between clusters; servers refuse longer ones."""
    if alt is None or len(alt) <= limit:
        return alt
    kept = ""
    for cluster in graphemes(alt):
        if len(kept) + len(cluster) >= limit:
            break
        kept += cluster
    return kept.rstrip() + "…"


def _language(lang: str | None) -> str | None:
    """Give the ISO 639 code in a language tag (BCP 47), which is its first part."""
    code = (lang or "").replace("_", "-").split("-")[0].lower()
    return code if code.isascii() and code.isalpha() and len(code) in _LETTERS_OF_CODES else None
