"""WebSub: tell the hubs of a site which feeds have changed, so that they ask for them now."""

from collections.abc import Iterable
from typing import Final

from reviewkit.cli.hub_answers import Pinged
from reviewkit.errors import EXIT_LATER, EXIT_PARTIAL

__all__ = ["SECONDS", "exit_code", "ping", "sentence"]

SECONDS: Final = 10.0
"""How long a hub may take to answer a request."""


def ping(
    hubs: Iterable[str], urls: Iterable[str], *, seconds: float = SECONDS
) -> tuple[Pinged, ...]:
    """Tell every hub that the feeds at `urls` have changed; give what came of it, hub by hub.

    Each feed is a request of its own, a form with `hub.mode=publish` and the address as `hub.url`
    (PubSubHubbub 0.3, section 7.1, which Google's and Superfeedr's hubs keep) and as `hub.topic`
    (which other hubs read); WebSub itself names no way (w3.org/TR/websub, section 6). Only some
    hubs take several addresses at once.

    Hubs are asked at the same time, so none waits for another; one that is away or asks for a rest
    is asked nothing more. Redirects are not followed. Raises nothing: a hub's failure is a value.
    """
    import asyncio  # noqa: PLC0415 -- slow to import, as httpx is, and few runs ping

    from reviewkit.cli.websub import publish  # noqa: PLC0415 -- the same

    asked = publish(tuple(dict.fromkeys(hubs)), tuple(dict.fromkeys(urls)), seconds=seconds)
    return asyncio.run(asked)


def sentence(pinged: Pinged) -> str:
    """Say in one line what came of telling a hub of a feed."""
    told = pinged.told
    wait = "" if told.retry_after is None else f"; try again in {told.retry_after} seconds"
    words = f": {told.words}" if told.words else ""
    return f"{told.outcome:12} {pinged.url}  ({pinged.hub}{words}{wait})"


def exit_code(pings: Iterable[Pinged]) -> int:
    """Give the exit code: 0 if all is accepted, 75 if some may be later, 3 if some never will."""
    outcomes = {pinged.told.outcome for pinged in pings}
    if "later" in outcomes:
        return EXIT_LATER
    return EXIT_PARTIAL if "refused" in outcomes else 0
