"""Threads that work on the targets side by side, and stop together at Ctrl-C."""

import datetime as dt
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Final

__all__ = ["Threads"]

_PULSE: Final = 0.2
"""Seconds after which a wait looks up: where a signal went to another thread, nothing wakes it."""


class Threads:
    """A crew of threads; `clock` is the one by which they sleep. For one run only."""

    def __init__(self, clock: Callable[[], dt.datetime]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._stopped = threading.Event()

    def together(self, works: Sequence[Callable[[], None]]) -> None:
        """Do each work in a thread of its own; returns when all have ended.

        Raises what the first of them in order raised, or KeyboardInterrupt, when all have ended. A
        second Ctrl-C is raised at once: the threads die with the process then.
        """
        # Not Thread.join: after a KeyboardInterrupt in it Python takes the thread for ended.
        workers = [_Worker(work) for work in works]
        interruption: KeyboardInterrupt | None = None
        try:
            for worker in workers:
                threading.Thread(target=worker.run, daemon=True).start()
        except BaseException:
            self.stop()
            raise
        while True:
            try:
                while not all(worker.ended.wait(_PULSE) for worker in workers):
                    pass
                break
            except KeyboardInterrupt as error:
                if interruption:
                    raise
                interruption = error
                self.stop()
        errors = [worker.error for worker in workers if worker.error]
        for raised in (interruption, *errors):
            if raised:
                raise raised

    def alone(self) -> AbstractContextManager[object]:
        """Hold the crew's lock."""
        return self._lock

    def sleep(self, until: dt.datetime) -> None:
        """Return at the moment by the clock, or as soon as the crew is stopped."""
        while (left := (until - self._clock()).total_seconds()) > 0:
            if self._stopped.wait(left):
                return

    def stop(self) -> None:
        """Wake all sleepers, and have nothing new begun."""
        self._stopped.set()

    def is_stopped(self) -> bool:
        """Tell whether the crew was stopped."""
        return self._stopped.is_set()


class _Worker:
    """One work, and how it ended."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._work = work
        self.ended = threading.Event()
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self._work()
        except BaseException as error:  # noqa: BLE001 -- it is raised in the main thread
            self.error = error
        finally:
            self.ended.set()
