"""The servers that speak Mastodon's API and differ: what each allows, counts and forgets."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

__all__ = [
    "GOTOSOCIAL",
    "MASTODON",
    "OLD_MASTODON",
    "TAKAHE",
    "Counting",
    "Kind",
    "Media",
    "Processing",
    "RateLimit",
    "Repeat",
    "Reset",
]


class Repeat(Enum):
    """What a server does when an Idempotency-Key comes again within the hour."""

    HONOURED = "gives the first status again, whatever was sent"
    IGNORED = "posts again"
    INTERNAL_ERROR = "fails with 500, posts nothing"
    BUSY = "fails with 503, posts nothing"


class Counting(Enum):
    """How a server counts the characters of a status."""

    MASTODON = "grapheme clusters, a URL as a fixed number, a mention without its domain"
    CODE_POINTS = "code points, a URL in full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A server software as it is set up: all that clients can tell servers apart by."""

    version: str = "4.5.2"
    api_version: int | None = 7
    max_characters: int = 500
    reserved_per_url: int = 23
    counting: Counting = Counting.MASTODON
    repeat: Repeat = Repeat.HONOURED
    max_media: int = 4
    image_size_limit: int = 16_777_216
    description_limit: int | None = 1500
    mime_types: tuple[str, ...] = ("image/jpeg", "image/png", "image/gif", "image/webp")
    instance_v1: bool = True
    instance_v2: bool = True
    discovery: bool = True
    pkce: bool = True
    profile_scope: bool = True
    cards: bool = True
    listing_lag: timedelta = timedelta(0)


MASTODON = Kind()
OLD_MASTODON = Kind(
    version="4.2.10",
    api_version=None,
    description_limit=None,
    discovery=False,
    pkce=False,
    profile_scope=False,
)
"""Before 4.3: no `api_versions`, no discovery, no PKCE, no scope `profile`."""

GOTOSOCIAL = Kind(
    version="0.17.3+git-1a2b3c4",
    api_version=None,
    max_characters=5000,
    reserved_per_url=25,
    counting=Counting.CODE_POINTS,
    repeat=Repeat.IGNORED,
    max_media=6,
    description_limit=None,
    mime_types=("image/jpeg", "image/png", "image/webp"),
    discovery=False,
    pkce=False,
    profile_scope=False,
    cards=False,
)
"""Says 25 for a URL but counts all of it; knows no Idempotency-Key."""

TAKAHE = Kind(
    version="0.11.0",
    api_version=None,
    repeat=Repeat.IGNORED,
    description_limit=None,
    instance_v2=False,
    discovery=False,
    pkce=False,
    profile_scope=False,
    cards=False,
)
"""Has /api/v1/instance alone; knows no Idempotency-Key."""


class Processing(Enum):
    """What becomes of an upload."""

    DONE = "ready at once: 200"
    READY = "202, then 206, then ready"
    FAILED = "202, then 206, then 422"
    NEVER = "202, then 206 for ever"
    REJECTED = "422 at once"


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """How an upload is worked on; `checks` is how often a client hears 206 before the end."""

    processing: Processing = Processing.DONE
    checks: int = 2


class Reset(Enum):
    """How `X-RateLimit-Reset` is written."""

    ISO = "ISO 8601, as Mastodon"
    EPOCH = "seconds since 1970"
    ABSENT = "no such header"
    RETRY_AFTER = "Retry-After with a date instead"


@dataclass(frozen=True, slots=True, kw_only=True)
class RateLimit:
    """How many requests are allowed until the counter starts anew, and how a client is told.

    `seconds` may be negative, as of a server whose clock is wrong: then the counter never starts
    anew.
    """

    requests: int = 300
    seconds: float = 300
    reset: Reset = Reset.ISO
