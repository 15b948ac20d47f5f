"""A session posts once, finds what it posted, and says truly what came of it, whatever fails."""

import datetime as dt
import subprocess
import sys

import pytest
from tests.announce.bluesky.pds import CREATE, DELETE, GET, LIST, UPLOAD, Pds, no
from tests.announce.bluesky.world import NOW, Bag, a_query, an_order, session
from tests.announce.conftest import new_material
from tests.servers.wire import Cut, Fault, Reply, answered, lost, redirected, refused

from reviewkit.announce.bluesky.record import creation, post_uri, post_url
from reviewkit.announce.bluesky.session import BlueskySession
from reviewkit.announce.kind import Removed
from reviewkit.announce.ports import (
    Absent,
    Done,
    Expired,
    Found,
    Later,
    LoggedIn,
    Refused,
    Unclear,
    Unread,
)
from reviewkit.errors import Problem

BROKEN = Problem(severity="warning", what="the file is not there", where=None, fix="add it")


def test_a_post_is_made_under_its_key(pds: Pds, opened: BlueskySession) -> None:
    order = an_order(account=pds.account)

    done = opened.send(order)

    assert done == Done(post_uri(pds.account, order.key), post_url(pds.account, order.key))
    assert list(pds.posts) == [order.key]


def test_what_is_sent_is_the_record_and_nothing_else(pds: Pds, opened: BlueskySession) -> None:
    order = an_order(account=pds.account)
    opened.send(order)
    (upload,), (create,) = pds.asked("POST", UPLOAD), pds.asked("POST", CREATE)
    size = len(upload.body)
    blob = {
        "$type": "blob",
        "ref": {"$link": "bafkrei1"},
        "mimeType": "image/jpeg",
        "size": size,
    }

    assert upload.headers["content-type"] == "image/jpeg"
    assert create.form == creation(order, pds.account, blob)
    assert [request.path for request in pds.requests[1:]] == [UPLOAD, CREATE]


def test_a_post_is_found_by_its_key(pds: Pds, opened: BlueskySession) -> None:
    order = an_order(account=pds.account)
    opened.send(order)

    found = opened.find(a_query(order, NOW))

    assert found == Found(post_uri(pds.account, order.key), post_url(pds.account, order.key))
    assert not pds.asked("GET", LIST)


def test_what_was_never_posted_is_absent(opened: BlueskySession) -> None:
    assert opened.find(a_query(an_order())) == Absent(covers=True)


def test_a_link_that_was_posted_without_a_ledger_is_found(pds: Pds, opened: BlueskySession) -> None:
    order = an_order(account=pds.account)
    link = order.message.material.url.replace("https", "http").rstrip("/")
    pds.posts["3other"] = {"embed": {"external": {"uri": link}}}

    assert opened.find(a_query(order)) == Found(
        post_uri(pds.account, "3other"), post_url(pds.account, "3other")
    )


def test_links_are_looked_for_only_where_nothing_was_tried(
    pds: Pds, opened: BlueskySession
) -> None:
    order = an_order(account=pds.account)
    pds.posts["3other"] = {"embed": {"external": {"uri": order.message.material.url}}}

    assert opened.find(a_query(order, NOW)) == Absent(covers=True)


@pytest.mark.parametrize("accepted", [True, False])
@pytest.mark.parametrize("cut", [Cut.RESET, Cut.CLOSED, Cut.HALF])
def test_a_lost_answer_leaves_it_unclear(
    pds: Pds, opened: BlueskySession, cut: Cut, *, accepted: bool
) -> None:
    order = an_order(account=pds.account)
    pds.fail("POST", CREATE, lost(cut, accepted=accepted))

    assert isinstance(opened.send(order), Unclear)
    assert isinstance(opened.find(a_query(order, NOW)), Found if accepted else Absent)


@pytest.mark.parametrize(
    "reply",
    [
        Reply.html("<h1>Welcome</h1>"),
        Reply.json([]),
        Reply(),
        Reply.json({}),
        Reply.json({"uri": "at://did:plc:other/app.bsky.feed.post/3abc"}),
        Reply.json({"uri": 3}),
        Reply(body=b"{", headers={"Content-Type": "application/json"}),
    ],
)
def test_a_success_that_is_none_is_unclear(pds: Pds, opened: BlueskySession, reply: Reply) -> None:
    pds.fail("POST", CREATE, answered(reply))

    assert isinstance(opened.send(an_order(account=pds.account)), Unclear)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(pds: Pds, opened: BlueskySession, status: int) -> None:
    pds.fail("POST", CREATE, redirected(status, f"{pds.url}/xrpc/elsewhere"))

    outcome = opened.send(an_order(account=pds.account))

    assert isinstance(outcome, Refused if status in {301, 308} else Later)
    assert not [request for request in pds.requests if request.path == "/xrpc/elsewhere"]


