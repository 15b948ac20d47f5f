"""Bluesky as a network among others."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

import jinja2

from reviewkit.announce.bluesky.identity import IdentityError, plain_handle
from reviewkit.announce.bluesky.message import NAME, NO_EDIT, THUMB_LIMITS, message
from reviewkit.announce.bluesky.record import blob, creation, uri_at
from reviewkit.announce.keys import record_key
from reviewkit.announce.kind import Facts, Means, Session
from reviewkit.announce.ledger import Target
from reviewkit.announce.message import Material, Message
from reviewkit.announce.picture import FittedPicture, PictureLimits
from reviewkit.announce.ports import Later, Order, Refused, Unread
from reviewkit.announce.secret import Secret
from reviewkit.announce.sign_in import Typed
from reviewkit.config import AnnounceSettings
from reviewkit.model import Image

__all__ = ["BlueskyKind"]

_UPLOAD: Final = "(upload)"


class BlueskyKind:
    """Bluesky: see `reviewkit.announce.kind.Kind`."""

    name = NAME
    variable = "REVIEWKIT_BLUESKY_PASSWORD"
    sign_in = Typed(
        what="app password",
        place="https://bsky.app/settings/app-passwords",
        option="handle",
        too_mighty=frozenset({"com.atproto.access"}),
        too_mighty_reason="this is the account's main password, which can do everything and delete "
        "the account",
    )
    no_edit = NO_EDIT

    def account(self, settings: AnnounceSettings) -> str | None:
        """Give the handle."""
        return settings.bluesky.handle

    def target(self, facts: Facts) -> Target:
        """Give the account's DID, which holds on every server."""
        if facts.account is None:
            raise ValueError(facts)
        return Target(network=NAME, server=None, account=facts.account)

    def key(self, target: Target, post: str, generation: int, published: dt.date) -> str:
        """Give a record key."""
        return record_key(target.account, post, generation, published)

    def message(
        self,
        material: Material,
        environment: jinja2.Environment,
        settings: AnnounceSettings,
        facts: Facts | None,  # noqa: ARG002 -- the limits stand in the lexicon, not on the server
    ) -> Message:
        """Compose the post."""
        return message(material, environment, settings)

    def picture_of(self, message: Message) -> Image | None:
        """Give the picture of the card."""
        return message.card.thumb if message.card else None

    def picture_limits(self, facts: Facts | None) -> PictureLimits:  # noqa: ARG002 -- as above
        """Give what a card takes."""
        return THUMB_LIMITS

    def request(
        self, order: Order, facts: Facts, picture: FittedPicture | None
    ) -> Mapping[str, Any]:
        """Give the request that makes the record."""
        thumb = blob(picture, _UPLOAD) if picture else None
        return {
            "method": "POST",
            "url": f"{facts.place}/xrpc/com.atproto.repo.createRecord",
            "headers": {"Content-Type": "application/json"},
            "body": creation(order, facts.account or facts.handle or "", thumb),
        }

    def post_id(self, url: str, target: Target) -> str:
        """Give the record's URI."""
        return uri_at(url, target.account)

    def look_up(self, settings: AnnounceSettings, now: dt.datetime) -> Facts | Unread:
        """Ask whose the handle is and where the account lives."""
        from reviewkit.announce.bluesky.resolve import resolve  # noqa: PLC0415 -- loads httpx

        try:
            handle = plain_handle(settings.bluesky.handle or "")
            identity = resolve(settings.bluesky)
        except IdentityError as error:
            return Unread(str(error))
        return Facts(place=identity.place, asked=now, account=identity.account, handle=handle)

    def connect(
        self,
        settings: AnnounceSettings,
        secret: Secret,
        known: Facts | None,
        means: Means,
    ) -> Session | Refused | Later:
        """Log in on the account's server."""
        from reviewkit.announce.bluesky.resolve import resolve  # noqa: PLC0415 -- as above
        from reviewkit.announce.bluesky.session import connected  # noqa: PLC0415 -- atproto takes a second

        return connected(settings.bluesky, secret, known, means, resolve)
