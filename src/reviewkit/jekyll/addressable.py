"""URLs as the Ruby library Addressable writes them, which Jekyll asks for every URL it makes."""

import re
import unicodedata
from typing import Final, NamedTuple
from urllib.parse import quote_from_bytes, unquote_to_bytes

__all__ = ["encoded", "normalized"]

_PARTS: Final = re.compile(
    r"(?:(?P<scheme>[^:/?#]+):)?(?://(?P<authority>[^/?#]*))?(?P<path>[^?#]*)"
    r"(?:\?(?P<query>[^#]*))?(?:#(?P<fragment>.*))?",
    re.DOTALL,
)
_AUTHORITY: Final = re.compile(r"(?:(?P<user>[^\[\]]*)@)?(?P<host>.*?)(?::(?P<port>[^:@\[\]]*))?")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9.+-]*")
_BAD_HOST: Final = re.compile(r"[<>{}/\\?#@\"\s]")
_PLAIN: Final = re.compile(r"[a-zA-Z0-9./-]+")

_SPACE: Final = " \t\n\v\f\r\0"
_SEGMENT: Final = "!$&'()*+,;=:@~-._"
"""What stays as it is in a segment of a path (RFC 3986, section 3.3)."""

_PATH: Final = f"{_SEGMENT}/"
_QUERY: Final = f"{_PATH}?"
_HOST: Final = "!$&'()*+,;=~-._[]:"
_KEPT_IN_QUERY: Final = "!$'()*+,=:@/?~-._"
_PORTS: Final = {
    "http": 80, "https": 443, "ftp": 21, "tftp": 69, "sftp": 22, "ssh": 22, "svn+ssh": 22,
    "telnet": 23, "nntp": 119, "gopher": 70, "wais": 210, "ldap": 389, "prospero": 1525,
}  # fmt: skip


class _Url(NamedTuple):
    scheme: str | None
    authority: str | None
    path: str
    query: str | None
    fragment: str | None

    def __str__(self) -> str:
        if self.scheme is None and self.authority is None and ":" in self.path.partition("/")[0]:
            raise ValueError(f"{self.path!r} begins like the name of a protocol")
        return (
            (f"{self.scheme}:" if self.scheme is not None else "")
            + (f"//{self.authority}" if self.authority is not None else "")
            + self.path
            + (f"?{self.query}" if self.query is not None else "")
            + (f"#{self.fragment}" if self.fragment is not None else "")
        )


def encoded(value: str) -> str:
    """Percent-encode the value of a placeholder, which Addressable takes for a whole URL.

    Keeps what may stand in a path, a `:` or `?` too, unless it makes an impossible URL of the
    value: then ValueError is raised, on which Jekyll stops. (Jekyll 4.3, URL.escape_path.)
    """
    if not value or _PLAIN.fullmatch(value):
        return value
    url = _parsed(value)
    result = _Url(
        url.scheme,
        None if url.authority is None else _quoted(url.authority, _HOST + "@"),
        _quoted(url.path, _PATH),
        None if url.query is None else _quoted(url.query, _QUERY),
        None if url.fragment is None else _quoted(url.fragment, _QUERY),
    )
    return str(result).replace("#", "%23", 1)


def normalized(url: str) -> str:
    """Write a URL in its normal form: ASCII, host in lower case, composed letters, no default port.

    Letters are composed and made compatible (NFKC), then percent-encoded in upper case; what needs
    no encoding loses it. Raises ValueError for what is no URL. (Addressable 2.8, URI#normalize.)
    """
    parts = _parsed(url)
    scheme = parts.scheme.lower() if parts.scheme is not None else None
    path = "/".join(_component(part, _SEGMENT) for part in parts.path.strip(_SPACE).split("/"))
    path = _without_dots(path)
    if not path and scheme in {"http", "https", "ftp", "tftp"}:
        path = "/"
    query = parts.query
    if query is not None:
        query = "&".join(_query_component(pair) for pair in query.split("&")) or None
    return str(
        _Url(
            scheme,
            None if parts.authority is None else _normal_authority(parts.authority, scheme),
            path,
            query,
            _component(parts.fragment, _QUERY) if parts.fragment else None,
        )
    )


def _parsed(text: str) -> _Url:
    match = _PARTS.fullmatch(text)
    assert match is not None  # noqa: S101 -- the pattern takes any text
    url = _Url(*match.group("scheme", "authority", "path", "query", "fragment"))
    if url.scheme is not None:
        if not _SCHEME.fullmatch(url.scheme):
            raise ValueError(f"{text!r} reads like a URL of an impossible protocol")
        if url.scheme.lower() in _PORTS and not url.authority and not url.path:
            raise ValueError(f"{text!r} is a URL without a host")
    if url.authority is not None:
        _check_authority(url.authority)
    return url


def _check_authority(authority: str) -> None:
    match = _AUTHORITY.fullmatch(authority)
    if match is None or _BAD_HOST.search(match["host"]):
        raise ValueError(f"{authority!r} is no host")
    port = match["port"]
    if port and not port.isdigit():
        raise ValueError(f"{port!r} is no port")


def _normal_authority(authority: str, scheme: str | None) -> str:
    match = _AUTHORITY.fullmatch(authority)
    assert match is not None  # noqa: S101 -- checked when it was parsed
    user, host, port = match.group("user", "host", "port")
    name = unquote_to_bytes(host.strip(_SPACE).lower()).decode("utf-8", "replace")
    name = ".".join(_punycode(label) for label in name.split("."))
    if name.endswith(".") and not name.endswith(".."):
        name = name[:-1]
    result = _component(name, _HOST)
    if user:
        result = f"{':'.join(_component(part, '~-._') for part in user.split(':', 1))}@{result}"
    if port and int(port) != _PORTS.get(scheme or ""):
        result += f":{int(port)}"
    return result


def _punycode(label: str) -> str:
    if label.isascii():
        return label
    plain = unicodedata.normalize("NFKC", label).lower()
    return plain if plain.isascii() else f"xn--{plain.encode('punycode').decode('ascii')}"


def _component(text: str, kept: str) -> str:
    """Decode, compose, and encode again what may not stand there.

    Bytes of a file's name that are no text are surrogates here, and stay the bytes they are.
    """
    raw = unquote_to_bytes(text.encode("utf-8", "surrogateescape"))
    try:
        return _quoted(unicodedata.normalize("NFKC", raw.decode("utf-8")), kept)
    except UnicodeDecodeError:
        return quote_from_bytes(raw, safe=":/?#[]@!$&'()*+,;=~-._")


def _query_component(pair: str) -> str:
    """Normalize one pair of a query, in which an encoded plus is no plus."""
    parts = re.split("(%2[Bb])", pair)
    return "".join(
        part if place % 2 else _component(part, _KEPT_IN_QUERY) for place, part in enumerate(parts)
    )


def _quoted(text: str, kept: str) -> str:
    return quote_from_bytes(text.encode("utf-8", "surrogateescape"), safe=kept)


def _without_dots(path: str) -> str:
    """Resolve `.` and `..` (RFC 3986, section 5.2.4)."""
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for place, segment in enumerate(segments):
        last = place == len(segments) - 1
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
            continue
        if last:
            kept.append("")
    return "/".join(kept)
