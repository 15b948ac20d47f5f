"""What it means when a call of AT Protocol fails: every error of others as an answer of ours.

First `failure` makes a value of whatever was raised, by class, status and the name of the error in
the body (atproto.com/specs/xrpc). What that means depends on what was asked, so there is one
function for each: `of_write`, `of_read` and `of_login`.
"""

import datetime as dt
import email.utils
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, Literal

import httpx
from atproto_client.exceptions import RequestErrorBase
from atproto_client.models.common import XrpcError
from atproto_client.models.dot_dict import DotDict

from reviewkit.announce.bluesky.identity import one_line
from reviewkit.announce.ports import Expired, Later, Refused, Unclear, Unread
from reviewkit.announce.within import OverdueError

__all__ = [
    "Failure",
    "OddAnswerError",
    "RedirectedError",
    "failure",
    "is_absent",
    "is_of_picture",
    "of_login",
    "of_read",
    "of_write",
]

_EPOCH: Final = 1_000_000_000
"""A reset below this is a number of seconds, above it a moment (draft-ietf-httpapi-ratelimit)."""

_UNSENT: Final = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
)
"""What httpx raises before the first byte of a request has left."""

_MOVED: Final = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})
_LATER: Final = frozenset(
    {
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.FOUND,
        HTTPStatus.SEE_OTHER,
        HTTPStatus.TEMPORARY_REDIRECT,
    }
)

_NOT_THERE: Final = frozenset(
    {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED}
)
"""What is answered where there is no such method, or no server of AT Protocol at all."""

_EXPIRED: Final = frozenset({"ExpiredToken", "InvalidToken", "AuthMissing"})

_CLOSED: Final = re.compile(
    r"(Account|Repo)(Deactivated|Deleted|NotFound|Suspended|Taken?down)"
    r"|could not find (repo|user|account)|Bad token scope",
    re.IGNORECASE,
)
"""What holds for all that an account asks."""

_THERE: Final = re.compile(r"already ?exists|RecordExists|Conflict|Duplicate", re.IGNORECASE)
"""What a server may say when the record key is used: then the post may be there."""

_ABSENT: Final = re.compile(r"RecordNotFound|could not locate record", re.IGNORECASE)

_PICTURE: Final = re.compile(r"Blob|MimeType|InvalidSize", re.IGNORECASE)
"""Errors of a record that come from its picture."""


class RedirectedError(Exception):
    """The server sends us elsewhere; nothing is followed that carries a secret or writes."""

    def __init__(self, status: int, address: str) -> None:
        super().__init__(status, address)
        self.status = status
        self.address = address


class OddAnswerError(Exception):
    """A success that does not say what it should."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What went wrong with a call.

    `stage`: it was never sent; no answer came; or there was one, with a status, the `name` of the
    error in its body, and the server's `text`. `said` is all of it for a person. `not_before` is
    when the server wants to be asked again.
    """

    stage: Literal["unsent", "lost", "answered"]
    said: str
    status: int = 0
    name: str = ""
    text: str = ""
    not_before: dt.datetime | None = None


def failure(error: Exception, now: dt.datetime, hide: Callable[[str], str]) -> Failure:
    """Make a value of what was raised.

    `now` is what waiting times in headers count from. `hide` takes our secrets out of a text.
    """
    if isinstance(error, RequestErrorBase):
        if error.response is None:
            cause = error.__cause__
            return failure(cause, now, hide) if isinstance(cause, httpx.HTTPError) else _lost(error)
        return _answered(error, now, hide)
    if isinstance(error, RedirectedError):
        address = _short(error.address, hide)
        said = f"the server sends us to {address} ({error.status})"
        return Failure(stage="answered", status=error.status, said=said)
    if isinstance(error, _UNSENT):
        return Failure(stage="unsent", said=f"no connection ({type(error).__name__})")
    return _lost(error)


