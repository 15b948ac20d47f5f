"""Which reviews go to which targets, and why the others do not: from posts, ledger and time."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from reviewkit.announce import claim
from reviewkit.announce.keys import post_key
from reviewkit.announce.ledger import OPEN, Entry, EntryState, Record, Target
from reviewkit.announce.networks import NETWORKS
from reviewkit.announce.recognition import new_record, shares_address, with_records
from reviewkit.config import AnnounceSettings
from reviewkit.model import Post

__all__ = [
    "BASELINE",
    "Candidate",
    "Job",
    "Passed",
    "Plan",
    "Reason",
    "Wish",
    "baseline",
    "candidates",
    "choose",
    "every_target",
]

Reason = Literal[
    "no ledger",
    "draft",
    "future",
    "unpublished",
    "broken",
    "refuses",
    "no sentence",
    "baseline",
    "too old",
    "over the limit",
    "published",
    "skipped",
    "deleted",
    "failed",
    "claimed",
    "same address",
    "gone",
]
"""Why a post does not go to a target. `no ledger`: run `announce init` first. `refuses`: it says
`announce: false`. `baseline`: it was there before the target. `claimed`: another computer is about
to announce it. `same address`: a post that the ledger knows has its URL. `gone`: its file is no
more."""

BASELINE: Final = "baseline"
"""The reason of a `skipped` entry that `--only` may override."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A post that may be announced; `too_old` means that only `--only` would send it."""

    post: Post
    too_old: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a run is asked for: its targets, the slugs of `--only`, and the time."""

    targets: Sequence[Target]
    now: dt.datetime
    only: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One post to be brought to one target.

    `record` is as it stands in the ledger, without entries for a post never seen; `entry` is the
    one to begin with, which is not in the ledger yet where it is new. With a `reason` it may only
    be looked for, as a try of it may have arrived, and not be sent. `post` is None for one that is
    gone.
    """

    record: Record
    entry: Entry
    post: Post | None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A post that does not go to a target, and why."""

    post: Post
    target: Target
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run is to do: jobs, the oldest post first; what it leaves; and records to be renewed.

    `renewed` are the records of posts that have changed, with what they are known by now. They are
    to be written before the jobs are done, whose records are these already.
    """

    jobs: tuple[Job, ...]
    passed: tuple[Passed, ...]
    renewed: tuple[Record, ...] = ()

    @property
    def is_held(self) -> bool:
        """Tell whether another computer has claimed what would go: there is more to do later."""
        return any(one.reason == "claimed" for one in self.passed)

    @property
    def is_idle(self) -> bool:
        """Tell whether there is nothing to do, now or later, and nothing to write."""
        return not (self.jobs or self.renewed or self.is_held)


def candidates(
    posts: Sequence[Post], settings: AnnounceSettings, now: dt.datetime, only: Sequence[str] = ()
) -> list[Candidate]:
    """Give the posts that could be announced, newest first, whatever the ledger says.

    Drafts, future and unpublished posts and those marked `announce: false` never are. `only` names
    posts by slug and lifts the limit on their age.
    """
    return [
        Candidate(post=post, too_old=not only and _is_too_old(post, settings, now))
        for post in posts
        if _hindrance(post) is None and (not only or post.slug in only)
    ]


def every_target(records: Mapping[str, Record] | None, networks: Sequence[str]) -> Sequence[Target]:
    """Give targets that stand for whatever accounts there may be on the networks.

    Where `choose` is idle for them, it is idle for all accounts, and none need be logged in to. An
    account is in the ledger or is not, and those that are not are all alike.
    """
    known = {entry.target for record in (records or {}).values() for entry in record.entries}
    unknown = [Target(network=name, server=None, account="") for name in networks]
    return [*unknown, *sorted((one for one in known if one.network in networks), key=str)]


def choose(
    posts: Sequence[Post],
    records: Mapping[str, Record] | None,
    settings: AnnounceSettings,
    wish: Wish,
    has_sentence: Callable[[Post], bool],
) -> Plan:
    """Decide which posts go to which targets.

    `posts` are those of the site in every state, newest first; `records` is the ledger by name,
    None where there is none, and then nothing goes. What a former run has begun goes on whatever
    its age and the limit, and takes its place in the limit. With `only` the other posts are not
    looked at. `has_sentence` is asked only of posts that would go. What another computer has
    claimed is left to it, until the claim has ended.
    """
    if records is not None:
        records = {name: claim.lapsed(record, wish.now) for name, record in records.items()}
    pairs = with_records(posts, records or {})
    asked = [pair for pair in pairs if not wish.only or pair[0].slug in wish.only]
    doubles = shares_address(pairs)
    judged = [_judged(post, record, records, settings, wish) for post, record in asked]
    for one in judged:
        if one.post.source in doubles:
            one.stop("same address")
    _limit(judged, settings.max_per_run if not wish.only else len(judged), has_sentence)
    jobs = _jobs(judged, set(records or {}), wish.now)
    here = {record.name for _, record in pairs if record}
    gone = [
        Job(record=record, entry=entry, post=None, reason="gone")
        for name, record in (records or {}).items()
        if name not in here and not wish.only and not claim.is_held(record)
        for entry in record.entries
        if entry.target in wish.targets and entry.state in _ARRIVING
    ]
    return Plan(
        jobs=tuple(gone + sorted(jobs, key=_day)),
        passed=tuple(
            Passed(post=one.post, target=target, reason=reason)
            for one in judged
            for target, reason in one.reasons.items()
            if reason and not one.is_arriving(target)
        ),
        renewed=tuple(one for _, one in pairs if records and one and one != records[one.name]),
    )


