"""Requests to a server: one at a time, none repeated or sent on, each over within its time."""

import contextlib
import io
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

import requests
import urllib3
from requests.adapters import BaseAdapter, HTTPAdapter

from reviewkit import __version__
from reviewkit.announce.mastodon.answers import Heard, Reply, Silence

__all__ = ["USER_AGENT", "Call", "Line"]

USER_AGENT: Final = f"reviewkit/{__version__}"

_CONNECT: Final = 10.0
"""Seconds for one address of the server; it may have several."""
_LARGEST: Final = 8_000_000
"""Bytes of an answer that are read; 40 statuses have a tenth of it."""
_CHUNK: Final = 65_536
_GRACE: Final = 1.0
"""Seconds for a request to end after its connection was cut."""

_FAULTS: Final[Mapping[type[Exception], str]] = {
    urllib3.exceptions.ProxyError: "the proxy does not let it through",
    socket.gaierror: "its name is not known",
    ssl.SSLError: "no secure connection came about",
    ConnectionRefusedError: "it takes no connections",
    TimeoutError: "it did not answer in time",
    urllib3.exceptions.NewConnectionError: "there is no way to it",
    urllib3.exceptions.TimeoutError: "it did not answer in time",
}
"""What a cause of a failure means; an error has many, and the first of these that is one counts."""


class Line(BaseAdapter):
    """A `requests.Session` for Mastodon.py whose answers are kept as they came.

    Whatever its user makes of an answer, `ask` gives what the server said. Each request has a
    connection of its own, because one that was kept open may be closed by the server just when the
    next request is sent, and then nobody knows whether it arrived. `hide` takes the secret out of
    texts.
    """

    def __init__(self, hide: Callable[[str], str] = str) -> None:
        super().__init__()
        self.session = requests.Session()
        self.session.max_redirects = 0
        self.session.mount("https://", self)
        self.session.mount("http://", self)
        self._hide = hide
        self._seconds = 0.0
        self._heard: Heard | None = None

    def ask(self, request: Callable[[], object], seconds: float) -> Heard:
        """Make one request, and give what was heard within about so many seconds."""
        self._begin(seconds)
        # Any library may fail on an answer that it did not foresee; the answer counts.
        with contextlib.suppress(Exception):
            request()
        return self._heard or Silence(reason="no request could be made", is_sent=False)

    def get(self, url: str, seconds: float) -> Heard:
        """Ask for something public."""
        # Without `auth` a password for the host would be looked for in ~/.netrc.
        return self.ask(
            lambda: self.session.get(url, headers={"User-Agent": USER_AGENT}, auth=_as_it_is),
            seconds,
        )

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,  # noqa: ARG002, FBT001, FBT002 -- the signature of requests
        timeout: Any = None,  # noqa: ANN401, ARG002 -- the same
        verify: bool | str = True,  # noqa: FBT001, FBT002 -- the same
        cert: Any = None,  # noqa: ANN401 -- the same
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """Send what a session has prepared; requests calls this. Raises RequestException."""
        if self._heard is not None:
            raise requests.ConnectionError("only one request is allowed")
        call = Call(self._seconds)
        options = {"verify": verify, "cert": cert, "proxies": dict(proxies or {})}
        # A thread, because no time-out of a socket ends the look-up of a name, or an answer of
        # which one byte comes every now and then.
        worker = threading.Thread(target=call.run, args=(request, options), daemon=True)
        worker.start()
        worker.join(self._seconds)
        if worker.is_alive():
            call.cut()
            worker.join(_GRACE)
        self._heard = self._kept(call, urlsplit(request.url or "").netloc)
        if isinstance(self._heard, Silence):
            raise requests.ConnectionError(self._heard.reason)
        return _response(request, call)

    def _begin(self, seconds: float) -> None:
        self._seconds, self._heard = seconds, None

    def close(self) -> None:
        """Do nothing: no connection is kept."""

    def _kept(self, call: "Call", place: str) -> Heard:
        if call.head is None:
            reason = f"no answer from {place}" if call.is_sent else f"no connection to {place}"
            return Silence(reason=f"{reason}: {self._hide(call.reason)}", is_sent=call.is_sent)
        headers = {name.lower(): self._hide(text) for name, text in call.head.headers.items()}
        return Reply(
            place=place,
            status=call.head.status_code,
            headers=headers,
            value=_hidden(_json(call.body), self._hide),
        )


