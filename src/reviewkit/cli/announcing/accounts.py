"""The accounts of a site: which are set up, and logging in to all of them at the same time."""

import datetime as dt
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Self

from reviewkit.announce.kind import Facts, Kind, Means, Session
from reviewkit.announce.ledger import Target
from reviewkit.announce.machine import EXIT_DONE, EXIT_LATER
from reviewkit.announce.networks import NETWORKS
from reviewkit.announce.ports import Later, Refused
from reviewkit.cli.facts_file import FactsFolder, cache_folder
from reviewkit.cli.pipeline import Opened
from reviewkit.cli.secrets import secret_of
from reviewkit.config import AnnounceSettings
from reviewkit.errors import EXIT_PARTIAL, ConfigurationError, Problem

__all__ = [
    "Accounts",
    "chosen_kinds",
    "configured_kinds",
    "known_facts",
    "log_in",
    "real_time",
]


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why there is no login, and the exit code that asks for."""

    problem: Problem
    code: int


@dataclass(frozen=True, slots=True)
class Accounts:
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


def configured_kinds(settings: AnnounceSettings) -> list[Kind]:
    """Give the networks that the settings name an account of."""
    return [kind for kind in NETWORKS.values() if kind.account(settings)]


def chosen_kinds(settings: AnnounceSettings, networks: Sequence[str]) -> list[Kind]:
    """Give the networks of `--to`, or all that are set up.

    Raises ConfigurationError when none is, or one that is asked for is not.
    """
    kinds = configured_kinds(settings)
    missing = [name for name in networks if name not in {kind.name for kind in kinds}]
    if missing or not kinds:
        what = f"{' and '.join(missing)} is not" if missing else "no network is"
        raise ConfigurationError(
            f"{what} set up in the site's settings",
            fix="write server below [announce.mastodon], or handle below [announce.bluesky], in "
            "reviewkit.toml; see docs/accounts.md",
        )
    return [kind for kind in kinds if not networks or kind.name in networks]


def known_facts(
    kind: Kind, settings: AnnounceSettings, detail: Callable[[str], None]
) -> Facts | None:
    """Give what an earlier run learned of the network's account; None where there was none."""
    return FactsFolder(cache_folder(), detail).read(kind.name, kind.account(settings) or "")


def log_in(
    kinds: Sequence[Kind], opened: Opened, means: Means, detail: Callable[[str], None]
) -> Accounts:
    """Log in to all networks at the same time.

    Raises ConfigurationError where there is a secret for none of them.
    """
    settings = opened.settings.announce
    accounts = Accounts()
    facts = FactsFolder(cache_folder(), detail)
    with ThreadPoolExecutor(max_workers=len(kinds)) as pool:
        futures = {}
        for kind in kinds:
            account = kind.account(settings) or ""
            held = secret_of(kind, account)
            if isinstance(held, Problem):
                accounts.failures[kind.name] = _Failure(held, EXIT_PARTIAL)
                continue
            known = facts.read(kind.name, account)
            futures[kind.name] = pool.submit(kind.connect, settings, held.secret, known, means)
        if not futures:
            first = accounts.problems[0]
            raise ConfigurationError(first.what, fix=first.fix)
        for name, future in futures.items():
            kind, answer = NETWORKS[name], future.result()
            account = kind.account(settings) or ""
            if isinstance(answer, Refused | Later):
                accounts.failures[name] = _failure(kind, account, answer)
            else:
                accounts.sessions[name] = answer
                accounts.stack.callback(answer.close)
                facts.write(name, account, answer.facts)
    return accounts


def real_time() -> dt.datetime:
    """Give the moment: the networks' clock, whatever SOURCE_DATE_EPOCH says of the posts."""
    return dt.datetime.now(dt.UTC)


def _failure(kind: Kind, account: str, answer: Refused | Later) -> _Failure:
    is_later = isinstance(answer, Later)
    problem = Problem(
        severity="error",
        what=f"no login to {kind.name} ({account}): {answer.reason}",
        where=None,
        fix="run the command again later; nothing is lost meanwhile"
        if is_later
        else f"run reviewkit auth {kind.name}, or set {kind.variable} anew",
    )
    return _Failure(problem, EXIT_LATER if is_later else EXIT_PARTIAL)
