"""The address to which a browser brings an answer: for this answer alone, whatever else comes."""

import http.client
import socket
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

import pytest

from reviewkit.announce.ports import Refused
from reviewkit.announce.secret import Secret
from reviewkit.announce.sign_in import NotOurs
from reviewkit.cli.loopback import Loopback, loopback


def judge(query: Mapping[str, Sequence[str]]) -> Secret | Refused | NotOurs:
    if "no" in query:
        return Refused("no")
    return Secret(query["code"][0]) if "code" in query else NotOurs("it is <none>")


@pytest.fixture
def strays() -> list[str]:
    return []


@pytest.fixture
def here(strays: list[str]) -> Iterator[Loopback]:
    with loopback() as opened:
        opened.listen(judge, strays.append)
        yield opened


def get(here: Loopback, path: str) -> tuple[int, str, Mapping[str, str]]:
    connection = http.client.HTTPConnection(urlsplit(here.address).netloc, timeout=30)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), dict(answer.headers)
    finally:
        connection.close()


def test_an_answer_is_given_to_who_waits(here: Loopback) -> None:
    status, page, _ = get(here, "/?code=x")
    answer = here.wait(30)

    assert isinstance(answer, Secret)
    assert (status, answer.reveal()) == (200, "x")
    assert "Go back to the terminal" in page


def test_a_no_is_an_answer_too(here: Loopback) -> None:
    get(here, "/?no=1")

    assert here.wait(30) == Refused("no")


@pytest.mark.parametrize(("path", "status"), [("/", 400), ("/?x=1", 400), ("/favicon.ico", 404)])
def test_what_is_no_answer_is_refused(here: Loopback, path: str, status: int) -> None:
    assert get(here, path)[0] == status
    assert here.wait(0) is None


def test_why_something_is_no_answer_is_shown_as_text(here: Loopback, strays: list[str]) -> None:
    page = get(here, "/")[1]

    assert "it is &lt;none&gt;" in page
    assert strays == ["it is <none>"]


def test_only_the_first_answer_counts(here: Loopback) -> None:
    for code in "xy":
        get(here, f"/?code={code}")
    first, second = here.wait(30), here.wait(0)

    assert isinstance(first, Secret)
    assert (first.reveal(), second) == ("x", None)


def test_a_connection_that_says_nothing_holds_up_nobody(here: Loopback) -> None:
    address = urlsplit(here.address)
    with socket.create_connection((address.hostname or "", address.port or 0)):
        status = get(here, "/?code=x")[0]

    assert status == 200


def test_the_page_hands_the_code_to_nobody(here: Loopback) -> None:
    _, page, headers = get(here, "/?code=x")

    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert "http" not in page


def test_it_is_open_to_this_computer_alone(here: Loopback) -> None:
    assert here.address.startswith("http://127.0.0.1:")


def test_nothing_is_taken_after_the_end(strays: list[str]) -> None:
    with loopback() as here:
        here.listen(judge, strays.append)
    with pytest.raises(ConnectionRefusedError):
        get(here, "/?code=x")
