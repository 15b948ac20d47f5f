"""A remote copy of a ledger in the small world, with the faults that networks have."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from tests.announce.world import PATIENCE, SETTINGS, Disk, Server, World, ran

from reviewkit.announce.choose import Wish, choose
from reviewkit.announce.claim import new_claim, released
from reviewkit.announce.ledger import Record, Target, parse_record, record_bytes
from reviewkit.announce.loop import Result
from reviewkit.announce.ports import Ledger, Unread
from reviewkit.announce.sharing import NotClaimed, Pushed, Remote, Sight, claimed, settle, take
from reviewkit.model import Post


@dataclass(frozen=True)
class Change:
    """What the remote copy was at some time."""

    number: int
    files: Mapping[str, bytes]


@dataclass
class Forge:
    """The remote copy: it takes a change only on top of its last one."""

    world: World
    changes: list[Change] = field(default_factory=lambda: [Change(0, {})])

    @property
    def tip(self) -> Change:
        return self.changes[-1]

    def add(self, files: Mapping[str, bytes]) -> None:
        self.changes.append(Change(len(self.changes), {**self.tip.files, **files}))


@dataclass
class Clone:
    """A computer's copy: the ledger as it was at the checkout, and the disk since."""

    forge: Forge
    disk: Disk
    base: Mapping[str, bytes]

    def look(self) -> Sight | Unread:
        world = self.forge.world
        world.point()
        if world.is_bad(0.1):
            world.passes(60)
            return Unread("could not resolve host")
        world.passes(10)
        ours = {name: record_bytes(record) for name, record in self.disk.files.items()}
        tip = self.forge.tip
        return Sight(
            tip=str(tip.number),
            theirs=digests(tip.files),
            base=digests(self.base),
            ours=digests(ours),
        )

    def push(self, tip: str, files: Mapping[str, bytes], message: str) -> Pushed:
        world, wanted = self.forge.world, digests(files)
        assert message
        world.point()
        world.passes(20)
        if world.is_bad(0.1):
            return Pushed(files=wanted, reason="connection refused")
        if world.dice.random() < 0.1:
            self.forge.add({})
        if tip != str(self.forge.tip.number):
            return Pushed(files=wanted, reason="fetch first")
        self.forge.add(files)
        world.point()
        world.passes(40)
        return Pushed(files=wanted, reason="hung up" if world.is_bad(0.2) else "")


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


def cloned(forge: Forge) -> Clone:
    """Check the remote copy out on a new computer."""
    files = forge.tip.files
    records = {name: parse_record(data, name, name) for name, data in files.items()}
    return Clone(forge, Disk(forge.world, records), files)


class Files(Ledger, Protocol):
    """A ledger that can be read again."""

    def read(self) -> Mapping[str, Record] | None:
        """Read all records."""


def announced_alone(  # noqa: PLR0913, PLR0917 -- all of a run
    world: World,
    remote: Remote,
    disk: Files,
    servers: Mapping[Target, Server],
    posts: Sequence[Post],
    by: str,
    skew: dt.timedelta = dt.timedelta(0),
) -> list[Result] | NotClaimed:
    """Run `announce --claim` once; raises KilledError when the process dies."""
    records = dict(disk.read() or {})
    now = world.now + skew
    plan = choose(posts, records, SETTINGS, Wish(targets=list(servers), now=now), lambda _: True)
    if not plan.jobs:
        return []
    jobs = claimed(plan.jobs, new_claim(by, now, PATIENCE))
    outcome = take(remote, records, jobs)
    if isinstance(outcome, NotClaimed):
        return outcome
    for job in jobs:
        disk.write(job.record)
    results = ran(world, disk, servers, jobs, disk.read() or {}, skew)
    ends = [
        released(record, by)
        for name, record in (disk.read() or {}).items()
        if name in outcome.files
    ]
    for record in ends:
        disk.write(record)
    settle(remote, ends, outcome.files)
    return results
