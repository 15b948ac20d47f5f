"""The fake Mastodon knows who may do what, tells its limits, and works with Mastodon.py."""

from datetime import UTC, datetime

import httpx
import mastodon as library
import pytest
from tests.servers.asking import SCOPES, STATUSES, post
from tests.servers.mastodon import Mastodon
from tests.servers.mastodon_kinds import (
    GOTOSOCIAL,
    OLD_MASTODON,
    TAKAHE,
    RateLimit,
    Reset,
)
from tests.servers.mastodon_oauth import Account
from tests.servers.wire import refused

# Mastodon.py


def test_the_library_posts_reads_edits_and_deletes(mastodon: Mastodon, account: Account) -> None:
    token = mastodon.add_token(account, *SCOPES)
    api = library.Mastodon(access_token=token, api_base_url=mastodon.url)
    status = api.status_post("Hello", idempotency_key="k", sensitive=None, visibility="unlisted")
    edited = api.status_update(status, status="Hello again")
    listed = api.account_statuses(api.me(), exclude_reblogs=True)

    assert (status.content, status.visibility) == ("<p>Hello</p>", "unlisted")
    assert edited.edited_at is not None
    assert [s.content for s in listed] == ["<p>Hello again</p>"]
    assert mastodon.asked("POST", STATUSES)[0].headers["idempotency-key"] == "k"
    assert api.status_delete(status).text == "Hello again"
    assert mastodon.statuses == []


def test_the_library_uploads_a_picture_and_attaches_it(
    mastodon: Mastodon, account: Account, jpeg: bytes
) -> None:
    token = mastodon.add_token(account, *SCOPES)
    api = library.Mastodon(access_token=token, api_base_url=mastodon.url)
    picture = api.media_post(jpeg, "image/jpeg", description="A clock")
    status = api.status_post("Hello", media_ids=[picture])

    assert [media.description for media in status.media_attachments] == ["A clock"]
    assert mastodon.uploads[picture.id].data == jpeg


def test_the_library_pages_through_a_listing(mastodon: Mastodon, account: Account) -> None:
    api = library.Mastodon(
        access_token=mastodon.add_token(account, *SCOPES), api_base_url=mastodon.url
    )
    for number in range(5):
        api.status_post(f"Status {number}")
    first = api.account_statuses(account.id, limit=2)
    rest = api.fetch_remaining(first)

    assert [s.content[3:-4] for s in rest] == [f"Status {n}" for n in (4, 3, 2, 1, 0)]


# Accounts, tokens, scopes


def test_a_token_tells_whose_it_is(client: httpx.Client, account: Account) -> None:
    answer = client.get("/api/v1/accounts/verify_credentials")

    assert (answer.json()["id"], answer.json()["username"]) == (account.id, "reviewer")
    assert answer.json()["source"]["language"] == "en"


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer x"}, {"Authorization": "Hm"}])
def test_without_a_token_nothing_is_posted(mastodon: Mastodon, headers: dict[str, str]) -> None:
    answer = httpx.post(mastodon.url + STATUSES, data={"status": "Hello"}, headers=headers)

    assert (answer.status_code, answer.json()) == (401, {"error": "The access token is invalid"})
    assert mastodon.statuses == []


def test_a_token_that_was_revoked_is_told_from_one_that_never_was(
    mastodon: Mastodon, account: Account, client: httpx.Client
) -> None:
    token = mastodon.add_token(account, "write")
    mastodon.revoke(token)
    answer = client.post(STATUSES, headers={"Authorization": f"Bearer {token}"})

    assert (answer.status_code, answer.json()["error"]) == (401, "The access token was revoked")


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("POST", STATUSES, "read"),
        ("DELETE", f"{STATUSES}/1", "write:media"),
        ("PUT", f"{STATUSES}/1", "write:media"),
        ("GET", f"{STATUSES}/1", "write"),
        ("POST", "/api/v2/media", "write:statuses"),
        ("GET", "/api/v1/accounts/1/statuses", "write"),
        ("GET", "/api/v1/accounts/verify_credentials", "read:statuses"),
    ],
)
def test_a_token_is_refused_what_its_scopes_do_not_cover(
    mastodon: Mastodon, account: Account, method: str, path: str, scope: str
) -> None:
    headers = {"Authorization": f"Bearer {mastodon.add_token(account, scope)}"}
    answer = httpx.request(method, mastodon.url + path, headers=headers)

    assert answer.status_code == 403
    assert answer.json() == {"error": "This action is outside the authorized scopes"}


@pytest.mark.parametrize(
    ("scope", "path"),
    [
        ("read", "/api/v1/accounts/verify_credentials"),
        ("read:accounts", "/api/v1/accounts/verify_credentials"),
        ("profile", "/api/v1/accounts/verify_credentials"),
        ("read", "/api/v1/accounts/{id}/statuses"),
    ],
)
def test_a_wide_scope_has_the_narrow_ones_in_it(
    mastodon: Mastodon, account: Account, scope: str, path: str
) -> None:
    headers = {"Authorization": f"Bearer {mastodon.add_token(account, scope)}"}
    address = mastodon.url + path.replace("{id}", account.id)

    assert httpx.get(address, headers=headers).status_code == 200


