"""Claims: the right to announce a post is one run's alone for a time, and ends by itself.

The time is over when its run has ended for certain. Whatever the run did not say the end of is
looked for then, like a send that was interrupted.
"""

import datetime as dt
from dataclasses import replace

from reviewkit.announce.ledger import OPEN, Claim, Entry, Record
from reviewkit.announce.machine import LONGEST_SEND, MARGIN

__all__ = ["is_held", "lapsed", "new_claim", "released"]


def new_claim(by: str, now: dt.datetime, patience: dt.timedelta) -> Claim:
    """Make a claim for a run that waits no longer than `patience`.

    `by` must be of this run alone: by it the run knows its own claims from those of another. The
    time is long enough for the run to send all it has to, and for clocks that are apart.
    """
    return Claim(by=by, at=now, until=now + patience + 2 * LONGEST_SEND + MARGIN)


def is_held(record: Record) -> bool:
    """Tell whether a post is claimed: for all targets, as they share a file."""
    return any(entry.claim and entry.state in OPEN for entry in record.entries)


def lapsed(record: Record, now: dt.datetime) -> Record:
    """End the claims whose time is over: what they were for may have been sent until then."""
    for entry in record.entries:
        if entry.claim and entry.state in OPEN and now >= entry.claim.until:
            record = record.with_entry(_doubted(entry, entry.claim))
    return record


def released(record: Record, by: str) -> Record:
    """Give the record without the claims of a run that has ended."""
    entries = tuple(
        replace(entry, claim=None) if entry.claim and entry.claim.by == by else entry
        for entry in record.entries
    )
    return replace(record, entries=entries)


def _doubted(entry: Entry, claim: Claim) -> Entry:
    return replace(
        entry,
        state="unknown",
        claim=None,
        in_doubt=min(entry.in_doubt or claim.at, claim.at),
        last_try=max(entry.last_try or claim.until, claim.until),
        reason="a computer was to announce it, and never said what came of it",
    )
