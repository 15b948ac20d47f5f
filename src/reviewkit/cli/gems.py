"""Where the Ruby of this computer keeps its gems, in which the theme of a site may be."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

__all__ = ["gem_folders"]

_USUAL: Final = (
    "/var/lib/gems/*",
    "/usr/local/lib/ruby/gems/*",
    "/usr/lib/ruby/gems/*",
    "/usr/share/rubygems-integration/*",
    "/usr/local/bundle",
    "/opt/homebrew/lib/ruby/gems/*",
    "~/.gem/ruby/*",
    "~/.local/share/gem/ruby/*",
    "~/.rbenv/versions/*/lib/ruby/gems/*",
    "~/.rvm/gems/*",
)
"""Homes of gems on the usual systems and of the usual version managers."""


def gem_folders(root: Path) -> tuple[Path, ...]:
    """Give the `gems` folders there are: of the site in `root`, of the environment, of the system.

    `GEM_HOME`, `GEM_PATH` and `BUNDLE_PATH` are what RubyGems and Bundler look at too.
    """
    return tuple(dict.fromkeys(home / "gems" for home in _homes(root) if (home / "gems").is_dir()))


def _homes(root: Path) -> Iterator[Path]:
    yield from root.glob("vendor/bundle/ruby/*")
    if bundle := os.environ.get("BUNDLE_PATH"):
        yield from Path(bundle).glob("ruby/*")
        yield Path(bundle)
    for name in ("GEM_HOME", "GEM_PATH"):
        yield from (Path(part) for part in os.environ.get(name, "").split(os.pathsep) if part)
    for pattern in _USUAL:
        path = Path(pattern.replace("~", os.environ.get("HOME", "/nonexistent"), 1))
        yield from Path(path.anchor).glob(str(path.relative_to(path.anchor)))
