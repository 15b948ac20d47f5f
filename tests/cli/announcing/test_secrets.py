"""The token is nowhere but in the requests: not in what is said, written, cached or listed."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.announcing.conftest import Desk
from tests.servers.wire import Cut, Reply, answered, lost, refused, slow

STATUSES = "/api/v1/statuses"
VERIFY = "/api/v1/accounts/verify_credentials"


def traces(desk: Desk, *said: str) -> list[str]:
    """Give the places where the token's bytes are."""
    token = desk.token.encode()
    files = [file for folder in (desk.root, desk.home) for file in folder.rglob("*")]
    found = [str(file) for file in files if file.is_file() and token in file.read_bytes()]
    return [*found, *(text for text in said if desk.token in text)]


def lost_answer(desk: Desk) -> None:
    desk.mastodon.fail("POST", STATUSES, lost(Cut.HALF, accepted=True))


def echoed(desk: Desk) -> None:
    words = f"The token {desk.token} is bad"
    desk.mastodon.fail("POST", STATUSES, refused(422, words), always=True)


def echoed_at_login(desk: Desk) -> None:
    words = f"Bearer {desk.token}: no"
    desk.mastodon.fail("GET", VERIFY, refused(401, words), always=True)


def echoed_in_a_page(desk: Desk) -> None:
    page = Reply.html(f"<h1>Authorization: Bearer {desk.token}</h1>", 500)
    desk.mastodon.fail("POST", STATUSES, answered(page), always=True)


def revoked(desk: Desk) -> None:
    desk.mastodon.revoke(desk.token)


def published(_desk: Desk) -> None:
    pass


@pytest.mark.parametrize(
    "scene", [published, lost_answer, echoed, echoed_at_login, echoed_in_a_page, revoked]
)
def test_the_token_is_nowhere_but_in_requests(ready: Desk, scene: Callable[[Desk], None]) -> None:
    ready.add_review("fog")
    scene(ready)
    result = ready.send("-v")
    status = ready.announce("status", "--json", "-v")
    shown = ready.announce("--dry-run", "--json", "-v", "--only", "fog")

    assert traces(ready, result.stdout, result.stderr, status.stdout, status.stderr) == []
    assert traces(ready, shown.stdout, shown.stderr) == []
    assert any(
        ready.token in request.headers.get("authorization", "")
        for request in ready.mastodon.requests
    )


def test_the_list_of_processes_does_not_show_it(ready: Desk) -> None:
    ready.add_review("fog")
    ready.mastodon.fail("POST", STATUSES, slow(3))
    run = threading.Thread(target=ready.send)
    run.start()
    ready.mastodon.wait_for("POST", STATUSES)
    lines = [file.read_bytes() for file in Path("/proc").glob("[0-9]*/cmdline") if file.exists()]
    run.join(60)

    assert any(b"announce" in line for line in lines)
    assert not any(ready.token.encode() in line for line in lines)
