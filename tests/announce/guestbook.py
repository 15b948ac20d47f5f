"""A further network, as somebody would add it: this file beside the others, and a line in a table.

A guest book on the web: `PUT /notes/KEY` writes a note, `GET` reads it, `DELETE` takes it away.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jinja2

from reviewkit.announce.compose import compose
from reviewkit.announce.keys import idempotency_key
from reviewkit.announce.kind import Facts, Means, Removed, Session
from reviewkit.announce.ledger import Target
from reviewkit.announce.message import Material, Message
from reviewkit.announce.picture import FittedPicture, PictureLimits
from reviewkit.announce.ports import (
    Absent,
    Done,
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
from reviewkit.announce.sign_in import Typed
from reviewkit.config import AnnounceSettings
from reviewkit.model import Image

__all__ = ["GuestbookKind"]

LIMIT = 200


class GuestbookKind:
    """The guest book: see `reviewkit.announce.kind.Kind`."""

    name = "guestbook"
    variable = "REVIEWKIT_GUESTBOOK_WORD"
    sign_in = Typed(what="pass word", place="the owner of the book")
    no_edit = ""

    def account(self, settings: AnnounceSettings) -> str | None:
        return settings.networks.get(self.name, {}).get("book")

    def target(self, facts: Facts) -> Target:
        return Target(network=self.name, server=facts.place, account=facts.account or "")

    def key(self, target: Target, post: str, generation: int, published: dt.date) -> str:  # noqa: ARG002 -- the interface
        return idempotency_key(target.server or "", target.account, post, generation)

    def message(
        self,
        material: Material,
        environment: jinja2.Environment,
        settings: AnnounceSettings,
        facts: Facts | None,  # noqa: ARG002 -- the interface
    ) -> Message:
        composed = compose(
            environment, "announce/mastodon.txt.j2", material, lambda text: len(text) - LIMIT
        )
        return Message(
            network=self.name,
            account=self.account(settings),
            material=material,
            text=composed.text,
            length=len(composed.text),
            limit=LIMIT,
            bytes=None,
            byte_limit=None,
            content_warning=None,
            visibility=None,
            facets=(),
            card=None,
            picture=None,
            dropped_hashtags=composed.dropped_hashtags,
            shortened=composed.shortened,
        )

    def picture_of(self, message: Message) -> Image | None:  # noqa: ARG002 -- the interface
        return None

    def picture_limits(self, facts: Facts | None) -> PictureLimits:  # noqa: ARG002 -- the interface
        return PictureLimits()

    def request(
        self,
        order: Order,
        facts: Facts,
        picture: FittedPicture | None,  # noqa: ARG002 -- the interface
    ) -> Mapping[str, Any]:
        url = f"{facts.place}/notes/{order.key}"
        return {"method": "PUT", "url": url, "headers": {}, "body": order.message.text}

    def post_id(self, url: str, target: Target) -> str:  # noqa: ARG002 -- the interface
        return url.rpartition("/")[2]

    def look_up(self, settings: AnnounceSettings, now: dt.datetime) -> Facts | Unread:
        return Facts(place=self.account(settings) or "", asked=now, account="me", handle="me")

    def connect(
        self,
        settings: AnnounceSettings,
        secret: Secret,
        known: Facts | None,  # noqa: ARG002 -- the interface
        means: Means,
    ) -> Session | Refused | Later:
        facts = self.look_up(settings, means.clock())
        return GuestbookSession(facts, secret) if isinstance(facts, Facts) else Later("?")


@dataclass(frozen=True, slots=True)
class GuestbookSession:
    """A login: see `reviewkit.announce.kind.Session`."""

    facts: Facts
    secret: Secret
    rights = None

    def describe(self) -> Nature:
        return Nature(key_lasts=dt.timedelta.max)

    def find(self, query: Query) -> Found | Absent | Unread:
        answer = self._asked("GET", query.key)
        if isinstance(answer, Unclear):
            return Unread(answer.reason)
        return Found(query.key, self._url(query.key)) if answer == 200 else Absent(covers=True)

    def send(self, order: Order) -> Done | Refused | Unclear:
        answer = self._asked("PUT", order.key, order.message.text)
        if isinstance(answer, Unclear):
            return answer
        return Done(order.key, self._url(order.key)) if answer == 201 else Refused(f"says {answer}")

    def log_in(self) -> LoggedIn:
        return LoggedIn()

    def edit(self, order: Order, post_id: str) -> Done | Refused | Unclear:  # noqa: ARG002 -- the interface
        return self.send(order)

    def remove(self, post_id: str) -> Removed | Unclear:
        answer = self._asked("DELETE", post_id)
        return answer if isinstance(answer, Unclear) else Removed()

    def close(self) -> None:
        pass

    def _url(self, key: str) -> str:
        return f"{self.facts.place}/notes/{key}"

    def _asked(self, method: str, key: str, text: str = "") -> int | Unclear:
        import httpx  # noqa: PLC0415 -- loaded only when something is sent

        try:
            return httpx.request(
                method,
                self._url(key),
                content=text.encode(),
                headers={"Authorization": self.secret.reveal()},
            ).status_code
        except httpx.HTTPError as error:
            return Unclear(self.secret.hidden(str(error)))
