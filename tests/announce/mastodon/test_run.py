"""From beginning to end on real connections: whatever a server does, the post is there once."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest
from tests.announce.alone import Alone
from tests.announce.mastodon.desk import MEDIA, PAGE, PICTURE, SHORT, STATUSES, Desk, new_message
from tests.announce.world import PATIENCE, SETTINGS, a_post
from tests.servers.mastodon_kinds import (
    GOTOSOCIAL,
    MASTODON,
    OLD_MASTODON,
    TAKAHE,
    Kind,
    Media,
    Processing,
    RateLimit,
    Repeat,
    Reset,
)
from tests.servers.wire import Cut, Fault, Reply, answered, lost, redirected, refused

from reviewkit.announce.choose import Wish, choose
from reviewkit.announce.ledger import Entry, Record
from reviewkit.announce.loop import Result, Task, exit_code, run
from reviewkit.announce.machine import EXIT_DONE, EXIT_FAILED, remedy
from reviewkit.announce.mastodon.kind import MastodonKind
from reviewkit.announce.message import Message
from reviewkit.announce.ports import PageLive, Ports
from reviewkit.errors import EXIT_LATER

KINDS = {
    "honours the key": MASTODON,
    "answers a repeat with 500": replace(MASTODON, repeat=Repeat.INTERNAL_ERROR),
    "answers a repeat with 503": replace(MASTODON, repeat=Repeat.BUSY),
    "is old": OLD_MASTODON,
    "is GoToSocial": GOTOSOCIAL,
    "is Takahe": TAKAHE,
    "lists late": replace(GOTOSOCIAL, listing_lag=dt.timedelta(seconds=90)),
}
HTML = Reply.html("<h1>Please wait</h1>")
ELSEWHERE = "https://else.example/"
FAULTS = {
    "reset": lost(Cut.RESET, accepted=True),
    "reset before": lost(Cut.RESET, accepted=False),
    "closed": lost(Cut.CLOSED, accepted=True),
    "closed before": lost(Cut.CLOSED, accepted=False),
    "half": lost(Cut.HALF, accepted=True),
    "500": refused(500),
    "502 after": answered(Reply.json({"error": "Bad gateway"}, 502), accepted=True),
    "504 after": answered(Reply.html("<h1>504</h1>", 504), accepted=True),
    "HTML": answered(HTML),
    "HTML after": answered(HTML, accepted=True),
    "nothing after": answered(Reply(), accepted=True),
    "[]": answered(Reply.json([])),
    "[] after": answered(Reply.json([]), accepted=True),
    "301": redirected(301, ELSEWHERE),
    "302 after": answered(Reply(status=302, headers={"Location": ELSEWHERE}), accepted=True),
    "429": refused(429, Retry_After="30"),
}
"""What happens to the first try of a post."""


@dataclass
class Diary:
    """The ledger of a site with one review, and the runs that are made with it."""

    desk: Desk
    message: Message = field(default_factory=new_message)
    records: dict[str, Record] = field(default_factory=dict)
    kind: MastodonKind = field(default_factory=MastodonKind)

    def write(self, record: Record) -> None:
        self.records[record.name] = record

    def announce(self, only: Sequence[str] = ()) -> Result:
        """Run once, as a process would, with the server's clock for the time."""
        desk = self.desk
        server = desk.server
        session = desk.connect()
        target = self.kind.target(session.facts)
        post = replace(a_post("fog"), date=server.now() - dt.timedelta(hours=1))
        wish = Wish(targets=[target], now=server.now(), only=only)
        plan = choose([post], self.records, SETTINGS, wish, lambda _: True)
        for record in plan.renewed:
            self.write(record)
        (job,) = plan.jobs
        ports = Ports(
            ledger=self,
            page=lambda _, __: PageLive(),
            clock=server.now,
            chance=random.Random(1).random,  # noqa: S311 -- no secret
            crew=Alone(
                lambda until: server.clock.advance(
                    seconds=max(0.0, (until - server.now()).total_seconds())
                )
            ),
        )
        tasks = [Task(job=job, message=self.message)]
        (result,) = run(tasks, self.records, {target: session}, ports, PATIENCE)
        return result

    @property
    def entry(self) -> Entry:
        return self.records["fog"].entries[0]