def of_write(failed: Failure) -> Refused | Later | Expired | Unclear:
    """Say what became of a request that was to change something."""
    if failed.stage != "answered":
        return (Later if failed.stage == "unsent" else Unclear)(failed.said)
    is_whole = bool(_CLOSED.search(f"{failed.name} {failed.text}"))
    is_bad_token = failed.name in _EXPIRED or failed.status == HTTPStatus.UNAUTHORIZED
    if failed.status in _LATER:
        return Later(failed.said, failed.not_before)
    if _is_refusal(failed.status) and is_bad_token and not is_whole:
        return Expired(failed.said)
    if _is_refusal(failed.status) and not _THERE.search(failed.said):
        is_whole = is_whole or failed.status in _NOT_THERE | _MOVED
        return Refused(failed.said, is_whole_account=is_whole)
    return Unclear(failed.said)


def of_read(failed: Failure) -> Unread:
    """Say that what was to be read is not known."""
    return Unread(failed.said, failed.not_before)


def of_login(failed: Failure) -> Refused | Later:
    """Say why there is no session; what is refused is so until a person does something."""
    if not _is_refusal(failed.status):
        return Later(failed.said, failed.not_before)
    if failed.status in _NOT_THERE:
        return Refused(f"no server of AT Protocol is there: {failed.said}", is_whole_account=True)
    return Refused(failed.said, is_whole_account=True)


def is_absent(failed: Failure) -> bool:
    """Tell whether the answer was that there is no such record."""
    statuses = {HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND}
    return failed.status in statuses and bool(_ABSENT.search(f"{failed.name} {failed.text}"))


def is_of_picture(failed: Failure) -> bool:
    """Tell whether a record was refused for the picture in it."""
    return failed.status == HTTPStatus.BAD_REQUEST and bool(_PICTURE.search(failed.name))


def _is_refusal(status: int) -> bool:
    """Tell whether a status says that nothing was done, and nothing will be if asked again."""
    if status in _NOT_THERE | _MOVED:
        return True
    passing = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS}
    is_client_error = HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR
    return is_client_error and status not in passing


def _lost(error: Exception) -> Failure:
    """Say that no answer came; texts of strangers are left out, as they may quote what was sent."""
    match error:
        case OverdueError() | httpx.TimeoutException():
            said = "no answer in time"
        case OddAnswerError():
            said = str(error)
        case httpx.TransportError():
            said = f"the connection broke ({type(error).__name__})"
        case _:
            said = f"the answer cannot be read ({type(error).__name__})"
    return Failure(stage="lost", said=said)


def _answered(error: RequestErrorBase, now: dt.datetime, hide: Callable[[str], str]) -> Failure:
    response = error.response
    content = response.content
    if isinstance(content, XrpcError):
        content = {"error": content.error, "message": content.message}
    elif isinstance(content, DotDict):  # an error without a message
        content = content.to_dict()
    said = content if isinstance(content, Mapping) else {}
    name, text = (_short(said.get(key), hide) for key in ("error", "message"))
    status = f"{response.status_code} {name}".strip()
    return Failure(
        stage="answered",
        said=f"{status}: {text}" if text else status,
        status=response.status_code,
        name=name,
        text=text,
        not_before=_not_before(response.headers, now),
    )


def _short(text: object, hide: Callable[[str], str]) -> str:
    """Take a text of a server; secrets go first, as afterwards half of one might stand there."""
    return one_line(hide(text)) if isinstance(text, str) else ""


def _not_before(headers: Mapping[str, str], now: dt.datetime) -> dt.datetime | None:
    """Read when to come again: the later of Retry-After (RFC 9110, 10.2.3) and ratelimit-reset.

    None where neither says a moment that is still to come.
    """
    moments = (
        _moment(headers.get("retry-after"), now),
        _moment(headers.get("ratelimit-reset"), now),
    )
    return max((moment for moment in moments if moment and moment > now), default=None)


def _moment(value: str | None, now: dt.datetime) -> dt.datetime | None:
    try:
        number = float(value or "")
        if number < _EPOCH:
            return now + dt.timedelta(seconds=number)
        return dt.datetime.fromtimestamp(number, dt.UTC)
    except (ValueError, OverflowError, OSError):
        pass
    try:
        moment = email.utils.parsedate_to_datetime(value or "")
    except (ValueError, TypeError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
