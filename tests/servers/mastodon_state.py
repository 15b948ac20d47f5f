"""What the fake Mastodon has: accounts, statuses, uploads, a clock, and who may see what."""

import threading
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.servers.mastodon_entities import Card, Status, Surroundings, Upload, status_json
from tests.servers.mastodon_kinds import MASTODON, Kind, Media, RateLimit, Reset
from tests.servers.mastodon_oauth import OOB, SCOPES, Account, Authority, Grant, Refusal, covers
from tests.servers.wire import Reply, Request, Wire

__all__ = ["Clock", "State", "invalid", "missing", "true"]


def missing() -> Refusal:
    """Give the refusal of what is not there, or not for this reader."""
    return Refusal(Reply.json({"error": "Record not found"}, 404))


def invalid(error: str) -> Refusal:
    """Give the refusal of what cannot be kept."""
    return Refusal(Reply.json({"error": error}, 422))


def true(value: object) -> bool:
    """Read a boolean of a form, or of JSON."""
    return value not in {None, False, "", "0", "f", "F", "false", "FALSE", "off"}


def visible(status: Status, viewer: Account | None) -> bool:
    """Say whether someone may see a status; there are no followers and no addressees here."""
    return status.visibility in {"public", "unlisted"} or status.account == viewer


def check_scope(grant: Grant, *scopes: str) -> None:
    """Refuse a token that has none of the scopes."""
    if not any(covers(grant.scopes, scope) for scope in scopes):
        words = "This action is outside the authorized scopes"
        raise Refusal(Reply.json({"error": words}, 403))


