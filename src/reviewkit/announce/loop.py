"""The loop that does what the machine says, on all targets at once; it holds no policy."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviewkit.announce import machine
from reviewkit.announce.choose import Job
from reviewkit.announce.ledger import Entry, Record, Target
from reviewkit.announce.machine import Action, Journey, Moment, Step
from reviewkit.announce.message import Message, payload
from reviewkit.announce.ports import Event, Network, Order, Ports, Query, Refused, Shut

__all__ = ["Result", "Task", "exit_code", "run"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A job and what it would send; `message` is None for what may only be looked for."""

    job: Job
    message: Message | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of a job: its entry, the exit code it asks for, and why it is no success."""

    job: Job
    entry: Entry
    code: int
    reason: str


def exit_code(results: Sequence[Result]) -> int:
    """Give the exit code of a run: 75 is more than 3, and 3 more than 0."""
    return max((result.code for result in results), default=machine.EXIT_DONE)


def run(
    tasks: Sequence[Task],
    records: Mapping[str, Record],
    networks: Mapping[Target, Network],
    ports: Ports,
    patience: dt.timedelta,
) -> list[Result]:
    """Bring every task as far as it goes in one run, and give the results in their order.

    `records` is the whole ledger, renewed by the plan; `networks` has one for each target of a
    task. The targets are worked on side by side, and none holds up another; of one target the
    announcements take turns, and while one waits the others go on. None waits longer than
    `patience` after the beginning.

    Raises OutputError when the ledger cannot be written: nothing is begun then, on no target, and
    nothing was sent that is not written down. When the crew is stopped each request under way is
    finished, and what came of it is written down.
    """
    book = _Book(records, ports)
    for task in tasks:
        book.foresee(task.job)
    begun = ports.clock()
    courses = [_Course(task, begun) for task in tasks]
    lanes = [
        _Lane(
            target,
            [course for course in courses if course.task.job.entry.target == target],
            networks[target],
            book,
            ports,
            begun + patience,
        )
        for target in dict.fromkeys(task.job.entry.target for task in tasks)
    ]
    ports.crew.together([lane.run for lane in lanes])
    return [course.result for course in courses if course.result]


class _Book:
    """The records of a run. A post has one for all its targets, so that the lanes share them."""

    def __init__(self, records: Mapping[str, Record], ports: Ports) -> None:
        self._records = dict(records)
        self._ports = ports

    def foresee(self, job: Job) -> None:
        """Have the first record of a post name all its targets, or one would be new to it later."""
        record = self._records.setdefault(job.record.name, job.record)
        if record.entry(job.entry.target) is None:
            self._records[record.name] = record.with_entry(job.entry)

    def write(self, name: str, entry: Entry, *, is_beginning: bool) -> bool:
        """Write an entry down; False where it begins something after the crew was stopped."""
        crew = self._ports.crew
        with crew.alone():
            if is_beginning and crew.is_stopped():
                return False
            record = self._records[name].with_entry(entry)
            try:
                self._ports.ledger.write(record)
            except BaseException:
                crew.stop()
                raise
            self._records[name] = record
            return True

    def latest(self, target: Target, but: str) -> dt.datetime | None:
        """Give the latest `created_at` on a target, of all posts but the one named."""
        with self._ports.crew.alone():
            others = [one.entry(target) for name, one in self._records.items() if name != but]
        return max((one.created_at for one in others if one and one.created_at), default=None)


@dataclass(slots=True)
class _Course:
    """A task on its way, and what it does next and when; it has not begun without a journey."""

    task: Task
    due: dt.datetime
    journey: Journey | None = None
    action: Action | None = None
    result: Result | None = None


@dataclass(slots=True)
class _Lane:
    """All that a run has to do on one target, one thing at a time."""

    target: Target
    courses: Sequence[_Course]
    network: Network
    book: _Book
    ports: Ports
    deadline: dt.datetime
    shut: str = ""

    def run(self) -> None:
        """Go on with the course that is due first, until all have ended or the crew is stopped."""
        crew = self.ports.crew
        while waiting := [course for course in self.courses if course.result is None]:
            course = min(waiting, key=lambda one: one.due)
            if course.due > self.ports.clock():
                crew.sleep(course.due)
            if not self._go_on(course):
                return

    def _go_on(self, course: _Course) -> bool:
        """Take steps until the course has to wait or has ended; False where the crew stopped."""
        crew = self.ports.crew
        while not crew.is_stopped() or isinstance(course.action, machine.Send):
            if not self._take(course, self._next(course)):
                return False
            match course.action:
                case machine.Stop(code=code, reason=reason) if course.journey is not None:
                    entry = course.journey.entry
                    course.result = Result(
                        job=course.task.job, entry=entry, code=code, reason=reason
                    )
                    return True
                case machine.Wait(until=until, then=then):
                    course.due, course.action = until, then
                    return True
        return False

    def _next(self, course: _Course) -> Step:
        """Do what the last step said, and give the next one."""
        asked = self.ports.clock()
        if course.journey is None or course.action is None:
            return machine.begin(self._journey(course.task), self._moment(course, asked))
        event = self._done(course.task, course.journey.entry, course.action)
        return machine.step(course.journey, event, self._moment(course, asked))

    def _take(self, course: _Course, step: Step) -> bool:
        is_beginning = isinstance(step.action, machine.Send)
        if step.write and not self.book.write(
            course.task.job.record.name, step.journey.entry, is_beginning=is_beginning
        ):
            return False
        course.journey, course.action = step.journey, step.action
        return True

    def _done(self, task: Task, entry: Entry, action: Action) -> Event:
        """Do what an action says, and give what came of it."""
        if isinstance(action, machine.CheckPage):
            if task.job.post is None or task.message is None:
                raise AssertionError(task.job)
            return self.ports.page(task.job.post, task.message)
        if self.shut:
            return Shut(self.shut)
        event = self._asked(task, entry, action)
        if isinstance(event, Refused) and event.is_whole_account:
            self.shut = event.reason
        return event

    def _asked(self, task: Task, entry: Entry, action: Action) -> Event:
        match action:
            case machine.Look(since=since):
                return self.network.find(Query(key=entry.key, links=entry.links, since=since))
            case machine.LogIn():
                return self.network.log_in()
            case machine.Send() if task.message is not None and entry.created_at is not None:
                return self.network.send(
                    Order(message=task.message, key=entry.key, created_at=entry.created_at)
                )
            case _:
                raise AssertionError(action)

    def _journey(self, task: Task) -> Journey:
        message = task.message
        return Journey(
            entry=task.job.entry,
            nature=self.network.describe(),
            hindrance=task.job.reason or ("" if message else "nothing to send"),
            payload=payload(message) if message else "",
            link=message.material.url if message else "",
        )

    def _moment(self, course: _Course, asked: dt.datetime) -> Moment:
        return Moment(
            now=self.ports.clock(),
            asked=asked,
            deadline=self.deadline,
            chance=self.ports.chance(),
            latest=self.book.latest(self.target, course.task.job.record.name),
        )
