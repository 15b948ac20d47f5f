"""Finds the account and the server of a handle on the web; no secret is said to anybody."""

import ssl
from collections.abc import Callable, Iterable
from functools import cache
from typing import Final

import httpx

from reviewkit.announce.bluesky.identity import (
    DIRECTORY,
    Identity,
    IdentityError,
    did_in,
    document_address,
    document_of,
    handle_addresses,
    plain_handle,
    resolver_address,
    server_in,
)
from reviewkit.announce.within import Deadline, OverdueError, within
from reviewkit.config import BlueskySettings

__all__ = ["Fetch", "Resolver", "resolve", "trusted"]

LONGEST: Final = 20.0
"""Seconds that all questions together may take."""

_LONGEST_QUESTION: Final = 8.0
_LARGEST: Final = 100_000
_LATER: Final = frozenset({httpx.codes.REQUEST_TIMEOUT, httpx.codes.TOO_MANY_REQUESTS})

Fetch = Callable[[str], str]
"""Gives the text at an address, "" where that is refused; LookupError where none can be had."""

Resolver = Callable[[BlueskySettings], Identity]
"""Finds the account of the settings within `LONGEST`; raises IdentityError."""


def resolve(
    settings: BlueskySettings,
    fetch: Fetch | None = None,
    directory: str = DIRECTORY,
) -> Identity:
    """Find the DID of the settings' handle, and its server.

    With `pds` set nobody else is asked. Raises IdentityError, whose text says what is wrong.
    """
    deadline = Deadline(LONGEST)
    handle = plain_handle(settings.handle or "")

    def asked(address: str) -> str:
        seconds = min(deadline.left, _LONGEST_QUESTION)
        try:
            return within(seconds, lambda: (fetch or _fetched)(address))
        except OverdueError:
            raise LookupError(f"{address} did not answer in time") from None

    if settings.pds:
        place = settings.pds.rstrip("/")
        addresses = [resolver_address(place, handle)]
        return Identity(_did_of(handle, addresses, asked), place)
    did = _did_of(handle, handle_addresses(handle), asked)
    try:
        document = document_of(asked(document_address(did, directory)))
    except LookupError as error:
        reason = f"the server of {handle} cannot be found: {error}"
        raise IdentityError(reason, is_passing=True) from None
    return Identity(did, server_in(document, did, None if handle == did else handle))


@cache  # reading all certificates takes longer than most questions
def trusted() -> ssl.SSLContext:
    """Give the certificates of the web, for every connection of this process."""
    return httpx.create_ssl_context()


def _did_of(handle: str, addresses: Iterable[str], asked: Fetch) -> str:
    """Ask one after another whose a handle is; what is wrong with the last is said."""
    if handle.startswith("did:"):
        return handle
    reason, is_passing = "", False
    for address in addresses:
        try:
            did = did_in(asked(address))
        except LookupError as error:
            reason, is_passing = str(error), True
        else:
            if did:
                return did
            reason, is_passing = f"{address} names none", False
    raise IdentityError(f"no account {handle} is to be found: {reason}", is_passing=is_passing)


def _fetched(address: str) -> str:
    """Read a text of moderate size; redirects are followed, as handles may be on another host."""
    try:
        with (
            httpx.Client(
                follow_redirects=True, max_redirects=5, timeout=_LONGEST_QUESTION, verify=trusted()
            ) as web,
            web.stream("GET", address) as answer,
        ):
            if (
                answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR
                or answer.status_code in _LATER
            ):
                raise LookupError(f"{address} answers {answer.status_code}")
            if not answer.is_success:
                return ""
            read = bytearray()
            for piece in answer.iter_bytes():
                read += piece
                if len(read) > _LARGEST:
                    raise LookupError(f"{address} answers too much")
            return read.decode("utf-8", "replace")
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise LookupError(f"{address}: {type(error).__name__}") from None
