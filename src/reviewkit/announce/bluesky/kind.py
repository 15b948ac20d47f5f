"""Bluesky as a network among others."""

import datetime as dt

import jinja2

from reviewkit.announce.bluesky.message import NAME, message
from reviewkit.announce.keys import record_key
from reviewkit.announce.kind import Facts
from reviewkit.announce.ledger import Target
from reviewkit.announce.message import Material, Message
from reviewkit.announce.sign_in import Typed
from reviewkit.config import AnnounceSettings

__all__ = ["BlueskyKind"]


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
    no_edit = (
        "Bluesky's app does not show edits: readers would go on seeing the old text; --repost "
        "deletes the post, with its likes and answers, and posts it anew"
    )

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
