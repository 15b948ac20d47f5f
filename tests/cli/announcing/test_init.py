"""`announce init`: what is online is known, and nothing goes out."""

import json

from tests.cli.announcing.conftest import Desk


def test_without_it_nothing_is_sent_and_it_is_named(desk: Desk) -> None:
    result = desk.send()

    assert result.returncode == 2
    assert "reviewkit announce init" in result.stderr
    assert desk.writes() == []
    assert not desk.ledger.parent.exists()


def test_it_sends_nothing_and_marks_what_is_online(desk: Desk) -> None:
    result = desk.announce("init")

    assert result.returncode == 0
    assert desk.writes() == []
    [entry] = desk.entries("old")
    assert (entry["state"], entry["reason"]) == ("skipped", "baseline")


def test_four_hundred_old_reviews_stay_where_they_are(desk: Desk) -> None:
    for number in range(400):
        desk.add_review(f"film-{number}", age=number % 5)
    refused = desk.send()
    assert refused.returncode != 0
    assert desk.announce("init").returncode == 0
    desk.add_review("new")
    result = desk.send()

    assert result.returncode == 0, result.stderr
    assert [status.text.split("\n")[0] for status in desk.statuses] == ["Fog"]
    assert desk.writes() == ["POST /api/v1/statuses"]


def test_an_account_that_does_not_answer_leaves_no_ledger(desk: Desk) -> None:
    desk.token = "wrong"  # noqa: S105 -- no token of anybody
    result = desk.announce("init")

    assert result.returncode == 3
    assert "mastodon" in result.stderr
    assert not desk.ledger.exists()


def test_a_site_without_an_account_is_told_how_to_name_one(desk: Desk) -> None:
    desk.write("reviewkit.toml", "")
    result = desk.announce("init")

    assert result.returncode == 2
    assert "[announce.mastodon]" in result.stderr


def test_offline_asks_nobody(desk: Desk) -> None:
    result = desk.announce("init", "--offline", "--json")

    assert result.returncode == 0
    assert json.loads(result.stdout)["known"] == ["old"]
    assert desk.mastodon.requests == []


def test_what_was_known_offline_is_not_announced(desk: Desk) -> None:
    desk.add_review("recent", age=1)
    desk.announce("init", "--offline")
    desk.add_review("new")
    desk.send()

    assert [status.text.splitlines()[-1] for status in desk.statuses] == [
        "https://films.example/posts/new/"
    ]


def test_a_second_time_it_keeps_what_is_there(ready: Desk) -> None:
    ready.add_review("new")
    ready.send()
    before = (ready.ledger / "new.json").read_bytes()
    result = ready.announce("init")

    assert result.returncode == 0
    assert (ready.ledger / "new.json").read_bytes() == before
