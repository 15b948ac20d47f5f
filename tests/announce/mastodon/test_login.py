"""Logging in to Mastodon: whose token it is, and what the server takes."""

import datetime as dt
from dataclasses import replace

import pytest
from tests.announce.mastodon.desk import INSTANCE, SHORT, VERIFY, Desk
from tests.servers.asking import SCOPES
from tests.servers.mastodon import Mastodon
from tests.servers.mastodon_kinds import GOTOSOCIAL, OLD_MASTODON, TAKAHE, Kind, RateLimit
from tests.servers.wire import Cut, Fault, Reply, answered, lost, redirected, refused

from reviewkit.announce.kind import Facts
from reviewkit.announce.ledger import Target
from reviewkit.announce.mastodon.kind import MastodonKind
from reviewkit.announce.mastodon.limits import ServerLimits
from reviewkit.announce.ports import Later, LoggedIn, Refused, Unread
from reviewkit.config import AnnounceSettings, MastodonSettings

KIND = MastodonKind()
NEVER = dt.timedelta(0)


def test_a_login_knows_the_account_and_its_server(desk: Desk) -> None:
    facts = desk.connect().facts
    domain = desk.server.url.removeprefix("http://")
    assert (facts.place, facts.account) == (desk.server.url, desk.account.id)
    assert facts.handle == f"@reviewer@{domain}"
    assert KIND.target(facts) == Target(network="mastodon", server=domain, account=desk.account.id)


@pytest.mark.parametrize("end", ["/", "/@reviewer", "/web/?a=b#c"])
def test_the_address_of_the_server_may_have_more_to_it(desk: Desk, end: str) -> None:
    assert desk.connect(server=desk.server.url + end).facts.place == desk.server.url


def test_a_login_is_two_requests(desk: Desk) -> None:
    desk.connect()
    asked = [(request.method, request.path) for request in desk.server.requests]
    assert asked == [("GET", VERIFY), ("GET", INSTANCE)]


def test_the_limits_are_asked_without_the_token(desk: Desk) -> None:
    desk.connect()
    assert "authorization" not in desk.server.asked("GET", INSTANCE)[0].headers


def test_the_scope_of_older_servers_will_do(desk: Desk) -> None:
    desk.allow("write:statuses", "read:accounts")
    assert desk.connect().facts.account == desk.account.id


def test_a_token_that_may_not_say_whose_it_is_is_refused(desk: Desk) -> None:
    desk.allow("write:statuses", "read:statuses")
    answer = desk.try_to_connect()
    assert isinstance(answer, Refused)
    assert "profile" in answer.reason
    assert "read:accounts" in answer.reason


def test_a_token_that_was_revoked_is_refused(desk: Desk) -> None:
    desk.server.revoke(desk.token)
    answer = desk.try_to_connect()
    assert isinstance(answer, Refused)
    assert answer.is_whole_account
    assert answer.reason.endswith("refused the token: The access token was revoked")


def test_a_token_of_a_program_alone_is_refused(desk: Desk) -> None:
    app = desk.server.authority.register("App", (), SCOPES)
    desk.token = desk.server.authority.grant(app, None, SCOPES).token
    assert isinstance(desk.try_to_connect(), Refused)


@pytest.mark.parametrize("token", ["", "a b", "abc\n", "abc\x00", "schlüssel", "/etc/hostname\t"])
def test_what_is_no_token_is_not_sent(desk: Desk, token: str) -> None:
    desk.token = token
    assert isinstance(desk.try_to_connect(), Refused)
    assert desk.server.requests == []


def test_a_token_is_not_taken_for_the_name_of_a_file(desk: Desk) -> None:
    desk.token = __file__
    desk.try_to_connect()
    (request,) = desk.server.requests
    assert request.headers["authorization"] == f"Bearer {__file__}"


@pytest.mark.parametrize(
    "fault",
    [
        refused(500),
        refused(503),
        lost(Cut.RESET, accepted=True),
        answered(Reply.html("<h1>Maintenance</h1>")),
        answered(Reply.json([])),
    ],
)
def test_a_server_that_does_not_answer_well_is_tried_later(desk: Desk, fault: Fault) -> None:
    desk.server.fail("GET", VERIFY, fault)
    assert isinstance(desk.try_to_connect(), Later)


def test_a_server_cannot_hold_a_login_for_ever(desk: Desk) -> None:
    desk.server.fail("GET", VERIFY, replace(lost(Cut.DRIBBLED, accepted=True), delay=0.05))
    assert isinstance(desk.try_to_connect(patience=replace(SHORT, login=1.0)), Later)


def test_a_login_is_put_off_as_long_as_the_server_says(desk: Desk) -> None:
    desk.server.limit(RateLimit(seconds=600), left=0)
    answer = desk.try_to_connect()
    assert isinstance(answer, Later)
    assert answer.not_before is not None