def test_a_key_that_is_used_is_unclear_and_then_found(pds: Pds, opened: BlueskySession) -> None:
    order = an_order(account=pds.account)
    opened.send(order)

    assert isinstance(opened.send(order), Unclear)
    assert isinstance(opened.find(a_query(order, NOW)), Found)
    assert pds.made == 1


def test_a_server_that_overwrites_has_one_post_all_the_same(
    pds: Pds, opened: BlueskySession
) -> None:
    pds.repeat = "overwrite"
    order = an_order(account=pds.account)

    assert opened.send(order) == opened.send(order)
    assert pds.made == 1


def test_too_many_requests_say_when_to_come_again(pds: Pds, opened: BlueskySession) -> None:
    soon = NOW.replace(microsecond=0) + dt.timedelta(minutes=3)
    reset = str(int(soon.timestamp()))
    pds.fail("POST", CREATE, refused(429, "RateLimitExceeded", ratelimit_reset=reset))

    assert opened.send(an_order(account=pds.account)) == Later("429 RateLimitExceeded", soon)


def test_a_session_that_ended_is_begun_anew(pds: Pds, opened: BlueskySession) -> None:
    order = an_order(account=pds.account)
    pds.sessions += 1

    assert isinstance(opened.send(order), Expired)
    assert opened.log_in() == LoggedIn()
    assert isinstance(opened.send(order), Done)


def test_what_is_there_is_seen_without_a_session(pds: Pds, opened: BlueskySession) -> None:
    pds.sessions += 1
    opened.find(a_query(an_order()))

    assert not [
        one for one in pds.requests if one.method == "GET" and "authorization" in one.headers
    ]


def test_no_session_is_renewed_for_another_account(pds: Pds, opened: BlueskySession) -> None:
    pds.account = "did:plc:zzzzbbbbccccddddeeeeffff"

    outcome = opened.log_in()

    assert isinstance(outcome, Refused)
    assert outcome.is_whole_account
    assert opened.facts.account != pds.account


@pytest.mark.parametrize(
    "fault",
    [
        refused(500, "InternalServerError"),
        refused(413, "PayloadTooLarge"),
        refused(429, "RateLimitExceeded"),
        refused(400, "InvalidRequest"),
        lost(Cut.RESET, accepted=False),
        answered(Reply.html("<h1>Welcome</h1>")),
        answered(Reply.json({"blob": {}})),
    ],
)
def test_no_post_is_lost_for_a_picture_that_is_not_taken(
    pds: Pds, opened: BlueskySession, bag: Bag, fault: Fault
) -> None:
    order = an_order(account=pds.account)
    pds.fail("POST", UPLOAD, fault)

    assert isinstance(opened.send(order), Done)
    assert "thumb" not in pds.posts[order.key]["embed"]["external"]
    (warning,) = bag.warned
    assert "the card on Bluesky has no picture: https://films.example/assets/" in warning.what


@pytest.mark.parametrize("given", [BROKEN, b"", b"<svg></svg>"])
def test_no_post_is_lost_for_a_picture_that_cannot_be_had(
    pds: Pds, opened: BlueskySession, bag: Bag, given: bytes | Problem
) -> None:
    bag.given = given
    order = an_order(account=pds.account)

    assert isinstance(opened.send(order), Done)
    assert len(bag.warned) == 1
    assert not pds.asked("POST", UPLOAD)


def test_a_post_waits_for_a_picture_that_is_needed(pds: Pds) -> None:
    bag = Bag(needs_pictures=True)
    order = an_order(account=pds.account)
    pds.fail("POST", UPLOAD, refused(503))
    opened = session(pds.url, pds.password, bag)
    try:
        assert isinstance(opened.send(order), Later)
        assert pds.posts == {}
        assert isinstance(opened.send(order), Done)
        assert "thumb" in pds.posts[order.key]["embed"]["external"]
    finally:
        opened.close()
    assert bag.warned == []


def test_a_picture_is_not_missed_where_nothing_was_posted(
    pds: Pds, opened: BlueskySession, bag: Bag
) -> None:
    order = an_order(account=pds.account)
    pds.fail("POST", UPLOAD, refused(503))
    pds.fail("POST", CREATE, refused(429))

    assert isinstance(opened.send(order), Later)
    assert isinstance(opened.send(order), Done)
    assert bag.warned == []


@pytest.mark.parametrize("name", ["BlobNotFound", "InvalidMimeType", "InvalidSize"])
def test_a_picture_that_a_record_may_not_have_is_left_out_the_next_time(
    pds: Pds, opened: BlueskySession, bag: Bag, name: str
) -> None:
    order = an_order(account=pds.account)
    pds.fail("POST", CREATE, refused(400, name))

    assert isinstance(opened.send(order), Later)
    assert isinstance(opened.send(order), Done)
    assert "thumb" not in pds.posts[order.key]["embed"]["external"]
    assert len(bag.warned) == 1


