"""Calls of a server of AT Protocol through atproto, with nothing done behind our back."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

import atproto
import httpx
from atproto_client.models.dot_dict import DotDict

from reviewkit.announce.bluesky.errors import OddAnswerError, RedirectedError
from reviewkit.announce.bluesky.resolve import trusted
from reviewkit.announce.secret import Secret
from reviewkit.announce.within import within

__all__ = ["LONGEST_CALL", "Xrpc"]

LONGEST_CALL: Final = 60.0
"""Seconds after which a call is given up, however busy the server keeps us."""

_CONNECT: Final = 10.0


class Xrpc:
    """One server. Every call is one request, over within `longest` seconds.

    It raises what atproto and httpx do, OverdueError, RedirectedError, and OddAnswerError for a
    success without an object of JSON.

    atproto's own session is not used: it would look up the profile, follow the server elsewhere and
    renew itself in the middle of a call. So is following: a redirected POST becomes a GET.
    """

    def __init__(self, place: str, longest: float = LONGEST_CALL) -> None:
        self._longest = longest
        self._request = atproto.Request(
            timeout=httpx.Timeout(LONGEST_CALL, connect=_CONNECT),
            verify=trusted(),
            event_hooks={"response": [_refuse_to_follow]},
        )
        self._client = atproto.Client(base_url=place, request=self._request)

    def query(self, method: str, **parameters: str | int) -> Mapping[str, Any]:
        """Ask, without saying who we are: what we read is public."""
        return self._call(
            lambda: self._client.invoke_query(
                method, params=DotDict(parameters), output_encoding="application/json"
            )
        )

    def procedure(
        self, method: str, body: Mapping[str, Any], token: Secret | None
    ) -> Mapping[str, Any]:
        """Have the server do something, with a body of JSON that goes out as it is."""
        content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        return self._post(method, content, "application/json", token)

    def upload(self, data: bytes, kind: str, token: Secret) -> Mapping[str, Any]:
        """Upload a file of the media type `kind`."""
        return self._post("com.atproto.repo.uploadBlob", data, kind, token)

    def close(self) -> None:
        """Give connections back."""
        self._request.close()

    def _post(
        self, method: str, content: bytes, kind: str, token: Secret | None
    ) -> Mapping[str, Any]:
        headers = {"Authorization": f"Bearer {token.reveal()}"} if token else {}
        return self._call(
            lambda: self._client.invoke_procedure(
                method, content=content, input_encoding=kind, headers=headers
            )
        )

    def _call(self, call: Callable[[], Any]) -> Mapping[str, Any]:
        content = within(self._longest, call).content
        if isinstance(content, Mapping):
            return content
        if not content:
            return {}
        raise OddAnswerError("the answer is something else than it should be")


def _refuse_to_follow(response: httpx.Response) -> None:
    """Raise for a redirect, before httpx follows it."""
    if response.is_redirect:
        raise RedirectedError(response.status_code, response.headers.get("location", "elsewhere"))
