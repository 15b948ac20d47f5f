"""What an answer of a Mastodon server means for a post."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.announce.kind import Removed
from reviewkit.announce.mastodon.answers import (
    Reply,
    Silence,
    again_at,
    logged_in,
    posted,
    removed,
    unread,
)
from reviewkit.announce.ports import Done, Later, Refused, Unclear, Unread

NOW = dt.datetime(2025, 1, 20, 12, tzinfo=dt.UTC)
WHOLE = {"id": "7", "url": "https://m.example/@me/7"}


def reply(status: int, value: object = None, **headers: str) -> Reply:
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return Reply(place="m.example", status=status, headers=named, value=value)


def test_an_answer_with_id_and_address_is_a_post() -> None:
    assert posted(reply(200, WHOLE), NOW) == Done("7", "https://m.example/@me/7")


@pytest.mark.parametrize(
    "value",
    [None, [], {}, "ok", 3, [WHOLE], {"id": "7"}, {"id": 7, "url": "x"}, {"id": "", "url": "x"}],
)
def test_an_answer_without_them_is_unclear(value: object) -> None:
    assert isinstance(posted(reply(200, value), NOW), Unclear)


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 405, 410, 413, 415, 422, 451])
def test_a_request_that_is_refused_made_no_post(status: int) -> None:
    assert isinstance(posted(reply(status), NOW), Refused)


@pytest.mark.parametrize("status", [408, 409, 425, 499, 500, 501, 502, 503, 504, 522, 599])
def test_after_a_fault_nobody_knows(status: int) -> None:
    assert isinstance(posted(reply(status, WHOLE), NOW), Unclear)


@pytest.mark.parametrize("status", [300, 301, 302, 303, 304])
def test_after_a_redirect_that_may_follow_a_form_nobody_knows(status: int) -> None:
    assert isinstance(posted(reply(status, location="https://else.example/"), NOW), Unclear)


@pytest.mark.parametrize("status", [307, 308])
def test_a_redirect_of_the_same_request_made_no_post(status: int) -> None:
    answer = posted(reply(status, location="https://else.example/api?x=1"), NOW)
    assert isinstance(answer, Refused)
    assert "https://else.example;" in answer.reason


@pytest.mark.parametrize(("status", "is_whole"), [(401, True), (403, True), (422, False)])
def test_a_refusal_of_the_account_holds_for_all_posts(status: int, *, is_whole: bool) -> None:
    answer = posted(reply(status), NOW)
    assert isinstance(answer, Refused)
    assert answer.is_whole_account is is_whole


def test_a_refusal_has_the_words_of_the_server() -> None:
    said = reply(401, {"error": "The access token was revoked"})
    assert posted(said, NOW) == Refused(
        "m.example refused the token: The access token was revoked", is_whole_account=True
    )


def test_the_words_of_a_server_are_kept_short_and_on_one_line() -> None:
    words = reply(500, {"error": "a\nb\x1b[31m " + "x" * 5000}).words
    assert words.startswith("a b[31m xxx")
    assert len(words) == 200


@pytest.mark.parametrize("value", [None, "no", [], {"error": None}, {"error": {"a": 1}}])
def test_a_server_without_words_is_quoted_by_its_status(value: object) -> None:
    assert reply(503, value).words == "status 503"


def test_silence_before_a_byte_was_sent_made_no_post() -> None:
    assert posted(Silence(reason="no name", is_sent=False), NOW) == Later("no name")


def test_silence_after_it_is_unclear() -> None:
    assert posted(Silence(reason="gone", is_sent=True), NOW) == Unclear("gone")


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"x_ratelimit_reset": "2025-01-20T12:05:00.000000Z"}, 300),
        ({"x_ratelimit_reset": "2025-01-20T13:05:00+01:00"}, 300),
        ({"x_ratelimit_reset": "2025-01-20T12:05:00"}, 300),
        ({"x_ratelimit_reset": "1737374700"}, 300),
        ({"x_ratelimit_reset": "2025-01-20T15:00:00Z"}, 10_800),
        ({"retry_after": "90"}, 90),
        ({"retry_after": "Mon, 20 Jan 2025 12:01:00 GMT"}, 60),
        ({"retry_after": "30", "x_ratelimit_reset": "2025-01-20T12:05:00Z"}, 300),
        (
            {
                "date": "Mon, 20 Jan 2025 11:00:00 GMT",
                "x_ratelimit_reset": "2025-01-20T11:05:00Z",
            },
            300,
        ),
    ],
)
def test_a_limit_is_kept_until_the_moment_the_server_names(
    headers: dict[str, str], seconds: int
) -> None:
    answer = posted(reply(429, None, **headers), NOW)
    assert answer == Later(
        "m.example was asked too often: status 429", NOW + dt.timedelta(seconds=seconds)
    )


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x_ratelimit_reset": "2025-01-20T11:00:00Z"},
        {"x_ratelimit_reset": "soon"},
        {"x_ratelimit_reset": "999999999999"},
        {"retry_after": "-5"},
        {"retry_after": "0"},
        {"retry_after": "999999999999"},
        {"retry_after": "Mon, 99 Jan 2025 12:01:00 GMT"},
    ],
)
def test_a_limit_without_a_moment_to_come_names_none(headers: dict[str, str]) -> None:
    answer = posted(reply(429, None, **headers), NOW)
    assert isinstance(answer, Later)
    assert answer.not_before is None


@given(st.text(), st.text(), st.text())
def test_no_header_breaks_the_reading_of_limits(retry: str, reset: str, date: str) -> None:
    until = again_at(reply(429, None, retry_after=retry, x_ratelimit_reset=reset, date=date), NOW)
    assert until is None or until > NOW


def test_a_limit_that_is_not_reached_is_no_reason_to_wait() -> None:
    assert again_at(reply(500, x_ratelimit_reset="2025-01-20T12:05:00Z"), NOW) is None


@pytest.mark.parametrize("status", [200, 404, 410])
def test_a_post_that_is_not_there_any_more_is_removed(status: int) -> None:
    assert removed(reply(status, {"id": "7"}), NOW) == Removed()


def test_an_odd_answer_to_a_removal_is_unclear() -> None:
    assert isinstance(removed(reply(200, None), NOW), Unclear)


def test_a_question_with_an_odd_answer_is_unread() -> None:
    assert unread(reply(200, {}), NOW) == Unread(
        "m.example answered 200 without what was asked for"
    )


def test_a_question_that_was_one_too_many_is_unread_until_then() -> None:
    answer = unread(reply(429, None, retry_after="60"), NOW)
    assert answer.not_before == NOW + dt.timedelta(seconds=60)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_server_that_has_moved_is_said_at_the_login(status: int) -> None:
    answer = logged_in(reply(status, location="https://new.example/x"), NOW)
    assert isinstance(answer, Refused)
    assert "https://new.example; see announce.mastodon.server" in answer.reason


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_login_is_tried_later_while_the_server_has_a_fault(status: int) -> None:
    assert isinstance(logged_in(reply(status), NOW), Later)


@pytest.mark.parametrize("value", [None, [], {}, {"id": 3}, {"id": ""}])
def test_a_login_with_an_odd_answer_is_tried_later(value: object) -> None:
    assert isinstance(logged_in(reply(200, value), NOW), Later)
