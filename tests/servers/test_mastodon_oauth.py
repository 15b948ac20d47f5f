"""The fake Mastodon gives tokens as OAuth says, to a person who presses a button."""

import base64
import hashlib
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import httpx
import mastodon as library
import pytest
from tests.servers.mastodon import Mastodon
from tests.servers.mastodon_kinds import OLD_MASTODON
from tests.servers.mastodon_oauth import OOB, Account
from tests.servers.person import decide
from tests.servers.wire import Reply, Request, Wire

SCOPES = "write:statuses read:statuses profile"
LOOPBACK = "http://127.0.0.1/callback"
VERIFIER = "a-verifier-of-forty-three-characters-or-more"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=")


class Callback(Wire):
    """What a program opens to be told the code."""

    def answer(self, request: Request) -> Reply:
        del request
        return Reply.html("<h1>You can close this window</h1>")


@pytest.fixture
def callback() -> Iterator[Callback]:
    with Callback() as server:
        yield server


@pytest.fixture
def app(mastodon: Mastodon, account: Account) -> dict[str, str]:
    """Register a program with a server on which somebody is signed in."""
    del account
    asked = {"client_name": "reviewkit", "redirect_uris": f"{OOB} {LOOPBACK}", "scopes": SCOPES}
    made: dict[str, str] = httpx.post(f"{mastodon.url}/api/v1/apps", data=asked).json()
    return made


def asking(mastodon: Mastodon, app: dict[str, str], **more: str) -> str:
    """Give the address of the page on which a person is asked."""
    asked = {
        "response_type": "code",
        "client_id": app["client_id"],
        "redirect_uri": OOB,
        "scope": SCOPES,
        "code_challenge": CHALLENGE.decode(),
        "code_challenge_method": "S256",
        **more,
    }
    return f"{mastodon.url}/oauth/authorize?{urlencode(asked)}"


def redeem(mastodon: Mastodon, app: dict[str, str], received: str, **more: str) -> httpx.Response:
    """Change a code for a token."""
    asked = {
        "grant_type": "authorization_code",
        "client_id": app["client_id"],
        "client_secret": app["client_secret"],
        "redirect_uri": OOB,
        "code": received,
        "code_verifier": VERIFIER,
        **more,
    }
    return httpx.post(f"{mastodon.url}/oauth/token", data=asked)


def test_a_program_registers(mastodon: Mastodon) -> None:
    asked = {"client_name": "reviewkit", "redirect_uris": [OOB, LOOPBACK], "scopes": SCOPES}
    made = httpx.post(f"{mastodon.url}/api/v1/apps", json=asked).json()

    assert (made["scopes"], made["redirect_uris"]) == (SCOPES.split(), [OOB, LOOPBACK])
    assert made["client_id"]
    assert made["client_secret"]


@pytest.mark.parametrize(
    "wrong", [{"client_name": ""}, {"redirect_uris": "nowhere"}, {"scopes": "everything"}]
)
def test_a_wrong_registration_is_refused(mastodon: Mastodon, wrong: dict[str, str]) -> None:
    asked = {"client_name": "reviewkit", "redirect_uris": OOB, **wrong}

    assert httpx.post(f"{mastodon.url}/api/v1/apps", data=asked).status_code == 422


def test_the_library_gets_a_token_with_a_copied_code(mastodon: Mastodon, account: Account) -> None:
    scopes = ["write:statuses", "profile"]
    client_id, secret = library.Mastodon.create_app(
        "reviewkit", scopes=scopes, api_base_url=mastodon.url
    )
    api = library.Mastodon(client_id, secret, api_base_url=mastodon.url)
    code = decide(api.auth_request_url(scopes=scopes, allow_http=True))
    token = api.log_in(code=code, scopes=scopes, allow_http=True)

    assert token in mastodon.authority.grants
    assert api.me().id == account.id


def test_a_code_is_sent_to_a_loopback_address_of_any_port(
    mastodon: Mastodon, app: dict[str, str], callback: Callback
) -> None:
    target = f"{callback.url}/callback"
    code = decide(asking(mastodon, app, redirect_uri=target, state="s"))
    (told,) = callback.requests
    token = redeem(mastodon, app, code, redirect_uri=target).json()

    assert told.query == {"code": [code], "state": ["s"]}
    assert (token["token_type"], token["scope"]) == ("Bearer", SCOPES)


def test_a_person_can_deny(mastodon: Mastodon, app: dict[str, str], callback: Callback) -> None:
    target = f"{callback.url}/callback"
    code = decide(asking(mastodon, app, redirect_uri=target, state="s"), allow=False)
    (told,) = callback.requests

    assert code == ""
    assert (told.query["error"], told.query["state"]) == (["access_denied"], ["s"])


def test_a_token_works_until_it_is_revoked(mastodon: Mastodon, app: dict[str, str]) -> None:
    token = redeem(mastodon, app, decide(asking(mastodon, app))).json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    me = f"{mastodon.url}/api/v1/accounts/verify_credentials"
    before = httpx.get(me, headers=headers).status_code
    asked = {
        "client_id": app["client_id"],
        "client_secret": app["client_secret"],
        "token": token,
    }
    gone = [httpx.post(f"{mastodon.url}/oauth/revoke", data=asked) for _ in range(2)]

    assert (before, httpx.get(me, headers=headers).status_code) == (200, 401)
    assert [(answer.status_code, answer.json()) for answer in gone] == [(200, {})] * 2


def test_only_its_own_program_revokes_a_token(
    mastodon: Mastodon, app: dict[str, str], account: Account
) -> None:
    asked = {
        "client_id": app["client_id"],
        "client_secret": app["client_secret"],
        "token": mastodon.add_token(account, "write"),
    }
    answer = httpx.post(f"{mastodon.url}/oauth/revoke", data=asked)

    assert (answer.status_code, answer.json()["error"]) == (403, "unauthorized_client")


