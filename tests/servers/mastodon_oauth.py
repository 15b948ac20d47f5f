"""Who may do what on the fake Mastodon: accounts, tokens, scopes, and OAuth to get a token.

Written after "oauth API methods", "apps API methods" and "OAuth Scopes" of Mastodon's documentation
and RFC 6749, 7636 (PKCE), 8252 (loopback addresses) and 8414 (discovery).
"""

import base64
import binascii
import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from tests.servers.mastodon_kinds import Kind
from tests.servers.wire import Reply, Request

__all__ = ["OOB", "SCOPES", "Account", "App", "Authority", "Grant", "Refusal", "covers"]

OOB: Final = "urn:ietf:wg:oauth:2.0:oob"
SCOPES: Final = (
    *("read", "profile", "write", "follow", "push"),
    *(f"read:{name}" for name in ("accounts", "notifications", "search", "statuses")),
    *(f"write:{name}" for name in ("accounts", "media", "notifications", "statuses")),
)
_CODE_LASTS: Final = timedelta(minutes=10)
_DESCRIPTIONS: Final = {
    "invalid_client": "Client authentication failed due to unknown client, no client authentication"
    " included, or unsupported authentication method.",
    "invalid_grant": "The provided authorization grant is invalid, expired, revoked, does not match"
    " the redirection URI used in the authorization request, or was issued to another client.",
    "invalid_scope": "The requested scope is invalid, unknown, or malformed.",
    "invalid_redirect_uri": "The redirect uri included is not valid.",
    "invalid_request": "Missing required parameter.",
    "unauthorized_client": "You are not authorized to revoke this token",
    "unsupported_grant_type": "The authorization grant type is not supported by the server.",
    "unsupported_response_type": "The authorization server does not support this response type.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person's account; `disabled` is one that is suspended, or has moved away."""

    id: str
    username: str
    created: datetime
    language: str = "en"
    sensitive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """A program that was registered."""

    client_id: str
    client_secret: str
    name: str
    website: str | None
    redirect_uris: tuple[str, ...]
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What a token stands for; without an account it is an app's own."""

    token: str
    app: App
    scopes: tuple[str, ...]
    created: datetime
    account: Account | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code that can be changed for a token, once."""

    app: App
    account: Account
    scopes: tuple[str, ...]
    redirect_uri: str
    challenge: str | None
    made: datetime


class Refusal(Exception):  # noqa: N818 -- an answer, not a fault of the program
    """An answer that ends the work on a request."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.status)
        self.reply = reply


def _no(error: str, status: int = 400) -> Refusal:
    return Refusal(Reply.json({"error": error, "error_description": _DESCRIPTIONS[error]}, status))


def covers(granted: tuple[str, ...], wanted: str) -> bool:
    """Say whether a scope is among those granted; `read` has every `read:...` in it."""
    return wanted in granted or wanted.split(":", maxsplit=1)[0] in granted


class Authority:
    """Apps, codes and tokens of one server."""

    def __init__(self, url: str, now: Callable[[], datetime]) -> None:
        self.url = url
        self.now = now
        self.apps: dict[str, App] = {}
        self.codes: dict[str, Code] = {}
        self.grants: dict[str, Grant] = {}
        self.revoked: set[str] = set()
        self.tickets: dict[str, Mapping[str, str]] = {}

    def register(self, name: str, redirects: tuple[str, ...], scopes: tuple[str, ...]) -> App:
        """Register a program."""
        app = App(
            client_id=secrets.token_urlsafe(32),
            client_secret=secrets.token_urlsafe(32),
            name=name,
            website=None,
            redirect_uris=redirects,
            scopes=scopes,
        )
        self.apps[app.client_id] = app
        return app

    def grant(self, app: App, account: Account | None, scopes: tuple[str, ...]) -> Grant:
        """Give a token."""
        token = secrets.token_urlsafe(32)
        made = self.now()
        grant = Grant(token=token, app=app, scopes=scopes, created=made, account=account)
        self.grants[token] = grant
        return grant

    def grant_of(self, request: Request) -> Grant | None:
        """Give what the token of a request stands for, None for a request without; else 401."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if not scheme:
            return None
        if token in self.revoked:
            raise Refusal(Reply.json({"error": "The access token was revoked"}, 401))
        if scheme.lower() != "bearer" or token not in self.grants:
            raise Refusal(Reply.json({"error": "The access token is invalid"}, 401))
        return self.grants[token]

    def create_app(self, fields: Mapping[str, Any], kind: Kind) -> Reply:
        """Answer POST /api/v1/apps."""
        given = fields.get("redirect_uris", "")
        redirects = tuple(given.split() if isinstance(given, str) else given)
        scopes = tuple((fields.get("scopes") or "read").split())
        if not fields.get("client_name"):
            return Reply.json({"error": "Validation failed: Application name can't be blank"}, 422)
        if not redirects or not all(urlsplit(uri).scheme for uri in redirects):
            words = "Validation failed: Redirect URI must be an absolute URI."
            return Reply.json({"error": words}, 422)
        if not set(scopes) <= self.known(kind):
            words = "Validation failed: Scopes doesn't match configured on the server."
            return Reply.json({"error": words}, 422)
        app = self.register(fields["client_name"], redirects, scopes)
        return Reply.json(
            {
                "id": str(len(self.apps)),
                "name": app.name,
                "website": fields.get("website"),
                "scopes": list(app.scopes),
                "redirect_uri": "\n".join(app.redirect_uris),
                "redirect_uris": list(app.redirect_uris),
                "client_id": app.client_id,
                "client_secret": app.client_secret,
                "client_secret_expires_at": 0,
            }
        )

    def known(self, kind: Kind) -> set[str]:
        """Give the scopes a kind of server has."""
        return set(SCOPES) - (set() if kind.profile_scope else {"profile"})

    def discovery(self, kind: Kind) -> Reply:
        """Answer GET /.well-known/oauth-authorization-server (RFC 8414)."""
        return Reply.json(
            {
                "issuer": f"{self.url}/",
                "authorization_endpoint": f"{self.url}/oauth/authorize",
                "token_endpoint": f"{self.url}/oauth/token",
                "revocation_endpoint": f"{self.url}/oauth/revoke",
                "app_registration_endpoint": f"{self.url}/api/v1/apps",
                "scopes_supported": sorted(self.known(kind)),
                "response_types_supported": ["code"],
                "response_modes_supported": ["query", "fragment", "form_post"],
                "grant_types_supported": ["authorization_code", "client_credentials"],
                "token_endpoint_auth_methods_supported": [
                    "client_secret_basic",
                    "client_secret_post",
                ],
                **({"code_challenge_methods_supported": ["S256"]} if kind.pkce else {}),
                "service_documentation": "https://docs.joinmastodon.org/",
            }
        )

    def ask(self, query: Mapping[str, list[str]], kind: Kind) -> Reply:
        """Answer GET /oauth/authorize: a page on which a person allows or denies."""
        asked = {name: values[-1] for name, values in query.items()}
        try:
            app = self._checked(asked, kind)
        except Refusal as refusal:
            page = f"<h1>An error has occurred</h1><pre>{escape(refusal.reply.body.decode())}</pre>"
            return Reply.html(page, refusal.reply.status)
        ticket = secrets.token_urlsafe(16)
        self.tickets[ticket] = asked
        buttons = "".join(
            f'<button name="decision" value="{word}">{word}</button>' for word in ("allow", "deny")
        )
        return Reply.html(
            f"<h1>{escape(app.name)} asks for {escape(asked.get('scope', 'read'))}</h1>"
            f'<form method="post" action="/oauth/authorize">'
            f'<input type="hidden" name="ticket" value="{ticket}">{buttons}</form>'
        )

    def _checked(self, asked: Mapping[str, str], kind: Kind) -> App:
        app = self.apps.get(asked.get("client_id", ""))
        if app is None:
            raise _no("invalid_client", 401)
        if not any(_same(asked.get("redirect_uri", ""), uri) for uri in app.redirect_uris):
            raise _no("invalid_redirect_uri")
        if asked.get("response_type") != "code":
            raise _no("unsupported_response_type")
        if not set(asked.get("scope", "read").split()) <= set(app.scopes):
            raise _no("invalid_scope")
        if kind.pkce and "code_challenge" in asked and asked.get("code_challenge_method") != "S256":
            raise _no("invalid_request")
        return app

    def decide(self, fields: Mapping[str, Any], person: Account, kind: Kind) -> Reply:
        """Answer POST /oauth/authorize: the person has pressed a button."""
        asked = self.tickets.pop(fields.get("ticket", ""), None)
        if asked is None:
            return Reply.html("<h1>Security verification failed</h1>", 422)
        state = {"state": asked["state"]} if "state" in asked else {}
        target = asked["redirect_uri"]
        if fields.get("decision") != "allow":
            words = "The resource owner or authorization server denied the request."
            answer = {"error": "access_denied", "error_description": words}
            return _to(target, {**answer, **state})
        code = secrets.token_urlsafe(32)
        self.codes[code] = Code(
            app=self.apps[asked["client_id"]],
            account=person,
            scopes=tuple(asked.get("scope", "read").split()),
            redirect_uri=target,
            challenge=asked.get("code_challenge") if kind.pkce else None,
            made=self.now(),
        )
        if target == OOB:
            return _to(f"{self.url}/oauth/authorize/native", {"code": code})
        return _to(target, {"code": code, **state})

    def token(self, request: Request) -> Reply:
        """Answer POST /oauth/token."""
        fields = request.form
        app = self._client(request, fields)
        match fields.get("grant_type"):
            case "authorization_code":
                grant = self._redeemed(app, fields)
            case "client_credentials":
                scopes = tuple((fields.get("scope") or "read").split())
                if not set(scopes) <= set(app.scopes):
                    raise _no("invalid_scope")
                grant = self.grant(app, None, scopes)
            case _:
                raise _no("unsupported_grant_type")
        return Reply.json(
            {
                "access_token": grant.token,
                "token_type": "Bearer",
                "scope": " ".join(grant.scopes),
                "created_at": int(grant.created.timestamp()),
            }
        )

    def _redeemed(self, app: App, fields: Mapping[str, Any]) -> Grant:
        code = self.codes.pop(fields.get("code", ""), None)
        if code is None or code.app != app or fields.get("redirect_uri") != code.redirect_uri:
            raise _no("invalid_grant")
        if self.now() - code.made > _CODE_LASTS:
            raise _no("invalid_grant")
        if code.challenge is not None:
            if "code_verifier" not in fields:
                raise _no("invalid_request")
            digest = hashlib.sha256(fields["code_verifier"].encode()).digest()
            if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != code.challenge:
                raise _no("invalid_grant")
        return self.grant(app, code.account, code.scopes)

    def info(self, request: Request) -> Reply:
        """Answer GET /oauth/token/info, as the program that does OAuth for Mastodon does."""
        grant = self.grant_of(request)
        if grant is None:
            raise _no("invalid_request", 401)
        return Reply.json(
            {
                "resource_owner_id": grant.account.id if grant.account else None,
                "scope": list(grant.scopes),
                "expires_in": None,
                "application": {"uid": grant.app.client_id},
                "created_at": int(grant.created.timestamp()),
            }
        )

    def revoke(self, request: Request) -> Reply:
        """Answer POST /oauth/revoke; a token already revoked is revoked again."""
        fields = request.form
        app = self._client(request, fields)
        grant = self.grants.get(fields.get("token", ""))
        if grant is None or grant.app != app:
            raise _no("unauthorized_client", 403)
        self.revoked.add(grant.token)
        return Reply.json({})

    def _client(self, request: Request, fields: Mapping[str, Any]) -> App:
        name, secret = fields.get("client_id", ""), fields.get("client_secret", "")
        scheme, _, pair = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "basic":
            try:
                name, _, secret = base64.b64decode(pair).decode().partition(":")
            except (binascii.Error, UnicodeDecodeError) as error:
                raise _no("invalid_client", 401) from error
        app = self.apps.get(name)
        if app is None or secret != app.client_secret:
            raise _no("invalid_client", 401)
        return app


def _to(address: str, query: Mapping[str, str]) -> Reply:
    mark = "&" if urlsplit(address).query else "?"
    return Reply(status=302, headers={"Location": f"{address}{mark}{urlencode(query)}"})


def _same(asked: str, registered: str) -> bool:
    """Compare redirect addresses; the port of a loopback address is free (RFC 8252, 7.3)."""
    one, other = urlsplit(asked), urlsplit(registered)
    if _loopback(one.hostname) and _loopback(other.hostname):
        return (one.scheme, one.hostname, one.path) == (other.scheme, other.hostname, other.path)
    return asked == registered


def _loopback(host: str | None) -> bool:
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False