class Clock:
    """The server's own clock: it goes with the real one until it is advanced or stopped."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)
        self.stopped: datetime | None = None

    def now(self) -> datetime:
        """Give the time, in UTC."""
        return (self.stopped or datetime.now(UTC)) + self.ahead

    def advance(self, **span: float) -> None:
        """Let time pass: `advance(minutes=61)`; a negative span turns the clock back."""
        self.ahead += timedelta(**span)

    def stop(self, at: datetime) -> None:
        """Let it be one moment, until the clock is advanced."""
        self.stopped, self.ahead = at, timedelta(0)


class State(Wire):
    """The server without what it answers. Tests change `kind`, `clock`, `media`, `pages`."""

    def __init__(self, kind: Kind = MASTODON) -> None:
        super().__init__()
        self.kind = kind
        self.clock = Clock()
        self.media = Media()
        self.pages: dict[str, Card] = {}
        self.statuses: list[Status] = []
        self.uploads: dict[str, Upload] = {}
        self.accounts: dict[str, Account] = {}
        self.disabled: set[str] = set()
        self.signed_in: Account | None = None
        self.authority = Authority(self.url, self.now)
        self.keys: dict[tuple[str, str], tuple[datetime, str]] = {}
        self._ids = threading.Lock()
        self._last_id = 0
        self.limit(RateLimit())

    def now(self) -> datetime:
        """Give the time by the server's clock."""
        return self.clock.now()

    def add_account(self, username: str, **settings: Any) -> Account:  # noqa: ANN401 -- a field of it
        """Make an account; the first is the one signed in to the browser."""
        account = Account(id=self.new_id(), username=username, created=self.now(), **settings)
        self.accounts[account.id] = account
        self.signed_in = self.signed_in or account
        return account

    def add_token(self, account: Account, *scopes: str) -> str:
        """Give a token of an account, as its settings page would."""
        app = self.authority.register("Settings", (OOB,), SCOPES)
        return self.authority.grant(app, account, scopes).token

    def revoke(self, token: str) -> None:
        """Take a token away, as the account's settings page would."""
        self.authority.revoked.add(token)

    def add_reblog(self, account: Account, address: str) -> Status:
        """Let an account pass on a status from elsewhere."""
        return self.keep(account, {"status": ""}, None, reblog_of=address)

    def delete(self, status_id: str) -> None:
        """Delete a status, as its author would by hand."""
        self.statuses = [status for status in self.statuses if status.id != status_id]

    def limit(self, rate: RateLimit, *, left: int | None = None) -> None:
        """Set the rate limit; `left` is how many requests remain of it now, if not all."""
        self._rate = rate
        self._left = rate.requests if left is None else left
        self._resets = self.now() + timedelta(seconds=rate.seconds)

    def over_limit(self) -> bool:
        """Count a request, and say whether it is one too many."""
        if self._rate.seconds >= 0 and self.now() >= self._resets:
            self.limit(self._rate)
        many = self._left <= 0
        self._left = max(self._left - 1, 0)
        return many

    def rate_headers(self) -> dict[str, str]:
        """Give what an answer says of the rate limit."""
        headers = {
            "X-RateLimit-Limit": str(self._rate.requests),
            "X-RateLimit-Remaining": str(self._left),
        }
        match self._rate.reset:
            case Reset.ISO:
                written = self._resets.isoformat(timespec="microseconds")
                return {**headers, "X-RateLimit-Reset": written.replace("+00:00", "Z")}
            case Reset.EPOCH:
                return {**headers, "X-RateLimit-Reset": str(int(self._resets.timestamp()))}
            case Reset.RETRY_AFTER:
                return {"Retry-After": f"{self._resets:%a, %d %b %Y %H:%M:%S GMT}"}
            case Reset.ABSENT:
                return {}

    def need(self, request: Request, *scopes: str) -> Account:
        """Give the account of a token that has one of the scopes; else refuse."""
        grant = self.authority.grant_of(request)
        if grant is None:
            raise Refusal(Reply.json({"error": "The access token is invalid"}, 401))
        check_scope(grant, *scopes)
        if grant.account is None:
            words = "This method requires an authenticated user"
            raise Refusal(Reply.json({"error": words}, 422))
        if grant.account.id in self.disabled:
            raise Refusal(Reply.json({"error": "Your login is currently disabled"}, 403))
        return grant.account

    def viewer(self, request: Request) -> Account | None:
        """Give who reads statuses; a token needs the scope for it, no token is nobody."""
        grant = self.authority.grant_of(request)
        if grant is None:
            return None
        check_scope(grant, "read:statuses")
        return grant.account

    def status_of(self, status_id: str, viewer: Account | None) -> Status:
        """Give a status that someone may see; else refuse with 404."""
        for status in self.statuses:
            if status.id == status_id and visible(status, viewer):
                return status
        raise missing()

    def own_status(self, request: Request, status_id: str) -> Status:
        """Give a status of the account that asks; else refuse with 404."""
        account = self.need(request, "write:statuses")
        status = self.status_of(status_id, account)
        if status.account != account:
            raise missing()
        return status

    def shown(self, status: Status) -> dict[str, Any]:
        """Give a status as JSON."""
        users = frozenset(account.username for account in self.accounts.values())
        around = Surroundings(
            url=self.url, kind=self.kind, users=users, uploads=self.uploads, pages=self.pages
        )
        return status_json(status, around)

    def keep(
        self,
        account: Account,
        fields: Mapping[str, Any],
        key: str | None,
        reblog_of: str | None = None,
    ) -> Status:
        """Keep a status that was checked."""
        spoiler = fields.get("spoiler_text") or ""
        status = Status(
            id=self.new_id(),
            account=account,
            text=fields.get("status") or "",
            spoiler=spoiler,
            visibility=fields.get("visibility") or "public",
            sensitive=true(fields.get("sensitive", account.sensitive)) or bool(spoiler),
            language=fields.get("language") or account.language,
            media=tuple(map(str, fields.get("media_ids") or [])),
            created=self.now(),
            key=key,
            reblog_of=reblog_of,
        )
        self.attach(status)
        self.statuses.append(status)
        return status

    def attach(self, status: Status) -> None:
        """Give a status its uploads, and set free those it has no longer."""
        for upload in self.uploads.values():
            if upload.id in status.media:
                upload.status_id = status.id
            elif upload.status_id == status.id:
                upload.status_id = None

    def new_id(self) -> str:
        """Give a new id, larger than all before, with the time in it as Mastodon's have."""
        with self._ids:
            made = int(self.clock.now().timestamp() * 1000) << 16
            self._last_id = max(made, self._last_id + 1)
            return str(self._last_id)