def test_a_program_can_name_itself_in_a_header(mastodon: Mastodon, app: dict[str, str]) -> None:
    pair = (app["client_id"], app["client_secret"])
    asked = {"grant_type": "client_credentials", "scope": "profile"}
    token = httpx.post(f"{mastodon.url}/oauth/token", data=asked, auth=pair).json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    me = httpx.get(f"{mastodon.url}/api/v1/accounts/verify_credentials", headers=headers)

    assert me.status_code == 422
    assert me.json()["error"] == "This method requires an authenticated user"


@pytest.mark.parametrize(
    ("wrong", "status", "error"),
    [
        ({"code": "x"}, 400, "invalid_grant"),
        ({"redirect_uri": LOOPBACK}, 400, "invalid_grant"),
        ({"code_verifier": VERIFIER[::-1]}, 400, "invalid_grant"),
        ({"client_secret": "x"}, 401, "invalid_client"),
        ({"client_id": "x"}, 401, "invalid_client"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
    ],
)
def test_a_wrong_exchange_gives_no_token(
    mastodon: Mastodon, app: dict[str, str], wrong: dict[str, str], status: int, error: str
) -> None:
    answer = redeem(mastodon, app, decide(asking(mastodon, app)), **wrong)

    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert mastodon.authority.grants == {}


def test_a_challenge_asks_for_its_verifier(mastodon: Mastodon, app: dict[str, str]) -> None:
    code = decide(asking(mastodon, app))
    asked = {
        "grant_type": "authorization_code",
        "client_id": app["client_id"],
        "client_secret": app["client_secret"],
        "redirect_uri": OOB,
        "code": code,
    }

    assert httpx.post(f"{mastodon.url}/oauth/token", data=asked).json()["error"] == (
        "invalid_request"
    )


def test_a_code_works_once(mastodon: Mastodon, app: dict[str, str]) -> None:
    code = decide(asking(mastodon, app))

    assert [redeem(mastodon, app, code).status_code for _ in range(2)] == [200, 400]


def test_a_code_works_for_ten_minutes(mastodon: Mastodon, app: dict[str, str]) -> None:
    code = decide(asking(mastodon, app))
    mastodon.clock.advance(minutes=11)

    assert redeem(mastodon, app, code).json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"client_id": "x"}, "invalid_client"),
        ({"redirect_uri": "http://elsewhere.example/callback"}, "invalid_redirect_uri"),
        ({"redirect_uri": "http://127.0.0.1:1/other"}, "invalid_redirect_uri"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "write"}, "invalid_scope"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
    ],
)
def test_a_wrong_question_is_not_put_to_a_person(
    mastodon: Mastodon, app: dict[str, str], wrong: dict[str, str], error: str
) -> None:
    with pytest.raises(ValueError, match=error):
        decide(asking(mastodon, app, **wrong))


def test_a_form_that_was_not_shown_is_not_taken(mastodon: Mastodon, account: Account) -> None:
    del account
    asked = {"ticket": secrets.token_hex(), "decision": "allow"}

    assert httpx.post(f"{mastodon.url}/oauth/authorize", data=asked).status_code == 422


def test_the_server_tells_where_and_how_to_ask(mastodon: Mastodon) -> None:
    found = httpx.get(f"{mastodon.url}/.well-known/oauth-authorization-server").json()

    assert found["authorization_endpoint"] == f"{mastodon.url}/oauth/authorize"
    assert found["token_endpoint"] == f"{mastodon.url}/oauth/token"
    assert found["revocation_endpoint"] == f"{mastodon.url}/oauth/revoke"
    assert found["code_challenge_methods_supported"] == ["S256"]
    assert {"profile", "write:statuses"} <= set(found["scopes_supported"])


def test_an_older_server_tells_nothing_and_knows_less(mastodon: Mastodon, account: Account) -> None:
    del account
    mastodon.kind = OLD_MASTODON
    asked = {"client_name": "reviewkit", "redirect_uris": OOB, "scopes": SCOPES}
    refused = httpx.post(f"{mastodon.url}/api/v1/apps", data=asked)
    scopes = "write:statuses read:accounts"
    app = httpx.post(f"{mastodon.url}/api/v1/apps", data={**asked, "scopes": scopes}).json()
    code = decide(asking(mastodon, app, scope=scopes))

    assert httpx.get(f"{mastodon.url}/.well-known/oauth-authorization-server").status_code == 404
    assert refused.status_code == 422
    assert redeem(mastodon, app, code, code_verifier="any").status_code == 200


@pytest.mark.parametrize(("environment", "error"), [({}, False), ({"PERSON_DENIES": "1"}, True)])
def test_the_person_can_stand_for_the_browser(
    mastodon: Mastodon,
    app: dict[str, str],
    callback: Callback,
    project: Path,
    environment: dict[str, str],
    *,
    error: bool,
) -> None:
    url = asking(mastodon, app, redirect_uri=f"{callback.url}/callback")
    command = [sys.executable, "-m", "tests.servers.person", url]
    subprocess.run(command, cwd=project, check=True, env={**os.environ, **environment})
    (told,) = callback.requests

    assert ("error" in told.query) is error


def test_a_token_does_not_end_by_itself(mastodon: Mastodon, app: dict[str, str]) -> None:
    token = redeem(mastodon, app, decide(asking(mastodon, app))).json()["access_token"]
    mastodon.clock.advance(days=400)
    headers = {"Authorization": f"Bearer {token}"}
    me = httpx.get(f"{mastodon.url}/api/v1/accounts/verify_credentials", headers=headers)

    assert me.status_code == 200
