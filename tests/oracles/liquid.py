"""Real Jekyll as an oracle for Liquid: what a text gives inside a post of a site."""

import json
import shutil
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any, Final, NamedTuple, Self

__all__ = ["CASES", "PAGE", "SITE", "Answer", "Case", "LiquidOracle", "read_cases", "write_cases"]

CASES: Final = Path(__file__).resolve().parents[1] / "fixtures" / "liquid"
SITE: Final = CASES / "site"
PAGE: Final = "_posts/2023-05-01-main.md"
"""The post in which a case is evaluated."""

_SERVER: Final = Path(__file__).with_name("liquid_server.rb")

Answer = str | dict[str, str]
"""The text, or the class of the error on which Jekyll stops, under `error`."""


class Case(NamedTuple):
    """A text and Jekyll's answer."""

    text: str
    answer: Answer


class LiquidOracle:
    """A running Jekyll that has read a site; use it as a context manager."""

    def __init__(self, site: Path = SITE) -> None:
        self.site = site
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        ruby = shutil.which("ruby")
        assert ruby, "real Jekyll is needed: make oracles"
        self._process = subprocess.Popen(
            [ruby, str(_SERVER), str(self.site)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC"},
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

    def evaluate(self, text: str, **options: object) -> Answer:
        """Evaluate a text; `options` are keys of a site's `liquid:` block."""
        answer = self._ask({"text": text, "page": PAGE, "options": options})
        return answer["text"] if "text" in answer else {"error": answer["error"]}

    def versions(self) -> dict[str, str]:
        """Give the versions of `jekyll` and `liquid`."""
        return self._ask({"versions": True})

    def _ask(self, request: dict[str, Any]) -> dict[str, str]:
        process = self._process
        assert process is not None, "use the oracle in a with statement"
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(request) + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
        assert line, "Jekyll ended; its last words are on the standard error"
        answer: dict[str, str] = json.loads(line)
        return answer


def read_cases(path: Path) -> list[Case]:
    """Read the cases of a file."""
    return [Case(text, answer) for text, answer in json.loads(path.read_text(encoding="utf-8"))]


def write_cases(path: Path, cases: list[Case]) -> None:
    """Write the cases of a file, one a line."""
    rows = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    path.write_text(f"[\n{rows}\n]\n", encoding="utf-8")
