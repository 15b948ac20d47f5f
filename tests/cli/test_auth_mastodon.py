"""`reviewkit auth mastodon` against the fake Mastodon: real runs, a real browser's way."""

import contextlib
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.home import PERSON, Home
from tests.servers.mastodon import Mastodon
from tests.servers.mastodon_kinds import GOTOSOCIAL, OLD_MASTODON
from tests.servers.mastodon_oauth import Account
from tests.servers.person import decide
from tests.servers.wire import Cut, Fault, Reply, answered, lost, redirected, refused


@pytest.fixture
def account(mastodon: Mastodon) -> Account:
    """Give the account that is signed in to the browser."""
    return mastodon.add_account("reviewer")


@pytest.fixture
def new_home(tmp_path: Path, mastodon: Mastodon, account: Account) -> Callable[..., Home]:
    """Give a maker of homes whose site has the fake server as its Mastodon."""
    del account

    def make(more: str = "", keyring: str = "FileKeyring") -> Home:
        settings = f'[announce.mastodon]\nserver = "{mastodon.url}"\n{more}'
        return Home.made(tmp_path, settings, keyring)

    return make


@pytest.fixture
def home(new_home: Callable[..., Home]) -> Home:
    return new_home()


def rights(mastodon: Mastodon) -> str:
    """Give the rights that the person was asked for."""
    (asked,) = mastodon.asked("GET", "/oauth/authorize")
    return asked.query["scope"][0]


def entry(mastodon: Mastodon) -> str:
    """Give the user name of the token in the keyring."""
    return f"mastodon {mastodon.url}"


def in_force(mastodon: Mastodon) -> set[str]:
    """Give the tokens that the server takes."""
    return set(mastodon.authority.grants) - mastodon.authority.revoked


def test_a_token_allowed_in_the_browser_is_kept_in_the_keyring(
    mastodon: Mastodon, home: Home, account: Account
) -> None:
    result = home.auth("mastodon")

    assert result.returncode == 0, result.stderr
    assert {home.kept[entry(mastodon)]} == in_force(mastodon)
    assert "reviewer" in result.stderr
    assert account.id in result.stderr
    assert "write:statuses" in result.stderr


def test_the_least_rights_are_asked_for(mastodon: Mastodon, home: Home) -> None:
    home.auth("mastodon")

    assert rights(mastodon) == "write:statuses read:statuses profile"


def test_the_right_to_upload_is_asked_for_where_pictures_are_attached(
    mastodon: Mastodon, new_home: Callable[..., Home]
) -> None:
    new_home('attach = "image"\n').auth("mastodon")

    assert rights(mastodon) == "write:statuses write:media read:statuses profile"


@pytest.mark.parametrize("kind", [OLD_MASTODON, GOTOSOCIAL], ids=["before 4.3", "compatible"])
def test_a_server_that_says_nothing_of_its_rights_is_signed_in_to(
    mastodon: Mastodon, home: Home, kind: object
) -> None:
    mastodon.kind = kind  # type: ignore[assignment]  # one of the kinds above
    result = home.auth("mastodon")

    assert result.returncode == 0, result.stderr
    assert rights(mastodon) == "write:statuses read:statuses read:accounts"


def test_the_question_and_the_change_are_bound_together(mastodon: Mastodon, home: Home) -> None:
    home.auth("mastodon")
    (asked,) = mastodon.asked("GET", "/oauth/authorize")
    (changed,) = mastodon.asked("POST", "/oauth/token")

    assert asked.query["code_challenge_method"] == ["S256"]
    assert len(asked.query["code_challenge"][0]) == 43
    assert 43 <= len(changed.form["code_verifier"]) <= 128
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", asked.query["redirect_uri"][0])


def test_a_person_who_denies_gives_no_token(mastodon: Mastodon, home: Home) -> None:
    result = home.auth("mastodon", PERSON_DENIES="1")

    assert result.returncode == 3
    assert "denied in the browser" in result.stderr
    assert (home.kept, in_force(mastodon)) == ({}, set())


def test_a_browser_that_never_answers_is_waited_for_only_so_long(home: Home) -> None:
    result = home.auth("mastodon", "--timeout", "1", BROWSER="true %s")

    assert result.returncode == 75
    assert "no answer came from the browser in 1 seconds" in result.stderr


