"""What a person reads: problems on stderr in one form, colour only where it is welcome."""

import json
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Final, TypeVar

import click

from reviewkit.errors import EXIT_PARTIAL, Problem

__all__ = ["Reporter", "common_options", "print_json", "problem_json"]

Command = TypeVar("Command", bound=Callable[..., Any])
Step = TypeVar("Step")

_LONG: Final = 200
"""Steps from which on a person likes to see how far they have come."""


class Reporter:
    """Writes to stderr: notes unless `quiet`, details when `verbose`, problems always."""

    def __init__(self, *, quiet: bool = False, verbose: bool = False) -> None:
        self.quiet = quiet
        self.verbose = verbose
        self._colour = None if "NO_COLOR" not in os.environ else False

    def note(self, text: str) -> None:
        """Say what was done."""
        if not self.quiet:
            click.echo(text, err=True)

    def detail(self, text: str) -> None:
        """Say what only the curious want to know."""
        if self.verbose and not self.quiet:
            click.echo(text, err=True)

    def problem(self, problem: Problem) -> None:
        """Say what is wrong, where, and how to fix it. Warnings are kept back by `quiet`."""
        if problem.severity == "warning" and self.quiet:
            return
        name = click.style(
            problem.severity, fg="red" if problem.severity == "error" else "yellow", bold=True
        )
        click.echo(f"{name}: {problem}", err=True, color=self._colour)
        if problem.fix:
            click.echo(f"  fix: {problem.fix}", err=True, color=self._colour)

    def problems(self, problems: Iterable[Problem]) -> int:
        """Report all of them; give the exit code they ask for."""
        code = 0
        for problem in problems:
            self.problem(problem)
            code = EXIT_PARTIAL if problem.severity == "error" else code
        return code

    def progress(self, steps: Sequence[Step], label: str) -> AbstractContextManager[Iterable[Step]]:
        """Go through long work with a bar on stderr; without one where nobody would see it."""
        if self.quiet or len(steps) < _LONG or not sys.stderr.isatty():
            return nullcontext(steps)
        return click.progressbar(steps, label=label, file=sys.stderr)

    def crash(self, error: Exception) -> None:
        """Report a fault of reviewkit itself, with the trace when `verbose`."""
        if self.verbose:
            traceback.print_exception(error)
        click.echo(
            f"error: reviewkit met a fault of its own: {type(error).__name__}: {error}\n"
            "  fix: run it again with -v and report the trace; nothing was left half-written",
            err=True,
        )


def common_options(command: Command) -> Command:
    """Add what every command that reads a site takes."""
    for option in (
        click.option("-v", "--verbose", is_flag=True, help="Say more."),
        click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors."),
        click.option(
            "--config",
            "config_files",
            multiple=True,
            metavar="FILE",
            help="Configuration file of the site, as for jekyll build. Repeatable; later ones win.",
        ),
        click.option("--json", "as_json", is_flag=True, help="Print the result as JSON."),
    ):
        command = option(command)
    return command


def print_json(data: object) -> None:
    """Print data on stdout, in UTF-8 whatever the terminal's encoding is."""
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    click.echo(text.encode("utf-8", "backslashreplace"), nl=False)


def print_text(text: str) -> None:
    """Print the result on stdout; what the terminal's encoding lacks is escaped, never fatal."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    click.echo(text.encode(encoding, "backslashreplace"))


def problem_json(problem: Problem) -> dict[str, Any]:
    """Give a problem as JSON data."""
    return {
        "severity": problem.severity,
        "what": problem.what,
        "file": problem.where.file if problem.where else None,
        "line": problem.where.line if problem.where else None,
        "fix": problem.fix,
    }
