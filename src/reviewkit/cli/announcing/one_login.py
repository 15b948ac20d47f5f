"""Logging in for the announcements of one post."""

import contextlib
from collections.abc import Callable, Iterator, Sequence

from reviewkit.announce.kind import Removed, Session
from reviewkit.announce.ledger import Entry, Target
from reviewkit.announce.networks import NETWORKS
from reviewkit.announce.ports import Done, Expired, Later, LoggedIn, Refused, Unclear
from reviewkit.cli.announcing.accounts import logged_in
from reviewkit.cli.announcing.asked import Asked
from reviewkit.cli.announcing.one_post import OnePost
from reviewkit.cli.announcing.results import Outcome
from reviewkit.cli.logins import accounts
from reviewkit.cli.pipeline import Opened
from reviewkit.errors import EXIT_LATER, EXIT_PARTIAL

__all__ = ["asked_twice", "failed", "sessions_for"]

Answer = Done | Removed | Refused | Later | Expired | Unclear


@contextlib.contextmanager
def sessions_for(
    opened: Opened, entries: Sequence[Entry], asked: Asked
) -> Iterator[dict[Target, Session]]:
    """Log in to the networks of some entries, and give the sessions by account.

    What could not be logged in to is added to the problems of `opened`.
    """
    names = {entry.target.network for entry in entries}
    wanted = [
        account
        for account in accounts(NETWORKS, opened.settings.announce)
        if account.kind.name in names
    ]
    if not wanted:
        yield {}
        return
    with logged_in(opened, asked, wanted, opened.problems) as made:
        opened.problems.extend(made.problems)
        yield made.targets


def asked_twice(session: Session, ask: Callable[[], Answer]) -> Answer:
    """Ask, and once more after a new login where the session has ended."""
    answer = ask()
    if isinstance(answer, Expired):
        login = session.log_in()
        answer = ask() if isinstance(login, LoggedIn) else login
    return answer


def failed(one: OnePost, entry: Entry, answer: Answer | None, what: str) -> Outcome:
    """Give the outcome of what did not succeed; `answer` is None without a login."""
    if answer is None:
        reason, code = f"nobody is logged in as {entry.target}", EXIT_PARTIAL
        is_known = entry.target.network in NETWORKS
        fix = (
            f"set up that account; see reviewkit auth {entry.target.network}"
            if is_known
            else "this reviewkit does not know the network: use the one that announced it there"
        )
    elif isinstance(answer, Later | Unclear):
        reason, code = answer.reason, EXIT_LATER
        fix = "run the command again: doing it twice does no harm"
    else:
        reason = "" if isinstance(answer, Done | Removed) else answer.reason
        fix, code = "mend the cause, then run the command again", EXIT_PARTIAL
        if entry.url:
            fix += f"; if {entry.url} is no more, run reviewkit announce retract {one.name}"
    return Outcome(
        name=one.name,
        source=one.post.source if one.post else "",
        entry=entry,
        did="failed",
        code=code,
        problem=one.problem(entry, f"{what}: {reason}", fix),
    )
