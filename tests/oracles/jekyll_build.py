"""A Jekyll site that real Jekyll builds, with the plug-in of reviewkit or without."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["PLUGIN", "REVIEWKIT", "JekyllSite"]

PLUGIN = Path(__file__).resolve().parents[2] / "plugins" / "jekyll"
REVIEWKIT = (sys.executable, "-m", "reviewkit")
_MADE = {"_site", ".jekyll-cache"}


@dataclass(frozen=True)
class JekyllSite:
    """A folder with a site in it, where tests may write."""

    root: Path

    def write(self, files: Mapping[str, str]) -> None:
        """Write files, paths to texts."""
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def add_plugin(
        self, settings: str = "", command: Sequence[str] = REVIEWKIT, **options: object
    ) -> None:
        """Switch the plug-in on as one file; more lines of `_config.yml`, and its own options."""
        folder = self.root / "_plugins"
        folder.mkdir(exist_ok=True)
        shutil.copy(PLUGIN / "_plugins" / "jekyll-reviewkit.rb", folder)
        table = json.dumps({"command": list(command), **options})
        self.configure(f"markdown: ReviewKit\njekyll_reviewkit: {table}\n{settings}")

    def configure(self, lines: str) -> None:
        """Add lines to `_config.yml`."""
        with (self.root / "_config.yml").open("a", encoding="utf-8") as file:
            file.write(f"\n{lines}\n")

    def build(
        self, *options: str, code: int = 0, environment: Mapping[str, str] | None = None
    ) -> str:
        """Build the site; give what Jekyll said. Fails unless it ends with `code`."""
        jekyll = shutil.which("jekyll")
        assert jekyll, "real Jekyll is needed: make oracles"
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        result = subprocess.run(
            [jekyll, "build", *options],
            cwd=self.root,
            env={**kept, "LANG": "C.UTF-8", "TZ": "UTC", **(environment or {})},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        said = result.stdout + result.stderr
        assert result.returncode == code, said
        return said

    def page(self, path: str) -> str:
        """Give a built page."""
        return (self.root / "_site" / path).read_text(encoding="utf-8")

    def pages(self) -> dict[str, bytes]:
        """Give every built file with its content."""
        return _files(self.root / "_site")

    def sources(self) -> dict[str, str]:
        """Give a digest of every file of the site but what a build makes."""
        return {
            name: hashlib.sha256(content).hexdigest()
            for name, content in _files(self.root).items()
            if name.partition("/")[0] not in _MADE
        }


def _files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