FORGER = """
import sys, urllib.error, urllib.parse, urllib.request
asked = urllib.parse.parse_qs(urllib.parse.urlsplit(sys.argv[1]).query)
for query in ("code=forged&state=wrong", "code=forged", "", "error=access_denied"):
    try:
        urllib.request.urlopen(asked["redirect_uri"][0] + "?" + query)
    except urllib.error.HTTPError as error:
        print(error.code, file=sys.stderr)
"""


def test_an_answer_with_a_wrong_state_is_not_taken(
    mastodon: Mastodon, home: Home, tmp_path: Path
) -> None:
    forger = tmp_path / "forger.py"
    forger.write_text(FORGER)
    browser = f"{sys.executable} {forger} %s"
    result = home.auth("mastodon", "--timeout", "1", BROWSER=browser)

    assert result.returncode == 75
    assert result.stderr.count("400\n") == 4
    assert "a wrong state" in result.stderr
    assert mastodon.asked("POST", "/oauth/token") == []


def test_a_forged_answer_does_not_keep_the_right_one_away(
    mastodon: Mastodon, home: Home, tmp_path: Path
) -> None:
    forger = tmp_path / "forger.py"
    forger.write_text(f"{FORGER}\nfrom tests.servers.person import decide\ndecide(sys.argv[1])\n")
    browser = f"{sys.executable} {forger} %s"
    result = home.auth("mastodon", BROWSER=browser, PYTHONPATH=str(Path.cwd()))

    assert result.returncode == 0, result.stderr
    assert {home.kept[entry(mastodon)]} == in_force(mastodon)


@pytest.mark.parametrize(
    ("path", "fault", "code", "said"),
    [
        ("/api/v1/apps", answered(Reply.html("<h1>A shop</h1>")), 3, "as Mastodon does"),
        ("/api/v1/apps", answered(Reply.json([])), 3, "as Mastodon does"),
        ("/api/v1/apps", answered(Reply.json({})), 3, "as Mastodon does"),
        ("/api/v1/apps", refused(404, ""), 3, "as Mastodon does"),
        ("/api/v1/apps", redirected(301, "https://elsewhere.example/x"), 3, "elsewhere.example"),
        ("/api/v1/apps", refused(422, "Validation failed: \x1b[2J Scopes"), 3, "failed: [2J Scop"),
        ("/api/v1/apps", refused(503), 75, "503"),
        ("/api/v1/apps", refused(429), 75, "429"),
        ("/api/v1/apps", lost(Cut.RESET, accepted=False), 75, "does not answer"),
        ("/oauth/token", refused(400, "invalid_grant"), 3, "too old"),
        ("/oauth/token", lost(Cut.HALF, accepted=True), 75, "does not answer"),
        ("/oauth/token", answered(Reply.json({"access_token": 5})), 3, "as Mastodon does"),
        ("/oauth/token", answered(Reply.json({"access_token": "a\nb"})), 3, "as Mastodon does"),
    ],
)
def test_what_goes_wrong_on_the_server_is_said_and_nothing_is_kept(
    mastodon: Mastodon, home: Home, path: str, fault: Fault, code: int, said: str
) -> None:
    mastodon.fail("POST", path, fault, always=True)
    result = home.auth("mastodon")

    assert (result.returncode, home.kept) == (code, {})
    assert said in result.stderr
    assert "fix:" in result.stderr


@pytest.mark.parametrize(("status", "code"), [(403, 3), (503, 75)])
def test_a_token_that_does_not_work_is_not_kept_and_is_taken_away_again(
    mastodon: Mastodon, home: Home, status: int, code: int
) -> None:
    path = "/api/v1/accounts/verify_credentials"
    mastodon.fail("GET", path, refused(status), always=True)
    result = home.auth("mastodon")

    assert (result.returncode, home.kept) == (code, {})
    assert len(mastodon.authority.grants) == 1
    assert in_force(mastodon) == set()


def test_a_server_that_is_not_there_is_said_to_be_away(home: Home) -> None:
    result = home.auth("mastodon", "--server", "http://127.0.0.1:9")

    assert result.returncode == 75
    assert "http://127.0.0.1:9 cannot be reached" in result.stderr


