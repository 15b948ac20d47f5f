"""What a real Bluesky server does with posts and uploads: what announcing relies on."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import httpx
import pytest
from atproto import Client, models
from atproto_client.exceptions import NetworkError, RequestException, UnauthorizedError
from PIL import Image
from tests.servers.bluesky.server import POST, Account, Bluesky

pytestmark = pytest.mark.integration

KEY = "3lgvmk3vkc223"
OTHER_KEY = "3lgvmk3vkc224"
MEGABYTE = 1_000_000
FAMILY = "👨‍👩‍👧‍👦"


def record(text: str = "Hello", **more: Any) -> dict[str, Any]:  # noqa: ANN401 -- any field
    """Give a post."""
    return {"$type": POST, "text": text, "createdAt": "2025-01-20T12:00:00.000Z", **more}


def card(thumb: object) -> dict[str, Any]:
    """Give a card with a picture."""
    external = {"uri": "https://films.example/", "title": "T", "description": "D", "thumb": thumb}
    return {"$type": "app.bsky.embed.external", "external": external}


def error(answer: httpx.Response) -> tuple[int, str]:
    """Give status and name of an error."""
    return answer.status_code, answer.json()["error"]


def words(answer: httpx.Response) -> str:
    """Give the message of an error."""
    return str(answer.json()["message"])


@pytest.fixture
def jpeg() -> bytes:
    file = BytesIO()
    Image.new("RGB", (16, 9), "teal").save(file, "JPEG")
    return file.getvalue()


# Posts and their keys


def test_a_post_is_kept_under_the_key_that_was_chosen(bluesky: Bluesky, reviewer: Account) -> None:
    made = bluesky.create(reviewer, KEY, record()).json()

    assert made["uri"] == f"at://{reviewer.did}/{POST}/{KEY}"
    assert made["validationStatus"] == "valid"
    assert bluesky.record(reviewer, KEY) == record()
    assert list(bluesky.records(reviewer)) == [KEY]


@pytest.mark.parametrize("text", ["Hello", "Something else"])
def test_a_key_that_is_taken_gives_500_and_changes_nothing(
    bluesky: Bluesky, reviewer: Account, text: str
) -> None:
    bluesky.create(reviewer, KEY, record())
    again = bluesky.create(reviewer, KEY, record(text))

    assert error(again) == (500, "InternalServerError")
    assert bluesky.records(reviewer) == {KEY: record()}


def test_what_is_not_there_is_told_from_what_cannot_be_read(
    bluesky: Bluesky, reviewer: Account
) -> None:
    query: dict[str, str | int] = {"repo": reviewer.did, "collection": POST, "rkey": KEY}

    assert error(bluesky.call("com.atproto.repo.getRecord", query=query)) == (400, "RecordNotFound")
    assert bluesky.record(reviewer, KEY) is None


def test_a_deleted_post_leaves_its_key_free(bluesky: Bluesky, reviewer: Account) -> None:
    bluesky.create(reviewer, KEY, record())
    asked = {"repo": reviewer.did, "collection": POST, "rkey": KEY}
    method = "com.atproto.repo.deleteRecord"
    gone = [bluesky.call(method, token=reviewer.token, data=asked).status_code for _ in range(2)]

    assert gone == [200, 200]
    assert bluesky.record(reviewer, KEY) is None
    assert bluesky.create(reviewer, KEY, record("Again")).status_code == 200


@pytest.mark.parametrize("key", ["film", "not a key", "zzzzzzzzzzzzz", KEY.upper()])
def test_the_key_of_a_post_is_a_tid(bluesky: Bluesky, reviewer: Account, key: str) -> None:
    assert error(bluesky.create(reviewer, key, record())) == (400, "InvalidRequest")


def test_a_put_overwrites_unless_it_says_there_is_nothing(
    bluesky: Bluesky, reviewer: Account
) -> None:
    method = "com.atproto.repo.putRecord"
    asked = {"repo": reviewer.did, "collection": POST, "rkey": KEY, "record": record("New")}
    bluesky.create(reviewer, KEY, record("Old"))
    careful = bluesky.call(method, token=reviewer.token, data={**asked, "swapRecord": None})
    kept = bluesky.record(reviewer, KEY)
    bluesky.call(method, token=reviewer.token, data=asked).raise_for_status()

    assert error(careful) == (400, "InvalidSwap")
    assert kept == record("Old")
    assert bluesky.record(reviewer, KEY) == record("New")


def test_posts_of_strangers_are_not_written(bluesky: Bluesky, reviewer: Account) -> None:
    other = bluesky.add_account()
    asked = {"repo": other.did, "collection": POST, "rkey": KEY, "record": record()}
    method = "com.atproto.repo.createRecord"
    answer = bluesky.call(method, token=reviewer.token, data=asked)

    assert answer.status_code in {400, 401, 403}
    assert bluesky.records(other) == {}


# Limits


@pytest.mark.parametrize(
    ("text", "longer", "fault"),
    [
        ("é" * 300, "é" * 301, "grapheme too big (maximum 300, got 301)"),
        (FAMILY * 120, FAMILY * 120 + "a", "string too big (maximum 3000, got 3001)"),
        ("a\n" * 150, "a\n" * 150 + "b", "grapheme too big (maximum 300, got 301)"),
    ],
)
def test_a_post_has_300_graphemes_and_3000_bytes_at_most(
    bluesky: Bluesky, reviewer: Account, text: str, longer: str, fault: str
) -> None:
    fits = bluesky.create(reviewer, KEY, record(text))
    refused = bluesky.create(reviewer, OTHER_KEY, record(longer))

    assert fits.status_code == 200
    assert error(refused) == (400, "InvalidRequest")
    assert fault in words(refused)
    assert list(bluesky.records(reviewer)) == [KEY]


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"langs": ["en", "de", "fr", "it"]}, "array too big (maximum 3, got 4)"),
        ({"tags": ["a"] * 9}, "array too big (maximum 8, got 9)"),
        ({"tags": ["a" * 65]}, "grapheme too big (maximum 64, got 65)"),
        ({"createdAt": "2025-01-20"}, "Invalid datetime"),
        ({"createdAt": "2025-01-20T12:00:00"}, "Invalid datetime"),
    ],
)
def test_what_the_lexicon_forbids_is_refused(
    bluesky: Bluesky, reviewer: Account, more: dict[str, Any], fault: str
) -> None:
    answer = bluesky.create(reviewer, KEY, record(**more))

    assert error(answer) == (400, "InvalidRequest")
    assert fault in words(answer)


def facet(start: int, end: int, **feature: str) -> dict[str, Any]:
    """Give a facet over some bytes."""
    return {"index": {"byteStart": start, "byteEnd": end}, "features": [feature]}


def test_facets_are_kept_as_they_are(bluesky: Bluesky, reviewer: Account) -> None:
    tag = facet(3, 8, **{"$type": "app.bsky.richtext.facet#tag"}, tag="film")
    address = "https://films.example/"
    link = facet(9, 31, **{"$type": "app.bsky.richtext.facet#link"}, uri=address)
    post = record(f"é #film {address}", facets=[tag, link])
    bluesky.create(reviewer, KEY, post).raise_for_status()
    kept = bluesky.record(reviewer, KEY)

    assert kept == post
    assert post["text"].encode()[9:31].decode() == address


def test_a_facet_beyond_the_text_is_not_noticed(bluesky: Bluesky, reviewer: Account) -> None:
    tag = facet(0, 500, **{"$type": "app.bsky.richtext.facet#tag"}, tag="film")

    assert bluesky.create(reviewer, KEY, record(facets=[tag])).status_code == 200


def test_a_facet_with_a_wrong_address_is_refused(bluesky: Bluesky, reviewer: Account) -> None:
    link = facet(0, 5, **{"$type": "app.bsky.richtext.facet#link"}, uri="films.example")
    answer = bluesky.create(reviewer, KEY, record(facets=[link]))

    assert error(answer) == (400, "InvalidRequest")
    assert "facets[0].features[0].uri" in words(answer)


# Pictures


def test_the_server_looks_at_the_bytes_of_an_upload(
    bluesky: Bluesky, reviewer: Account, jpeg: bytes
) -> None:
    blob = bluesky.upload(reviewer, jpeg, "image/png").json()["blob"]

    assert (blob["mimeType"], blob["size"]) == ("image/jpeg", len(jpeg))


def test_the_same_bytes_are_the_same_blob(bluesky: Bluesky, reviewer: Account, jpeg: bytes) -> None:
    first, second = (bluesky.upload(reviewer, jpeg, "image/jpeg").json() for _ in range(2))

    assert first == second


@pytest.mark.parametrize(
    ("wrong", "name"),
    [({"mimeType": "image/png"}, "InvalidMimeType"), ({"size": 1}, "InvalidSize")],
)
def test_a_blob_is_named_as_the_server_knows_it(
    bluesky: Bluesky, reviewer: Account, jpeg: bytes, wrong: dict[str, object], name: str
) -> None:
    blob = bluesky.upload(reviewer, jpeg, "image/jpeg").json()["blob"]
    refused = bluesky.create(reviewer, KEY, record(embed=card({**blob, **wrong})))

    assert error(refused) == (400, name)
    assert bluesky.create(reviewer, KEY, record(embed=card(blob))).status_code == 200


def test_a_blob_that_was_not_uploaded_is_not_found(
    bluesky: Bluesky, reviewer: Account, jpeg: bytes
) -> None:
    blob = bluesky.upload(bluesky.add_account(), jpeg, "image/jpeg").json()["blob"]
    answer = bluesky.create(reviewer, KEY, record(embed=card(blob)))

    assert error(answer) == (400, "BlobNotFound")


def test_the_picture_of_a_card_has_a_megabyte_at_most(
    bluesky: Bluesky, reviewer: Account, jpeg: bytes
) -> None:
    sizes = (MEGABYTE, MEGABYTE + 1)
    files = [jpeg + b"\0" * (size - len(jpeg)) for size in sizes]
    blobs = [bluesky.upload(reviewer, file, "image/jpeg").json()["blob"] for file in files]
    fits = bluesky.create(reviewer, KEY, record(embed=card(blobs[0])))
    refused = bluesky.create(reviewer, OTHER_KEY, record(embed=card(blobs[1])))

    assert fits.status_code == 200
    assert error(refused) == (400, "InvalidRequest")
    assert "blob too big (maximum 1000000, got 1000001)" in words(refused)


def test_the_picture_of_a_card_is_a_picture(bluesky: Bluesky, reviewer: Account) -> None:
    blob = bluesky.upload(reviewer, b"<!doctype html><p>404", "text/html").json()["blob"]
    answer = bluesky.create(reviewer, KEY, record(embed=card(blob)))

    assert error(answer) == (400, "InvalidRequest")
    assert "embed.external.thumb" in words(answer)


# Sessions


@pytest.fixture
def library(bluesky: Bluesky) -> Iterator[Client]:
    """Give the library, whose connections it cannot close itself."""
    client = Client(bluesky.url)
    yield client
    client.request._client.close()  # noqa: SLF001


def test_the_library_makes_a_session_but_misses_the_profile(
    library: Client, reviewer: Account
) -> None:
    with pytest.raises(NetworkError) as caught:
        library.login(reviewer.handle, reviewer.password)
    response = caught.value.response

    assert response is not None
    assert response.status_code == 502
    assert library.export_session_string().startswith(f"{reviewer.handle}:::{reviewer.did}:::")


def test_the_library_posts_once_when_it_asks_for_no_profile(
    bluesky: Bluesky, library: Client, reviewer: Account
) -> None:
    library.login(reviewer.handle, bluesky.app_password(reviewer), fetch_bsky_profile=False)
    post = models.AppBskyFeedPost.Record(text="Hello", created_at="2025-01-20T12:00:00.000Z")
    library.app.bsky.feed.post.create(reviewer.did, post, rkey=KEY)
    with pytest.raises(RequestException) as caught:
        library.app.bsky.feed.post.create(reviewer.did, post, rkey=KEY)
    response = caught.value.response

    assert response is not None
    assert response.status_code == 500
    assert bluesky.records(reviewer) == {KEY: record()}


def test_the_library_tells_a_wrong_password(library: Client, reviewer: Account) -> None:
    with pytest.raises(UnauthorizedError):
        library.login(reviewer.handle, "wrong")


@pytest.mark.parametrize("identifier", ["handle", "did"])
def test_a_session_is_made_with_handle_or_did(
    bluesky: Bluesky, reviewer: Account, identifier: str
) -> None:
    asked = {"identifier": getattr(reviewer, identifier), "password": reviewer.password}
    session = bluesky.call("com.atproto.server.createSession", data=asked).json()

    assert (session["did"], session["handle"]) == (reviewer.did, reviewer.handle)
    assert session["active"] is True


def test_a_wrong_password_is_401_and_counts(bluesky: Bluesky, reviewer: Account) -> None:
    asked = {"identifier": reviewer.handle, "password": "wrong"}
    answers = [bluesky.call("com.atproto.server.createSession", data=asked) for _ in range(2)]
    left = [int(answer.headers["ratelimit-remaining"]) for answer in answers]

    assert [error(answer) for answer in answers] == [(401, "AuthenticationRequired")] * 2
    assert answers[0].headers["ratelimit-limit"] == "30"
    assert answers[0].headers["ratelimit-policy"] == "30;w=300"
    assert left == [29, 28]


def test_a_token_that_is_none_is_refused_before_anything(
    bluesky: Bluesky, reviewer: Account
) -> None:
    asked = {"repo": reviewer.did, "collection": POST, "rkey": KEY, "record": record()}
    method = "com.atproto.repo.createRecord"

    assert error(bluesky.call(method, token=reviewer.token[::-1], data=asked)) == (
        400,
        "InvalidToken",
    )
    assert error(bluesky.call(method, data=asked)) == (401, "AuthMissing")
    assert bluesky.records(reviewer) == {}


def test_answers_tell_the_rate_limit_in_seconds_since_1970(
    bluesky: Bluesky, reviewer: Account
) -> None:
    headers = bluesky.create(reviewer, KEY, record()).headers

    assert headers["ratelimit-limit"] == "3000"
    assert headers["ratelimit-policy"] == "3000;w=300"
    assert 0 < int(headers["ratelimit-remaining"]) < 3000
    assert int(headers["ratelimit-reset"]) > 1_700_000_000


def test_too_many_wrong_passwords_lock_the_account_out(bluesky: Bluesky, reviewer: Account) -> None:
    asked = {"identifier": reviewer.handle, "password": "wrong"}
    method = "com.atproto.server.createSession"
    with ThreadPoolExecutor(30) as pool:
        answers = list(pool.map(lambda _: bluesky.call(method, data=asked), range(30)))
    right = bluesky.call(method, data={**asked, "password": reviewer.password})

    assert {answer.status_code for answer in answers} == {401}
    assert error(right) == (429, "RateLimitExceeded")
    assert right.headers["ratelimit-remaining"] == "0"


# Identity


def test_a_handle_leads_to_the_did_and_that_to_the_server(
    bluesky: Bluesky, reviewer: Account
) -> None:
    method = "com.atproto.identity.resolveHandle"
    did = bluesky.call(method, query={"handle": reviewer.handle}).json()["did"]
    document = bluesky.client.get(f"{bluesky.plc}/{did}").json()
    (service,) = document["service"]

    assert did == reviewer.did
    assert document["alsoKnownAs"] == [f"at://{reviewer.handle}"]
    assert (service["id"], service["serviceEndpoint"]) == ("#atproto_pds", bluesky.url)
