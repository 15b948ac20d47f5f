"""Mastodon as a network among others."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

import jinja2

from reviewkit.announce.keys import idempotency_key
from reviewkit.announce.kind import Facts, Means, Session
from reviewkit.announce.ledger import Target
from reviewkit.announce.mastodon.limits import ServerLimits
from reviewkit.announce.mastodon.message import NAME, message
from reviewkit.announce.mastodon.oauth import MastodonOAuth
from reviewkit.announce.mastodon.patience import Patience
from reviewkit.announce.mastodon.request import UPLOAD, form
from reviewkit.announce.message import Material, Message
from reviewkit.announce.picture import FittedPicture, PictureLimits
from reviewkit.announce.ports import Later, Order, Refused, Unread
from reviewkit.announce.secret import Secret
from reviewkit.config import AnnounceSettings
from reviewkit.model import Image

__all__ = ["MastodonKind"]

_STATUS: Final = re.compile(r"/(?:@[^/]+|statuses|notes|posts|p/[^/]+)/([0-9A-Za-z_-]+)/?$")


class MastodonKind:
    """Mastodon: see `reviewkit.announce.kind.Kind`; `patience` is how long it waits for servers."""

    name = NAME
    variable = "REVIEWKIT_MASTODON_TOKEN"
    no_edit = ""
    sign_in = MastodonOAuth()

    def __init__(self, patience: Patience | None = None) -> None:
        self._patience = patience or Patience()

    def account(self, settings: AnnounceSettings) -> str | None:
        """Give the server: whose account it is the token says."""
        return settings.mastodon.server

    def target(self, facts: Facts) -> Target:
        """Give the account's number on its server."""
        if facts.account is None:
            raise ValueError(facts)
        server = urlsplit(facts.place).netloc.lower()
        return Target(network=NAME, server=server, account=facts.account)

    def key(self, target: Target, post: str, generation: int, published: dt.date) -> str:  # noqa: ARG002 -- each network takes the part it needs
        """Give a value for the header Idempotency-Key."""
        return idempotency_key(target.server or "", target.account, post, generation)

    def message(
        self,
        material: Material,
        environment: jinja2.Environment,
        settings: AnnounceSettings,
        facts: Facts | None,
    ) -> Message:
        """Compose the post within the server's limits."""
        limits = ServerLimits.kept(facts.limits) if facts else None
        return message(material, environment, settings, limits)

    def picture_of(self, message: Message) -> Image | None:
        """Give what is attached; the card's picture the server takes from the page."""
        return message.picture

    def picture_limits(self, facts: Facts | None) -> PictureLimits:
        """Give what the server takes of pictures."""
        return (ServerLimits.kept(facts.limits) if facts else ServerLimits()).pictures

    def request(
        self, order: Order, facts: Facts, picture: FittedPicture | None
    ) -> Mapping[str, Any]:
        """Give the request that makes the post; its body is sent as a form."""
        return {
            "method": "POST",
            "url": f"{facts.place}/api/v1/statuses",
            "headers": {"Idempotency-Key": order.key},
            "body": form(order.message, (UPLOAD,) if picture else ()),
        }

    def post_id(self, url: str, target: Target) -> str:  # noqa: ARG002 -- ids stand in addresses alone
        """Give the last part of the address, where servers of every kind have the id."""
        found = _STATUS.search(urlsplit(url).path)
        return found[1] if found else ""

    def look_up(self, settings: AnnounceSettings, now: dt.datetime) -> Facts | Unread:
        """Ask the server for its limits."""
        # What makes requests is slow to import, and most commands make none.
        from reviewkit.announce.mastodon import server  # noqa: PLC0415 -- see above

        return server.look_up(settings.mastodon.server or "", now, self._patience.login)

    def connect(
        self,
        settings: AnnounceSettings,
        secret: Secret,
        known: Facts | None,
        means: Means,
    ) -> Session | Refused | Later:
        """See whose token it is, and what the server takes."""
        from reviewkit.announce.mastodon import session  # noqa: PLC0415 -- see above

        return session.log_in(settings.mastodon, secret, known, means, self._patience)
