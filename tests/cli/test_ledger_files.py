"""The folder of the ledger: whole or not at all, and never passed over when it is broken."""

import datetime as dt
from pathlib import Path

import pytest

from reviewkit.announce.ledger import Record
from reviewkit.cli.ledger_files import LedgerFolder
from reviewkit.errors import ConfigurationError, OutputError
from reviewkit.identity import Known

NOW = dt.datetime(2025, 1, 20, 12, tzinfo=dt.UTC)


def a_record(name: str) -> Record:
    known = Known(source=f"_posts/{name}.md", path=f"/{name}/", title=name, date="2025", text="")
    return Record(name=name, known=known, since=NOW)


@pytest.fixture
def ledger(tmp_path: Path) -> LedgerFolder:
    """Give the ledger of a site that has none yet."""
    return LedgerFolder(tmp_path, "_data/announcements")


def names(ledger: LedgerFolder) -> list[str]:
    return sorted(file.name for file in ledger.path.iterdir())


def test_a_site_without_the_folder_has_no_ledger(ledger: LedgerFolder) -> None:
    assert ledger.read() is None


def test_records_are_read_as_they_were_written(ledger: LedgerFolder) -> None:
    ledger.begin([a_record("fog")])
    ledger.write(a_record("rain"))

    assert ledger.read() == {"fog": a_record("fog"), "rain": a_record("rain")}


def test_a_beginning_leaves_nothing_beside_the_folder(ledger: LedgerFolder) -> None:
    ledger.begin([a_record("fog"), a_record("rain")])

    assert names(ledger) == ["fog.json", "rain.json"]
    assert list(ledger.path.parent.iterdir()) == [ledger.path]


def test_the_folder_of_a_site_without_posts_holds_a_file_for_git(ledger: LedgerFolder) -> None:
    ledger.begin([])

    assert (names(ledger), ledger.read()) == ([".gitkeep"], {})


def test_a_second_beginning_adds_to_the_first(ledger: LedgerFolder) -> None:
    ledger.begin([a_record("fog")])
    ledger.begin([a_record("rain")])

    assert names(ledger) == ["fog.json", "rain.json"]


def test_a_beginning_that_fails_leaves_no_folder(ledger: LedgerFolder) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        ledger.begin([a_record("fog"), a_record("x" * 300)])

    assert list(ledger.path.parent.iterdir()) == []


def test_other_files_of_the_folder_are_none_of_ours(ledger: LedgerFolder) -> None:
    ledger.begin([])
    for name in (".reviewkit-x.tmp", "note.txt", ".fog.json"):
        (ledger.path / name).write_text("x")

    assert ledger.read() == {}


def test_a_broken_file_is_an_error_and_stays(ledger: LedgerFolder) -> None:
    ledger.begin([a_record("fog")])
    file = ledger.path / "fog.json"
    file.write_bytes(file.read_bytes()[:-20])
    before = file.read_bytes()

    with pytest.raises(ConfigurationError, match=r"^_data/announcements/fog\.json:\d+: "):
        ledger.read()

    assert file.read_bytes() == before


def test_a_copy_of_a_record_is_an_error(ledger: LedgerFolder) -> None:
    ledger.begin([a_record("fog")])
    (ledger.path / "fog 2.json").write_bytes((ledger.path / "fog.json").read_bytes())

    with pytest.raises(ConfigurationError, match="same post"):
        ledger.read()


def test_a_file_in_place_of_the_folder_is_an_error(ledger: LedgerFolder) -> None:
    ledger.path.parent.mkdir()
    ledger.path.touch()

    with pytest.raises(ConfigurationError, match="cannot be read"):
        ledger.read()


def test_a_folder_in_place_of_a_record_is_an_error(ledger: LedgerFolder) -> None:
    (ledger.path / "fog.json").mkdir(parents=True)

    with pytest.raises(ConfigurationError, match=r"fog\.json: .*cannot be read"):
        ledger.read()


def test_a_folder_that_can_be_written_in_is_left_as_it_was(ledger: LedgerFolder) -> None:
    ledger.begin([a_record("fog")])

    ledger.require_writable()

    assert names(ledger) == ["fog.json"]


def test_a_read_only_folder_is_an_error(ledger: LedgerFolder) -> None:
    ledger.begin([])
    ledger.path.chmod(0o555)

    with pytest.raises(OutputError, match="read-only"):
        ledger.require_writable()


def test_a_record_that_cannot_be_written_is_an_error_with_a_remedy(ledger: LedgerFolder) -> None:
    (ledger.path / "fog.json").mkdir(parents=True)

    with pytest.raises(OutputError) as caught:
        ledger.write(a_record("fog"))

    assert str(caught.value.problem.where) == "_data/announcements/fog.json"
    assert "--output" not in caught.value.problem.fix


def test_the_lock_is_beside_the_folder_and_hidden(ledger: LedgerFolder) -> None:
    assert ledger.lock_file == ledger.path.parent / ".announcements.lock"
