"""Which posts a list holds, and what is understood of each; `list` and `export` hold the same."""

import difflib
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, TypeVar

import click

from reviewkit.cli.pipeline import Opened, missing_sentence
from reviewkit.errors import UsageError
from reviewkit.model import Post, RenderedPost, Site

__all__ = ["choosing_options", "chosen", "understood"]

_EVERY: Final = "all"

Command = TypeVar("Command", bound=Callable[..., Any])


def choosing_options(command: Command) -> Command:
    """Add the options that choose posts: `everything` and `collections`."""
    for option in (
        click.option(
            "--collection",
            "collections",
            metavar="NAME",
            multiple=True,
            help="Only this collection of Jekyll, or all of them: --collection all. Repeatable.",
        ),
        click.option(
            "--all",
            "everything",
            is_flag=True,
            help="Also what is not published: drafts, future, unpublished and broken posts.",
        ),
    ):
        command = option(command)
    return command


def chosen(site: Site, collections: Sequence[str]) -> Sequence[Post]:
    """Give the documents of the named collections; raises UsageError for an unknown name."""
    if not collections:
        return site.posts
    if _EVERY in collections:
        return site.documents
    for name in collections:
        if name not in site.collections:
            close = difflib.get_close_matches(name, site.collections, n=1)
            known = f"the site has {', '.join(site.collections)}; all stands for every one"
            raise UsageError(
                f"the site has no collection {name}",
                fix=f"did you mean {close[0]}?" if close else known,
            )
    return [document for document in site.documents if document.collection in collections]


def understood(opened: Opened, posts: Iterable[Post]) -> list[RenderedPost]:
    """Give what is understood of each post; a review without its one sentence is a problem."""
    rendered = []
    for post in posts:
        one = opened.understand(post)
        rendered.append(one)
        if problem := missing_sentence(one, "It is listed without one"):
            opened.problems.append(problem)
    return rendered
