"""What the machine decides, step by step."""

import datetime as dt
from dataclasses import replace

import pytest

from reviewkit.announce import machine
from reviewkit.announce.ledger import Entry, EntryState, Target
from reviewkit.announce.machine import (
    CheckPage,
    Journey,
    LogIn,
    Look,
    Moment,
    Send,
    Step,
    Stop,
    Wait,
)
from reviewkit.announce.ports import (
    Absent,
    Done,
    Event,
    Expired,
    Found,
    Later,
    LoggedIn,
    Nature,
    NotLive,
    PageLive,
    Refused,
    Shut,
    Unclear,
    Unread,
)

NOW = dt.datetime(2025, 1, 20, 12, tzinfo=dt.UTC)
TARGET = Target(network="mastodon", server="mastodon.example", account="109")
ALWAYS, NEVER = dt.timedelta.max, dt.timedelta(0)
TRUST = dt.timedelta(minutes=50)
LINK = "https://films.example/fog/"


def ago(**amount: float) -> dt.datetime:
    return NOW - dt.timedelta(**amount)


def later(**amount: float) -> dt.datetime:
    return NOW + dt.timedelta(**amount)


def moment(
    now: dt.datetime = NOW,
    *,
    asked: dt.datetime | None = None,
    deadline: dt.datetime | None = None,
    chance: float = 0.5,
    latest: dt.datetime | None = None,
) -> Moment:
    deadline = deadline or now + dt.timedelta(minutes=10)
    return Moment(now=now, asked=asked or now, deadline=deadline, chance=chance, latest=latest)


def journey(state: EntryState = "prepared", *, trust: dt.timedelta = NEVER) -> Journey:
    entry = Entry(target=TARGET, state=state, since=NOW, key="k", links=(LINK,))
    return Journey(entry=entry, nature=Nature(key_lasts=trust), payload="p", link=LINK)


def doubtful(
    first: dt.datetime,
    last: dt.datetime | None = None,
    *,
    trust: dt.timedelta = NEVER,
    state: EntryState = "unknown",
) -> Journey:
    """Make a journey of a live page with a try that may have arrived."""
    new = journey(state, trust=trust)
    entry = replace(
        new.entry, first_try=first, last_try=last or first, in_doubt=first, created_at=first
    )
    return replace(new, entry=entry, is_live=True)


def sent(trust: dt.timedelta = NEVER, before: dt.datetime | None = None) -> Journey:
    """Make a journey whose send is under way."""
    new = doubtful(before, trust=trust) if before else replace(journey(trust=trust), is_live=True)
    return machine.step(new, Absent(covers=False), moment()).journey


def taken(course: Journey, *events: Event) -> Step:
    """Take the steps of some events at one moment."""
    step = Step(course, CheckPage())
    for event in events:
        step = machine.step(step.journey, event, moment())
    return step


def test_a_new_announcement_begins_with_its_page_and_writes_nothing() -> None:
    assert machine.begin(journey(), moment()) == Step(journey(), CheckPage(), write=False)


def test_a_live_page_is_written_down_before_the_network_is_asked() -> None:
    step = taken(journey(), PageLive())

    assert (step.journey.entry.state, step.action, step.write) == ("prepared", Look(None), True)


def test_a_send_is_written_down_before_it_begins() -> None:
    step = taken(journey(), PageLive(), Absent(covers=False))

    entry = step.journey.entry
    assert (step.action, step.write, entry.state) == (Send(), True, "sending")
    assert (entry.first_try, entry.last_try, entry.in_doubt, entry.created_at) == (NOW,) * 4
    assert entry.payload == "p"


def test_an_answer_with_an_address_is_the_end() -> None:
    step = machine.step(sent(), Done("7", "https://m.example/7"), moment())

    entry = step.journey.entry
    assert (step.action, step.write) == (Stop(0), True)
    assert (entry.state, entry.id, entry.in_doubt) == ("published", "7", None)


