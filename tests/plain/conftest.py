"""Small plain sites, each written to a folder of its own and read back."""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from reviewkit.config import load_settings
from reviewkit.model import Site
from reviewkit.plain import plain_settings, read_site

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
SETTINGS = """\
[site]
kind = "plain"
url = "https://films.example"
content = "content"
permalink = "/reviews/:path/"
"""

Files = Mapping[str, str | bytes]


@pytest.fixture(scope="session")
def new_site(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Give a function that writes files below a new folder, next to a plain `reviewkit.toml`.

    Lines of `changed` take the place of the settings' own lines with the same key.
    """

    def write(files: Files, changed: str = "") -> Path:
        root = tmp_path_factory.mktemp("site")
        keys = [line.partition("=")[0].strip() for line in changed.splitlines()]
        kept = [
            line for line in SETTINGS.splitlines() if line.partition("=")[0].strip() not in keys
        ]
        settings = "\n".join([*kept, changed, ""])
        for name, content in {"reviewkit.toml": settings, **files}.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return write


@pytest.fixture(scope="session")
def read(new_site: Callable[..., Path]) -> Callable[..., Site]:
    """Give a function that writes a plain site and reads it on the first day of 2026."""

    def write_and_read(files: Files, changed: str = "") -> Site:
        root = new_site(files, changed)
        return read_site(root, plain_settings(root, load_settings(root).site), now=NOW)

    return write_and_read
