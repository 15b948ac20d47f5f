"""A lock holds others off while its process lives, and not a moment longer."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reviewkit.errors import BusyError, OutputError
from reviewkit.locking import locked

HOLDER = """
import sys
from pathlib import Path
from reviewkit.locking import locked
with locked(Path(sys.argv[1]), "announce", 0):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(file: Path) -> subprocess.Popen[str]:
    """Start another process that holds the lock until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_lock_is_gone_after_the_work(tmp_path: Path) -> None:
    with locked(tmp_path / "lock", "announce", 0):
        assert (tmp_path / "lock").exists()

    assert list(tmp_path.iterdir()) == []


def test_a_lock_is_gone_after_a_failure(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), locked(tmp_path / "lock", "announce", 0):
        raise ZeroDivisionError

    assert list(tmp_path.iterdir()) == []


def test_a_second_one_in_the_process_is_held_off(tmp_path: Path) -> None:
    with (
        locked(tmp_path / "lock", "announce", 0),
        pytest.raises(BusyError),
        locked(tmp_path / "lock", "announce", 0),
    ):
        pass


def test_another_process_is_told_who_holds_it(tmp_path: Path) -> None:
    with holder(tmp_path / "lock") as other:
        with (
            pytest.raises(BusyError, match=f"announce, process {other.pid} on "),
            locked(tmp_path / "lock", "announce", 0),
        ):
            pass
        other.communicate("")


def test_a_process_waits_until_another_has_ended(tmp_path: Path) -> None:
    with holder(tmp_path / "lock") as other:
        assert other.stdin is not None
        other.stdin.close()
        with locked(tmp_path / "lock", "announce", 60):
            pass

    assert other.returncode == 0


def test_a_process_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    with holder(tmp_path / "lock") as other:
        os.kill(other.pid, signal.SIGKILL)

    assert (tmp_path / "lock").exists()
    with locked(tmp_path / "lock", "announce", 0):
        pass


def test_the_folder_of_a_lock_is_made(tmp_path: Path) -> None:
    with locked(tmp_path / "_data" / "lock", "announce", 0):
        assert (tmp_path / "_data").is_dir()


def test_a_lock_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with (
        pytest.raises(OutputError, match="lock cannot be made"),
        locked(tmp_path / "file" / "lock", "announce", 0),
    ):
        pass