def test_a_server_that_has_moved_is_named(desk: Desk) -> None:
    with Mastodon() as other:
        desk.server.fail("GET", VERIFY, redirected(301, other.url + VERIFY))
        answer = desk.try_to_connect()
        assert isinstance(answer, Refused)
        assert other.url in answer.reason
        assert other.requests == []


def test_a_host_that_is_no_mastodon_is_said_to_be_none(desk: Desk) -> None:
    desk.server.fail("GET", VERIFY, refused(404))
    answer = desk.try_to_connect()
    assert isinstance(answer, Refused)
    assert "announce.mastodon.server" in answer.reason


def test_keys_are_relied_on_where_the_server_is_mastodon(desk: Desk) -> None:
    assert desk.connect().describe().key_lasts == dt.timedelta(minutes=50)


@pytest.mark.parametrize("kind", [OLD_MASTODON, GOTOSOCIAL, TAKAHE])
def test_keys_are_relied_on_nowhere_else(desk: Desk, kind: Kind) -> None:
    desk.server.kind = kind
    assert desk.connect().describe().key_lasts == NEVER


def test_a_server_with_the_older_answer_alone_has_its_limits(desk: Desk) -> None:
    desk.server.kind = replace(TAKAHE, max_characters=1000)
    assert ServerLimits.kept(desk.connect().facts.limits).characters == 1000


def known(desk: Desk, **changes: str) -> Facts:
    """Give facts of an earlier run."""
    limits = ServerLimits(characters=900).facts
    asked = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    return replace(Facts(place=desk.server.url, asked=asked, limits=limits), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "fault", [refused(503), refused(404), answered(Reply.html("")), answered(Reply.json([]))]
)
def test_limits_of_an_earlier_run_stand_in(desk: Desk, fault: Fault) -> None:
    for path in (INSTANCE, "/api/v1/instance"):
        desk.server.fail("GET", path, fault)
    session = desk.connect(known(desk))
    assert session.facts.limits["characters"] == 900
    assert session.facts.asked == known(desk).asked
    assert session.facts.account == desk.account.id
    assert session.describe().key_lasts > NEVER


def test_limits_of_another_server_do_not(desk: Desk) -> None:
    desk.server.fail("GET", INSTANCE, refused(503))
    session = desk.connect(known(desk, place="https://other.example"))
    assert session.facts.limits["characters"] == 500


def test_a_server_of_which_nothing_is_known_is_not_taken_for_mastodon(desk: Desk) -> None:
    desk.server.fail("GET", INSTANCE, refused(503))
    session = desk.connect()
    assert session.facts.limits == ServerLimits(is_mastodon=False).facts
    assert session.describe().key_lasts == NEVER


def test_limits_that_changed_are_taken_over(desk: Desk) -> None:
    desk.server.kind = replace(desk.server.kind, max_characters=1500)
    assert desk.connect(known(desk)).facts.limits["characters"] == 1500


def test_a_login_can_be_repeated(desk: Desk) -> None:
    session = desk.connect()
    first = session.log_in()
    desk.server.revoke(desk.token)
    assert first == LoggedIn()
    assert isinstance(session.log_in(), Refused)


def test_the_rights_of_a_token_are_asked_for(desk: Desk) -> None:
    assert desk.connect().rights == SCOPES


@pytest.mark.parametrize("fault", [refused(404), answered(Reply.json({"scope": 3}))])
def test_rights_may_not_be_known(desk: Desk, fault: Fault) -> None:
    session = desk.connect()
    desk.server.fail("GET", "/oauth/token/info", fault)
    assert session.rights is None


def test_a_server_is_looked_up_without_a_token(desk: Desk) -> None:
    now = desk.server.now()
    facts = KIND.look_up(desk.settings(server=desk.server.url + "/about"), now)
    assert isinstance(facts, Facts)
    assert (facts.place, facts.asked, facts.account) == (desk.server.url, now, None)
    assert facts.limits["characters"] == 500
    assert all("authorization" not in request.headers for request in desk.server.requests)


def test_a_server_that_cannot_be_looked_up_is_said_to_be_unread(desk: Desk) -> None:
    desk.server.fail("GET", INSTANCE, refused(503))
    assert isinstance(KIND.look_up(desk.settings(), desk.server.now()), Unread)


def test_an_account_that_is_not_known_is_no_target() -> None:
    facts = Facts(place="https://m.example", asked=dt.datetime.now(dt.UTC))
    with pytest.raises(ValueError, match=r"m\.example"):
        KIND.target(facts)


def test_settings_without_a_server_have_no_account() -> None:
    assert KIND.account(AnnounceSettings()) is None


def test_a_server_in_another_script_is_asked_in_ascii(desk: Desk) -> None:
    settings = AnnounceSettings(mastodon=MastodonSettings(server="https://Müller.invalid/"))
    answer = MastodonKind(replace(SHORT, login=5.0)).look_up(settings, desk.server.now())
    assert isinstance(answer, Unread)
    assert "xn--mller-kva.invalid" in answer.reason
