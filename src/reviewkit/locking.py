"""One process at a time: a lock that the system takes away from a process that dies."""

import contextlib
import datetime as dt
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from reviewkit.errors import BusyError, OutputError, UsageError, Where

__all__ = ["locked"]

_PAUSE: Final = 0.1


@contextlib.contextmanager
def locked(file: Path, what: str, patience: float) -> Iterator[None]:
    """Hold the lock `file`, which says who holds it; wait up to `patience` seconds for it.

    `what` is what is being done, for the one who has to wait. The file is removed at the end; one
    left by a process that was killed is no lock. Raises BusyError when another holds it for
    longer, UsageError when the system has no such locks, OutputError when the file cannot be made.
    """
    end = time.monotonic() + patience
    while (descriptor := _taken(file)) is None:
        if time.monotonic() >= end:
            raise BusyError(
                f"another process works here: {_holder(file)}",
                where=Where(str(file)),
                fix="wait until it has ended, and run the command again",
            )
        time.sleep(_PAUSE)
    try:
        # Whoever waits reads this; a disk that is full does not matter here.
        with contextlib.suppress(OSError):
            os.truncate(descriptor, 0)
            os.write(descriptor, _about(what).encode("utf-8", "replace"))
        yield
    finally:
        with contextlib.suppress(OSError):
            file.unlink()
        os.close(descriptor)


def _taken(file: Path) -> int | None:
    """Give a descriptor that holds the lock; None while somebody else does."""
    try:
        import fcntl  # noqa: PLC0415 -- not every system has it
    except ImportError as error:
        raise UsageError(
            "this system has no file locks (flock)", fix="run it on Linux, macOS or WSL"
        ) from error
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise OutputError(
            f"the lock cannot be made: {error.strerror or error}",
            where=Where(str(file)),
            fix="check the folder's rights and the free space",
        ) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if _is_file(descriptor, file):
            return descriptor
    except BlockingIOError:
        pass
    except BaseException:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None


def _is_file(descriptor: int, file: Path) -> bool:
    """Tell whether the file still is the one that was opened, and not removed or made anew."""
    try:
        return os.path.samestat(os.fstat(descriptor), file.stat())
    except FileNotFoundError:
        return False


def _holder(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace").strip() or "it does not say which"
    except OSError:
        return "it does not say which"


def _about(what: str) -> str:
    moment = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    return f"{what}, process {os.getpid()} on {socket.gethostname()} since {moment}\n"
