"""Logging in goes to the account that is meant, wherever it lives now, and says what is wrong."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.announce.bluesky.pds import HANDLE, LOGIN, Pds, no
from tests.announce.bluesky.world import KIND, NOW, Bag, log_in, nobody, settings
from tests.servers.wire import Cut, Fault, Reply, answered, lost, redirected, refused

from reviewkit.announce.bluesky.identity import Identity, IdentityError
from reviewkit.announce.bluesky.session import BlueskySession
from reviewkit.announce.kind import Facts
from reviewkit.announce.ports import Later, LoggedIn, Refused
from reviewkit.announce.secret import Secret
from reviewkit.config import BlueskySettings

NOWHERE = "http://127.0.0.1:9"


def facts(pds: Pds) -> Facts:
    return Facts(place=pds.url, asked=NOW, account=pds.account, handle=HANDLE)


def at(pds: Pds) -> Callable[[BlueskySettings], Identity]:
    return lambda _: Identity(pds.account, pds.url)


def unreachable(_: BlueskySettings) -> Identity:
    raise IdentityError("plc.directory did not answer in time", is_passing=True)


def entered(outcome: BlueskySession | Refused | Later) -> BlueskySession:
    assert isinstance(outcome, BlueskySession), outcome
    outcome.close()
    return outcome


def test_the_server_of_the_settings_is_asked_and_nobody_else(pds: Pds) -> None:
    session = entered(log_in(pds.url, pds.password, resolver=nobody))

    assert session.facts == Facts(place=pds.url, asked=NOW, account=pds.account, handle=HANDLE)
    assert [request.path for request in pds.requests] == [LOGIN]


def test_an_account_is_looked_for_where_the_settings_do_not_say(pds: Pds) -> None:
    session = entered(log_in(None, pds.password, resolver=at(pds)))

    assert session.facts.place == pds.url
    assert pds.requests[0].form["identifier"] == pds.account


def test_what_was_known_saves_the_questions(pds: Pds) -> None:
    session = entered(log_in(None, pds.password, known=facts(pds), resolver=unreachable))

    assert session.facts.account == pds.account


def test_what_was_known_of_another_handle_is_not_used(pds: Pds) -> None:
    for known in (replace(facts(pds), handle="other.example"), replace(facts(pds), account=None)):
        assert isinstance(log_in(None, pds.password, known=known, resolver=nobody), Refused)

    assert pds.requests == []


def test_a_renamed_account_is_logged_in_to_and_told(pds: Pds, bag: Bag) -> None:
    pds.name = "critic.example"
    for place in (None, pds.url):
        entered(log_in(place, pds.password, bag, known=facts(pds), resolver=nobody))

    assert {warning.what for warning in bag.warned} == {
        "the account reviewer.example on Bluesky is now called critic.example"
    }
    assert 'handle = "critic.example"' in bag.warned[0].fix


def test_a_handle_that_is_somebody_else_s_now_is_followed(pds: Pds) -> None:
    with Pds() as other:
        pds.name = "critic.example"
        other.account = "did:plc:zzzzbbbbccccddddeeeeffff"
        session = entered(log_in(None, other.password, known=facts(pds), resolver=at(other)))

    assert session.facts.account == other.account


@pytest.mark.parametrize("is_closed", [True, False])
def test_an_account_that_moved_is_found_again(pds: Pds, *, is_closed: bool) -> None:
    with Pds() as new:
        known = facts(pds)
        if is_closed:
            pds.status = "deactivated"
        else:
            pds.fail("POST", LOGIN, answered(no(401, "AuthenticationRequired")))
        session = entered(log_in(None, new.password, known=known, resolver=at(new)))

    assert session.facts.place == new.url


def test_an_account_that_moved_from_a_server_that_is_gone_is_found(pds: Pds) -> None:
    known = replace(facts(pds), place=NOWHERE)

    assert entered(log_in(None, pds.password, known=known, resolver=at(pds))).facts.place == pds.url


@pytest.mark.parametrize("status", ["deactivated", "suspended", "takendown"])
def test_a_closed_account_is_told(pds: Pds, status: str) -> None:
    pds.status = status
    outcome = log_in(pds.url, pds.password)

    assert outcome == Refused(
        f"the account is {status}, so that nothing can be posted", is_whole_account=True
    )


def test_a_wrong_password_says_where_to_make_one(pds: Pds) -> None:
    outcome = log_in(pds.url, "wrong-word")

    assert isinstance(outcome, Refused)
    assert outcome.is_whole_account
    assert "https://bsky.app/settings/app-passwords" in outcome.reason
    assert "wrong-word" not in repr(outcome)


def test_a_wrong_password_goes_out_once_where_nothing_has_changed(pds: Pds) -> None:
    log_in(None, "wrong-word", known=facts(pds), resolver=at(pds))

    assert len(pds.requests) == 1


def test_a_password_that_the_server_repeats_is_not_said(pds: Pds) -> None:
    pds.fail("POST", LOGIN, answered(no(400, "InvalidRequest", f"what is {pds.password}?")))

    assert "[secret]" in repr(log_in(pds.url, pds.password))


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (refused(500), Later),
        (refused(503), Later),
        (refused(429), Later),
        (refused(404), Refused),
        (refused(400, "InvalidRequest"), Refused),
        (redirected(302, "https://elsewhere.example"), Later),
        (redirected(301, "https://elsewhere.example"), Refused),
        (lost(Cut.RESET, accepted=False), Later),
        (lost(Cut.HALF, accepted=True), Later),
        (answered(Reply.html("<h1>Welcome</h1>")), Later),
        (answered(Reply.json([])), Later),
        (answered(Reply.json({"did": "x", "accessJwt": "y"})), Later),
        (answered(Reply.json({"did": "did:plc:x"})), Later),
    ],
)
def test_a_login_that_fails_is_told(pds: Pds, fault: Fault, said: type) -> None:
    pds.fail("POST", LOGIN, fault)

    assert isinstance(log_in(pds.url, pds.password), said)


def test_no_connection_is_for_later() -> None:
    assert isinstance(log_in(NOWHERE, "word"), Later)


@pytest.mark.parametrize(("resolver", "said"), [(nobody, Refused), (unreachable, Later)])
def test_an_account_that_cannot_be_found_is_told(
    resolver: Callable[[BlueskySettings], Identity], said: type
) -> None:
    assert isinstance(log_in(None, "word", resolver=resolver), said)


def test_a_session_of_somebody_else_is_refused(pds: Pds) -> None:
    session = {"did": "did:plc:zzzzbbbbccccddddeeeeffff", "accessJwt": "a.b.c", "active": True}
    pds.fail("POST", LOGIN, answered(Reply.json(session)))

    assert isinstance(log_in(None, pds.password, resolver=at(pds)), Refused)


def test_what_is_no_handle_is_told_without_a_question(pds: Pds) -> None:
    outcome = log_in(pds.url, pds.password, handle="me@reviewer.example")

    assert isinstance(outcome, Refused)
    assert "is no handle" in outcome.reason
    assert pds.requests == []


@pytest.mark.parametrize(
    ("scope", "warnings"),
    [
        ("com.atproto.appPass", 0),
        ("com.atproto.appPassPrivileged", 0),
        ("com.atproto.access", 1),
    ],
)
def test_the_account_s_own_password_is_warned_of(
    pds: Pds, bag: Bag, scope: str, warnings: int
) -> None:
    pds.scope = scope
    session = entered(log_in(pds.url, pds.password, bag))

    assert session.rights == (scope,)
    assert len(bag.warned) == warnings


def test_what_a_server_says_of_an_account_is_not_repeated_unread(pds: Pds, bag: Bag) -> None:
    said = {"did": pds.account, "handle": "\x1b[31m", "accessJwt": "opaque", "status": "\x1b[31m"}
    for active in (True, False):
        pds.fail("POST", LOGIN, answered(Reply.json({**said, "active": active})))
    outcomes = [log_in(pds.url, pds.password, bag), log_in(pds.url, pds.password, bag)]
    entered(outcomes[0]).close()

    assert outcomes[1] == Refused(
        "the account is closed, so that nothing can be posted", is_whole_account=True
    )
    assert bag.warned == []


def test_a_token_that_says_nothing_has_no_rights_to_show(pds: Pds) -> None:
    session = {"did": pds.account, "handle": HANDLE, "accessJwt": "opaque"}
    pds.fail("POST", LOGIN, answered(Reply.json(session)))

    assert entered(log_in(pds.url, pds.password)).rights is None


def test_a_new_session_of_an_account_that_moved_goes_to_its_new_server(pds: Pds) -> None:
    with Pds() as new:
        places = iter([pds, new])
        resolver = lambda _: Identity(pds.account, next(places).url)  # noqa: E731 -- a place each
        session = log_in(None, pds.password, resolver=resolver)
        assert isinstance(session, BlueskySession)
        pds.status = "deactivated"

        assert session.log_in() == LoggedIn()
        assert session.facts.place == new.url
        session.close()


def test_the_network_connects_as_the_commands_ask_it_to(pds: Pds, bag: Bag) -> None:
    session = KIND.connect(settings(pds.url), Secret(pds.password), None, bag.means)

    assert isinstance(session, BlueskySession)
    assert KIND.target(session.facts).account == pds.account
    session.close()
