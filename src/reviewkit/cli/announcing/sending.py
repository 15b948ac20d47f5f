"""`reviewkit announce`: bring what is new to every account, once."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace

import click

from reviewkit.announce.choose import Job, Passed, Plan, Wish, choose, every_target
from reviewkit.announce.ledger import Record, Target
from reviewkit.announce.loop import Result, Task, exit_code, run
from reviewkit.announce.machine import EXIT_DONE
from reviewkit.announce.networks import NETWORKS
from reviewkit.announce.sharing import NotClaimed, NotSettled, Settled
from reviewkit.cli.announcing.accounts import Logins, chosen, logged_in, real_time
from reviewkit.cli.announcing.asked import Asked
from reviewkit.cli.announcing.confirm import is_agreed, is_person_there
from reviewkit.cli.announcing.drafts import Draft, Drafter, sent_picture
from reviewkit.cli.announcing.ledger_desk import held_ledger
from reviewkit.cli.announcing.materials import Composer, refuse_unknown_slugs
from reviewkit.cli.announcing.preview import preview
from reviewkit.cli.announcing.results import Outcome, outcomes_of, report
from reviewkit.cli.announcing.world import real_ports
from reviewkit.cli.claim_git import GitClaim
from reviewkit.cli.ledger_files import LedgerFolder
from reviewkit.cli.logins import Account
from reviewkit.cli.pipeline import Opened
from reviewkit.errors import EXIT_LATER, Problem, Where

__all__ = ["announce"]


def announce(opened: Opened, asked: Asked) -> int:
    """Announce what is due, and give the exit code.

    Raises ReviewkitError for what keeps everything from being sent.
    """
    refuse_unknown_slugs(opened, asked.slugs)
    wanted = chosen(opened.settings.announce, asked.networks)
    with held_ledger(opened, "reviewkit announce") as (folder, records):
        return _Run(opened, asked, folder, records).all(wanted)


class _Run:
    """What the steps of one run share."""

    def __init__(
        self, opened: Opened, asked: Asked, folder: LedgerFolder, records: dict[str, Record]
    ) -> None:
        self._opened = opened
        self._asked = asked
        self._folder = folder
        self._records = records
        self._settings = opened.settings.announce
        self._composer = Composer(opened)
        self._warnings: list[Problem] = []

    def all(self, wanted: Sequence[Account]) -> int:
        """Log in, choose, ask the person, send, and tell what came of it."""
        claim = None
        if self._asked.claims_by == "git":
            claim = GitClaim(self._opened.site.root, self._folder, os.environ)
        networks = [account.kind.name for account in wanted]
        idle = self._plan(every_target(self._records, networks))
        if idle.is_idle:
            return self._told([], _of_accounts(idle.passed))
        with logged_in(self._opened, self._asked, wanted, self._warnings) as made:
            self._warnings += made.problems
            if strangers := self._strangers(made):
                self._warnings.append(_first_login(strangers))
                return self._told([], (), made.code)
            plan = self._plan(list(made.targets))
            tasks = [self._task(job, made) for job in plan.jobs]
            if not self._is_agreed(tasks, made):
                self._asked.reporter.note("Nothing was sent.")
                return EXIT_DONE
            for record in plan.renewed:
                self._folder.write(record)
                self._records[record.name] = record
            results = self._claimed_and_done(tasks, made, claim)
        code = max(made.code, exit_code(results or ()), EXIT_LATER if results is None else 0)
        return self._told(outcomes_of(results or ()), plan.passed, code)

    def _claimed_and_done(
        self, tasks: Sequence[Task], made: Logins, claim: GitClaim | None
    ) -> Sequence[Result] | None:
        """Do the tasks, claimed first where that is asked for; None where another has the claim."""
        if claim is None or not tasks:
            return self._done(tasks, made)
        taken = claim.take(
            [task.job for task in tasks], self._records, real_time(), self._asked.patience
        )
        if isinstance(taken, NotClaimed):
            self._warnings.append(_not_claimed(taken))
            return None
        self._records.update({job.record.name: job.record for job in taken})
        own = [replace(task, job=job) for task, job in zip(tasks, taken, strict=True)]
        try:
            return self._done(own, made)
        finally:
            # However the run has ended: what it came to is to be known to the other computers.
            self._warnings += _unsettled(claim.settle(), self._folder.name)

    def _done(self, tasks: Sequence[Task], made: Logins) -> Sequence[Result]:
        return run(
            tasks,
            self._records,
            made.targets,
            real_ports(self._folder, self._asked),
            self._asked.patience,
        )

    def _plan(self, targets: Sequence[Target]) -> Plan:
        return choose(
            self._opened.site.posts,
            self._records,
            self._settings,
            Wish(targets=targets, now=self._opened.now, only=self._asked.slugs),
            lambda post: self._composer.material(post) is not None,
        )

    def _told(
        self, outcomes: Sequence[Outcome], passed: Sequence[Passed], code: int = EXIT_DONE
    ) -> int:
        held = list(dict.fromkeys(one.post.slug for one in passed if one.reason == "claimed"))
        if held:
            self._warnings.append(_claimed_elsewhere(held, self._folder.name))
            code = max(code, EXIT_LATER)
        problems = [*self._opened.problems, *self._warnings]
        if not outcomes and not any(one.severity == "error" for one in problems):
            plain = () if self._asked.slugs else _PLAIN
            reasons = sorted({_WORDS.get(one.reason, one.reason) for one in passed} - {*plain})
            why = f" ({', '.join(reasons)})" if reasons else ""
            self._asked.reporter.note(f"Nothing to announce{why}.")
        return report(outcomes, problems, self._asked, code=code, passed=passed)

    def _strangers(self, made: Logins) -> list[str]:
        """Give the networks that failed and that the ledger has never had to do with.

        What others get without them would count as old at their first login.
        """
        known = {
            entry.target.network for record in self._records.values() for entry in record.entries
        }
        return [name for name in made.failures if name not in known]

    def _task(self, job: Job, made: Logins) -> Task:
        if job.post is None or job.reason is not None:
            return Task(job=job, message=None)
        name = job.entry.target.network
        facts = made.sessions[name].facts
        return Task(job=job, message=self._composer.message(job.post, NETWORKS[name], facts))

    def _is_agreed(self, tasks: Sequence[Task], made: Logins) -> bool:
        """Show the person at a terminal what will be sent, and ask."""
        new = [task for task in tasks if task.message is not None]
        if not new or not is_person_there(self._asked):
            return True
        click.echo("\n".join(preview(list(self._drafts(new, made)), with_requests=False)), err=True)
        return is_agreed(f"Send {len(new)} of these?" if len(new) > 1 else "Send it?", self._asked)

    def _drafts(self, tasks: Sequence[Task], made: Logins) -> Iterator[Draft]:
        for task in tasks:
            message, post = task.message, task.job.post
            if message is None or post is None:
                continue
            kind = NETWORKS[message.network]
            facts = made.sessions[kind.name].facts
            drafter = Drafter(kind=kind, facts=facts, when=real_time())
            picture = sent_picture(kind.picture_of(message), kind, facts, None)
            yield drafter.draft(message, post, task.job.entry, picture)


_PLAIN = {"baseline", "too old", "published", "draft", "future", "unpublished"}
"""Reasons that need no word, unless the post was asked for by its name."""

_WORDS = {"refuses": "announce: false", "same address": "another post has the same address"}
"""What a person is told where that is clearer than the reason's name."""


