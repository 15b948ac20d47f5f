"""The request that makes a post, as it is sent and as it is shown."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.announce.mastodon.desk import STATUSES, Desk, new_message, new_order

from reviewkit.announce.mastodon.kind import MastodonKind
from reviewkit.announce.mastodon.request import described, form
from reviewkit.announce.picture import FittedPicture


def test_the_request_that_is_shown_is_the_one_that_is_sent(desk: Desk) -> None:
    order = new_order(new_message(content_warning="Fog", lang="pt-BR", visibility="unlisted"))
    session = desk.connect()
    shown = MastodonKind().request(order, session.facts, None)
    session.send(order)
    (sent,) = desk.server.asked("POST", STATUSES)
    assert sent.form == shown["body"]
    assert sent.headers["idempotency-key"] == shown["headers"]["Idempotency-Key"]
    assert (shown["method"], shown["url"]) == ("POST", desk.server.url + STATUSES)


def test_no_library_is_loaded_before_a_request_is_made() -> None:
    program = (
        "import sys, reviewkit.announce.networks\n"
        "slow = {'mastodon', 'requests', 'urllib3', 'httpx', 'atproto'}\n"
        "print(sorted(slow & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.decode().strip() == "[]"


def test_a_look_up_loads_no_client_of_mastodon(desk: Desk) -> None:
    program = (
        "import datetime as dt, sys\n"
        "from reviewkit.announce.mastodon.kind import MastodonKind\n"
        "from reviewkit.config import AnnounceSettings, MastodonSettings\n"
        "settings = AnnounceSettings(mastodon=MastodonSettings(server=sys.argv[1]))\n"
        "MastodonKind().look_up(settings, dt.datetime.now(dt.UTC))\n"
        "print('mastodon' in sys.modules)"
    )
    command = [sys.executable, "-c", program, desk.server.url]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stdout.decode().strip() == "False"
    assert len(desk.server.requests) == 1


def test_a_picture_that_is_not_uploaded_yet_is_shown_as_such(desk: Desk) -> None:
    picture = FittedPicture(data=b"x", type="image/png", width=1, height=1)
    shown = MastodonKind().request(new_order(), desk.connect().facts, picture)
    assert shown["body"]["media_ids"] == ["(upload)"]


def test_what_is_not_given_is_left_to_the_account() -> None:
    message = new_message(visibility=None, lang=None)
    assert form(message) == {"status": message.text}


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en", "en"), ("pt-BR", "pt"), ("zh_Hant", "zh"), ("DE", "de"), ("ast", "ast")],
)
def test_a_language_is_sent_as_its_code(tag: str, code: str) -> None:
    assert form(new_message(lang=tag))["language"] == code


@pytest.mark.parametrize("tag", ["", "english", "x-klingon", "日本"])
def test_what_is_no_language_is_not_sent(tag: str) -> None:
    assert "language" not in form(new_message(lang=tag))


@given(st.text(), st.integers(min_value=1, max_value=40))
def test_an_alt_text_keeps_the_limit(alt: str, limit: int) -> None:
    text = described(alt, limit)
    assert text is not None
    assert len(text) <= limit
    assert text == alt or len(alt) > limit


def test_an_alt_text_is_not_cut_inside_a_cluster() -> None:
    assert described("Fog 👩‍👩‍👧‍👦 there", 9) == "Fog…"


def test_a_picture_without_an_alt_text_has_none() -> None:
    assert described(None, 10) is None