def test_what_is_found_though_the_ledger_had_no_try_of_it_is_taken_over_without_its_text() -> None:
    step = taken(journey(), PageLive(), Found("7", "https://m.example/7"))

    assert (step.journey.entry.state, step.journey.entry.payload) == ("published", "")


@pytest.mark.parametrize("state", ["sending", "unknown"])
def test_what_may_have_arrived_is_looked_for_first(state: EntryState) -> None:
    step = machine.begin(doubtful(ago(hours=1), state=state), moment())

    assert (step.action, step.journey.entry.state) == (Look(ago(hours=1, minutes=10)), "unknown")


def test_a_killed_send_may_have_gone_on_for_minutes() -> None:
    step = machine.begin(doubtful(ago(seconds=130), state="sending"), moment())

    assert step.journey.entry.last_try == NOW
    assert step.write


def test_a_send_killed_long_ago_has_ended_long_ago() -> None:
    step = machine.begin(doubtful(ago(hours=3), state="sending"), moment())

    assert step.journey.entry.last_try == ago(hours=2, minutes=55)


@pytest.mark.parametrize(
    ("first", "last", "trust", "covers", "action"),
    [
        (ago(seconds=5), None, ALWAYS, False, Send()),
        (ago(days=9), None, ALWAYS, False, Send()),
        (ago(seconds=5), None, TRUST, False, Send()),
        (ago(minutes=49, seconds=59), None, TRUST, False, Send()),
        (ago(minutes=50), None, TRUST, True, Send()),
        (ago(minutes=50), ago(seconds=119), TRUST, True, Wait(later(seconds=1), Look(None))),
        (ago(minutes=50), None, TRUST, False, Stop(75)),
        (ago(seconds=119), None, NEVER, True, Wait(later(seconds=1), Look(None))),
        (ago(seconds=120), None, NEVER, True, Send()),
        (ago(seconds=120), None, NEVER, False, Stop(75)),
        (ago(seconds=5), None, NEVER, False, Stop(75)),
    ],
)
def test_what_was_not_seen_is_sent_again_only_if_it_cannot_be_there_twice(
    first: dt.datetime,
    last: dt.datetime | None,
    trust: dt.timedelta,
    covers: bool,  # noqa: FBT001 -- a column of the table
    action: machine.Action,
) -> None:
    step = machine.step(doubtful(first, last, trust=trust), Absent(covers=covers), moment())

    assert type(step.action) is type(action)
    if isinstance(action, Wait) and isinstance(step.action, Wait):
        assert step.action.until == action.until
    if isinstance(action, Stop):
        assert step.journey.entry.state == "unknown"


def test_a_list_counts_as_of_when_it_was_asked_for() -> None:
    asked = moment(asked=ago(seconds=1))

    step = machine.step(doubtful(ago(seconds=120)), Absent(covers=True), asked)

    assert isinstance(step.action, Wait)


def test_doubt_is_dated_from_its_first_try() -> None:
    step = machine.step(doubtful(ago(minutes=40), trust=TRUST), Absent(covers=False), moment())

    entry = step.journey.entry
    assert (entry.first_try, entry.in_doubt, entry.last_try) == (
        ago(minutes=40),
        ago(minutes=40),
        NOW,
    )


def test_absence_that_is_certain_ends_the_doubt_of_what_may_not_be_sent() -> None:
    course = replace(doubtful(ago(hours=1)), hindrance="draft")

    step = machine.step(course, Absent(covers=True), moment())

    assert (step.action, step.write) == (Stop(0, "draft"), True)
    assert (step.journey.entry.state, step.journey.entry.in_doubt) == ("prepared", None)


def test_what_may_not_be_sent_is_not_sent_for_its_key() -> None:
    course = replace(doubtful(ago(seconds=5), trust=ALWAYS), hindrance="draft")

    assert isinstance(machine.step(course, Absent(covers=True), moment()).action, Wait)


