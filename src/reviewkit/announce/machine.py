"""What to do next with one announcement, so that it is there once whatever happens: decided purely.

A try is written down before its first byte is sent. Whatever may have arrived is looked for before
anything is sent again, and only what certainly is not there, or what the network takes for the
same, is sent once more. `begin` and `step` give what to write down and what to do; the loop does
it and comes back with what happened.
"""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Final

from reviewkit.announce.ledger import Entry, EntryState
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
from reviewkit.errors import EXIT_LATER

__all__ = [
    "EXIT_DONE",
    "EXIT_FAILED",
    "Action",
    "CheckPage",
    "Journey",
    "LogIn",
    "Look",
    "Moment",
    "Send",
    "Step",
    "Stop",
    "Wait",
    "begin",
    "remedy",
    "resolved",
    "step",
]

EXIT_DONE: Final = 0
EXIT_FAILED: Final = 3

CYCLES: Final = 3
"""How often one run sends an entry; and how often it asks in vain."""

SETTLED: Final = dt.timedelta(seconds=120)
"""After this long a try that arrived is taken to be in the list of the account's posts."""

LONGEST_SEND: Final = dt.timedelta(minutes=5)
"""A send is over after this: so long may one have gone on whose process was killed."""

MARGIN: Final = dt.timedelta(minutes=10)
"""How far the clocks of the network and of this computer may be apart."""

_PAUSE: Final = 4.0
_LONGEST_PAUSE: Final = 60.0
_SHORTEST_PAUSE: Final = 0.2
_PAGE_PAUSE: Final = 5.0
_DOUBLINGS: Final = 5
_TICK: Final = dt.timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class CheckPage:
    """See whether the page of the post is live."""


@dataclass(frozen=True, slots=True)
class Look:
    """Look for the post; `since` is how far back, None for as far as is reasonable."""

    since: dt.datetime | None


@dataclass(frozen=True, slots=True)
class LogIn:
    """Log in anew."""


@dataclass(frozen=True, slots=True)
class Send:
    """Send the post, with the key and the moment of the entry."""


Question = CheckPage | Look | LogIn


@dataclass(frozen=True, slots=True)
class Wait:
    """Wait until a moment, and then go on with `then`."""

    until: dt.datetime
    then: Question


@dataclass(frozen=True, slots=True)
class Stop:
    """Leave it for this run; `code` is the exit code, `reason` says why it is no success."""

    code: int
    reason: str = ""