def test_a_session_that_ended_costs_no_picture(pds: Pds, opened: BlueskySession) -> None:
    pds.fail("POST", UPLOAD, answered(no(401, "ExpiredToken")))

    assert isinstance(opened.send(an_order(account=pds.account)), Expired)
    assert not pds.asked("POST", CREATE)


def test_a_suspended_account_is_told_before_anything_is_posted(
    pds: Pds, opened: BlueskySession
) -> None:
    pds.fail("POST", UPLOAD, answered(no(401, "AccountTakedown", "taken down")))

    outcome = opened.send(an_order(account=pds.account))

    assert outcome == Refused("401 AccountTakedown: taken down", is_whole_account=True)
    assert not pds.asked("POST", CREATE)


def test_a_post_without_a_picture_uploads_none(pds: Pds, opened: BlueskySession) -> None:
    order = an_order(new_material(image=None), pds.account)

    assert isinstance(opened.send(order), Done)
    assert not pds.asked("POST", UPLOAD)


@pytest.mark.parametrize("path", [GET, LIST])
@pytest.mark.parametrize(
    "fault",
    [
        refused(500),
        refused(502),
        refused(400, "InvalidRequest"),
        lost(Cut.CLOSED, accepted=True),
        redirected(302, "https://elsewhere.example"),
        answered(Reply.html("<h1>Welcome</h1>")),
        answered(Reply.json([])),
        answered(Reply.json({"records": 3, "uri": "x"})),
    ],
)
def test_what_cannot_be_read_is_not_taken_for_absent(
    pds: Pds, opened: BlueskySession, path: str, fault: Fault
) -> None:
    pds.fail("GET", path, fault)

    assert isinstance(opened.find(a_query(an_order())), Unread)


def test_records_of_other_programs_do_not_hide_ours(pds: Pds, opened: BlueskySession) -> None:
    order = an_order(account=pds.account)
    odd = [None, 7, {"value": None}, {"value": {"embed": 3}}]
    ours = {
        "uri": post_uri(pds.account, "3abc"),
        "value": {"embed": {"external": {"uri": order.message.material.url}}},
    }
    pds.fail("GET", LIST, answered(Reply.json({"records": [*odd, ours]})))

    assert isinstance(opened.find(a_query(order)), Found)


def test_a_post_is_deleted_by_its_uri_and_by_its_address(pds: Pds, opened: BlueskySession) -> None:
    for name in (post_uri, post_url):
        pds.posts = {"3abc": {}}
        assert opened.remove(name(pds.account, "3abc")) == Removed()
        assert pds.posts == {}


def test_what_is_gone_is_removed(pds: Pds, opened: BlueskySession) -> None:
    pds.fail("POST", DELETE, answered(no(400, "RecordNotFound")))

    assert opened.remove(post_uri(pds.account, "3abc")) == Removed()


def test_nothing_of_others_is_deleted(pds: Pds, opened: BlueskySession) -> None:
    outcome = opened.remove("at://did:plc:other/app.bsky.feed.post/3abc")

    assert isinstance(outcome, Refused)
    assert not pds.asked("POST", DELETE)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (refused(500), Unclear),
        (refused(429), Later),
        (refused(400, "ExpiredToken"), Expired),
        (refused(403, "Forbidden"), Refused),
    ],
)
def test_a_deletion_that_fails_is_told(
    pds: Pds, opened: BlueskySession, fault: Fault, said: type
) -> None:
    pds.fail("POST", DELETE, fault)

    assert isinstance(opened.remove(post_uri(pds.account, "3abc")), said)


def test_an_edit_says_why_there_is_none(pds: Pds, opened: BlueskySession) -> None:
    outcome = opened.edit(an_order(), post_uri(pds.account, "3abc"))

    assert isinstance(outcome, Refused)
    assert "--repost" in outcome.reason


def test_a_key_never_makes_two_posts(opened: BlueskySession) -> None:
    assert opened.describe().key_lasts == dt.timedelta.max


def test_no_secret_is_in_what_is_said(pds: Pds, opened: BlueskySession, bag: Bag) -> None:
    token, password = pds.token, pds.password
    repeated = no(400, "InvalidRequest", f"not {token} nor {password}")
    for path in (CREATE, UPLOAD, DELETE):
        pds.fail("POST", path, answered(repeated))
    for path in (GET, LIST):
        pds.fail("GET", path, answered(repeated))
    said = [
        opened.send(an_order(account=pds.account)),
        opened.remove(post_uri(pds.account, "3abc")),
        opened.find(a_query(an_order())),
        opened.find(a_query(an_order())),
        bag.warned,
        opened,
        vars(opened),
        opened.facts,
        opened.rights,
    ]

    assert "[secret]" in repr(said)
    assert token not in repr(said)
    assert password not in repr(said)


def test_the_libraries_are_loaded_only_to_connect() -> None:
    code = (
        "import sys, reviewkit.announce.networks as n; "
        "print({'atproto', 'atproto_client', 'httpx'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"