def test_what_was_refused_is_looked_for() -> None:
    step = machine.step(sent(), Refused("too long"), moment())

    entry = step.journey.entry
    assert (step.action, step.write) == (Look(ago(minutes=10)), True)
    assert (entry.state, entry.reason, entry.in_doubt) == ("prepared", "too long", None)


def test_what_was_refused_and_is_not_there_has_failed() -> None:
    step = taken(sent(), Refused("too long"), Absent(covers=False))

    entry = step.journey.entry
    assert (step.action, step.write) == (Stop(3, "too long"), True)
    assert (entry.state, entry.reason, entry.in_doubt) == ("failed", "too long", None)


def test_what_was_refused_and_cannot_be_looked_for_is_left_for_another_run() -> None:
    step = taken(sent(), Refused("too long"), *[Unread("no answer")] * 3)

    assert (step.action, step.journey.entry.state) == (Stop(75, "no answer"), "prepared")


def test_what_an_account_was_refused_waits_until_the_account_is_mended() -> None:
    step = taken(sent(), Refused("suspended"), Shut("suspended"))

    assert (step.action, step.journey.entry.state) == (Stop(3, "suspended"), "prepared")


def test_what_is_refused_as_a_duplicate_is_taken_over_without_its_text() -> None:
    step = taken(sent(), Refused("a duplicate"), Found("7", "https://m.example/7"))

    entry = step.journey.entry
    assert (step.action, step.write) == (Stop(0), True)
    assert (entry.state, entry.id, entry.payload, entry.reason) == ("published", "7", "", "")


@pytest.mark.parametrize("event", [Refused("no"), Later("429"), Expired("token")], ids=str)
def test_what_was_not_taken_now_may_have_arrived_before(event: Event) -> None:
    step = machine.step(sent(TRUST, before=ago(minutes=5)), event, moment())

    assert (step.journey.entry.state, step.write) == ("unknown", True)
    assert step.journey.entry.in_doubt == ago(minutes=5)


def test_a_send_without_an_answer_is_looked_for_after_a_pause() -> None:
    step = machine.step(sent(), Unclear("timed out"), moment(chance=0.5))

    assert step.action == Wait(later(seconds=4), Look(ago(minutes=10)))
    assert (step.journey.entry.state, step.write) == ("unknown", True)


def test_a_send_without_an_answer_went_on_until_now() -> None:
    step = machine.step(sent(), Unclear("timed out"), moment(later(seconds=60)))

    assert step.journey.entry.last_try == later(seconds=60)


@pytest.mark.parametrize(
    ("not_before", "until"),
    [
        (None, later(seconds=4)),
        (ago(minutes=3), later(seconds=4)),
        (later(minutes=3), later(minutes=3)),
    ],
)
def test_a_limit_of_rate_is_waited_for(not_before: dt.datetime | None, until: dt.datetime) -> None:
    step = machine.step(sent(), Later("429", not_before), moment(chance=0.5))

    assert isinstance(step.action, Wait)
    assert step.action.until == until
    assert (step.journey.entry.state, step.journey.entry.in_doubt) == ("prepared", None)


def test_a_limit_of_rate_beyond_patience_is_left_for_another_run() -> None:
    step = machine.step(sent(), Later("429", later(hours=3)), moment())

    assert (step.action, step.write) == (Stop(75, "429"), True)
    assert step.journey.entry.state == "prepared"


def test_pauses_grow_and_end_at_a_minute() -> None:
    pauses = []
    for vain in range(2):
        course = replace(journey(), vain=vain)
        step = machine.step(course, Unread("no answer"), moment(chance=1))
        assert isinstance(step.action, Wait)
        pauses.append((step.action.until - NOW).total_seconds())

    assert pauses == [8, 16]


def test_a_network_that_never_answers_is_left_after_three_questions() -> None:
    course = doubtful(ago(hours=1))

    step = taken(course, *[Unread("no answer")] * 3)

    assert (step.action, step.journey.entry.state) == (Stop(75, "no answer"), "unknown")


