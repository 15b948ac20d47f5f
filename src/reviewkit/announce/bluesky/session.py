"""A login to Bluesky: posts once under a key of ours, looks it up, and deletes."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from reviewkit.announce.bluesky.errors import (
    Failure,
    OddAnswerError,
    failure,
    is_absent,
    is_of_picture,
    of_read,
    of_write,
)
from reviewkit.announce.bluesky.identity import (
    APP_PASSWORDS,
    MAIN_SCOPE,
    Identity,
    IdentityError,
    plain_handle,
)
from reviewkit.announce.bluesky.login import Opened, open_session
from reviewkit.announce.bluesky.message import NO_EDIT, THUMB_LIMITS
from reviewkit.announce.bluesky.record import (
    COLLECTION,
    creation,
    key_of,
    links_to,
    post_uri,
    post_url,
)
from reviewkit.announce.bluesky.resolve import Resolver
from reviewkit.announce.bluesky.xrpc import Xrpc
from reviewkit.announce.kind import Facts, Means, Removed
from reviewkit.announce.picture import FittedPicture, fitted_picture
from reviewkit.announce.ports import (
    Absent,
    Done,
    Expired,
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
from reviewkit.config import BlueskySettings
from reviewkit.errors import Problem
from reviewkit.model import Image

__all__ = ["BlueskySession", "connected"]

_RECENT: Final = 100
"""Records that are looked through for a link; the most that one listing gives."""


def connected(
    settings: BlueskySettings,
    secret: Secret,
    known: Facts | None,
    means: Means,
    resolver: Resolver,
) -> "BlueskySession | Refused | Later":
    """Log in; `known` is used only where it was found for the handle of the settings."""
    before = _remembered(settings, known)
    outcome = open_session(settings, secret, before, resolver, means.clock())
    if not isinstance(outcome, Opened):
        return replace(outcome, reason=secret.hidden(outcome.reason))
    for problem in _warnings(settings, outcome):
        means.warn(problem)
    return BlueskySession(settings, secret, outcome, means, resolver)


class BlueskySession:
    """See `reviewkit.announce.kind.Session`. The id of a post is its URI, at://DID/collection/key.

    Nothing that was read or written goes through the AppView: all is asked of the account's server.
    """

    def __init__(
        self,
        settings: BlueskySettings,
        secret: Secret,
        opened: Opened,
        means: Means,
        resolver: Resolver,
    ) -> None:
        self._settings = settings
        self._secret = secret
        self._opened = opened
        self._means = means
        self._resolver = resolver
        self._asked = means.clock()
        self._xrpc = Xrpc(opened.identity.place)
        self._unwanted: set[str] = set()

    @property
    def facts(self) -> Facts:
        """Give whose account it is and where; `handle` is that of the settings."""
        return Facts(
            place=self._opened.identity.place,
            asked=self._asked,
            account=self._account,
            handle=plain_handle(self._settings.handle or self._account),
        )

    @property
    def rights(self) -> tuple[str, ...] | None:
        """Give the scope of the session, such as `com.atproto.appPass`."""
        return (self._opened.scope,) if self._opened.scope else None

    @property
    def _account(self) -> str:
        return self._opened.identity.account

    def describe(self) -> Nature:
        """Say that a record key never makes two posts."""
        return Nature(key_lasts=dt.timedelta.max)

    def find(self, query: Query) -> Found | Absent | Unread:
        """Ask for the record of the key; where there was no try, look for the links as well."""
        try:
            answer = self._xrpc.query(
                "com.atproto.repo.getRecord",
                repo=self._account,
                collection=COLLECTION,
                rkey=query.key,
            )
            key = self._key(answer)
        except Exception as error:  # noqa: BLE001 -- whatever a library raises is an answer
            failed = self._failure(error)
            if not is_absent(failed):
                return of_read(failed)
            return self._linked(query) if query.since is None else Absent(covers=True)
        return self._found(key)

    def send(self, order: Order) -> Done | Refused | Later | Expired | Unclear:
        """Upload the picture of the card, then make the record.

        Without a picture that cannot be had the post is made all the same, unless pictures are
        needed; one that the server does not want in the record is left out the next time.
        """
        image = order.message.card.thumb if order.message.card else None
        thumb = self._uploaded(image) if image else None
        if isinstance(thumb, Expired | Refused):
            return thumb
        blob, problem = (None, thumb) if isinstance(thumb, Problem) else (thumb, None)
        if problem and self._means.needs_pictures:
            return Later(problem.what)
        body = creation(order, self._account, blob)
        outcome: Done | Refused | Later | Expired | Unclear
        try:
            answer = self._xrpc.procedure("com.atproto.repo.createRecord", body, self._opened.token)
            key = self._key(answer)
            outcome = Done(post_uri(self._account, key), post_url(self._account, key))
        except Exception as error:  # noqa: BLE001 -- as above
            failed = self._failure(error)
            if blob and image and is_of_picture(failed):
                self._unwanted.add(image.url)
                return Later(f"the server does not take the picture: {failed.said}")
            outcome = of_write(failed)
        if problem and isinstance(outcome, Done | Unclear):
            self._means.warn(problem)
        return outcome

    def log_in(self) -> LoggedIn | Refused | Later:
        """Begin a new session of the same account."""
        outcome = open_session(
            self._settings,
            self._secret,
            self._opened.identity,
            self._resolver,
            self._means.clock(),
        )
        if not isinstance(outcome, Opened):
            return replace(outcome, reason=self._hidden(outcome.reason))
        if outcome.identity.account != self._account:
            said = f"the handle is now of another account, {outcome.identity.account}"
            return Refused(said, is_whole_account=True)
        if outcome.identity.place != self._opened.identity.place:
            self._xrpc.close()
            self._xrpc = Xrpc(outcome.identity.place)
        self._opened = outcome
        return LoggedIn()

    def edit(self, order: Order, post_id: str) -> Refused:  # noqa: ARG002 -- the signature of all networks
        """Say why posts cannot be edited."""
        return Refused(NO_EDIT)

    def remove(self, post_id: str) -> Removed | Refused | Later | Expired | Unclear:
        """Delete the post with this URI, or this address on bsky.app; one that is gone is gone."""
        names = (self._account, self.facts.handle or "", self._opened.renamed)
        key = key_of(post_id, {name.lower() for name in names if name})
        if key is None:
            return Refused(f"{post_id!r} is no post of {self._settings.handle} on Bluesky")
        body = {"repo": self._account, "collection": COLLECTION, "rkey": key}
        try:
            self._xrpc.procedure("com.atproto.repo.deleteRecord", body, self._opened.token)
        except Exception as error:  # noqa: BLE001 -- as above
            failed = self._failure(error)
            return Removed() if is_absent(failed) else of_write(failed)
        return Removed()

    def close(self) -> None:
        """Give connections back."""
        self._xrpc.close()

    def _linked(self, query: Query) -> Found | Absent | Unread:
        """Look for a link in the newest posts: somebody may have announced it without a ledger."""
        try:
            answer = self._xrpc.query(
                "com.atproto.repo.listRecords",
                repo=self._account,
                collection=COLLECTION,
                limit=_RECENT,
            )
            linked = [one for one in _records(answer) if links_to(one.get("value"), query.links)]
            return self._found(self._key(linked[0])) if linked else Absent(covers=True)
        except Exception as error:  # noqa: BLE001 -- as above
            return of_read(self._failure(error))

    def _key(self, answer: Mapping[str, Any]) -> str:
        """Read the record key in an answer; raises OddAnswerError when it names no post of ours."""
        uri = answer.get("uri")
        key = key_of(uri, {self._account.lower()}) if isinstance(uri, str) else None
        if key is None:
            raise OddAnswerError("the answer names no post of the account")
        return key

    def _found(self, key: str) -> Found:
        return Found(post_uri(self._account, key), post_url(self._account, key))

    def _uploaded(self, image: Image) -> Mapping[str, Any] | Problem | Expired | Refused:
        """Upload a picture and give its blob, or say why the card has none."""
        picture = self._fitted(image)
        if isinstance(picture, Problem):
            return picture
        try:
            answer = self._xrpc.upload(picture.data, picture.type, self._opened.token)
            return _blob(answer)
        except Exception as error:  # noqa: BLE001 -- as above
            failed = self._failure(error)
            outcome = of_write(failed)
            if isinstance(outcome, Expired):
                return outcome
            if isinstance(outcome, Refused) and outcome.is_whole_account:
                return outcome
            return _left_out(image, f"could not be uploaded: {failed.said}", "")

    def _fitted(self, image: Image) -> FittedPicture | Problem:
        if image.url in self._unwanted:
            return _left_out(image, "is not taken by the server", "")
        given = self._means.picture(image)
        if isinstance(given, Problem):
            return given
        picture = fitted_picture(given, THUMB_LIMITS)
        if isinstance(picture, FittedPicture):
            return picture
        return _left_out(image, picture.reason, picture.fix)

    def _failure(self, error: Exception) -> Failure:
        """Make a value of what was raised, without our secrets."""
        return failure(error, self._means.clock(), self._hidden)

    def _hidden(self, text: str) -> str:
        return self._opened.token.hidden(self._secret.hidden(text))


def _records(answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    records = answer.get("records")
    if not isinstance(records, list):
        raise OddAnswerError("the answer is no list of posts")
    return [record for record in records if isinstance(record, Mapping)]


def _blob(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    blob = answer.get("blob")
    if not isinstance(blob, Mapping) or blob.get("$type") != "blob":
        raise OddAnswerError("the answer names no file")
    return blob


def _remembered(settings: BlueskySettings, known: Facts | None) -> Identity | None:
    """Give what an earlier run knew, where that is of this handle and this server."""
    if known is None or not known.account:
        return None
    try:
        handle = plain_handle(settings.handle or "")
    except IdentityError:
        return None
    place = (settings.pds or known.place).rstrip("/")
    if (known.handle, known.place) != (handle, place):
        return None
    return Identity(known.account, known.place)


def _warnings(settings: BlueskySettings, opened: Opened) -> list[Problem]:
    problems = []
    if opened.scope == MAIN_SCOPE:
        problems.append(
            Problem(
                severity="warning",
                what="the password of Bluesky is the account's own, which allows everything",
                where=None,
                fix=f"make an app password at {APP_PASSWORDS} and use that",
            )
        )
    if opened.renamed:
        problems.append(
            Problem(
                severity="warning",
                what=f"the account {settings.handle} on Bluesky is now called {opened.renamed}",
                where=None,
                fix=f'write handle = "{opened.renamed}" into the settings of announce.bluesky',
            )
        )
    return problems


def _left_out(image: Image, why: str, fix: str) -> Problem:
    return Problem(
        severity="warning",
        what=f"the card on Bluesky has no picture: {image.url} {why}",
        where=None,
        fix=fix or "the post is there without it; nothing needs to be done",
    )
