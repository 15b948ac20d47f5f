"""URLs as the Addressable gem normalises them, for `relative_url`, `absolute_url` and the like."""

import re
import unicodedata
from typing import Final
from urllib.parse import quote, unquote_to_bytes

from reviewkit.jekyll.liquid.errors import JekyllStopsError

__all__ = ["absolute_url", "escaped", "relative_url"]

_PARTS: Final = re.compile(
    r"(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL
)
_SCHEME: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9.+-]*")
_UNRESERVED: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
_SUB_DELIMITERS: Final = "!$&'()*+,;="
_SEGMENT: Final = f"{_UNRESERVED}{_SUB_DELIMITERS}:@"
_FRAGMENT: Final = f"{_SEGMENT}/?"
_QUERY: Final = _FRAGMENT.replace("&", "").replace(";", "")
_ANY: Final = f"{_UNRESERVED}{_SUB_DELIMITERS}:/?#[]@"
_ENCODED: Final = re.compile(r"((?:%[0-9a-fA-F]{2})+)")
_PORTS: Final = {"http": "80", "https": "443"}


def relative_url(path: str, baseurl: str) -> str:
    """Put the site's `baseurl` in front of a path; what has a scheme stays as it is."""
    if _split(path)[0] is not None:
        return path
    base = baseurl.removesuffix("/")
    return _normalised("".join(_slashed(part) for part in (base, path)))


def absolute_url(path: str, site_url: str, baseurl: str) -> str:
    """Put the site's address in front of a path; what has a scheme stays as it is."""
    if _split(path)[0] is not None:
        return path
    below = relative_url(path, baseurl)
    return _normalised(site_url + below) if site_url else below


def escaped(text: str, kept: str = _ANY, left_encoded: str = "") -> str:
    """Percent-encode what no URL may hold; what is encoded already is not encoded twice."""
    parts = _ENCODED.split(text)
    written = []
    for place, part in enumerate(parts):
        encoded = place % 2 == 1
        plain = _decoded(part) if encoded else part
        if plain is None or (encoded and any(mark in left_encoded for mark in plain)):
            written.append(part.upper())
        else:
            normal = unicodedata.normalize("NFKC", plain)
            written += [mark if mark in kept else quote(mark, safe="") for mark in normal]
    return "".join(written)


def _decoded(part: str) -> str | None:
    try:
        return unquote_to_bytes(part).decode()
    except UnicodeDecodeError:
        return None


def _slashed(part: str) -> str:
    return part if not part or part.startswith("/") else f"/{part}"


def _split(url: str) -> tuple[str | None, str | None, str, str | None, str | None]:
    match = _PARTS.fullmatch(url)
    assert match is not None  # noqa: S101 -- the pattern takes any text
    scheme, authority, path, query, fragment = match.groups()
    if scheme is not None and not _SCHEME.fullmatch(scheme):
        raise JekyllStopsError(f"{url!r} is no address: {scheme!r} is no scheme")
    if scheme is not None and not authority and not path:
        raise JekyllStopsError(f"{url!r} is no address: nothing follows its scheme")
    return scheme, authority, path, query, fragment


def _normalised(url: str) -> str:
    scheme, authority, path, query, fragment = _split(url)
    result = f"{scheme.lower()}:" if scheme else ""
    if authority is not None:
        result += f"//{_authority(authority, scheme)}"
    path = _path(path.strip())
    result += path or ("/" if authority is not None else "")
    if query:
        result += "?" + "&".join(escaped(pair, _QUERY, "+") for pair in query.split("&"))
    return f"{result}#{escaped(fragment, _FRAGMENT)}" if fragment else result


def _authority(authority: str, scheme: str | None) -> str:
    user, at, rest = authority.rpartition("@")
    host, colon, port = rest.partition(":")
    if re.search(r"\s", host):
        raise JekyllStopsError(f"{authority!r} is no host")
    name = host.lower()
    if not name.isascii():
        name = name.encode("idna").decode()
    default = port == _PORTS.get((scheme or "").lower())
    return f"{user}{at}{name}" + ("" if default or not port else f"{colon}{port}")


def _path(path: str) -> str:
    segments: list[str] = []
    parts = path.split("/")
    for place, part in enumerate(parts):
        last = place == len(parts) - 1
        if part in {".", ".."}:
            if part == ".." and segments not in ([], [""]):
                segments.pop()
            if last:
                segments.append("")
        else:
            segments.append(escaped(part, _SEGMENT))
    return "/".join(segments)
