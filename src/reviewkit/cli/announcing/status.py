"""`reviewkit announce status`: which post is where."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reviewkit.announce.choose import BASELINE
from reviewkit.announce.ledger import Entry, Record
from reviewkit.announce.machine import remedy
from reviewkit.announce.message import payload
from reviewkit.announce.networks import NETWORKS
from reviewkit.announce.recognition import with_records
from reviewkit.cli.announcing.accounts import facts_folder
from reviewkit.cli.announcing.asked import Asked
from reviewkit.cli.announcing.ledger_desk import ledger_folder, require_records
from reviewkit.cli.announcing.materials import Composer
from reviewkit.cli.announcing.results import entry_json
from reviewkit.cli.output import print_json, print_text, problem_json
from reviewkit.cli.pipeline import Opened
from reviewkit.model import Post

__all__ = ["status"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One entry; `post` is None where its post is gone. `has_changed`: it would read otherwise."""

    name: str
    post: Post | None
    entry: Entry
    has_changed: bool

    @property
    def is_baseline(self) -> bool:
        return self.entry.state == "skipped" and self.entry.reason == BASELINE

    @property
    def remedy(self) -> str:
        if self.has_changed and self.post:
            return f"reviewkit announce update {self.name} brings it up to date"
        return remedy(self.name, self.entry)


def status(opened: Opened, asked: Asked) -> int:
    """Show the ledger; no network is asked. Gives the exit code."""
    folder = ledger_folder(opened)
    records = require_records(folder.read(), folder)
    rows = list(_rows(opened, asked, list(records.values())))
    rows = [row for row in rows if not asked.networks or row.entry.target.network in asked.networks]
    if asked.as_json:
        print_json(
            {
                "entries": [_row_json(row) for row in rows],
                "problems": [problem_json(problem) for problem in opened.problems],
            }
        )
    else:
        print_text("\n".join(_table(rows, with_baseline=asked.reporter.verbose)))
    return asked.reporter.problems(opened.problems)


def _rows(opened: Opened, asked: Asked, records: Sequence[Record]) -> Iterator[_Row]:
    """Yield the entries: of the posts, newest first, then of those that are gone."""
    composer = Composer(opened)
    pairs = with_records(opened.site.posts, {record.name: record for record in records})
    seen = {record.name for _, record in pairs if record}
    for post, record in pairs:
        for entry in record.entries if record else ():
            changed = _has_changed(opened, asked, post, entry, composer)
            yield _Row(name=post.slug, post=post, entry=entry, has_changed=changed)
    for record in records:
        if record.name not in seen:
            for entry in record.entries:
                yield _Row(name=record.name, post=None, entry=entry, has_changed=False)


def _has_changed(
    opened: Opened, asked: Asked, post: Post, entry: Entry, composer: Composer
) -> bool:
    """Tell whether a published announcement would read otherwise today, as far as is known."""
    kind = NETWORKS.get(entry.target.network)
    settings = opened.settings.announce
    account = kind.account(settings) if kind else None
    if entry.state != "published" or not entry.payload or kind is None or account is None:
        return False
    message = composer.message(post, kind, facts_folder(asked).read(kind.name, account))
    return message is not None and payload(message) != entry.payload


def _table(rows: Sequence[_Row], *, with_baseline: bool) -> Iterator[str]:
    shown = [row for row in rows if with_baseline or not row.is_baseline]
    cells = [
        (
            row.name if row.post else f"{row.name} (gone)",
            row.entry.target.network,
            f"{row.entry.state}{', text changed' if row.has_changed else ''}",
            row.entry.url or row.entry.reason,
        )
        for row in shown
    ]
    widths = [max((len(cell[column]) for cell in cells), default=0) for column in range(3)]
    for cell, row in zip(cells, shown, strict=True):
        columns = (text.ljust(width) for text, width in zip(cell, widths, strict=False))
        yield "  ".join((*columns, cell[3])).rstrip()
        if row.remedy:
            yield f"    {row.remedy}"
    hidden = len({row.name for row in rows if row.is_baseline})
    if hidden and not with_baseline:
        yield f"{hidden} from before the first announcement (-v shows them)."
    if not rows:
        yield "Nothing is announced yet."


def _row_json(row: _Row) -> dict[str, Any]:
    return {
        "slug": row.post.slug if row.post else None,
        "name": row.name,
        "source": row.post.source if row.post else None,
        **entry_json(row.entry),
        "since": row.entry.since.isoformat(),
        "changed": row.has_changed,
        "fix": row.remedy or None,
    }
