"""A small server of AT Protocol for the tests, on loopback, that can be told to fail.

It keeps posts as a real one does; `repeat` says what it does with a record key that is used.
"""

import base64
import json
from typing import Any

from tests.servers.wire import Reply, Request, Wire

__all__ = ["ACCOUNT", "CREATE", "DELETE", "GET", "HANDLE", "LIST", "LOGIN", "UPLOAD", "Pds", "no"]

ACCOUNT = "did:plc:aaaabbbbccccddddeeeeffff"
HANDLE = "reviewer.example"
PASSWORD = "abcd-efgh-ijkl-mnop"  # noqa: S105 -- of a server of the tests
POST = "app.bsky.feed.post"

LOGIN = "/xrpc/com.atproto.server.createSession"
CREATE = "/xrpc/com.atproto.repo.createRecord"
UPLOAD = "/xrpc/com.atproto.repo.uploadBlob"
GET = "/xrpc/com.atproto.repo.getRecord"
LIST = "/xrpc/com.atproto.repo.listRecords"
DELETE = "/xrpc/com.atproto.repo.deleteRecord"


def no(status: int, name: str, text: str = "") -> Reply:
    """Give an error of AT Protocol."""
    return Reply.json({"error": name, "message": text}, status)


class Pds(Wire):
    """One account, its posts by their keys, and how often one was made."""

    def __init__(self) -> None:
        super().__init__()
        self.account, self.name, self.password = ACCOUNT, HANDLE, PASSWORD
        self.scope = "com.atproto.appPass"
        self.status = ""
        self.repeat = "error"
        self.posts: dict[str, dict[str, Any]] = {}
        self.made = 0
        self.sessions = 0
        self.files = 0

    @property
    def token(self) -> str:
        """Give the token of the newest session."""
        claims = json.dumps({"scope": self.scope, "number": self.sessions}).encode()
        return (
            f"aaaa.{base64.urlsafe_b64encode(claims).decode().rstrip('=')}.signature{self.sessions}"
        )

    def answer(self, request: Request) -> Reply:
        match request.path:
            case "/xrpc/com.atproto.server.createSession":
                return self._session(request.form)
            case "/xrpc/com.atproto.repo.getRecord":
                key = request.query["rkey"][0]
                return self._post(key) if key in self.posts else no(400, "RecordNotFound")
            case "/xrpc/com.atproto.repo.listRecords":
                keys = sorted(self.posts, reverse=True)[: int(request.query["limit"][0])]
                return Reply.json({"records": [self._entry(key) for key in keys]})
        if request.headers.get("authorization") != f"Bearer {self.token}":
            return no(400, "ExpiredToken", "Token has expired")
        return self._written(request)

    def _written(self, request: Request) -> Reply:
        match request.path:
            case "/xrpc/com.atproto.repo.createRecord":
                return self._create(request.form)
            case "/xrpc/com.atproto.repo.deleteRecord":
                self.posts.pop(request.form["rkey"], None)
                return Reply.json({})
            case "/xrpc/com.atproto.repo.uploadBlob":
                self.files += 1
                kind, size = request.headers["content-type"], len(request.body)
                ref = {"$link": f"bafkrei{self.files}"}
                file = {"$type": "blob", "ref": ref, "mimeType": kind, "size": size}
                return Reply.json({"blob": file})
        return no(501, "MethodNotImplemented")

    def _session(self, form: dict[str, Any]) -> Reply:
        known = {self.account, self.name}
        if form["identifier"] not in known or form["password"] != self.password:
            return no(401, "AuthenticationRequired", "Invalid identifier or password")
        self.sessions += 1
        session = {"did": self.account, "handle": self.name, "accessJwt": self.token}
        state = {"active": False, "status": self.status} if self.status else {"active": True}
        return Reply.json({**session, **state, "refreshJwt": "refresh"})

    def _create(self, form: dict[str, Any]) -> Reply:
        key = form["rkey"]
        if key in self.posts and self.repeat == "error":
            return no(500, "InternalServerError", "Internal Server Error")
        self.made += key not in self.posts
        self.posts[key] = form["record"]
        return self._post(key)

    def _entry(self, key: str) -> dict[str, Any]:
        uri = f"at://{self.account}/{POST}/{key}"
        return {"uri": uri, "cid": "bafyrei", "value": self.posts[key]}

    def _post(self, key: str) -> Reply:
        return Reply.json(self._entry(key))
