"""A limit on how long work takes altogether, which time-outs of single reads do not give."""

import queue
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

__all__ = ["Deadline", "OverdueError", "within"]

_Result = TypeVar("_Result")


class OverdueError(Exception):
    """The work was not over in time; it may go on unseen."""


class _Outcome(Generic[_Result]):
    """What work gave, or raised."""

    def __init__(self, work: Callable[[], _Result]) -> None:
        self.error: BaseException | None = None
        try:
            self.value = work()
        except BaseException as error:  # noqa: BLE001 -- raised again where it is waited for
            self.error = error


def within(seconds: float, work: Callable[[], _Result]) -> _Result:
    """Give what `work` gives, or raise what it raises; OverdueError when it takes longer.

    A server that sends a byte now and then, a name that is looked up for ever or a connection that
    takes no more bytes keep no one waiting. The thread that goes on does not hold up the end of the
    process.
    """
    outcomes: queue.SimpleQueue[_Outcome[_Result]] = queue.SimpleQueue()
    threading.Thread(target=lambda: outcomes.put(_Outcome(work)), daemon=True).start()
    try:
        outcome = outcomes.get(timeout=max(0.0, seconds))
    except queue.Empty:
        raise OverdueError from None
    if outcome.error is not None:
        raise outcome.error
    return outcome.value


class Deadline:
    """A moment by which several pieces of work are to be over together."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Give the seconds that are left, 0 when there are none."""
        return max(0.0, self._end - time.monotonic())
