"""`announce` sends what is new, once, and says what came of it."""

import json

import pytest
from tests.cli.announcing.conftest import Desk, review
from tests.servers.wire import Cut, lost, refused

from reviewkit.locking import locked

STATUSES = "/api/v1/statuses"


def test_a_new_review_is_posted_with_its_link_last(ready: Desk) -> None:
    ready.add_review("fog")
    result = ready.send()

    assert result.returncode == 0, result.stderr
    [status] = ready.statuses
    assert status.text == (
        "Fog\n\nA patient film about a harbour.\n\nhttps://films.example/posts/fog/"
    )
    assert ready.entries("fog")[0]["state"] == "published"


def test_it_says_where_the_post_is(ready: Desk) -> None:
    ready.add_review("fog")
    result = ready.send()

    assert result.stdout.startswith("published  mastodon  fog  http://127.0.0.1")


def test_json_tells_the_same(ready: Desk) -> None:
    ready.add_review("fog")
    [told] = json.loads(ready.send("--json").stdout)["results"]

    assert (told["slug"], told["network"], told["state"], told["code"]) == (
        "fog",
        "mastodon",
        "published",
        0,
    )
    assert told["url"].endswith(ready.statuses[0].id)


def test_a_second_run_sends_nothing(ready: Desk) -> None:
    ready.add_review("fog")
    ready.send()
    result = ready.send()

    assert result.returncode == 0
    assert "Nothing to announce" in result.stderr
    assert len(ready.statuses) == 1


def test_where_nothing_can_be_due_nobody_is_asked(ready: Desk) -> None:
    asked = len(ready.mastodon.requests)
    result = ready.send()

    assert result.returncode == 0
    assert len(ready.mastodon.requests) == asked


def test_at_most_three_go_in_one_run(ready: Desk) -> None:
    for number in range(5):
        ready.add_review(f"film-{number}")
    first, second = ready.send(), ready.send()

    assert (first.returncode, second.returncode) == (0, 0)
    assert len(ready.statuses) == 5


def test_an_old_review_goes_only_by_its_name(ready: Desk) -> None:
    ready.add_review("lost", age=20)
    ready.send()
    assert ready.statuses == []
    ready.send("--only", "lost")
    assert len(ready.statuses) == 1


def test_a_slug_that_nothing_has_is_refused(ready: Desk) -> None:
    result = ready.send("--only", "nope")

    assert result.returncode == 2
    assert "nope" in result.stderr


def test_an_answer_that_is_lost_is_looked_for_and_not_sent_again(ready: Desk) -> None:
    ready.add_review("fog")
    ready.mastodon.fail("POST", STATUSES, lost(Cut.RESET, accepted=True))
    result = ready.announce("--no-live-check", "--wait", "5m")

    assert result.returncode == 0, result.stderr
    assert len(ready.statuses) == 1
    assert ready.entries("fog")[0]["state"] == "published"


def test_a_renamed_post_is_the_same_post(ready: Desk) -> None:
    file = ready.add_review("fog")
    ready.send()
    file.rename(file.with_name(file.name.replace("fog", "mist")))
    result = ready.send()

    assert result.returncode == 0
    assert len(ready.statuses) == 1


def test_another_domain_announces_nothing_again(ready: Desk) -> None:
    ready.add_review("fog")
    ready.send()
    config = (ready.root / "_config.yml").read_text()
    ready.write("_config.yml", config.replace("films.example", "movies.example"))

    assert ready.send().returncode == 0
    assert len(ready.statuses) == 1


def test_a_broken_ledger_is_refused_and_left(ready: Desk) -> None:
    ready.add_review("fog")
    broken = ready.ledger / "old.json"
    broken.write_text("{ not json")
    result = ready.send()

    assert result.returncode == 2
    assert "_data/announcements/old.json:1" in result.stderr
    assert broken.read_text() == "{ not json"
    assert ready.statuses == []


def test_a_newer_ledger_is_refused_and_left(ready: Desk) -> None:
    ready.add_review("fog")
    file = ready.ledger / "old.json"
    newer = file.read_text().replace('"schema": "1.', '"schema": "2.')
    file.write_text(newer)
    result = ready.send()

    assert result.returncode == 2
    assert "fix: update reviewkit" in result.stderr
    assert file.read_text() == newer


