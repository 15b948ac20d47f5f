"""What makes Jekyll publish a post at a surprising URL, on another day, or not as it was meant."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from reviewkit.errors import Problem, Where
from reviewkit.jekyll.configuration import Configuration
from reviewkit.jekyll.dates import parse_date
from reviewkit.jekyll.defaults import Defaults
from reviewkit.jekyll.doctor.addresses import address_problems
from reviewkit.jekyll.doctor.dates import date_problems
from reviewkit.jekyll.doctor.passed_over import passed_over
from reviewkit.jekyll.doctor.pictures import picture_problems
from reviewkit.jekyll.doctor.settings import setting_problems
from reviewkit.jekyll.doctor.switches import key_problems
from reviewkit.jekyll.doctor.terms import Sources, added_problems, term_problems
from reviewkit.jekyll.doctor.titles import title_problems
from reviewkit.jekyll.doctor.written import Keys, keys_of
from reviewkit.jekyll.entry_filter import EntryFilter
from reviewkit.model import Post, Site

__all__ = ["examine"]


def examine(site: Site, configuration: Configuration, *, now: dt.datetime) -> list[Problem]:
    """Give what Jekyll makes of the posts of a site against all appearance, ordered by file.

    Looks at the front matters as they are written, at the files that Jekyll passes over, and at the
    configuration. What cannot be read at all, and documents at one URL, are among the site's own
    `problems`.
    """
    posts = [(post, keys_of(post.head)) for post in site.posts]
    sources = Sources(_defaults(site.root, configuration, now), configuration)
    found = [problem for post, keys in posts for problem in _of_post(post, keys, sources, now)]
    entry_filter = EntryFilter.of(configuration)
    found += [one for post in site.posts for one in picture_problems(post, entry_filter)]
    found += added_problems(posts, sources)
    found += setting_problems(site, configuration)
    found += passed_over(site, configuration)
    return sorted(found, key=_place)


def _of_post(post: Post, keys: Keys, sources: Sources, now: dt.datetime) -> Iterator[Problem]:
    yield from key_problems(post, keys)
    yield from term_problems(post, keys, sources)
    yield from address_problems(post, keys)
    if post.state != "broken":  # of which the title and the date are not used at all
        yield from title_problems(post, keys)
        yield from date_problems(post, keys, now)


def _defaults(root: Path, configuration: Configuration, now: dt.datetime) -> Defaults:
    return Defaults(configuration, root, lambda text: parse_date(text, dt.UTC, now))


def _place(problem: Problem) -> tuple[str, int]:
    where = problem.where or Where("")
    return where.file, where.line or 0