def baseline(
    posts: Sequence[Post],
    records: Mapping[str, Record] | None,
    targets: Sequence[Target],
    now: dt.datetime,
) -> tuple[Record, ...]:
    """Give the records to write so that no post that is public now is announced by itself.

    For `announce init`, also of a ledger that is there: what has an entry keeps it.
    """
    taken = set(records or {})
    written = []
    for post, record in with_records(posts, records or {}):
        if post.state != "published":
            continue
        own = record or new_record(post, taken, now)
        skipped = tuple(
            Entry(target=target, state="skipped", since=now, reason=BASELINE)
            for target in targets
            if own.entry(target) is None
        )
        if skipped or record is None:
            written.append(replace(own, entries=own.entries + skipped))
    return tuple(written)


_ARRIVING: Final = frozenset({"sending", "unknown"})
"""The states of a try that may have arrived: it is looked for whatever becomes of the post."""


@dataclass(slots=True)
class _Judged:
    """A post and for each target why it does not go there, None where it does."""

    post: Post
    record: Record | None
    reasons: dict[Target, Reason | None]
    is_held: bool

    def state(self, target: Target) -> EntryState | None:
        entry = self.record.entry(target) if self.record else None
        return entry.state if entry else None

    def is_arriving(self, target: Target) -> bool:
        return self.state(target) in _ARRIVING and not self.is_held

    @property
    def goes(self) -> bool:
        return None in self.reasons.values()

    @property
    def is_begun(self) -> bool:
        return any(self.state(target) in OPEN for target in self.reasons)

    def stop(self, why: Reason) -> None:
        self.reasons = {target: reason or why for target, reason in self.reasons.items()}


def _judged(
    post: Post,
    record: Record | None,
    records: Mapping[str, Record] | None,
    settings: AnnounceSettings,
    wish: Wish,
) -> _Judged:
    """Judge a post by itself: the limit and the sentence are for later."""
    general: Reason | None = "no ledger" if records is None else _hindrance(post)
    starts = _starts((records or {}).values())
    is_old = _is_too_old(post, settings, wish.now)
    is_held = record is not None and claim.is_held(record)
    reasons: dict[Target, Reason | None] = {}
    for target in wish.targets:
        entry = record.entry(target) if record else None
        if entry is not None:
            reason = _done(entry, is_named=bool(wish.only)) or general
        elif wish.only:
            reason = general
        else:
            start = starts.get(target)
            is_past = record is not None and (start is None or record.since < start)
            reason = general or ("baseline" if is_past else "too old" if is_old else None)
        reasons[target] = reason or ("claimed" if is_held else None)
    return _Judged(post, record, reasons, is_held)


def _done(entry: Entry, *, is_named: bool) -> Reason | None:
    """Give what an entry says against a post; `--only` takes up what was refused or was there."""
    match entry.state:
        case "published" | "deleted":
            return entry.state
        case "skipped" if entry.reason != BASELINE:
            return "skipped"
        case "skipped":
            return None if is_named else "baseline"
        case "failed":
            return None if is_named else "failed"
        case _:
            return None


def _starts(records: Iterable[Record]) -> Mapping[Target, dt.datetime]:
    """Give for each target when the ledger first had to do with it.

    Posts recorded before that are its past, so that a new account does not get them all.
    """
    starts: dict[Target, dt.datetime] = {}
    for record in records:
        for entry in record.entries:
            starts[entry.target] = min(entry.since, starts.get(entry.target, entry.since))
    return starts


def _limit(judged: Sequence[_Judged], room: int, has_sentence: Callable[[Post], bool]) -> None:
    """Take out what says nothing, then what is too much; what was begun comes first."""
    for one in sorted(judged, key=lambda one: not one.is_begun):
        if not one.goes:
            continue
        if room < 1 and not one.is_begun:
            one.stop("over the limit")
        elif not has_sentence(one.post):
            one.stop("no sentence")
        else:
            room -= 1


def _jobs(judged: Sequence[_Judged], taken: set[str], now: dt.datetime) -> list[Job]:
    jobs = []
    for one in judged:
        wanted = [
            (target, reason)
            for target, reason in one.reasons.items()
            if reason is None or one.is_arriving(target)
        ]
        if wanted:
            record = one.record or new_record(one.post, taken, now)
            jobs += [
                Job(
                    record=record,
                    entry=_first_entry(record.entry(target), target, one.post, now),
                    post=one.post,
                    reason=reason,
                )
                for target, reason in wanted
            ]
    return jobs


def _first_entry(entry: Entry | None, target: Target, post: Post, now: dt.datetime) -> Entry:
    """Give the entry to begin with; one that was refused or passed over begins anew."""
    if entry is not None and entry.state in OPEN:
        return replace(entry, links=tuple(dict.fromkeys((*entry.links, post.url))))
    generation = entry.generation if entry else 1
    return Entry(
        target=target,
        state="prepared",
        since=entry.since if entry else now,
        generation=generation,
        key=NETWORKS[target.network].key(target, post_key(post.url), generation, post.date.date()),
        links=(post.url,),
        extra=entry.extra if entry else {},
    )


def _hindrance(post: Post) -> Reason | None:
    if post.state != "published":
        return post.state
    if post.front_matter.get("draft") is True:
        # Jekyll publishes it where it stands in _posts; its author says that it is not ready.
        return "draft"
    return "refuses" if post.front_matter.get("announce") is False else None


def _is_too_old(post: Post, settings: AnnounceSettings, now: dt.datetime) -> bool:
    return post.date < now - dt.timedelta(days=settings.max_age_days)


def _day(job: Job) -> dt.datetime:
    return job.post.date if job.post else dt.datetime.min.replace(tzinfo=dt.UTC)
