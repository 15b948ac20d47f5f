"""`reviewkit feed --lint`: what is wrong in feed files, whoever made them."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from reviewkit.cli.output import Reporter, print_json
from reviewkit.errors import Problem, UsageError, Where
from reviewkit.feeds.lint import Finding, lint

__all__ = ["lint_feeds"]

_FOUND: Final = 1


def lint_feeds(files: Sequence[str], reporter: Reporter, *, as_json: bool, now: dt.datetime) -> int:
    """Look through feed files and report what validators and readers would; give the exit code.

    Raises UsageError for a file that cannot be read, before any is looked at.
    """
    if not files:
        raise UsageError("--lint needs a feed to look at", fix="name its file: --lint feed.xml")
    contents = [(name, _read(name)) for name in files]
    found = [(name, one) for name, data in contents for one in lint(data, now=now)]
    if as_json:
        print_json([_as_json(name, one) for name, one in found])
    for name, one in found:
        reporter.problem(
            Problem(
                severity=one.severity,
                what=f"{one.what} [{one.event}]",
                where=Where(name, one.line),
                fix=one.fix,
            )
        )
    if not found:
        reporter.note(
            "no fault found" if len(files) == 1 else f"no fault found in {len(files)} feeds"
        )
    return _FOUND if found else 0


def _read(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise UsageError(
            f"{name} cannot be read: {error.strerror or error}", fix="name a feed file"
        ) from error


def _as_json(name: str, one: Finding) -> dict[str, object]:
    return {
        "severity": one.severity,
        "event": one.event,
        "what": one.what,
        "file": name,
        "line": one.line,
        "fix": one.fix,
    }
