"""Which reviews are announced: decided from posts, settings and the time alone."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from reviewkit.config import AnnounceSettings
from reviewkit.model import Post

__all__ = ["Candidate", "candidates"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A post that may be announced; `too_old` means that only `--only` would send it."""

    post: Post
    too_old: bool


def candidates(
    posts: Sequence[Post], settings: AnnounceSettings, now: dt.datetime, only: Sequence[str] = ()
) -> list[Candidate]:
    """Give the posts that could be announced, newest first.

    Drafts, future and unpublished posts and those marked `announce: false` never are. `only` names
    posts by slug and lifts the limit on their age.
    """
    oldest = now - dt.timedelta(days=settings.max_age_days)
    return [
        Candidate(post=post, too_old=not only and post.date < oldest)
        for post in posts
        if post.state == "published"
        and post.front_matter.get("announce") is not False
        and (not only or post.slug in only)
    ]
