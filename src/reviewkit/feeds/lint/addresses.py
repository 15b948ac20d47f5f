"""Addresses in feeds: what may stand in a URI, and what a feed wants of it (RFC 3986, RFC 3987)."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote, unquote_to_bytes, urlsplit, urlunsplit

from reviewkit.feeds.lint.finding import Finding
from reviewkit.feeds.lint.value import Value
from reviewkit.feeds.lint.words import words

__all__ = [
    "absolute_iri",
    "absolute_uri",
    "canonical",
    "iri_reference",
    "is_absolute",
    "permalink",
    "scheme_of",
    "uri_reference",
    "web_address",
]

_SCHEME: Final = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_FORBIDDEN: Final = re.compile(r"[^0-9a-zA-Z;/?:@&=+$._!~*'()%,#\u0080-\U0010ffff-]")
"""ASCII that no address holds unless encoded; brackets only around an IPv6 host."""
_IPV6: Final = re.compile(r"(?<=//)\[[0-9A-Fa-f:]+\]")
_WEB: Final = re.compile(
    r"https?://(?:[0-9]{1,3}(?:\.[0-9]{1,3}){2}\.|(?:[a-z0-9-]+\.)+)[a-z0-9][a-z0-9-]*(?::[0-9]+)?"
    r"(?:/.*)?",
    re.IGNORECASE | re.DOTALL,
)
_TAG: Final = re.compile(
    r"tag:(?:[a-z0-9._-]+@)?[a-z0-9.-]+,[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?:"
    r"[0-9a-zA-Z;/?:@&=+$._!~*'()%,-]*(?:#[0-9a-zA-Z;/?:@&=+$._!~*'()%,-]*)?"
)
"""RFC 4151, section 2.1."""
_URN: Final = re.compile(
    r"urn:[a-z0-9][a-z0-9-]{1,31}:(?:[a-z0-9()+,.:=@;$_!*'-]|%[0-9a-f]{2})+", re.IGNORECASE
)
"""RFC 2141, section 2."""
_UUID: Final = re.compile(r"urn:uuid:[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}", re.IGNORECASE)

_REGISTERED: Final = words(
    "aaa aaas acap cap cid crid data dav dict dns fax file ftp geo go gopher h323 http https iax "
    "icap im imap info ipp ldap magnet mailto mid modem msrp msrps mtqp mupdate news nfs nntp "
    "opaquelocktoken pop pres prospero rtsp service shttp sip sips sms snmp tag tel telnet tftp "
    "thismessage tip tv urn vemmi wais xmpp"
)
"""Schemes of letters alone that the registry of IANA has, as far as feeds hold them."""

_PORTS: Final = {"http": "80", "https": "443", "ftp": "21"}
_KEPT: Final = "-._~!$&'()*+,;=:@/?%"


def scheme_of(address: str) -> str:
    """Give the scheme of an address in lower case, empty for a relative one."""
    match = _SCHEME.match(address)
    return match[1].lower() if match else ""


def is_absolute(address: str) -> bool:
    """Tell whether an address stands by itself, wherever the text is shown."""
    return bool(scheme_of(address.strip()))


def absolute_uri(value: Value) -> Iterator[Finding]:
    """Check an address that must be whole and in ASCII: links of RSS, the ids of Atom."""
    yield from _syntax(value, "InvalidFullLink")
    if not value.text.isascii():
        yield value.found("InvalidFullLink", "is an address with characters outside ASCII")
    if not is_absolute(value.text):
        yield value.found("InvalidFullLink", "is no whole address")


def absolute_iri(value: Value) -> Iterator[Finding]:
    """Check an address that must be whole and may hold any letter, as an Atom category's scheme."""
    yield from _syntax(value, "InvalidFullLink")
    if not is_absolute(value.text):
        yield value.found("InvalidFullLink", "is no whole address")


def uri_reference(value: Value) -> Iterator[Finding]:
    """Check an address that may be relative: icon and logo of Atom."""
    yield from _syntax(value, "InvalidLink")


def iri_reference(value: Value) -> Iterator[Finding]:
    """Check an address that may be relative and hold any letter: links of Atom."""
    yield from _syntax(value, "InvalidIRI")


