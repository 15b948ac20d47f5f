"""Announcing on a real Bluesky server: cards, languages, limits, sessions, and once only."""

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from tests.announce.bluesky.pds import CREATE, GET, LIST, LOGIN, UPLOAD
from tests.announce.bluesky.world import (
    KIND,
    NOW,
    Bag,
    Site,
    a_query,
    an_order,
    faults,
    link_of,
    log_in,
    session,
    settings,
)
from tests.announce.conftest import new_material
from tests.announce.world import a_post
from tests.servers.bluesky.server import Account, Bluesky
from tests.servers.proxy import Proxy
from tests.servers.wire import Cut, Reply, Request, lost

from reviewkit.announce.bluesky.identity import Identity
from reviewkit.announce.bluesky.record import post_uri
from reviewkit.announce.bluesky.resolve import resolve
from reviewkit.announce.bluesky.session import BlueskySession
from reviewkit.announce.kind import Removed
from reviewkit.announce.ports import Absent, Done, Expired, Found, LoggedIn, Refused, Unclear
from reviewkit.config import BlueskySettings

pytestmark = pytest.mark.integration

POSTS = [a_post("fog"), a_post("rain")]
LINKS = sorted(post.url for post in POSTS)


@pytest.fixture
def bag() -> Bag:
    """Give a picture to upload, and a place for warnings."""
    return Bag()


@pytest.fixture
def opened(bluesky: Bluesky, reviewer: Account, bag: Bag) -> Iterator[BlueskySession]:
    """Give a session with an app password."""
    password = bluesky.app_password(reviewer)
    opened = session(bluesky.url, password, bag, reviewer.handle)
    yield opened
    opened.close()


def sent(
    opened: BlueskySession,
    bluesky: Bluesky,
    reviewer: Account,
    **about: Any,  # noqa: ANN401 -- any field of a material
) -> dict[str, Any]:
    """Send a review, and give the record that the server has then."""
    order = an_order(new_material(**about), reviewer.did)
    done = opened.send(order)
    assert isinstance(done, Done), done
    record = bluesky.record(reviewer, order.key)
    assert record is not None
    return record


def test_a_post_has_its_card_and_its_picture(
    opened: BlueskySession, bluesky: Bluesky, reviewer: Account, bag: Bag
) -> None:
    record = sent(opened, bluesky, reviewer)
    external = record["embed"]["external"]

    assert external["uri"] == "https://films.example/posts/harbour-lights/"
    assert external["thumb"]["mimeType"] == "image/jpeg"
    assert (record["langs"], record["createdAt"]) == (["en"], "2025-01-20T12:00:00.123Z")
    assert bag.warned == []


def test_a_post_is_found_and_a_second_one_is_not_made(
    opened: BlueskySession, bluesky: Bluesky, reviewer: Account
) -> None:
    order = an_order(account=reviewer.did)
    absent, done = opened.find(a_query(order)), opened.send(order)
    again, found = opened.send(order), opened.find(a_query(order, NOW))

    assert (absent, type(done), type(again)) == (Absent(covers=True), Done, Unclear)
    assert isinstance(found, Found)
    assert isinstance(done, Done)
    assert found.id == done.id
    assert len(bluesky.records(reviewer)) == 1


def test_a_post_without_a_ledger_is_found_by_its_link(
    opened: BlueskySession, bluesky: Bluesky, reviewer: Account
) -> None:
    order = an_order(account=reviewer.did)
    opened.send(order)
    other = a_query(an_order(account="did:plc:other"))

    assert other.key != order.key
    assert opened.find(other) == opened.find(a_query(order, NOW))
    assert bluesky.records(reviewer)


