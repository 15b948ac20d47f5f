"""What servers said is kept between runs, and never stands in the way."""

import datetime as dt
import json
from pathlib import Path

import pytest

from reviewkit.announce.kind import Facts
from reviewkit.cli.facts_file import FactsFolder, cache_folder

SERVER = "https://mastodon.example"
FACTS = Facts(
    place=SERVER,
    asked=dt.datetime(2025, 1, 20, 12, tzinfo=dt.UTC),
    account="42",
    handle="reviewer",
    limits={"characters": 500, "mime_types": ["image/png"], "is_mastodon": True},
)


@pytest.fixture
def details() -> list[str]:
    return []


@pytest.fixture
def folder(tmp_path: Path, details: list[str]) -> FactsFolder:
    return FactsFolder(tmp_path / "cache", details.append)


def only_file(tmp_path: Path) -> Path:
    (file,) = (tmp_path / "cache" / "accounts").iterdir()
    return file


def test_nothing_is_known_at_first(folder: FactsFolder, details: list[str]) -> None:
    assert folder.read("mastodon", SERVER) is None
    assert details == []


def test_facts_are_read_as_they_were_written(folder: FactsFolder) -> None:
    folder.write("mastodon", SERVER, FACTS)

    assert folder.read("mastodon", SERVER) == FACTS


def test_each_account_has_its_own(folder: FactsFolder) -> None:
    folder.write("mastodon", SERVER, FACTS)

    assert folder.read("mastodon", "https://other.example") is None
    assert folder.read("bluesky", SERVER) is None


def test_the_file_is_for_its_owner_alone(folder: FactsFolder, tmp_path: Path) -> None:
    folder.write("mastodon", SERVER, FACTS)

    assert only_file(tmp_path).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"account": "https://other.example"},
        {"facts": {"place": SERVER}},
        {"facts": {"place": "http://far.example", "asked": "2025-01-20T12:00:00Z"}},
        {"facts": {"place": "nowhere", "asked": "2025-01-20T12:00:00Z"}},
        {"facts": {"place": SERVER, "asked": "2025-01-20T12:00:00"}},
        {"more": 1},
    ],
)
def test_a_file_that_says_something_else_is_not_used(
    folder: FactsFolder, tmp_path: Path, details: list[str], change: dict[str, object]
) -> None:
    folder.write("mastodon", SERVER, FACTS)
    file = only_file(tmp_path)
    file.write_text(json.dumps({**json.loads(file.read_text()), **change}))

    assert folder.read("mastodon", SERVER) is None
    assert len(details) == 1


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[" * 100_000, b"null"])
def test_a_broken_file_is_not_used_and_is_replaced(
    folder: FactsFolder, tmp_path: Path, content: bytes
) -> None:
    folder.write("mastodon", SERVER, FACTS)
    only_file(tmp_path).write_bytes(content)
    before = folder.read("mastodon", SERVER)
    folder.write("mastodon", SERVER, FACTS)

    assert (before, folder.read("mastodon", SERVER)) == (None, FACTS)


def test_a_cache_that_cannot_be_written_is_done_without(
    folder: FactsFolder, tmp_path: Path, details: list[str]
) -> None:
    (tmp_path / "cache").write_text("a file")
    folder.write("mastodon", SERVER, FACTS)

    assert folder.read("mastodon", SERVER) is None
    assert len(details) == 2


def test_without_a_folder_nothing_is_kept(details: list[str]) -> None:
    folder = FactsFolder(None, details.append)
    folder.write("mastodon", SERVER, FACTS)

    assert folder.read("mastodon", SERVER) is None


def test_the_cache_is_where_the_system_wants_it() -> None:
    assert cache_folder({"XDG_CACHE_HOME": "/caches"}) == Path("/caches/reviewkit")


@pytest.mark.parametrize("given", ["", "relative/folder"])
def test_a_place_that_is_not_absolute_is_not_taken(given: str) -> None:
    assert cache_folder({"XDG_CACHE_HOME": given}) == Path.home() / ".cache" / "reviewkit"