@pytest.mark.parametrize(
    ("server", "said"),
    [
        ("mastodon.example", "--server: 'mastodon.example' is no web address"),
        ("http://mastodon.example", "a password would travel in the open"),
    ],
)
def test_a_server_named_on_the_command_line_is_checked_as_in_the_settings(
    home: Home, server: str, said: str
) -> None:
    result = home.auth("mastodon", "--server", server)

    assert result.returncode == 2
    assert said in result.stderr


def test_no_site_is_needed_with_a_server_on_the_command_line(
    mastodon: Mastodon, home: Home
) -> None:
    (home.site / "_config.yml").unlink()
    (home.site / "reviewkit.toml").unlink()
    result = home.auth("mastodon", "--server", f"{mastodon.url}/")

    assert result.returncode == 0, result.stderr
    assert entry(mastodon) in home.kept


def test_a_site_without_a_server_is_told_how_to_name_one(home: Home) -> None:
    (home.site / "reviewkit.toml").write_text("")
    result = home.auth("mastodon")

    assert result.returncode == 2
    assert "[announce.mastodon]" in result.stderr
    assert "--server" in result.stderr


@pytest.mark.parametrize(
    ("backend", "said"),
    [
        ("keyring.backends.fail.Keyring", "there is none on this computer"),
        ("tests.servers.keyring_file.LockedKeyring", "Failed to unlock"),
        ("no.such.Backend", "No module named"),
    ],
)
def test_without_a_keyring_nobody_is_asked_anything(
    mastodon: Mastodon, home: Home, backend: str, said: str
) -> None:
    result = home.auth("mastodon", PYTHON_KEYRING_BACKEND=backend)

    assert (result.returncode, mastodon.requests) == (3, [])
    assert said in result.stderr
    assert "--print-token" in result.stderr
    assert "REVIEWKIT_MASTODON_TOKEN" in result.stderr


@pytest.mark.parametrize(
    "backend", ["keyring.backends.null.Keyring", "tests.servers.keyring_file.BrokenKeyring"]
)
def test_a_token_that_cannot_be_kept_is_taken_away_again_and_shown_nowhere(
    mastodon: Mastodon, home: Home, backend: str
) -> None:
    result = home.auth("mastodon", "-v", PYTHON_KEYRING_BACKEND=backend)
    (token,) = mastodon.authority.grants

    assert (result.returncode, in_force(mastodon)) == (3, set())
    assert token not in result.stdout + result.stderr


def test_a_printed_token_stands_alone_on_stdout_and_is_not_kept(
    mastodon: Mastodon, home: Home
) -> None:
    result = home.auth("mastodon", "--print-token")

    assert {result.stdout.removesuffix("\n")} == in_force(mastodon)
    assert home.kept == {}
    assert result.stdout.strip() not in result.stderr


def test_what_a_browser_says_does_not_come_into_a_printed_token(
    mastodon: Mastodon, home: Home, tmp_path: Path
) -> None:
    browser = tmp_path / "browser.sh"
    browser.write_text(f'echo "Opening in existing browser session."\n{PERSON.replace("%s", "$1")}')
    result = home.auth("mastodon", "--print-token", BROWSER=f"sh {browser} %s")

    assert {result.stdout.removesuffix("\n")} == in_force(mastodon)
    assert "Opening in existing" in result.stderr


def test_signing_in_again_takes_the_first_token_away(mastodon: Mastodon, home: Home) -> None:
    home.auth("mastodon")
    first = home.kept[entry(mastodon)]
    home.auth("mastodon")

    assert in_force(mastodon) == {home.kept[entry(mastodon)]}
    assert first in mastodon.authority.revoked


def code_for(process: subprocess.Popen[str]) -> str:
    """Read the address a run prints, and give the code that it leads to."""
    assert process.stderr is not None
    address = next(line for line in process.stderr if "/oauth/authorize" in line).strip()
    return decide(address)


