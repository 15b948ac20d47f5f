"""Every error reviewkit raises and every problem it reports, in one shape: what, where, how to fix.

    ReviewkitError
    |-- ConfigurationError    a settings file is wrong                   exit 2
    |-- UsageError            the command line is wrong                  exit 2
    |-- TemplateError         an announcement template is wrong          exit 2
    |-- BusyError             another process works on the same         exit 75
    |-- PostError             one post cannot be read; the rest can      exit 3
    `-- OutputError           a file cannot be written                   exit 3

An error is raised when the work cannot go on. What concerns one post only is a `Problem`, a value
that is collected, so that one bad post never loses the feed.
"""

from dataclasses import dataclass
from typing import Final, Literal

__all__ = [
    "BusyError",
    "ConfigurationError",
    "OutputError",
    "PostError",
    "Problem",
    "ReviewkitError",
    "TemplateError",
    "UsageError",
    "Where",
]

EXIT_USAGE: Final = 2
EXIT_PARTIAL: Final = 3
EXIT_LATER: Final = 75
"""What has to be tried again later (EX_TEMPFAIL of sysexits.h)."""


@dataclass(frozen=True, slots=True)
class Where:
    """A place the user can open: a file, relative to the site where it lies inside it, and a line.

    `line` counts from 1 over the whole file, front matter included; None when no line is meant.
    """

    file: str
    line: int | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something the user should know, as a value.

    An *error* means that something asked for is missing from the result (exit code 3);
    a *warning* means that the result is whole but probably not what was meant.
    """

    severity: Literal["error", "warning"]
    what: str
    where: Where | None
    fix: str

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.what}"


class ReviewkitError(Exception):
    """The root of the tree: carries its three fields as a `Problem`."""

    exit_code: int = EXIT_USAGE

    def __init__(self, what: str, *, where: Where | None = None, fix: str) -> None:
        super().__init__(what)
        self.problem = Problem(severity="error", what=what, where=where, fix=fix)

    def __str__(self) -> str:
        return str(self.problem)


class ConfigurationError(ReviewkitError):
    """A settings file cannot be read or says something that is not allowed."""


class UsageError(ReviewkitError):
    """The command line asks for something that does not exist or does not fit."""


class TemplateError(ReviewkitError):
    """An announcement template is missing or does not work."""


class BusyError(ReviewkitError):
    """Another process works on the same and has not ended."""

    exit_code = EXIT_LATER


class PostError(ReviewkitError):
    """One post cannot be read; every other post can."""

    exit_code = EXIT_PARTIAL


class OutputError(ReviewkitError):
    """A file cannot be written; what stood there before is untouched."""

    exit_code = EXIT_PARTIAL
