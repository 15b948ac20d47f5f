"""What a Mastodon server's answer means for a post: decided purely, by what was said and heard.

No exception of a client library is looked at: whether a post may be there is told by the status of
the answer, and without one by whether a byte of the request was sent.
"""

import datetime as dt
import email.utils
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from reviewkit.announce.kind import Removed
from reviewkit.announce.ports import Done, Later, Refused, Unclear, Unread
from reviewkit.text import scrubbed

__all__ = ["Heard", "Reply", "Silence", "again_at", "logged_in", "posted", "removed", "unread"]

_LONGEST_WORDS: Final = 200

_FINE: Final = range(200, 300)
_MOVED: Final = range(300, 400)
_MANY: Final = 429
_NO_TOKEN: Final = 401
_NO_RIGHT: Final = 403
_GONE: Final = frozenset({404, 410})

_SAME_REQUEST_ELSEWHERE: Final = frozenset({307, 308})
"""Ask to make the same request at another address, so that nothing was done at this one (RFC 9110,
section 15.4.8 and 15.4.9). After 301, 302 and 303 that is not said: they also stand behind a form
that was accepted."""

_REFUSALS: Final = frozenset(
    {400, 401, 402, 403, 404, 405, 406, 410, 411, 413, 414, 415, 421, 422, 426, 428, 431, 451}
)
"""With these a server says that it did not do what was asked (RFC 9110, section 15.5; RFC 6585).
Others below 500 may come from something in between that does not know: 408, 409, 425, 499."""

