"""What came of announcements, for people and as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reviewkit.announce.choose import Passed
from reviewkit.announce.ledger import Entry
from reviewkit.announce.loop import Result
from reviewkit.announce.machine import EXIT_DONE, remedy
from reviewkit.cli.announcing.asked import Asked
from reviewkit.cli.output import print_json, print_text, problem_json
from reviewkit.errors import EXIT_LATER, EXIT_PARTIAL, Problem, Where

__all__ = ["Outcome", "entry_json", "outcomes_of", "report"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one post on one account.

    `did` is a word for it; `problem` is None where all went well. `source` is empty for a post
    that is gone.
    """

    name: str
    source: str
    entry: Entry
    did: str
    code: int = EXIT_DONE
    problem: Problem | None = None


def outcomes_of(results: Sequence[Result]) -> list[Outcome]:
    """Give what a run came to."""
    return [_outcome(result) for result in results]


def report(
    outcomes: Sequence[Outcome],
    problems: Sequence[Problem],
    asked: Asked,
    *,
    code: int = EXIT_DONE,
    passed: Sequence[Passed] = (),
) -> int:
    """Print what came of a command, and give its exit code: 75 is more than 3, and 3 than 0.

    `problems` are those beside the outcomes; `code` is what they ask for at least.
    """
    for problem in problems:
        asked.reporter.problem(problem)
        if problem.severity == "error":
            code = max(code, EXIT_PARTIAL)
    for outcome in outcomes:
        code = max(code, outcome.code)
        if outcome.problem:
            asked.reporter.problem(outcome.problem)
    if asked.as_json:
        print_json(
            {
                "results": [_outcome_json(outcome) for outcome in outcomes],
                "passed": [
                    {"slug": one.post.slug, "network": one.target.network, "reason": one.reason}
                    for one in passed
                ],
                "problems": [problem_json(problem) for problem in problems],
            }
        )
    else:
        lines = [_line(outcome) for outcome in outcomes if outcome.problem is None]
        if lines:
            print_text("\n".join(lines))
    return code


def entry_json(entry: Entry) -> dict[str, Any]:
    """Give how an announcement stands."""
    return {
        "network": entry.target.network,
        "server": entry.target.server,
        "account": entry.target.account,
        "state": entry.state,
        "id": entry.id or None,
        "url": entry.url or None,
        "reason": entry.reason or None,
    }


def _outcome(result: Result) -> Outcome:
    entry, post = result.entry, result.job.post
    name = post.slug if post else result.job.record.name
    problem = None
    if result.code != EXIT_DONE:
        fix = ""
        if entry.state != "unknown" and result.code == EXIT_LATER:
            fix = "run reviewkit announce again later"
        elif entry.state == "prepared":
            fix = (
                "mend the cause (reviewkit auth status shows what the account may do), "
                "then run reviewkit announce again"
            )
        problem = Problem(
            severity="error",
            what=f"{entry.target.network}: {_sentence(entry, result)}",
            where=Where(post.source) if post else None,
            fix=fix or remedy(name, entry) or "run reviewkit announce again",
        )
    return Outcome(
        name=name,
        source=post.source if post else "",
        entry=entry,
        did="published" if entry.state == "published" else f"left: {result.reason}",
        code=result.code,
        problem=problem,
    )


def _sentence(entry: Entry, result: Result) -> str:
    reason = result.reason or entry.reason or "no reason was given"
    match entry.state:
        case "failed":
            return f"the announcement was refused: {reason}"
        case "unknown" | "sending":
            return f"it is not known whether the announcement arrived: {reason}"
        case _:
            return f"not announced yet: {reason}"


def _line(outcome: Outcome) -> str:
    entry = outcome.entry
    return f"{outcome.did:<10} {entry.target.network:<9} {outcome.name}  {entry.url}".rstrip()


def _outcome_json(outcome: Outcome) -> dict[str, Any]:
    return {
        "slug": outcome.name,
        "source": outcome.source or None,
        **entry_json(outcome.entry),
        "did": outcome.did,
        "code": outcome.code,
        "problem": outcome.problem and problem_json(outcome.problem),
    }