def test_one_run_sends_three_times_at_most_and_looks_once_more() -> None:
    course, sends = replace(journey(trust=ALWAYS), is_live=True), 0
    for _ in range(9):
        step = machine.step(course, Absent(covers=True), moment())
        if not isinstance(step.action, Send):
            break
        sends += 1
        course = machine.step(step.journey, Unclear("500"), moment()).journey

    assert (sends, step.action) == (3, Stop(75, "500"))


def test_a_session_that_ended_is_begun_anew_once() -> None:
    step = machine.step(sent(), Expired("token"), moment())
    again = taken(step.journey, LoggedIn(), Absent(covers=True))
    end = machine.step(again.journey, Expired("token"), moment())

    assert (step.action, again.action, end.action) == (LogIn(), Send(), Stop(75, "token"))
    assert end.journey.entry.state == "prepared"


def test_a_login_that_is_refused_is_a_failure() -> None:
    step = taken(sent(), Expired("token"), Refused("wrong password"), Absent(covers=True))

    assert (step.action, step.journey.entry.state) == (Stop(3, "wrong password"), "failed")


def test_a_login_that_has_to_wait_is_tried_again() -> None:
    step = taken(sent(), Expired("token"), Later("429"))

    assert isinstance(step.action, Wait)
    assert step.action.then == LogIn()


def test_a_page_that_is_not_live_is_waited_for() -> None:
    step = machine.step(journey(), NotLive("404"), moment(chance=0))

    assert (step.action, step.write) == (Wait(later(seconds=5), CheckPage()), False)


def test_a_page_that_stays_away_is_left_for_another_run_and_leaves_no_trace() -> None:
    step = machine.step(journey(), NotLive("404"), moment(deadline=NOW))

    assert (step.action, step.write) == (Stop(75, "404"), False)


@pytest.mark.parametrize(("course", "code"), [(journey(), 3), (doubtful(NOW), 75)])
def test_a_target_that_refuses_everything_is_not_asked(course: Journey, code: int) -> None:
    step = machine.step(course, Shut("suspended"), moment())

    assert step == Step(course, Stop(code, "suspended"))


def test_the_moment_of_a_post_is_fixed_at_its_first_try() -> None:
    step = machine.step(doubtful(ago(minutes=9), trust=ALWAYS), Absent(covers=True), moment())

    assert step.journey.entry.created_at == ago(minutes=9)


def test_no_two_posts_have_one_moment() -> None:
    course = replace(journey(), is_live=True)

    step = machine.step(course, Absent(covers=True), moment(latest=NOW))

    assert step.journey.entry.created_at == later(milliseconds=1)


def test_a_moment_is_in_whole_milliseconds() -> None:
    course = replace(journey(), is_live=True)

    step = machine.step(course, Absent(covers=True), moment(later(microseconds=1999)))

    assert step.journey.entry.created_at == later(milliseconds=1)


def test_a_new_address_is_looked_for_beside_the_old() -> None:
    course = replace(journey(), is_live=True, link="https://films.example/mist/")

    entry = machine.step(course, Absent(covers=True), moment()).journey.entry

    assert entry.links == (LINK, "https://films.example/mist/")


@pytest.mark.parametrize(
    ("state", "command"),
    [("unknown", "announce resolve fog"), ("failed", "announce --only fog"), ("published", "")],
)
def test_what_needs_a_person_names_the_command(state: EntryState, command: str) -> None:
    said = machine.remedy("fog", journey(state).entry)

    assert command in said
    assert bool(said) is bool(command)


@pytest.mark.parametrize(("url", "state"), [("https://m.example/7", "published"), ("", "prepared")])
def test_a_person_can_settle_what_is_unknown(url: str, state: EntryState) -> None:
    entry = machine.resolved(doubtful(NOW).entry, url)

    assert (entry.state, entry.url, entry.in_doubt) == (state, url, None)
