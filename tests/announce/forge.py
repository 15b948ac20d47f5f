"""A remote copy of a ledger in the small world, with the faults that networks have."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.announce.world import Disk, World

from reviewkit.announce.ledger import parse_record, record_bytes
from reviewkit.announce.ports import Unread
from reviewkit.announce.sharing import Pushed, Sight


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
