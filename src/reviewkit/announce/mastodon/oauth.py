"""A token of a Mastodon account by OAuth: the requests, each bounded in time and size."""

import json
import secrets
from collections.abc import Mapping, Sequence
from typing import Any, Final

from reviewkit import __version__
from reviewkit.announce.mastodon.grant import (
    BY_HAND,
    METADATA,
    Answer,
    app_of,
    begun,
    code_of,
    granted,
    plain,
    redemption,
    registration,
    revocation,
    scopes,
    told,
    unlike,
)
from reviewkit.announce.ports import Later, Refused
from reviewkit.announce.secret import Secret
from reviewkit.announce.sign_in import Granted, NotOurs, Question, Revoked
from reviewkit.config import AnnounceSettings

__all__ = ["MastodonOAuth"]

_LONGEST: Final = 30.0
"""Seconds that a request may take, all in all."""

_LARGEST: Final = 1_000_000
"""Bytes of an answer that are read."""

_HEADERS: Final = {"User-Agent": f"reviewkit/{__version__}", "Accept": "application/json"}
_OK: Final = 200


class MastodonOAuth:
    """OAuth with PKCE: see `reviewkit.announce.sign_in.Browser`.

    A program is registered anew each time, for the one redirect address it uses: servers differ in
    how they compare addresses, and throw away programs that nobody uses.
    """

    what = "token"
    place = "the server's Preferences, under Development"
    option = "server"
    by_hand = BY_HAND

    def begin(self, settings: AnnounceSettings, redirect: str) -> Question | Refused | Later:
        """Register a program, and give the page on which the person allows it."""
        server = _server(settings)
        about = _ask(server, METADATA)
        if isinstance(about, Later):
            return about
        known = about.data or {}
        supported = known.get("scopes_supported") if about.status == _OK else None
        rights = scopes(
            supported if isinstance(supported, list) else None,
            attach=settings.mastodon.attach == "image",
        )
        answer = _ask(server, "/api/v1/apps", registration(redirect, rights))
        app = answer if isinstance(answer, Later) else app_of(answer)
        if isinstance(app, Refused | Later):
            return app
        return begun(
            server,
            app=app,
            redirect=redirect,
            rights=rights,
            state=secrets.token_urlsafe(32),
            verifier=Secret(secrets.token_urlsafe(64)),
        )

    def answer(
        self, question: Question, query: Mapping[str, Sequence[str]]
    ) -> Secret | Refused | NotOurs:
        """Read the code."""
        return code_of(question, query)

    def finish(
        self, settings: AnnounceSettings, question: Question, code: Secret
    ) -> Granted | Refused | Later:
        """Change the code for a token."""
        form = redemption(question, code)
        answer = _ask(_server(settings), "/oauth/token", form)
        return answer if isinstance(answer, Later) else granted(question, answer)

    def revoke(
        self, settings: AnnounceSettings, secret: Secret, app: Secret
    ) -> Revoked | Refused | Later:
        """Take the token away (RFC 7009)."""
        form = revocation(secret, app)
        if form is None:
            return Refused("the program that the token was made with is not known")
        answer = _ask(_server(settings), "/oauth/revoke", form)
        no = answer if isinstance(answer, Later) else unlike(answer, "the token is not taken away")
        return no or Revoked()


def _server(settings: AnnounceSettings) -> str:
    if settings.mastodon.server is None:
        raise ValueError(settings)
    return settings.mastodon.server.rstrip("/")


def _ask(server: str, path: str, form: Mapping[str, str] | None = None) -> Answer | Later:
    """Send a form, or get what is there without one. Redirects are not followed."""
    import asyncio  # noqa: PLC0415 -- slow to import, as httpx is, and few runs sign in

    import httpx  # noqa: PLC0415 -- the same

    async def asked() -> Answer:
        # One end for everything: a server that sends a byte now and then never meets httpx's own.
        async with asyncio.timeout(_LONGEST), httpx.AsyncClient(timeout=_LONGEST) as client:
            method = "GET" if form is None else "POST"
            sent = client.stream(method, f"{server}{path}", data=form, headers=_HEADERS)
            async with sent as response:
                body = b""
                async for piece in response.aiter_bytes():
                    body += piece
                    if len(body) > _LARGEST:
                        break
                return Answer(
                    place=server,
                    status=response.status_code,
                    data=_object(body),
                    location=response.headers.get("location", ""),
                    sent=told(form or {}),
                )

    try:
        return asyncio.run(asked())
    except (TimeoutError, httpx.TimeoutException):
        return Later(f"{server} does not answer in time")
    except httpx.ConnectError as error:
        return Later(f"{server} cannot be reached: {plain(str(error))}")
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        # Its text is left out: it may quote what was sent.
        return Later(f"{server} does not answer as it should ({type(error).__name__})")


def _object(body: bytes) -> Mapping[str, Any] | None:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None
