"""A login to a Mastodon server: finding, sending, editing and removing posts of an account."""

import datetime as dt
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlsplit

import mastodon
import requests

from reviewkit.announce.kind import Facts, Means, Removed
from reviewkit.announce.mastodon import answers
from reviewkit.announce.mastodon.answers import Heard, Reply, Silence
from reviewkit.announce.mastodon.limits import ServerLimits
from reviewkit.announce.mastodon.line import USER_AGENT, Line
from reviewkit.announce.mastodon.listing import is_announcement, same_page
from reviewkit.announce.mastodon.patience import Patience
from reviewkit.announce.mastodon.request import form
from reviewkit.announce.mastodon.server import Instance, ask_instance, facts_of, home
from reviewkit.announce.mastodon.upload import upload
from reviewkit.announce.message import Message
from reviewkit.announce.ports import (
    Absent,
    Done,
    Found,
    Later,
    LoggedIn,
    Nature,
    Order,
    Query,
    Refused,
    Unclear,
    Unread,
)
from reviewkit.announce.secret import Secret
from reviewkit.config import MastodonSettings
from reviewkit.errors import Problem, Where

__all__ = ["MastodonSession", "log_in"]

KEY_LASTS: Final = dt.timedelta(minutes=50)
"""How long we rely on a key; Mastodon keeps it for an hour ("up to 1 hour", methods/statuses)."""

_PAGE: Final = 40
"""Statuses in one answer, the most there are (methods/accounts)."""
_REASONABLE: Final = 200
_REASONABLE_TIME: Final = dt.timedelta(days=30)
_MOST: Final = 2000
"""Statuses that are read at most."""
_STALE: Final = 60
"""Seconds: an answer to nobody in particular may come from a store that is as old as this."""

_NO_RIGHT: Final = 403
_INVALID: Final = 422


