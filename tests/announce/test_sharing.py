"""Computers that share a ledger by a remote copy: one announces, whatever the servers are like."""

import datetime as dt
import random
from collections.abc import Callable, Mapping, Sequence

import pytest
from tests.announce.forge import Clone, Forge, announced_alone, cloned, digests
from tests.announce.turns import KilledError
from tests.announce.world import (
    KINDS,
    PATIENCE,
    START,
    Disk,
    Server,
    World,
    a_post,
)

from reviewkit.announce.choose import Job
from reviewkit.announce.claim import new_claim, released
from reviewkit.announce.ledger import Entry, Record, Target, record_bytes
from reviewkit.announce.ports import Unread
from reviewkit.announce.sharing import (
    Claimed,
    NotClaimed,
    NotSettled,
    Pushed,
    Settled,
    Sight,
    claimed,
    settle,
    take,
)
from reviewkit.identity import Known

POSTS = [a_post("fog"), a_post("rain")]
CHUNKS = 10
SEEDS = 40
AN_HOUR = dt.timedelta(hours=1)
APART = 300
"""Seconds by which a clock may go wrong: two are ten minutes apart then, which is the margin."""


def lived_through(seed: int) -> None:
    """Have two or three computers announce at once, some of them killed, and others later."""
    dice = random.Random(seed)  # noqa: S311 -- a seed makes each run one that can be had again
    world = World(dice, is_stormy=dice.random() < 0.7)
    kinds = dice.sample([kind for kind in KINDS if kind.can_always_be_settled], 2)
    servers = {kind.target: Server(world, kind) for kind in kinds}
    forge = Forge(world)
    names = iter(range(99))

    def computer(clone: Clone, *, may_die: bool) -> Callable[[], None]:
        skew = dt.timedelta(seconds=dice.uniform(-APART, APART))
        dies = dice.randint(0, 90) if may_die and dice.random() < 0.5 else None

        def work() -> None:
            world.life = dies if dies is not None else world.life
            try:
                announced_alone(
                    world, clone, clone.disk, servers, POSTS, f"run {next(names)}", skew
                )
            except KilledError:
                world.life = None

        return work

    for _ in range(dice.randint(1, 3)):
        clones = [cloned(forge) for _ in range(dice.randint(2, 3))]
        world.turns.together([computer(clone, may_die=True) for clone in clones])
        world.life = None
        assert_never_twice(servers)
        world.now += dt.timedelta(seconds=dice.choice([1, 120, 900, 1800, 2400, 7200]))
    world.is_stormy = False
    for _ in range(3):
        world.now += AN_HOUR
        computer(cloned(forge), may_die=False)()
        assert_never_twice(servers)
    for post in POSTS:
        record = cloned(forge).disk.files[post.slug]
        assert [(one.state, one.claim) for one in record.entries] == [("published", None)] * 2
        assert {server.count(post.url) for server in servers.values()} == {1}


def assert_never_twice(servers: Mapping[Target, Server]) -> None:
    for server in servers.values():
        assert [post.url for post in POSTS if server.count(post.url) > 1] == []


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_of_computers_that_announce_at_once_one_does_on_every_server(chunk: int) -> None:
    for seed in range(chunk * SEEDS, (chunk + 1) * SEEDS):
        lived_through(seed)


HERE, THERE = KINDS[0].target, KINDS[1].target
KNOWN = Known(source="_posts/fog.md", path="/fog/", title="Fog", date="2025", text="ab")
CLAIM = new_claim("me", START, PATIENCE)


def job(target: Target = HERE, name: str = "fog") -> Job:
    entry = Entry(target=target, state="prepared", since=START)
    return Job(record=record(name), entry=entry, post=a_post(name))


def record(name: str, *entries: Entry) -> Record:
    return Record(name=name, known=KNOWN, since=START, entries=entries)


class Stubborn(Clone):
    """A clone whose pushes come to what it was told, without or after they were made."""

    answers: Sequence[tuple[bool, str]] = ()
    sent: int = 0
    is_restless: bool = False

    def look(self) -> Sight | Unread:
        if self.is_restless:
            self.forge.add({})
        return super().look()

    def push(self, tip: str, files: Mapping[str, bytes], message: str) -> Pushed:  # noqa: ARG002 -- it was told what comes of it
        is_made, reason = self.answers[self.sent]
        self.sent += 1
        if is_made:
            self.forge.add(files)
        return Pushed(files=digests(files), reason=reason)


