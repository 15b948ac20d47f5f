"""`reviewkit announce retract`: take an announcement back."""

from collections.abc import Mapping
from dataclasses import replace

from reviewkit.announce.kind import Removed, Session
from reviewkit.announce.ledger import Entry, Target
from reviewkit.announce.machine import EXIT_DONE, remedy
from reviewkit.announce.ports import Refused
from reviewkit.cli.announcing.asked import Asked
from reviewkit.cli.announcing.confirm import is_agreed
from reviewkit.cli.announcing.one_login import asked_twice, failed, sessions_for
from reviewkit.cli.announcing.one_post import OnePost, held_post
from reviewkit.cli.announcing.results import Outcome, report
from reviewkit.cli.pipeline import Opened
from reviewkit.errors import EXIT_PARTIAL, UsageError

__all__ = ["retract"]

_RETRACTED = "retracted"


def retract(opened: Opened, asked: Asked, slug: str) -> int:
    """Delete the announcements of a post, and never announce it again. Gives the exit code."""
    with held_post(opened, slug, "reviewkit announce retract") as one:
        entries = [entry for entry in one.entries(asked) if entry.state != "deleted"]
        if not entries:
            raise UsageError(
                f"nothing of {slug} is announced", fix="reviewkit announce status shows all"
            )
        there = [entry for entry in entries if entry.state == "published"]
        places = "\n".join(f"  {entry.url}" for entry in there)
        if there and not is_agreed(f"{places}\nDelete for good, with all answers?", asked):
            asked.reporter.note("Nothing was deleted.")
            return EXIT_DONE
        with sessions_for(opened, there, asked) as sessions:
            outcomes = [_retracted(one, entry, sessions) for entry in entries]
        return report(outcomes, opened.problems, asked)


def _retracted(one: OnePost, entry: Entry, sessions: Mapping[Target, Session]) -> Outcome:
    match entry.state:
        case "published":
            if not entry.id:
                return failed(one, entry, Refused("its id is not known"), "it was not deleted")
            session = sessions.get(entry.target)
            if session is None:
                return failed(one, entry, None, "it was not deleted")
            answer = asked_twice(session, lambda: session.remove(entry.id))
            if not isinstance(answer, Removed):
                return failed(one, entry, answer, "it could not be deleted")
            return _written(one, replace(entry, state="deleted", reason=_RETRACTED), "deleted")
        case "sending" | "unknown":
            return Outcome(
                name=one.name,
                source=one.post.source if one.post else "",
                entry=entry,
                did="left",
                code=EXIT_PARTIAL,
                problem=one.problem(
                    entry, "it is not known whether it is there", remedy(one.name, entry)
                ),
            )
        case _:
            return _written(one, replace(entry, state="skipped", reason=_RETRACTED), "skipped")


def _written(one: OnePost, entry: Entry, did: str) -> Outcome:
    one.write(entry)
    source = one.post.source if one.post else ""
    return Outcome(name=one.name, source=source, entry=entry, did=did)
