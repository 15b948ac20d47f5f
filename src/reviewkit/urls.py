"""Addresses in the one form that every reader, server and validator takes: ASCII, absolute."""

import ipaddress
from typing import Final
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

__all__ = [
    "ascii_url",
    "is_host_alone",
    "is_loopback",
    "is_web_address",
    "keeps_secrets",
    "resolved",
]

_KEPT: Final = "%/:?@!$&'()*+,;=~-._"
"""What stays as it is in a path, query or fragment (RFC 3986, section 3.3 and 3.4)."""


def ascii_url(url: str) -> str:
    """Write a URL in ASCII: host in punycode, the rest percent-encoded, nothing encoded twice.

    Raises ValueError for what is no URL: a host or port that cannot be, unbalanced brackets.
    """
    parts = urlsplit(url)
    host = parts.netloc if parts.netloc.isascii() else _punycode(parts.netloc)
    path, query, fragment = (
        quote(part, safe=_KEPT) for part in (parts.path, parts.query, parts.fragment)
    )
    return urlunsplit((parts.scheme, host, path, query, fragment))


def resolved(url: str, base: str) -> str:
    """Resolve `url` against the absolute URL `base` (RFC 3986, section 5) and write it in ASCII.

    Raises ValueError for what is no URL.
    """
    return ascii_url(urljoin(base, url.strip()))


def _punycode(host: str) -> str:
    """Encode a host name; user name and port in front of it and behind it stay."""
    user, at, rest = host.rpartition("@")
    name, colon, port = rest.partition(":")
    return f"{user}{at}{name.encode('idna').decode('ascii')}{colon}{port}"


def is_web_address(address: str) -> bool:
    """Tell whether an address is absolute, on the web, and names a host."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def is_host_alone(address: str) -> bool:
    """Tell whether a web address names a server and nothing else; it may end with a slash."""
    parts = urlsplit(address)
    return parts.path in {"", "/"} and not (
        parts.query or parts.fragment or parts.username or parts.password
    )


def keeps_secrets(address: str) -> bool:
    """Tell whether a password may go to a web address: over https, or to this computer itself."""
    parts = urlsplit(address)
    return parts.scheme == "https" or is_loopback(parts.hostname or "")


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address is this computer's own."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
