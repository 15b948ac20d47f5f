"""`reviewkit auth NETWORK`: a secret is got, tried, and only then kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import click
import msgspec

from reviewkit.announce.kind import Kind, Session
from reviewkit.announce.ports import Later, Refused
from reviewkit.announce.sign_in import Granted, Typed
from reviewkit.cli.facts_file import FactsFolder, cache_folder
from reviewkit.cli.logins import Account, log_in, means_without_pictures
from reviewkit.cli.output import Reporter, common_options, print_json
from reviewkit.cli.pipeline import open_settings
from reviewkit.cli.secrets import Kept, Keyring, has_variable
from reviewkit.cli.signing_in import SignInInBrowser, ask_secret
from reviewkit.config import AnnounceSettings, Settings, load_settings
from reviewkit.config.checks import check_meaning
from reviewkit.errors import (
    EXIT_LATER,
    EXIT_PARTIAL,
    ConfigurationError,
    OutputError,
    Problem,
    UsageError,
)

__all__ = ["sign_in_command"]

_PATIENCE: Final = 300
"""Seconds that a person may take in the browser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """How the command line wants a person to sign in."""

    by_hand: bool
    seconds: float
    print_token: bool
    as_json: bool


def sign_in_command(kind: Kind) -> click.Command:
    """Make the command that signs in to a network: all of them are alike but for their options."""
    door = kind.sign_in

    def run(  # noqa: PLR0913 -- click hands over every option
        *,
        site: str,
        config_files: tuple[str, ...],
        as_json: bool,
        quiet: bool,
        verbose: bool,
        chosen: str | None = None,
        by_hand: bool = False,
        timeout: int = _PATIENCE,
        print_token: bool = False,
    ) -> int:
        if print_token and as_json:
            raise UsageError("--print-token and --json both want stdout", fix="leave one out")
        reporter = Reporter(quiet=quiet, verbose=verbose)
        settings = _settings(kind, Path(site), config_files, chosen)
        way = _Way(by_hand=by_hand, seconds=timeout, print_token=print_token, as_json=as_json)
        return _SignIn(_account(kind, settings), settings, reporter, way).run()

    command: Callable[..., Any] = common_options(run)
    for option in reversed(_options(kind)):
        command = option(command)
    how = (
        f"The {door.what} is asked for without being shown, or read from stdin. It is made at "
        f"{door.place}"
        if isinstance(door, Typed)
        else "You allow it in the browser, for the least rights that announcing needs"
    )
    text = f"Sign in to the {kind.name} account of SITE's settings.\n\n{how}."
    return click.command(kind.name, help=text)(command)


def _options(kind: Kind) -> list[Callable[[Callable[..., Any]], Callable[..., Any]]]:
    door = kind.sign_in
    options: list[Callable[[Callable[..., Any]], Callable[..., Any]]] = [
        click.argument("site", default=".")
    ]
    if door.option:
        words = f"The account's {door.option}, in place of the one in the settings."
        name = f"--{door.option}"
        options.append(click.option(name, "chosen", metavar=door.option.upper(), help=words))
    if isinstance(door, Typed):
        return options
    by_hand = "Copy a code by hand: for a browser on another computer."
    wait = f"How long to wait for the browser; {_PATIENCE} without it."
    token = f"Keep nothing: print the {door.what} alone, for a secret store to read."
    return [
        *options,
        click.option("--code", "by_hand", is_flag=True, help=by_hand),
        click.option(
            "--timeout",
            type=click.IntRange(1, 3600),
            default=_PATIENCE,
            metavar="SECONDS",
            help=wait,
        ),
        click.option("--print-token", is_flag=True, help=token),
    ]


def _settings(
    kind: Kind, root: Path, config_files: tuple[str, ...], chosen: str | None
) -> AnnounceSettings:
    """Give the settings of the site, with the account named on the command line.

    With such a one no site is needed. Raises ConfigurationError or UsageError.
    """
    option = kind.sign_in.option
    if chosen is None or option is None:
        return open_settings(root, config_files)[1].announce
    is_site = any((root / name).exists() for name in ("_config.yml", "_config.yaml"))
    settings = (
        open_settings(root, config_files)[1] if is_site or config_files else load_settings(root)
    ).announce
    table = msgspec.structs.replace(getattr(settings, kind.name), **{option: chosen})
    settings = msgspec.structs.replace(settings, **{kind.name: table})

    def fail(key: str, what: str, fix: str) -> ConfigurationError:
        return ConfigurationError(what.replace(f"{key}:", f"--{option}:"), fix=fix)

    check_meaning(Settings(announce=settings), fail)
    return settings


