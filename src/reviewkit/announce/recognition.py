"""Which post a record of the ledger is of, whatever has become of its file and its address."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from reviewkit.announce.keys import post_key
from reviewkit.announce.ledger import Record, record_name
from reviewkit.identity import known_form, recognised
from reviewkit.model import Post

__all__ = ["new_record", "shares_address", "with_records"]


def new_record(post: Post, taken: set[str], now: dt.datetime) -> Record:
    """Make the record of a post that has none; its name is added to the `taken` ones."""
    name = record_name(post.slug, post.source, taken)
    taken.add(name)
    return Record(name=name, known=known_form(post), since=now)


def with_records(
    posts: Sequence[Post], records: Mapping[str, Record]
) -> list[tuple[Post, Record | None]]:
    """Give each post with its record, which knows it by what it is now; in the order of `posts`.

    The record is None for a post that the ledger does not know.
    """
    public = [post for post in posts if post.state == "published"]
    hidden = [post for post in posts if post.state != "published"]
    known = {name: (record.known,) for name, record in records.items()}
    names = {
        post.source: name
        for post, name in zip((*public, *hidden), recognised(public, hidden, known), strict=True)
        if name
    }
    return [
        (
            post,
            replace(records[name], known=known_form(post))
            if (name := names.get(post.source))
            else None,
        )
        for post in posts
    ]


def shares_address(pairs: Sequence[tuple[Post, Record | None]]) -> frozenset[str]:
    """Give the sources of posts that the ledger does not know, at the address of one it knows.

    Generators publish only one of them, and whoever follows the link of the other sees that.
    """
    known = {post_key(post.url) for post, record in pairs if record}
    return frozenset(
        post.source for post, record in pairs if not record and post_key(post.url) in known
    )
