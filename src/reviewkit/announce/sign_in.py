"""How a secret is come by: typed in by a person, or given by the server after a page of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from reviewkit.announce.ports import Later, Refused
from reviewkit.announce.secret import Secret
from reviewkit.config import AnnounceSettings

__all__ = ["Browser", "Granted", "NotOurs", "Question", "Revoked", "SignIn", "Typed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The person makes the secret on a page of the network, and types it in.

    `what` is its name, `place` where it is made and taken away. `option` is the key of the
    network's settings that names the account, None where there is none. `too_mighty` are rights
    that a secret for announcements should not have, as `Session.rights` tells them, and
    `too_mighty_reason` says why.
    """

    what: str
    place: str
    option: str | None = None
    too_mighty: frozenset[str] = frozenset()
    too_mighty_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the person is asked in the browser (OAuth 2, RFC 6749 section 4.1, with RFC 7636).

    `address` is the page, `redirect` where it leads with the answer, `state` what the answer must
    repeat. `app` names us to the server and `verifier` proves that whoever has the answer also
    asked.
    """

    address: str
    redirect: str
    state: str
    rights: tuple[str, ...]
    app: Secret
    verifier: Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """What the server gave: the secret, its rights, and what taking it away needs."""

    secret: Secret
    rights: tuple[str, ...]
    app: Secret


@dataclass(frozen=True, slots=True)
class NotOurs:
    """What came to the redirect address is no answer to the question."""

    reason: str


@dataclass(frozen=True, slots=True)
class Revoked:
    """The server does not take the secret any more."""


class Browser(Protocol):
    """The person allows it on a page of the server, which leads back to us with a code.

    Whatever goes wrong is an answer and no exception, and no text holds a secret.
    """

    @property
    def what(self) -> str:
        """Give the secret's name."""

    @property
    def place(self) -> str:
        """Say where a person makes one by hand, and takes it away."""

    @property
    def option(self) -> str | None:
        """Give the key of the network's settings that names the account."""

    @property
    def by_hand(self) -> str:
        """Give the redirect address with which the server shows the code to be copied."""

    def begin(self, settings: AnnounceSettings, redirect: str) -> Question | Refused | Later:
        """Ask the server for the page to be opened."""

    def answer(
        self, question: Question, query: Mapping[str, Sequence[str]]
    ) -> Secret | Refused | NotOurs:
        """Read the code from the query with which the redirect address was called."""

    def finish(
        self, settings: AnnounceSettings, question: Question, code: Secret
    ) -> Granted | Refused | Later:
        """Change the code for the secret."""

    def revoke(
        self, settings: AnnounceSettings, secret: Secret, app: Secret
    ) -> Revoked | Refused | Later:
        """Take the secret away at the server."""


SignIn = Typed | Browser
