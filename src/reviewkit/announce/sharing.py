"""Computers that share a ledger by a remote copy of it, and agree which of them announces what.

A claim is put into the remote copy before anything is sent. The remote takes a change only from
those who have seen the last one, so that of two computers one comes first, and the other sends
nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from reviewkit.announce.choose import Job
from reviewkit.announce.ledger import Claim, Record, record_bytes
from reviewkit.announce.ports import Unread

__all__ = [
    "Claimed",
    "NotClaimed",
    "NotSettled",
    "Pushed",
    "Remote",
    "Settled",
    "Sight",
    "claimed",
    "settle",
    "take",
]

_TRIES: Final = 5
"""How often a change is made anew on top of those of others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """The ledger in three places: for each record's name a digest of its file.

    `tip` names the last change of the remote copy, and `theirs` is the ledger in it. `base` is the
    ledger as this computer last got it from the remote, `ours` as it is on its disk.
    """

    tip: str
    theirs: Mapping[str, str]
    base: Mapping[str, str]
    ours: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """A change that was offered to the remote copy: digests of its files.

    With a `reason` the remote did not say that it has taken it, though it may have.
    """

    files: Mapping[str, str]
    reason: str = ""


class Remote(Protocol):
    """The remote copy of the ledger."""

    def look(self) -> Sight | Unread:
        """Ask what the remote copy is now."""

    def push(self, tip: str, files: Mapping[str, bytes], message: str) -> Pushed:
        """Offer files, by the names of their records, as a change on top of `tip` and no other."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """The jobs are this run's own; `files` are the digests of their records in the remote copy."""

    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NotClaimed:
    """Nothing may be sent in this run."""

    reason: str


@dataclass(frozen=True, slots=True)
class Settled:
    """The results are in the remote copy, but for the records that somebody else has changed."""

    lost: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class NotSettled:
    """The results are on this computer only. The claims end by themselves."""

    reason: str


def claimed(jobs: Sequence[Job], claim: Claim) -> tuple[Job, ...]:
    """Give the jobs with the claim in their entries, and in their records all that are claimed."""
    records: dict[str, Record] = {}
    for job in jobs:
        record = records.get(job.record.name, job.record)
        records[record.name] = record.with_entry(replace(job.entry, claim=claim))
    return tuple(
        replace(job, record=records[job.record.name], entry=replace(job.entry, claim=claim))
        for job in jobs
    )


def take(
    remote: Remote, records: Mapping[str, Record], jobs: Sequence[Job]
) -> Claimed | NotClaimed:
    """Put claimed jobs into the remote copy, and all else that this computer's ledger has more.

    `records` is the ledger on the disk, as the jobs were chosen from it. Nothing may be sent unless
    the remote copy is what they were chosen from, but for changes of this computer's own.
    """
    wanted = {**records, **{job.record.name: job.record for job in jobs}}
    mine = {job.record.name for job in jobs}
    tip, pushed = "", Pushed(files={})
    for _ in range(_TRIES):
        sight = remote.look()
        if isinstance(sight, Unread):
            return NotClaimed(sight.reason)
        if pushed.files and _has(sight.theirs, pushed.files):
            return Claimed({name: pushed.files[name] for name in mine})
        if sight.theirs not in (sight.base, sight.ours):
            return NotClaimed("another computer has announced something meanwhile, or is about to")
        if sight.tip == tip:
            return NotClaimed(pushed.reason)
        tip = sight.tip
        files = {
            name: record_bytes(record)
            for name, record in wanted.items()
            if name in mine or sight.ours.get(name) != sight.theirs.get(name)
        }
        pushed = remote.push(tip, files, f"Claim {_posts(mine)} [skip ci]")
        if not pushed.reason:
            return Claimed({name: pushed.files[name] for name in mine})
    return NotClaimed(f"others change the remote all the time: {pushed.reason}")


def settle(
    remote: Remote, records: Sequence[Record], files: Mapping[str, str]
) -> Settled | NotSettled:
    """Put the results of a run into the remote copy.

    `records` are those of its jobs, released; `files` what `take` gave. What somebody else has
    changed since, as the claim had ended, stays as it is there.
    """
    tip, pushed = "", Pushed(files={})
    for _ in range(_TRIES):
        sight = remote.look()
        if isinstance(sight, Unread):
            return NotSettled(sight.reason)
        kept = {
            one.name
            for one in records
            if sight.theirs.get(one.name) in (files[one.name], pushed.files.get(one.name))
        }
        lost = tuple(sorted(one.name for one in records if one.name not in kept))
        if not kept or (pushed.files and _has(sight.theirs, pushed.files)):
            return Settled(lost)
        if sight.tip == tip:
            return NotSettled(pushed.reason)
        tip = sight.tip
        pushed = remote.push(
            tip,
            {one.name: record_bytes(one) for one in records if one.name in kept},
            f"Record what came of {_posts(kept)}",
        )
        if not pushed.reason:
            return Settled(lost)
    return NotSettled(f"others change the remote all the time: {pushed.reason}")


def _has(theirs: Mapping[str, str], files: Mapping[str, str]) -> bool:
    return all(theirs.get(name) == digest for name, digest in files.items())


def _posts(names: set[str]) -> str:
    return (
        f"the announcement of {next(iter(names))}"
        if len(names) == 1
        else (f"the announcements of {len(names)} posts")
    )
