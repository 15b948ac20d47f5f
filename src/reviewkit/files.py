"""Files are replaced whole or not at all, and left alone when nothing changed."""

import contextlib
import os
import tempfile
from pathlib import Path

from reviewkit.errors import OutputError, Where

__all__ = ["differs", "sync_folder", "write_if_changed"]


def differs(path: Path, data: bytes) -> bool:
    """Tell whether the file at `path` holds anything but `data`; a missing file differs.

    Raises OutputError when something that is no readable file stands there.
    """
    try:
        return path.read_bytes() != data
    except FileNotFoundError:
        return True
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from error


def write_if_changed(path: Path, data: bytes, *, mode: int | None = None) -> bool:
    """Put `data` at `path` and tell whether anything had to be written.

    The bytes go to a temporary file in the same folder, to the disk, and only then take the
    place of the old file, so that a crash or a full disk leaves the old file whole. Folders are
    made as needed, a symbolic link is kept and its target replaced. `mode` are the rights; without
    it those of the old file, or of any new one. Raises OutputError.
    """
    if not differs(path, data):
        return False
    target = path.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, data, mode)
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from error
    return True


def _replace(target: Path, data: bytes, mode: int | None) -> None:
    descriptor, name = tempfile.mkstemp(prefix=".reviewkit-", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(target) if mode is None else mode)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(target.parent)


def _mode(target: Path) -> int:
    """Keep the mode of the file that is replaced; a new one gets what `open` would give."""
    try:
        return target.stat().st_mode & 0o7777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def sync_folder(folder: Path) -> None:
    """Make the rename itself durable, where the system lets a folder be opened."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _unwritable(path: Path, error: OSError | ValueError) -> OutputError:
    """Give the error; a ValueError is of a name that the system's file names cannot hold."""
    reason = getattr(error, "strerror", None) or error
    return OutputError(
        f"cannot write the file: {reason}. What stood there before is untouched.",
        where=Where(str(path)),
        fix="check the folder's rights and the free space, or choose another place with --output",
    )
