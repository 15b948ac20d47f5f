"""The site's ledger, held by one process, for the time of a command."""

import contextlib
from collections.abc import Iterator, Mapping
from typing import Final

from reviewkit.announce.ledger import Record
from reviewkit.cli.ledger_files import LedgerFolder
from reviewkit.cli.pipeline import Opened
from reviewkit.errors import UsageError, Where
from reviewkit.locking import locked

__all__ = ["held_ledger", "ledger_folder", "require_records"]

_PATIENCE: Final = 5.0
"""Seconds to wait for another command; it may be one that waits for a page for minutes."""


def ledger_folder(opened: Opened) -> LedgerFolder:
    """Give the ledger's folder of a site."""
    return LedgerFolder(opened.site.root, opened.settings.announce.ledger)


@contextlib.contextmanager
def held_ledger(opened: Opened, what: str) -> Iterator[tuple[LedgerFolder, dict[str, Record]]]:
    """Hold the ledger, and give its folder and records; it can be written.

    Raises UsageError when there is none, BusyError while another process holds it,
    ConfigurationError for a broken record, OutputError when nothing can be written.
    """
    folder = ledger_folder(opened)
    if not folder.path.exists():
        require_records(None, folder)
    with locked(folder.lock_file, what, _PATIENCE):
        records = require_records(folder.read(), folder)
        folder.require_writable()
        yield folder, dict(records)


def require_records(
    records: Mapping[str, Record] | None, folder: LedgerFolder
) -> Mapping[str, Record]:
    """Give the records. Raises UsageError where there is no ledger."""
    if records is None:
        raise UsageError(
            "there is no record of announcements yet, so every old review would look new. "
            "Nothing was sent",
            where=Where(folder.name),
            fix="run reviewkit announce init once: it sends nothing, and marks what is published "
            "now as known",
        )
    return records
