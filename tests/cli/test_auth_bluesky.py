"""`reviewkit auth bluesky` against a real Bluesky server: only a password that works is kept."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.home import Home
from tests.servers.bluesky.server import Account, Bluesky

pytestmark = pytest.mark.integration

VARIABLE = "REVIEWKIT_BLUESKY_PASSWORD"


@pytest.fixture
def new_home(tmp_path: Path, bluesky: Bluesky) -> Callable[[str], Home]:
    """Give a maker of homes whose site has an account on the real server."""

    def make(handle: str) -> Home:
        settings = f'[announce.bluesky]\nhandle = "{handle}"\npds = "{bluesky.url}"\n'
        return Home.made(tmp_path, settings)

    return make


def test_an_app_password_that_works_is_kept(
    bluesky: Bluesky, reviewer: Account, new_home: Callable[[str], Home]
) -> None:
    home, password = new_home(reviewer.handle), bluesky.app_password(reviewer)
    result = home.auth("bluesky", "--json", stdin=f"{password}\n")

    assert result.returncode == 0, result.stderr
    assert home.kept == {f"bluesky {reviewer.handle}": password}
    assert json.loads(result.stdout)["id"] == reviewer.did
    assert "main password" not in result.stderr


def test_a_password_that_does_not_work_is_not_kept(
    reviewer: Account, new_home: Callable[[str], Home]
) -> None:
    home = new_home(reviewer.handle)
    result = home.auth("bluesky", stdin="wrong-password\n")

    assert (result.returncode, home.kept) == (3, {})
    assert "wrong-password" not in result.stderr


def test_the_main_password_is_warned_of(reviewer: Account, new_home: Callable[[str], Home]) -> None:
    home = new_home(reviewer.handle)
    result = home.auth("bluesky", stdin=f"{reviewer.password}\n")

    assert result.returncode == 0, result.stderr
    assert "main password" in result.stderr
    assert "https://bsky.app/settings/app-passwords" in result.stderr


def test_another_account_can_be_named(
    bluesky: Bluesky, reviewer: Account, new_home: Callable[[str], Home]
) -> None:
    home, password = new_home("somebody.test"), bluesky.app_password(reviewer)
    result = home.auth("bluesky", "--handle", f"@{reviewer.handle}", stdin=password)

    assert result.returncode == 0, result.stderr
    assert home.kept == {f"bluesky {reviewer.handle}": password}


def test_a_password_of_the_keyring_signs_in(
    bluesky: Bluesky, reviewer: Account, new_home: Callable[[str], Home]
) -> None:
    home, password = new_home(reviewer.handle), bluesky.app_password(reviewer)
    home.auth("bluesky", stdin=password)
    (told,) = json.loads(home.auth("status", "--json").stdout)

    assert (told["state"], told["secret"]) == ("signed in", "keyring")
    assert (told["handle"], told["server"]) == (reviewer.handle, bluesky.url)


def test_the_password_is_nowhere_but_in_the_keyring(
    bluesky: Bluesky, reviewer: Account, new_home: Callable[[str], Home]
) -> None:
    home, password = new_home(reviewer.handle), bluesky.app_password(reviewer)
    runs = [home.auth("bluesky", "-v", stdin=password), home.auth("status", "-v")]
    held = home.files_with(password)
    runs.append(home.auth("logout", "-v"))

    assert [run.stdout for run in runs if password in run.stdout + run.stderr] == []
    assert (held, home.kept) == (["keyring.json"], {})


def test_nothing_typed_is_nothing_sent(reviewer: Account, new_home: Callable[[str], Home]) -> None:
    result = new_home(reviewer.handle).auth("bluesky", stdin="")

    assert result.returncode == 2
    assert "no app password" in result.stderr