def test_every_hashtag_slices_to_its_text(
    opened: BlueskySession, bluesky: Bluesky, reviewer: Account
) -> None:
    tags = ("true crime", "Émile Zola", "夏の映画", "رعب")
    record = sent(opened, bluesky, reviewer, sentence="Père & 👨‍👩‍👧‍👦 – naïve.", tags=tags)
    text = record["text"].encode()
    slices = [
        (text[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode(), facet["features"])
        for facet in record["facets"]
    ]

    assert len(slices) == len(tags)
    assert all(f"#{features[0]['tag']}" == piece for piece, features in slices)


@pytest.mark.parametrize("piece", ["word ", "👨‍👩‍👧‍👦 ", "映画", "क्षि"])
def test_the_longest_text_is_taken(
    opened: BlueskySession, bluesky: Bluesky, reviewer: Account, piece: str
) -> None:
    order = an_order(new_material(sentence=piece * 400, tags=()), reviewer.did)

    assert order.message.shortened
    assert isinstance(opened.send(order), Done)
    assert bluesky.records(reviewer)


@pytest.mark.parametrize(
    ("lang", "langs"),
    [
        ("de", ["de"]),
        ("pt_BR", ["pt-BR"]),
        ("zh-Hant-TW", ["zh-Hant-TW"]),
        ("de-DE-1996", ["de-DE-1996"]),
        ("sl-rozaj-biske", ["sl-rozaj-biske"]),
        ("zh-cmn-Hans-CN", ["zh-cmn-Hans-CN"]),
        ("en-", ["en"]),
        ("nonsense!", None),
        (None, None),
    ],
)
def test_a_language_is_taken_or_left_out(
    opened: BlueskySession,
    bluesky: Bluesky,
    reviewer: Account,
    lang: str | None,
    langs: list[str] | None,
) -> None:
    assert sent(opened, bluesky, reviewer, lang=lang).get("langs") == langs


def test_a_text_that_is_too_long_is_refused_and_nothing_is_there(
    opened: BlueskySession, bluesky: Bluesky, reviewer: Account
) -> None:
    order = an_order(account=reviewer.did)
    long = replace(order, message=replace(order.message, text="x" * 301, facets=()))
    outcome = opened.send(long)

    assert isinstance(outcome, Refused)
    assert not outcome.is_whole_account
    assert bluesky.records(reviewer) == {}


def test_a_post_is_removed_and_one_that_is_gone_too(
    opened: BlueskySession, bluesky: Bluesky, reviewer: Account
) -> None:
    done = opened.send(an_order(account=reviewer.did))
    assert isinstance(done, Done)

    assert [opened.remove(done.url), opened.remove(done.id)] == [Removed(), Removed()]
    assert bluesky.records(reviewer) == {}


def test_an_app_password_says_what_it_allows(opened: BlueskySession, bag: Bag) -> None:
    assert opened.rights == ("com.atproto.appPass",)
    assert bag.warned == []


def test_the_main_password_is_warned_of(bluesky: Bluesky, reviewer: Account, bag: Bag) -> None:
    main = session(bluesky.url, reviewer.password, bag, reviewer.handle)
    main.close()

    assert main.rights == ("com.atproto.access",)
    assert ["allows everything" in warning.what for warning in bag.warned] == [True]


def test_a_wrong_password_is_refused(bluesky: Bluesky, reviewer: Account) -> None:
    outcome = log_in(bluesky.url, "wrong", handle=reviewer.handle)

    assert isinstance(outcome, Refused)
    assert outcome.is_whole_account
    assert outcome.reason.startswith("401 AuthenticationRequired: Invalid identifier or password")


class Spoiler(Proxy):
    """Makes the next tokens ones that the server does not take any more."""

    spoiled = 0

    def answer(self, request: Request) -> Reply:
        if self.spoiled and "authorization" in request.headers:
            self.spoiled -= 1
            headers = {**request.headers, "authorization": f"{request.headers['authorization']}x"}
            request = replace(request, headers=headers)
        return super().answer(request)


def test_a_session_that_ended_is_begun_anew(bluesky: Bluesky, reviewer: Account) -> None:
    order = an_order(account=reviewer.did)
    with Spoiler(bluesky.url) as proxy:
        opened = session(proxy.url, reviewer.password, handle=reviewer.handle)
        proxy.spoiled = 1
        outcomes = [opened.send(order), opened.log_in(), opened.send(order)]
        opened.close()

    assert [type(outcome) for outcome in outcomes] == [Expired, LoggedIn, Done]


def test_a_deactivated_account_is_told(bluesky: Bluesky, reviewer: Account) -> None:
    opened = session(bluesky.url, reviewer.password, handle=reviewer.handle)
    bluesky.call(
        "com.atproto.server.deactivateAccount", token=reviewer.token, data={}, counted=False
    ).raise_for_status()
    during = opened.send(an_order(account=reviewer.did))
    after = log_in(bluesky.url, reviewer.password, handle=reviewer.handle)
    opened.close()

    assert isinstance(during, Refused)
    assert isinstance(after, Refused)
    assert (during.is_whole_account, after.is_whole_account) == (True, True)
    assert "deactivated" in after.reason


def test_a_renamed_account_is_found_by_what_was_known(
    bluesky: Bluesky, reviewer: Account, bag: Bag
) -> None:
    opened = session(bluesky.url, reviewer.password, handle=reviewer.handle)
    opened.close()
    new = f"critic-{reviewer.handle}"
    bluesky.call(
        "com.atproto.identity.updateHandle",
        token=reviewer.token,
        data={"handle": new},
        counted=False,
    ).raise_for_status()
    again = log_in(bluesky.url, reviewer.password, bag, handle=reviewer.handle, known=opened.facts)

    assert isinstance(again, BlueskySession)
    again.close()
    assert again.facts.account == reviewer.did
    assert any(new in warning.what for warning in bag.warned)


def test_an_account_is_looked_up_on_its_server(bluesky: Bluesky, reviewer: Account) -> None:
    found = KIND.look_up(settings(bluesky.url, reviewer.handle), NOW)

    assert getattr(found, "account", found) == reviewer.did


def test_an_account_is_found_through_the_directory(bluesky: Bluesky, reviewer: Account) -> None:
    def fetch(address: str) -> str:
        if address.endswith("/.well-known/atproto-did"):
            return reviewer.did
        return bluesky.client.get(address).raise_for_status().text

    found = resolve(BlueskySettings(handle=reviewer.handle), fetch, bluesky.plc)

    assert found == Identity(reviewer.did, bluesky.url)


def test_what_was_deleted_by_hand_stays_away(bluesky: Bluesky, reviewer: Account) -> None:
    site = Site(bluesky.url, reviewer.password, POSTS, reviewer.handle)
    site.run()
    for key in bluesky.records(reviewer):
        asked = {"repo": reviewer.did, "collection": "app.bsky.feed.post", "rkey": key}
        bluesky.call(
            "com.atproto.repo.deleteRecord", token=reviewer.token, data=asked, counted=False
        ).raise_for_status()

    assert site.run() == []
    assert bluesky.records(reviewer) == {}


@pytest.mark.parametrize("way", [Cut.RESET, Cut.CLOSED, Cut.HALF])
def test_a_post_of_a_lost_answer_is_adopted(bluesky: Bluesky, reviewer: Account, way: Cut) -> None:
    with Proxy(bluesky.url) as proxy:
        proxy.fail("POST", CREATE, lost(way, accepted=True))
        site = Site(proxy.url, reviewer.password, POSTS[:1], reviewer.handle)
        site.run()

        assert len(proxy.asked("POST", CREATE)) == 1
    ((key, record),) = bluesky.records(reviewer).items()
    entry = site.disk.files["fog"].entries[0]
    assert (entry.state, entry.id) == ("published", post_uri(reviewer.did, key))
    assert link_of(record) == POSTS[0].url


@pytest.mark.parametrize("seed", range(12))
def test_every_post_is_there_once_after_any_storm(
    bluesky: Bluesky, reviewer: Account, seed: int
) -> None:
    dice = random.Random(seed)  # noqa: S311 -- a seed makes each run one that can be had again
    places = [
        *[("POST", CREATE)] * 2,
        ("POST", UPLOAD),
        ("GET", GET),
        ("GET", LIST),
        ("POST", LOGIN),
    ]
    with Proxy(bluesky.url) as proxy:
        for fault in dice.sample(faults("3abc"), dice.randint(1, 8)):
            proxy.fail(*dice.choice(places), fault)
        site = Site(proxy.url, reviewer.password, POSTS, reviewer.handle)
        site.run()
        proxy.mend()
        for _ in range(3):
            site.run()

    assert sorted(map(link_of, bluesky.records(reviewer).values())) == LINKS
    assert site.states() == {"fog": ["published"], "rain": ["published"]}


def test_no_secret_is_in_the_ledger_or_in_what_is_said(
    bluesky: Bluesky, reviewer: Account, bag: Bag
) -> None:
    site = Site(bluesky.url, reviewer.password, POSTS, reviewer.handle, bag)
    results = site.run()
    said = repr((results, bag.warned, site.disk.files)) + json.dumps(site.states())

    assert reviewer.password not in said
    assert "eyJ" not in said
