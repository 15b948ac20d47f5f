"""A server in front of another, which can take its answers away."""

from types import TracebackType
from typing import Final
from urllib.parse import urlencode

import httpx
from tests.servers.wire import Reply, Request, Wire

__all__ = ["Proxy"]

_OWN: Final = {"connection", "content-length", "host", "transfer-encoding", "accept-encoding"}
_ANSWERED: Final = {"content-type", "ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"}


class Proxy(Wire):
    """Hands every request on to the server at `behind`; `fail` works as on any server here."""

    def __init__(self, behind: str) -> None:
        super().__init__()
        self._behind = behind
        self._client = httpx.Client(timeout=60)

    def answer(self, request: Request) -> Reply:
        """Ask the server behind."""
        query = f"?{urlencode(request.query, doseq=True)}" if request.query else ""
        headers = {name: text for name, text in request.headers.items() if name not in _OWN}
        answer = self._client.request(
            request.method,
            f"{self._behind}{request.path}{query}",
            content=request.body,
            headers=headers,
        )
        kept = {name: text for name, text in answer.headers.items() if name in _ANSWERED}
        return Reply(status=answer.status_code, body=answer.content, headers=kept)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        super().__exit__(kind, error, trace)
        self._client.close()
