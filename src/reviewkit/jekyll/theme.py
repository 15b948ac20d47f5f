"""The configuration of a theme that is a gem: what it says where the site is silent."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import yaml

from reviewkit.jekyll.psych import load_yaml

__all__ = ["theme_configuration", "theme_folder"]

_OWN_KEYS: Final = frozenset(
    (
        *("source", "destination", "collections_dir", "cache_dir", "plugins_dir", "layouts_dir"),
        *("data_dir", "includes_dir", "collections", "safe", "include", "exclude", "keep_files"),
        *("encoding", "markdown_ext", "strict_front_matter", "show_drafts", "limit_posts"),
        *("future", "unpublished", "whitelist", "plugins", "markdown", "highlighter", "lsi"),
        *("excerpt_separator", "incremental", "detach", "port", "host", "baseurl"),
        *("show_dir_listing", "permalink", "paginate_path", "timezone", "quiet", "verbose"),
        *("defaults", "liquid", "kramdown"),
    )
)
"""What Jekyll has a default for: a theme has no say in it."""


def theme_folder(root: Path, name: object, gems: Sequence[Path]) -> Path | None:
    """Give the folder of the theme `name`, None where it is not found.

    It is looked for in the folders `gems`, each the `gems` folder of a Ruby; its version is that
    of the site's `Gemfile.lock`, else the newest.
    """
    return _newest(name, _locked_version(root, name), gems) if isinstance(name, str) else None


def theme_configuration(root: Path, name: object, gems: Sequence[Path]) -> Mapping[str, Any]:
    """Give what the `_config.yml` of the theme `name` adds to a site's own configuration.

    A theme that is not found, or has no readable configuration, adds nothing. (Jekyll 4.3,
    Site#load_theme_configuration.)
    """
    folder = theme_folder(root, name, gems)
    file = folder / "_config.yml" if folder else None
    if file is None or file.is_symlink():
        return {}
    try:
        data = load_yaml(file.read_text(encoding="utf-8-sig"), symbols=True)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return {}
    if not isinstance(data, dict):
        return {}
    return {key: value for key, value in data.items() if key not in _OWN_KEYS}


def _locked_version(root: Path, name: str) -> str | None:
    try:
        text = (root / "Gemfile.lock").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    match = re.search(rf"^    {re.escape(name)} \(([^)]+)\)$", text, re.MULTILINE)
    return match[1] if match else None


def _newest(name: str, version: str | None, gems: Sequence[Path]) -> Path | None:
    found: Iterable[Path] = (
        folder
        for place in gems
        for folder in place.glob(f"{name}-{version or '[0-9]*'}")
        if folder.is_dir()
    )
    return max(found, key=_version, default=None)


def _version(folder: Path) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", folder.name.rpartition("-")[2])))
