"""`reviewkit announce update`: bring an announcement up to date with its post."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from reviewkit.announce.choose import Job
from reviewkit.announce.keys import post_key
from reviewkit.announce.kind import Kind, Removed, Session
from reviewkit.announce.ledger import Entry, Target
from reviewkit.announce.loop import Task, run
from reviewkit.announce.message import Message, payload
from reviewkit.announce.networks import NETWORKS
from reviewkit.announce.ports import Done, Later, NotLive, Order, PageLive, Refused
from reviewkit.cli.announcing.accounts import real_time
from reviewkit.cli.announcing.asked import Asked
from reviewkit.cli.announcing.confirm import is_agreed
from reviewkit.cli.announcing.materials import Composer
from reviewkit.cli.announcing.one_login import asked_twice, failed, sessions_for
from reviewkit.cli.announcing.one_post import OnePost, held_post
from reviewkit.cli.announcing.results import Outcome, outcomes_of, report
from reviewkit.cli.announcing.world import real_ports
from reviewkit.cli.pipeline import Opened
from reviewkit.errors import EXIT_PARTIAL, UsageError
from reviewkit.model import Post

__all__ = ["update"]

_PAGE_PAUSE: Final = dt.timedelta(seconds=5)


def update(opened: Opened, asked: Asked, slug: str, *, reposts: bool) -> int:
    """Bring the announcements of a post up to date; with `reposts` also where that means anew.

    Gives the exit code. Raises UsageError where nothing of it is announced.
    """
    with held_post(opened, slug, "reviewkit announce update") as one:
        entries = [entry for entry in one.entries(asked) if _is_there(entry)]
        if one.post is None or not entries:
            raise UsageError(
                f"nothing of {slug} is announced" if one.post else f"the post {slug} is gone",
                fix="reviewkit announce status shows all",
            )
        if one.post.state != "published":
            raise UsageError(
                f"the post {slug} is not published: it is {one.post.state}",
                fix="publish it, or take its announcements back with reviewkit announce retract",
            )
        with sessions_for(opened, entries, asked) as sessions:
            updater = _Updater(opened, asked, one, one.post, sessions, reposts=reposts)
            outcomes = [updater.updated(entry) for entry in entries]
        return report(outcomes, opened.problems, asked)


def _is_there(entry: Entry) -> bool:
    """Tell whether an entry is published, or was and is on its way to be so anew."""
    return entry.state == "published" or (entry.generation > 1 and entry.state == "prepared")


class _Updater:
    """What the entries of one post share."""

    def __init__(
        self,
        opened: Opened,
        asked: Asked,
        one: OnePost,
        post: Post,
        sessions: Mapping[Target, Session],
        *,
        reposts: bool,
    ) -> None:
        self._opened = opened
        self._asked = asked
        self._one = one
        self._post = post
        self._sessions = sessions
        self._reposts = reposts
        self._composer = Composer(opened)

    def updated(self, entry: Entry) -> Outcome:
        """Bring one announcement up to date."""
        session = self._sessions.get(entry.target)
        if session is None:
            return failed(self._one, entry, None, "it was not changed")
        kind = NETWORKS[entry.target.network]
        message = self._composer.message(self._post, kind, session.facts)
        if message is None:
            no_sentence = Refused("the review has no one-sentence review any more")
            return failed(self._one, entry, no_sentence, "it was not changed")
        if entry.state == "prepared":
            return self._sent_anew(entry, message)
        return self._changed(entry, message, session, kind)

    def _changed(self, entry: Entry, message: Message, session: Session, kind: Kind) -> Outcome:
        """Change what is published, in the way that the network has."""
        if payload(message) == entry.payload:
            return self._outcome(entry, "unchanged")
        if not entry.id:
            return failed(self._one, entry, Refused("its id is not known"), "it was not changed")
        if not kind.no_edit:
            return self._edited(entry, message, session)
        if not self._reposts:
            return self._not_editable(entry, kind)
        return self._reposted(entry, message, session, kind)

    def _edited(self, entry: Entry, message: Message, session: Session) -> Outcome:
        if not is_agreed(f"{message.text}\n\nReplace {entry.url} by this?", self._asked):
            return self._outcome(entry, "left")
        created_at = entry.created_at or real_time()
        order = Order(message=message, key=entry.key, created_at=created_at)
        answer = asked_twice(session, lambda: session.edit(order, entry.id))
        if not isinstance(answer, Done):
            return failed(self._one, entry, answer, "it could not be edited")
        return self._written(replace(entry, payload=payload(message), url=answer.url), "edited")

    def _not_editable(self, entry: Entry, kind: Kind) -> Outcome:
        return Outcome(
            name=self._one.name,
            source=self._post.source,
            entry=entry,
            did="left",
            code=EXIT_PARTIAL,
            problem=self._one.problem(
                entry, f"it was not changed: {kind.no_edit}", "add --repost if that is worth it"
            ),
        )

    def _reposted(self, entry: Entry, message: Message, session: Session, kind: Kind) -> Outcome:
        if not is_agreed(f"{message.text}\n\nDelete {entry.url} and post this?", self._asked):
            return self._outcome(entry, "left")
        page = self._awaited(message)
        if isinstance(page, NotLive):
            return failed(self._one, entry, Later(page.reason), "it was not changed")
        answer = asked_twice(session, lambda: session.remove(entry.id))
        if not isinstance(answer, Removed):
            return failed(self._one, entry, answer, "the old one could not be deleted")
        generation = entry.generation + 1
        day = self._post.date.date()
        new = Entry(
            target=entry.target,
            state="prepared",
            since=entry.since,
            generation=generation,
            key=kind.key(entry.target, post_key(self._post.url), generation, day),
            links=(self._post.url,),
            extra=entry.extra,
        )
        self._one.write(new)
        return self._sent_anew(new, message)

    def _awaited(self, message: Message) -> PageLive | NotLive:
        """Wait for the page, so that nothing is deleted whose successor could not be sent."""
        ports = real_ports(self._one.folder, self._asked)
        deadline = ports.clock() + self._asked.patience
        while isinstance(page := ports.page(self._post, message), NotLive):
            until = ports.clock() + _PAGE_PAUSE
            if until > deadline:
                break
            ports.crew.sleep(until)
        return page

    def _sent_anew(self, entry: Entry, message: Message) -> Outcome:
        """Have the machine send what takes the place of a post that was deleted."""
        job = Job(record=self._one.record, entry=entry, post=self._post)
        results = run(
            [Task(job=job, message=message)],
            self._one.records,
            self._sessions,
            real_ports(self._one.folder, self._asked),
            self._asked.patience,
        )
        return outcomes_of(results)[0]

    def _written(self, entry: Entry, did: str) -> Outcome:
        self._one.write(entry)
        return self._outcome(entry, did)

    def _outcome(self, entry: Entry, did: str) -> Outcome:
        return Outcome(name=self._one.name, source=self._post.source, entry=entry, did=did)
