"""`reviewkit auth`: sign in to the networks, see who is signed in, and sign out."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from reviewkit.announce import NETWORKS
from reviewkit.announce.ports import Later, Refused
from reviewkit.announce.sign_in import Revoked, Typed
from reviewkit.cli.auth_sign_in import sign_in_command
from reviewkit.cli.check_command import shown
from reviewkit.cli.facts_file import FactsFolder, cache_folder
from reviewkit.cli.logins import Account, Login, accounts, logins, means_without_pictures
from reviewkit.cli.output import Reporter, common_options, print_json, print_text
from reviewkit.cli.pipeline import open_settings
from reviewkit.cli.secrets import Keyring, has_variable
from reviewkit.config import AnnounceSettings
from reviewkit.errors import EXIT_LATER, EXIT_PARTIAL, Problem

__all__ = ["command"]

_NOBODY = (
    "No account is set up: name one in the settings, such as server below [announce.mastodon] or "
    "handle below [announce.bluesky]."
)


@click.group("auth")
def command() -> None:
    """Sign in to the accounts that announce, and out again.

    A secret is taken from its environment variable, else from the system's keyring, into which
    signing in puts it; never from a file of the site.
    """


for one in NETWORKS.values():
    command.add_command(sign_in_command(one))


@command.command("status")
@click.argument("site", default=".")
@common_options
def status(
    *, site: str, as_json: bool, config_files: tuple[str, ...], quiet: bool, verbose: bool
) -> int:
    """Log in to every account of SITE's settings, and say who it is and what it may do.

    The exit code is 3 when an account has no secret or is refused, 75 when a server does not answer
    just now.
    """
    reporter = Reporter(quiet=quiet, verbose=verbose)
    settings = open_settings(Path(site), config_files)[1].announce
    folder = FactsFolder(cache_folder(), reporter.detail)
    means = means_without_pictures(reporter.problem)
    found = logins(accounts(NETWORKS, settings), settings, folder, means)
    rows = [_row(login) for login in found]
    if as_json:
        print_json(rows)
    elif rows:
        print_text("\n".join(line for row in rows for line in _lines(row)))
    else:
        reporter.note(_NOBODY)
    problems = [problem for login in found if (problem := _login_problem(login))]
    is_later = any(isinstance(login.session, Later) for login in found)
    code = reporter.problems(problems)
    return EXIT_LATER if is_later else code


@command.command("logout")
@click.argument("site", default=".")
@click.option(
    "--to", "networks", type=click.Choice(list(NETWORKS)), multiple=True, help="Only this network."
)
@common_options
def logout(
    *,
    site: str,
    networks: tuple[str, ...],
    as_json: bool,
    config_files: tuple[str, ...],
    quiet: bool,
    verbose: bool,
) -> int:
    """Take the secrets of SITE's accounts out of the keyring, and away at the server where it can.

    What stands in environment variables stays.
    """
    reporter = Reporter(quiet=quiet, verbose=verbose)
    settings = open_settings(Path(site), config_files)[1].announce
    chosen = accounts(NETWORKS, settings, networks)
    if not chosen:
        reporter.note(_NOBODY)
    rows = [_signed_out(account, settings, reporter) for account in chosen]
    if as_json:
        print_json(rows)
    return EXIT_PARTIAL if any(row["revoked"] is False for row in rows) else 0


def _signed_out(account: Account, settings: AnnounceSettings, reporter: Reporter) -> dict[str, Any]:
    kind, name = account.kind, f"{account.kind.name} {account.name}"
    keyring = Keyring()
    kept = keyring.read(kind, account.name)
    revoked = None
    if kept is None:
        reporter.note(f"The keyring has nothing of {name}.")
    else:
        door = kind.sign_in
        if isinstance(door, Typed) or kept.app is None:
            reporter.note(f"The {door.what} itself still works; take it away at {door.place}.")
        else:
            answer = door.revoke(settings, kept.secret, kept.app)
            revoked = isinstance(answer, Revoked)
            if isinstance(answer, Refused | Later):
                reporter.problem(
                    Problem(
                        severity="error",
                        what=f"{name}: {answer.reason}. The {door.what} still works",
                        where=None,
                        fix="take it away on the server, in the settings of your account",
                    )
                )
        keyring.delete(kind, account.name)
        reporter.note(f"Signed out of {name}.")
    if has_variable(kind):
        reporter.note(f"{kind.variable} is set, and is used until it is unset.")
    return {
        "network": kind.name,
        "account": account.name,
        "deleted": kept is not None,
        "revoked": revoked,
        "variable_set": has_variable(kind),
    }


def _row(login: Login) -> dict[str, Any]:
    """Say as data what is known of a login, and end it."""
    kind, session, problem = login.account.kind, login.session, _login_problem(login)
    row: dict[str, Any] = {
        "network": kind.name,
        "account": login.account.name,
        "state": "signed in",
        "reason": problem.what if problem else None,
        "secret": login.held.source if login.held else None,
        "variable": kind.variable,
        "server": None,
        "handle": None,
        "id": None,
        "rights": None,
        "limits": None,
    }
    match session:
        case Refused():
            return row | {"state": "refused"}
        case Later():
            return row | {"state": "later"}
        case Problem():
            return row | {"state": "no secret"}
    # What a session says of rights may be a request.
    facts, rights = session.facts, session.rights
    session.close()
    return row | {
        "server": facts.place,
        "handle": facts.handle,
        "id": facts.account,
        "rights": None if rights is None else list(rights),
        "limits": dict(facts.limits),
    }


def _lines(row: Mapping[str, Any]) -> Iterator[str]:
    """Say what is known of a login to a person."""
    yield f"{row['network']}  {row['account']}"
    sources = {"environment": row["variable"], "keyring": "the system's keyring"}
    told = {"secret": f"from {sources[row['secret']]}"} if row["secret"] else {}
    if row["state"] != "signed in":
        told["state"] = "not signed in"
    else:
        limits = ", ".join(f"{n} {_value(value)}" for n, value in sorted(row["limits"].items()))
        told |= {
            "account": f"{row['handle']} ({row['id']})",
            "server": row["server"],
            "rights": " ".join(row["rights"] or ["the server does not say"]),
            "limits": limits or "the network's own",
        }
    yield from (f"    {name:<9}{shown(text)}" for name, text in told.items())


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _login_problem(login: Login) -> Problem | None:
    account, session = login.account, login.session
    kind = account.kind
    if isinstance(session, Problem):
        return session
    if not isinstance(session, Refused | Later):
        return None
    fix = f"run reviewkit auth {kind.name}, or set {kind.variable} anew"
    return Problem(
        severity="error",
        what=f"{kind.name} {account.name}: {session.reason}",
        where=None,
        fix="try again later" if isinstance(session, Later) else fix,
    )
