"""Whose a handle is: believed only where both sides say so, on servers a password may go to."""

import base64
import json
from typing import Any

import pytest

from reviewkit.announce.bluesky.identity import (
    IdentityError,
    did_in,
    document_address,
    handle_addresses,
    plain_handle,
    server_in,
    token_scope,
)

DID = "did:plc:aaaabbbbccccddddeeeeffff"
HANDLE = "reviewer.example"


def document(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 -- any part of a document
    service = {
        "id": "#atproto_pds",
        "type": "AtprotoPersonalDataServer",
        "serviceEndpoint": "https://pds.example",
    }
    return {"id": DID, "alsoKnownAs": [f"at://{HANDLE}"], "service": [service], **changes}


def served(address: object, name: str = "#atproto_pds") -> dict[str, Any]:
    return document(service=[None, {"id": name, "serviceEndpoint": address}])


@pytest.mark.parametrize("handle", ["Reviewer.Example", "@reviewer.example", " reviewer.example "])
def test_a_handle_has_one_form(handle: str) -> None:
    assert plain_handle(handle) == HANDLE


def test_a_did_may_stand_for_a_handle() -> None:
    assert plain_handle(DID) == DID


@pytest.mark.parametrize("handle", ["", "reviewer", "me@reviewer.example", "a/b.example", "a..b"])
def test_what_is_no_handle_is_told(handle: str) -> None:
    with pytest.raises(IdentityError, match="is no handle; write it such as"):
        plain_handle(handle)


def test_the_host_itself_is_asked_first() -> None:
    assert list(handle_addresses(HANDLE)) == [
        "https://reviewer.example/.well-known/atproto-did",
        "https://public.api.bsky.app/xrpc/com.atproto.identity.resolveHandle?handle=reviewer.example",
        "https://bsky.social/xrpc/com.atproto.identity.resolveHandle?handle=reviewer.example",
    ]


@pytest.mark.parametrize("answer", [DID, f"{DID}\n", json.dumps({"did": DID}), f" {DID}\nmore"])
def test_a_did_is_read_from_either_answer(answer: str) -> None:
    assert did_in(answer) == DID


@pytest.mark.parametrize(
    "answer",
    ["", "<html>", "did:key:z6Mk", "did:plc:short", "{", '{"did": 3}', '{"error": "x"}', "[]"],
)
def test_anything_else_is_no_did(answer: str) -> None:
    assert did_in(answer) is None


def test_documents_are_where_their_method_says() -> None:
    assert document_address(DID) == f"https://plc.directory/{DID}"
    assert document_address("did:web:a.example") == "https://a.example/.well-known/did.json"


@pytest.mark.parametrize("did", ["did:web:a.example:path", "did:web:localhost%3A80", "did:web:x"])
def test_dids_that_no_account_has_are_refused(did: str) -> None:
    with pytest.raises(IdentityError, match="its host must stand alone"):
        document_address(did)


@pytest.mark.parametrize("name", ["#atproto_pds", f"{DID}#atproto_pds"])
def test_the_server_is_read_from_the_document(name: str) -> None:
    assert server_in(served("https://pds.example/", name), DID, HANDLE) == "https://pds.example"


@pytest.mark.parametrize(
    "names", [[], ["at://other.example"], ["at://other.example", f"at://{HANDLE}"], "x", [3]]
)
def test_a_handle_that_is_not_named_back_is_refused(names: object) -> None:
    with pytest.raises(IdentityError, match=r"says it is did:plc:.* but that account says it is"):
        server_in(document(alsoKnownAs=names), DID, HANDLE)


def test_a_name_of_others_cannot_write_on_a_terminal() -> None:
    with pytest.raises(IdentityError) as raised:
        server_in(document(alsoKnownAs=["at://\x1b[31m\nred" + "x" * 1000]), DID, HANDLE)

    assert "\x1b" not in str(raised.value)
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 400


def test_a_did_needs_no_handle() -> None:
    assert server_in(document(alsoKnownAs=[]), DID, None) == "https://pds.example"


@pytest.mark.parametrize(
    "address",
    [
        "http://pds.example",
        "ftp://pds.example",
        "https://pds.example/path",
        "https://me@pds.example",
        "https://",
        "pds.example",
        7,
    ],
)
def test_a_server_that_no_password_may_go_to_is_refused(address: object) -> None:
    with pytest.raises(IdentityError, match="no password may go to"):
        server_in(served(address), DID, HANDLE)


@pytest.mark.parametrize("odd", [None, [], {}, {"id": "did:plc:other"}])
def test_a_document_of_something_else_is_refused(odd: object) -> None:
    with pytest.raises(IdentityError, match="is of something else"):
        server_in(odd, DID, HANDLE)


def test_a_document_without_a_server_is_refused() -> None:
    with pytest.raises(IdentityError, match="names no server"):
        server_in(document(service=[{"id": "#other"}]), DID, HANDLE)


def token(claims: object) -> str:
    body = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"head.{body}.signature"


def test_a_token_says_what_it_allows() -> None:
    assert token_scope(token({"scope": "com.atproto.appPass"})) == "com.atproto.appPass"


@pytest.mark.parametrize(
    "text", ["", "opaque", "a.b.c", token([]), token({}), token({"scope": 3}), "a.é.c"]
)
def test_a_token_that_says_nothing_is_none_that_breaks_anything(text: str) -> None:
    assert token_scope(text) is None