def _account(kind: Kind, settings: AnnounceSettings) -> Account:
    name = kind.account(settings)
    if name is None:
        option = kind.sign_in.option
        raise ConfigurationError(
            f"the settings name no {kind.name} account",
            fix=f'add {option} = "..." below [announce.{kind.name}], or name it with --{option}',
        )
    return Account(kind, name)


@dataclass(frozen=True, slots=True)
class _Got:
    """A secret that has still to be tried; its rights where the server said them with it."""

    kept: Kept
    rights: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class _SignIn:
    """One go at signing in."""

    account: Account
    settings: AnnounceSettings
    reporter: Reporter
    way: _Way

    def run(self) -> int:
        """Sign in and give the exit code. Raises OutputError where the keyring fails."""
        old = None if self.way.print_token else self._kept()
        got = self._got()
        if isinstance(got, Refused | Later):
            return self._failed(got)
        folder = FactsFolder(cache_folder(), self.reporter.detail)
        means = means_without_pictures(self.reporter.problem)
        session = log_in(self.account, self.settings, got.kept.secret, folder, means)
        if isinstance(session, Refused | Later):
            self._revoke(got.kept)
            return self._failed(session)
        try:
            self._keep(got.kept)
            if old and old.app and old.secret.reveal() != got.kept.secret.reveal():
                self._revoke(old)
            rights = session.rights
            self._report(session, got.rights if rights is None else rights)
        finally:
            session.close()
        return 0

    def _kept(self) -> Kept | None:
        """Give what the keyring has, asked for first: without one there is no use in going on."""
        kind = self.account.kind
        try:
            return Keyring().read(kind, self.account.name)
        except OutputError as error:
            if isinstance(kind.sign_in, Typed):
                raise
            fix = f"unlock or install one, or get the value of {kind.variable} with --print-token"
            raise OutputError(error.problem.what, fix=fix) from None

    def _got(self) -> _Got | Refused | Later:
        door = self.account.kind.sign_in
        if isinstance(door, Typed):
            return _Got(Kept(ask_secret(f"{door.what} of {self.account.name}"), None), None)
        way = self.way
        signing = SignInInBrowser(
            browser=door, settings=self.settings, reporter=self.reporter, seconds=way.seconds
        )
        granted = signing.grant(by_hand=way.by_hand)
        if not isinstance(granted, Granted):
            return granted
        return _Got(Kept(granted.secret, granted.app), granted.rights)

    def _keep(self, got: Kept) -> None:
        """Put the secret where it belongs. Raises OutputError; then it is taken away again."""
        if self.way.print_token:
            click.echo(got.secret.reveal())
            return
        try:
            Keyring().write(self.account.kind, self.account.name, got)
        except OutputError:
            self._revoke(got)
            raise

    def _revoke(self, kept: Kept) -> None:
        """Take away a secret that nobody needs; it does no harm where this fails."""
        door = self.account.kind.sign_in
        if isinstance(door, Typed) or kept.app is None:
            return
        answer = door.revoke(self.settings, kept.secret, kept.app)
        if isinstance(answer, Refused | Later):
            self.reporter.detail(f"A {door.what} that is not needed still works: {answer.reason}")

    def _failed(self, answer: Refused | Later) -> int:
        kind = self.account.kind
        is_later = isinstance(answer, Later)
        door = kind.sign_in
        anew = f"run it again, or make a {door.what} by hand, in {door.place}"
        fix = f"make a new {door.what} at {door.place}" if isinstance(door, Typed) else anew
        self.reporter.problem(
            Problem(
                severity="error",
                what=f"not signed in to {kind.name} {self.account.name}: {answer.reason}",
                where=None,
                fix="run it again later" if is_later else fix,
            )
        )
        return EXIT_LATER if is_later else EXIT_PARTIAL

    def _report(self, session: Session, rights: Sequence[str] | None) -> None:
        kind, facts = self.account.kind, session.facts
        door = kind.sign_in
        note = self.reporter.note
        note(f"Signed in to {kind.name} as {facts.handle} ({facts.account}) on {facts.place}.")
        note(f"Rights: {'the server does not say' if rights is None else ' '.join(rights)}")
        note(f"The {door.what} was {'printed' if self.way.print_token else 'put in the keyring'}.")
        if isinstance(door, Typed) and door.too_mighty & set(rights or ()):
            self.reporter.problem(
                Problem(
                    severity="warning",
                    what=door.too_mighty_reason,
                    where=None,
                    fix=f"make an {door.what} at {door.place} and sign in with that",
                )
            )
        if has_variable(kind) and not self.way.print_token:
            note(f"{kind.variable} is set too, and goes before the keyring.")
        if self.way.as_json:
            print_json(
                {
                    "network": kind.name,
                    "account": self.account.name,
                    "server": facts.place,
                    "handle": facts.handle,
                    "id": facts.account,
                    "rights": None if rights is None else list(rights),
                }
            )
