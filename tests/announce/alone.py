"""A crew of one: works one after the other, for runs with one target."""

import contextlib
import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

__all__ = ["Alone"]


@dataclass(slots=True)
class Alone:
    """See `reviewkit.announce.ports.Crew`; `pause` lets time pass until a moment."""

    pause: Callable[[dt.datetime], None]
    stopped: bool = False

    def together(self, works: Sequence[Callable[[], None]]) -> None:
        """Do all works."""
        for work in works:
            work()

    def alone(self) -> AbstractContextManager[object]:
        """Hold nothing, as there is nobody else."""
        return contextlib.nullcontext()

    def sleep(self, until: dt.datetime) -> None:
        """Let time pass."""
        self.pause(until)

    def stop(self) -> None:
        """Begin nothing more."""
        self.stopped = True

    def is_stopped(self) -> bool:
        """Tell whether nothing more is begun."""
        return self.stopped
