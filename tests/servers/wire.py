"""HTTP on loopback for the servers of the tests: it logs every request, and can be told to fail."""

import contextlib
import json
import os
import socket
import struct
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

__all__ = [
    "Cut",
    "Fault",
    "Reply",
    "Request",
    "Wire",
    "answered",
    "lost",
    "redirected",
    "refused",
    "slow",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request as it came in; the names of headers are in lower case."""

    method: str
    path: str
    query: Mapping[str, list[str]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def form(self) -> dict[str, Any]:
        """Give the fields of the body: text, a list for a name with `[]`, a file as its bytes."""
        kind = self.headers.get("content-type", "")
        if kind.startswith("application/json"):
            fields = json.loads(self.body)
            return fields if isinstance(fields, dict) else {}
        if kind.startswith("multipart/form-data"):
            head = f"content-type: {kind}\r\n\r\n".encode()
            whole = BytesParser(policy=HTTP).parsebytes(head + self.body)
            return dict(part_of(part) for part in whole.iter_parts())
        pairs = parse_qs(self.body.decode(), keep_blank_values=True)
        return {k.removesuffix("[]"): v if k.endswith("[]") else v[-1] for k, v in pairs.items()}


def part_of(part: Message) -> tuple[str, Any]:
    """Give name and value of a part of multipart/form-data (RFC 7578): bytes for a file."""
    content = part.get_payload(decode=True)
    value = content if isinstance(content, bytes) else b""
    name = str(part.get_param("name", header="content-disposition"))
    return name, value if part.get_filename() is not None else value.decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer before it is sent."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def json(cls, value: object, status: int = 200, **headers: str) -> Self:
        """Give an answer whose body is JSON; `_` in a header's name stands for `-`."""
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        kind = {"Content-Type": "application/json; charset=utf-8"}
        return cls(status=status, body=json.dumps(value).encode(), headers={**kind, **named})

    @classmethod
    def html(cls, text: str, status: int = 200) -> Self:
        """Give an answer whose body is a page."""
        kind = {"Content-Type": "text/html; charset=utf-8"}
        return cls(status=status, body=text.encode(), headers=kind)


class Cut(Enum):
    """How much of an answer reaches the client."""

    WHOLE = "all of it"
    HALF = "its head and half of its body, then the connection ends"
    CLOSED = "nothing, the connection ends"
    RESET = "nothing, the connection is reset"
    DRIBBLED = "all of it, one byte at a time, `delay` seconds apart"
    SILENT = "nothing, and the connection stays open until the client ends it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What goes wrong with one request.

    `accepted` says whether the server does what was asked, `reply` what it answers instead of the
    truth, `cut` how much of that arrives, `delay` how many seconds later.
    """

    accepted: bool = False
    reply: Reply | None = None
    cut: Cut = Cut.WHOLE
    delay: float = 0.0


def refused(status: int, error: str = "broken", **headers: str) -> Fault:
    """Give a fault that answers with an error in JSON and does nothing."""
    return Fault(reply=Reply.json({"error": error}, status, **headers))


def answered(reply: Reply, *, accepted: bool = False) -> Fault:
    """Give a fault that answers something else than the truth: of a thing done, or not."""
    return Fault(accepted=accepted, reply=reply)


def redirected(status: int, address: str) -> Fault:
    """Give a fault that sends the client to another address and does nothing."""
    return Fault(reply=Reply(status=status, headers={"Location": address}))


def lost(cut: Cut, *, accepted: bool) -> Fault:
    """Give a fault that takes away the answer: of a thing that was done, or was not."""
    return Fault(accepted=accepted, cut=cut)


def slow(seconds: float) -> Fault:
    """Give a fault that does what was asked, and answers late."""
    return Fault(accepted=True, delay=seconds)


class Wire:
    """A server on a free port of 127.0.0.1, open inside `with`; what it answers, `answer` says.

    `requests` holds all that came in, oldest first; `fail` makes the next ones go wrong.
    """

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.faults: list[tuple[str, str, Fault]] = []
        self.standing: list[tuple[str, str, Fault]] = []
        self.news = threading.Condition()
        self.turn = threading.Lock()
        self.stopping = threading.Event()
        self.done: list[Request] = []
        self.errors: list[Exception] = []
        self._server = Listener(("127.0.0.1", 0), _handler_of(self))
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def now(self) -> datetime:
        """Give the time by the server's clock."""
        return datetime.now(UTC)

    def answer(self, request: Request) -> Reply:
        """Do what was asked and give the answer; one request at a time."""
        raise NotImplementedError

    def fail(self, method: str, path: str, *faults: Fault, always: bool = False) -> None:
        """Make the next requests to a path go wrong, each as one of the faults, then no more.

        `always`: the faults' last goes on for ever.
        """
        with self.news:
            self.faults += [(method, path, fault) for fault in faults]
            if always:
                self.standing.append((method, path, faults[-1]))

    def mend(self) -> None:
        """Let nothing go wrong any more."""
        with self.news:
            self.faults.clear()
            self.standing.clear()

    def asked(self, method: str, path: str) -> list[Request]:
        """Give the requests of a method to a path, oldest first."""
        with self.news:
            return [r for r in self.requests if (r.method, r.path) == (method, path)]

    def wait_for(self, method: str, path: str, count: int = 1, timeout: float = 30) -> None:
        """Wait until so many requests have been worked on (not: answered); else TimeoutError."""

        def there() -> bool:
            return sum((r.method, r.path) == (method, path) for r in self.done) >= count

        with self.news:
            if not self.news.wait_for(there, timeout):
                raise TimeoutError(f"{method} {path} was asked fewer than {count} times")

    def handle(self, request: Request) -> tuple[Reply, Fault]:
        """Log a request, work on it as far as its fault lets, and give the answer and the fault."""
        with self.news:
            self.requests.append(request)
            fault = self._fault_of(request)
        reply = Reply.json({"error": "not worked on"}, 500)
        if fault.accepted:
            with self.turn:
                reply = self._answered(request)
        reply = fault.reply or reply
        with self.news:
            self.done.append(request)
            self.news.notify_all()
        return reply, fault

    def _answered(self, request: Request) -> Reply:
        try:
            return self.answer(request)
        except Exception as error:  # noqa: BLE001 -- raised again when the server ends
            self.errors.append(error)
            return Reply.json({"error": f"the server of the tests is wrong: {error!r}"}, 500)

    def _fault_of(self, request: Request) -> Fault:
        place = (request.method, request.path)
        for queued in self.faults:
            if queued[:2] == place:
                self.faults.remove(queued)
                return queued[2]
        lasting = (fault for *where, fault in self.standing if tuple(where) == place)
        return next(lasting, Fault(accepted=True))

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), name=self.url).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.hang_up()
        self._server.server_close()
        if self.errors and error is None:
            raise ExceptionGroup("the server of the tests is wrong", self.errors)


