"""`reviewkit auth status` and `logout` against the fake Mastodon: who is signed in, and out."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.cli.home import Home
from tests.servers.mastodon import Mastodon
from tests.servers.mastodon_oauth import Account
from tests.servers.wire import refused

VARIABLE = "REVIEWKIT_MASTODON_TOKEN"
RIGHTS = ("write:statuses", "read:statuses", "profile")


@pytest.fixture
def account(mastodon: Mastodon) -> Account:
    """Give the account that is signed in to the browser."""
    return mastodon.add_account("reviewer")


@pytest.fixture
def home(tmp_path: Path, mastodon: Mastodon, account: Account) -> Home:
    """Give a home whose site has the fake server as its Mastodon."""
    del account
    return Home.made(tmp_path, f'[announce.mastodon]\nserver = "{mastodon.url}"\n')


def keep(home: Home, mastodon: Mastodon, token: str) -> None:
    """Put a token into the keyring, as a person would by hand."""
    entries = {"reviewkit": {f"mastodon {mastodon.url}": token}}
    (home.root / "keyring.json").write_text(json.dumps(entries))


def test_status_says_who_it_is_and_where_the_secret_comes_from(
    mastodon: Mastodon, home: Home, account: Account
) -> None:
    result = home.auth("status", **{VARIABLE: mastodon.add_token(account, *RIGHTS)})

    assert result.returncode == 0, result.stderr
    assert mastodon.url in result.stdout
    assert "@reviewer" in result.stdout
    assert f"({account.id})" in result.stdout
    assert f"from {VARIABLE}" in result.stdout


def test_status_as_json_tells_the_same(mastodon: Mastodon, home: Home, account: Account) -> None:
    result = home.auth("status", "--json", **{VARIABLE: mastodon.add_token(account, *RIGHTS)})
    (told,) = json.loads(result.stdout)

    assert (told["network"], told["account"]) == ("mastodon", mastodon.url)
    assert (told["state"], told["secret"], told["reason"]) == ("signed in", "environment", None)
    assert told["id"] == account.id
    assert told["limits"] != {}


def test_the_environment_goes_before_the_keyring(
    mastodon: Mastodon, home: Home, account: Account
) -> None:
    keep(home, mastodon, "an old one")
    token = mastodon.add_token(account, *RIGHTS)

    assert home.auth("status").returncode == 3
    assert home.auth("status", **{VARIABLE: f"\n {token}\r\n"}).returncode == 0


def test_a_keyring_that_fails_does_not_matter_where_the_environment_has_the_secret(
    mastodon: Mastodon, home: Home, account: Account
) -> None:
    env = {
        VARIABLE: mastodon.add_token(account, *RIGHTS),
        "PYTHON_KEYRING_BACKEND": "no.such.Backend",
    }

    assert home.auth("status", **env).returncode == 0


def test_a_blank_variable_is_none(mastodon: Mastodon, home: Home, account: Account) -> None:
    keep(home, mastodon, mastodon.add_token(account, *RIGHTS))
    result = home.auth("status", "--json", **{VARIABLE: " \n"})
    (told,) = json.loads(result.stdout)

    assert (result.returncode, told["secret"]) == (0, "keyring")


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({}, f"{VARIABLE} is not set, and the keyring has none"),
        ({VARIABLE: ""}, f"{VARIABLE} is empty, and the keyring has none"),
        ({VARIABLE: "two\nlines"}, f"{VARIABLE} holds a line break"),
        (
            {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"},
            f"{VARIABLE} is not set, and the system's keyring cannot be read: there is none",
        ),
        (
            {"PYTHON_KEYRING_BACKEND": "tests.servers.keyring_file.LockedKeyring"},
            "Failed to unlock",
        ),
    ],
)
def test_an_account_without_a_secret_is_told_how_to_get_one(
    mastodon: Mastodon, home: Home, env: Mapping[str, str], said: str
) -> None:
    result = home.auth("status", **env)

    assert (result.returncode, mastodon.requests) == (3, [])
    assert said in result.stderr
    assert "fix: " in result.stderr
    assert VARIABLE in result.stderr


def test_a_token_that_was_revoked_is_refused(
    mastodon: Mastodon, home: Home, account: Account
) -> None:
    token = mastodon.add_token(account, *RIGHTS)
    mastodon.revoke(token)
    result = home.auth("status", "--json", **{VARIABLE: token})
    (told,) = json.loads(result.stdout)

    assert (result.returncode, told["state"]) == (3, "refused")
    assert "reviewkit auth mastodon" in result.stderr


def test_a_server_that_is_ill_is_to_be_asked_later(
    mastodon: Mastodon, home: Home, account: Account
) -> None:
    token = mastodon.add_token(account, *RIGHTS)
    mastodon.fail("GET", "/api/v1/accounts/verify_credentials", refused(503), always=True)
    result = home.auth("status", "--json", **{VARIABLE: token})
    (told,) = json.loads(result.stdout)

    assert (result.returncode, told["state"]) == (75, "later")


def test_every_account_is_shown_although_one_fails(
    mastodon: Mastodon, home: Home, account: Account
) -> None:
    settings = home.site / "reviewkit.toml"
    bluesky = '[announce.bluesky]\nhandle = "reviewer.example"\n'
    settings.write_text(settings.read_text() + bluesky)
    result = home.auth("status", "--json", **{VARIABLE: mastodon.add_token(account, *RIGHTS)})

    assert result.returncode == 3
    assert [told["state"] for told in json.loads(result.stdout)] == ["signed in", "no secret"]
    assert "REVIEWKIT_BLUESKY_PASSWORD" in result.stderr


def test_a_site_without_accounts_is_told_so(home: Home) -> None:
    (home.site / "reviewkit.toml").write_text("")
    result = home.auth("status")

    assert (result.returncode, result.stdout) == (0, "")
    assert "No account is set up" in result.stderr


def test_status_keeps_what_the_server_said_in_the_cache_for_the_owner_alone(
    mastodon: Mastodon, home: Home, account: Account
) -> None:
    home.auth("status", **{VARIABLE: mastodon.add_token(account, *RIGHTS)})
    (file,) = (home.root / "cache" / "reviewkit" / "accounts").iterdir()

    assert json.loads(file.read_bytes())["facts"]["account"] == account.id
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_cache_that_is_no_folder_is_done_without(
    mastodon: Mastodon, home: Home, account: Account
) -> None:
    token = mastodon.add_token(account, *RIGHTS)
    result = home.auth("status", XDG_CACHE_HOME="/dev/null", **{VARIABLE: token})

    assert (result.returncode, result.stderr) == (0, "")


def test_signing_out_takes_the_token_away_here_and_on_the_server(
    mastodon: Mastodon, home: Home
) -> None:
    home.auth("mastodon")
    result = home.auth("logout", "--json")
    (told,) = json.loads(result.stdout)

    assert (result.returncode, home.kept) == (0, {})
    assert set(mastodon.authority.grants) == mastodon.authority.revoked
    assert (told["deleted"], told["revoked"], told["variable_set"]) == (True, True, False)


def test_signing_out_while_the_server_is_away_says_that_the_token_still_works(
    mastodon: Mastodon, home: Home
) -> None:
    home.auth("mastodon")
    mastodon.fail("POST", "/oauth/revoke", refused(503), always=True)
    result = home.auth("logout")

    assert (result.returncode, home.kept) == (3, {})
    assert "The token still works" in result.stderr


def test_a_token_put_in_the_keyring_by_hand_is_only_forgotten(
    mastodon: Mastodon, home: Home, account: Account
) -> None:
    keep(home, mastodon, mastodon.add_token(account, *RIGHTS))
    result = home.auth("logout")

    assert (result.returncode, home.kept) == (0, {})
    assert "itself still works" in result.stderr
    assert mastodon.requests == []


def test_signing_out_says_that_an_environment_variable_stays(home: Home) -> None:
    result = home.auth("logout", **{VARIABLE: "a token"})

    assert result.returncode == 0
    assert f"{VARIABLE} is set, and is used until it is unset" in result.stderr
    assert "The keyring has nothing of" in result.stderr


def test_only_the_network_that_is_named_is_signed_out_of(mastodon: Mastodon, home: Home) -> None:
    home.auth("mastodon")
    result = home.auth("logout", "--to", "bluesky")

    assert result.returncode == 0
    assert f"mastodon {mastodon.url}" in home.kept


def test_signing_in_says_that_the_environment_variable_goes_before(home: Home) -> None:
    result = home.auth("mastodon", **{VARIABLE: "another token"})

    assert f"{VARIABLE} is set too, and goes before the keyring" in result.stderr
