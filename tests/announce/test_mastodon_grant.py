"""OAuth on Mastodon without a server: what is asked for, and what answers mean."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.announce.mastodon.grant import (
    Answer,
    app_of,
    begun,
    challenge,
    code_of,
    granted,
    redemption,
    revocation,
    scopes,
    unlike,
)
from reviewkit.announce.ports import Later, Refused
from reviewkit.announce.secret import Secret
from reviewkit.announce.sign_in import Granted, NotOurs

SERVER = "https://mastodon.example"
APP = Secret(json.dumps({"client_id": "the app", "client_secret": "hush"}))
QUESTION = begun(
    SERVER,
    app=APP,
    redirect="http://127.0.0.1:8080/",
    rights=("write:statuses", "profile"),
    state="the state",
    verifier=Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
)


TOKEN = {"access_token": "t"}


def an_answer(status: int = 200, /, **data: object) -> Answer:
    return Answer(place=SERVER, status=status, data=data)


def test_the_challenge_is_that_of_the_standard() -> None:
    # RFC 7636, appendix B.
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"

    assert challenge(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


@pytest.mark.parametrize(
    ("supported", "attach", "expected"),
    [
        (None, False, "write:statuses read:statuses read:accounts"),
        (None, True, "write:statuses write:media read:statuses read:accounts"),
        (
            ["profile", "write:statuses", "read:statuses", "read", "write"],
            False,
            "write:statuses read:statuses profile",
        ),
        (["read", "write", "follow", "push"], True, "write read"),
        ([], False, "write:statuses read:statuses read:accounts"),
    ],
)
def test_the_rights_are_the_least_a_server_has(
    supported: list[str] | None, expected: str, *, attach: bool
) -> None:
    assert " ".join(scopes(supported, attach=attach)) == expected


def test_the_page_that_is_opened_holds_no_secret() -> None:
    address = urlsplit(QUESTION.address)
    query = {name: values[0] for name, values in parse_qs(address.query).items()}

    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{SERVER}/oauth/authorize"
    assert query == {
        "response_type": "code",
        "client_id": "the app",
        "redirect_uri": "http://127.0.0.1:8080/",
        "scope": "write:statuses profile",
        "state": "the state",
        "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        "code_challenge_method": "S256",
    }


@given(st.dictionaries(st.sampled_from(["code", "state", "error", "x"]), st.lists(st.text())))
def test_only_what_repeats_the_state_is_an_answer(query: dict[str, list[str]]) -> None:
    assert isinstance(code_of(QUESTION, query), NotOurs)


def test_the_code_of_an_answer_is_read() -> None:
    code = code_of(QUESTION, {"code": ["the code"], "state": ["the state"]})

    assert isinstance(code, Secret)
    assert redemption(QUESTION, code) == {
        "grant_type": "authorization_code",
        "client_id": "the app",
        "client_secret": "hush",
        "redirect_uri": "http://127.0.0.1:8080/",
        "code": "the code",
        "code_verifier": QUESTION.verifier.reveal(),
    }


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ({"error": ["access_denied"]}, "it was denied in the browser"),
        ({"error": ["invalid_scope"]}, "invalid_scope"),
        ({"error": ["x"], "error_description": ["Not \x1b[31mnow\n"]}, "Not [31mnow"),
        ({"code": [""]}, "the server gave no code"),
    ],
)
def test_a_no_is_told_in_the_servers_words(query: dict[str, list[str]], reason: str) -> None:
    assert code_of(QUESTION, {**query, "state": ["the state"]}) == Refused(reason)


def test_a_token_is_read_with_its_rights() -> None:
    got = granted(QUESTION, an_answer(**TOKEN, scope="write:statuses"))

    assert isinstance(got, Granted)
    assert (got.secret.reveal(), got.rights) == ("t", ("write:statuses",))


def test_a_token_without_rights_has_those_asked_for() -> None:
    got = granted(QUESTION, an_answer(**TOKEN))

    assert isinstance(got, Granted)
    assert got.rights == ("write:statuses", "profile")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(
    st.integers(100, 599),
    st.none()
    | st.dictionaries(
        st.sampled_from(["access_token", "scope", "error", "error_description", "client_id"]), JSON
    ),
)
def test_any_answer_is_judged(status: int, data: dict[str, object] | None) -> None:
    answer = Answer(place=SERVER, status=status, data=data)
    got = granted(QUESTION, answer)
    app = app_of(answer)

    assert isinstance(got, Granted | Refused | Later)
    assert isinstance(app, Refused | Later)
    for judged in (got, app):
        assert not isinstance(judged, Refused | Later) or judged.reason.isprintable()


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_server_that_is_ill_may_be_asked_later(status: int) -> None:
    assert isinstance(unlike(an_answer(status, error="x"), "it is not done"), Later)


def test_a_server_that_has_moved_is_named() -> None:
    answer = Answer(place=SERVER, status=301, data=None, location="https://social.example/x?y")
    no = unlike(answer, "it is not done")

    assert no is not None
    assert "sends on to https://social.example; set that as server" in no.reason


def test_a_token_is_taken_away_by_the_program_that_got_it() -> None:
    form = revocation(Secret("t"), APP)

    assert form == {"client_id": "the app", "client_secret": "hush", "token": "t"}


@pytest.mark.parametrize("app", ["", "[]", "{}", "5", '{"client_id": "x"}'])
def test_a_program_that_is_none_takes_nothing_away(app: str) -> None:
    assert revocation(Secret("t"), Secret(app)) is None
