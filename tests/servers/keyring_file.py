"""System keyrings for the tests, named by PYTHON_KEYRING_BACKEND: in a file, locked, and broken.

The file is named by KEYRING_FILE.
"""

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

__all__ = ["BrokenKeyring", "FileKeyring", "LockedKeyring"]


class FileKeyring(KeyringBackend):
    """Keeps everything in one JSON file: service, then user name, then password."""

    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        """Give a password."""
        return self._read().get(service, {}).get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a password."""
        kept = self._read()
        self._write({**kept, service: {**kept.get(service, {}), username: password}})

    def delete_password(self, service: str, username: str) -> None:
        """Forget a password."""
        kept = self._read()
        del kept[service][username]
        self._write(kept)

    def _file(self) -> Path:
        return Path(os.environ["KEYRING_FILE"])

    def _read(self) -> dict[str, dict[str, str]]:
        kept: dict[str, dict[str, str]] = {}
        if self._file().exists():
            kept = json.loads(self._file().read_text())
        return kept

    def _write(self, kept: dict[str, dict[str, str]]) -> None:
        self._file().write_text(json.dumps(kept))


class LockedKeyring(FileKeyring):
    """Cannot be unlocked."""

    def get_password(self, service: str, username: str) -> str | None:
        """Fail."""
        del service, username
        raise KeyringLocked("Failed to unlock the collection!")


class BrokenKeyring(FileKeyring):
    """Fails with an exception of its own that quotes what it was to keep."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Fail."""
        raise LookupError(f"org.freedesktop.DBus.Error: {service} {username} {password}")
