"""A real Bluesky server for the tests: starts it, makes accounts, and reads back what they hold.

with Bluesky.started(modules) as bluesky:        # or the fixture `bluesky`
    account = bluesky.add_account()
    ...                                          # the program under test talks to bluesky.url
    assert bluesky.record(account, rkey) is not None
"""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from threading import Timer
from typing import Any, Self

import httpx

__all__ = ["POST", "Account", "Bluesky"]

POST = "app.bsky.feed.post"
SCRIPT = Path(__file__).with_name("serve.mjs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account on the server; `token` is the access token of the session it was made in."""

    handle: str
    did: str
    password: str
    token: str


@dataclass(slots=True, kw_only=True)
class Bluesky:
    """A running server: `url` is the PDS, `plc` the directory of identities.

    `bypass` is the key with which what the tests themselves do counts for no rate limit.
    """

    url: str
    plc: str
    bypass: str
    client: httpx.Client
    _names: Iterator[int] = field(default_factory=lambda: count(1))

    @classmethod
    @contextmanager
    def started(cls, modules: Path) -> Iterator[Self]:
        """Run the server as long as the context lasts; `modules` has its `node_modules`."""
        server = subprocess.Popen(
            [shutil.which("node") or "node", str(SCRIPT), str(modules)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        with server, httpx.Client(timeout=60) as client:
            if server.stdin is None or server.stdout is None:
                raise AssertionError
            late = Timer(120, server.kill)
            late.start()
            try:
                line = server.stdout.readline()
                late.cancel()
                assert line, "the Bluesky server did not start; its error is above"
                places = json.loads(line)
                yield cls(
                    url=places["pds"],
                    plc=places["plc"],
                    bypass=places["bypass"],
                    client=client,
                )
            finally:
                late.cancel()
                server.stdin.close()
                server.wait(timeout=30)

    def call(
        self,
        name: str,
        *,
        token: str | None = None,
        query: dict[str, str | int] | None = None,
        data: object = None,
        counted: bool = True,
    ) -> httpx.Response:
        """Call an XRPC method: a procedure with `data`, else a query."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if not counted:
            headers["X-RateLimit-Bypass"] = self.bypass
        address = f"{self.url}/xrpc/{name}"
        if data is None:
            return self.client.get(address, params=query, headers=headers)
        return self.client.post(address, json=data, headers=headers)

    def add_account(self, name: str | None = None) -> Account:
        """Make an account with a handle of its own, and give its session."""
        handle = f"{name or f'reviewer{next(self._names)}'}.test"
        password = f"password of {handle}"
        asked = {"email": f"me@{handle}", "handle": handle, "password": password}
        answer = self.call("com.atproto.server.createAccount", data=asked, counted=False)
        made = answer.raise_for_status().json()
        return Account(handle=handle, did=made["did"], password=password, token=made["accessJwt"])

    def app_password(self, account: Account, name: str = "reviewkit") -> str:
        """Make an app password of an account, as its settings page would."""
        asked = {"name": name}
        method = "com.atproto.server.createAppPassword"
        made = self.call(method, token=account.token, data=asked, counted=False)
        return str(made.raise_for_status().json()["password"])

    def record(self, account: Account, rkey: str, collection: str = POST) -> dict[str, Any] | None:
        """Give the value of a record, None when there is none."""
        query: dict[str, str | int] = {
            "repo": account.did,
            "collection": collection,
            "rkey": rkey,
        }
        answer = self.call("com.atproto.repo.getRecord", query=query, counted=False)
        if answer.status_code == httpx.codes.BAD_REQUEST:
            assert answer.json()["error"] == "RecordNotFound", answer.text
            return None
        value: dict[str, Any] = answer.raise_for_status().json()["value"]
        return value

    def records(self, account: Account, collection: str = POST) -> dict[str, dict[str, Any]]:
        """Give the records of a collection by their keys, oldest first."""
        query: dict[str, str | int] = {
            "repo": account.did,
            "collection": collection,
            "limit": 100,
            "reverse": "true",
        }
        answer = self.call("com.atproto.repo.listRecords", query=query, counted=False)
        found = answer.raise_for_status().json()["records"]
        return {record["uri"].rsplit("/", 1)[1]: record["value"] for record in found}

    def create(self, account: Account, rkey: str, record: dict[str, Any]) -> httpx.Response:
        """Create a post under a key, as the program under test would."""
        asked = {"repo": account.did, "collection": POST, "rkey": rkey, "record": record}
        return self.call("com.atproto.repo.createRecord", token=account.token, data=asked)

    def upload(self, account: Account, content: bytes, kind: str) -> httpx.Response:
        """Upload a blob."""
        address = f"{self.url}/xrpc/com.atproto.repo.uploadBlob"
        headers = {"Authorization": f"Bearer {account.token}", "Content-Type": kind}
        return self.client.post(address, content=content, headers=headers)
