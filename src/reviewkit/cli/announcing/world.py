"""The real world of a run, as the machine's ports."""

import datetime as dt
import random
import time

from reviewkit.announce.message import Message
from reviewkit.announce.ports import Ledger, NotLive, PageLive, Ports
from reviewkit.cli.announcing.accounts import real_time
from reviewkit.cli.announcing.asked import Asked
from reviewkit.cli.live_page import LivePage
from reviewkit.model import Post

__all__ = ["real_ports"]


def real_ports(ledger: Ledger, asked: Asked) -> Ports:
    """Give the ports: the real clock, and the pages as they are online."""
    page = _Pages(asked) if asked.is_live_checked else lambda _post, _message: PageLive()
    return Ports(
        ledger=ledger, page=page, clock=real_time, sleep=_sleep, chance=random.SystemRandom().random
    )


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
            self._asked.reporter.note(f"waiting: {answer.reason}")
        return answer


def _sleep(until: dt.datetime) -> None:
    time.sleep(max(0, (until - real_time()).total_seconds()))
