"""What servers said of themselves and of accounts, kept between runs in the user's cache."""

import hashlib
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import msgspec

from reviewkit.announce.kind import Facts
from reviewkit.errors import OutputError
from reviewkit.files import write_if_changed
from reviewkit.urls import is_web_address, keeps_secrets

__all__ = ["FactsFolder", "cache_folder"]

_VERSION: Final = 1


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """What stands in a file."""

    version: int
    network: str
    account: str
    facts: Facts


class FactsFolder:
    """The facts of accounts, a file each; `folder` is None where there is no cache.

    Nothing here fails: facts that cannot be read are as good as none, and those that cannot be
    written are asked for again. `detail` is told.
    """

    def __init__(self, folder: Path | None, detail: Callable[[str], None]) -> None:
        self._folder = folder
        self._detail = detail

    def read(self, network: str, account: str) -> Facts | None:
        """Give what is known of an account of the settings."""
        file = self._file(network, account)
        if file is None:
            return None
        try:
            kept = msgspec.json.decode(file.read_bytes(), type=_File)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, RecursionError) as error:
            self._detail(f"{file} is not used: {error}")
            return None
        fits = (kept.version, kept.network, kept.account) == (_VERSION, network, account)
        place = kept.facts.place
        # A password goes to that place, so it has to be as good as one in the settings.
        is_safe = is_web_address(place) and keeps_secrets(place) and kept.facts.asked.tzinfo
        if fits and is_safe:
            return kept.facts
        self._detail(f"{file} is not used: it is of something else")
        return None

    def write(self, network: str, account: str, facts: Facts) -> None:
        """Keep what is known now, for the owner of the file alone to read."""
        file = self._file(network, account)
        if file is None:
            return
        kept = _File(version=_VERSION, network=network, account=account, facts=facts)
        try:
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_if_changed(file, msgspec.json.encode(kept), mode=0o600)
        except (OSError, OutputError, TypeError, ValueError) as error:
            self._detail(f"{file} is not written: {error}")

    def _file(self, network: str, account: str) -> Path | None:
        if self._folder is None:
            return None
        digest = hashlib.sha256(f"{network} {account}".encode()).hexdigest()[:16]
        return self._folder / "accounts" / f"{network}-{digest}.json"


def cache_folder(environ: Mapping[str, str] = os.environ) -> Path | None:
    """Give reviewkit's folder in the user's cache; None where there is no place for one.

    `$XDG_CACHE_HOME`, where it is absolute, else `~/.cache` (XDG Base Directory Specification).
    """
    given = environ.get("XDG_CACHE_HOME", "")
    try:
        base = Path(given) if os.path.isabs(given) else Path.home() / ".cache"  # noqa: PTH117 -- a text may be no path
    except RuntimeError:
        return None
    return base / "reviewkit"