def test_a_suspended_account_can_do_nothing(
    mastodon: Mastodon, account: Account, client: httpx.Client
) -> None:
    mastodon.disabled.add(account.id)
    answer = post(client, "Hello")

    assert (answer.status_code, answer.json()["error"]) == (403, "Your login is currently disabled")


def test_an_account_is_found_by_its_name(mastodon: Mastodon, account: Account) -> None:
    address = f"{mastodon.url}/api/v1/accounts/lookup"

    assert httpx.get(address, params={"acct": "reviewer"}).json()["id"] == account.id
    assert httpx.get(address, params={"acct": "nobody"}).status_code == 404


# Instance


def test_the_instance_tells_its_limits(mastodon: Mastodon) -> None:
    found = httpx.get(f"{mastodon.url}/api/v2/instance").json()

    assert found["configuration"]["statuses"] == {
        "max_characters": 500,
        "max_media_attachments": 4,
        "characters_reserved_per_url": 23,
    }
    assert found["configuration"]["media_attachments"]["description_limit"] == 1500
    assert found["api_versions"] == {"mastodon": 7}


def test_other_servers_have_other_limits(mastodon: Mastodon) -> None:
    mastodon.kind = GOTOSOCIAL
    found = httpx.get(f"{mastodon.url}/api/v2/instance").json()

    assert found["configuration"]["statuses"]["max_characters"] == 5000
    assert found["configuration"]["statuses"]["characters_reserved_per_url"] == 25
    assert "description_limit" not in found["configuration"]["media_attachments"]
    assert "api_versions" not in found


def test_a_server_can_have_the_old_instance_alone(mastodon: Mastodon) -> None:
    mastodon.kind = TAKAHE
    old = httpx.get(f"{mastodon.url}/api/v1/instance").json()

    assert httpx.get(f"{mastodon.url}/api/v2/instance").status_code == 404
    assert old["configuration"]["statuses"]["max_characters"] == 500


def test_the_instance_can_be_out_of_order(mastodon: Mastodon) -> None:
    mastodon.fail("GET", "/api/v2/instance", refused(503), always=True)

    assert httpx.get(f"{mastodon.url}/api/v2/instance").status_code == 503


# Rate limits


@pytest.mark.parametrize(
    ("reset", "seconds", "headers"),
    [
        (Reset.ISO, 300, {"x-ratelimit-reset": "2025-01-20T12:05:00.000000Z"}),
        (Reset.ISO, -300, {"x-ratelimit-reset": "2025-01-20T11:55:00.000000Z"}),
        (Reset.ISO, 10_800, {"x-ratelimit-reset": "2025-01-20T15:00:00.000000Z"}),
        (Reset.EPOCH, 300, {"x-ratelimit-reset": "1737374700"}),
        (Reset.RETRY_AFTER, 300, {"retry-after": "Mon, 20 Jan 2025 12:05:00 GMT"}),
        (Reset.ABSENT, 300, {}),
    ],
)
def test_too_many_requests_are_refused_and_told_when_to_come_back(
    client: httpx.Client, mastodon: Mastodon, reset: Reset, seconds: int, headers: dict[str, str]
) -> None:
    mastodon.clock.stop(datetime(2025, 1, 20, 12, tzinfo=UTC))
    mastodon.limit(RateLimit(seconds=seconds, reset=reset), left=1)
    fine, many = post(client, "Hello"), post(client, "Hello")
    named = {name: many.headers.get(name) for name in ("x-ratelimit-reset", "retry-after")}

    assert (fine.status_code, many.status_code) == (200, 429)
    assert many.json() == {"error": "Too many requests"}
    assert many.headers["date"] == "Mon, 20 Jan 2025 12:00:00 GMT"
    assert {name: value for name, value in named.items() if value} == headers
    assert len(mastodon.statuses) == 1


def test_the_counter_starts_anew_when_it_said(client: httpx.Client, mastodon: Mastodon) -> None:
    mastodon.limit(RateLimit(requests=5, seconds=60), left=0)
    many = post(client, "Hello")
    mastodon.clock.advance(seconds=61)
    fine = post(client, "Hello")

    assert many.headers["x-ratelimit-remaining"] == "0"
    assert (fine.status_code, fine.headers["x-ratelimit-remaining"]) == (200, "4")


# Everything else


@pytest.mark.parametrize("path", ["/api/v1/media", "/api/v1/accounts/1", "/anything"])
def test_what_is_not_there_is_404(client: httpx.Client, path: str) -> None:
    answer = client.post(path)

    assert (answer.status_code, answer.json()) == (404, {"error": "Not Found"})


def test_a_server_before_4_3_has_no_api_versions() -> None:
    with Mastodon(OLD_MASTODON) as server:
        found = httpx.get(f"{server.url}/api/v2/instance").json()

    assert "api_versions" not in found
    assert found["version"] == "4.2.10"