def test_a_secret_that_is_missing_is_named(ready: Desk) -> None:
    ready.add_review("fog")
    ready.token = ""
    result = ready.send()

    assert result.returncode == 2
    assert "REVIEWKIT_MASTODON_TOKEN" in result.stderr
    assert ready.statuses == []


def test_a_token_that_was_revoked_is_said(ready: Desk) -> None:
    ready.add_review("fog")
    ready.mastodon.revoke(ready.token)
    result = ready.send()

    assert result.returncode == 3
    assert "mastodon" in result.stderr
    assert ready.token not in result.stdout + result.stderr


def test_a_broken_template_of_the_site_sends_nothing(ready: Desk) -> None:
    ready.add_review("fog")
    ready.write("_reviewkit/templates/announce/mastodon.txt.j2", "{{ nope }}")
    result = ready.send()

    assert result.returncode == 2
    assert "mastodon.txt.j2:1" in result.stderr
    assert ready.statuses == []


def test_a_spoiler_is_behind_a_warning(ready: Desk) -> None:
    ready.add_review("fog", text=review(front="title: Fog\nspoiler: true"))
    ready.send()

    assert ready.statuses[0].spoiler == "Spoilers: Fog"


@pytest.mark.parametrize("front", ["announce: false", "published: false", "draft: true"])
def test_what_must_not_go_does_not(ready: Desk, front: str) -> None:
    ready.add_review("fog", text=review(front=f"title: Fog\n{front}"))

    assert ready.send().returncode == 0
    assert ready.statuses == []


def test_a_page_that_is_not_online_sends_nothing_and_says_so(ready: Desk) -> None:
    config = (ready.root / "_config.yml").read_text()
    offline = config.replace("https://films.example", "http://127.0.0.1:9")
    ready.write("_config.yml", offline)
    ready.add_review("fog")
    result = ready.announce("--wait", "0")

    assert result.returncode == 75
    assert "http://127.0.0.1:9/posts/fog/" in result.stderr
    assert ready.statuses == []


def test_sending_offline_is_no_use(ready: Desk) -> None:
    assert ready.send("--offline").returncode == 2


def test_a_run_does_not_disturb_another_one(ready: Desk) -> None:
    ready.add_review("fog")
    with locked(ready.ledger.parent / ".announcements.lock", "reviewkit announce", 0):
        result = ready.send()

    assert result.returncode == 75
    assert "another process works here: reviewkit announce, process" in result.stderr
    assert ready.statuses == []


def test_no_lock_is_left(ready: Desk) -> None:
    ready.add_review("fog")
    ready.send()

    assert not (ready.ledger.parent / ".announcements.lock").exists()


def test_a_right_that_is_missing_is_to_be_mended_not_tried_again(ready: Desk) -> None:
    ready.add_review("fog")
    ready.mastodon.fail(
        "POST", "/api/v1/statuses", refused(403, "This action is not allowed"), always=True
    )
    result = ready.send()

    assert result.returncode == 3
    assert "This action is not allowed" in result.stderr
    assert "reviewkit auth status" in result.stderr


def test_who_asks_by_name_is_told_why_nothing_is_sent(ready: Desk) -> None:
    ready.add_review("fog")
    ready.send()
    ready.add_review("quiet", text=review(front="title: Quiet\nannounce: false"))

    assert "(published)" in ready.send("--only", "fog").stderr
    assert "(announce: false)" in ready.send("--only", "quiet").stderr


def test_json_gives_one_reason_for_each_account(ready: Desk) -> None:
    ready.add_review("fog")
    ready.send()
    passed = json.loads(ready.send("--json").stdout)["passed"]

    assert [one["reason"] for one in passed if one["slug"] == "fog"] == ["published"]


def test_while_another_run_is_under_way_it_is_to_be_tried_again_later(ready: Desk) -> None:
    ready.add_review("fog")
    with locked(ready.ledger.parent / ".announcements.lock", "another run", 0):
        result = ready.send()

    assert result.returncode == 75
    assert "another run" in result.stderr
    assert ready.writes() == []


def test_a_copy_at_the_address_of_a_known_post_is_not_announced(ready: Desk) -> None:
    file = ready.add_review("fog")
    assert ready.send().returncode == 0
    renamed = file.rename(file.with_name(file.name.replace("fog", "mist")))
    ready.write(f"old/_posts/{renamed.name}", review("Something else.", "title: Copy"))
    result = ready.send()

    assert result.returncode == 0, result.stderr
    assert len(ready.statuses) == 1
    assert "another post has the same address" in result.stderr