class Call(HTTPAdapter):
    """One request: how far it came, and how it is cut off."""

    def __init__(self, seconds: float) -> None:
        super().__init__(max_retries=0)
        self._seconds = seconds
        self._socket: socket.socket | None = None
        self._is_over = False
        self._reason = ""
        # Until `get_connection_with_tls_context` says otherwise, as an older requests lacks it.
        self.is_sent = True
        self.head: requests.Response | None = None
        self.body: bytes | None = None

    @property
    def reason(self) -> str:
        """Say why there is no answer."""
        return self._reason or f"it took longer than {self._seconds:.0f} seconds"

    def run(self, request: requests.PreparedRequest, options: Mapping[str, Any]) -> None:
        """Send the request, and read the answer."""
        timeout = (min(_CONNECT, self._seconds), self._seconds)
        try:
            head = super().send(request, stream=True, timeout=timeout, **options)
            self.head = head
            self.body = _read(head)
        except Exception as error:  # noqa: BLE001 -- whatever happened, there is no answer
            if not self._is_over:
                self._reason = _why(error)
        finally:
            with contextlib.suppress(Exception):
                if self.head is not None:
                    self.head.close()
                super().close()

    def cut(self) -> None:
        """End the connection; from now on nothing is sent on it."""
        self._is_over = True
        if isinstance(self._socket, socket.socket):
            # Not its own `shutdown`: that of a TLS socket takes the encryption away first.
            with contextlib.suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def get_connection_with_tls_context(self, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 -- passed through
        """Give the pool of connections for a request; its connections tell when they are open."""
        pool = super().get_connection_with_tls_context(*arguments, **options)
        kind = pool.ConnectionCls

        def connect(connection: Any) -> None:  # noqa: ANN401 -- a connection of any kind
            kind.connect(connection)
            self._opened(connection.sock)

        pool.ConnectionCls = type(kind.__name__, (kind,), {"connect": connect})
        self.is_sent = False
        return pool

    def _opened(self, connection: socket.socket | None) -> None:
        """Take note that bytes of the request come next, unless it was cut off."""
        self._socket = connection
        if self._is_over:
            raise TimeoutError
        self.is_sent = True


def _read(head: requests.Response) -> bytes | None:
    """Read the body of an answer; None for one that is too large."""
    body = bytearray()
    for chunk in head.iter_content(_CHUNK):
        body += chunk
        if len(body) > _LARGEST:
            return None
    return bytes(body)


def _json(body: bytes | None) -> Any:  # noqa: ANN401 -- JSON
    try:
        return json.loads(body or b"")
    except (ValueError, RecursionError):
        return None


def _hidden(value: Any, hide: Callable[[str], str]) -> Any:  # noqa: ANN401 -- JSON
    """Take the secret out of all texts in a value, also where JSON had it in another writing."""
    match value:
        case str():
            return hide(value)
        case list():
            return [_hidden(one, hide) for one in value]
        case dict():
            return {name: _hidden(one, hide) for name, one in value.items()}
        case _:
            return value


def _response(request: requests.PreparedRequest, call: Call) -> requests.Response:
    """Make the answer that a library sees.

    It has no headers on which one would act: rate limits to sleep for, cookies, redirects.
    """
    response = requests.Response()
    response.request = request
    response.url = request.url or ""
    if call.head is not None:
        response.status_code = call.head.status_code
        response.reason = call.head.reason
    response.encoding = "utf-8"
    response.raw = io.BytesIO(call.body or b"")
    return response


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _why(error: BaseException) -> str:
    """Say in our own words why there is no answer: those of a library may quote the request."""
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"its certificate is not good ({cause.verify_message})"
    for kind, words in _FAULTS.items():
        if any(isinstance(cause, kind) for cause in causes):
            return words
    return "the connection broke"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Give an error and all that are wrapped in it, outermost first."""
    waiting: list[object] = [error]
    seen: list[BaseException] = []
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, BaseException) and one not in seen:
            seen.append(one)
            yield one
            waiting += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]
