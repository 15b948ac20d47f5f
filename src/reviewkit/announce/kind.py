"""What the file of a network has to give: composing, keys, requests, and how to log in."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import jinja2

from reviewkit.announce.ledger import Target
from reviewkit.announce.message import Material, Message
from reviewkit.announce.picture import FittedPicture, PictureLimits
from reviewkit.announce.ports import (
    Done,
    Expired,
    Later,
    Network,
    Order,
    Refused,
    Unclear,
    Unread,
)
from reviewkit.announce.secret import Secret
from reviewkit.announce.sign_in import SignIn
from reviewkit.config import AnnounceSettings
from reviewkit.errors import Problem
from reviewkit.model import Image

__all__ = ["Facts", "Kind", "Means", "Removed", "Session"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is public of an account and its server; kept between runs, so never a secret in it.

    `place` is the address that requests go to, without a slash at the end. `account` and `handle`
    are None while only the server was asked. `limits` are what the server takes, in the words of
    the network's file; values are such that JSON keeps them. `asked` is when, in UTC.
    """

    place: str
    asked: dt.datetime
    account: str | None = None
    handle: str | None = None
    limits: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a session may use of the world.

    `picture` gives the file of a picture, or why it cannot be had. `warn` takes what the person
    should know although no post was lost, such as a picture left out. `clock` is the real time.
    With `needs_pictures` a post waits for its picture and does not go out without it.
    """

    picture: Callable[[Image], bytes | Problem]
    warn: Callable[[Problem], None]
    clock: Callable[[], dt.datetime]
    needs_pictures: bool = False


@dataclass(frozen=True, slots=True)
class Removed:
    """The post is not on the network any more, or was not there."""


class Session(Network, Protocol):
    """A login: the account as a `Network` for the machine, and what people do by hand.

    As there, whatever goes wrong is an answer and no exception, nothing is tried twice inside, and
    no text holds a secret.
    """

    @property
    def facts(self) -> Facts:
        """Give what the server said at the login; `account` and `handle` are known."""

    @property
    def rights(self) -> Sequence[str] | None:
        """Give what the secret allows, in the network's words; None where it does not say."""

    def edit(self, order: Order, post_id: str) -> Done | Refused | Later | Expired | Unclear:
        """Replace the post `post_id` by the order's message, where the network's kind can."""

    def remove(self, post_id: str) -> Removed | Refused | Later | Expired | Unclear:
        """Delete the post `post_id`."""

    def close(self) -> None:
        """Give connections back."""


class Kind(Protocol):
    """One network. Importing its file loads no client library: `connect` does."""

    @property
    def name(self) -> str:
        """Give the word of `--to`, of the ledger and of the settings."""

    @property
    def variable(self) -> str:
        """Give the environment variable of the secret."""

    @property
    def sign_in(self) -> SignIn:
        """Give how a person comes by the secret."""

    @property
    def no_edit(self) -> str:
        """Say why posts cannot be edited; empty where they can."""

    def account(self, settings: AnnounceSettings) -> str | None:
        """Give what names the account in the settings; None where it is not set up."""

    def target(self, facts: Facts) -> Target:
        """Give the target of an account that is known. Raises ValueError for one that is not."""

    def key(self, target: Target, post: str, generation: int, published: dt.date) -> str:
        """Give the key of a post's announcement; see `reviewkit.announce.keys`."""

    def message(
        self,
        material: Material,
        environment: jinja2.Environment,
        settings: AnnounceSettings,
        facts: Facts | None,
    ) -> Message:
        """Compose a post; without facts within the limits that the network has by itself."""

    def picture_of(self, message: Message) -> Image | None:
        """Give the picture that is uploaded with a message."""

    def picture_limits(self, facts: Facts | None) -> PictureLimits:
        """Give what the server takes of pictures."""

    def request(
        self, order: Order, facts: Facts, picture: FittedPicture | None
    ) -> Mapping[str, Any]:
        """Give the request that makes the post, without its secret, as JSON shows it.

        `method`, `url`, `headers` and `body`. Ids that only an upload gives stand there as
        `"(upload)"`.
        """

    def post_id(self, url: str, target: Target) -> str:
        """Give the id of the post at an address that a person copied; empty for no such address."""

    def look_up(self, settings: AnnounceSettings, now: dt.datetime) -> Facts | Unread:
        """Ask what is public, without the secret and without a client library."""

    def connect(
        self,
        settings: AnnounceSettings,
        secret: Secret,
        known: Facts | None,
        means: Means,
    ) -> Session | Refused | Later:
        """Log in; over within 60 seconds.

        `known` are the facts of an earlier run, None at the first: they stand in for what the
        server does not say this time, such as its limits while that answer fails.
        """
