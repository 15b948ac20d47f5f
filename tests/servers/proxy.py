"""Stands in front of a real server of the tests, logs what goes through it, and fails as told."""

import ssl
from types import TracebackType
from typing import Self

import httpx
from tests.servers.wire import Reply, Request, Wire

__all__ = ["Proxy"]

_OWN = frozenset(
    {"connection", "content-length", "host", "keep-alive", "transfer-encoding", "date"}
)
"""Headers of one connection (RFC 9110, section 7.6.1), and what the client here sets itself."""


class Proxy(Wire):
    """Passes requests on to `server`, an address without a slash at the end."""

    def __init__(self, server: str) -> None:
        super().__init__()
        # An empty context, because reading all certificates takes longer than a test.
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._client = httpx.Client(base_url=server, timeout=60, verify=context)

    def answer(self, request: Request) -> Reply:
        answer = self._client.request(
            request.method,
            request.path,
            params={name: values[0] for name, values in request.query.items()},
            headers={k: v for k, v in request.headers.items() if k not in _OWN},
            content=request.body,
        )
        dropped = _OWN | {"content-encoding"}
        headers = {k: v for k, v in answer.headers.items() if k not in dropped}
        return Reply(status=answer.status_code, body=answer.content, headers=headers)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        super().__exit__(kind, error, trace)
        self._client.close()

    def __enter__(self) -> Self:
        super().__enter__()
        return self