class MastodonSession:
    """An account on a server; see `reviewkit.announce.kind.Session`."""

    def __init__(
        self, facts: Facts, secret: Secret, means: Means, patience: Patience, visibility: str
    ) -> None:
        self._facts = facts
        self._limits = ServerLimits.kept(facts.limits)
        self._secret = secret
        self._means = means
        self._patience = patience
        self._is_for_all = visibility != "private"
        self._line = Line(secret.hidden)
        self._account = _client(self._line, facts.place, secret)
        self._nobody = _client(self._line, facts.place, None)

    @property
    def facts(self) -> Facts:
        """Give what is public of the account and its server."""
        return self._facts

    @property
    def rights(self) -> Sequence[str] | None:
        """Ask for the token's scopes; None where the server does not say.

        `GET /oauth/token/info` is of the program (Doorkeeper) that does OAuth for Mastodon.
        """
        heard = self._ask(lambda: self._raw("GET", "/oauth/token/info"))
        value = heard.value if isinstance(heard, Reply) and heard.is_fine else None
        scopes = value.get("scope") if isinstance(value, Mapping) else None
        if isinstance(scopes, str):
            return tuple(scopes.split())
        if isinstance(scopes, list) and all(isinstance(scope, str) for scope in scopes):
            return tuple(scopes)
        return None

    def describe(self) -> Nature:
        """Trust keys only where the server is Mastodon itself."""
        return Nature(key_lasts=KEY_LASTS if self._limits.is_mastodon else dt.timedelta(0))

    def log_in(self) -> LoggedIn | Refused | Later:
        """See whether the token is still good; there is no other session to begin."""
        answer = answers.logged_in(
            self._ask(self._account.account_verify_credentials), self._means.clock()
        )
        return LoggedIn() if isinstance(answer, Mapping) else answer

    def find(self, query: Query) -> Found | Absent | Unread:
        """Read the account's statuses, newest first, until one links to the post."""
        pages = frozenset(map(same_page, query.links))
        most = _REASONABLE if query.since is None else _MOST
        until = query.since or self._means.clock() - _REASONABLE_TIME
        end = time.monotonic() + self._patience.find
        reader, covers, last, seen = self._account, True, None, set[str]()
        while len(seen) < most:
            heard = self._statuses(reader, last, end - time.monotonic())
            if reader is self._account and _is_refused(heard):
                # Without the right to read statuses there is still what everybody sees.
                reader, covers = self._nobody, self._is_for_all
                continue
            page = _page(heard)
            if page is None:
                return answers.unread(heard, self._means.clock())
            covers = covers and not (reader is self._nobody and _is_stale(heard))
            for status in page:
                if is_announcement(status, pages):
                    return Found(status["id"], str(status.get("url") or status.get("uri") or ""))
            if not page:
                return Absent(covers=covers)
            if page[-1]["id"] in seen:  # the server does not turn pages
                break
            seen.update(status["id"] for status in page)
            last = page[-1]["id"]
            if _is_before(page[-1], until):
                return Absent(covers=covers and query.since is not None)
        return Absent(covers=False)

    def send(self, order: Order) -> Done | Refused | Later | Unclear:
        """Upload the picture if there is one, and post; a picture alone never loses the post."""
        media = self._uploaded(order.message)
        if isinstance(media, Refused | Later):
            return media
        heard = self._post(order, media)
        may_go_without = bool(media) and not self._means.needs_pictures
        if may_go_without and isinstance(heard, Reply) and heard.status == _INVALID:
            # It certainly made no post, and may have been refused for its picture.
            reason, heard = heard.words, self._post(order, ())
            if isinstance(heard, Reply) and heard.is_fine:
                self._means.warn(_lack(order.message, f"the server refused it: {reason}"))
        return answers.posted(heard, self._means.clock())

    def edit(self, order: Order, post_id: str) -> Done | Refused | Later | Unclear:
        """Replace text, warning and language; the pictures that the post has stay."""
        now = self._means.clock()
        heard = self._status(post_id)
        read = answers.posted(heard, now)
        if not isinstance(read, Done) or not isinstance(heard, Reply):
            # Reading changes nothing, so that it may be done again.
            return Later(read.reason) if isinstance(read, Unclear) else read
        old = heard.value
        fields = {
            "spoiler_text": "",
            **form(order.message, _media(old)),
            # Otherwise it is worked out anew, and pictures come out from behind their warning.
            "sensitive": "true" if old.get("sensitive") and not old.get("spoiler_text") else None,
        }
        fields["media_ids[]"] = fields.pop("media_ids", [])
        fields.pop("visibility", None)  # cannot be changed
        # Not `status_update` of Mastodon.py, which leaves out the language.
        path = f"/api/v1/statuses/{post_id}"
        return answers.posted(self._ask(lambda: self._raw("PUT", path, fields)), now)

    def remove(self, post_id: str) -> Removed | Refused | Later | Unclear:
        """Delete a status."""
        heard = self._ask(lambda: self._account.status_delete(post_id))
        return answers.removed(heard, self._means.clock())

    def close(self) -> None:
        """Give back what the session holds."""
        self._line.session.close()

    def _ask(self, request: Callable[[], object]) -> Heard:
        return self._line.ask(request, self._patience.request)

    def _raw(
        self, method: str, path: str, fields: Mapping[str, Any] | None = None
    ) -> requests.Response:
        """Ask for what Mastodon.py has no function for."""

        def authorized(request: requests.PreparedRequest) -> requests.PreparedRequest:
            request.headers["Authorization"] = f"Bearer {self._secret.reveal()}"
            request.headers["User-Agent"] = USER_AGENT
            return request

        url = self._facts.place + path
        return self._line.session.request(method, url, data=fields, auth=authorized)

    def _statuses(self, reader: mastodon.Mastodon, last: str | None, seconds: float) -> Heard:
        if seconds <= 0:
            return Silence(reason="reading the account's posts took too long", is_sent=False)
        return self._line.ask(
            lambda: reader.account_statuses(
                self._facts.account, exclude_reblogs=True, max_id=last, limit=_PAGE
            ),
            min(seconds, self._patience.request),
        )

    def _status(self, post_id: str) -> Heard:
        heard = self._ask(lambda: self._account.status(post_id))
        if _is_refused(heard):
            heard = self._ask(lambda: self._nobody.status(post_id))
        return heard

    def _post(self, order: Order, media: Sequence[str]) -> Heard:
        fields = form(order.message, media)
        return self._ask(
            lambda: self._account.status_post(
                **fields,
                # Its default is False, against the account's own setting.
                sensitive=None,
                idempotency_key=order.key,
            )
        )

    def _uploaded(self, message: Message) -> Sequence[str] | Refused | Later:
        """Give the ids of what is attached; without it where that cannot be had."""
        if message.picture is None:
            return ()
        file = self._means.picture(message.picture)
        if isinstance(file, Problem):
            return self._without(file)
        patience = self._patience
        result = upload(
            self._line,
            self._account,
            self._limits,
            (file, message.picture.alt),
            (patience.request, patience.media),
        )
        match result:
            case str():
                return (result,)
            case Reply(status=401 | 429):
                # The post would have the same answer.
                answer = answers.posted(result, self._means.clock())
                return answer if isinstance(answer, Refused | Later) else ()
            case Reply():
                lack = _lack(message, f"the server refused it: {result.words}")
            case Silence():
                lack = _lack(message, result.reason)
            case _:
                lack = _lack(message, f"it {result.reason}", result.fix)
        return self._without(lack)

    def _without(self, lack: Problem) -> Sequence[str] | Later:
        """Go on without a picture and say so, or wait for it where pictures are needed."""
        if self._means.needs_pictures:
            return Later(lack.what)
        self._means.warn(lack)
        return ()


