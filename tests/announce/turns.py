"""Threads of which one runs at a time, chosen by a seed, in a time that only sleep makes pass."""

import contextlib
import datetime as dt
import random
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field


class KilledError(BaseException):
    """The process is no more; nothing catches it."""


@dataclass(eq=False)
class Actor:
    """One of those who take turns; it goes on at `due` or later, or dies with its process."""

    due: dt.datetime
    gate: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    is_doomed: bool = False
    error: BaseException | None = None


class Turns:
    """A clock, and who runs; the seed says who is next among those who need not sleep."""

    def __init__(self, dice: random.Random, now: dt.datetime) -> None:
        self.now = now
        self._dice = dice
        self._current = Actor(now)
        self._actors = [self._current]

    def point(self) -> None:
        """Let another one go on, or nobody else."""
        self.rest(self.now)

    def rest(self, until: dt.datetime) -> None:
        """Let the others go on until a moment, and then go on."""
        me = self._current
        me.due = until
        self._switch(me)
        if me.is_doomed:
            raise KilledError

    def together(self, works: Sequence[Callable[[], None]]) -> None:
        """Do all works in turns; when all have ended, raise what the first one raised."""
        parent, actors = self._current, [Actor(self.now) for _ in works]
        running = list(actors)
        threads = [
            threading.Thread(target=self._act, args=(actor, work, running, parent))
            for actor, work in zip(actors, works, strict=True)
        ]
        if not threads:
            return
        self._actors.remove(parent)
        self._actors += actors
        for thread in threads:
            thread.start()
        self._switch(parent)
        for thread in threads:
            thread.join()
        for actor in sorted(actors, key=lambda one: not isinstance(one.error, KilledError)):
            if actor.error:
                raise actor.error
        if parent.is_doomed:
            raise KilledError

    def _act(
        self, actor: Actor, work: Callable[[], None], family: list[Actor], parent: Actor
    ) -> None:
        actor.gate.acquire()
        try:
            if not actor.is_doomed:
                work()
        except BaseException as error:  # noqa: BLE001 -- it is raised in the thread that waits
            actor.error = error
        if isinstance(actor.error, KilledError):
            for one in family:
                one.is_doomed, one.due = True, self.now
        self._actors.remove(actor)
        family.remove(actor)
        if not family:
            parent.due = self.now
            self._actors.append(parent)
        self._hand_over()

    def _switch(self, me: Actor) -> None:
        if self._choose() is not me:
            self._current.gate.release()
            me.gate.acquire()

    def _hand_over(self) -> None:
        self._choose().gate.release()

    def _choose(self) -> Actor:
        ready = [one for one in self._actors if one.due <= self.now]
        if not ready:
            self.now = min(one.due for one in self._actors)
            ready = [one for one in self._actors if one.due <= self.now]
        self._current = self._dice.choice(ready) if len(ready) > 1 else ready[0]
        return self._current


class Workers:
    """The crew of one process, whose clock goes wrong by `skew`, in the turns of the world."""

    def __init__(self, turns: Turns, skew: dt.timedelta = dt.timedelta(0)) -> None:
        self._turns = turns
        self._skew = skew
        self._is_held = self._is_stopped = False

    def together(self, works: Sequence[Callable[[], None]]) -> None:
        self._turns.together(works)

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        while self._is_held:
            self._turns.rest(self._turns.now + dt.timedelta(milliseconds=1))
        self._is_held = True
        try:
            yield
        finally:
            self._is_held = False

    def sleep(self, until: dt.datetime) -> None:
        until -= self._skew
        while self._turns.now < until and not self._is_stopped:
            self._turns.rest(min(until, self._turns.now + dt.timedelta(seconds=10)))

    def stop(self) -> None:
        self._is_stopped = True

    def is_stopped(self) -> bool:
        return self._is_stopped
