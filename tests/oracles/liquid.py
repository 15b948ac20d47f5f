"""Real Jekyll as an oracle for Liquid: what a text gives inside a post of a site."""

import json
from pathlib import Path
from typing import Final, NamedTuple

from tests.oracles.ruby import RubyOracle

__all__ = ["CASES", "PAGE", "SITE", "Answer", "Case", "LiquidOracle", "read_cases", "write_cases"]

CASES: Final = Path(__file__).resolve().parents[1] / "fixtures" / "liquid"
SITE: Final = CASES / "site"
PAGE: Final = "_posts/2023-05-01-main.md"
"""The post in which a case is evaluated."""

Answer = str | dict[str, str]
"""The text, or the class of the error on which Jekyll stops, under `error`."""


class Case(NamedTuple):
    """A text and Jekyll's answer."""

    text: str
    answer: Answer


class LiquidOracle(RubyOracle):
    """A running Jekyll that has read a site."""

    def __init__(self, site: Path = SITE) -> None:
        super().__init__("liquid_server.rb", str(site), env={"TZ": "UTC"})
        self.site = site

    def evaluate(self, text: str, **options: object) -> Answer:
        """Evaluate a text; `options` are keys of a site's `liquid:` block."""
        answer = self.ask({"text": text, "page": PAGE, "options": options})
        return answer["text"] if "text" in answer else {"error": answer["error"]}

    def versions(self) -> dict[str, str]:
        """Give the versions of `jekyll` and `liquid`."""
        return self.ask({"versions": True})


def read_cases(path: Path) -> list[Case]:
    """Read the cases of a file."""
    return [Case(text, answer) for text, answer in json.loads(path.read_text(encoding="utf-8"))]


def write_cases(path: Path, cases: list[Case]) -> None:
    """Write the cases of a file, one a line."""
    rows = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    path.write_text(f"[\n{rows}\n]\n", encoding="utf-8")
