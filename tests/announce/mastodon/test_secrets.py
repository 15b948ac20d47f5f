"""The token is in nothing that comes out, also when a server says it back."""

import logging
from collections.abc import Iterator

import pytest
from tests.announce.mastodon.desk import (
    INSTANCE,
    MEDIA,
    PICTURE,
    STATUSES,
    VERIFY,
    Desk,
    new_message,
    new_order,
    query,
)
from tests.servers.wire import Reply, answered

TALKATIVE = [200, 401, 403, 422, 429, 500]


def saying(token: str, status: int) -> Reply:
    """Give an answer that has the token wherever there is room for it."""
    value = {
        **dict.fromkeys(["id", "url", "uri", "error", "content", "username", "domain"], token),
        "configuration": {"media_attachments": {"supported_mime_types": [token]}},
    }
    return Reply.json(value, status, Location=f"https://{token}.example/", X_Echo=token)


@pytest.fixture
def log() -> Iterator[list[str]]:
    """Give all that is logged, down to the finest."""
    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(record.getMessage() + repr(record.args))

    keep, root = Keep(), logging.getLogger()
    before = root.level
    root.addHandler(keep)
    root.setLevel(logging.DEBUG)
    yield lines
    root.setLevel(before)
    root.removeHandler(keep)


@pytest.mark.parametrize("status", TALKATIVE)
def test_no_answer_holds_the_token(desk: Desk, log: list[str], status: int) -> None:
    session = desk.connect()
    reply = answered(saying(desk.token, status))
    for method, path in [
        ("POST", STATUSES),
        ("POST", MEDIA),
        ("GET", desk.listing),
        ("GET", f"{STATUSES}/1"),
        ("PUT", f"{STATUSES}/1"),
        ("DELETE", f"{STATUSES}/1"),
        ("GET", "/oauth/token/info"),
    ]:
        desk.server.fail(method, path, reply, always=True)
    order = new_order(new_message(picture=PICTURE))
    out = [
        session.send(order),
        session.send(new_order()),
        session.find(query()),
        session.edit(order, "1"),
        session.remove("1"),
        session.rights,
        session,
        session.facts,
        desk.warnings,
        log,
    ]
    assert desk.token not in repr(out)
    assert len(log) > len(out) - 4


@pytest.mark.parametrize("status", [*TALKATIVE, 302])
def test_no_login_holds_the_token(desk: Desk, status: int) -> None:
    desk.server.fail("GET", INSTANCE, answered(saying(desk.token, status)))
    assert desk.token not in repr(desk.connect().facts)
    desk.server.fail("GET", VERIFY, answered(saying(desk.token, status)))
    answer = desk.try_to_connect()
    assert desk.token not in repr([answer, getattr(answer, "facts", None)])


def test_a_token_in_another_writing_is_hidden_too(desk: Desk) -> None:
    session = desk.connect()
    escaped = "".join(f"\\u{ord(letter):04x}" for letter in desk.token)
    body = f'{{"error": "no {escaped}"}}'.encode()
    desk.server.fail("POST", STATUSES, answered(Reply(status=401, body=body)))
    assert desk.token not in repr(session.send(new_order()))


@pytest.mark.parametrize("token", ["s3cr3t token", "s3cr3t\n", "s3cr3t\u00e9"])
def test_what_is_no_token_is_not_quoted(desk: Desk, token: str) -> None:
    desk.token = token
    assert "s3cr3t" not in repr(desk.try_to_connect())


def test_the_token_goes_to_no_other_host(desk: Desk) -> None:
    desk.connect(server=f"http://user:password@{desk.server.url.removeprefix('http://')}")
    assert {request.headers.get("authorization") for request in desk.server.requests} == {
        f"Bearer {desk.token}",
        None,
    }
