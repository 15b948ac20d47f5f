"""One GET, bounded in time, size and redirects, and a value whatever happens."""

import asyncio
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Final

import httpx

from reviewkit import __version__
from reviewkit.announce.page import Answer
from reviewkit.text import printable
from reviewkit.urls import is_web_address, keeps_secrets, resolved

__all__ = ["Unanswered", "get"]

_HOPS: Final = 5
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_HEADERS: Final = {
    "User-Agent": f"reviewkit/{__version__}",
    "Accept": "text/html, application/xhtml+xml, image/*;q=0.9, */*;q=0.1",
    "Accept-Encoding": "gzip",  # as networks ask: a cache may keep each encoding by itself
}


@dataclass(frozen=True, slots=True)
class Unanswered:
    """There was no answer, or none that may be had; `reason` goes on after the address."""

    reason: str


def get(url: str, *, seconds: float, most: int, only_secure: bool = False) -> Answer | Unanswered:
    """Ask for an address and follow at most 5 redirects; at most `most` bytes are read.

    All of it is over within `seconds`, however slowly the bytes come. Nothing but the address is
    told: no cookies, not even those of the answers. With `only_secure` plain http is asked only on
    this computer, also where a redirect leads to it. Raises nothing.
    """
    # httpx limits each read; a loop of asyncio limits the whole.
    return asyncio.run(_got(url, seconds, most, only_secure=only_secure))


async def _got(url: str, seconds: float, most: int, *, only_secure: bool) -> Answer | Unanswered:
    try:
        # httpx reads the environment here: a proxy or a certificate file in it may be unusable.
        client = httpx.AsyncClient(
            headers=_HEADERS,
            timeout=seconds,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
        )
    except (ImportError, OSError, ValueError, httpx.InvalidURL):
        return Unanswered("cannot be asked: the environment's proxy or certificates do not work")
    try:
        async with client, asyncio.timeout(seconds):
            return await _followed(client, url, most, only_secure=only_secure)
    except (TimeoutError, httpx.TimeoutException):
        return Unanswered(f"did not answer within {seconds:g} seconds")
    except (OSError, ValueError, httpx.HTTPError, httpx.InvalidURL) as error:
        return Unanswered(f"cannot be reached: {_words_of(error)}")


async def _followed(
    client: httpx.AsyncClient, url: str, most: int, *, only_secure: bool
) -> Answer | Unanswered:
    place = resolved(url, url)
    for _ in range(_HOPS + 1):
        if not is_web_address(place):
            return Unanswered(f"leads to {printable(place)}, which is not on the web")
        if only_secure and not keeps_secrets(place):
            return Unanswered(f"is not asked for without https: {printable(place)}")
        async with client.stream("GET", place, follow_redirects=False) as response:
            if response.status_code not in _REDIRECTS or "location" not in response.headers:
                return await _read(response, place, most)
            place = resolved(response.headers["location"], place)
    return Unanswered(f"leads on more than {_HOPS} times")


async def _read(response: httpx.Response, place: str, most: int) -> Answer | Unanswered:
    body = bytearray()
    try:
        if most:
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > most:
                    break
    except (OSError, httpx.TransportError, httpx.DecodingError) as error:
        if isinstance(error, TimeoutError | httpx.TimeoutException):
            raise
        return Unanswered(f"breaks off: {_words_of(error)}")
    return Answer(
        url=place,
        status=response.status_code,
        type=response.headers.get("content-type", ""),
        body=bytes(body[:most]),
        is_whole=len(body) <= most,
    )


def _words_of(error: Exception) -> str:
    return printable(str(error)) or type(error).__name__
