"""What the tests of the fake Mastodon ask of it."""

from typing import Final

import httpx

__all__ = ["SCOPES", "STATUSES", "ids", "post"]

STATUSES: Final = "/api/v1/statuses"
SCOPES: Final = ("write:statuses", "write:media", "read:statuses", "profile")
"""What a program needs that posts, attaches and reads back."""


def post(client: httpx.Client, text: str, key: str = "", **fields: str) -> httpx.Response:
    """Post a status."""
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(STATUSES, data={"status": text, **fields}, headers=headers)


def ids(answer: httpx.Response) -> list[str]:
    """Give the ids in a listing."""
    return [status["id"] for status in answer.json()]