@pytest.fixture
def diary(desk: Desk) -> Diary:
    """Give a site with one review."""
    return Diary(desk)


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_whatever_becomes_of_the_first_try_the_post_is_there_once(
    diary: Diary, kind: Kind, fault: Fault
) -> None:
    diary.desk.server.kind = kind
    diary.desk.server.fail("POST", STATUSES, fault)
    result = diary.announce()
    assert (result.code, diary.entry.state) == (EXIT_DONE, "published")
    assert diary.desk.texts() == [diary.message.text]
    assert diary.entry.id == diary.desk.server.statuses[0].id


@pytest.mark.parametrize("accepted", [True, False])
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_while_the_list_cannot_be_read_it_is_unknown_and_nothing_is_sent(
    diary: Diary, kind: Kind, *, accepted: bool
) -> None:
    server = diary.desk.server
    server.kind = kind
    server.fail("POST", STATUSES, lost(Cut.RESET, accepted=accepted))
    server.fail("GET", diary.desk.listing, Fault(accepted=True), refused(503), always=True)
    result = diary.announce()
    assert (result.code, diary.entry.state) == (EXIT_LATER, "unknown")
    assert "announce resolve fog" in remedy("fog", diary.entry)
    assert len(server.asked("POST", STATUSES)) == 1


@pytest.mark.parametrize("minutes", [1, 49, 51, 61, 3000])
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_later_run_settles_what_is_unknown(diary: Diary, kind: Kind, minutes: int) -> None:
    server = diary.desk.server
    server.kind = kind
    server.fail("POST", STATUSES, lost(Cut.CLOSED, accepted=True))
    server.fail("GET", diary.desk.listing, Fault(accepted=True), refused(503), always=True)
    diary.announce()
    server.mend()
    server.clock.advance(minutes=minutes)
    assert diary.announce().code == EXIT_DONE
    assert diary.desk.texts() == [diary.message.text]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_ledger_that_was_lost_does_no_harm(diary: Diary, kind: Kind) -> None:
    diary.desk.server.kind = kind
    diary.announce()
    diary.records.clear()
    diary.desk.server.clock.advance(hours=2)
    assert diary.announce().code == EXIT_DONE
    assert len(diary.desk.texts()) == 1


def test_a_private_post_without_the_right_to_read_stays_unknown(diary: Diary) -> None:
    desk = diary.desk
    desk.server.kind = GOTOSOCIAL
    desk.allow("write:statuses", "profile", "read:accounts")
    desk.visibility = "private"
    diary.message = new_message(visibility="private")
    desk.server.fail("POST", STATUSES, lost(Cut.RESET, accepted=True))
    result = diary.announce()
    assert (result.code, diary.entry.state) == (EXIT_LATER, "unknown")
    assert len(desk.texts()) == 1


@pytest.mark.parametrize("reset", [Reset.ISO, Reset.EPOCH, Reset.RETRY_AFTER])
def test_a_limit_of_some_minutes_is_waited_for(diary: Diary, reset: Reset) -> None:
    server = diary.desk.server
    server.limit(RateLimit(requests=300, seconds=200, reset=reset), left=3)
    assert diary.announce().code == EXIT_DONE
    assert len(diary.desk.texts()) == 1


def test_a_limit_beyond_the_patience_is_left_to_the_next_run(diary: Diary) -> None:
    server = diary.desk.server
    server.limit(RateLimit(requests=300, seconds=10_800), left=3)
    first = diary.announce()
    assert (first.code, diary.entry.state) == (EXIT_LATER, "prepared")
    server.clock.advance(hours=3)
    assert diary.announce().code == EXIT_DONE


@pytest.mark.parametrize("status", [401, 403])
def test_a_token_that_is_refused_fails_and_the_post_waits_for_a_new_one(
    diary: Diary, status: int
) -> None:
    diary.desk.server.fail("POST", STATUSES, refused(status))
    assert diary.announce().code == EXIT_FAILED
    assert diary.entry.state == "prepared"
    assert diary.announce(["fog"]).code == EXIT_DONE


@pytest.mark.parametrize("processing", list(Processing))
def test_a_picture_loses_no_post(diary: Diary, processing: Processing) -> None:
    diary.message = new_message(picture=PICTURE)
    diary.desk.server.media = Media(processing=processing, checks=1)
    diary.desk.patience = SHORT
    assert exit_code([diary.announce()]) == EXIT_DONE
    assert len(diary.desk.server.asked("POST", MEDIA)) == 1
    assert diary.desk.texts() == [f"Good.\n\n{PAGE}"]
