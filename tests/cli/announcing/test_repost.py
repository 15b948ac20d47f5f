"""`update --repost` on a real Bluesky server: the old post goes only when the new one can come."""

import pytest
from tests.cli.announcing.conftest import Desk, review
from tests.servers.bluesky.server import Account, Bluesky

pytestmark = pytest.mark.integration


@pytest.fixture
def changed(ready: Desk, bluesky: Bluesky, reviewer: Account) -> Desk:
    """Give a site whose review was announced on Bluesky and reads otherwise now."""
    ready.extra["REVIEWKIT_BLUESKY_PASSWORD"] = bluesky.app_password(reviewer)
    ready.write(
        "reviewkit.toml",
        f'[announce.bluesky]\nhandle = "{reviewer.handle}"\npds = "{bluesky.url}"\n',
    )
    ready.add_review("fog")
    result = ready.send()
    assert result.returncode == 0, result.stderr
    ready.add_review("fog", text=review("A film about another harbour."))
    return ready


def test_it_deletes_the_old_post_and_sends_the_new_one(
    changed: Desk, bluesky: Bluesky, reviewer: Account
) -> None:
    result = changed.announce("update", "fog", "--repost", "--no-live-check")

    assert result.returncode == 0, result.stderr
    [record] = bluesky.records(reviewer).values()
    assert "another harbour" in record["text"]


def test_nothing_is_deleted_while_the_page_is_not_online(
    changed: Desk, bluesky: Bluesky, reviewer: Account
) -> None:
    before = bluesky.records(reviewer)
    result = changed.announce("update", "fog", "--repost", "--wait", "0")

    assert result.returncode == 75
    assert bluesky.records(reviewer) == before


def test_without_the_option_it_says_why_nothing_is_changed(
    changed: Desk, bluesky: Bluesky, reviewer: Account
) -> None:
    before = bluesky.records(reviewer)
    result = changed.announce("update", "fog")

    assert result.returncode == 3
    assert "--repost" in result.stderr
    assert bluesky.records(reviewer) == before
