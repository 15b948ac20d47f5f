"""Real Jekyll as an oracle: what it knows of every document of a site, and what Ruby answers."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

__all__ = ["Jekyll", "JekyllError"]

_SERVER: Final = Path(__file__).with_name("jekyll_server.rb")


class JekyllError(Exception):
    """There is no Jekyll to ask, it ended, or Ruby raised an error."""


class Jekyll:
    """A running Jekyll that reads sites and does not render them.

    Use it as a context manager; one process answers all questions.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        ruby = shutil.which("ruby")
        if ruby is None or shutil.which("jekyll") is None:
            raise JekyllError("real Jekyll is needed: make oracles")
        self._process = subprocess.Popen(
            [ruby, "-W0", str(_SERVER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env={**os.environ, "LANG": "C.UTF-8"},
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.communicate()

    def site(
        self,
        folder: Path,
        *,
        now: int,
        zone: str = "UTC",
        config: Sequence[Path] = (),
        gems: Path | None = None,
    ) -> dict[str, Any]:
        """Give what Jekyll knows of a site: `documents`, `collections`, or why it is `fatal`.

        `gems` is a folder of gems beside those of the system.
        """
        options = {"config": [str(path) for path in config]} if config else {}
        request = {"site": str(folder), "now": now, "zone": zone, "options": options}
        return self._ask(request | ({"gems": str(gems)} if gems else {}))

    def ruby(self, code: str, text: object, *, zone: str = "UTC", now: int | None = None) -> Any:  # noqa: ANN401 -- JSON
        """Give the value of an expression in which `text` is a variable; raises JekyllError."""
        answer = self._ask({"ruby": code, "text": text, "zone": zone, "now": now})
        if "result" not in answer:
            raise JekyllError(str(answer.get("error") or answer.get("fatal")))
        return answer["result"]

    def _ask(self, request: Mapping[str, object]) -> dict[str, Any]:
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise JekyllError("Jekyll is not running")
        process.stdin.write(json.dumps(request) + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
        if not line:
            raise JekyllError("Jekyll ended")
        answer: dict[str, Any] = json.loads(line)
        return answer
