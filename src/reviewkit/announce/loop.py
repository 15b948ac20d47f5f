"""The loop that does what the machine says, for all announcements of a run; it holds no policy."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

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
    task. While one announcement waits the others go on; none waits longer than `patience` after the
    beginning. Raises OutputError when the ledger cannot be written, and nothing is sent then that
    is not written down.
    """
    return _Run(records, networks, ports, patience).all(tasks)


@dataclass(slots=True)
class _Course:
    """A journey, and what it does next and when."""

    task: Task
    journey: Journey
    due: dt.datetime
    action: Action | None = None
    result: Result | None = None


class _Run:
    """What the courses of a run share."""

    def __init__(
        self,
        records: Mapping[str, Record],
        networks: Mapping[Target, Network],
        ports: Ports,
        patience: dt.timedelta,
    ) -> None:
        self._records = dict(records)
        self._networks = networks
        self._ports = ports
        self._begun = ports.clock()
        self._deadline = self._begun + patience
        self._shut: dict[Target, str] = {}

    def all(self, tasks: Sequence[Task]) -> list[Result]:
        """Go on with the course that is due first, until all have come to an end."""
        for task in tasks:
            self._foresee(task.job)
        courses = [_Course(task, self._journey(task), self._begun) for task in tasks]
        while waiting := [course for course in courses if course.result is None]:
            course = min(waiting, key=lambda one: one.due)
            if course.due > self._ports.clock():
                self._ports.sleep(course.due)
            self._go_on(course)
        return [course.result for course in courses if course.result]

    def _foresee(self, job: Job) -> None:
        """Have the first record of a post name all its targets, or one would be new to it later."""
        record = self._records.setdefault(job.record.name, job.record)
        if record.entry(job.entry.target) is None:
            record = replace(record, entries=(*record.entries, job.entry))
            self._records[record.name] = record

    def _go_on(self, course: _Course) -> None:
        """Take steps until the course has to wait or has ended."""
        while course.result is None:
            asked = self._ports.clock()
            if course.action is None:
                self._take(course, machine.begin(course.journey, self._moment(course, asked)))
            else:
                event = self._done(course, course.action)
                moment = self._moment(course, asked)
                self._take(course, machine.step(course.journey, event, moment))
            match course.action:
                case machine.Stop(code=code, reason=reason):
                    entry = course.journey.entry
                    course.result = Result(
                        job=course.task.job, entry=entry, code=code, reason=reason
                    )
                case machine.Wait(until=until, then=then):
                    course.due, course.action = until, then
                    return

    def _take(self, course: _Course, step: Step) -> None:
        course.journey, course.action = step.journey, step.action
        if step.write:
            self._write(course)

    def _write(self, course: _Course) -> None:
        entry = course.journey.entry
        record = self._records[course.task.job.record.name]
        others = tuple(one for one in record.entries if one.target != entry.target)
        entries = sorted((*others, entry), key=lambda one: str(one.target))
        record = replace(record, entries=tuple(entries))
        self._ports.ledger.write(record)
        self._records[record.name] = record

    def _done(self, course: _Course, action: Action) -> Event:
        """Do what an action says, and give what came of it."""
        job, message = course.task.job, course.task.message
        if isinstance(action, machine.CheckPage):
            if job.post is None or message is None:
                raise AssertionError(job)
            return self._ports.page(job.post, message)
        entry = course.journey.entry
        if entry.target in self._shut:
            return Shut(self._shut[entry.target])
        event = self._asked(course, action)
        if isinstance(event, Refused) and event.is_whole_account:
            self._shut[entry.target] = event.reason
        return event

    def _asked(self, course: _Course, action: Action) -> Event:
        entry, message = course.journey.entry, course.task.message
        network = self._networks[entry.target]
        match action:
            case machine.Look(since=since):
                return network.find(Query(key=entry.key, links=entry.links, since=since))
            case machine.LogIn():
                return network.log_in()
            case machine.Send() if message is not None and entry.created_at is not None:
                return network.send(
                    Order(message=message, key=entry.key, created_at=entry.created_at)
                )
            case _:
                raise AssertionError(action)

    def _journey(self, task: Task) -> Journey:
        entry, message = task.job.entry, task.message
        return Journey(
            entry=entry,
            nature=self._networks[entry.target].describe(),
            hindrance=task.job.reason or ("" if message else "nothing to send"),
            payload=payload(message) if message else "",
            link=message.material.url if message else "",
        )

    def _moment(self, course: _Course, asked: dt.datetime) -> Moment:
        name, target = course.task.job.record.name, course.journey.entry.target
        others = (one.entry(target) for key, one in self._records.items() if key != name)
        return Moment(
            now=self._ports.clock(),
            asked=asked,
            deadline=self._deadline,
            chance=self._ports.chance(),
            latest=max((one.created_at for one in others if one and one.created_at), default=None),
        )
