"""Never twice and never lost on Bluesky: the whole way, over real connections that fail."""

import random

import pytest
from tests.announce.bluesky.pds import CREATE, GET, LIST, LOGIN, UPLOAD, Pds
from tests.announce.bluesky.world import Site, faults, link_of
from tests.announce.world import a_post
from tests.servers.wire import Cut, lost

POSTS = [a_post("fog"), a_post("rain")]
LINKS = sorted(post.url for post in POSTS)
PLACES = (
    ("POST", CREATE),
    ("POST", CREATE),
    ("GET", GET),
    ("GET", LIST),
    ("POST", UPLOAD),
    ("POST", LOGIN),
)
CHUNKS, SEEDS = 6, 12


def test_two_posts_are_announced_once_each(pds: Pds) -> None:
    site = Site(pds.url, pds.password, POSTS)
    site.run()

    assert site.run() == []
    assert sorted(map(link_of, pds.posts.values())) == LINKS
    assert site.states() == {"fog": ["published"], "rain": ["published"]}


def test_a_post_of_a_lost_answer_is_adopted(pds: Pds) -> None:
    pds.fail("POST", CREATE, lost(Cut.RESET, accepted=True))
    site = Site(pds.url, pds.password, POSTS[:1])
    site.run()

    assert site.states() == {"fog": ["published"]}
    assert len(pds.asked("POST", CREATE)) == pds.made == 1


def test_two_computers_without_a_ledger_make_one_post(pds: Pds) -> None:
    for _ in range(2):
        site = Site(pds.url, pds.password, POSTS)
        site.run()

    assert pds.made == 2
    assert site.states() == {"fog": ["published"], "rain": ["published"]}


def test_what_was_deleted_by_hand_stays_away(pds: Pds) -> None:
    site = Site(pds.url, pds.password, POSTS)
    site.run()
    pds.posts.clear()

    assert site.run() == []
    assert pds.posts == {}


@pytest.mark.parametrize("chunk", range(CHUNKS))
@pytest.mark.parametrize("repeat", ["error", "overwrite"])
def test_every_post_is_there_once_after_any_storm(pds: Pds, repeat: str, chunk: int) -> None:
    pds.repeat = repeat
    for seed in range(chunk * SEEDS, (chunk + 1) * SEEDS):
        dice = random.Random(seed)  # noqa: S311 -- a seed makes each run one that can be had again
        pds.posts, pds.made = {}, 0
        site = Site(pds.url, pds.password, POSTS)
        for fault in dice.sample(faults("3abc"), dice.randint(1, 8)):
            pds.fail(*dice.choice(PLACES), fault)
        site.run()
        pds.mend()
        for _ in range(3):
            site.run()

        assert sorted(map(link_of, pds.posts.values())) == LINKS, seed
        assert pds.made == len(POSTS), seed
        assert site.states() == {"fog": ["published"], "rain": ["published"]}, seed
