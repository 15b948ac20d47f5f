"""`reviewkit export` writes what `list` tells into a file of data, and nothing over another's."""

import datetime as dt
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.plain.sites import SITES

from reviewkit.announce.ledger import Entry, EntryState, Record, Target, record_bytes
from reviewkit.identity import Known
from reviewkit.plain import data_folder_of

Run = Callable[..., subprocess.CompletedProcess[str]]
MakeSite = Callable[..., Path]

POST = '---\ntitle: One\n---\n<span class="reviewsection">One sentence review:</span> Good.\n'
NAME = "_posts/2025-01-02-a.md"
MOMENT = dt.datetime(2025, 1, 20, 12, tzinfo=dt.UTC)


def exported(site: Path, name: str = "_data/reviews.json") -> list[dict[str, Any]]:
    """Read the data file of a site."""
    posts: list[dict[str, Any]] = json.loads((site / name).read_text(encoding="utf-8"))
    return posts


def entry(network: str, url: str, state: EntryState = "published") -> Entry:
    """Give an entry of the ledger."""
    return Entry(target=Target(network=network, server=None, account="1"), state=state,
                 since=MOMENT, url=url)  # fmt: skip


def ledger_of(*entries: Entry) -> dict[str, bytes]:
    """Give the ledger's file about the post `NAME`."""
    known = Known(source=NAME, path="/posts/a/", title="One", date="2025-01-02", text="")
    record = Record(name="a", known=known, since=MOMENT, entries=entries)
    return {"_data/announcements/a.json": record_bytes(record)}


@pytest.mark.parametrize("options", [(), ("--all",), ("--html",), ("--collection", "all")])
def test_the_file_holds_what_list_tells_and_the_announcements(
    run: Run, make_site: MakeSite, options: tuple[str, ...]
) -> None:
    site = make_site({NAME: POST, "_drafts/b.md": POST, "_posts/2025-01-03-café.md": "Plain."})
    run("export", site, *options)
    listed = json.loads(run("list", site, "--json", *options).stdout)
    assert exported(site) == [{**post, "announcements": []} for post in listed]


def test_the_message_names_the_file(run: Run, make_site: MakeSite) -> None:
    site = make_site({NAME: POST})
    result = run("export", site)
    size = (site / "_data/reviews.json").stat().st_size
    assert result.returncode == 0
    assert result.stderr == f"wrote        {site}/_data/reviews.json  (1 post, {size} bytes)\n"


def test_a_second_run_leaves_the_file_alone(run: Run, make_site: MakeSite) -> None:
    site = make_site({NAME: POST})
    run("export", site)
    before = (site / "_data/reviews.json").stat()
    assert run("export", site).stderr.startswith("unchanged ")
    after = (site / "_data/reviews.json").stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


def test_check_writes_nothing_and_exits_1_for_a_stale_file(run: Run, make_site: MakeSite) -> None:
    site = make_site({NAME: POST})
    stale = run("export", site, "--check")
    assert (stale.returncode, (site / "_data").exists()) == (1, False)
    assert stale.stderr.startswith("would change ")


def test_check_exits_0_for_a_file_that_is_up_to_date(run: Run, make_site: MakeSite) -> None:
    site = make_site({NAME: POST})
    run("export", site)
    result = run("export", site, "--check")
    assert (result.returncode, result.stderr.startswith("up to date ")) == (0, True)


def test_the_result_is_told_as_json(run: Run, make_site: MakeSite) -> None:
    site = make_site({NAME: POST})
    result = json.loads(run("export", site, "--json").stdout)
    file = site / "_data/reviews.json"
    assert result == {
        "file": str(file), "posts": 1, "bytes": file.stat().st_size, "changed": True,
        "problems": [],
    }  # fmt: skip


def test_announcements_that_are_out_stand_with_their_post(run: Run, make_site: MakeSite) -> None:
    ledger = ledger_of(
        entry("mastodon", "https://mastodon.example/@r/1"),
        entry("bluesky", "https://bsky.example/1"),
    )
    site = make_site({NAME: POST, **ledger})
    run("export", site)
    (post,) = exported(site)
    assert post["announcements"] == [
        {"network": "bluesky", "url": "https://bsky.example/1", "state": "published"},
        {"network": "mastodon", "url": "https://mastodon.example/@r/1", "state": "published"},
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        entry("mastodon", "https://mastodon.example/@r/1", "deleted"),
        entry("mastodon", "", "sending"),
        entry("mastodon", "javascript:alert(1)"),
    ],
)
def test_an_announcement_nobody_can_follow_is_left_out(
    run: Run, make_site: MakeSite, hidden: Entry
) -> None:
    site = make_site({NAME: POST, **ledger_of(hidden)})
    run("export", site)
    assert exported(site)[0]["announcements"] == []


def test_a_renamed_post_keeps_its_announcements(run: Run, make_site: MakeSite) -> None:
    ledger = ledger_of(entry("mastodon", "https://mastodon.example/@r/1"))
    moved = POST.replace("title: One", "title: Two\nredirect_from: /posts/a/")
    site = make_site({"_posts/2025-01-02-renamed.md": moved, **ledger})
    run("export", site)
    assert len(exported(site)[0]["announcements"]) == 1


def test_a_broken_ledger_stops_the_export(run: Run, make_site: MakeSite) -> None:
    site = make_site({NAME: POST, "_data/announcements/a.json": "{"})
    result = run("export", site)
    assert (result.returncode, (site / "_data/reviews.json").exists()) == (2, False)
    assert "_data/announcements/a.json:1" in result.stderr


@pytest.mark.parametrize("theirs", ['{"dune": 8}', '["dune"]', '[{"title": "Dune"}]', "not JSON"])
def test_a_file_of_somebody_else_is_never_overwritten(
    run: Run, make_site: MakeSite, theirs: str
) -> None:
    site = make_site({NAME: POST, "_data/reviews.json": theirs})
    result = run("export", site)
    assert result.returncode == 2
    assert (site / "_data/reviews.json").read_text() == theirs
    assert f"{site}/_data/reviews.json: the file holds something else" in result.stderr


def test_output_names_another_file(run: Run, make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site({NAME: POST})
    run("export", site, "--output", tmp_path / "new" / "films.json")
    assert len(exported(tmp_path, "new/films.json")) == 1
    assert not (site / "_data").exists()


def test_the_file_goes_to_the_data_folder_that_jekyll_is_told(
    run: Run, make_site: MakeSite
) -> None:
    site = make_site({NAME: POST}, config="data_dir: facts\n")
    run("export", site)
    assert len(exported(site, "facts/reviews.json")) == 1


@pytest.mark.parametrize(
    ("name", "folder"),
    [("hugo", "data"), ("zola", "data"), ("pelican", "data"), ("astro", "src/data"),
     ("eleventy", "_data")],
)  # fmt: skip
def test_each_generator_has_its_folder_of_data(name: str, folder: str) -> None:
    assert data_folder_of(SITES / name) == folder


def test_a_post_that_cannot_be_read_is_reported_and_the_others_written(
    run: Run, make_site: MakeSite
) -> None:
    site = make_site({NAME: POST, "_posts/2025-01-03-b.md": "---\ndate: never\n---\n"})
    result = run("export", site)
    assert result.returncode == 3
    assert [post["slug"] for post in exported(site)] == ["a"]


def test_a_site_without_an_address_is_warned_of(run: Run, make_site: MakeSite) -> None:
    site = make_site({NAME: POST, "_config.yml": "title: Films\n"})
    result = run("export", site)
    assert "the site's address is not set" in result.stderr