def log_in(
    settings: MastodonSettings,
    secret: Secret,
    known: Facts | None,
    means: Means,
    patience: Patience,
) -> MastodonSession | Refused | Later:
    """Log in: see whose token it is, and what the server takes.

    Raises ValueError for settings without the address of a server.
    """
    token = secret.reveal()
    if not token.isascii() or not token.isprintable() or " " in token or not token:
        return Refused(
            "the Mastodon token is no token: it is empty, or has spaces or signs in it that no "
            "token has",
            is_whole_account=True,
        )
    place = home(settings.server or "")
    end = time.monotonic() + patience.login
    line = Line(secret.hidden)
    client = _client(line, place, secret)
    heard = line.ask(client.account_verify_credentials, patience.login / 2)
    account = answers.logged_in(heard, means.clock())
    if not isinstance(account, Mapping):
        return account
    instance = ask_instance(line, place, max(1.0, end - time.monotonic()))
    facts = facts_of(place, instance, known, means.clock())
    domain = instance.domain if isinstance(instance, Instance) else urlsplit(place).netloc
    name = account.get("username")
    handle = f"@{name}@{domain}" if isinstance(name, str) else None
    facts = replace(facts, account=account["id"], handle=handle)
    return MastodonSession(facts, secret, means, patience, settings.visibility)


def _client(line: Line, place: str, secret: Secret | None) -> mastodon.Mastodon:
    """Make a client of Mastodon.py that asks nothing by itself, waits for nothing, follows nothing.

    Without a version it would ask the server for it before each upload, over and over.
    """
    client = mastodon.Mastodon(
        api_base_url=place,
        mastodon_version="4.5.0",
        version_check_mode="created",
        ratelimit_method="throw",
        session=line.session,
        user_agent=USER_AGENT,
    )
    if secret is not None:
        # Not as an argument, which may also be the name of a file to read.
        client.access_token = secret.reveal()
    return client


def _page(heard: Heard) -> list[Mapping[str, Any]] | None:
    """Give the statuses of an answer; None for anything else."""
    if not isinstance(heard, Reply) or not heard.is_fine or not isinstance(heard.value, list):
        return None
    is_page = all(
        isinstance(one, Mapping) and isinstance(one.get("id"), str) for one in heard.value
    )
    return heard.value if is_page else None


def _media(status: Mapping[str, Any]) -> list[str]:
    """Give the ids of what is attached to a status."""
    attached = status.get("media_attachments")
    return [
        one["id"]
        for one in (attached if isinstance(attached, list) else ())
        if isinstance(one, Mapping) and isinstance(one.get("id"), str)
    ]


def _is_refused(heard: Heard) -> bool:
    return isinstance(heard, Reply) and heard.status == _NO_RIGHT


def _is_stale(heard: Heard) -> bool:
    """Tell whether an answer comes from a store between us and the server (RFC 9111, 5.1)."""
    age = heard.headers.get("age", "0") if isinstance(heard, Reply) else "0"
    return not age.isdecimal() or int(age) > _STALE


def _is_before(status: Mapping[str, Any], moment: dt.datetime) -> bool:
    try:
        created = dt.datetime.fromisoformat(status["created_at"])
    except (KeyError, TypeError, ValueError):
        return False
    return (created if created.tzinfo else created.replace(tzinfo=dt.UTC)) < moment


def _lack(message: Message, reason: str, fix: str = "") -> Problem:
    name = message.picture and (message.picture.file or message.picture.url)
    return Problem(
        severity="warning",
        what=f"no picture {name} on Mastodon: {reason}",
        where=Where(message.material.source),
        fix=fix or 'leave it as it is, or set announce.mastodon.attach = "card"',
    )
