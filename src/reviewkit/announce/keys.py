"""The names under which a network knows a try again: the same for the same announcement."""

import base64
import datetime as dt
import hashlib
from typing import Final
from urllib.parse import urlsplit

__all__ = ["idempotency_key", "post_key", "record_key"]

_DIGITS: Final = "234567abcdefghijklmnopqrstuvwxyz"
_DAY: Final = 86_400_000_000
_LAST_DAY: Final = (1 << 53) // _DAY - 1


def post_key(url: str) -> str:
    """Give what two computers without a common ledger both call a post: its address.

    The scheme, a slash or `index.html` at the end and the case of the host do not count. The host
    does, because two sites of one account may have the same paths.
    """
    parts = urlsplit(url)
    path = parts.path.removesuffix("index.html").strip("/")
    return f"{parts.netloc.lower()}/{path}"


def record_key(did: str, post: str, generation: int, published: dt.date) -> str:
    """Give a record key of AT Protocol (a TID): sorted by day, and within it by chance.

    A TID is a number of 53 bits of microseconds and 10 bits for the clock, in 13 digits of base 32
    whose first bit is 0 (https://atproto.com/specs/tid). Clients may choose it; nobody compares it
    with the time. Days before 1970 and after 2255 are held at the ends.
    """
    digest = hashlib.sha256(_joined("reviewkit/announce/1", did, post, str(generation))).digest()
    chance = int.from_bytes(digest[:8])
    day = min(max((published - dt.date(1970, 1, 1)).days, 0), _LAST_DAY)
    number = (day * _DAY + (chance >> 10) % _DAY) << 10 | chance & 1023
    return "".join(_DIGITS[number >> shift & 31] for shift in range(60, -1, -5))


def idempotency_key(server: str, account: str, post: str, generation: int) -> str:
    """Give a value for the header Idempotency-Key of Mastodon's `POST /api/v1/statuses`."""
    digest = hashlib.sha256(_joined(server, account, post, str(generation))).digest()
    return "rk1-" + base64.b32encode(digest).decode().rstrip("=").lower()


def _joined(*parts: str) -> bytes:
    return "\0".join(parts).encode("utf-8", "surrogatepass")
