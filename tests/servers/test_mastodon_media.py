"""The fake Mastodon takes pictures, works on them as long as it is told, and attaches them."""

import httpx
import pytest
from tests.servers.mastodon import Mastodon
from tests.servers.mastodon_kinds import GOTOSOCIAL, Kind, Media, Processing

MEDIA = "/api/v2/media"


def upload(client: httpx.Client, content: bytes, **fields: str) -> httpx.Response:
    """Upload a picture."""
    return client.post(MEDIA, files={"file": ("a.jpg", content, "image/jpeg")}, data=fields)


def attach(client: httpx.Client, *media: str) -> httpx.Response:
    """Post a status with pictures."""
    return client.post("/api/v1/statuses", data={"status": "Hello", "media_ids[]": list(media)})


def checks(client: httpx.Client, media: str, times: int) -> list[int]:
    """Ask how far an upload is, some times over."""
    return [client.get(f"/api/v1/media/{media}").status_code for _ in range(times)]


def test_a_picture_is_ready_at_once(client: httpx.Client, jpeg: bytes) -> None:
    answer = upload(client, jpeg, description="A clock", focus="0.5,-0.25")
    media = answer.json()

    assert (answer.status_code, media["type"], media["description"]) == (200, "image", "A clock")
    assert media["meta"]["focus"] == {"x": 0.5, "y": -0.25}
    assert attach(client, media["id"]).json()["media_attachments"] == [media]


def test_a_large_picture_is_worked_on_first(
    client: httpx.Client, mastodon: Mastodon, jpeg: bytes
) -> None:
    mastodon.media = Media(processing=Processing.READY, checks=2)
    answer = upload(client, jpeg)
    media = answer.json()["id"]
    early = attach(client, media)

    assert (answer.status_code, answer.json()["url"]) == (202, None)
    assert early.status_code == 422
    assert "have not finished processing" in early.json()["error"]
    assert checks(client, media, 4) == [206, 206, 200, 200]
    assert attach(client, media).status_code == 200


@pytest.mark.parametrize(
    ("processing", "heard"),
    [(Processing.FAILED, [206, 206, 422, 422]), (Processing.NEVER, [206, 206, 206, 206])],
)
def test_a_picture_may_never_be_ready(
    client: httpx.Client,
    mastodon: Mastodon,
    jpeg: bytes,
    processing: Processing,
    heard: list[int],
) -> None:
    mastodon.media = Media(processing=processing)
    answer = upload(client, jpeg)

    assert answer.status_code == 202
    assert checks(client, answer.json()["id"], 4) == heard
    assert attach(client, answer.json()["id"]).status_code == 422
    assert mastodon.statuses == []


def test_a_picture_may_be_refused_at_once(
    client: httpx.Client, mastodon: Mastodon, jpeg: bytes
) -> None:
    mastodon.media = Media(processing=Processing.REJECTED)

    assert upload(client, jpeg).status_code == 422


@pytest.mark.parametrize("content", [b"", b"<!doctype html><title>404</title>"])
def test_what_is_no_picture_is_refused(client: httpx.Client, content: bytes) -> None:
    answer = upload(client, content)

    assert answer.status_code == 422
    assert answer.json()["error"].startswith("Validation failed: File content type is invalid")


def test_a_kind_of_picture_may_not_be_taken(client: httpx.Client, mastodon: Mastodon) -> None:
    gif = b"GIF89a" + b"\0" * 20
    known = upload(client, gif).status_code
    mastodon.kind = GOTOSOCIAL

    assert (known, upload(client, gif).status_code) == (200, 422)


def test_a_picture_can_be_too_large(client: httpx.Client, mastodon: Mastodon, jpeg: bytes) -> None:
    mastodon.kind = Kind(image_size_limit=2**20)
    fits = jpeg + b"\0" * (2**20 - len(jpeg))

    assert upload(client, fits).status_code == 200
    assert upload(client, fits + b"\0").json() == {
        "error": "Validation failed: File file size must be less than 1 MB"
    }


def test_a_description_can_be_too_long(
    client: httpx.Client, mastodon: Mastodon, jpeg: bytes
) -> None:
    assert upload(client, jpeg, description="x" * 1500).status_code == 200
    assert upload(client, jpeg, description="x" * 1501).status_code == 422
    mastodon.kind = GOTOSOCIAL
    assert upload(client, jpeg, description="x" * 1501).status_code == 200


def test_an_attached_picture_is_no_longer_found(client: httpx.Client, jpeg: bytes) -> None:
    media = upload(client, jpeg).json()["id"]
    attach(client, media)
    again = attach(client, media)

    assert checks(client, media, 1) == [404]
    assert again.status_code == 422
    assert "already attached to another post" in again.json()["error"]


def test_the_picture_of_a_deleted_status_is_free_again(client: httpx.Client, jpeg: bytes) -> None:
    media = upload(client, jpeg).json()["id"]
    status = attach(client, media).json()["id"]
    client.delete(f"/api/v1/statuses/{status}")

    assert checks(client, media, 1) == [200]
    assert attach(client, media).status_code == 200


def test_a_description_can_be_given_later(client: httpx.Client, jpeg: bytes) -> None:
    media = upload(client, jpeg).json()["id"]
    answer = client.put(f"/api/v1/media/{media}", data={"description": "A clock"})

    assert answer.json()["description"] == "A clock"


def test_the_uploads_of_others_cannot_be_had(
    client: httpx.Client, mastodon: Mastodon, jpeg: bytes
) -> None:
    media = upload(client, jpeg).json()["id"]
    token = mastodon.add_token(mastodon.add_account("other"), "write")
    client.headers["Authorization"] = f"Bearer {token}"

    assert checks(client, media, 1) == [404]
    assert attach(client, media).status_code == 422


def test_a_status_takes_four_pictures(client: httpx.Client, jpeg: bytes) -> None:
    media = [upload(client, jpeg).json()["id"] for _ in range(5)]

    assert attach(client, *media).json() == {"error": "Cannot attach more than 4 files"}
    assert len(attach(client, *media[:4]).json()["media_attachments"]) == 4


def test_a_status_with_a_picture_needs_no_text(client: httpx.Client, jpeg: bytes) -> None:
    media = upload(client, jpeg).json()["id"]
    answer = client.post("/api/v1/statuses", data={"media_ids[]": [media]})

    assert (answer.status_code, answer.json()["content"]) == (200, "")
