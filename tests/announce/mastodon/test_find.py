"""Finding a post on Mastodon: among the account's statuses, as far back as is asked for."""

import datetime as dt
from dataclasses import replace

import pytest
from tests.announce.mastodon.desk import PAGE, SHORT, Desk, new_message, new_order, query
from tests.servers.mastodon_entities import Card
from tests.servers.mastodon_kinds import GOTOSOCIAL, RateLimit
from tests.servers.wire import Cut, Fault, Reply, answered, lost, redirected, refused

from reviewkit.announce.ports import Absent, Done, Found, Unread

MINUTE = dt.timedelta(minutes=1)


def fill(desk: Desk, count: int, text: str = "Hello") -> None:
    """Let the account post so many other things."""
    for _ in range(count):
        desk.server.keep(desk.account, {"status": text}, None)


def test_what_was_sent_is_found(desk: Desk) -> None:
    session = desk.connect()
    sent = session.send(new_order())
    assert isinstance(sent, Done)
    assert session.find(query()) == Found(sent.id, sent.url)


@pytest.mark.parametrize(
    "link", ["http://films.example/fog", "https://films.example/fog/index.html", PAGE + "#x"]
)
def test_it_is_found_by_any_way_to_write_its_address(desk: Desk, link: str) -> None:
    session = desk.connect()
    session.send(new_order())
    assert isinstance(session.find(query(None, link)), Found)


def test_it_is_found_by_a_former_address(desk: Desk) -> None:
    session = desk.connect()
    session.send(new_order())
    assert isinstance(session.find(query(None, "https://films.example/mist/", PAGE)), Found)


def test_it_is_found_by_the_page_of_its_card(desk: Desk) -> None:
    desk.server.pages["https://short.example/x"] = Card(url=PAGE)
    fill(desk, 1, "Look: https://short.example/x")
    assert isinstance(desk.connect().find(query()), Found)


def test_what_is_not_there_is_absent(desk: Desk) -> None:
    fill(desk, 3)
    assert desk.connect().find(query(desk.server.now() - MINUTE)) == Absent(covers=True)


def test_what_somebody_else_said_of_the_page_is_not_ours(desk: Desk) -> None:
    desk.server.add_reblog(desk.account, PAGE)
    desk.server.keep(desk.server.add_account("other"), {"status": PAGE}, None)
    assert isinstance(desk.connect().find(query()), Absent)


def test_the_list_is_read_page_by_page(desk: Desk) -> None:
    session = desk.connect()
    session.send(new_order())
    fill(desk, 100)
    assert isinstance(session.find(query(desk.server.now() - MINUTE)), Found)
    assert len(desk.server.asked("GET", desk.listing)) == 3


def test_the_list_is_read_back_to_the_moment_that_is_asked_for(desk: Desk) -> None:
    fill(desk, 60)
    desk.server.clock.advance(hours=1)
    fill(desk, 45)
    answer = desk.connect().find(query(desk.server.now() - MINUTE))
    assert answer == Absent(covers=True)
    assert len(desk.server.asked("GET", desk.listing)) == 2


def test_without_a_moment_two_hundred_are_read(desk: Desk) -> None:
    fill(desk, 250)
    assert desk.connect().find(query()) == Absent(covers=False)
    assert len(desk.server.asked("GET", desk.listing)) == 5


def test_without_a_moment_thirty_days_are_read(desk: Desk) -> None:
    fill(desk, 100)
    desk.server.clock.advance(days=31)
    fill(desk, 1)
    assert desk.connect().find(query()) == Absent(covers=False)
    assert len(desk.server.asked("GET", desk.listing)) == 1


def test_a_server_that_does_not_turn_pages_covers_nothing(desk: Desk) -> None:
    fill(desk, 40)
    page = Reply.json([desk.server.shown(status) for status in desk.server.statuses])
    desk.server.fail("GET", desk.listing, answered(page), always=True)
    answer = desk.connect().find(query(desk.server.now() - MINUTE))
    assert answer == Absent(covers=False)
    assert len(desk.server.asked("GET", desk.listing)) == 2