def clone(*answers: tuple[bool, str], disk: Mapping[str, Record] | None = None) -> Stubborn:
    """Make a clone in fair weather of a remote copy without records."""
    world = World(random.Random(1))  # noqa: S311 -- see above
    new = Stubborn(Forge(world), Disk(world, dict(disk or {})), {})
    new.answers = answers
    return new


def test_the_jobs_of_a_post_are_claimed_in_one_record() -> None:
    first, second = claimed([job(HERE), job(THERE)], CLAIM)

    assert first.record == second.record
    assert {entry.target for entry in first.record.entries} == {HERE, THERE}
    assert {entry.claim for entry in first.record.entries} == {CLAIM}
    assert first.entry.claim == CLAIM


def test_what_the_remote_takes_is_claimed() -> None:
    mine, jobs = clone((True, "")), claimed([job()], CLAIM)

    assert take(mine, {}, jobs) == Claimed(digests({"fog": record_bytes(jobs[0].record)}))


def test_a_claim_brings_what_only_this_computer_remembers() -> None:
    rain = record("rain")
    mine = clone((True, ""), disk={"rain": rain})

    outcome = take(mine, {"rain": rain}, claimed([job()], CLAIM))

    assert set(mine.forge.tip.files) == {"fog", "rain"}
    assert isinstance(outcome, Claimed)
    assert set(outcome.files) == {"fog"}


def test_a_claim_is_made_again_on_top_of_what_others_changed_beside_the_ledger() -> None:
    mine = clone((False, "fetch first"), (True, ""))
    mine.is_restless = True

    assert isinstance(take(mine, {}, claimed([job()], CLAIM)), Claimed)


def test_a_claim_that_arrived_though_its_answer_was_lost_is_one() -> None:
    mine = clone((True, "hung up"))

    assert isinstance(take(mine, {}, claimed([job()], CLAIM)), Claimed)
    assert mine.sent == 1


def test_a_push_that_is_refused_is_not_made_again() -> None:
    mine = clone((False, "protected branch"))

    assert take(mine, {}, claimed([job()], CLAIM)) == NotClaimed("protected branch")


def test_a_remote_that_never_stands_still_is_left() -> None:
    mine = clone(*[(False, "fetch first")] * 5)
    mine.is_restless = True

    outcome = take(mine, {}, claimed([job()], CLAIM))

    assert isinstance(outcome, NotClaimed)
    assert "fetch first" in outcome.reason


def test_nothing_is_claimed_where_the_ledger_has_news() -> None:
    mine = clone()
    mine.forge.add({"rain": b"{}"})

    outcome = take(mine, {}, claimed([job()], CLAIM))

    assert isinstance(outcome, NotClaimed)
    assert "another computer" in outcome.reason


def test_results_are_put_into_the_remote_copy() -> None:
    mine, jobs = clone((True, ""), (True, "")), claimed([job()], CLAIM)
    outcome = take(mine, {}, jobs)
    assert isinstance(outcome, Claimed)
    end = released(jobs[0].record, "me")

    assert settle(mine, [end], outcome.files) == Settled()
    assert mine.forge.tip.files == {"fog": record_bytes(end)}


def test_results_that_arrived_though_the_answer_was_lost_are_there() -> None:
    mine, jobs = clone((True, ""), (True, "hung up")), claimed([job()], CLAIM)
    outcome = take(mine, {}, jobs)
    assert isinstance(outcome, Claimed)

    assert settle(mine, [released(jobs[0].record, "me")], outcome.files) == Settled()


def test_results_do_not_replace_what_somebody_else_wrote_after_the_claim_had_ended() -> None:
    mine, jobs = clone((True, ""), (True, "")), claimed([job(), job(name="rain")], CLAIM)
    outcome = take(mine, {}, jobs)
    assert isinstance(outcome, Claimed)
    mine.forge.add({"rain": b"{}"})
    ends = [released(one.record, "me") for one in jobs]

    assert settle(mine, ends, outcome.files) == Settled(lost=("rain",))
    assert mine.forge.tip.files == {"fog": record_bytes(ends[0]), "rain": b"{}"}


def test_results_that_cannot_be_pushed_stay_on_the_computer() -> None:
    mine, jobs = clone((True, ""), (False, "protected branch")), claimed([job()], CLAIM)
    outcome = take(mine, {}, jobs)
    assert isinstance(outcome, Claimed)

    end = settle(mine, [released(jobs[0].record, "me")], outcome.files)

    assert end == NotSettled("protected branch")
