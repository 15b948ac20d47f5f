"""A post's page is looked at before the post is announced: networks make their cards from it."""

import uuid
from typing import Final

from reviewkit.announce.message import Message
from reviewkit.announce.page import (
    Answer,
    Expected,
    Shown,
    expected,
    judged,
    judged_picture,
    past_caches,
)
from reviewkit.announce.ports import NotLive, PageLive
from reviewkit.cli.kept import Kept
from reviewkit.model import Post
from reviewkit.text import printable

__all__ = ["SECONDS", "LivePage"]

SECONDS: Final = 20.0
"""How long one request may take, with its redirects."""

_MOST_BYTES: Final = 2_000_000


class LivePage:
    """Looks at pages; one object for a run, and for all its threads.

    A page that was live is not asked for again.
    """

    def __init__(self, *, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._kept: Kept[Expected, PageLive | NotLive] = Kept()

    def __call__(self, post: Post, message: Message) -> PageLive | NotLive:
        """Look at the page of a post once; over within three times the seconds. Raises nothing."""
        wanted = expected(post, message)
        return self._kept.get(
            wanted,
            lambda: self._looked(wanted),
            lambda found: isinstance(found, PageLive),
        )

    def _looked(self, wanted: Expected) -> PageLive | NotLive:
        # A page that is not there yet must not be asked for by its own address: a cache in front of
        # the site would go on saying so.
        fresh = self._shown(wanted, past_caches(wanted.url, uuid.uuid4().hex[:12]))
        if isinstance(fresh, NotLive):
            return fresh
        plain = self._shown(wanted, wanted.url)
        if isinstance(plain, NotLive):
            return NotLive(f"{plain.reason} (from a cache in front of the site, which will pass)")
        return self._picture(plain.picture) if plain.picture else PageLive()

    def _shown(self, wanted: Expected, address: str) -> Shown | NotLive:
        answer = self._answer(address, wanted.url, _MOST_BYTES)
        return answer if isinstance(answer, NotLive) else judged(answer, wanted)

    def _picture(self, address: str) -> PageLive | NotLive:
        answer = self._answer(address, f"the page's picture {address}", 0)
        if isinstance(answer, NotLive):
            return answer
        return judged_picture(answer, address) or PageLive()

    def _answer(self, address: str, name: str, most: int) -> Answer | NotLive:
        from reviewkit.cli.web_get import (  # noqa: PLC0415 -- slow to import, as httpx is
            Unanswered,
            get,
        )

        answer = get(address, seconds=self._seconds, most=most)
        if isinstance(answer, Unanswered):
            return NotLive(f"{printable(name)} {answer.reason}")
        return answer
