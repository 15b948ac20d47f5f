"""A computer of its own for a run of `reviewkit auth`: home, cache, keyring, browser and site."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["PERSON", "Home"]

PROJECT = Path(__file__).resolve().parents[2]
PERSON = f"{sys.executable} -m tests.servers.person %s"
"""A browser with a person in front of it, who allows; with PERSON_DENIES, who denies."""


@dataclass(kw_only=True)
class Home:
    """Folders below `root`; `site` has the settings, `env` is what a run gets."""

    root: Path
    site: Path
    env: dict[str, str] = field(default_factory=dict)

    @classmethod
    def made(cls, root: Path, settings: str, keyring: str = "FileKeyring") -> "Home":
        """Make the folders, and a site with such a `reviewkit.toml`."""
        for name in ("home", "cache", "site"):
            (root / name).mkdir(parents=True)
        home = cls(root=root, site=root / "site")
        (home.site / "_config.yml").write_text("title: Films\nurl: https://films.example\n")
        (home.site / "reviewkit.toml").write_text(settings)
        kept = {name: os.environ[name] for name in os.environ if name.startswith("COVERAGE_")}
        home.env = {
            **kept,
            "PATH": os.environ["PATH"],
            "HOME": str(root / "home"),
            "XDG_CACHE_HOME": str(root / "cache"),
            "BROWSER": PERSON,
            "KEYRING_FILE": str(root / "keyring.json"),
            "PYTHON_KEYRING_BACKEND": f"tests.servers.keyring_file.{keyring}",
        }
        return home

    def start(self, *arguments: str, **env: str) -> subprocess.Popen[str]:
        """Start `reviewkit auth` with arguments and more environment; stdin is a pipe."""
        return subprocess.Popen(
            [sys.executable, "-m", "reviewkit", "auth", *arguments],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**self.env, **env},
        )

    def auth(
        self, *arguments: str, stdin: str = "", **env: str
    ) -> subprocess.CompletedProcess[str]:
        """Run `reviewkit auth` with arguments, the site last, and more environment."""
        with self.start(*arguments, str(self.site), **env) as process:
            stdout, stderr = process.communicate(stdin, timeout=120)
        return subprocess.CompletedProcess(arguments, process.returncode, stdout, stderr)

    @property
    def kept(self) -> Mapping[str, str]:
        """Give what the keyring has of reviewkit's."""
        file = self.root / "keyring.json"
        kept: dict[str, dict[str, str]] = json.loads(file.read_text()) if file.exists() else {}
        return kept.get("reviewkit", {})

    def files_with(self, secret: str) -> list[str]:
        """Give the files that hold a secret; the keyring's is to hold it."""
        files = [path for path in self.root.rglob("*") if path.is_file()]
        return [path.name for path in files if secret.encode() in path.read_bytes()]
