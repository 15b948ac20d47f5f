"""The right to announce is one run's alone, and ends by itself."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.announce import machine
from reviewkit.announce.claim import is_held, lapsed, new_claim, released
from reviewkit.announce.ledger import Entry, EntryState, Record, Target
from reviewkit.announce.machine import LONGEST_SEND, MARGIN, Journey, Moment, Send, Stop
from reviewkit.announce.ports import Absent, Nature
from reviewkit.identity import Known

NOW = dt.datetime(2025, 1, 20, 12, tzinfo=dt.UTC)
PATIENCE = dt.timedelta(minutes=10)
TARGET = Target(network="mastodon", server="mastodon.example", account="109")
KNOWN = Known(source="_posts/fog.md", path="/fog/", title="Fog", date="2025", text="ab")
CLAIM = new_claim("me", NOW, PATIENCE)
TICK = dt.timedelta(microseconds=1)


def entry(state: EntryState = "prepared") -> Entry:
    return Entry(target=TARGET, state=state, since=NOW, key="k", claim=CLAIM)


def record(*entries: Entry) -> Record:
    return Record(name="fog", known=KNOWN, since=NOW, entries=entries)


def only(one: Record) -> Entry:
    (found,) = one.entries
    return found


@pytest.mark.parametrize(
    ("state", "held"),
    [("prepared", True), ("sending", True), ("unknown", True), ("published", False)],
)
def test_a_claim_holds_what_has_not_ended(state: EntryState, *, held: bool) -> None:
    assert is_held(record(entry(state))) is held


def test_a_claim_lasts_until_its_time_is_over() -> None:
    claimed = record(entry())

    assert lapsed(claimed, CLAIM.until - TICK) == claimed
    assert not is_held(lapsed(claimed, CLAIM.until))


def test_what_was_claimed_may_have_been_sent_until_the_time_was_over() -> None:
    found = only(lapsed(record(entry()), CLAIM.until + PATIENCE))

    assert (found.state, found.in_doubt, found.last_try) == ("unknown", NOW, CLAIM.until)
    assert found.key == "k"


def test_a_doubt_older_than_the_claim_remains() -> None:
    before = NOW - PATIENCE
    doubtful = replace(entry("unknown"), in_doubt=before, last_try=before)

    found = only(lapsed(record(doubtful), CLAIM.until))

    assert (found.in_doubt, found.last_try) == (before, CLAIM.until)


def test_what_was_announced_stays_so_though_its_claim_was_never_given_back() -> None:
    claimed = record(entry("published"))

    assert lapsed(claimed, CLAIM.until + PATIENCE) == claimed


def test_a_run_gives_back_its_own_claims() -> None:
    claimed = record(entry())

    assert only(released(claimed, "me")) == replace(entry(), claim=None)
    assert released(claimed, "another") == claimed


@given(st.timedeltas(dt.timedelta(0), dt.timedelta(days=1)), st.floats(0, 1))
def test_no_send_of_a_run_goes_on_when_another_computer_may_take_over(
    patience: dt.timedelta, when: float
) -> None:
    claim = new_claim("me", NOW, patience)
    now = NOW + (claim.until - NOW) * when
    course = Journey(
        entry=replace(entry(), claim=claim), nature=Nature(key_lasts=PATIENCE), is_live=True
    )
    moment = Moment(now=now, asked=now, deadline=NOW + patience, chance=0)

    step = machine.step(course, Absent(covers=True), moment)

    is_safe = now + LONGEST_SEND <= claim.until - MARGIN
    assert isinstance(step.action, Send if is_safe else Stop)
    assert is_safe or now > moment.deadline
