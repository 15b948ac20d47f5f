"""What is public of a Mastodon server: its address as we keep it, its name, its limits."""

import datetime as dt
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from reviewkit.announce.kind import Facts
from reviewkit.announce.mastodon.answers import Heard, Reply, unread
from reviewkit.announce.mastodon.limits import ServerLimits
from reviewkit.announce.mastodon.line import Line
from reviewkit.announce.ports import Unread
from reviewkit.urls import ascii_url

__all__ = ["Instance", "ask_instance", "facts_of", "home", "look_up"]

_INSTANCES: Final = ("/api/v2/instance", "/api/v1/instance")
"""The second is for programs that have only that, and Mastodon before 4.0."""
_NOT_FOUND: Final = 404
_PORTS: Final = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """What a server says of itself; `domain` is what stands behind the names of its accounts."""

    domain: str
    limits: ServerLimits


def home(server: str) -> str:
    """Give scheme and host of a server as the settings have it, in ASCII and lower case.

    Raises ValueError for what is no web address.
    """
    parts = urlsplit(ascii_url(server.strip()))
    host = parts.hostname
    if parts.scheme not in _PORTS or not host:
        raise ValueError(server)
    name = f"[{host}]" if ":" in host else host
    port = "" if parts.port in {None, _PORTS[parts.scheme]} else f":{parts.port}"
    return f"{parts.scheme}://{name}{port}"


def look_up(server: str, now: dt.datetime, seconds: float) -> Facts | Unread:
    """Ask a server, as the settings have it, for its limits. Raises ValueError as `home` does."""
    place = home(server)
    instance = ask_instance(Line(), place, seconds)
    if isinstance(instance, Instance):
        return facts_of(place, instance, None, now)
    return unread(instance, now)


def ask_instance(line: Line, place: str, seconds: float) -> Instance | Heard:
    """Ask a server for its limits; give what was heard where it does not say."""
    end = time.monotonic() + seconds
    for path in _INSTANCES:
        heard = line.get(place + path, max(1.0, end - time.monotonic()))
        if not isinstance(heard, Reply) or heard.status != _NOT_FOUND:
            break
    if isinstance(heard, Reply) and heard.is_fine and isinstance(heard.value, Mapping):
        named = heard.value.get("domain") or heard.value.get("uri")
        # `uri` has been an address on some servers.
        domain = named.split("//")[-1].strip("/") if isinstance(named, str) else ""
        return Instance(
            domain=domain or urlsplit(place).netloc, limits=ServerLimits.said(heard.value)
        )
    return heard


def facts_of(
    place: str, instance: Instance | Heard, known: Facts | None, now: dt.datetime
) -> Facts:
    """Give what is known of a server: what it says, else what it said earlier, else nothing.

    Where nothing is known it is not taken for Mastodon, whose counting and keys may be relied on.
    """
    if isinstance(instance, Instance):
        return Facts(place=place, asked=now, limits=instance.limits.facts)
    if known is not None and known.place == place:
        return Facts(place=place, asked=known.asked, limits=known.limits)
    return Facts(place=place, asked=now, limits=ServerLimits(is_mastodon=False).facts)
