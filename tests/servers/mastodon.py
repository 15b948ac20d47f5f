"""A fake Mastodon on loopback, written from the API's documentation; it can be told to misbehave.

    with Mastodon() as server:
        account = server.add_account("reviewer")
        token = server.add_token(account, "write:statuses", "read:statuses", "profile")
        ...                                          # the program under test talks to server.url
        assert [status.text for status in server.statuses] == ["..."]

`Mastodon(GOTOSOCIAL)` is another kind of server, and `server.kind` can be replaced while it runs.
`server.fail("POST", "/api/v1/statuses", lost(Cut.RESET, accepted=True))` takes away an answer;
`server.requests` is the log; `server.clock.advance(minutes=61)` lets time pass.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import regex
from tests.servers.mastodon_entities import (
    account_json,
    instance_v1_json,
    instance_v2_json,
    source_json,
)
from tests.servers.mastodon_media import check_upload, describe_upload, upload
from tests.servers.mastodon_oauth import Refusal
from tests.servers.mastodon_state import State, missing
from tests.servers.mastodon_statuses import edit, listing, post, remove, show, source
from tests.servers.wire import Reply, Request

__all__ = ["Mastodon"]

Handler = Callable[[State, Request, str], Reply]


class Mastodon(State):
    """The server, open inside `with`."""

    def answer(self, request: Request) -> Reply:
        """Do what was asked."""
        if not request.path.startswith("/api/"):
            return self._routed(request)
        many = self.over_limit()
        reply = Reply.json({"error": "Too many requests"}, 429) if many else self._routed(request)
        return replace(reply, headers={**reply.headers, **self.rate_headers()})

    def _routed(self, request: Request) -> Reply:
        for method, pattern, handler in ROUTES:
            found = regex.fullmatch(pattern, request.path)
            if found and method == request.method:
                try:
                    return handler(self, request, "".join(found.groups()))
                except Refusal as refusal:
                    return refusal.reply
        return NOT_FOUND


NOT_FOUND: Final = Reply.json({"error": "Not Found"}, 404)


def verify(server: State, request: Request, _: str) -> Reply:
    """Answer GET /api/v1/accounts/verify_credentials."""
    account = server.need(request, "profile", "read:accounts")
    shown = account_json(account, server.url)
    return Reply.json({**shown, "source": source_json(account)})


def lookup(server: State, request: Request, _: str) -> Reply:
    """Answer GET /api/v1/accounts/lookup."""
    wanted = request.query.get("acct", [""])[-1].split("@")[0]
    for account in server.accounts.values():
        if account.username == wanted:
            return Reply.json(account_json(account, server.url))
    raise missing()


def decide(server: State, request: Request, _: str) -> Reply:
    """Answer POST /oauth/authorize for the person signed in."""
    if server.signed_in is None:
        return Reply(status=302, headers={"Location": f"{server.url}/auth/sign_in"})
    return server.authority.decide(request.form, server.signed_in, server.kind)


def native(_: State, request: Request, __: str) -> Reply:
    """Answer GET /oauth/authorize/native: the page that shows a code to be copied."""
    return Reply.html(f"<p>Copy this code:</p><code>{request.query['code'][-1]}</code>")


def instance_v2(server: State, _: Request, __: str) -> Reply:
    """Answer GET /api/v2/instance."""
    return (
        Reply.json(instance_v2_json(server.kind, server.url))
        if server.kind.instance_v2
        else NOT_FOUND
    )


def instance_v1(server: State, _: Request, __: str) -> Reply:
    """Answer GET /api/v1/instance."""
    return (
        Reply.json(instance_v1_json(server.kind, server.url))
        if server.kind.instance_v1
        else NOT_FOUND
    )


def discovery(server: State, _: Request, __: str) -> Reply:
    """Answer GET /.well-known/oauth-authorization-server."""
    return server.authority.discovery(server.kind) if server.kind.discovery else NOT_FOUND


ROUTES: Final[tuple[tuple[str, str, Handler], ...]] = (
    ("GET", "/api/v2/instance/?", instance_v2),
    ("GET", "/api/v1/instance/?", instance_v1),
    ("GET", "/api/v1/accounts/verify_credentials", verify),
    ("GET", "/api/v1/accounts/lookup", lookup),
    ("GET", r"/api/v1/accounts/(\d+)/statuses", listing),
    ("POST", "/api/v1/statuses", post),
    ("GET", r"/api/v1/statuses/(\d+)", show),
    ("PUT", r"/api/v1/statuses/(\d+)", edit),
    ("DELETE", r"/api/v1/statuses/(\d+)", remove),
    ("GET", r"/api/v1/statuses/(\d+)/source", source),
    ("POST", "/api/v2/media", upload),
    ("GET", r"/api/v1/media/(\d+)", check_upload),
    ("PUT", r"/api/v1/media/(\d+)", describe_upload),
    ("POST", "/api/v1/apps", lambda s, r, _: s.authority.create_app(r.form, s.kind)),
    ("GET", "/oauth/authorize", lambda s, r, _: s.authority.ask(r.query, s.kind)),
    ("POST", "/oauth/authorize", decide),
    ("GET", "/oauth/authorize/native", native),
    ("POST", "/oauth/token", lambda s, r, _: s.authority.token(r)),
    ("GET", "/oauth/token/info", lambda s, r, _: s.authority.info(r)),
    ("POST", "/oauth/revoke", lambda s, r, _: s.authority.revoke(r)),
    ("GET", "/.well-known/oauth-authorization-server", discovery),
)
