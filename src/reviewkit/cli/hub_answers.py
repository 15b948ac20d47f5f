"""What a hub's answer means, in words that are safe to print: no secrets, no control characters."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Final, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from reviewkit.text import printable
from reviewkit.urls import ascii_url, is_web_address, keeps_secrets, resolved

__all__ = ["Outcome", "Pinged", "Told", "fault_of", "judged", "masked", "unanswered"]

Outcome = Literal["accepted", "refused", "later"]

_SHORTEST_SECRET: Final = 4
_USER: Final = re.compile(r"^([a-z][a-z0-9+.-]*:)?([/\\]*)[^/\\]*@", re.IGNORECASE)
_ASK_AGAIN: Final = frozenset({408, 425, 429})
"""Refusals that say themselves that they will pass (RFC 9110, 15.5.9; RFC 8470; RFC 6585)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What came of one request: `words` say why where it was not accepted.

    `status` is None where no answer came, `retry_after` the seconds a hub asks for.
    """

    outcome: Outcome
    words: str = ""
    status: int | None = None
    retry_after: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinged:
    """What came of telling a hub of a feed; `hub` is its address without what may be secret."""

    hub: str
    url: str
    told: Told


def masked(address: str) -> str:
    """Give an address to print: without user name and password, query and fragment.

    Takes any text; what cannot be printed is gone, and the rest is bounded.
    """
    place = re.split(r"[?#]", address, maxsplit=1)[0]
    shown = printable(_USER.sub(r"\1\2…@", place))
    return f"{shown}?…" if "?" in address else shown


def fault_of(hub: str) -> str | None:
    """Say why nothing may be sent to a hub's address, or None.

    Plain http is allowed, as everything sent is public, unless the address itself holds something
    that may be secret: a user name, a password or a query.
    """
    try:
        parts = urlsplit(ascii_url(hub))
        if not is_web_address(hub) or parts.port == 0:
            return "this is no address of a hub; it has to start with https://"
    except ValueError:
        return "this is no address of a hub; it has to start with https://"
    if (parts.query or "@" in parts.netloc) and not keeps_secrets(hub):
        return "a password or query in the address would be sent unencrypted; use https"
    return None


def judged(hub: str, status: int, headers: Mapping[str, str], said: str) -> Told:
    """Judge the answer of a hub by its status; `said` is the text it sent, as far as it was read.

    WebSub leaves publishing to the hubs. Every 2xx is a yes: 204 in PubSubHubbub 0.3, section 7.1,
    202 and 200 elsewhere. 408, 425, 429 and 5xx are a "not now", everything else a no. A redirect
    is a no as well: the address in a feed's `rel=hub` has to be that of the hub itself.
    """
    if 200 <= status <= 299:  # noqa: PLR2004 -- the class of statuses
        return Told(outcome="accepted", status=status)
    words = f"HTTP {status}: {_redacted(said, hub)}".removesuffix(": ")
    if 300 <= status <= 399:  # noqa: PLR2004 -- the class of statuses
        words = f"HTTP {status}: it sends us on{_goal(hub, headers)}; name that address as the hub"
    if status in _ASK_AGAIN or status >= 500:  # noqa: PLR2004 -- the class of statuses
        wait = _wait(headers)
        return Told(outcome="later", words=words, status=status, retry_after=wait)
    return Told(outcome="refused", words=words, status=status)


def unanswered(hub: str, reason: str) -> Told:
    """Say that no answer came, and why. The hub may have been told; telling it twice is no harm."""
    return Told(outcome="later", words=_redacted(reason, hub))


def _goal(hub: str, headers: Mapping[str, str]) -> str:
    try:
        return f" to {masked(resolved(headers['location'], hub))}"
    except (KeyError, ValueError):
        return ""


def _wait(headers: Mapping[str, str]) -> int | None:
    """Read Retry-After (RFC 9110, section 10.2.3); a date is counted from that of the answer."""
    after = headers.get("retry-after", "").strip()
    if re.fullmatch("[0-9]{1,7}", after):
        return int(after)
    try:
        until, now = (parsedate_to_datetime(text) for text in (after, headers.get("date", "")))
        return max(0, int((until - now).total_seconds()))
    except (ValueError, TypeError, OverflowError):
        return None


def _redacted(text: str, hub: str) -> str:
    """Make a stranger's text printable, without the secrets of the hub's own address."""
    for secret in sorted(_secrets(hub), key=len, reverse=True):
        text = text.replace(secret, "…")
    return printable(text)


def _secrets(hub: str) -> set[str]:
    try:
        parts = urlsplit(ascii_url(hub))
        whole = [parts.query, parts.fragment, parts.username or "", parts.password or ""]
        values = [value for pair in parse_qsl(parts.query) for value in pair[1:]]
    except ValueError:
        return set()
    known = {*whole, *values, *map(unquote, whole)}
    return {secret for secret in known if len(secret) >= _SHORTEST_SECRET}