@pytest.mark.parametrize(
    "fault",
    [
        refused(500),
        refused(503),
        refused(404),
        refused(401),
        redirected(302, "https://else.example/"),
        answered(Reply.html("<h1>Hello</h1>")),
        answered(Reply()),
        answered(Reply.json({})),
        answered(Reply.json([1])),
        answered(Reply.json([{"id": 1}])),
        lost(Cut.RESET, accepted=True),
        lost(Cut.HALF, accepted=True),
    ],
)
def test_a_list_that_cannot_be_read_says_nothing(desk: Desk, fault: Fault) -> None:
    fill(desk, 1)
    session = desk.connect()
    desk.server.fail("GET", desk.listing, fault)
    assert isinstance(session.find(query(desk.server.now() - MINUTE)), Unread)


def test_a_list_that_breaks_off_on_its_second_page_says_nothing(desk: Desk) -> None:
    fill(desk, 60)
    session = desk.connect()
    desk.server.fail("GET", desk.listing, Fault(accepted=True), refused(502))
    assert isinstance(session.find(query(desk.server.now() - MINUTE)), Unread)


def test_a_server_cannot_hold_a_question_for_ever(desk: Desk) -> None:
    fill(desk, 1)
    session = desk.connect(patience=SHORT)
    slowly = replace(lost(Cut.DRIBBLED, accepted=True), delay=0.05)
    desk.server.fail("GET", desk.listing, slowly)
    assert isinstance(session.find(query()), Unread)


def test_the_whole_list_is_given_up_in_time(desk: Desk) -> None:
    fill(desk, 60)
    session = desk.connect(patience=replace(SHORT, find=0.0))
    assert isinstance(session.find(query(desk.server.now() - MINUTE)), Unread)


def test_a_question_too_many_may_be_asked_again_later(desk: Desk) -> None:
    session = desk.connect()
    desk.server.limit(RateLimit(seconds=600), left=0)
    answer = session.find(query())
    assert isinstance(answer, Unread)
    assert answer.not_before is not None
    assert answer.not_before > desk.server.now() + 9 * MINUTE


@pytest.mark.parametrize("visibility", ["public", "unlisted"])
def test_without_the_right_to_read_it_is_found_as_everybody_sees_it(
    desk: Desk, visibility: str
) -> None:
    desk.allow("write:statuses", "profile")
    session = desk.connect(visibility=visibility)
    since = desk.server.now() - MINUTE
    before = session.find(query(since))
    session.send(new_order(new_message(visibility=visibility)))
    assert before == Absent(covers=True)
    assert isinstance(session.find(query(since)), Found)
    assert "authorization" not in desk.server.asked("GET", desk.listing)[-1].headers


def test_a_list_for_everybody_does_not_cover_private_posts(desk: Desk) -> None:
    desk.allow("write:statuses", "profile")
    session = desk.connect(visibility="private")
    session.send(new_order(new_message(visibility="private")))
    assert session.find(query(desk.server.now() - MINUTE)) == Absent(covers=False)


def test_a_private_post_is_found_with_the_right_to_read(desk: Desk) -> None:
    session = desk.connect(visibility="private")
    session.send(new_order(new_message(visibility="private")))
    assert isinstance(session.find(query(desk.server.now() - MINUTE)), Found)


def test_a_list_for_everybody_may_be_too_old_to_cover_anything(desk: Desk) -> None:
    desk.allow("write:statuses", "profile")
    session = desk.connect()
    stored = answered(Reply.json([], Age="3000"))
    desk.server.fail("GET", desk.listing, refused(403), stored)
    assert session.find(query(desk.server.now() - MINUTE)) == Absent(covers=False)


def test_it_is_found_on_another_program_too(desk: Desk) -> None:
    desk.server.kind = GOTOSOCIAL
    session = desk.connect()
    session.send(new_order())
    assert isinstance(session.find(query()), Found)
