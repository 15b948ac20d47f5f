"""Real threads work on the targets side by side, and stop together."""

import _thread
import datetime as dt
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.announce.world import KINDS, PATIENCE, SETTINGS, Kind, a_message, a_post

from reviewkit.announce.choose import Wish, choose
from reviewkit.announce.ledger import Record, Target
from reviewkit.announce.loop import Result, Task, run
from reviewkit.announce.ports import (
    Absent,
    Done,
    Found,
    Later,
    LoggedIn,
    Nature,
    Network,
    Order,
    PageLive,
    Ports,
    Query,
)
from reviewkit.cli.crew import Threads
from reviewkit.cli.ledger_files import LedgerFolder
from reviewkit.errors import OutputError

POSTS = [a_post("fog"), a_post("rain")]
SOON = 30.0
"""Seconds after which a thread that waits for another has waited in vain."""


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@dataclass
class Account:
    """A network that takes everything, and does `at_send` or `at_find` before it answers."""

    kind: Kind
    at_send: Callable[[], object] = bool
    at_find: Callable[[], object] = bool
    later: dt.datetime | None = None
    keys: list[str] = field(default_factory=list)

    def describe(self) -> Nature:
        return Nature(key_lasts=self.kind.trust)

    def find(self, _: Query) -> Absent | Found:
        self.at_find()
        return Absent(covers=True)

    def send(self, order: Order) -> Done | Later:
        if self.later:
            return Later("429", self.later)
        self.keys.append(order.key)
        self.at_send()
        return Done(order.key, f"https://{self.kind.name}.example/{order.key}")

    def log_in(self) -> LoggedIn:
        return LoggedIn()


@dataclass
class Disk:
    """A folder that does `at_write` before it writes."""

    folder: LedgerFolder
    at_write: Callable[[Record], object] = bool

    def write(self, record: Record) -> None:
        self.at_write(record)
        self.folder.write(record)


def announced(accounts: Sequence[Account], disk: Disk, crew: Threads) -> list[Result]:
    """Announce the posts of the day on all accounts."""
    networks: dict[Target, Network] = {account.kind.target: account for account in accounts}
    wish = Wish(targets=list(networks), now=POSTS[0].date + dt.timedelta(hours=1))
    plan = choose(POSTS, {}, SETTINGS, wish, lambda _: True)
    tasks = [Task(job=job, message=a_message(job.post)) for job in plan.jobs if job.post]
    ports = Ports(ledger=disk, page=lambda *_: PageLive(), clock=now, chance=lambda: 0.5, crew=crew)
    return run(tasks, {}, networks, ports, PATIENCE)


def states(disk: Disk) -> dict[tuple[str, str], str]:
    return {
        (record.name, (entry.target.server or "").removesuffix(".example")): entry.state
        for record in (disk.folder.read() or {}).values()
        for entry in record.entries
    }


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    """Give a ledger on the real disk."""
    folder = LedgerFolder(tmp_path, "_data/announcements")
    folder.begin([])
    return Disk(folder)


def test_a_network_that_hangs_does_not_hold_up_another(disk: Disk) -> None:
    others = threading.Event()

    def second() -> None:
        if len(fast.keys) == len(POSTS):
            others.set()

    slow = Account(KINDS[0], at_send=lambda: met.append(others.wait(SOON)))
    fast, met = Account(KINDS[1], at_send=second), list[bool]()

    results = announced([slow, fast], disk, Threads(now))

    assert met == [True, True]
    assert {result.entry.state for result in results} == {"published"}


def test_what_threads_write_down_at_once_is_all_there(disk: Disk) -> None:
    everybody = threading.Barrier(len(KINDS))
    accounts = [Account(kind, at_send=lambda: everybody.wait(SOON)) for kind in KINDS]

    announced(accounts, disk, Threads(now))

    records = disk.folder.read() or {}
    entries = [entry for record in records.values() for entry in record.entries]
    assert len(entries) == len(POSTS) * len(KINDS)
    assert {entry.state for entry in entries} == {"published"}


def test_a_ledger_that_breaks_on_one_target_stops_all_before_anything_more_is_sent(
    disk: Disk,
) -> None:
    broken = threading.Event()

    def at_write(record: Record) -> None:
        if any(entry.state == "published" for entry in record.entries) and not broken.is_set():
            broken.set()
            raise OutputError("the disk is full", fix="make room")

    quick, slow = Account(KINDS[0]), Account(KINDS[1], at_send=lambda: broken.wait(SOON))
    disk.at_write = at_write

    with pytest.raises(OutputError, match="full"):
        announced([quick, slow], disk, Threads(now))

    assert len(quick.keys) == 1
    assert len(slow.keys) <= 1
    assert list(states(disk).values()).count("published") == len(slow.keys)


def test_what_is_written_down_as_sent_is_sent_though_the_crew_stops(disk: Disk) -> None:
    crew, account = Threads(now), Account(KINDS[0])

    def at_write(record: Record) -> None:
        if record.entries[0].state == "sending":
            crew.stop()

    disk.at_write = at_write

    announced([account], disk, crew)

    assert len(account.keys) == 1
    assert list(states(disk).values()) == ["published"]


def test_nothing_is_written_down_as_sent_after_the_crew_has_stopped(disk: Disk) -> None:
    crew = Threads(now)
    account = Account(KINDS[0], at_find=crew.stop)

    announced([account], disk, crew)

    assert account.keys == []
    assert list(states(disk).values()) == ["prepared"]


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Have Ctrl-C arrive: a shell lets what it starts in the background ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interruption_lets_the_request_under_way_end_and_writes_it_down(disk: Disk) -> None:
    crew = Threads(now)

    def at_send() -> None:
        _thread.interrupt_main()
        while not crew.is_stopped():
            crew.sleep(now() + dt.timedelta(seconds=SOON))

    hit = Account(KINDS[0], at_send=at_send)

    with pytest.raises(KeyboardInterrupt):
        announced([hit], disk, crew)

    assert len(hit.keys) == 1
    assert states(disk) == {("fog", "honours"): "published"} or states(disk) == {
        ("rain", "honours"): "published"
    }


@pytest.mark.usefixtures("interruptible")
def test_an_interruption_wakes_those_who_wait(disk: Disk) -> None:
    begun = now()
    waiting = Account(KINDS[1], later=begun + PATIENCE / 2)
    hit = Account(KINDS[0], at_send=_thread.interrupt_main)

    with pytest.raises(KeyboardInterrupt):
        announced([waiting, hit], disk, Threads(now))

    assert now() < begun + PATIENCE / 2
    assert "sending" not in states(disk).values()


def test_what_goes_wrong_in_one_work_is_raised_when_the_others_have_ended() -> None:
    done, failed = list[str](), threading.Event()

    def bad() -> None:
        failed.set()
        raise ValueError("a fault of the program")

    def good() -> None:
        failed.wait(SOON)
        done.append("good")

    with pytest.raises(ValueError, match="fault"):
        Threads(now).together([bad, good])

    assert done == ["good"]


def test_a_crew_without_work_is_done() -> None:
    Threads(now).together([])


def test_sleep_is_over_at_its_moment() -> None:
    until = now() + dt.timedelta(milliseconds=20)

    Threads(now).sleep(until)

    assert now() >= until
