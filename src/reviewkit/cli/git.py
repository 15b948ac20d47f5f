"""Git, run so that it never asks a person, never hangs, and runs no hook."""

import contextlib
import os
import re
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from reviewkit.errors import UsageError

__all__ = ["PATIENCE", "Git", "GitError"]

PATIENCE: Final = 60.0
"""Seconds that a command may take, also one that asks a server."""

_LAST_WORDS: Final = 5.0
_LOCAL: Final = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_QUARANTINE_PATH",
    "GIT_WORK_TREE",
)
"""What Git sets for its hooks (`git rev-parse --local-env-vars`): it is of another command."""
_SETTINGS: Final = {
    "core.hooksPath": os.devnull,
    "core.fsmonitor": "false",
    "gc.auto": "0",
    "maintenance.auto": "false",
    "push.gpgSign": "false",
}
_USER: Final = re.compile(r"(?<=://)[^/@\s]+(?=@)")
"""The user of an address, which may be a token or a password."""


class GitError(Exception):
    """Git said no, or nothing in time; the text is what it said, without passwords."""


class Git:
    """Git in one folder; `patience` is how many seconds a command may take."""

    def __init__(self, folder: Path, patience: float = PATIENCE) -> None:
        self.folder = folder
        self._patience = patience

    def __call__(
        self, *args: str, data: bytes = b"", environ: Mapping[str, str] | None = None
    ) -> str:
        """Run a command with `data` as its input, and give its output without the last newline.

        Raises GitError when it fails or takes too long, UsageError where there is no Git.
        """
        settings = [f"{name}={value}" for name, value in _SETTINGS.items()]
        command = ["git", *(part for one in settings for part in ("-c", one)), *args]
        try:
            process = subprocess.Popen(  # noqa: S603 -- the arguments are our own
                command,
                cwd=self.folder,
                env={**_environment(), **(environ or {})},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                # Without a terminal no child of Git, such as ssh, can ask for a password.
                start_new_session=True,
            )
        except FileNotFoundError as error:
            raise UsageError("there is no git on this computer", fix="install Git") from error
        try:
            output, errors = process.communicate(data, timeout=self._patience)
        except subprocess.TimeoutExpired as error:
            _end(process)
            raise GitError(f"git {args[0]} took longer than {self._patience:g} seconds") from error
        except BaseException:
            _end(process)
            raise
        if process.returncode:
            raise GitError(_said(errors) or f"git {args[0]} failed ({process.returncode})")
        return output.decode("utf-8", "surrogateescape").removesuffix("\n")

    def maybe(self, *args: str, environ: Mapping[str, str] | None = None) -> str | None:
        """Run a command; None where it fails."""
        try:
            return self(*args, environ=environ)
        except GitError:
            return None


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _LOCAL}
    quiet = {"GIT_TERMINAL_PROMPT": "0", "GCM_INTERACTIVE": "never", "SSH_ASKPASS_REQUIRE": "never"}
    return {**kept, **quiet, "LC_ALL": "C", "LANGUAGE": "C"}


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill Git with all its children, which would hold its output open."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.communicate(timeout=_LAST_WORDS)


def _said(errors: bytes) -> str:
    """Give the lines of Git's that say why, without hints and addresses' users."""
    lines = errors.decode("utf-8", "replace").splitlines()
    told = [line for line in lines if line.strip() and not line.startswith(("hint:", "To "))]
    return _USER.sub("[secret]", "; ".join(line.strip() for line in told[-4:]))
