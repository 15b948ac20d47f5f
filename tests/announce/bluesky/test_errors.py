"""What a failure means: certainly nothing happened, come again, log in again, or nobody knows."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from atproto_client.exceptions import (
    BadRequestError,
    InvokeTimeoutError,
    ModelError,
    NetworkError,
    RateLimitExceededError,
    RequestErrorBase,
    RequestException,
    UnauthorizedError,
)
from atproto_client.models.common import XrpcError
from hypothesis import given
from hypothesis import strategies as st
from tests.announce.bluesky.world import NOW

from reviewkit.announce.bluesky.errors import (
    OddAnswerError,
    RedirectedError,
    failure,
    is_absent,
    is_of_picture,
    of_login,
    of_read,
    of_write,
)
from reviewkit.announce.ports import Expired, Later, Refused, Unclear
from reviewkit.announce.within import OverdueError

SECRET = "abcd-efgh-ijkl-mnop"  # noqa: S105 -- stands for one


def plain(text: str) -> str:
    return text


def answered(
    status: int, name: str = "", text: str = "", kind: type = RequestException, **headers: str
) -> RequestErrorBase:
    content: Any = XrpcError(error=name, message=text) if name else b"<html>Bad</html>"
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    return kind(SimpleNamespace(status_code=status, content=content, headers=named))


def wrapped(outer: type[Exception], inner: Exception) -> Exception:
    """Give an error as atproto raises it from one of httpx."""
    error = outer()
    error.__cause__ = inner
    return error


@pytest.mark.parametrize(
    "error",
    [
        wrapped(NetworkError, httpx.ConnectError("")),
        wrapped(InvokeTimeoutError, httpx.ConnectTimeout("")),
        wrapped(InvokeTimeoutError, httpx.PoolTimeout("")),
        httpx.ProxyError(""),
        httpx.UnsupportedProtocol(""),
        httpx.InvalidURL(""),
        answered(429, "RateLimitExceeded", kind=RateLimitExceededError),
        RedirectedError(302, "https://elsewhere.example"),
        RedirectedError(307, "https://elsewhere.example"),
    ],
)
def test_what_never_left_or_is_put_off_may_go_again(error: Exception) -> None:
    assert isinstance(of_write(failure(error, NOW, plain)), Later)


@pytest.mark.parametrize(
    "error",
    [
        wrapped(InvokeTimeoutError, httpx.ReadTimeout("")),
        wrapped(InvokeTimeoutError, httpx.WriteTimeout("")),
        wrapped(NetworkError, httpx.ReadError("")),
        wrapped(NetworkError, httpx.WriteError("")),
        wrapped(NetworkError, ValueError("")),
        NetworkError(),
        httpx.RemoteProtocolError(""),
        httpx.TooManyRedirects(""),
        httpx.DecodingError(""),
        OverdueError(),
        OddAnswerError("the answer names no post of the account"),
        ModelError(),
        ValueError("no JSON"),
        answered(500, "InternalServerError"),
        answered(502, kind=NetworkError),
        answered(503),
        answered(504),
        answered(520),
        answered(408),
        answered(409, "Conflict", kind=NetworkError),
        answered(400, "RecordAlreadyExists", kind=BadRequestError),
        answered(400, "InvalidRequest", "a record already exists", kind=BadRequestError),
    ],
)
def test_what_may_have_arrived_is_unclear(error: Exception) -> None:
    assert isinstance(of_write(failure(error, NOW, plain)), Unclear)


@pytest.mark.parametrize(
    "error",
    [
        answered(400, "ExpiredToken", "Token has expired", kind=BadRequestError),
        answered(401, "ExpiredToken", kind=UnauthorizedError),
        answered(400, "InvalidToken", kind=BadRequestError),
        answered(401, "AuthenticationRequired", kind=UnauthorizedError),
        answered(401, kind=UnauthorizedError),
        answered(403, "InvalidToken", kind=UnauthorizedError),
    ],
)
def test_a_session_that_ended_is_expired(error: Exception) -> None:
    assert isinstance(of_write(failure(error, NOW, plain)), Expired)


@pytest.mark.parametrize(
    "error",
    [
        answered(400, "InvalidRequest", "Record/text is too long", kind=BadRequestError),
        answered(403, "Forbidden", kind=UnauthorizedError),
        answered(413, "PayloadTooLarge", kind=NetworkError),
        answered(422),
    ],
)
def test_a_post_that_is_refused_is_refused_alone(error: Exception) -> None:
    outcome = of_write(failure(error, NOW, plain))

    assert isinstance(outcome, Refused)
    assert not outcome.is_whole_account


@pytest.mark.parametrize(
    "error",
    [
        answered(401, "AccountTakedown", "Account has been taken down", kind=UnauthorizedError),
        answered(401, "AccountDeactivated", kind=UnauthorizedError),
        answered(400, "AccountSuspended", kind=BadRequestError),
        answered(400, "RepoTakendown", kind=BadRequestError),
        answered(400, "InvalidRequest", "Could not find repo: did:x", kind=BadRequestError),
        answered(400, "InvalidToken", "Bad token scope", kind=BadRequestError),
        answered(404),
        answered(405),
        answered(501, "MethodNotImplemented"),
        RedirectedError(301, "https://elsewhere.example"),
        RedirectedError(308, "https://elsewhere.example"),
    ],
)
def test_what_holds_for_every_post_is_said_of_the_account(error: Exception) -> None:
    outcome = of_write(failure(error, NOW, plain))

    assert isinstance(outcome, Refused)
    assert outcome.is_whole_account


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (answered(401, "AuthenticationRequired", kind=UnauthorizedError), Refused),
        (answered(401, "AuthFactorTokenRequired", kind=UnauthorizedError), Refused),
        (answered(400, "InvalidRequest", kind=BadRequestError), Refused),
        (answered(404), Refused),
        (RedirectedError(301, "https://elsewhere.example"), Refused),
        (RedirectedError(302, "https://elsewhere.example"), Later),
        (answered(429, kind=RateLimitExceededError), Later),
        (answered(500), Later),
        (answered(503), Later),
        (OddAnswerError("it is something else"), Later),
        (OverdueError(), Later),
        (wrapped(NetworkError, httpx.ConnectError("")), Later),
    ],
)
def test_a_login_is_refused_or_put_off(error: Exception, said: type) -> None:
    assert isinstance(of_login(failure(error, NOW, plain)), said)


SOON = NOW + dt.timedelta(seconds=90)


@pytest.mark.parametrize(
    ("headers", "moment"),
    [
        ({"ratelimit_reset": str(int(SOON.timestamp()))}, SOON.replace(microsecond=0)),
        ({"ratelimit_reset": "90"}, SOON),
        ({"retry_after": "90"}, SOON),
        ({"retry_after": "Mon, 20 Jan 2025 12:01:30 GMT"}, SOON.replace(microsecond=0)),
        ({"retry_after": "5", "ratelimit_reset": "90"}, SOON),
        ({"ratelimit_reset": "1"}, NOW + dt.timedelta(seconds=1)),
        ({"ratelimit_reset": str(int(NOW.timestamp()) - 600)}, None),
        ({"retry_after": "-5"}, None),
        ({"retry_after": "soon", "ratelimit_reset": "9" * 400}, None),
        ({"retry_after": "nan"}, None),
        ({}, None),
    ],
)
def test_the_moment_to_come_again_is_read(
    headers: dict[str, str], moment: dt.datetime | None
) -> None:
    failed = failure(answered(429, kind=RateLimitExceededError, **headers), NOW, plain)

    assert of_write(failed) == Later("429", moment)
    assert of_read(failed).not_before == moment


@given(st.text(), st.text())
def test_no_header_breaks_anything(retry: str, reset: str) -> None:
    error = answered(429, kind=RateLimitExceededError, retry_after=retry, ratelimit_reset=reset)
    moment = failure(error, NOW, plain).not_before

    assert moment is None or moment > NOW


@pytest.mark.parametrize(
    ("error", "absent"),
    [
        (answered(400, "RecordNotFound", kind=BadRequestError), True),
        (answered(404, "RecordNotFound"), True),
        (answered(400, "InvalidRequest", "Could not locate record: at://x"), True),
        (answered(404), False),
        (answered(400, "InvalidRequest", "Could not find repo"), False),
        (answered(500, "RecordNotFound"), False),
        (OverdueError(), False),
    ],
)
def test_a_record_is_absent_only_where_the_server_says_so(
    error: Exception, *, absent: bool
) -> None:
    assert is_absent(failure(error, NOW, plain)) == absent


def test_an_error_of_the_picture_is_told_from_one_of_the_post() -> None:
    names = ("BlobNotFound", "InvalidMimeType", "InvalidSize", "InvalidRequest")
    failed = [failure(answered(400, name, kind=BadRequestError), NOW, plain) for name in names]

    assert [is_of_picture(one) for one in failed] == [True, True, True, False]


def hidden(text: str) -> str:
    return text.replace(SECRET, "[secret]")


@pytest.mark.parametrize("text", [SECRET, "x" * 290 + SECRET, f"{SECRET}\x00\n{SECRET}"])
def test_no_secret_that_a_server_repeats_is_said(text: str) -> None:
    errors = [
        answered(400, "InvalidRequest", text),
        answered(400, text, "x"),
        RedirectedError(302, f"https://elsewhere.example/{text}"),
        ValueError(text),
        httpx.RemoteProtocolError(text),
        wrapped(NetworkError, httpx.ReadError(text)),
    ]
    said = [failure(error, NOW, hidden).said for error in errors]

    assert not [one for one in said if "abcd" in one or "efgh" in one]


def test_a_server_s_long_text_is_cut_and_on_one_line() -> None:
    said = failure(answered(400, "InvalidRequest", "very\n" * 1000), NOW, plain).said

    assert said.startswith("400 InvalidRequest: very very ")
    assert len(said) < 400
