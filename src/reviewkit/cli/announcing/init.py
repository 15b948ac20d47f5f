"""`reviewkit announce init`: what is online already is known, and is not announced."""

from collections.abc import Sequence
from typing import Final

from reviewkit.announce.choose import baseline
from reviewkit.announce.ledger import Target
from reviewkit.cli.announcing.accounts import chosen, logged_in, real_time
from reviewkit.cli.announcing.asked import Asked
from reviewkit.cli.announcing.ledger_desk import ledger_folder
from reviewkit.cli.output import print_json, problem_json
from reviewkit.cli.pipeline import Opened
from reviewkit.locking import locked

__all__ = ["init"]

_PATIENCE: Final = 5.0


def init(opened: Opened, asked: Asked) -> int:
    """Mark every published post as known to every account; nothing is sent. Gives the exit code.

    All accounts have to answer: one that came later would take what was announced meanwhile for
    old. With `--offline` nobody is asked, and each account takes what is online now for old when
    it is first logged in to.
    """
    folder = ledger_folder(opened)
    targets: Sequence[Target] = []
    if not asked.is_offline:
        wanted = chosen(opened.settings.announce, asked.networks)
        with logged_in(opened, asked, wanted, opened.problems) as made:
            targets = list(made.targets)
            if made.failures:
                for problem in made.problems:
                    asked.reporter.problem(problem)
                asked.reporter.note("Nothing was written: every account has to answer here.")
                return made.code
    with locked(folder.lock_file, "reviewkit announce init", _PATIENCE):
        records = folder.read()
        written = baseline(opened.site.posts, records, targets, real_time())
        folder.begin(written)
    accounts_known = [str(target) for target in targets]
    if asked.as_json:
        print_json(
            {
                "ledger": folder.name,
                "known": sorted(record.name for record in written),
                "accounts": accounts_known,
                "problems": [problem_json(problem) for problem in opened.problems],
            }
        )
    asked.reporter.note(
        f"{len(written)} published posts are known now"
        + (f" on {' and '.join(accounts_known)}" if accounts_known else "")
        + f", and are not announced. Nothing was sent. Commit {folder.name} with your site."
    )
    return asked.reporter.problems(opened.problems)
