"""One post that is named on the command line, and how it stands in the ledger."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reviewkit.announce.ledger import Entry, Record
from reviewkit.announce.recognition import with_records
from reviewkit.cli.announcing.asked import Asked
from reviewkit.cli.announcing.ledger_desk import held_ledger
from reviewkit.cli.ledger_files import LedgerFolder
from reviewkit.cli.pipeline import Opened
from reviewkit.errors import Problem, UsageError, Where
from reviewkit.model import Post

__all__ = ["OnePost", "held_post"]


@dataclass(slots=True, kw_only=True)
class OnePost:
    """The post and its record; `post` is None for one whose file is gone."""

    name: str
    post: Post | None
    record: Record
    records: dict[str, Record]
    folder: LedgerFolder

    def entries(self, asked: Asked) -> list[Entry]:
        """Give its entries on the networks of `--to`."""
        return [
            entry
            for entry in self.record.entries
            if not asked.networks or entry.target.network in asked.networks
        ]

    def write(self, entry: Entry) -> None:
        """Put an entry in the place of that of its target, durably. Raises OutputError."""
        entries = tuple(entry if one.target == entry.target else one for one in self.record.entries)
        record = replace(self.record, entries=entries)
        self.folder.write(record)
        self.record = self.records[record.name] = record

    def problem(self, entry: Entry, what: str, fix: str) -> Problem:
        """Make the error of one entry."""
        where = Where(self.post.source) if self.post else None
        return Problem(
            severity="error", what=f"{entry.target.network}: {what}", where=where, fix=fix
        )


@contextlib.contextmanager
def held_post(opened: Opened, slug: str, what: str) -> Iterator[OnePost]:
    """Hold the ledger, and give the post with the slug, or the record of that name.

    Raises UsageError for a slug that the ledger does not know or two posts have.
    """
    with held_ledger(opened, what) as (folder, records):
        pairs = with_records(opened.site.posts, records)
        found = [(post, record) for post, record in pairs if record and post.slug == slug]
        gone = records.get(slug)
        if not found and gone and gone.name not in {one.name for _, one in pairs if one}:
            yield OnePost(name=slug, post=None, record=gone, records=records, folder=folder)
            return
        if len(found) != 1:
            sources = " and ".join(post.source for post, _ in found)
            raise UsageError(
                f"{sources} both have the slug {slug}"
                if found
                else f"the record of announcements knows no post with the slug {slug}",
                where=Where(folder.name),
                fix="rename one of them"
                if found
                else "reviewkit announce status -v shows those it knows",
            )
        post, record = found[0]
        yield OnePost(name=slug, post=post, record=record, records=records, folder=folder)
