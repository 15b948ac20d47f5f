"""The requests of WebSub publishing: bounded in time and size, and a value whatever happens."""

import asyncio
import contextlib
from collections.abc import Sequence
from typing import Final

import httpx

from reviewkit import __version__
from reviewkit.cli.hub_answers import Pinged, Told, fault_of, judged, masked, unanswered
from reviewkit.markdown.html_text import html_paragraphs
from reviewkit.urls import ascii_url

__all__ = ["publish"]

_READ: Final = 4096
"""How many bytes of an answer are read: enough for a reason, too few to be a burden."""

_AWAY: Final = frozenset({None, 429, 503})
"""Statuses after which a hub is asked nothing more: it does not answer, or asks for a rest."""

_HEADERS: Final = {
    "User-Agent": f"reviewkit/{__version__}",
    "Accept": "text/plain, */*;q=0.1",
    "Accept-Encoding": "identity",  # a compressed answer could be a thousand times its size
}


async def publish(
    hubs: Sequence[str], urls: Sequence[str], *, seconds: float
) -> tuple[Pinged, ...]:
    """Tell every hub of every feed, all hubs at the same time; see `reviewkit.cli.ping.ping`."""
    try:
        # httpx reads the environment here: a proxy or a certificate file in it may be unusable.
        client = httpx.AsyncClient(headers=_HEADERS, timeout=seconds, follow_redirects=False)
    except (ImportError, OSError, ValueError, httpx.InvalidURL):
        told = Told(outcome="later", words="the environment's proxy or certificates do not work")
        return tuple(Pinged(hub=masked(hub), url=url, told=told) for hub in hubs for url in urls)
    async with client:
        found = await asyncio.gather(*(_told(client, hub, urls, seconds) for hub in hubs))
    return tuple(pinged for one_hub in found for pinged in one_hub)


async def _told(
    client: httpx.AsyncClient, hub: str, urls: Sequence[str], seconds: float
) -> list[Pinged]:
    """Tell one hub of the feeds, one after the other, and leave it alone once it is away."""
    fault = fault_of(hub)
    told = Told(outcome="refused", words=fault) if fault else None
    found = []
    for url in urls:
        if told is None or (told.status not in _AWAY):
            told = await _asked(client, hub, url, seconds)
        found.append(Pinged(hub=masked(hub), url=url, told=told))
    return found


async def _asked(client: httpx.AsyncClient, hub: str, url: str, seconds: float) -> Told:
    form = {"hub.mode": "publish", "hub.url": url, "hub.topic": url}
    try:
        request = client.build_request("POST", ascii_url(hub), data=form)
    except (ValueError, httpx.InvalidURL) as error:
        return Told(outcome="refused", words=unanswered(hub, str(error)).words)
    try:
        # httpx limits each read; this limits the whole, however slowly the bytes come.
        async with asyncio.timeout(seconds):
            response = await client.send(request, stream=True)
    except (TimeoutError, httpx.TimeoutException):
        return unanswered(hub, f"no answer within {seconds:g} seconds")
    except (OSError, httpx.HTTPError) as error:
        return unanswered(hub, f"no answer: {error}")
    async with contextlib.aclosing(response):
        said = "" if response.is_success else await _said(response, seconds)
    return judged(hub, response.status_code, response.headers, said)


async def _said(response: httpx.Response, seconds: float) -> str:
    """Give the beginning of what a hub says, as text; a body that breaks off is what came of it."""
    data = b""
    with contextlib.suppress(TimeoutError, OSError, httpx.HTTPError):
        async with asyncio.timeout(seconds):
            async for chunk in response.aiter_raw():
                data += chunk
                if len(data) >= _READ:
                    break
    if "content-encoding" in response.headers:
        return ""
    text = data[:_READ].decode("utf-8", "replace")
    kind = response.headers.get("content-type", "")
    return " ".join(html_paragraphs(text)) if "html" in kind else text
