"""Addresses in an entry as a browser on the post's own page understands them, made absolute."""

import re
from typing import Final
from urllib.parse import urljoin, urlsplit, urlunsplit

from reviewkit.urls import resolved

__all__ = ["SCHEMES", "absolute", "absolute_srcset", "srcset_addresses"]

_WEB: Final = frozenset({"http", "https", "ftp"})
"""Schemes for which a backslash is a slash, and which must name a host (WHATWG URL, "special")."""
_OTHER: Final = frozenset({"geo", "magnet", "mailto", "matrix", "sms", "tel", "xmpp"})
SCHEMES: Final = set(_WEB | _OTHER)
"""What a reader may open."""
_ENDS: Final = "".join(map(chr, range(0x21)))
"""C0 controls and the space, which the URL parser takes off both ends."""
_BREAKS: Final = str.maketrans(dict.fromkeys("\t\n\r"))
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_PATH: Final = re.compile(r"[^?#]*")
_PLAIN: Final = re.compile(
    r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/?"
)
"""What is absolute as it stands; most addresses are read a second time."""
_HOST: Final = re.compile(r"[A-Za-z0-9._~%-]+|[0-9A-Fa-f:.]+")
_CANDIDATE: Final = re.compile(
    r"(?P<url>[^\s,]\S*[^\s,]|[^\s,])(?P<size>\s+[^\s,][^,]*)?(?=,|\s*$)"
)
"""An image candidate of `srcset`: commas inside the address belong to it (HTML, 4.8.4.2.1)."""


def absolute(url: str, base: str) -> str | None:
    r"""Resolve `url` on the page `base`; None for what leads nowhere or would run code.

    As the URL Standard has it (section 4.4), line breaks and tabs inside do not count, backslashes
    are slashes, `https:x` is relative on a page with that scheme, and `http:/x` names the host x.
    The result is ASCII and of a scheme that a reader may open: a script never is.
    """
    if _PLAIN.fullmatch(url):
        return url
    url = url.strip(_ENDS).translate(_BREAKS)
    found = _SCHEME.match(url)
    scheme = found[1].lower() if found else ""
    try:
        if scheme in _OTHER:
            return resolved(url, base)
        if scheme and scheme not in _WEB:
            return None
        rest = _PATH.sub(_with_slashes, url[len(found[0]) if found else 0 :], count=1)
        if scheme and (scheme != urlsplit(base).scheme or rest.startswith("/")):
            rest = f"{scheme}://{rest.lstrip('/')}"
        elif scheme and rest and rest[0] not in "?#":
            rest = f"./{rest}"
        whole = _without_dots(resolved(rest, base))
        return whole if _leads_somewhere(whole) else None
    except ValueError:
        return None


def _with_slashes(path: re.Match[str]) -> str:
    return path[0].replace("\\", "/")


def _without_dots(url: str) -> str:
    """Take `.` and `..` out of the path, which joining leaves in an address with a host."""
    parts = urlsplit(url)
    if "/." not in parts.path or parts.path.startswith("//"):
        return url
    return urljoin(url, urlunsplit(parts._replace(scheme="", netloc="")))


def _leads_somewhere(url: str) -> bool:
    """Tell whether an absolute address has a host and a port that can be; else raise ValueError."""
    parts = urlsplit(url)
    return parts.port != 0 and bool(_HOST.fullmatch(parts.hostname or ""))


def absolute_srcset(value: str, base: str) -> str | None:
    """Make each address of a `srcset` absolute; None when none is left."""
    candidates = (
        f"{url}{size.rstrip()}"
        for address, size in _candidates(value)
        if (url := absolute(address, base))
    )
    return ", ".join(candidates) or None


def srcset_addresses(value: str) -> list[str]:
    """Give the addresses of a `srcset` as they stand there."""
    return [address for address, _ in _candidates(value)]


def _candidates(value: str) -> list[tuple[str, str]]:
    return [(match["url"], match["size"] or "") for match in _CANDIDATE.finditer(value)]
