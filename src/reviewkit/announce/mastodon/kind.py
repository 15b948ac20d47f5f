"""Mastodon as a network among others."""

import datetime as dt
from urllib.parse import urlsplit

import jinja2

from reviewkit.announce.keys import idempotency_key
from reviewkit.announce.kind import Facts
from reviewkit.announce.ledger import Target
from reviewkit.announce.mastodon.limits import ServerLimits
from reviewkit.announce.mastodon.message import NAME, message
from reviewkit.announce.mastodon.oauth import MastodonOAuth
from reviewkit.announce.message import Material, Message
from reviewkit.config import AnnounceSettings

__all__ = ["MastodonKind"]


class MastodonKind:
    """Mastodon: see `reviewkit.announce.kind.Kind`."""

    name = NAME
    variable = "REVIEWKIT_MASTODON_TOKEN"
    no_edit = ""
    sign_in = MastodonOAuth()

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
