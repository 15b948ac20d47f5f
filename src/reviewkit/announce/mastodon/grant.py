"""OAuth on Mastodon without the asking: what is sent, and what an answer means."""

import base64
import hashlib
import hmac
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from reviewkit.announce.ports import Later, Refused
from reviewkit.announce.secret import Secret
from reviewkit.announce.sign_in import Granted, NotOurs, Question

__all__ = [
    "BY_HAND",
    "METADATA",
    "Answer",
    "app_of",
    "begun",
    "challenge",
    "code_of",
    "granted",
    "redemption",
    "registration",
    "revocation",
    "scopes",
    "told",
    "unlike",
]

BY_HAND: Final = "urn:ietf:wg:oauth:2.0:oob"
"""The redirect address of "a page that shows the code" (docs.joinmastodon.org/methods/oauth)."""

METADATA: Final = "/.well-known/oauth-authorization-server"
"""Where a server since 4.3 says which scopes it has (RFC 8414, section 3)."""

_LONGEST: Final = 200
"""Characters of a server's words that are shown."""

_SECRET_FIELDS: Final = ("client_secret", "code", "code_verifier", "token")

_BUSY: Final = 429
_ERROR_INSIDE: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said: `data` is the JSON object of the body, None where it is none.

    `sent` are the secrets that it was told, and may tell back in the words of an error.
    """

    place: str
    status: int
    data: Mapping[str, Any] | None
    location: str = ""
    sent: tuple[Secret, ...] = ()


def scopes(supported: Collection[str] | None, *, attach: bool) -> tuple[str, ...]:
    """Give the least rights that announcing needs.

    `supported` are those the server knows, None where it does not say, as before 4.3; `attach`
    tells whether pictures are uploaded. `profile` is the smaller right that shows whose token it is
    (docs.joinmastodon.org/api/oauth-scopes). A server that has only `read` and `write` gets those.
    """
    whose = "profile" if supported and "profile" in supported else "read:accounts"
    wanted = ["write:statuses", *(["write:media"] if attach else []), "read:statuses", whose]
    if supported is not None:
        wanted = [_known(scope, supported) for scope in wanted]
    return tuple(dict.fromkeys(wanted))


def _known(scope: str, supported: Collection[str]) -> str:
    whole = scope.partition(":")[0]
    return whole if scope not in supported and whole in supported else scope


def challenge(verifier: str) -> str:
    """Give the S256 challenge of a verifier (RFC 7636, section 4.2)."""
    digest = hashlib.sha256(verifier.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def registration(redirect: str, rights: Sequence[str]) -> dict[str, str]:
    """Give the form of POST /api/v1/apps."""
    return {"client_name": "reviewkit", "redirect_uris": redirect, "scopes": " ".join(rights)}


def app_of(answer: Answer) -> Secret | Refused | Later:
    """Read the app from the answer to its registration: client id and secret, as JSON."""
    if no := unlike(answer, "the program cannot be registered"):
        return no
    data = answer.data or {}
    pair = {name: data.get(name) for name in ("client_id", "client_secret")}
    if not all(isinstance(value, str) and value for value in pair.values()):
        return _no_mastodon(answer)
    return Secret(json.dumps(pair))


def begun(
    server: str,
    *,
    app: Secret,
    redirect: str,
    rights: tuple[str, ...],
    state: str,
    verifier: Secret,
) -> Question:
    """Give the question for the person, as GET /oauth/authorize takes it."""
    asked = {
        "response_type": "code",
        "client_id": json.loads(app.reveal())["client_id"],
        "redirect_uri": redirect,
        "scope": " ".join(rights),
        "state": state,
        "code_challenge": challenge(verifier.reveal()),
        "code_challenge_method": "S256",
    }
    return Question(
        address=f"{server}/oauth/authorize?{urlencode(asked)}",
        redirect=redirect,
        state=state,
        rights=rights,
        app=app,
        verifier=verifier,
    )


def code_of(question: Question, query: Mapping[str, Sequence[str]]) -> Secret | Refused | NotOurs:
    """Read the code from what came to the redirect address (RFC 6749, 4.1.2 and 4.1.2.1).

    Only what repeats the state is an answer: anybody can call the address.
    """
    first = {name: values[0] for name, values in query.items() if values}
    if not first.keys() & {"code", "error"}:
        return NotOurs("it holds no answer")
    if not hmac.compare_digest(first.get("state", "").encode(), question.state.encode()):
        return NotOurs("it does not repeat what was asked (a wrong state)")
    if first.get("code"):
        return Secret(first["code"])
    if first.get("error") == "access_denied":
        return Refused("it was denied in the browser")
    return Refused(_said(first, ()) or "the server gave no code")


def redemption(question: Question, code: Secret) -> dict[str, str]:
    """Give the form of POST /oauth/token (RFC 6749, 4.1.3, and RFC 7636, 4.5)."""
    return {
        "grant_type": "authorization_code",
        **json.loads(question.app.reveal()),
        "redirect_uri": question.redirect,
        "code": code.reveal(),
        "code_verifier": question.verifier.reveal(),
    }


def told(form: Mapping[str, str]) -> tuple[Secret, ...]:
    """Give the secrets of a form that goes to the server."""
    return tuple(Secret(form[name]) for name in _SECRET_FIELDS if form.get(name))


def granted(question: Question, answer: Answer) -> Granted | Refused | Later:
    """Read the token from the answer to `redemption` (RFC 6749, section 5.1 and 5.2).

    Its rights are those asked for where the answer does not say. Raises nothing.
    """
    if answer.data is not None and answer.data.get("error") == "invalid_grant":
        return Refused("the server does not take the code: it is wrong, used already, or too old")
    if no := unlike(answer, "the server gives no token"):
        return no
    data = answer.data or {}
    token, scope = data.get("access_token"), data.get("scope")
    if not isinstance(token, str) or not token or not token.isprintable() or " " in token:
        return _no_mastodon(answer)
    rights = tuple(scope.split()) if isinstance(scope, str) and scope else question.rights
    return Granted(secret=Secret(token), rights=rights, app=question.app)


def revocation(secret: Secret, app: Secret) -> dict[str, str] | None:
    """Give the form of POST /oauth/revoke; None for an app that is none."""
    try:
        pair = json.loads(app.reveal())
        named = {name: str(pair[name]) for name in ("client_id", "client_secret")}
    except (ValueError, KeyError, TypeError):
        return None
    return {**named, "token": secret.reveal()}


def unlike(answer: Answer, what: str) -> Refused | Later | None:
    """Say what is wrong with an answer; None where it is a success, in JSON.

    `what` is what does not come about.
    """
    status = answer.status
    if status in range(300, 400):
        parts = urlsplit(answer.location)
        elsewhere = f"{parts.scheme}://{parts.netloc}" if parts.netloc else "another place"
        return Refused(f"{what}: {answer.place} sends on to {plain(elsewhere)}; set that as server")
    if status == _BUSY or status >= _ERROR_INSIDE:
        return Later(f"{what}: {answer.place} answers with status {status} just now")
    if answer.data is None:
        return _no_mastodon(answer)
    if status not in range(200, 300):
        said = _said(answer.data, answer.sent)
        return Refused(f"{what}: {said}") if said else _no_mastodon(answer)
    return None


def plain(text: str) -> str:
    """Give a server's words on one line, without signs that a terminal would obey."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _no_mastodon(answer: Answer) -> Refused:
    return Refused(
        f"{answer.place} does not answer as Mastodon does (status {answer.status}); "
        "is it the server's address?"
    )


def _said(data: Mapping[str, Any], sent: Iterable[Secret]) -> str:
    said = data.get("error_description") or data.get("error")
    if not isinstance(said, str):
        return ""
    # Before it is cut: a part of a secret would not be found.
    for secret in sent:
        said = secret.hidden(said)
    return plain(said)
