"""Telling hubs of feeds, against real servers on this computer, well and badly behaved."""

import gzip
import itertools
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from reviewkit.cli.hub_answers import Outcome, Pinged, Told
from reviewkit.cli.ping import exit_code, ping, sentence

FEED = "https://films.example/feed.xml"
OTHER = "https://films.example/rss.xml"
LONG = 30.0
"""More seconds than any answer here takes, on any computer."""
SHORT = 0.4
"""What is waited for an answer that never comes."""

Answer = Callable[["Hub", BaseHTTPRequestHandler], None]


@dataclass
class Hub:
    """A server in a thread: answers each path in its own way, and keeps what it was sent."""

    answers: dict[str, Answer]
    forms: list[tuple[str, dict[str, list[str]]]] = field(default_factory=list)
    types: list[str | None] = field(default_factory=list)
    sent: int = 0
    over: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.forms]


def says(status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> Answer:
    def answer(_: Hub, handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def hangs(hub: Hub, _: BaseHTTPRequestHandler) -> None:
    hub.over.wait()


def closes(_: Hub, handler: BaseHTTPRequestHandler) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)


def talks_nonsense(_: Hub, handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"\x1b[2J\xff not HTTP at all\r\n\r\n")
    handler.close_connection = True


def dribbles(hub: Hub, handler: BaseHTTPRequestHandler) -> None:
    """Send a head that never ends, a byte at a time, so that no single read is slow."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while not hub.over.wait(0.02):
        handler.wfile.write(b"x")
        handler.wfile.flush()


def refuses_then_hangs(hub: Hub, handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 400 Bad\r\nContent-Length: 50\r\n\r\nno such topic")
    handler.wfile.flush()
    hub.over.wait()


def floods(hub: Hub, handler: BaseHTTPRequestHandler) -> None:
    """Send a gigabyte, or as much of it as is taken."""
    handler.wfile.write(b"HTTP/1.1 400 Bad\r\nContent-Length: 1000000000\r\n\r\n")
    block = b"no! " * 16384
    while hub.sent < 1_000_000_000:
        hub.sent += handler.wfile.write(block)


def heads_flood(_: Hub, handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in itertools.count():
        handler.wfile.write(b"X-%d: " % number + b"y" * 60_000 + b"\r\n")


ANSWERS: dict[str, Answer] = {
    "/yes": says(204),
    "/accepted": says(202, b"thank you"),
    "/404": says(404, b"no such topic\x1b[31m"),
    "/html": says(
        400,
        b"<html><head><title>400</title></head><body><h1>No</h1><p>It is &amp; was</body></html>",
        {"Content-Type": "text/html; charset=utf-8"},
    ),
    "/gzip": says(400, gzip.compress(b"no"), {"Content-Encoding": "gzip"}),
    "/500": says(500, b"our fault"),
    "/429": says(429, b"slower", {"Retry-After": "120"}),
    "/moved": says(301, b"", {"Location": "/yes"}),
    "/moved-307": says(307, b"", {"Location": "/yes"}),
    "/hang": hangs,
    "/close": closes,
    "/nonsense": talks_nonsense,
    "/dribble": dribbles,
    "/half": refuses_then_hangs,
    "/flood": floods,
    "/head-flood": heads_flood,
}


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reach this computer directly, also where the environment names a proxy."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.delenv("no_proxy", raising=False)


@pytest.fixture
def hub() -> Iterator[Hub]:
    """Give a running server."""
    hub = Hub(ANSWERS)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            path = self.path.partition("?")[0]
            hub.forms.append((path, parse_qs(self.rfile.read(length).decode())))
            hub.types.append(self.headers["Content-Type"])
            try:
                hub.answers[path](hub, self)
            except OSError:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = False
        hub.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield hub
        finally:
            hub.over.set()
            server.shutdown()
            thread.join()


def told(hub: Hub, path: str, *, seconds: float = LONG) -> Told:
    (pinged,) = ping([hub.at(path)], [FEED], seconds=seconds)
    return pinged.told


def outcomes(pings: tuple[Pinged, ...]) -> list[Outcome]:
    return [pinged.told.outcome for pinged in pings]


# What is sent


def test_a_feed_is_told_as_a_form_that_every_kind_of_hub_reads(hub: Hub) -> None:
    ping([hub.at("/yes")], [f"{FEED}?a=1&b=ü"], seconds=LONG)

    address = [f"{FEED}?a=1&b=ü"]
    form = {"hub.mode": ["publish"], "hub.url": address, "hub.topic": address}
    assert hub.forms == [("/yes", form)]
    assert hub.types == ["application/x-www-form-urlencoded"]


def test_each_feed_is_a_request_of_its_own_to_each_hub(hub: Hub) -> None:
    pings = ping([hub.at("/yes"), hub.at("/accepted")], [FEED, OTHER], seconds=LONG)

    assert [(pinged.hub, pinged.url) for pinged in pings] == [
        (hub.at("/yes"), FEED),
        (hub.at("/yes"), OTHER),
        (hub.at("/accepted"), FEED),
        (hub.at("/accepted"), OTHER),
    ]
    assert outcomes(pings) == ["accepted"] * 4
    assert sorted(hub.paths()) == ["/accepted", "/accepted", "/yes", "/yes"]


def test_nothing_is_told_twice(hub: Hub) -> None:
    ping([hub.at("/yes")] * 2, [FEED] * 2, seconds=LONG)

    assert hub.paths() == ["/yes"]


def test_without_hubs_or_feeds_there_is_nothing_to_tell(hub: Hub) -> None:
    assert ping([], [FEED]) == ()
    assert ping([hub.at("/yes")], []) == ()


# What comes of it


@pytest.mark.parametrize("path", ["/yes", "/accepted"])
def test_a_hub_that_agrees_has_accepted(hub: Hub, path: str) -> None:
    assert told(hub, path).outcome == "accepted"


def test_a_hub_that_says_no_has_refused_in_its_own_words(hub: Hub) -> None:
    assert told(hub, "/404") == Told(
        outcome="refused", words="HTTP 404: no such topic [31m", status=404
    )


def test_a_web_page_as_an_answer_is_shown_without_its_markup(hub: Hub) -> None:
    assert told(hub, "/html").words == "HTTP 400: No It is & was"


def test_an_answer_that_is_compressed_unasked_is_not_unpacked(hub: Hub) -> None:
    assert told(hub, "/gzip").words == "HTTP 400"


@pytest.mark.parametrize("path", ["/moved", "/moved-307"])
def test_a_redirect_is_not_followed_and_names_its_goal(hub: Hub, path: str) -> None:
    answer = told(hub, path)

    assert answer.outcome == "refused"
    assert hub.at("/yes") in answer.words
    assert hub.paths() == [path]


def test_a_hub_in_trouble_may_be_told_later(hub: Hub) -> None:
    assert told(hub, "/500") == Told(outcome="later", words="HTTP 500: our fault", status=500)


def test_a_hub_that_asks_for_a_rest_says_how_long(hub: Hub) -> None:
    answer = told(hub, "/429")

    assert (answer.outcome, answer.retry_after) == ("later", 120)


@pytest.mark.parametrize("path", ["/hang", "/dribble"])
def test_a_hub_that_does_not_come_to_an_end_may_be_told_later(hub: Hub, path: str) -> None:
    answer = told(hub, path, seconds=SHORT)

    assert answer == Told(outcome="later", words="no answer within 0.4 seconds")


@pytest.mark.parametrize("path", ["/close", "/nonsense", "/head-flood"])
def test_a_hub_that_talks_no_http_may_be_told_later(hub: Hub, path: str) -> None:
    answer = told(hub, path)

    assert (answer.outcome, answer.status) == ("later", None)
    assert answer.words.startswith("no answer: ")
    assert answer.words.isprintable()


def test_a_refusal_that_breaks_off_is_a_refusal(hub: Hub) -> None:
    answer = told(hub, "/half", seconds=5 * SHORT)

    assert (answer.outcome, answer.words) == ("refused", "HTTP 400: no such topic")


def test_a_gigabyte_is_not_taken(hub: Hub) -> None:
    answer = told(hub, "/flood")

    assert answer.outcome == "refused"
    assert len(answer.words) < 300
    assert hub.sent < 50_000_000


def test_a_computer_that_does_not_listen_may_be_told_later() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        (pinged,) = ping([f"http://127.0.0.1:{taken.getsockname()[1]}/"], [FEED], seconds=LONG)

    assert pinged.told.outcome == "later"
    assert pinged.told.words.startswith("no answer: ")


def test_a_server_without_tls_at_an_https_address_may_be_told_later(hub: Hub) -> None:
    (pinged,) = ping([hub.at("/yes").replace("http:", "https:")], [FEED], seconds=LONG)

    assert pinged.told.outcome == "later"
    assert hub.forms == []


@pytest.mark.parametrize("address", ["", "hub.example", "https://[x", "http://hub.example/?key=a"])
def test_what_is_no_hub_is_refused_and_sent_nothing(address: str) -> None:
    assert outcomes(ping([address], [FEED, OTHER])) == ["refused", "refused"]


def test_an_environment_with_an_unusable_proxy_is_a_value_and_keeps_its_secrets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "gopher://ada:hush-hush@proxy.example:1")

    (pinged,) = ping(["https://hub.example/"], [FEED])

    assert pinged.told.outcome == "later"
    assert "proxy" in pinged.told.words
    assert "hush" not in sentence(pinged)


# Several hubs


def test_one_hub_that_fails_does_not_hold_the_others(hub: Hub) -> None:
    bad = ["no hub", hub.at("/404"), hub.at("/close"), hub.at("/500"), hub.at("/moved")]

    pings = ping([*bad, hub.at("/yes")], [FEED], seconds=LONG)

    assert outcomes(pings) == ["refused", "refused", "later", "later", "refused", "accepted"]


def test_the_hubs_are_asked_at_the_same_time(hub: Hub) -> None:
    meeting = threading.Barrier(2, timeout=LONG)

    def meets(_: Hub, handler: BaseHTTPRequestHandler) -> None:
        meeting.wait()
        says(204)(hub, handler)

    hub.answers = {"/one": meets, "/two": meets}

    pings = ping([hub.at("/one"), hub.at("/two")], [FEED], seconds=LONG)

    assert outcomes(pings) == ["accepted", "accepted"]


@pytest.mark.parametrize("path", ["/429", "/close"])
def test_a_hub_that_is_away_or_wants_a_rest_is_left_alone(hub: Hub, path: str) -> None:
    pings = ping([hub.at(path)], [FEED, OTHER], seconds=LONG)

    assert outcomes(pings) == ["later", "later"]
    assert hub.paths() == [path]


@pytest.mark.parametrize("path", ["/404", "/500", "/moved"])
def test_a_hub_that_fails_with_one_feed_is_asked_about_the_next(hub: Hub, path: str) -> None:
    ping([hub.at(path)], [FEED, OTHER], seconds=LONG)

    assert hub.paths() == [path, path]


# What is shown


def test_a_token_in_the_address_is_sent_and_not_shown(hub: Hub) -> None:
    def repeats(_: Hub, handler: BaseHTTPRequestHandler) -> None:
        says(400, f"unknown: {handler.path}".encode())(hub, handler)

    hub.answers = {"/": repeats}

    (pinged,) = ping([hub.at("/?token=hush-hush")], [FEED], seconds=LONG)

    assert pinged.told.words == "HTTP 400: unknown: /?…"
    assert "hush" not in repr(pinged) + sentence(pinged)


def test_a_sentence_says_what_where_and_why(hub: Hub) -> None:
    (pinged,) = ping([hub.at("/429")], [FEED], seconds=LONG)

    assert sentence(pinged) == (
        f"later        {FEED}  ({hub.at('/429')}: HTTP 429: slower; try again in 120 seconds)"
    )


def test_the_exit_code_says_whether_to_try_again(hub: Hub) -> None:
    yes, no, later = ping([hub.at("/yes"), hub.at("/404"), hub.at("/500")], [FEED], seconds=LONG)

    assert exit_code([]) == exit_code([yes]) == 0
    assert exit_code([yes, no]) == 3
    assert exit_code([yes, no, later]) == 75
