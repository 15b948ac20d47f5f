"""Real Jekyll as an oracle: what it knows of every document of a site, and what Ruby answers."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.oracles.ruby import OracleError, RubyOracle

__all__ = ["Jekyll"]


class Jekyll(RubyOracle):
    """A running Jekyll that reads sites and does not render them."""

    def __init__(self) -> None:
        super().__init__("jekyll_server.rb")

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
        return self.ask(request | ({"gems": str(gems)} if gems else {}))

    def ruby(self, code: str, text: object, *, zone: str = "UTC", now: int | None = None) -> Any:  # noqa: ANN401 -- JSON
        """Give the value of an expression in which `text` is a variable; raises OracleError."""
        answer = self.ask({"ruby": code, "text": text, "zone": zone, "now": now})
        if "result" not in answer:
            raise OracleError(str(answer.get("error") or answer.get("fatal")))
        return answer["result"]
