"""The loop does what the machine says, for all announcements of a run side by side."""

import datetime as dt
import random
from dataclasses import dataclass, field, replace

import pytest
from tests.announce.world import (
    KINDS,
    PATIENCE,
    START,
    Disk,
    Kind,
    Server,
    World,
    a_message,
    a_post,
    announced,
)

from reviewkit.announce.ledger import Record
from reviewkit.announce.loop import exit_code
from reviewkit.announce.ports import (
    Absent,
    Done,
    Expired,
    Found,
    Later,
    Order,
    Query,
    Refused,
    Unclear,
    Unread,
)
from reviewkit.errors import OutputError

POSTS = [a_post("fog"), a_post("rain")]
HONOURS = next(kind for kind in KINDS if kind.name == "honours")
PDS = next(kind for kind in KINDS if kind.name == "pds")

Answer = Done | Refused | Later | Expired | Unclear


@dataclass
class Scripted(Server):
    """A server that gives the answers it was told, and then works."""

    answers: list[Answer] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    queries: list[Query] = field(default_factory=list)

    def send(self, order: Order) -> Answer:
        self.orders.append(order)
        return self.answers.pop(0) if self.answers else super().send(order)

    def find(self, query: Query) -> Found | Absent | Unread:
        self.queries.append(query)
        return super().find(query)


@dataclass
class Full(Disk):
    """A disk that takes no more than so many records."""

    room: int = 0

    def write(self, record: Record) -> None:
        if not self.room:
            raise OutputError("the disk is full", fix="make room")
        self.room -= 1
        super().write(record)


def scripted(world: World, *answers: Answer, kind: Kind = HONOURS) -> Scripted:
    return Scripted(world, kind, answers=list(answers))


@pytest.fixture
def world() -> World:
    """Give a world in fair weather."""
    return World(random.Random(1))  # noqa: S311 -- a seed makes each run one that can be had again


def test_all_is_announced_and_written_down(world: World) -> None:
    server, disk = scripted(world), Disk(world)

    results = announced(world, disk, {HONOURS.target: server}, POSTS)

    assert [(result.entry.state, result.code) for result in results] == [("published", 0)] * 2
    assert {record.entries[0].state for record in disk.read().values()} == {"published"}


def test_a_second_run_has_nothing_to_do(world: World) -> None:
    server, disk = scripted(world), Disk(world)
    announced(world, disk, {HONOURS.target: server}, POSTS)

    assert announced(world, disk, {HONOURS.target: server}, POSTS) == []
    assert len(server.orders) == 2


def test_no_two_posts_of_an_account_have_one_moment(world: World) -> None:
    server = scripted(world, kind=PDS)
    announced(world, Disk(world), {PDS.target: server}, POSTS)

    assert len({order.created_at for order in server.orders}) == 2


def test_a_network_that_fails_takes_nothing_from_the_others(world: World) -> None:
    bad, good = scripted(world, Refused("too long"), kind=HONOURS), scripted(world, kind=PDS)

    results = announced(world, Disk(world), {HONOURS.target: bad, PDS.target: good}, POSTS[:1])

    assert [result.entry.state for result in results] == ["failed", "published"]
    assert exit_code(results) == 3


def test_an_account_that_refuses_everything_is_asked_once(world: World) -> None:
    server, disk = scripted(world, Refused("suspended", is_whole_account=True)), Disk(world)

    results = announced(world, disk, {HONOURS.target: server}, POSTS)

    assert [result.entry.state for result in results] == ["prepared", "prepared"]
    assert [result.code for result in results] == [3, 3]
    assert len(server.orders) == 1


def test_what_was_refused_goes_again_when_it_is_named(world: World) -> None:
    server, disk = scripted(world, Refused("too long")), Disk(world)
    announced(world, disk, {HONOURS.target: server}, POSTS[:1])

    assert announced(world, disk, {HONOURS.target: server}, POSTS[:1]) == []
    (result,) = announced(world, disk, {HONOURS.target: server}, POSTS[:1], ["fog"])

    assert result.entry.state == "published"


def test_one_announcement_that_waits_does_not_hold_up_another(world: World) -> None:
    minute = START + dt.timedelta(minutes=5)
    slow, fast = scripted(world, Later("429", minute)), scripted(world, kind=PDS)

    announced(world, Disk(world), {HONOURS.target: slow, PDS.target: fast}, POSTS[:1])

    assert fast.posts[0].at < minute <= slow.posts[0].at


def test_a_run_has_an_end_whatever_the_network_says(world: World) -> None:
    far = START + dt.timedelta(hours=3)
    server, disk = scripted(world, Later("429", far)), Disk(world)

    (result,) = announced(world, disk, {HONOURS.target: server}, POSTS[:1])

    assert (result.entry.state, result.code, result.reason) == ("prepared", 75, "429")
    assert world.now < START + PATIENCE


def test_a_ledger_that_cannot_be_written_sends_nothing(world: World) -> None:
    server = scripted(world)

    for room in (0, 1):
        with pytest.raises(OutputError, match="full"):
            announced(world, Full(world, room=room), {HONOURS.target: server}, POSTS)

    assert server.orders == []


def test_the_first_record_of_a_post_names_all_its_targets(world: World) -> None:
    disk = Full(world, room=1)
    servers = {kind.target: scripted(world, kind=kind) for kind in (HONOURS, PDS)}

    with pytest.raises(OutputError, match="full"):
        announced(world, disk, servers, POSTS[:1])

    assert {entry.target for entry in disk.read()["fog"].entries} == set(servers)


def test_what_is_gone_is_looked_for_and_never_sent(world: World) -> None:
    server, disk = scripted(world, *[Unclear("502")] * 3), Disk(world)
    announced(world, disk, {HONOURS.target: server}, POSTS[:1])
    world.now += dt.timedelta(hours=2)

    (result,) = announced(world, disk, {HONOURS.target: server}, [])

    assert (result.entry.state, result.code, result.reason) == ("prepared", 0, "gone")
    assert len(server.orders) == 3


def test_a_post_that_has_moved_is_looked_for_at_both_addresses(world: World) -> None:
    server, disk = scripted(world, *[Unclear("502")] * 3), Disk(world)
    announced(world, disk, {HONOURS.target: server}, POSTS[:1])
    moved = replace(POSTS[0], url="https://other.example/fog/")

    announced(world, disk, {HONOURS.target: server}, [moved])

    assert server.queries[-1].links == (POSTS[0].url, moved.url)
    assert a_message(moved).material.url == moved.url


def test_a_run_without_anything_to_do_is_a_success() -> None:
    assert exit_code([]) == 0


def test_what_is_unknown_counts_more_than_what_failed(world: World) -> None:
    bad, odd = scripted(world, Refused("no")), scripted(world, *[Unclear("500")] * 3, kind=PDS)

    results = announced(world, Disk(world), {HONOURS.target: bad, PDS.target: odd}, POSTS[:1])

    assert ([result.code for result in results], exit_code(results)) == ([3, 75], 75)
