"""`status`, `resolve`, `update` and `retract`: what a person does by hand."""

import json

import pytest
from tests.cli.announcing.conftest import Desk, review
from tests.servers.mastodon_kinds import GOTOSOCIAL
from tests.servers.wire import Cut, lost

STATUSES = "/api/v1/statuses"


def unknown(desk: Desk, *, accepted: bool) -> None:
    """Have an announcement whose outcome nobody knows."""
    desk.mastodon.kind = GOTOSOCIAL
    desk.add_review("fog")
    desk.mastodon.fail("POST", STATUSES, lost(Cut.RESET, accepted=accepted))
    result = desk.send()
    assert result.returncode == 75
    assert desk.entries("fog")[0]["state"] == "unknown"
    assert "reviewkit announce" in result.stderr


def test_status_shows_what_is_where(ready: Desk) -> None:
    ready.add_review("fog")
    ready.send()
    result = ready.announce("status")

    assert result.returncode == 0
    line, rest = result.stdout.splitlines()
    assert line.split()[:3] == ["fog", "mastodon", "published"]
    assert line.endswith(ready.statuses[0].id)
    assert rest.startswith("1 from before")


def test_status_asks_no_server(ready: Desk) -> None:
    asked = len(ready.mastodon.requests)
    ready.announce("status")

    assert len(ready.mastodon.requests) == asked


def test_status_tells_of_a_text_that_has_changed(ready: Desk) -> None:
    ready.add_review("fog")
    ready.send()
    ready.add_review("fog", text=review("A film about another harbour."))
    [entry] = [
        one
        for one in json.loads(ready.announce("status", "--json").stdout)["entries"]
        if one["slug"] == "fog"
    ]

    assert entry["changed"] is True
    assert "reviewkit announce update fog" in entry["fix"]


def test_status_without_a_ledger_names_init(desk: Desk) -> None:
    result = desk.announce("status")

    assert result.returncode == 2
    assert "announce init" in result.stderr


def test_what_is_there_can_be_said(ready: Desk) -> None:
    unknown(ready, accepted=True)
    address = f"{ready.mastodon.url}/@reviewer/{ready.statuses[0].id}"
    result = ready.announce("resolve", "fog", "--published", address)

    assert result.returncode == 0, result.stderr
    [entry] = ready.entries("fog")
    assert (entry["state"], entry["url"]) == ("published", address)
    assert entry["id"] == ready.statuses[0].id
    assert ready.send().returncode == 0
    assert len(ready.statuses) == 1


def test_what_is_not_there_is_sent_by_the_next_run(ready: Desk) -> None:
    unknown(ready, accepted=False)
    assert ready.announce("resolve", "fog", "--not-published").returncode == 0
    assert ready.send().returncode == 0

    assert len(ready.statuses) == 1


def test_one_of_the_two_has_to_be_said(ready: Desk) -> None:
    unknown(ready, accepted=False)

    assert ready.announce("resolve", "fog").returncode == 2


def test_what_is_known_is_not_resolved(ready: Desk) -> None:
    ready.add_review("fog")
    ready.send()
    result = ready.announce("resolve", "fog", "--not-published")

    assert result.returncode == 2
    assert "published" in result.stderr


def test_update_edits_what_has_changed(ready: Desk) -> None:
    ready.add_review("fog")
    ready.send()
    ready.add_review("fog", text=review("A film about another harbour."))
    result = ready.announce("update", "fog")

    assert result.returncode == 0, result.stderr
    [status] = ready.statuses
    assert "another harbour" in status.text
    assert ready.announce("update", "fog").stdout.startswith("unchanged")


def test_retract_deletes_and_it_stays_away(ready: Desk) -> None:
    ready.add_review("fog")
    ready.send()
    result = ready.announce("retract", "fog")

    assert result.returncode == 0, result.stderr
    assert ready.statuses == []
    assert ready.entries("fog")[0]["state"] == "deleted"
    ready.send()
    ready.send("--only", "fog")
    assert ready.statuses == []


def test_what_somebody_deleted_by_hand_can_be_retracted(ready: Desk) -> None:
    ready.add_review("fog")
    ready.send()
    ready.mastodon.delete(ready.statuses[0].id)

    assert ready.announce("retract", "fog").returncode == 0
    assert ready.entries("fog")[0]["state"] == "deleted"


def test_what_is_unknown_is_resolved_before_it_is_retracted(ready: Desk) -> None:
    unknown(ready, accepted=True)
    result = ready.announce("retract", "fog")

    assert result.returncode == 3
    assert "resolve fog" in result.stderr
    assert len(ready.statuses) == 1


def test_a_post_that_nobody_knows_is_refused(ready: Desk) -> None:
    for command in ("resolve", "update", "retract"):
        words = ["--not-published"] if command == "resolve" else []
        assert ready.announce(command, "nope", *words).returncode == 2


def test_options_may_stand_before_the_command(ready: Desk) -> None:
    result = ready.announce("--json", "status")

    assert result.returncode == 0
    assert "entries" in json.loads(result.stdout)


def test_a_folder_called_like_a_command_is_written_with_a_dot(ready: Desk) -> None:
    result = ready.announce("./status", "--dry-run")

    assert result.returncode == 2
    assert "status" in result.stderr


def test_update_leads_from_what_was_deleted_by_hand_to_retract(ready: Desk) -> None:
    ready.add_review("fog")
    ready.send()
    ready.mastodon.delete(ready.statuses[0].id)
    ready.add_review("fog", text=review("A film about another harbour."))
    result = ready.announce("update", "fog")

    assert result.returncode == 3
    assert "reviewkit announce retract fog" in result.stderr


@pytest.mark.parametrize("command", ["update", "retract"])
def test_a_network_of_a_newer_reviewkit_is_left_alone(ready: Desk, command: str) -> None:
    ready.add_review("fog")
    ready.send()
    file = ready.ledger / "fog.json"
    file.write_text(file.read_text().replace('"mastodon"', '"threads"'))
    result = ready.announce(command, "fog")

    assert result.returncode == 3
    assert "threads" in result.stderr
    assert "fault of its own" not in result.stderr
    assert ready.entries("fog")[0]["state"] == "published"


def test_what_is_unknown_on_a_network_of_a_newer_reviewkit_can_be_resolved(ready: Desk) -> None:
    unknown(ready, accepted=True)
    file = ready.ledger / "fog.json"
    file.write_text(file.read_text().replace('"mastodon"', '"threads"'))
    result = ready.announce("resolve", "fog", "--published", "https://threads.example/1")

    assert result.returncode == 0, result.stderr
    assert ready.entries("fog")[0]["url"] == "https://threads.example/1"
