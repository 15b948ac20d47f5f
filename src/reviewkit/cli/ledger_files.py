"""The folder of the site that holds the records of announcements, read and written durably."""

import contextlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from reviewkit.announce.ledger import Record, check_records, parse_record, record_bytes
from reviewkit.errors import ConfigurationError, OutputError, Where
from reviewkit.files import sync_folder, write_if_changed

__all__ = ["LedgerFolder"]


class LedgerFolder:
    """The ledger of the site in `root`; `name` is its folder there, with forward slashes."""

    def __init__(self, root: Path, name: str) -> None:
        self.name = name
        self.path = root / name

    @property
    def lock_file(self) -> Path:
        """Give the file to lock: beside the folder, hidden, so that no generator reads it."""
        return self.path.parent / f".{self.path.name}.lock"

    def read(self) -> dict[str, Record] | None:
        """Read all records by name; None where there is no folder, as `announce init` never ran.

        Raises ConfigurationError for a folder or file that cannot be read, a broken record, or two
        of one post: to go on without one would announce its post again.
        """
        try:
            files = sorted(file for file in self.path.iterdir() if _is_record(file))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unreadable(self.name, error) from error
        records = {}
        for file in files:
            name = f"{self.name}/{file.name}"
            try:
                data = file.read_bytes()
            except OSError as error:
                raise self._unreadable(name, error) from error
            records[file.stem] = parse_record(data, file.stem, name)
        check_records(records.values(), self.name)
        return records

    def require_writable(self) -> None:
        """Raise OutputError unless a file can be written: to be asked before anything is sent."""
        try:
            # The superuser may write everywhere, and a folder was closed for a reason.
            if not stat.S_IMODE(self.path.stat().st_mode) & 0o222:
                raise PermissionError(None, "the folder is read-only")
            with tempfile.TemporaryFile(prefix=".reviewkit-", dir=self.path) as file:
                file.write(b"\0")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise self._unwritable(self.name, error.strerror or str(error)) from error

    def write(self, record: Record) -> None:
        """Put a record on the disk, whole or not at all; it is there when this returns.

        Raises OutputError.
        """
        file = self.path / f"{record.name}.json"
        try:
            write_if_changed(file, record_bytes(record))
        except OutputError as error:
            name = f"{self.name}/{file.name}"
            raise self._unwritable(name, error.problem.what) from error

    def begin(self, records: Iterable[Record]) -> None:
        """Write the first records; the folder appears with all of them or not at all.

        One with a part of them would have a later run announce the others. Where the folder is
        there already they are written one by one. Raises OutputError.
        """
        if self.path.exists():
            for record in records:
                self.write(record)
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            prefix = f".{self.path.name}-"
            new = Path(tempfile.mkdtemp(prefix=prefix, suffix=".tmp", dir=self.path.parent))
            try:
                self._fill(new, {f"{one.name}.json": record_bytes(one) for one in records})
                new.rename(self.path)
            except BaseException:
                with contextlib.suppress(OSError):
                    shutil.rmtree(new)
                raise
            sync_folder(self.path.parent)
        except OSError as error:
            raise self._unwritable(self.name, error.strerror or str(error)) from error

    def _fill(self, folder: Path, files: Mapping[str, bytes]) -> None:
        folder.chmod(0o777 & ~_mask())
        # Git keeps no empty folder, and without the folder nothing is ever announced.
        for name, data in (files or {".gitkeep": b""}).items():
            with (folder / name).open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        sync_folder(folder)

    def _unreadable(self, file: str, error: OSError) -> ConfigurationError:
        return ConfigurationError(
            f"the record of announcements cannot be read: {error.strerror or error}. "
            "Nothing was sent",
            where=Where(file),
            fix="correct its rights, or set another folder as ledger below [announce]",
        )

    def _unwritable(self, file: str, why: str) -> OutputError:
        return OutputError(
            f"the record of announcements cannot be written: {why.removesuffix('.')}. "
            "Nothing is sent that is not written down first",
            where=Where(file),
            fix="check the folder's rights and the free space, and run the command again",
        )


def _is_record(file: Path) -> bool:
    return file.suffix == ".json" and not file.name.startswith(".")


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
