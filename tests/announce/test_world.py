"""Never twice and never lost: thousands of runs in a world where everything goes wrong."""

import datetime as dt
import random
from collections.abc import Callable, Mapping, Sequence

import pytest
from tests.announce.turns import KilledError
from tests.announce.world import (
    ALWAYS,
    KINDS,
    Disk,
    Kind,
    Server,
    World,
    a_post,
    announced,
)

from reviewkit.announce.ledger import Target
from reviewkit.announce.machine import remedy

POSTS = [a_post("fog"), a_post("rain")]
LINKS = [post.url for post in POSTS]
GAPS = [1, 20, 300, 2940, 3300, 3660, 7200, 90_000]
"""Seconds between two runs: at once, or on both sides of every limit of time."""
CHUNKS, SEEDS = 10, 200


def new_servers(world: World, kinds: Sequence[Kind]) -> dict[Target, Server]:
    return {kind.target: Server(world, kind) for kind in kinds}


def assert_never_twice(servers: Mapping[Target, Server]) -> None:
    for server in servers.values():
        assert [server.count(link) for link in LINKS if server.count(link) > 1] == []


def assert_all_there(disk: Disk, servers: Mapping[Target, Server]) -> None:
    """Hold that every post is there once, or that only a person can tell."""
    for post in POSTS:
        for target, server in servers.items():
            entry = disk.files[post.slug].entry(target)
            assert entry is not None
            if entry.state == "unknown":
                assert not server.kind.can_always_be_settled
                assert "announce resolve" in remedy(post.slug, entry)
            else:
                assert (entry.state, server.count(post.url)) == ("published", 1)


def live(world: World, disk: Disk, servers: Mapping[Target, Server], life: int | None) -> bool:
    """Run once, for so many points of a life; tell whether it came to its end."""
    world.life = life
    try:
        announced(world, disk, servers, POSTS)
    except KilledError:
        return False
    finally:
        world.life = None
        world.now += dt.timedelta(seconds=world.dice.choice(GAPS) + world.dice.random())
    return True


def calm(world: World, disk: Disk, servers: Mapping[Target, Server]) -> None:
    """Run three times more, in fair weather."""
    world.is_stormy = False
    for _ in range(3):
        live(world, disk, servers, None)
        assert_never_twice(servers)


def lived_through(seed: int) -> None:
    """Run up to four times in foul weather, killed at some point each time; then in fair."""
    dice = random.Random(seed)  # noqa: S311 -- a seed makes each run one that can be had again
    world = World(dice, is_stormy=dice.random() < 0.8)
    servers = new_servers(world, dice.sample(KINDS, 2))
    disk = Disk(world)
    for _ in range(dice.randint(1, 4)):
        live(world, disk, servers, dice.randint(0, 60))
        assert_never_twice(servers)
    calm(world, disk, servers)
    assert_all_there(disk, servers)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_whatever_happens_every_post_is_there_once(chunk: int) -> None:
    for seed in range(chunk * SEEDS, (chunk + 1) * SEEDS):
        lived_through(seed)


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_process_may_be_killed_at_every_single_point(kind: Kind, gap: int) -> None:
    for life in range(100):
        world = World(random.Random(life))  # noqa: S311 -- see above
        servers, disk = new_servers(world, [kind]), Disk(world)
        is_whole = live(world, disk, servers, life)
        world.now += dt.timedelta(seconds=gap)
        calm(world, disk, servers)
        assert_all_there(disk, servers)
        if is_whole:
            return
    raise AssertionError(life)


@pytest.mark.parametrize("seed", range(100))
def test_a_ledger_that_was_lost_or_set_back_does_no_harm(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 -- see above
    world = World(dice, is_stormy=True)
    kinds = [kind for kind in KINDS if kind.can_always_be_settled]
    servers, disk = new_servers(world, dice.sample(kinds, 2)), Disk(world)
    live(world, disk, servers, dice.randint(0, 60))
    before = dict(disk.files)
    live(world, disk, servers, None)
    disk.files = dice.choice([{}, before])
    world.now += dt.timedelta(minutes=5)
    calm(world, disk, servers)
    assert_all_there(disk, servers)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_two_computers_that_know_nothing_of_each_other_post_once(chunk: int) -> None:
    for seed in range(chunk * 20, (chunk + 1) * 20):
        raced(seed)


def raced(seed: int) -> None:
    """Run twice at the same time with a ledger for each, and then three times more with each."""
    dice = random.Random(seed)  # noqa: S311 -- see above
    world = World(dice, is_stormy=dice.random() < 0.5)
    servers = new_servers(world, [kind for kind in KINDS if kind.keeps and kind.reach == ALWAYS])
    disks = [Disk(world), Disk(world)]

    def computer(disk: Disk) -> Callable[[], None]:
        return lambda: ignored(announced(world, disk, servers, POSTS))

    world.turns.together([computer(disk) for disk in disks])

    assert_never_twice(servers)
    for disk in disks:
        calm(world, disk, servers)
        assert_all_there(disk, servers)


def ignored(_: object) -> None:
    """Take what is not needed."""


def test_the_world_has_every_kind_of_server() -> None:
    assert {kind.repeat for kind in KINDS} == {"same", "500", "422"}
    assert any(kind.keeps == ALWAYS for kind in KINDS)
    assert any(not kind.keeps for kind in KINDS)
    assert any(not kind.can_always_be_settled for kind in KINDS)
