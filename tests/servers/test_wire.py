"""The servers of the tests answer, log and fail as they are told."""

import threading
from collections.abc import Iterator

import httpx
import pytest
from tests.servers.wire import (
    Cut,
    Fault,
    Reply,
    Request,
    Wire,
    answered,
    lost,
    redirected,
    refused,
    slow,
)


class Counter(Wire):
    """Counts what was done, and says how often."""

    count = 0

    def answer(self, request: Request) -> Reply:
        if request.path == "/broken":
            raise ZeroDivisionError
        self.count += 1
        return Reply.json({"count": self.count, "form": request.form})


@pytest.fixture
def counter() -> Iterator[Counter]:
    with Counter() as server:
        yield server


def test_every_request_is_in_the_log(counter: Counter) -> None:
    httpx.post(f"{counter.url}/a?b=c", content=b"d=e", headers={"X-Kind": "F"})
    (request,) = counter.requests

    assert (request.method, request.path, request.query) == ("POST", "/a", {"b": ["c"]})
    assert (request.body, request.headers["x-kind"]) == (b"d=e", "F")


def test_forms_are_read_however_they_are_sent(counter: Counter) -> None:
    answers = [
        httpx.post(counter.url, data={"a": "é", "b[]": ["1", "2"]}),
        httpx.post(counter.url, json={"a": "é", "b": ["1", "2"]}),
    ]

    assert [answer.json()["form"] for answer in answers] == [{"a": "é", "b": ["1", "2"]}] * 2


def test_a_file_in_a_form_is_its_bytes() -> None:
    request = httpx.Request("POST", "http://x", data={"a": "é"}, files={"f": ("n.jpg", b"\xff\n")})
    headers = {"content-type": request.headers["content-type"]}
    read = Request(method="POST", path="/", headers=headers, body=request.read())

    assert read.form == {"a": "é", "f": b"\xff\n"}


def test_a_connection_is_used_again(counter: Counter) -> None:
    with httpx.Client(base_url=counter.url) as client:
        assert [client.post("/").json()["count"] for _ in range(3)] == [1, 2, 3]


@pytest.mark.parametrize("accepted", [True, False])
@pytest.mark.parametrize(
    ("cut", "error"),
    [
        (Cut.RESET, httpx.ReadError),
        (Cut.CLOSED, httpx.RemoteProtocolError),
        (Cut.HALF, httpx.RemoteProtocolError),
        (Cut.SILENT, httpx.ReadTimeout),
    ],
)
def test_an_answer_is_lost_of_a_thing_that_was_done_or_was_not(
    counter: Counter, cut: Cut, error: type[Exception], *, accepted: bool
) -> None:
    counter.fail("POST", "/", lost(cut, accepted=accepted))
    with pytest.raises(error):
        httpx.post(f"{counter.url}/", timeout=0.3)

    assert counter.count == accepted
    assert httpx.post(f"{counter.url}/").status_code == 200


def test_faults_come_in_their_order_and_then_end(counter: Counter) -> None:
    counter.fail("GET", "/", refused(503), refused(429, "much", Retry_After="7"))
    answers = [httpx.get(f"{counter.url}/") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [503, 429, 200]
    assert answers[1].json() == {"error": "much"}
    assert answers[1].headers["retry-after"] == "7"
    assert counter.count == 1


def test_a_fault_is_for_its_path_alone(counter: Counter) -> None:
    counter.fail("GET", "/a", refused(503))

    assert httpx.get(f"{counter.url}/b").status_code == 200
    assert httpx.post(f"{counter.url}/a").status_code == 200
    assert httpx.get(f"{counter.url}/a").status_code == 503


def test_a_fault_lasts_until_it_is_mended(counter: Counter) -> None:
    counter.fail("GET", "/", refused(503), always=True)
    answers = [httpx.get(f"{counter.url}/").status_code for _ in range(3)]
    counter.mend()

    assert answers == [503] * 3
    assert httpx.get(f"{counter.url}/").status_code == 200


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_does_nothing_here(counter: Counter, status: int) -> None:
    counter.fail("POST", "/", redirected(status, f"{counter.url}/there"))
    answer = httpx.post(f"{counter.url}/", data={"a": "b"})

    assert (answer.status_code, answer.headers["location"]) == (status, f"{counter.url}/there")
    assert counter.count == 0


@pytest.mark.parametrize("accepted", [True, False])
@pytest.mark.parametrize("reply", [Reply.html("<h1>Hm</h1>"), Reply.json([]), Reply()])
def test_a_success_can_be_something_else(counter: Counter, reply: Reply, *, accepted: bool) -> None:
    counter.fail("POST", "/", answered(reply, accepted=accepted))
    answer = httpx.post(f"{counter.url}/")

    assert (answer.status_code, answer.content) == (200, reply.body)
    assert counter.count == accepted


def test_a_late_answer_is_of_a_thing_done_in_time(counter: Counter) -> None:
    counter.fail("POST", "/", slow(30))
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(f"{counter.url}/", timeout=0.3)

    assert counter.count == 1


def test_an_answer_that_dribbles_comes_in_the_end(counter: Counter) -> None:
    counter.fail("POST", "/", Fault(accepted=True, cut=Cut.DRIBBLED, delay=0.001))

    assert httpx.post(f"{counter.url}/").json()["count"] == 1


def test_the_moment_of_a_request_can_be_waited_for(counter: Counter) -> None:
    def ask() -> None:
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(f"{counter.url}/", timeout=1)

    counter.fail("POST", "/", lost(Cut.SILENT, accepted=True))
    client = threading.Thread(target=ask)
    client.start()
    counter.wait_for("POST", "/")
    done = counter.count
    client.join()

    assert done == 1


def test_waiting_for_what_never_comes_is_an_error(counter: Counter) -> None:
    with pytest.raises(TimeoutError, match="GET /nowhere was asked fewer than 1 times"):
        counter.wait_for("GET", "/nowhere", timeout=0)


def test_the_server_ends_though_clients_hold_on() -> None:
    counter = Counter()
    with httpx.Client(base_url=counter.url) as client:
        with counter:
            client.post("/")
        with pytest.raises(httpx.TransportError):
            client.post("/")

    assert not [t for t in threading.enumerate() if t.name == counter.url]


def test_a_fault_of_the_server_itself_is_not_lost() -> None:
    counter = Counter()
    counter.__enter__()
    answer = httpx.get(f"{counter.url}/broken")

    assert answer.status_code == 500
    assert "ZeroDivisionError" in answer.json()["error"]
    with pytest.raises(ExceptionGroup, match="the server of the tests is wrong"):
        counter.__exit__(None, None, None)
