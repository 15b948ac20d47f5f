"""What announcing needs of the world, and every answer the world may give."""

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from reviewkit.announce.ledger import Record
from reviewkit.announce.message import Message
from reviewkit.model import Post

__all__ = [
    "Absent",
    "Crew",
    "Done",
    "Event",
    "Expired",
    "Found",
    "Later",
    "Ledger",
    "LoggedIn",
    "Nature",
    "Network",
    "NotLive",
    "Order",
    "PageLive",
    "Ports",
    "Query",
    "Refused",
    "Shut",
    "Unclear",
    "Unread",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nature:
    """How far a network can be trusted with a key that comes twice.

    `key_lasts` is how long after a try that arrived a second one with its key is certain to make no
    second post: `timedelta.max` where it never does, as with record keys of AT Protocol; 50 minutes
    on a Mastodon server, which keeps keys for an hour; zero where it is not known.
    """

    key_lasts: dt.timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What to look for: a post with the key, where keys can be asked for, or with one of the links.

    The list of the account's posts is to be read back to `since`; where it is None, as far as is
    reasonable (30 days or 200 posts; 100 records).
    """

    key: str
    links: tuple[str, ...]
    since: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to send: the message under the key, dated `created_at` where the network takes that."""

    message: Message
    key: str
    created_at: dt.datetime


@dataclass(frozen=True, slots=True)
class PageLive:
    """The page of the post is there for everybody."""


@dataclass(frozen=True, slots=True)
class NotLive:
    """The page of the post is not there yet, or not as it should be."""

    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """The post is on the network."""

    id: str
    url: str


@dataclass(frozen=True, slots=True)
class Absent:
    """The post was not seen; `covers` tells whether all since the query's `since` was read."""

    covers: bool


@dataclass(frozen=True, slots=True)
class Unread:
    """The network could not be asked."""

    reason: str
    not_before: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """The post was accepted: the answer had its id and address."""

    id: str
    url: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The network said no: this try certainly made no post.

    `is_whole_account`: it would say so to every post, as the token is revoked or the account
    suspended; nothing more is sent to the target in this run.
    """

    reason: str
    is_whole_account: bool = False


@dataclass(frozen=True, slots=True)
class Later:
    """The try certainly made no post, and may be made again: a limit of rate, or no connection."""

    reason: str
    not_before: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Expired:
    """The session has ended: the try certainly made no post, and a new login may help."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """Nobody knows whether the post was made: no answer, a broken one, or an error inside."""

    reason: str


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """There is a new session."""


@dataclass(frozen=True, slots=True)
class Shut:
    """The target has refused everything of ours in this run, so it was not asked."""

    reason: str


Event = (
    PageLive
    | NotLive
    | Found
    | Absent
    | Unread
    | Done
    | Refused
    | Later
    | Expired
    | Unclear
    | LoggedIn
    | Shut
)


class Network(Protocol):
    """One account on one network. Whatever goes wrong is an answer and no exception."""

    def describe(self) -> Nature:
        """Say what is known of the server."""

    def find(self, query: Query) -> Found | Absent | Unread:
        """Look for a post of the account; nothing is changed."""

    def send(self, order: Order) -> Done | Refused | Later | Expired | Unclear:
        """Try to post, once, with no retry inside; over within `machine.LONGEST_SEND`.

        What may have reached the server is `Unclear` unless the answer says otherwise.
        """

    def log_in(self) -> LoggedIn | Refused | Later:
        """Begin a new session."""


class Ledger(Protocol):
    """Where records are kept."""

    def write(self, record: Record) -> None:
        """Put a record down; it is durable when this returns. Raises OutputError."""


class Crew(Protocol):
    """Those who work side by side, one for each target, and can be stopped together.

    All methods may be called from every work at once.
    """

    def together(self, works: Sequence[Callable[[], None]]) -> None:
        """Do all works at the same time; returns when all have ended.

        What one raises does not disturb the others, and is raised when all have ended. An
        interruption from outside, such as Ctrl-C, stops the crew; it is raised then too.
        """

    def alone(self) -> AbstractContextManager[object]:
        """Hold what only one may hold at a time."""

    def sleep(self, until: dt.datetime) -> None:
        """Return at the moment or later, or at once when the crew is stopped."""

    def stop(self) -> None:
        """Have all works come to their end: sleepers wake up, and nothing new is begun."""

    def is_stopped(self) -> bool:
        """Tell whether the crew was stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """The world of a run.

    `page` looks at a post's page once, for one target; `chance` is uniform between 0 and 1. These
    and `clock` may be called from several threads at once, `ledger` is by one at a time.
    """

    ledger: Ledger
    page: Callable[[Post, Message], PageLive | NotLive]
    clock: Callable[[], dt.datetime]
    chance: Callable[[], float]
    crew: Crew
