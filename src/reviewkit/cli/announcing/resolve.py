"""`reviewkit announce resolve`: a person says what no program could find out."""

from dataclasses import replace

from reviewkit.announce.ledger import Entry
from reviewkit.announce.machine import resolved
from reviewkit.announce.networks import NETWORKS
from reviewkit.cli.announcing.asked import Asked
from reviewkit.cli.announcing.one_post import OnePost, held_post
from reviewkit.cli.announcing.results import Outcome, report
from reviewkit.cli.pipeline import Opened
from reviewkit.errors import UsageError
from reviewkit.urls import is_web_address

__all__ = ["resolve"]


def resolve(opened: Opened, asked: Asked, slug: str, url: str | None) -> int:
    """Settle the announcements of a post; `url` is where it is, None where it is not there.

    Gives the exit code. Raises UsageError where nothing is to be settled, or it is not clear what.
    """
    if url is not None and not is_web_address(url):
        raise UsageError(
            f"{url!r} is no address of a post", fix="copy it from the browser: https://..."
        )
    with held_post(opened, slug, "reviewkit announce resolve") as one:
        entry = _open_entry(one, asked, is_there=url is not None)
        settled = resolved(entry, url or "")
        if url is not None:
            kind = NETWORKS.get(entry.target.network)
            settled = replace(settled, id=kind.post_id(url, entry.target) if kind else "")
        one.write(settled)
        outcome = Outcome(
            name=one.name,
            source=one.post.source if one.post else "",
            entry=settled,
            did="published" if url else "to be announced",
        )
        return report([outcome], opened.problems, asked)


def _open_entry(one: OnePost, asked: Asked, *, is_there: bool) -> Entry:
    """Give the entry that is meant: one whose outcome is open.

    What was only meant to be sent, or was refused, may be told to be there too: somebody posted it
    by hand.
    """
    states = {"unknown", "sending"}
    entries = one.entries(asked)
    found = [entry for entry in entries if entry.state in states]
    if not found and is_there:
        found = [entry for entry in entries if entry.state in {"prepared", "failed"}]
    if len(found) == 1:
        return found[0]
    if found:
        networks = " and ".join(entry.target.network for entry in found)
        raise UsageError(
            f"{one.name} is open on {networks}", fix="name one of them with --to, then the other"
        )
    stands = ", ".join(f"{entry.target.network} {entry.state}" for entry in entries)
    raise UsageError(
        f"nothing of {one.name} is unknown: {stands or 'it was never announced'}",
        fix="reviewkit announce status shows all",
    )
