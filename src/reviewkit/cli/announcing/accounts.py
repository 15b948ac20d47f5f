"""The accounts of a site: which are set up, and logging in to all of them at the same time."""

import datetime as dt
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Self

from reviewkit.announce.kind import Means, Session
from reviewkit.announce.ledger import Target
from reviewkit.announce.machine import EXIT_DONE
from reviewkit.announce.networks import NETWORKS
from reviewkit.announce.ports import Later, Refused
from reviewkit.cli.announcing.asked import Asked
from reviewkit.cli.facts_file import FactsFolder, cache_folder
from reviewkit.cli.logins import Account, accounts, logins
from reviewkit.cli.picture_files import Pictures
from reviewkit.cli.pipeline import Opened
from reviewkit.config import AnnounceSettings
from reviewkit.errors import EXIT_LATER, EXIT_PARTIAL, ConfigurationError, Problem, Where

__all__ = ["Logins", "chosen", "facts_folder", "logged_in", "real_time"]


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why there is no login, and the exit code that asks for."""

    problem: Problem
    code: int


@dataclass(frozen=True, slots=True)
class Logins:
    """The logins of a run by network, and what kept the others from being made; to be closed."""

    sessions: dict[str, Session] = field(default_factory=dict)
    failures: dict[str, _Failure] = field(default_factory=dict)
    stack: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stack.close()

    @property
    def targets(self) -> dict[Target, Session]:
        """The sessions by their accounts."""
        return {
            NETWORKS[name].target(session.facts): session for name, session in self.sessions.items()
        }

    @property
    def problems(self) -> list[Problem]:
        """What kept networks from being logged in to."""
        return [failure.problem for failure in self.failures.values()]

    @property
    def code(self) -> int:
        """The exit code that the failures ask for."""
        return max((failure.code for failure in self.failures.values()), default=EXIT_DONE)


def chosen(settings: AnnounceSettings, networks: Sequence[str]) -> list[Account]:
    """Give the accounts of `--to`, or all that are set up.

    Raises ConfigurationError when none is, one that is asked for is not, or the settings name a
    network that does not exist.
    """
    if strangers := set(settings.networks) - set(NETWORKS):
        name = min(strangers)
        raise ConfigurationError(
            f"announce.networks.{name}: there is no such network",
            fix=f"known here: {', '.join(NETWORKS)}",
        )
    found = accounts(NETWORKS, settings, networks)
    missing = [name for name in networks if name not in {one.kind.name for one in found}]
    if missing or not found:
        what = f"{' and '.join(missing)} is not" if missing else "no network is"
        raise ConfigurationError(
            f"{what} set up in the site's settings",
            fix="write server below [announce.mastodon], or handle below [announce.bluesky], in "
            "reviewkit.toml; see docs/accounts.md",
        )
    return found


def facts_folder(asked: Asked) -> FactsFolder:
    """Give what earlier runs learned of accounts."""
    return FactsFolder(cache_folder(), asked.reporter.detail)


def logged_in(
    opened: Opened, asked: Asked, wanted: Sequence[Account], warnings: list[Problem]
) -> Logins:
    """Log in to all accounts at the same time; `warnings` takes what sessions have to say later.

    Raises ConfigurationError where there is a secret for none of them.
    """
    places = {
        post.image: Where(post.source) for post in opened.site.posts if post.image is not None
    }
    means = Means(
        picture=Pictures(opened.site.root, places),
        warn=warnings.append,
        clock=real_time,
        needs_pictures=opened.settings.announce.picture == "required",
    )
    found = logins(wanted, opened.settings.announce, facts_folder(asked), means)
    if found and not any(login.held for login in found):
        first = next(one.session for one in found if isinstance(one.session, Problem))
        raise ConfigurationError(first.what, fix=first.fix)
    made = Logins()
    for login in found:
        name = login.account.kind.name
        match login.session:
            case Refused() | Later() as answer:
                made.failures[name] = _failure(login.account, answer)
            case Problem() as problem:
                made.failures[name] = _Failure(problem, EXIT_PARTIAL)
            case session:
                made.sessions[name] = session
                made.stack.callback(session.close)
    return made


def real_time() -> dt.datetime:
    """Give the moment: the networks' clock, whatever SOURCE_DATE_EPOCH says of the posts."""
    return dt.datetime.now(dt.UTC)


def _failure(account: Account, answer: Refused | Later) -> _Failure:
    kind, is_later = account.kind, isinstance(answer, Later)
    problem = Problem(
        severity="error",
        what=f"no login to {kind.name} ({account.name}): {answer.reason}",
        where=None,
        fix="run the command again later; nothing is lost meanwhile"
        if is_later
        else f"run reviewkit auth {kind.name}, or set {kind.variable} anew",
    )
    return _Failure(problem, EXIT_LATER if is_later else EXIT_PARTIAL)
