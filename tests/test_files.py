"""A file is replaced whole or not at all, and left alone when nothing changed."""

import os
from pathlib import Path

import pytest

from reviewkit.errors import OutputError
from reviewkit.files import differs, write_if_changed


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def refused(path: Path, data: bytes = b"new") -> OutputError:
    with pytest.raises(OutputError) as caught:
        write_if_changed(path, data)
    return caught.value


@pytest.mark.parametrize(
    ("before", "expected"), [(b"old", False), (b"new", True), (b"", True), (b"older", True)]
)
def test_a_file_differs_when_its_bytes_do(tmp_path: Path, before: bytes, expected: bool) -> None:  # noqa: FBT001 -- an expected value
    path = tmp_path / "feed.xml"
    path.write_bytes(before)

    assert differs(path, b"old") is expected


def test_a_missing_file_differs_even_from_nothing(tmp_path: Path) -> None:
    assert differs(tmp_path / "feed.xml", b"")


@pytest.mark.parametrize("data", [b"", b"x", b"x" * 100_000])
def test_a_folder_in_the_place_of_the_file_is_an_error(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(OutputError) as caught:
        differs(tmp_path, data)

    assert str(caught.value).startswith(f"{tmp_path}: ")


def test_a_new_file_is_written(tmp_path: Path) -> None:
    assert write_if_changed(tmp_path / "feed.xml", b"new")

    assert (tmp_path / "feed.xml").read_bytes() == b"new"
    assert names(tmp_path) == ["feed.xml"]


def test_an_old_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(b"old and longer")

    assert write_if_changed(path, b"new")

    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["feed.xml"]


def test_a_file_that_holds_the_bytes_already_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(b"same")
    os.utime(path, (1, 1))
    before = path.stat()

    assert not write_if_changed(path, b"same")

    after = path.stat()
    assert (after.st_mtime, after.st_ino) == (before.st_mtime, before.st_ino)


def test_an_empty_file_is_written(tmp_path: Path) -> None:
    assert write_if_changed(tmp_path / "feed.xml", b"")
    assert not write_if_changed(tmp_path / "feed.xml", b"")


def test_folders_are_made_as_needed(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "feed.xml"

    assert write_if_changed(path, b"new")

    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755, 0o444])
def test_the_mode_of_the_old_file_is_kept(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(b"old")
    path.chmod(mode)

    assert write_if_changed(path, b"new")

    assert path.stat().st_mode & 0o7777 == mode


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_new_file_has_the_mode_that_the_user_gives_new_files(
    tmp_path: Path, mask: int, mode: int
) -> None:
    before = os.umask(mask)
    try:
        write_if_changed(tmp_path / "feed.xml", b"new")
        kept = os.umask(mask)
    finally:
        os.umask(before)

    assert (tmp_path / "feed.xml").stat().st_mode & 0o7777 == mode
    assert kept == mask


def test_a_link_stays_a_link_and_its_target_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "real" / "feed.xml"
    target.parent.mkdir()
    target.write_bytes(b"old")
    link = tmp_path / "feed.xml"
    link.symlink_to(target)

    assert write_if_changed(link, b"new")

    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert (names(tmp_path), names(target.parent)) == (["feed.xml", "real"], ["feed.xml"])


def test_a_link_to_a_file_that_is_missing_makes_the_file(tmp_path: Path) -> None:
    link = tmp_path / "feed.xml"
    link.symlink_to(tmp_path / "real.xml")

    assert write_if_changed(link, b"new")

    assert link.is_symlink()
    assert (tmp_path / "real.xml").read_bytes() == b"new"


def test_a_link_to_itself_is_an_error(tmp_path: Path) -> None:
    link = tmp_path / "feed.xml"
    link.symlink_to(link)

    assert str(refused(link)).startswith(f"{link}: cannot write the file")


def test_a_folder_is_not_replaced_and_nothing_is_left_behind(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.mkdir()

    error = refused(path)

    assert str(error).startswith(f"{path}: cannot write the file")
    assert error.problem.fix
    assert names(tmp_path) == ["feed.xml"]
    assert path.is_dir()


def test_a_folder_that_holds_something_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.mkdir()
    (path / "kept").write_bytes(b"kept")

    refused(path)

    assert (names(tmp_path), names(path)) == (["feed.xml"], ["kept"])


def test_a_file_in_the_place_of_the_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"a file")

    error = refused(tmp_path / "out" / "feed.xml")

    assert str(error).startswith(f"{tmp_path / 'out' / 'feed.xml'}: cannot write the file")
    assert (tmp_path / "out").read_bytes() == b"a file"
    assert names(tmp_path) == ["out"]


def test_a_link_to_nowhere_in_the_place_of_the_folder_is_an_error_or_a_folder(
    tmp_path: Path,
) -> None:
    (tmp_path / "out").symlink_to(tmp_path / "a file" / "below")
    (tmp_path / "a file").write_bytes(b"a file")

    refused(tmp_path / "out" / "feed.xml")

    assert names(tmp_path) == ["a file", "out"]


def test_a_name_as_long_as_the_system_allows_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("a" * 251 + ".xml")

    assert write_if_changed(path, b"new")

    assert names(tmp_path) == [path.name]


def test_a_name_that_is_too_long_is_an_error(tmp_path: Path) -> None:
    error = refused(tmp_path / ("a" * 252 + ".xml"))

    assert "cannot write the file" in str(error)
    assert names(tmp_path) == []


@pytest.mark.parametrize("name", ["a\x00b", "half \ud800"])
def test_a_name_that_no_file_can_have_is_an_output_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError, match="cannot write the file"):
        write_if_changed(tmp_path / name, b"x")
