"""Small Jekyll sites, each written to a folder of its own and read back."""

import datetime as dt
import zoneinfo
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from reviewkit.jekyll import read_configuration, read_site
from reviewkit.model import Site

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
CONFIG = "url: https://films.example\n"

Files = Mapping[str, str | bytes]


@pytest.fixture(scope="session")
def new_site(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Give a function that writes files below a new folder, next to a plain `_config.yml`."""

    def write(files: Files, config: str = "") -> Path:
        root = tmp_path_factory.mktemp("site")
        for name, content in {"_config.yml": CONFIG + config, **files}.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return write


@pytest.fixture(scope="session")
def read_folder() -> Callable[..., Site]:
    """Give a function that reads the site in a folder on the first day of 2026."""

    def read_it(root: Path, *, zone: str = "UTC", now: dt.datetime = NOW) -> Site:
        return read_site(
            root, read_configuration(root), now=now, machine_zone=zoneinfo.ZoneInfo(zone)
        )

    return read_it


@pytest.fixture(scope="session")
def read(new_site: Callable[..., Path], read_folder: Callable[..., Site]) -> Callable[..., Site]:
    """Give a function that writes a site and reads it."""

    def write_and_read(
        files: Files, config: str = "", *, zone: str = "UTC", now: dt.datetime = NOW
    ) -> Site:
        return read_folder(new_site(files, config), zone=zone, now=now)

    return write_and_read
