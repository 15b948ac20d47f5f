"""From the settings to sessions: the accounts set up, their secrets, and logging in."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from reviewkit.announce.kind import Kind, Means, Session
from reviewkit.announce.ports import Later, Refused
from reviewkit.announce.secret import Secret
from reviewkit.cli.facts_file import FactsFolder
from reviewkit.cli.secrets import Held, secret_of
from reviewkit.config import AnnounceSettings
from reviewkit.errors import Problem
from reviewkit.model import Image

__all__ = ["Account", "Login", "accounts", "log_in", "logins", "means_without_pictures"]


@dataclass(frozen=True, slots=True)
class Account:
    """A network, and what names the account in the settings."""

    kind: Kind
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """What came of logging in; `held` is None, and the session a Problem, without a secret."""

    account: Account
    held: Held | None
    session: Session | Refused | Later | Problem


def accounts(
    kinds: Mapping[str, Kind], settings: AnnounceSettings, wanted: Iterable[str] = ()
) -> list[Account]:
    """Give the accounts that are set up, of the wanted networks only where some are named."""
    names = tuple(wanted) or kinds
    found = ((kind, kind.account(settings)) for kind in kinds.values() if kind.name in names)
    return [Account(kind, name) for kind, name in found if name is not None]


def logins(
    chosen: Iterable[Account],
    settings: AnnounceSettings,
    folder: FactsFolder,
    means: Means,
) -> list[Login]:
    """Log in to all accounts at the same time, so that none waits for another.

    Secrets are looked for one after the other before: a keyring may ask the person to unlock it.
    """
    held = [(account, secret_of(account.kind, account.name)) for account in chosen]

    def login(pair: tuple[Account, Held | Problem]) -> Login:
        account, found = pair
        if isinstance(found, Problem):
            return Login(account=account, held=None, session=found)
        session = log_in(account, settings, found.secret, folder, means)
        return Login(account=account, held=found, session=session)

    if not held:
        return []
    with ThreadPoolExecutor(len(held)) as pool:
        return list(pool.map(login, held))


def log_in(
    account: Account,
    settings: AnnounceSettings,
    secret: Secret,
    folder: FactsFolder,
    means: Means,
) -> Session | Refused | Later:
    """Log in to an account with what is known of it, and keep what it says now."""
    known = folder.read(account.kind.name, account.name)
    session = account.kind.connect(settings, secret, known, means)
    if not isinstance(session, Refused | Later):
        folder.write(account.kind.name, account.name, session.facts)
    return session


def means_without_pictures(warn: Callable[[Problem], None]) -> Means:
    """Give what a session may use that is not there to post."""

    def no_picture(image: Image) -> Problem:
        return Problem(severity="warning", what=f"{image.url} is not read now", where=None, fix="")

    return Means(picture=no_picture, warn=warn, clock=lambda: dt.datetime.now(dt.UTC))
