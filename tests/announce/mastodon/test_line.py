"""Requests over real connections: which is over in time, what was heard, and what was not said."""

import contextlib
import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
import requests
from tests.servers.mastodon import Mastodon
from tests.servers.wire import Cut, Reply, answered, lost, redirected, refused

from reviewkit.announce.mastodon.answers import Reply as Answer
from reviewkit.announce.mastodon.answers import Silence
from reviewkit.announce.mastodon.line import Call, Line

PATH = "/api/v2/instance"
LONG, SHORT = 30.0, 0.6


@contextlib.contextmanager
def speaking(*pieces: bytes, endless: bytes = b"") -> Iterator[str]:
    """Open a server that says pieces, and then another over and over; give its address."""
    stop = threading.Event()

    def speak() -> None:
        with contextlib.suppress(OSError):
            connection, _ = listener.accept()
            with connection:
                for piece in pieces:
                    connection.sendall(piece)
                while endless and not stop.wait(0.05):
                    connection.sendall(endless)
                stop.wait(5)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        speaker = threading.Thread(target=speak)
        speaker.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            stop.set()
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            speaker.join()


def heard_by(line: Line, url: str, seconds: float = LONG) -> Answer:
    """Get an answer."""
    heard = line.get(url, seconds)
    assert isinstance(heard, Answer), heard
    return heard


def silence_of(url: str, seconds: float = LONG) -> Silence:
    """Get none."""
    heard = Line().get(url, seconds)
    assert isinstance(heard, Silence), heard
    return heard


def test_an_answer_is_kept_as_it_came(mastodon: Mastodon) -> None:
    answer = heard_by(Line(), mastodon.url + PATH)
    assert (answer.status, answer.place) == (200, mastodon.url.removeprefix("http://"))
    assert answer.value["version"] == "4.5.2"
    assert answer.headers["content-type"].startswith("application/json")


def test_an_error_is_an_answer(mastodon: Mastodon) -> None:
    mastodon.fail("GET", PATH, refused(502, "Bad gateway"))
    assert heard_by(Line(), mastodon.url + PATH).words == "Bad gateway"


def test_a_redirect_is_an_answer_and_is_not_followed(mastodon: Mastodon) -> None:
    mastodon.fail("GET", PATH, redirected(302, mastodon.url + "/api/v1/instance"))
    assert heard_by(Line(), mastodon.url + PATH).status == 302
    assert len(mastodon.requests) == 1


def test_each_request_has_a_connection_of_its_own(mastodon: Mastodon) -> None:
    line = Line()
    for _ in range(3):
        heard_by(line, mastodon.url + PATH)
        mastodon._server.hang_up()  # noqa: SLF001 -- as a server does that was left alone for long
        mastodon._server.closed = False  # noqa: SLF001 -- the same


def test_only_one_request_is_made(mastodon: Mastodon) -> None:
    line = Line()

    def two() -> None:
        line.session.get(mastodon.url + PATH)
        line.session.get(mastodon.url + PATH)

    line.ask(two, LONG)
    assert len(mastodon.requests) == 1


def test_whatever_a_library_makes_of_an_answer_the_answer_counts(mastodon: Mastodon) -> None:
    line = Line()

    def fail() -> None:
        line.session.get(mastodon.url + PATH)
        raise RecursionError

    heard = line.ask(fail, LONG)
    assert isinstance(heard, Answer)
    assert heard.status == 200


def test_a_request_that_was_never_made_was_not_sent() -> None:
    heard = Line().ask(lambda: None, LONG)
    assert heard == Silence(reason="no request could be made", is_sent=False)


def test_of_a_head_that_never_ends_the_status_is_known() -> None:
    with speaking(b"HTTP/1.1 200 OK\r\n", endless=b"X-More: yes\r\n") as url:
        answer = heard_by(Line(), url, SHORT)
    assert (answer.status, answer.value) == (200, None)


def test_a_status_that_never_ends_is_no_answer() -> None:
    with speaking(b"HTTP/1.1", endless=b" ") as url:
        assert silence_of(url, SHORT).is_sent


def test_of_a_body_that_never_ends_the_status_is_known() -> None:
    head = b"HTTP/1.1 422 Unprocessable\r\nContent-Length: 9999\r\n\r\n"
    with speaking(head, endless=b"x") as url:
        answer = heard_by(Line(), url, SHORT)
    assert (answer.status, answer.value) == (422, None)


def test_a_body_that_is_too_long_is_none() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n"
    with speaking(head, b'"' + b"x" * 8_999_998 + b'"') as url:
        assert heard_by(Line(), url).value is None


@pytest.mark.parametrize("cut", [Cut.CLOSED, Cut.RESET])
def test_after_a_connection_that_broke_nobody_knows(mastodon: Mastodon, cut: Cut) -> None:
    mastodon.fail("GET", PATH, lost(cut, accepted=True))
    assert silence_of(mastodon.url + PATH).is_sent


def test_after_a_silence_nobody_knows(mastodon: Mastodon) -> None:
    mastodon.fail("GET", PATH, lost(Cut.SILENT, accepted=True))
    assert silence_of(mastodon.url + PATH, SHORT).is_sent


def test_without_a_connection_nothing_was_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    silence = silence_of(url)
    assert not silence.is_sent
    assert silence.reason.startswith("no connection to 127.0.0.1")


def test_to_a_name_that_is_not_known_nothing_was_sent() -> None:
    silence = silence_of("https://mastodon.invalid/")
    assert silence == Silence(
        reason="no connection to mastodon.invalid: its name is not known", is_sent=False
    )


def test_without_a_secure_connection_nothing_was_sent(mastodon: Mastodon) -> None:
    silence = silence_of(mastodon.url.replace("http:", "https:"))
    assert not silence.is_sent
    assert silence.reason.endswith("no secure connection came about")
    assert mastodon.requests == []


def test_a_secure_connection_that_never_comes_about_is_given_up() -> None:
    with speaking(b"\x16\x03\x03") as url:
        assert not silence_of(url.replace("http:", "https:"), SHORT).is_sent


def test_a_connection_that_opens_after_the_end_is_not_used(mastodon: Mastodon) -> None:
    call = Call(LONG)
    call.cut()
    call.run(requests.Request("POST", mastodon.url + PATH, data={"a": "b"}).prepare(), {})
    assert not call.is_sent
    assert mastodon.requests == []


@pytest.mark.parametrize("url", ["", "nonsense", "https://", "ftp://a.example/", "https://[a/"])
def test_to_what_is_no_address_nothing_is_sent(url: str) -> None:
    assert not silence_of(url).is_sent


def test_a_secret_is_taken_out_of_all_that_comes_in(mastodon: Mastodon) -> None:
    escaped = json.dumps({"error": ["a s3cr3t"], "id": {"x": "s3cr3t"}}).replace("s3", "\\u00733")
    reply = Reply(body=escaped.encode(), headers={"X-Echo": "Bearer s3cr3t"})
    mastodon.fail("GET", PATH, answered(reply))
    answer = heard_by(Line(lambda text: text.replace("s3cr3t", "*")), mastodon.url + PATH)
    assert answer.value == {"error": ["a *"], "id": {"x": "*"}}
    assert answer.headers["x-echo"] == "Bearer *"


def test_a_server_that_dribbles_is_heard_if_it_is_done_in_time(mastodon: Mastodon) -> None:
    slowly = replace(lost(Cut.DRIBBLED, accepted=True), delay=0.0)
    mastodon.fail("GET", PATH, slowly)
    assert heard_by(Line(), mastodon.url + PATH).status == 200
