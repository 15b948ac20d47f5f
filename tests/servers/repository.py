"""A git repository over HTTP that lets nobody in without a token, as those of private sites."""

import base64
import os
import subprocess
from pathlib import Path
from urllib.parse import urlencode

from tests.servers.wire import Reply, Request, Wire

__all__ = ["Repository"]


class Repository(Wire):
    """The server of a bare repository in `folder`, made empty, open inside `with`.

    A token is the password; with `is_protected` none may push.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.is_protected = False
        self._may_push: dict[str, bool] = {}
        git("init", "--bare", "--initial-branch=main", folder, cwd=folder.parent)

    @property
    def address(self) -> str:
        """Give the address to fetch from and push to."""
        return f"{self.url}/{self.folder.name}"

    def add_token(self, *, may_push: bool) -> str:
        """Give a new token that may fetch, and perhaps push."""
        token = f"ghs_{len(self._may_push):036}"
        self._may_push[token] = may_push
        return token

    @property
    def tip(self) -> str:
        """Give the commit of the branch `main`."""
        return self.git("rev-parse", "main").strip()

    @property
    def subjects(self) -> list[str]:
        """Give the first lines of the branch's commits, newest first."""
        return self.git("log", "--format=%s", "main").splitlines()

    def git(self, *words: str) -> str:
        """Run git in the repository, and give what it says."""
        return git(*words, cwd=self.folder)

    def text(self, path: str) -> str:
        """Give a file of the branch `main`."""
        return self.git("show", f"main:{path}")

    def answer(self, request: Request) -> Reply:
        """Do what git asks for, with git's own server."""
        token = _password(request)
        if token not in self._may_push:
            return Reply(status=401, headers={"WWW-Authenticate": 'Basic realm="films"'})
        is_push = "git-receive-pack" in f"{request.path} {request.query}"
        if is_push and (self.is_protected or not self._may_push[token]):
            return Reply(status=403)
        answer = subprocess.run(
            ["git", "http-backend"],  # noqa: S607 -- the one on PATH
            env=self._environment(request),
            input=request.body,
            capture_output=True,
            check=True,
        )
        head, _, body = answer.stdout.partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().splitlines())
        status = headers.pop("Status", "200 OK").split()[0]
        return Reply(status=int(status), body=body, headers=headers)

    def _environment(self, request: Request) -> dict[str, str]:
        """Give the variables of the Common Gateway Interface (RFC 3875, 4.1)."""
        return {
            "PATH": os.environ["PATH"],
            "GIT_PROJECT_ROOT": str(self.folder.parent),
            "GIT_HTTP_EXPORT_ALL": "1",
            "REMOTE_USER": "x-access-token",
            "REQUEST_METHOD": request.method,
            "PATH_INFO": request.path,
            "QUERY_STRING": urlencode(request.query, doseq=True),
            "CONTENT_TYPE": request.headers.get("content-type", ""),
            "HTTP_CONTENT_ENCODING": request.headers.get("content-encoding", ""),
            "HTTP_GIT_PROTOCOL": request.headers.get("git-protocol", ""),
        }


def _password(request: Request) -> str:
    """Give the password of a request (RFC 7617), empty where it has none."""
    given = request.headers.get("authorization", "").removeprefix("Basic ")
    return base64.b64decode(given).decode().partition(":")[2]


def git(*words: str | Path, cwd: Path) -> str:
    """Run git in a folder, as somebody with a name; give what it says."""
    who = ("-c", "user.name=Reviewer", "-c", "user.email=me@films.example")
    result = subprocess.run(
        ["git", *who, *map(str, words)],  # noqa: S607 -- the one on PATH
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout
