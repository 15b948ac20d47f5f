"""A Ruby program that stays up and answers a line of JSON with a line of JSON."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

__all__ = ["OracleError", "RubyOracle"]


class OracleError(Exception):
    """There is no Ruby or Jekyll to ask, or the program has ended."""


class RubyOracle:
    """A running program beside this file; use it as a context manager.

    `env` is what it knows of the environment beyond `PATH`, UTF-8 as the encoding is set. Warnings
    of Ruby itself are dropped.
    """

    def __init__(self, program: str, *arguments: str, env: Mapping[str, str] | None = None) -> None:
        path = Path(__file__).with_name(program)
        self._command = ["-W0", str(path), *arguments]
        self._env = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **(env or {})}
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        ruby = shutil.which("ruby")
        if ruby is None or shutil.which("jekyll") is None:
            raise OracleError("real Jekyll is needed: make oracles")
        self._process = subprocess.Popen(
            [ruby, *self._command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=self._env,
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process is not None:
            with self._process:
                self._process.kill()
            self._process = None

    def ask(self, request: Mapping[str, object]) -> dict[str, Any]:
        """Give the answer to a request; raises OracleError."""
        self.put(request)
        return self.get()

    def put(self, request: Mapping[str, object]) -> None:
        """Send a request without waiting; `get` gives the answers in order."""
        pipe = self._pipes()[0]
        pipe.write(json.dumps(request) + "\n")
        pipe.flush()

    def get(self) -> dict[str, Any]:
        """Give the next answer; raises OracleError."""
        line = self._pipes()[1].readline()
        if not line:
            raise OracleError("the program ended; its last words are on the standard error")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _pipes(self) -> tuple[IO[str], IO[str]]:
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise OracleError("use the oracle in a with statement")
        return process.stdin, process.stdout