class Listener(ThreadingHTTPServer):
    """A thread a connection; all of them end with the server."""

    daemon_threads = False

    def __init__(self, *arguments: Any) -> None:  # noqa: ANN401 -- passed through
        self.open: set[socket.socket] = set()
        self.closed = False
        super().__init__(*arguments)

    def hang_up(self) -> None:
        """End the connections that clients keep open."""
        self.closed = True
        for connection in tuple(self.open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


def _handler_of(wire: Wire) -> Callable[..., BaseHTTPRequestHandler]:
    class Handler(_Handler):
        pass

    Handler.wire = wire
    return Handler


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wire: Wire
    server: Listener

    def setup(self) -> None:
        super().setup()
        self.server.open.add(self.connection)

    def finish(self) -> None:
        self.server.open.discard(self.connection)
        with contextlib.suppress(OSError):
            super().finish()

    def handle(self) -> None:
        if self.server.closed:
            return
        with contextlib.suppress(OSError):
            super().handle()

    def date_time_string(self, timestamp: float | None = None) -> str:
        return super().date_time_string(timestamp or self.wire.now().timestamp())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- inherited
        """Say nothing: `requests` is the log."""

    def _serve(self) -> None:
        address = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(
            method=self.command,
            path=address.path,
            query=parse_qs(address.query, keep_blank_values=True),
            headers=headers,
            body=self.rfile.read(int(headers.get("content-length", "0"))),
        )
        reply, fault = self.wire.handle(request)
        if fault.cut is not Cut.DRIBBLED:
            self.wire.stopping.wait(fault.delay)
        self._send(reply, fault)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = _serve  # noqa: N815

    def _send(self, reply: Reply, fault: Fault) -> None:
        match fault.cut:
            case Cut.WHOLE:
                self._write(reply, reply.body)
                return
            case Cut.HALF:
                self._write(reply, reply.body[: len(reply.body) // 2])
            case Cut.DRIBBLED:
                self._write(reply, b"")
                for place in range(len(reply.body)):
                    self.wire.stopping.wait(fault.delay)
                    self.wfile.write(reply.body[place : place + 1])
            case Cut.RESET:
                # Closing a socket that lingers for no time sends RST (socket(7), SO_LINGER).
                linger = struct.pack("ii", 1, 0)
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                self.server.open.discard(self.connection)
                os.close(self.connection.detach())
            case Cut.SILENT:
                self.connection.recv(1)
            case Cut.CLOSED:
                pass
        self.close_connection = True

    def _write(self, reply: Reply, body: bytes) -> None:
        self.send_response(reply.status)
        for name, value in {**reply.headers, "Content-Length": len(reply.body)}.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(b"" if self.command == "HEAD" else body)
