"""A person comes by a secret: in the browser, with a code copied by hand, or by typing it in."""

import contextlib
import os
import sys
import webbrowser
from collections.abc import Iterator
from dataclasses import dataclass

import click

from reviewkit.announce.ports import Later, Refused
from reviewkit.announce.secret import Secret
from reviewkit.announce.sign_in import Browser, Granted, Question
from reviewkit.cli.loopback import Loopback, loopback
from reviewkit.cli.output import Reporter
from reviewkit.config import AnnounceSettings
from reviewkit.errors import UsageError

__all__ = ["SignInInBrowser", "ask_secret"]


def ask_secret(what: str) -> Secret:
    """Ask for a secret, without showing what is typed; without a terminal, read a line of stdin.

    Raises UsageError where nothing is given.
    """
    if sys.stdin is not None and sys.stdin.isatty():
        given = click.prompt(what, hide_input=True, err=True, default="", show_default=False)
    else:
        given = sys.stdin.readline() if sys.stdin is not None else ""
    if not given.strip():
        raise UsageError(f"no {what} was given", fix="run the command again in a terminal")
    return Secret(given.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInInBrowser:
    """Signing in on a page of the server; `seconds` is how long the person may take for it."""

    browser: Browser
    settings: AnnounceSettings
    reporter: Reporter
    seconds: float

    def grant(self, *, by_hand: bool) -> Granted | Refused | Later:
        """Get the secret. A code is copied by hand where this is asked for, or no browser is here.

        Raises UsageError where no code is given.
        """
        if not by_hand and _has_browser():
            with loopback() as here:
                return self._in_browser(here)
        question = self.browser.begin(self.settings, self.browser.by_hand)
        if not isinstance(question, Question):
            return question
        click.echo(
            "Open this address in a browser on any computer, allow it there, and copy the code:\n"
            f"\n  {question.address}\n",
            err=True,
        )
        return self.browser.finish(self.settings, question, ask_secret("code"))

    def _in_browser(self, here: Loopback) -> Granted | Refused | Later:
        question = self.browser.begin(self.settings, here.address)
        if not isinstance(question, Question):
            return question
        here.listen(lambda query: self.browser.answer(question, query), self._stray)
        click.echo(
            "Allow it in the browser, which opens now. If it does not, open this address:\n"
            f"\n  {question.address}\n",
            err=True,
        )
        _open(question.address)
        answer = here.wait(self.seconds)
        if answer is None:
            return Later(f"no answer came from the browser in {self.seconds:g} seconds")
        if isinstance(answer, Refused):
            return answer
        return self.browser.finish(self.settings, question, answer)

    def _stray(self, reason: str) -> None:
        self.reporter.note(f"An answer was not taken: {reason}. Still waiting for the right one.")


def _has_browser() -> bool:
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def _open(address: str) -> None:
    with _stdout_to_stderr(), contextlib.suppress(webbrowser.Error, OSError):
        webbrowser.open(address)


@contextlib.contextmanager
def _stdout_to_stderr() -> Iterator[None]:
    """Let what a browser says not come into stdout, from which a token may be read."""
    sys.stdout.flush()
    kept = os.dup(1)
    try:
        os.dup2(2, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
