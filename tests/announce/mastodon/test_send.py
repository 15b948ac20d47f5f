"""Sending to Mastodon: one request, and an answer that says whether the post may be there."""

import datetime as dt
from dataclasses import replace

import pytest
from tests.announce.mastodon.desk import PAGE, SHORT, STATUSES, Desk, new_message, new_order
from tests.servers.mastodon import Mastodon
from tests.servers.mastodon_kinds import MASTODON, RateLimit, Repeat, Reset
from tests.servers.wire import Cut, Reply, answered, lost, redirected, refused

from reviewkit.announce.ports import Done, Later, Refused, Unclear

HTML = Reply.html("<h1>Please wait</h1>")


def test_a_post_that_was_accepted_has_id_and_address(desk: Desk) -> None:
    answer = desk.connect().send(new_order())
    (status,) = desk.server.statuses
    assert answer == Done(status.id, f"{desk.server.url}/@reviewer/{status.id}")
    assert status.text == f"Good.\n\n{PAGE}"


def test_a_post_is_sent_with_all_that_belongs_to_it(desk: Desk) -> None:
    message = new_message(content_warning="Fog", lang="de-AT", visibility="unlisted")
    desk.connect().send(new_order(message))
    (status,) = desk.server.statuses
    sent = (status.spoiler, status.language, status.visibility, status.key)
    assert sent == ("Fog", "de", "unlisted", "rk1-fog")


def test_the_account_decides_whether_pictures_are_sensitive(desk: Desk) -> None:
    desk.connect().send(new_order())
    (request,) = desk.server.asked("POST", STATUSES)
    assert "sensitive" not in request.form


def test_a_send_is_one_request(desk: Desk) -> None:
    session = desk.connect()
    before = len(desk.server.requests)
    session.send(new_order())
    assert len(desk.server.requests) == before + 1


@pytest.mark.parametrize("cut", [Cut.CLOSED, Cut.RESET, Cut.HALF])
@pytest.mark.parametrize("accepted", [True, False])
def test_an_answer_that_is_lost_leaves_it_unclear(desk: Desk, cut: Cut, *, accepted: bool) -> None:
    session = desk.connect()
    desk.server.fail("POST", STATUSES, lost(cut, accepted=accepted))
    assert isinstance(session.send(new_order()), Unclear)
    assert len(desk.server.statuses) == accepted


@pytest.mark.parametrize("cut", [Cut.SILENT, Cut.DRIBBLED])
def test_a_server_cannot_hold_a_send_for_ever(desk: Desk, cut: Cut) -> None:
    session = desk.connect(patience=SHORT)
    desk.server.fail("POST", STATUSES, replace(lost(cut, accepted=True), delay=0.05))
    assert isinstance(session.send(new_order()), Unclear)
    assert len(desk.server.asked("POST", STATUSES)) == 1


@pytest.mark.parametrize(
    "reply",
    [HTML, Reply(), Reply.json([]), Reply.json({}), Reply.json({"id": "1"}), Reply(status=204)],
    ids=["HTML", "nothing", "[]", "{}", "no address", "204"],
)
@pytest.mark.parametrize("accepted", [True, False])
def test_an_odd_answer_leaves_it_unclear(desk: Desk, reply: Reply, *, accepted: bool) -> None:
    session = desk.connect()
    desk.server.fail("POST", STATUSES, answered(reply, accepted=accepted))
    assert isinstance(session.send(new_order()), Unclear)


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_fault_of_the_server_leaves_it_unclear(desk: Desk, status: int) -> None:
    session = desk.connect()
    desk.server.fail("POST", STATUSES, refused(status))
    answer = session.send(new_order())
    assert isinstance(answer, Unclear)
    assert "has a fault: broken" in answer.reason


@pytest.mark.parametrize(
    ("status", "kind"),
    [(301, Unclear), (302, Unclear), (303, Unclear), (307, Refused), (308, Refused)],
)
def test_no_redirect_is_followed(desk: Desk, status: int, kind: type) -> None:
    session = desk.connect()
    with Mastodon() as other:
        desk.server.fail("POST", STATUSES, redirected(status, other.url + STATUSES))
        assert isinstance(session.send(new_order()), kind)
        assert other.requests == []
    assert desk.server.statuses == []