def _of_accounts(passed: Sequence[Passed]) -> list[Passed]:
    """Leave out what is said of accounts yet to come, on networks where one is known."""
    known = {one.target.network for one in passed if one.target.account}
    return [one for one in passed if one.target.account or one.target.network not in known]


def _first_login(names: Sequence[str]) -> Problem:
    return Problem(
        severity="error",
        what=f"nothing was sent: {' and '.join(names)} has never been logged in to, and would take "
        "what goes out without it for old",
        where=None,
        fix="mend the login, or name the other networks with --to",
    )


def _claimed_elsewhere(slugs: Sequence[str], folder: str) -> Problem:
    return Problem(
        severity="error",
        what=f"another computer has claimed {' and '.join(slugs)}, and is announcing it",
        where=Where(folder),
        fix="get the site's last changes (git pull), and run the command again; a claim ends by "
        "itself within the hour",
    )


def _not_claimed(answer: NotClaimed) -> Problem:
    return Problem(
        severity="error",
        what=f"nothing was sent, as the claim was not taken: {answer.reason}",
        where=None,
        fix="get the site's last changes (git pull), and run the command again",
    )


def _unsettled(answer: Settled | NotSettled, folder: str) -> Iterator[Problem]:
    if isinstance(answer, NotSettled):
        yield Problem(
            severity="error",
            what=f"what was announced is written down on this computer alone: {answer.reason}",
            where=Where(folder),
            fix=f"commit and push {folder}; the posts are claimed for a while, then looked for",
        )
    elif answer.lost:
        yield Problem(
            severity="warning",
            what=f"another computer has changed {' and '.join(answer.lost)} meanwhile",
            where=Where(folder),
            fix=f"pull, and keep of each file in {folder} the one that says more",
        )
