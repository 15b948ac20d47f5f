"""Whose a handle is and where the account lives, read from what the servers of AT Protocol say."""

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, unquote, urlsplit

from reviewkit.text import scrubbed
from reviewkit.urls import is_web_address, keeps_secrets

__all__ = [
    "APP_PASSWORDS",
    "DIRECTORY",
    "MAIN_SCOPE",
    "RESOLVERS",
    "Identity",
    "IdentityError",
    "did_in",
    "document_address",
    "document_of",
    "handle_addresses",
    "one_line",
    "plain_handle",
    "resolver_address",
    "server_in",
    "token_scope",
]

DIRECTORY: Final = "https://plc.directory"
RESOLVERS: Final = ("https://public.api.bsky.app", "https://bsky.social")
"""Servers that say whose a handle is; they also look where only the DNS does."""

APP_PASSWORDS: Final = "https://bsky.app/settings/app-passwords"
MAIN_SCOPE: Final = "com.atproto.access"
"""What a session with the account's own password may: all."""

_LONGEST: Final = 300

_DID: Final = re.compile(r"did:(?:plc:[a-z2-7]{24}|web:[A-Za-z0-9.%:-]+)")
"""The two methods that accounts have (atproto.com/specs/did)."""
_HANDLE: Final = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?"
)
"""A handle is the name of a host (atproto.com/specs/handle)."""


class IdentityError(Exception):
    """An account or its server is not known; the text says why.

    `is_passing`: nobody could be asked, so that it may go better later.
    """

    def __init__(self, reason: str, *, is_passing: bool = False) -> None:
        super().__init__(one_line(reason))
        self.is_passing = is_passing


@dataclass(frozen=True, slots=True)
class Identity:
    """An account's DID, and the address of the server that has its posts."""

    account: str
    place: str


def one_line(text: str) -> str:
    """Take a text of others on one line, without control characters, as far as a person reads."""
    line = " ".join(scrubbed(text).split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def plain_handle(handle: str) -> str:
    """Write a handle in one form: without `@` or `at://`, in lower case; a DID stays as it is.

    Raises IdentityError for what is neither.
    """
    plain = handle.strip().removeprefix("at://").removeprefix("@")
    if _DID.fullmatch(plain):
        return plain
    plain = plain.lower()
    if not _HANDLE.fullmatch(plain):
        raise IdentityError(f"{handle!r} is no handle; write it such as reviewer.example")
    return plain


def handle_addresses(handle: str) -> Iterator[str]:
    """Yield where to ask whose a handle is, one after another until one knows.

    The host itself (atproto.com/specs/handle), then servers that look in the DNS as well.
    """
    yield f"https://{handle}/.well-known/atproto-did"
    for server in RESOLVERS:
        yield resolver_address(server, handle)


def resolver_address(server: str, handle: str) -> str:
    """Give the address of `com.atproto.identity.resolveHandle` on a server."""
    return f"{server}/xrpc/com.atproto.identity.resolveHandle?handle={quote(handle, safe='')}"


def did_in(answer: str) -> str | None:
    """Read the DID from an answer: the text alone, or JSON with `did`; None where none is said."""
    text = answer.strip()
    if text.startswith("{"):
        try:
            said = json.loads(text).get("did")
        except (ValueError, RecursionError):
            return None
        text = said if isinstance(said, str) else ""
    else:
        text = text.partition("\n")[0].strip()
    return text if _DID.fullmatch(text) else None


def document_address(did: str, directory: str = DIRECTORY) -> str:
    """Give where the document of a DID is (atproto.com/specs/did).

    Raises IdentityError where AT Protocol allows no such DID.
    """
    method, _, name = did.removeprefix("did:").partition(":")
    if method == "plc":
        return f"{directory}/{did}"
    host = unquote(name)
    if ":" in name or not _HANDLE.fullmatch(host.lower()):
        raise IdentityError(f"{did} cannot be an account: its host must stand alone")
    return f"https://{host}/.well-known/did.json"


def document_of(answer: str) -> object:
    """Read the document of a DID; None for what is no JSON."""
    try:
        document: object = json.loads(answer)
    except (ValueError, RecursionError):
        return None
    return document


def server_in(document: object, did: str, handle: str | None) -> str:
    """Read from the document of a DID the address of its server, without a slash at the end.

    With a handle the document has to name it back, or anybody could point a name at somebody
    else's account. Raises IdentityError where it does not, or where no server is named that a
    password may go to.
    """
    if not isinstance(document, Mapping) or document.get("id") != did:
        raise IdentityError(f"the document of {did} is of something else")
    if handle is not None and handle != _handle_in(document):
        raise IdentityError(
            f"{handle} says it is {did}, but that account says it is {_handle_in(document)}"
        )
    for service in _list(document.get("service")):
        if isinstance(service, Mapping) and service.get("id") in {
            "#atproto_pds",
            f"{did}#atproto_pds",
        }:
            address = service.get("serviceEndpoint")
            if isinstance(address, str) and _is_server(address):
                return address.rstrip("/")
            raise IdentityError(f"{did} names a server that no password may go to: {address!r}")
    raise IdentityError(f"{did} names no server")


def token_scope(token: str) -> str | None:
    """Read what an access token says it allows (the claim `scope` of RFC 9068, section 2.2.3).

    None where it says nothing, or is no JSON Web Token.
    """
    parts = token.split(".")
    if len(parts) != 3:  # noqa: PLR2004 -- head, claims, signature (RFC 7519, section 3)
        return None
    try:
        padded = parts[1] + "=" * (-len(parts[1]) % 4)
        claims: Any = json.loads(base64.urlsafe_b64decode(padded))
    except (binascii.Error, ValueError, RecursionError):
        return None
    scope = claims.get("scope") if isinstance(claims, dict) else None
    return scope if isinstance(scope, str) and scope else None


def _handle_in(document: Mapping[str, Any]) -> str | None:
    """Give the handle an account says it has: the first one, others do not count."""
    for name in _list(document.get("alsoKnownAs")):
        if isinstance(name, str) and name.startswith("at://"):
            return name.removeprefix("at://").lower()
    return None


def _is_server(address: str) -> bool:
    if not is_web_address(address) or not keeps_secrets(address):
        return False
    parts = urlsplit(address)
    return not (parts.path.strip("/") or parts.query or parts.fragment or parts.username)


def _list(part: object) -> list[object]:
    return part if isinstance(part, list) else []
