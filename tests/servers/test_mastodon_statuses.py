"""The fake Mastodon keeps, lists, edits and deletes statuses as the API's documentation says."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from tests.servers.asking import STATUSES, ids, post
from tests.servers.mastodon import Mastodon
from tests.servers.mastodon_kinds import (
    GOTOSOCIAL,
    TAKAHE,
    Kind,
    Repeat,
)
from tests.servers.mastodon_oauth import Account
from tests.servers.wire import Cut, lost

# Posting


def test_a_status_is_as_it_was_asked_for(client: httpx.Client, mastodon: Mastodon) -> None:
    post(client, "Hello", visibility="unlisted", language="de", spoiler_text="Twist")
    (status,) = mastodon.statuses

    assert (status.text, status.visibility, status.language) == ("Hello", "unlisted", "de")
    assert (status.spoiler, status.sensitive) == ("Twist", True)


def test_what_is_not_asked_for_is_as_the_account_has_it(mastodon: Mastodon) -> None:
    account = mastodon.add_account("cautious", language="fr", sensitive=True)
    headers = {"Authorization": f"Bearer {mastodon.add_token(account, 'write')}"}
    asked = {"status": "Salut"}
    kept = httpx.post(mastodon.url + STATUSES, headers=headers, json=asked).json()
    other = httpx.post(mastodon.url + STATUSES, headers=headers, json={**asked, "sensitive": False})

    assert (kept["language"], kept["sensitive"]) == ("fr", True)
    assert other.json()["sensitive"] is False


@pytest.mark.parametrize("text", ["", " \n "])
def test_a_status_without_text_is_refused(client: httpx.Client, text: str) -> None:
    answer = post(client, text)

    assert answer.status_code == 422
    assert answer.json() == {"error": "Validation failed: Text can't be blank"}


@pytest.mark.parametrize(
    ("text", "spoiler"),
    [
        ("é" * 500, ""),
        ("👨‍👩‍👧‍👦" * 500, ""),
        ("é" * 400, "!" * 100),
        (f"{'x' * 476} https://films.example/{'long/' * 99}", ""),
        (f"{'x' * 491} @someone@{'a' * 60}.example", ""),
    ],
)
def test_a_status_can_be_just_as_long_as_the_limit(
    client: httpx.Client, mastodon: Mastodon, text: str, spoiler: str
) -> None:
    exact = post(client, text, spoiler_text=spoiler)
    longer = post(client, f"+{text}", spoiler_text=spoiler)

    assert exact.status_code == 200
    assert longer.status_code == 422
    assert longer.json()["error"] == "Validation failed: Text character limit of 500 exceeded"
    assert len(mastodon.statuses) == 1


def test_other_servers_count_all_of_an_address(client: httpx.Client, mastodon: Mastodon) -> None:
    mastodon.kind = Kind(max_characters=100, counting=GOTOSOCIAL.counting, api_version=None)

    assert post(client, f"https://films.example/{'x' * 78}").status_code == 200
    assert post(client, f"https://films.example/{'x' * 79}").status_code == 422


def test_a_status_of_no_known_visibility_is_refused(client: httpx.Client) -> None:
    assert post(client, "Hello", visibility="everybody").status_code == 422


# Idempotency-Key


def test_a_key_gives_the_same_status_for_an_hour(client: httpx.Client, mastodon: Mastodon) -> None:
    first = post(client, "Hello", key="k").json()
    mastodon.clock.advance(minutes=59)
    again = post(client, "Whatever", key="k").json()
    other = post(client, "Hello", key="l").json()

    assert again["id"] == first["id"] != other["id"]
    assert [status.text for status in mastodon.statuses] == ["Hello", "Hello"]


def test_a_key_holds_for_those_who_come_at_once(client: httpx.Client, mastodon: Mastodon) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda n: post(client, f"Hello {n}", key="k").json()["id"], range(8)))

    assert made == {status.id for status in mastodon.statuses}
    assert len(made) == 1


def test_a_key_is_forgotten_after_an_hour(client: httpx.Client, mastodon: Mastodon) -> None:
    post(client, "Hello", key="k")
    mastodon.clock.advance(minutes=60)
    post(client, "Hello", key="k")

    assert [status.key for status in mastodon.statuses] == ["k", "k"]


def test_a_key_is_of_one_account(client: httpx.Client, mastodon: Mastodon) -> None:
    other = mastodon.add_account("other")
    token = mastodon.add_token(other, "write")
    post(client, "Hello", key="k")
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "k"}
    httpx.post(mastodon.url + STATUSES, data={"status": "Hi"}, headers=headers)

    assert [status.text for status in mastodon.statuses] == ["Hello", "Hi"]


def test_a_refused_status_does_not_use_up_its_key(client: httpx.Client) -> None:
    assert post(client, "", key="k").status_code == 422
    assert post(client, "Hello", key="k").status_code == 200


@pytest.mark.parametrize(
    ("repeat", "status", "posted"),
    [
        (Repeat.HONOURED, 200, 1),
        (Repeat.IGNORED, 200, 2),
        (Repeat.INTERNAL_ERROR, 500, 1),
        (Repeat.BUSY, 503, 1),
    ],
)
def test_servers_differ_in_what_a_repeat_does(
    client: httpx.Client, mastodon: Mastodon, repeat: Repeat, status: int, posted: int
) -> None:
    mastodon.kind = Kind(repeat=repeat)
    post(client, "Hello", key="k")

    assert post(client, "Hello", key="k").status_code == status
    assert len(mastodon.statuses) == posted


@pytest.mark.parametrize("kind", [GOTOSOCIAL, TAKAHE])
def test_some_compatible_servers_know_no_keys(
    client: httpx.Client, mastodon: Mastodon, kind: Kind
) -> None:
    mastodon.kind = kind
    post(client, "Hello", key="k")
    post(client, "Hello", key="k")

    assert len(mastodon.statuses) == 2


def test_an_answer_that_was_lost_can_be_had_by_its_key(
    client: httpx.Client, mastodon: Mastodon
) -> None:
    mastodon.fail("POST", STATUSES, lost(Cut.RESET, accepted=True))
    with pytest.raises(httpx.ReadError):
        post(client, "Hello", key="k")

    assert post(client, "Hello", key="k").json()["id"] == mastodon.statuses[0].id
    assert len(mastodon.statuses) == 1


# Listing


def test_a_listing_is_newest_first_and_says_where_the_next_is(
    client: httpx.Client, listing: str
) -> None:
    made = [post(client, f"Status {n}").json()["id"] for n in range(5)]
    first = client.get(listing, params={"limit": 2})
    second = client.get(first.links["next"]["url"])
    newer = client.get(second.links["prev"]["url"])
    last = client.get(listing, params={"limit": 2, "max_id": made[1]})

    assert ids(first) == [made[4], made[3]]
    assert ids(second) == [made[2], made[1]]
    assert ids(newer) == ids(first)
    assert (ids(last), "next" in last.links) == ([made[0]], False)


def test_a_page_above_an_id_is_the_one_directly_above(client: httpx.Client, listing: str) -> None:
    made = [post(client, f"Status {n}").json()["id"] for n in range(5)]
    directly = client.get(listing, params={"limit": 2, "min_id": made[0]})
    newest = client.get(listing, params={"limit": 2, "since_id": made[0]})

    assert ids(directly) == [made[2], made[1]]
    assert ids(newest) == [made[4], made[3]]


def test_a_page_has_forty_at_most(client: httpx.Client, mastodon: Mastodon, listing: str) -> None:
    for number in range(45):
        post(client, f"Status {number}")

    assert len(client.get(listing).json()) == 20
    assert len(client.get(listing, params={"limit": 99}).json()) == 40
    assert len(mastodon.statuses) == 45


def test_boosts_can_be_left_out(
    client: httpx.Client, mastodon: Mastodon, account: Account, listing: str
) -> None:
    mastodon.add_reblog(account, "https://elsewhere.example/1")
    own = post(client, "Hello").json()["id"]

    assert len(client.get(listing).json()) == 2
    assert ids(client.get(listing, params={"exclude_reblogs": "true"})) == [own]


def test_strangers_see_what_is_public(
    client: httpx.Client, mastodon: Mastodon, listing: str
) -> None:
    made = {v: post(client, v, visibility=v).json()["id"] for v in ("public", "private", "direct")}
    hidden = httpx.get(f"{mastodon.url}{STATUSES}/{made['private']}")

    assert len(client.get(listing).json()) == 3
    assert ids(httpx.get(mastodon.url + listing)) == [made["public"]]
    assert (hidden.status_code, hidden.json()) == (404, {"error": "Record not found"})


def test_a_listing_can_lag(client: httpx.Client, mastodon: Mastodon, listing: str) -> None:
    mastodon.kind = Kind(listing_lag=timedelta(seconds=90))
    made = post(client, "Hello").json()["id"]
    at_once = ids(client.get(listing))
    mastodon.clock.advance(seconds=90)

    assert at_once == []
    assert client.get(f"{STATUSES}/{made}").status_code == 200
    assert ids(client.get(listing)) == [made]


def test_there_is_no_listing_of_an_account_that_is_not(mastodon: Mastodon) -> None:
    assert httpx.get(f"{mastodon.url}/api/v1/accounts/1/statuses").status_code == 404


# Editing and deleting


def test_an_edit_replaces_the_text_and_says_when(client: httpx.Client, mastodon: Mastodon) -> None:
    mastodon.clock.stop(datetime(2025, 1, 20, 12, tzinfo=UTC))
    made = post(client, "Hello", language="de").json()
    mastodon.clock.advance(minutes=5)
    edited = client.put(f"{STATUSES}/{made['id']}", data={"status": "Bye"}).json()

    assert (edited["content"], edited["language"]) == ("<p>Bye</p>", "de")
    assert (made["created_at"], made["edited_at"]) == ("2025-01-20T12:00:00.000Z", None)
    assert edited["edited_at"] == "2025-01-20T12:05:00.000Z"
    assert client.get(f"{STATUSES}/{made['id']}/source").json()["text"] == "Bye"


def test_an_edit_is_checked_as_a_new_status_is(client: httpx.Client, mastodon: Mastodon) -> None:
    made = post(client, "Hello").json()["id"]

    assert client.put(f"{STATUSES}/{made}", data={"status": "x" * 501}).status_code == 422
    assert mastodon.statuses[0].text == "Hello"


def test_an_edit_keeps_only_the_pictures_it_names(client: httpx.Client, jpeg: bytes) -> None:
    media = client.post("/api/v2/media", files={"file": ("a.jpg", jpeg)}).json()["id"]
    asked = {"status": "Hello", "media_ids[]": [media]}
    made = client.post(STATUSES, data=asked).json()["id"]
    kept = client.put(f"{STATUSES}/{made}", data=asked).json()
    dropped = client.put(f"{STATUSES}/{made}", data={"status": "Hello"}).json()

    assert (len(kept["media_attachments"]), len(dropped["media_attachments"])) == (1, 0)


def test_deleting_gives_the_source_back(client: httpx.Client, mastodon: Mastodon) -> None:
    made = post(client, "a < b").json()["id"]
    gone = client.delete(f"{STATUSES}/{made}").json()

    assert gone["text"] == "a < b"
    assert "content" not in gone
    assert client.get(f"{STATUSES}/{made}").status_code == 404
    assert mastodon.statuses == []


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_the_statuses_of_others_are_not_touched(
    client: httpx.Client, mastodon: Mastodon, method: str
) -> None:
    made = post(client, "Hello").json()["id"]
    other = mastodon.add_token(mastodon.add_account("other"), "write")
    headers = {"Authorization": f"Bearer {other}"}

    assert client.request(method, f"{STATUSES}/{made}", headers=headers).status_code == 404
    assert len(mastodon.statuses) == 1