@pytest.mark.parametrize(("status", "is_whole"), [(401, True), (403, True), (422, False)])
def test_a_refusal_is_one(desk: Desk, status: int, *, is_whole: bool) -> None:
    session = desk.connect()
    desk.server.fail("POST", STATUSES, refused(status))
    answer = session.send(new_order())
    assert isinstance(answer, Refused)
    assert answer.is_whole_account is is_whole


def test_a_token_that_was_revoked_in_the_middle_is_refused(desk: Desk) -> None:
    session = desk.connect()
    desk.server.revoke(desk.token)
    answer = session.send(new_order())
    assert isinstance(answer, Refused)
    assert answer.is_whole_account
    assert answer.reason.endswith("refused the token: The access token was revoked")


def test_a_token_without_the_right_to_post_is_refused(desk: Desk) -> None:
    desk.allow("read:statuses", "profile")
    answer = desk.connect().send(new_order())
    assert isinstance(answer, Refused)
    assert answer.is_whole_account


def test_an_account_that_is_suspended_is_refused(desk: Desk) -> None:
    session = desk.connect()
    desk.server.disabled.add(desk.account.id)
    answer = session.send(new_order())
    assert isinstance(answer, Refused)
    assert answer.is_whole_account


@pytest.mark.parametrize("reset", [Reset.ISO, Reset.EPOCH, Reset.RETRY_AFTER])
@pytest.mark.parametrize("hours", [0.1, 3])
def test_a_limit_of_rate_is_kept(desk: Desk, reset: Reset, hours: float) -> None:
    session = desk.connect()
    desk.server.limit(RateLimit(reset=reset, seconds=hours * 3600), left=0)
    answer = session.send(new_order())
    assert isinstance(answer, Later)
    assert answer.not_before is not None
    wait = answer.not_before - desk.server.now()
    assert abs(wait - dt.timedelta(hours=hours)) < dt.timedelta(minutes=1)


@pytest.mark.parametrize("rate", [RateLimit(reset=Reset.ABSENT), RateLimit(seconds=-60)])
def test_a_limit_without_a_moment_to_come_is_left_to_us(desk: Desk, rate: RateLimit) -> None:
    session = desk.connect()
    desk.server.limit(rate, left=0)
    answer = session.send(new_order())
    assert isinstance(answer, Later)
    assert answer.not_before is None


def test_a_post_is_done_although_its_headers_are_odd(desk: Desk) -> None:
    session = desk.connect()
    order = new_order()
    session.send(order)
    (status,) = desk.server.statuses
    odd = Reply.json(
        desk.server.shown(status),
        X_RateLimit_Reset="soon",
        X_RateLimit_Remaining="many",
        Deprecation="@1700000000",
    )
    desk.server.fail("POST", STATUSES, answered(odd))
    assert isinstance(session.send(order), Done)


def test_a_limit_that_is_reached_is_not_slept_for(desk: Desk) -> None:
    session = desk.connect()
    desk.server.limit(RateLimit(seconds=1.0), left=0)
    session.send(new_order())
    assert len(desk.server.asked("POST", STATUSES)) == 1


def test_a_server_that_is_gone_got_nothing(desk: Desk) -> None:
    session = desk.connect()
    desk.server.__exit__(None, None, None)
    answer = session.send(new_order())
    assert isinstance(answer, Later)
    assert answer.reason.endswith("it takes no connections")


def test_a_key_that_is_honoured_makes_no_second_post(desk: Desk) -> None:
    session = desk.connect()
    first, second = session.send(new_order()), session.send(new_order())
    assert first == second
    assert len(desk.server.statuses) == 1


def test_a_key_holds_for_fifty_minutes_on_mastodon(desk: Desk) -> None:
    session = desk.connect()
    session.send(new_order())
    desk.server.clock.advance(seconds=session.describe().key_lasts.total_seconds())
    session.send(new_order())
    assert len(desk.server.statuses) == 1


@pytest.mark.parametrize("repeat", [Repeat.INTERNAL_ERROR, Repeat.BUSY])
def test_a_repeat_that_the_server_fails_on_is_unclear(desk: Desk, repeat: Repeat) -> None:
    desk.server.kind = replace(MASTODON, repeat=repeat)
    session = desk.connect()
    session.send(new_order())
    assert isinstance(session.send(new_order()), Unclear)
    assert len(desk.server.statuses) == 1
