"""`reviewkit announce --dry-run`: everything but the writing."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from reviewkit.announce.choose import Plan, Wish, candidates, choose
from reviewkit.announce.kind import Facts, Kind
from reviewkit.announce.ledger import Entry, Record, Target
from reviewkit.announce.message import Message
from reviewkit.announce.networks import NETWORKS
from reviewkit.announce.ports import Unread
from reviewkit.cli.announcing.accounts import facts_folder, real_time
from reviewkit.cli.announcing.asked import Asked
from reviewkit.cli.announcing.drafts import Draft, Drafter, SentPicture, draft_json, sent_picture
from reviewkit.cli.announcing.ledger_desk import ledger_folder
from reviewkit.cli.announcing.materials import Composer, refuse_unknown_slugs
from reviewkit.cli.announcing.preview import preview
from reviewkit.cli.output import print_json, print_text, problem_json
from reviewkit.cli.picture_files import Pictures
from reviewkit.cli.pipeline import Opened
from reviewkit.model import Post

__all__ = ["dry_run"]

_UNKNOWN: Final = "?"
"""Stands for an account in a plan while nobody has logged in to it."""


def dry_run(opened: Opened, asked: Asked) -> int:
    """Show what a run would send; gives the exit code. Nothing is written."""
    refuse_unknown_slugs(opened, asked.slugs)
    records = ledger_folder(opened).read()
    desk = _Desk(opened, asked, records)
    drafts = list(desk.drafts())
    code = asked.reporter.problems(opened.problems)
    if asked.as_json:
        problems = [problem_json(problem) for problem in opened.problems]
        print_json(
            {
                "messages": [draft_json(draft) for draft in drafts],
                "passed": desk.passed,
                "problems": problems,
            }
        )
    elif drafts:
        print_text("\n".join(preview(drafts, with_requests=asked.reporter.verbose)))
    else:
        print_text(desk.nothing())
    for note in desk.notes(records):
        asked.reporter.note(note)
    return code


class _Desk:
    """What the drafts of one dry run share."""

    def __init__(self, opened: Opened, asked: Asked, records: Mapping[str, Record] | None) -> None:
        self._opened = opened
        self._asked = asked
        self._records = records
        self._composer = Composer(opened)
        self._pictures = Pictures(opened.site.root)
        self._settings = opened.settings.announce
        self._kinds = [kind for kind in NETWORKS.values() if self._is_asked(kind)]
        with ThreadPoolExecutor(len(NETWORKS)) as pool:
            names = [kind.name for kind in self._kinds]
            self._facts = dict(zip(names, pool.map(self._facts_of, self._kinds), strict=True))
        self.passed: list[dict[str, str]] = []

    def drafts(self) -> Iterator[Draft]:
        """Yield what would be sent; without a ledger, what could be, newest first."""
        if self._records is None:
            yield from self._without_ledger()
        else:
            yield from self._planned(self._records)

    def nothing(self) -> str:
        """Say that there is nothing to show."""
        if self._records is None:
            return "No published review has a one-sentence review to announce."
        reasons = sorted({one["reason"] for one in self.passed})
        return f"Nothing to announce{': ' + ', '.join(reasons) if reasons else ''}."

    def notes(self, records: Mapping[str, Record] | None) -> Iterator[str]:
        """Yield what to know of the whole."""
        yield "Nothing was sent."
        if records is None:
            yield (
                "Nothing will be before reviewkit announce init has marked the reviews that are "
                "online already."
            )
        unknown = [kind.name for kind in self._kinds if self._facts[kind.name] is None]
        if unknown:
            names = " and ".join(unknown)
            yield f"The limits are the networks' own: no server of {names} was asked."

    def _is_asked(self, kind: Kind) -> bool:
        return not self._asked.networks or kind.name in self._asked.networks

    def _facts_of(self, kind: Kind) -> Facts | None:
        account = kind.account(self._settings)
        if account is None:
            return None
        known = facts_folder(self._asked).read(kind.name, account)
        if known is not None or self._asked.is_offline:
            return known
        found = kind.look_up(self._settings, real_time())
        if isinstance(found, Unread):
            self._asked.reporter.detail(f"{kind.name}: {found.reason}")
            return None
        return found

    def _without_ledger(self) -> Iterator[Draft]:
        room = len(self._asked.slugs) or self._settings.max_per_run
        chosen = candidates(
            self._opened.site.posts, self._settings, self._opened.now, self._asked.slugs
        )
        for candidate in chosen:
            if room == 0:
                return
            if self._composer.material(candidate.post) is None:
                continue
            room -= 1
            note = ""
            if candidate.too_old:
                days = self._settings.max_age_days
                note = f"older than {days} days: it goes only with --only {candidate.post.slug}"
            for kind in self._kinds:
                yield from self._draft(
                    candidate.post, kind, None, note=note, too_old=candidate.too_old
                )

    def _planned(self, records: Mapping[str, Record]) -> Iterator[Draft]:
        plan = self._plan(records)
        self.passed = [
            {"slug": one.post.slug, "network": one.target.network, "reason": one.reason}
            for one in plan.passed
        ]
        for job in plan.jobs:
            if job.post is None:
                continue
            kind = NETWORKS[job.entry.target.network]
            note = "" if job.reason is None else f"it is only looked for: {job.reason}"
            if job.entry.state in {"sending", "unknown"}:
                note = note or "an earlier try may have arrived: it is looked for first"
            yield from self._draft(job.post, kind, job.entry, note=note, too_old=False)

    def _plan(self, records: Mapping[str, Record]) -> Plan:
        return choose(
            self._opened.site.posts,
            records,
            self._settings,
            Wish(
                targets=[self._target(kind, records) for kind in self._kinds],
                now=self._opened.now,
                only=self._asked.slugs,
            ),
            lambda post: self._composer.material(post) is not None,
        )

    def _target(self, kind: Kind, records: Mapping[str, Record]) -> Target:
        """Give the account as it is known, or as the ledger has it, or one that stands for it."""
        facts = self._facts[kind.name]
        if facts is not None and facts.account is not None:
            return kind.target(facts)
        known = {
            entry.target: entry.since
            for record in records.values()
            for entry in record.entries
            if entry.target.network == kind.name
        }
        if known:
            return max(known, key=lambda target: known[target])
        return Target(network=kind.name, server=None, account=_UNKNOWN)

    def _draft(
        self, post: Post, kind: Kind, entry: Entry | None, *, note: str, too_old: bool
    ) -> Iterator[Draft]:
        facts = self._facts[kind.name]
        message = self._composer.message(post, kind, facts)
        if message is None:
            return
        if kind.account(self._settings) is None:
            note = note or "no account is set up"
        drafter = Drafter(kind=kind, facts=facts, when=real_time())
        picture = self._picture(message, kind, facts)
        yield drafter.draft(message, post, entry, picture, note, too_old=too_old)

    def _picture(self, message: Message, kind: Kind, facts: Facts | None) -> SentPicture | None:
        image = kind.picture_of(message)
        if image is None:
            return None
        is_fetched = image.file is not None or not self._asked.is_offline
        return sent_picture(image, kind, facts, self._pictures(image) if is_fetched else None)
