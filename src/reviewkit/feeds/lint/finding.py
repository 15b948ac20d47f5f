"""What the linter says: one finding a fault, with its place and its remedy."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from reviewkit.feeds.lint.events import EVENTS, Severity

__all__ = ["Finding", "counted", "found", "quoted"]

_SHOWN: Final = 20
"""So many findings of one event are written out; the last of them counts the rest."""

_LONG: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault of a feed: its event, how bad it is, where it is, what it is and how to mend it.

    `event` is the name the feed validation service of the W3C has for it; for a fault the service
    does not look for, `reviewkit.feeds.lint.events.OURS` has it, a name in the same style. `line`
    is the line of the document, None where the fault is of the whole of it.
    """

    event: str
    severity: Severity
    line: int | None
    what: str
    fix: str


def found(event: str, line: int | None, what: str, *, fix: str = "") -> Finding:
    """Make a finding of an event of the table; `fix` says more than the table's own remedy."""
    row = EVENTS[event]
    return Finding(
        event=event, severity=row.severity, line=line, what=_one_line(what), fix=fix or row.fix
    )


def counted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Order findings by line, and cut those of an event short after the twentieth.

    The last one shown says how many more there are, so nothing is hidden.
    """
    ordered = sorted(dict.fromkeys(findings), key=_place)
    by_event: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in ordered:
        by_event[finding.event].append(finding)
    return tuple(
        sorted((kept for alike in by_event.values() for kept in _shortened(alike)), key=_place)
    )


def _shortened(alike: list[Finding]) -> Iterator[Finding]:
    """Give the first of findings of one event, the last of them with the number of the others."""
    *first, last = alike[:_SHOWN]
    yield from first
    rest = len(alike) - _SHOWN
    yield last if rest <= 0 else replace(last, what=f"{last.what} (and {rest:,} more like this)")


def _place(finding: Finding) -> tuple[int, str, str]:
    return (finding.line or 0, finding.event, finding.what)


def _one_line(text: str) -> str:
    """Put a sentence on one line that a terminal can show."""
    return "".join(sign if sign.isprintable() else " " for sign in " ".join(text.split()))


def quoted(text: str) -> str:
    """Quote a value of the document, short enough for a message."""
    whole = " ".join(text.split())
    return f"“{whole if len(whole) <= _LONG else whole[: _LONG - 1] + '…'}”"