_DIGITS: Final = re.compile(r"\d{1,12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server answered.

    The names of `headers` are in lower case. `value` is the JSON of the body; None where it has
    none, or did not arrive whole. `place` is the host that was asked.
    """

    place: str
    status: int
    headers: Mapping[str, str]
    value: Any

    @property
    def is_fine(self) -> bool:
        """Tell whether the server did what was asked, if it is to be believed."""
        return self.status in _FINE

    @property
    def words(self) -> str:
        """Give what the server says of it: the entity Error, else the status."""
        said = self.value.get("error") if isinstance(self.value, Mapping) else None
        text = " ".join(scrubbed(said).split())[:_LONGEST_WORDS] if isinstance(said, str) else ""
        return text or f"status {self.status}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """There is no answer; `is_sent` tells whether the server may have the request nevertheless."""

    reason: str
    is_sent: bool


Heard = Reply | Silence


def posted(heard: Heard, now: dt.datetime) -> Done | Refused | Later | Unclear:
    """Say what came of a request to post, or to change a post."""
    if isinstance(heard, Silence):
        return Unclear(heard.reason) if heard.is_sent else Later(heard.reason)
    if heard.is_fine:
        return _done(heard)
    return _not_done(heard, now)


def removed(heard: Heard, now: dt.datetime) -> Removed | Refused | Later | Unclear:
    """Say what came of a request to delete a post; one that is not there counts as deleted."""
    if isinstance(heard, Silence):
        return Unclear(heard.reason) if heard.is_sent else Later(heard.reason)
    if heard.status in _GONE or (heard.is_fine and isinstance(heard.value, Mapping)):
        return Removed()
    return _odd(heard) if heard.is_fine else _not_done(heard, now)


def unread(heard: Heard, now: dt.datetime) -> Unread:
    """Say why a question has no answer that could be used."""
    if isinstance(heard, Silence):
        return Unread(heard.reason)
    if heard.is_fine:
        return Unread(_odd(heard).reason)
    return Unread(_reason(heard), again_at(heard, now))


def logged_in(heard: Heard, now: dt.datetime) -> Mapping[str, Any] | Refused | Later:
    """Give the account that a token belongs to (entity CredentialAccount), or why it is not known.

    Nothing was to be changed, so that what is unclear may be asked again.
    """
    if isinstance(heard, Silence):
        return Later(heard.reason)
    if heard.is_fine:
        is_account = isinstance(heard.value, Mapping) and isinstance(heard.value.get("id"), str)
        return heard.value if is_account and heard.value["id"] else Later(_odd(heard).reason)
    if heard.status == _NO_RIGHT:
        return Refused(
            f"{heard.place} does not say whose token this is: {heard.words}; a token needs the "
            "right profile, on older servers read:accounts",
            is_whole_account=True,
        )
    if heard.status in _GONE:
        return Refused(
            f"{heard.place} does not speak Mastodon's API: {heard.words}; see "
            "announce.mastodon.server",
            is_whole_account=True,
        )
    if heard.status in _REFUSALS or heard.status in _MOVED:
        return Refused(_reason(heard), is_whole_account=True)
    return Later(_reason(heard), again_at(heard, now))


def again_at(reply: Reply, now: dt.datetime) -> dt.datetime | None:
    """Give when the server wants to be asked again, by our clock; None where it does not say.

    `Retry-After` is seconds or a date (RFC 9110, section 10.2.3), `X-RateLimit-Reset` a moment in
    ISO 8601 or in seconds since 1970. Moments are the server's, whose clock `Date` gives. One that
    has passed says nothing.
    """
    begun = _moment(reply.headers.get("date", "")) or now
    waits = [
        moment - begun
        for moment in (
            _retry(reply.headers.get("retry-after", ""), begun),
            _moment(reply.headers.get("x-ratelimit-reset", "")) if reply.status == _MANY else None,
        )
        if moment is not None
    ]
    longest = max(waits, default=dt.timedelta(0))
    return now + longest if longest > dt.timedelta(0) else None


def _retry(text: str, begun: dt.datetime) -> dt.datetime | None:
    if _DIGITS.fullmatch(text.strip()):
        try:
            return begun + dt.timedelta(seconds=int(text))
        except OverflowError:
            return None
    return _moment(text)


def _moment(text: str) -> dt.datetime | None:
    """Read a moment in any of the forms that servers write; None for anything else."""
    text = text.strip()
    try:
        if _DIGITS.fullmatch(text):
            return dt.datetime.fromtimestamp(int(text), dt.UTC)
        if "," in text:
            moment = email.utils.parsedate_to_datetime(text)
        else:
            moment = dt.datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _done(reply: Reply) -> Done | Unclear:
    value = reply.value if isinstance(reply.value, Mapping) else {}
    id_, url = value.get("id"), value.get("url") or value.get("uri")
    if isinstance(id_, str) and isinstance(url, str) and id_ and url:
        return Done(id_, url)
    return _odd(reply)


def _odd(reply: Reply) -> Unclear:
    return Unclear(f"{reply.place} answered {reply.status} without what was asked for")


def _not_done(reply: Reply, now: dt.datetime) -> Refused | Later | Unclear:
    if reply.status == _MANY:
        return Later(_reason(reply), again_at(reply, now))
    if reply.status in _REFUSALS | _SAME_REQUEST_ELSEWHERE:
        is_whole = reply.status in {_NO_TOKEN, _NO_RIGHT} | _SAME_REQUEST_ELSEWHERE
        return Refused(_reason(reply), is_whole_account=is_whole)
    return Unclear(_reason(reply))


def _reason(reply: Reply) -> str:
    place, words = reply.place, reply.words
    if reply.status in _MOVED:
        address = reply.headers.get("location", "")
        return f"{place} sends elsewhere: {_host(address)}; see announce.mastodon.server"
    match reply.status:
        case 401:
            return f"{place} refused the token: {words}"
        case 403:
            return f"{place} refused the account or a right of its token: {words}"
        case 429:
            return f"{place} was asked too often: {words}"
        case status if status >= 500:  # noqa: PLR2004 -- a class of RFC 9110
            return f"{place} has a fault: {words}"
        case _:
            return f"{place} refused: {words}"


def _host(address: str) -> str:
    """Give scheme and host of an address; its path and query may hold anything."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "an address that is none"
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else "another of its pages"
