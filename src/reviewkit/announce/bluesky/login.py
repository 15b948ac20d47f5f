"""Logs in to Bluesky, also where the account has a new name or has moved since the last run."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, Final

from reviewkit.announce.bluesky.errors import Failure, OddAnswerError, failure, of_login
from reviewkit.announce.bluesky.identity import (
    APP_PASSWORDS,
    Identity,
    IdentityError,
    did_in,
    plain_handle,
    token_scope,
)
from reviewkit.announce.bluesky.resolve import Resolver
from reviewkit.announce.bluesky.xrpc import Xrpc
from reviewkit.announce.ports import Later, Refused
from reviewkit.announce.secret import Secret
from reviewkit.announce.within import Deadline
from reviewkit.config import BlueskySettings

__all__ = ["Opened", "open_session"]

_LONGEST: Final = 55.0
_FIRST: Final = 25.0
"""Seconds that all of it may take, and that a server may take that was known before."""

_STATUSES: Final = ("deactivated", "suspended", "takendown")
"""What an account may be that is not active (lexicon com.atproto.server.createSession)."""

_NO_HANDLE: Final = "handle.invalid"
"""What an account is called whose handle does not point at it (atproto.com/specs/handle)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A session: whose, where, and what it may.

    `renamed` is the handle of the account where that is not the one of the settings; `closed` says
    why nothing can be posted, such as `deactivated`, and is empty where it can. `scope` is what the
    token says it allows.
    """

    identity: Identity
    token: Secret
    scope: str | None
    renamed: str
    closed: str


def open_session(
    settings: BlueskySettings,
    secret: Secret,
    known: Identity | None,
    resolver: Resolver,
    now: dt.datetime,
) -> Opened | Refused | Later:
    """Begin a session, within 60 seconds.

    What is `known` of an earlier run is tried first; where that does not do, the account is looked
    for once more, as it may have moved.
    """
    deadline = Deadline(_LONGEST)
    first: Opened | Refused | Later | None = None
    try:
        handle = plain_handle(settings.handle or "")
        ask = _Ask(handle=handle, secret=secret, now=now)
        if known is not None:
            first = ask.session(known, min(_FIRST, deadline.left))
            if isinstance(first, Opened) and not (first.renamed or first.closed):
                return first
        fresh = _fresh(settings, handle, resolver)
    except IdentityError as error:
        whole = Refused(str(error), is_whole_account=True)
        return _usable(first or (Later(str(error)) if error.is_passing else whole))
    if first is None:
        return _usable(ask.session(fresh, deadline.left))
    again = first if fresh == known else ask.session(fresh, deadline.left)
    return _usable(again if isinstance(again, Opened) else first)


def _fresh(settings: BlueskySettings, handle: str, resolver: Resolver) -> Identity:
    """Give where to log in by the settings; a server that they name knows the handle by itself."""
    if settings.pds:
        return Identity(handle, settings.pds.rstrip("/"))
    return resolver(settings)


def _usable(outcome: Opened | Refused | Later) -> Opened | Refused | Later:
    if isinstance(outcome, Opened) and outcome.closed:
        said = f"the account is {outcome.closed}, so that nothing can be posted"
        return Refused(said, is_whole_account=True)
    return outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ask:
    """How to ask for a session, wherever that is."""

    handle: str
    secret: Secret
    now: dt.datetime

    def session(self, identity: Identity, seconds: float) -> Opened | Refused | Later:
        """Ask one server (com.atproto.server.createSession)."""
        xrpc = Xrpc(identity.place, seconds)
        body = {"identifier": identity.account, "password": self.secret.reveal()}
        try:
            answer = xrpc.procedure("com.atproto.server.createSession", body, None)
            opened = _read(answer, identity.place, self.handle)
        except Exception as error:  # noqa: BLE001 -- whatever a library raises is an answer
            return self._refusal(failure(error, self.now, self.secret.hidden))
        finally:
            xrpc.close()
        if identity.account.startswith("did:") and opened.identity.account != identity.account:
            said = f"{identity.place} opened a session of somebody else: {opened.identity.account}"
            return Refused(said, is_whole_account=True)
        return opened

    def _refusal(self, failed: Failure) -> Refused | Later:
        said = of_login(failed)
        if isinstance(said, Refused) and failed.status == HTTPStatus.UNAUTHORIZED:
            advice = f"see that the handle is right, or make an app password at {APP_PASSWORDS}"
            return replace(said, reason=f"{said.reason}; {advice}")
        return said


def _read(answer: Mapping[str, Any], place: str, handle: str) -> Opened:
    """Read what a session is; raises OddAnswerError for something else."""
    token, status = answer.get("accessJwt"), answer.get("status")
    did = did_in(str(answer.get("did")))
    if did is None or not isinstance(token, str) or not token:
        raise OddAnswerError(f"{place} answers something else than a session")
    try:
        name = plain_handle(str(answer.get("handle")))
    except IdentityError:
        name = _NO_HANDLE
    is_open = answer.get("active") is not False
    return Opened(
        identity=Identity(did, place),
        token=Secret(token),
        scope=token_scope(token),
        renamed="" if name in {handle, _NO_HANDLE} or handle == did else name,
        closed="" if is_open else (str(status) if status in _STATUSES else "closed"),
    )
