"""The real world of a run, as the machine's ports."""

import random

from reviewkit.announce.message import Message
from reviewkit.announce.ports import Ledger, NotLive, PageLive, Ports
from reviewkit.cli.announcing.accounts import real_time
from reviewkit.cli.announcing.asked import Asked
from reviewkit.cli.crew import Threads
from reviewkit.cli.live_page import LivePage
from reviewkit.model import Post

__all__ = ["real_ports"]


def real_ports(ledger: Ledger, asked: Asked) -> Ports:
    """Give the ports of one run: the real clock, threads, and the pages as they are online."""
    return Ports(
        ledger=ledger,
        page=_Pages(asked) if asked.is_live_checked else _unseen,
        clock=real_time,
        chance=random.SystemRandom().random,
        crew=Threads(real_time),
    )


def _unseen(_post: Post, _message: Message) -> PageLive:
    return PageLive()


class _Pages:
    """Looks at pages, and tells the person once why it waits."""

    def __init__(self, asked: Asked) -> None:
        self._look = LivePage()
        self._asked = asked
        self._said: set[str] = set()

    def __call__(self, post: Post, message: Message) -> PageLive | NotLive:
        answer = self._look(post, message)
        if isinstance(answer, NotLive) and answer.reason not in self._said:
            self._said.add(answer.reason)
            if self._asked.patience:
                self._asked.reporter.note(f"waiting for the page: {answer.reason}")
        return answer