def web_address(value: Value) -> Iterator[Finding]:
    """Check the address of an enclosure: whole, on the web, in ASCII (RSS 2.0, enclosure)."""
    if not _WEB.fullmatch(value.text) or not value.text.isascii() or _forbidden(value.text):
        yield value.found("InvalidURLAttribute", "is no whole web address")


def permalink(value: Value) -> Iterator[Finding]:
    """Check a guid that says it is the address of a page (RSS 2.0, guid)."""
    if scheme_of(value.text) in {"tag", "urn"}:
        yield from _syntax(value, "InvalidHttpGUID")
        yield value.found("InvalidPermalink", "says it is the address of a page, and is none")
    elif not is_absolute(value.text) or not value.text.isascii():
        yield value.found("InvalidHttpGUID", "says it is the address of a page, and is no address")
    else:
        yield from _syntax(value, "InvalidHttpGUID")


def canonical(value: Value) -> Iterator[Finding]:
    """Check that an id is in the normal form, as ids are compared character by character.

    RFC 4287, section 4.2.6.1; the normal form is that of RFC 3986, section 6.2.2 and 6.2.3.
    """
    normal = _normal(value.text)
    if normal is not None and normal != value.text:
        yield value.found(
            "NonCanonicalURI", "is not in the normal form", fix=f"write it as {normal}"
        )


def _syntax(value: Value, event: str) -> Iterator[Finding]:
    """Check what an address of any scheme may hold; `event` is for what has no name of its own."""
    scheme = scheme_of(value.text)
    bad = _forbidden(value.text)
    if scheme == "tag":
        if not _TAG.fullmatch(value.text):
            yield value.found("InvalidTAG", "is no tag address")
    elif scheme == "urn":
        if value.text.lower().startswith("urn:uuid:") and not _UUID.fullmatch(value.text):
            yield value.found("InvalidUUID", "holds no UUID")
        elif not _URN.fullmatch(value.text):
            yield value.found("InvalidURN", "is no URN")
    elif bad:
        yield value.found("InvalidUriChar", f"has “{bad}”, which no address may hold")
    elif scheme in {"ftp", "http", "https"} and not _names_a_host(value.text):
        yield value.found(event, "names no host")
    elif scheme.isalpha() and scheme not in _REGISTERED:
        yield value.found("SchemeNotIANARegistered", f"begins with {scheme}:, which nobody knows")


def _forbidden(address: str) -> str:
    """Give the first character that no address may hold, or nothing."""
    match = _FORBIDDEN.search(_IPV6.sub("", address))
    return match[0] if match else ""


def _names_a_host(address: str) -> bool:
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False


def _normal(address: str) -> str | None:
    """Write a web address in its normal form; None for what is none, or is not ASCII."""
    scheme = scheme_of(address)
    if scheme not in _PORTS or not address.isascii() or not _names_a_host(address):
        return None
    parts = urlsplit(address)
    user, at, host = parts.netloc.rpartition("@")
    name, colon, port = host.lower().partition(":")
    if colon and port in {"", _PORTS[scheme]}:
        colon = port = ""
    path = _normal_escapes(_without_dots(parts.path)) or "/"
    query, fragment = _normal_escapes(parts.query), _normal_escapes(parts.fragment)
    return urlunsplit((scheme, f"{user}{at}{name}{colon}{port}", path, query, fragment))


def _normal_escapes(text: str) -> str:
    """Write percent-encoding in upper case, and only where a character needs it."""

    def normal(match: re.Match[str]) -> str:
        sign = unquote_to_bytes(match[0])
        return sign.decode() if re.fullmatch(rb"[A-Za-z0-9._~-]", sign) else match[0].upper()

    return quote(re.sub(r"%[0-9a-fA-F]{2}", normal, text), safe=_KEPT)


def _without_dots(path: str) -> str:
    """Resolve the steps `.` and `..` of a path (RFC 3986, section 5.2.4)."""
    kept: list[str] = []
    steps = path.split("/")
    for step in steps:
        if step == "..":
            kept = kept[:-1] if len(kept) > 1 else kept
        elif step != ".":
            kept.append(step)
    if steps[-1] in {".", ".."}:
        kept.append("")
    return "/".join(kept)
