"""An account is found from its handle on the web, by whoever answers, and within a limit."""

import json
from collections.abc import Callable, Mapping

import pytest
from tests.announce.bluesky.world import KIND, NOW, settings
from tests.servers.wire import Reply, Request, Wire

from reviewkit.announce.bluesky.identity import Identity, IdentityError
from reviewkit.announce.bluesky.resolve import resolve
from reviewkit.announce.kind import Facts
from reviewkit.announce.ports import Unread
from reviewkit.config import BlueskySettings

DID = "did:plc:aaaabbbbccccddddeeeeffff"
WELL_KNOWN = "https://reviewer.example/.well-known/atproto-did"
PUBLIC = (
    "https://public.api.bsky.app/xrpc/com.atproto.identity.resolveHandle?handle=reviewer.example"
)
ENTRY = "https://bsky.social/xrpc/com.atproto.identity.resolveHandle?handle=reviewer.example"
DOCUMENT = f"https://plc.directory/{DID}"
SAID = json.dumps(
    {
        "id": DID,
        "alsoKnownAs": ["at://reviewer.example"],
        "service": [{"id": "#atproto_pds", "serviceEndpoint": "https://pds.example"}],
    }
)
REVIEWER = BlueskySettings(handle="reviewer.example")
FOUND = Identity(DID, "https://pds.example")


def web(pages: Mapping[str, str]) -> Callable[[str], str]:
    """Give a web of so many pages; where there is none nobody answers."""

    def fetch(address: str) -> str:
        if address not in pages:
            raise LookupError(f"{address}: ConnectError")
        return pages[address]

    return fetch


@pytest.mark.parametrize(
    "pages",
    [
        {WELL_KNOWN: DID},
        {PUBLIC: json.dumps({"did": DID})},
        {WELL_KNOWN: "<html>", PUBLIC: json.dumps({"did": DID})},
        {WELL_KNOWN: "", PUBLIC: "", ENTRY: json.dumps({"did": DID})},
    ],
)
def test_an_account_is_found_by_whoever_knows_it(pages: dict[str, str]) -> None:
    assert resolve(REVIEWER, web({**pages, DOCUMENT: SAID})) == FOUND


def test_a_handle_that_nobody_knows_is_wrong() -> None:
    with pytest.raises(IdentityError, match=r"no account reviewer.example .* names none") as raised:
        resolve(REVIEWER, web({WELL_KNOWN: "", PUBLIC: "", ENTRY: ""}))

    assert not raised.value.is_passing


@pytest.mark.parametrize("pages", [{}, {WELL_KNOWN: DID}])
def test_a_web_that_does_not_answer_may_do_so_later(pages: dict[str, str]) -> None:
    with pytest.raises(IdentityError, match="ConnectError") as raised:
        resolve(REVIEWER, web(pages))

    assert raised.value.is_passing


def test_a_document_that_does_not_name_the_handle_is_not_believed() -> None:
    other = SAID.replace("at://reviewer", "at://somebody")
    with pytest.raises(IdentityError, match=r"somebody\.example"):
        resolve(REVIEWER, web({WELL_KNOWN: DID, DOCUMENT: other}))


def test_a_document_that_is_none_is_not_believed() -> None:
    with pytest.raises(IdentityError, match="is of something else"):
        resolve(REVIEWER, web({WELL_KNOWN: DID, DOCUMENT: "<html>"}))


def test_a_did_of_the_web_has_its_document_there() -> None:
    did = "did:web:pds.example"
    page = {"https://pds.example/.well-known/did.json": SAID.replace(DID, did)}

    assert resolve(REVIEWER, web({WELL_KNOWN: did, **page})) == Identity(did, "https://pds.example")


def test_a_did_in_the_settings_needs_no_handle() -> None:
    assert resolve(BlueskySettings(handle=DID), web({DOCUMENT: SAID})) == FOUND


def test_another_directory_can_be_asked() -> None:
    pages = {WELL_KNOWN: DID, f"https://plc.example/{DID}": SAID}

    assert resolve(REVIEWER, web(pages), "https://plc.example") == FOUND


class Names(Wire):
    """Knows one handle."""

    status = 200
    body = json.dumps({"did": DID}).encode()

    def answer(self, request: Request) -> Reply:
        assert request.query == {"handle": ["reviewer.example"]}
        return Reply(status=self.status, body=self.body)


def test_a_server_in_the_settings_is_asked_alone() -> None:
    with Names() as names:
        looked_up = KIND.look_up(settings(f"{names.url}/"), NOW)

    assert looked_up == Facts(place=names.url, asked=NOW, account=DID, handle="reviewer.example")


@pytest.mark.parametrize(("status", "passing"), [(400, False), (404, False), (500, True)])
def test_a_server_that_refuses_knows_no_such_account(status: int, *, passing: bool) -> None:
    with Names() as names:
        names.status = status
        with pytest.raises(IdentityError) as raised:
            resolve(BlueskySettings(handle="reviewer.example", pds=names.url))

    assert raised.value.is_passing == passing


def test_an_answer_without_end_is_not_read() -> None:
    with Names() as names:
        names.body = b"x" * 200_000
        looked_up = KIND.look_up(settings(names.url), NOW)

    assert isinstance(looked_up, Unread)
    assert "answers too much" in looked_up.reason


def test_what_cannot_be_looked_up_is_told() -> None:
    outcomes = [
        KIND.look_up(settings("http://127.0.0.1:9"), NOW),
        KIND.look_up(settings(None, handle="nobody"), NOW),
    ]

    assert [isinstance(outcome, Unread) for outcome in outcomes] == [True, True]
