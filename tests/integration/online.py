"""A review site that is online: a repository, a server of its pages, and an account to post with.

The site is the example site with one review more, of today; real Jekyll builds it.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.cli.announcing.conftest import SCOPES, days_ago, review
from tests.servers.files import Files
from tests.servers.mastodon import Mastodon
from tests.servers.repository import Repository, git

__all__ = ["LEDGER", "SLUG", "Online", "online"]

LEDGER = "_data/announcements"
SLUG = "harbour-lights"


@dataclass(slots=True, kw_only=True)
class Online:
    """The site: `clone` is its author's, `pages` the web server, `mastodon` where it announces."""

    folder: Path
    repository: Repository
    pages: Files
    mastodon: Mastodon
    token: str
    below: str

    @property
    def clone(self) -> Path:
        """Give the author's clone of the repository."""
        return self.folder / "clone"

    @property
    def root(self) -> Path:
        """Give the folder of the site in the clone."""
        return self.clone / self.below

    @property
    def web(self) -> Path:
        """Give the folder that is online."""
        return self.pages.folder

    def push(self, files: dict[str, str]) -> str:
        """Write files, commit and push them, as the author; give the commit."""
        place = self.clone
        git("pull", "--quiet", "--rebase", "--autostash", cwd=place)
        for name, text in files.items():
            file = place / self.below / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        git("add", "--all", cwd=place)
        git("commit", "--quiet", "--message", f"Write {' '.join(files)}", cwd=place)
        git("push", "--quiet", cwd=place)
        return git("rev-parse", "HEAD", cwd=place).strip()

    def write_review(self, slug: str, sentence: str = "A patient film about a harbour.") -> str:
        """Push a review of today; give the commit."""
        return self.push({f"_posts/{days_ago(0)}-{slug}.md": review(sentence, f"title: {slug}")})

    def states(self, slug: str) -> list[str]:
        """Give what the ledger on the branch says of a review."""
        record: dict[str, Any] = json.loads(
            self.repository.text(f"{self.below}/{LEDGER}/{slug}.json".removeprefix("./"))
        )
        return [entry["state"] for entry in record["targets"]]


@contextmanager
def online(folder: Path, moviesite: Path, *, url: str = "", below: str = ".") -> Iterator[Online]:
    """Give the site after `announce init`.

    With `url` its pages are said to be there instead; `below` is its folder in the repository.
    """
    with Mastodon() as mastodon, Repository(folder / "films.git") as repository, Files() as pages:
        pages.folder = folder / "web"
        site = Online(
            folder=folder,
            repository=repository,
            pages=pages,
            mastodon=mastodon,
            token=mastodon.add_token(mastodon.add_account("reviewer"), *SCOPES),
            below=below,
        )
        _begin(site, moviesite, url or pages.url)
        yield site


def _begin(site: Online, moviesite: Path, url: str) -> None:
    git("clone", "--quiet", site.repository.folder, site.clone, cwd=site.folder)
    shutil.copytree(moviesite, site.root, dirs_exist_ok=True)
    with (site.root / "_config.yml").open("a", encoding="utf-8") as file:
        file.write(f"\nurl: {url}\n")
    settings = f'[announce.mastodon]\nserver = "{site.mastodon.url}"\n'
    (site.root / "reviewkit.toml").write_text(settings)
    subprocess.run(
        [sys.executable, "-m", "reviewkit", "announce", "init", "--quiet"],
        cwd=site.root,
        check=True,
        env={"PATH": "/usr/bin:/bin", "TZ": "UTC", "REVIEWKIT_MASTODON_TOKEN": site.token},
    )
    git("add", "--all", cwd=site.clone)
    git("commit", "--quiet", "--message", "Begin", cwd=site.clone)
    git("push", "--quiet", "--set-upstream", "origin", "main", cwd=site.clone)
