"""The address on this computer to which a browser brings the answer of a server (RFC 8252, 7.3)."""

import contextlib
import queue
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final
from urllib.parse import parse_qs, urlsplit

from reviewkit.announce.ports import Refused
from reviewkit.announce.secret import Secret
from reviewkit.announce.sign_in import NotOurs

__all__ = ["Loopback", "loopback"]

Judge = Callable[[Mapping[str, Sequence[str]]], Secret | Refused | NotOurs]

_PATIENCE: Final = 10
"""Seconds that a connection may say nothing; browsers open some that they never use."""

_HEADERS: Final = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Connection": "close",
}


class Loopback:
    """A server on a free port of 127.0.0.1, which waits for one answer."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self._server = server
        self._is_listening = False
        self._answers: queue.Queue[Secret | Refused] = queue.Queue(maxsize=1)
        self.address = f"http://127.0.0.1:{server.server_address[1]}/"

    def listen(self, judge: Judge, stray: Callable[[str], None]) -> None:
        """Begin to take calls, beside what else is done.

        `judge` tells the answer from what others may send: that is refused, `stray` is told why,
        and the waiting goes on.
        """
        self._server.RequestHandlerClass = _handler(judge, stray, self._answers)
        self._is_listening = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        """Take no more calls."""
        if self._is_listening:
            self._server.shutdown()

    def wait(self, seconds: float) -> Secret | Refused | None:
        """Give the answer; None where none has come after so many seconds."""
        try:
            return self._answers.get(timeout=seconds)
        except queue.Empty:
            return None


@contextlib.contextmanager
def loopback() -> Iterator[Loopback]:
    """Open a loopback address as long as the context lasts. Raises OSError without a free port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        server.daemon_threads = True
        here = Loopback(server)
        try:
            yield here
        finally:
            here.close()


def _handler(
    judge: Judge, stray: Callable[[str], None], answers: queue.Queue[Secret | Refused]
) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = _PATIENCE

        def do_GET(self) -> None:
            called = urlsplit(self.path)
            if called.path != "/":
                self._show(404, "Nothing is here.")
                return
            judged = judge(parse_qs(called.query, keep_blank_values=True))
            if isinstance(judged, NotOurs):
                self._show(400, f"This is not the answer that was waited for: {judged.reason}.")
                stray(judged.reason)
                return
            self._show(200, "Go back to the terminal; this window can be closed.")
            with contextlib.suppress(queue.Full):
                answers.put_nowait(judged)

        def _show(self, status: int, text: str) -> None:
            page = f"<!doctype html><title>reviewkit</title><p>{escape(text)}</p>".encode()
            with contextlib.suppress(OSError):
                self.send_response(status)
                for name, value in {**_HEADERS, "Content-Length": str(len(page))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(page)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- inherited
            """Say nothing: the address that is called holds the code."""

    return Handler