Action = Question | Send | Wait | Stop


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What a step is to know of the time.

    `asked` is when that was begun which has now happened. `deadline` ends the run's patience:
    nothing is waited for beyond it. `chance` is from 0 to 1. `latest` is the latest `created_at` on
    the target, as no two posts may have one.
    """

    now: dt.datetime
    asked: dt.datetime
    deadline: dt.datetime
    chance: float
    latest: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """One entry on its way through one run.

    With a `hindrance` it may only be looked for. `payload` and `link` are of what would be sent.
    `sends`, `checks` of the page and questions in `vain` are counted in this run. `before` is the
    doubt there was before its last send, `searched` the moment of its last look that was answered.
    With a `refusal` it is looked for once more, and has failed if it is not there.
    """

    entry: Entry
    nature: Nature
    hindrance: str = ""
    payload: str = ""
    link: str = ""
    sends: int = 0
    checks: int = 0
    vain: int = 0
    is_live: bool = False
    is_logging_in: bool = False
    is_relogged: bool = False
    before: dt.datetime | None = None
    searched: dt.datetime | None = None
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """The journey after a step, and what to do; `write` tells to write the entry down first."""

    journey: Journey
    action: Action
    write: bool = False


def begin(journey: Journey, moment: Moment) -> Step:
    """Give the first step: what may have arrived is looked for, before all else."""
    entry = journey.entry
    if entry.state == "sending":
        # The process was killed, and nobody knows how long its send went on.
        tried = entry.last_try or moment.now
        end = max(tried, min(moment.now, tried + LONGEST_SEND))
        entry = replace(entry, in_doubt=entry.in_doubt or tried, last_try=end)
        journey = replace(journey, entry=entry)
        return _written(journey, _look(journey), state="unknown", reason="it was interrupted")
    if entry.state == "unknown":
        return Step(journey, _look(journey))
    if journey.hindrance:
        return Step(journey, Stop(EXIT_FAILED, journey.hindrance))
    return Step(journey, CheckPage())


def step(journey: Journey, event: Event, moment: Moment) -> Step:  # noqa: C901, PLR0911, PLR0912 -- one case for each answer
    """Give the next step after what happened."""
    match event:
        case PageLive():
            journey = replace(journey, is_live=True)
            return Step(journey, _look(journey), write=journey.entry.state == "prepared")
        case NotLive(reason=reason):
            journey = replace(journey, checks=journey.checks + 1)
            pause = max(_PAGE_PAUSE, _pause(journey.checks, moment))
            return _waiting(journey, moment, moment.now + _seconds(pause), CheckPage(), reason)
        case Found(id=id_, url=url):
            # Where the ledger has no try of it, nobody knows with which text it was sent.
            is_ours = journey.entry.first_try and not journey.refusal
            return _there(journey, id_, url, journey.entry.payload if is_ours else "")
        case Absent() if reason := journey.refusal:
            return _written(journey, Stop(EXIT_FAILED, reason), state="failed", reason=reason)
        case Absent(covers=covers):
            return _absent(replace(journey, searched=moment.asked), moment, covers=covers)
        case Unread(reason=reason, not_before=not_before):
            return _in_vain(journey, moment, _look(journey), reason, not_before)
        case Done(id=id_, url=url):
            return _there(journey, id_, url, journey.entry.payload)
        case Refused(reason=reason):
            return _refused(journey, moment, reason)
        case Expired(reason=reason) if journey.is_relogged:
            # No fault of the post's: another run begins with another session.
            return _left(_not_arrived(journey, reason), reason)
        case Expired(reason=reason):
            journey = replace(_not_arrived(journey, reason), is_logging_in=True)
            return Step(journey, LogIn(), write=True)
        case LoggedIn():
            journey = replace(journey, is_logging_in=False, is_relogged=True)
            return Step(journey, _look(journey))
        case Later(reason=reason, not_before=not_before) if journey.is_logging_in:
            return _in_vain(journey, moment, LogIn(), reason, not_before)
        case Later(reason=reason, not_before=not_before):
            return _again(_not_arrived(journey, reason), moment, reason, not_before)
        case Unclear(reason=reason):
            entry = replace(journey.entry, state="unknown", reason=reason, last_try=moment.now)
            return _again(replace(journey, entry=entry), moment, reason)
        case Shut(reason=reason):
            code = EXIT_FAILED if journey.entry.in_doubt is None else EXIT_LATER
            return Step(journey, Stop(code, reason))


def remedy(name: str, entry: Entry) -> str:
    """Give the command that settles an entry of the post `name`; empty where none is needed."""
    if entry.state == "unknown":
        return (
            "run reviewkit announce again, which looks for it first; if that does not settle it, "
            f"look at {entry.target} and run reviewkit announce resolve {name} "
            "--published URL, or --not-published"
        )
    if entry.state == "failed":
        return f"mend the cause, then run reviewkit announce --only {name}"
    return ""


def resolved(entry: Entry, url: str) -> Entry:
    """Settle an unknown entry by what a person saw; with an empty `url` it is not there."""
    if url:
        return replace(entry, state="published", url=url, in_doubt=None, reason="")
    return replace(entry, state="prepared", in_doubt=None, reason="")


def _absent(journey: Journey, moment: Moment, *, covers: bool) -> Step:
    """Send what is not in the list, if it cannot be there twice then.

    In doubt it is sent only while the network takes the same key for the same post, or when a list
    that reaches back to the first try in doubt was read long enough after the last one.
    """
    entry, write = journey.entry, False
    doubt = entry.in_doubt
    if doubt is not None:
        settles = (entry.last_try or doubt) + SETTLED
        if covers and moment.asked >= settles:
            entry = replace(entry, state="prepared", in_doubt=None, reason="")
            journey, write = replace(journey, entry=entry), True
        elif journey.hindrance or moment.now - doubt >= journey.nature.key_lasts:
            if not covers:
                reason = "the network's list of posts does not reach back to the try"
                return _written(journey, Stop(EXIT_LATER, reason), state="unknown", reason=reason)
            return _waiting(journey, moment, settles, _look(journey), "it may yet arrive")
    if journey.hindrance:
        return Step(journey, Stop(EXIT_DONE, journey.hindrance), write)
    if not journey.is_live:
        return Step(journey, CheckPage(), write)
    if journey.sends >= CYCLES:
        return Step(journey, Stop(EXIT_LATER, entry.reason or "it was tried often enough"), write)
    return _sending(journey, moment, write=write)


def _sending(journey: Journey, moment: Moment, *, write: bool) -> Step:
    entry, now = journey.entry, moment.now
    if entry.claim and now + LONGEST_SEND + MARGIN > entry.claim.until:
        return Step(journey, Stop(EXIT_LATER, "the time it was claimed for is over"), write)
    created = entry.created_at if entry.first_try else None
    entry = replace(
        entry,
        state="sending",
        reason="",
        payload=journey.payload,
        links=tuple(dict.fromkeys((*entry.links, journey.link))),
        created_at=created or _own_moment(moment),
        first_try=entry.first_try or now,
        last_try=now,
        in_doubt=entry.in_doubt or now,
    )
    before = journey.entry.in_doubt
    journey = replace(journey, entry=entry, before=before, sends=journey.sends + 1)
    return Step(journey, Send(), write=True)


def _own_moment(moment: Moment) -> dt.datetime:
    """Give a moment in whole milliseconds that no other post of the target has."""
    now = moment.now.astimezone(dt.UTC)
    now = now.replace(microsecond=now.microsecond // 1000 * 1000)
    return now if moment.latest is None else max(now, moment.latest + _TICK)


def _there(journey: Journey, id_: str, url: str, payload: str) -> Step:
    entry = replace(
        journey.entry,
        state="published",
        id=id_,
        url=url,
        payload=payload,
        in_doubt=None,
        reason="",
    )
    return Step(replace(journey, entry=entry), Stop(EXIT_DONE), write=True)


def _not_arrived(journey: Journey, reason: str) -> Journey:
    """Take back the doubt of the last send; that of one before it remains."""
    state: EntryState = "unknown" if journey.before else "prepared"
    entry = replace(journey.entry, state=state, in_doubt=journey.before, reason=reason)
    return replace(journey, entry=entry)


def _refused(journey: Journey, moment: Moment, reason: str) -> Step:
    """Look before it counts as failed: it may be refused as another computer has sent it."""
    journey = _not_arrived(journey, reason)
    if journey.before:
        return _again(journey, moment, reason)
    return Step(replace(journey, refusal=reason), _look(journey), write=True)


def _look(journey: Journey) -> Look:
    since = journey.entry.in_doubt or journey.searched
    return Look(None if since is None else since - MARGIN)


def _again(
    journey: Journey, moment: Moment, reason: str, not_before: dt.datetime | None = None
) -> Step:
    """Begin the next cycle after a send; after the last one only what is in doubt is looked for."""
    if journey.sends >= CYCLES and journey.entry.in_doubt is None:
        return _left(journey, reason)
    until = _later(moment, journey.sends, not_before)
    return _waiting(journey, moment, until, _look(journey), reason)


def _in_vain(
    journey: Journey, moment: Moment, then: Question, reason: str, not_before: dt.datetime | None
) -> Step:
    """Ask once more after a question without an answer."""
    journey = replace(journey, vain=journey.vain + 1)
    if journey.vain >= CYCLES:
        return _left(journey, reason)
    return _waiting(journey, moment, _later(moment, journey.vain, not_before), then, reason)


def _later(moment: Moment, count: int, not_before: dt.datetime | None) -> dt.datetime:
    """Give a moment of chance, later each time, and not before the one the network names."""
    until = moment.now + _seconds(_pause(count, moment))
    return until if not_before is None else max(until, not_before)


def _pause(count: int, moment: Moment) -> float:
    longest = min(_LONGEST_PAUSE, _PAUSE * float(1 << min(count, _DOUBLINGS)))
    return max(_SHORTEST_PAUSE, moment.chance * longest)


def _seconds(number: float) -> dt.timedelta:
    return dt.timedelta(seconds=number)


def _waiting(
    journey: Journey, moment: Moment, until: dt.datetime, then: Question, reason: str
) -> Step:
    if until > moment.deadline:
        return _left(journey, reason)
    return Step(journey, Wait(until, then), write=_is_tried(journey))


def _left(journey: Journey, reason: str) -> Step:
    return Step(journey, Stop(EXIT_LATER, reason), write=_is_tried(journey))


def _is_tried(journey: Journey) -> bool:
    """Tell whether the entry is in the ledger, or has to be: its page was seen or it was sent."""
    return journey.is_live or journey.entry.in_doubt is not None


def _written(journey: Journey, action: Action, *, state: EntryState, reason: str) -> Step:
    entry = replace(journey.entry, state=state, reason=reason)
    return Step(replace(journey, entry=entry), action, write=True)