@pytest.mark.parametrize("options", [("--code",), ()], ids=["asked for", "no browser"])
def test_a_code_can_be_copied_by_hand(
    mastodon: Mastodon, home: Home, options: tuple[str, ...]
) -> None:
    browser = PERSON if options else "no-such-browser"
    with home.start("mastodon", *options, str(home.site), BROWSER=browser) as process:
        _, stderr = process.communicate(f"  {code_for(process)} \n", timeout=60)

    assert process.returncode == 0, stderr
    assert {home.kept[entry(mastodon)]} == in_force(mastodon)


def test_a_wrong_code_is_said_to_be_wrong(home: Home) -> None:
    result = home.auth("mastodon", "--code", stdin="wrong\n")

    assert result.returncode == 3
    assert "does not take the code" in result.stderr


def test_an_empty_code_is_not_sent(mastodon: Mastodon, home: Home) -> None:
    result = home.auth("mastodon", "--code", stdin="\n")

    assert result.returncode == 2
    assert mastodon.asked("POST", "/oauth/token") == []


def rest(terminal: int) -> str:
    """Read what is shown until the program has ended, which a terminal tells with an error."""
    shown = b""
    with contextlib.suppress(OSError):
        while piece := os.read(terminal, 4096):
            shown += piece
    return shown.decode()


def test_a_code_typed_in_a_terminal_is_not_shown(mastodon: Mastodon, home: Home) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "reviewkit", "auth", "mastodon", "--code", str(home.site)]
    shown = ""
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=home.env, start_new_session=True
    ) as process:
        os.close(theirs)
        while "code: " not in shown:
            shown += os.read(ours, 4096).decode()
        address = re.search(r"http\S+/oauth/authorize\S+", shown)
        assert address is not None
        code = decide(address[0])
        os.write(ours, f"{code}\n".encode())
        shown += rest(ours)
    os.close(ours)

    assert process.returncode == 0, shown
    assert code not in shown
    assert entry(mastodon) in home.kept


def test_the_token_is_nowhere_but_in_the_keyring(mastodon: Mastodon, home: Home) -> None:
    said = []
    for words in ("mastodon -v", "mastodon --json", "status -v", "status --json"):
        result = home.auth(*words.split())
        assert result.returncode == 0, result.stderr
        said.append(result.stdout + result.stderr)
    token = home.kept[entry(mastodon)]
    apps = mastodon.authority.apps.values()
    secrets = {*mastodon.authority.grants, *(app.client_secret for app in apps)}
    said.append(home.auth("logout", "-v").stderr)

    assert token in secrets
    assert [secret for secret in secrets for text in said if secret in text] == []
    assert [file for secret in secrets for file in home.files_with(secret)] == []


@pytest.mark.parametrize("before", ["", "x" * 180], ids=["whole", "where it is cut"])
def test_a_secret_that_the_server_tells_back_is_not_shown(
    mastodon: Mastodon, home: Home, before: str
) -> None:
    home.auth("mastodon")
    token = home.kept[entry(mastodon)]
    (app,) = mastodon.authority.apps.values()
    secrets = (token, app.client_secret)
    for method, path, told in (
        ("GET", "/api/v1/accounts/verify_credentials", token),
        ("POST", "/oauth/revoke", " ".join(secrets)),
    ):
        mastodon.fail(method, path, refused(403, f"{before} no {told}"), always=True)
    said = home.auth("status", "-v").stderr + home.auth("logout", "-v").stderr

    assert said.count(f"{before} no [sec") == 2
    assert [secret for secret in secrets if secret[:8] in said] == []


def test_the_token_is_on_no_command_line(mastodon: Mastodon, home: Home) -> None:
    home.auth("mastodon")
    token = home.kept[entry(mastodon)]
    mastodon.fail("GET", "/api/v1/accounts/verify_credentials", Fault(accepted=True, delay=2))
    with home.start("status", str(home.site)) as process:
        mastodon.wait_for("GET", "/api/v1/accounts/verify_credentials", 2)
        lines = Path("/proc").glob("*/cmdline")
        seen = [name for name in lines if has(name, token)]
        process.communicate(timeout=60)

    assert seen == []


def has(file: Path, secret: str) -> bool:
    """Tell whether a file of /proc, which may go at any time, holds a secret."""
    try:
        return secret.encode() in file.read_bytes()
    except OSError:
        return False
