"""Years that are a slip of the finger away from this one: 2205 for 2025."""

import datetime as dt
from typing import Final

from reviewkit.errors import Problem, Where
from reviewkit.lines import key_line
from reviewkit.model import Post

__all__ = ["mistyped_year", "year_meant"]

_FIRST: Final = 1900
"""Before it nobody wrote reviews that are dated by the day; a date may still be meant so."""


def year_meant(year: int, now: int) -> int | None:
    """Give the year that is probably meant by one that cannot be; None for one that can.

    What cannot be is more than a year ahead, or before 1900, and one slip away from this year, the
    next or the last: two digits beside one another swapped, one digit another, or one missing.
    """
    if _FIRST <= year <= now + 1:
        return None
    near = (now, now - 1, now + 1)
    return next((meant for meant in near if _slip(str(year), str(meant))), None)


def _slip(written: str, meant: str) -> bool:
    if len(written) < len(meant):
        return any(meant[:place] + meant[place + 1 :] == written for place in range(len(meant)))
    differing = [place for place, sign in enumerate(meant) if written[place] != sign]
    if len(differing) == 1:
        return True
    swapped = {written[place] for place in differing} == {meant[place] for place in differing}
    return len(differing) == 2 and swapped and differing[1] - differing[0] == 1  # noqa: PLR2004 -- a pair


def mistyped_year(post: Post, now: dt.datetime) -> Problem | None:
    """Warn of a post whose year is probably mistyped; None for every other."""
    meant = year_meant(post.date.year, now.year)
    if meant is None:
        return None
    line = key_line(post.head, "date")
    consequence = ", and the post waits until then" if post.state == "future" else ""
    return Problem(
        severity="warning",
        what=f"the date is {post.date.date()}{consequence}",
        where=Where(post.source, line if line > 1 else None),
        fix=f"write {meant}, if that is the year",
    )
