"""What stands in the posts of a plain site and is probably not meant, whatever builds it."""

import re
from collections.abc import Iterator
from typing import Final

from reviewkit.errors import Problem, Where
from reviewkit.lines import key_line
from reviewkit.model import Post, Site
from reviewkit.plain.front_matter import is_metadata
from reviewkit.plain.settings import PlainSettings

__all__ = ["examine"]

_DAY_OF_NAME: Final = re.compile(r"(?:.*/)?(\d{4}-\d\d-\d\d)-[^/]+(?:/index\.[a-z]+)?")
_DATE_IN_URL: Final = re.compile(r":(?:year|short_year|month|i_month|day|i_day|y_day)")


def examine(site: Site, settings: PlainSettings) -> list[Problem]:
    """Give what is probably not meant in the posts of a site, ordered by file.

    What cannot be read, and posts at one address, are among the site's own `problems`.
    """
    found = [problem for post in site.posts for problem in _of_post(post, settings)]
    return sorted(found, key=lambda problem: str(problem.where))


def _of_post(post: Post, settings: PlainSettings) -> Iterator[Problem]:
    yield from _commas(post)
    named = _DAY_OF_NAME.fullmatch(post.source)
    dated = _DATE_IN_URL.search(settings.permalink)
    if named and dated and named[1] != str(post.date.date()):
        yield _warning(
            post,
            key_line(post.head, "date"),
            f"the name says {named[1]}, the date is {post.date.date()}; the address has the date: "
            f"{post.path}",
            "rename the file or change the date, as long as the post is not published",
        )


def _commas(post: Post) -> Iterator[Problem]:
    """Find names divided by commas, which are one name to every generator but Pelican."""
    if is_metadata(post.head):
        return
    for key in ("tags", "categories"):
        value = post.front_matter.get(key)
        if isinstance(value, str) and "," in value:
            yield _warning(
                post,
                key_line(post.head, key),
                f"{key} is one name, commas and all: {value!r}",
                f"write a list: {key}: [{value}]",
            )


def _warning(post: Post, line: int, what: str, fix: str) -> Problem:
    return Problem(severity="warning", what=what, where=Where(post.source, line), fix=fix)
