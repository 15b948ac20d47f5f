"""`reviewkit list`: every post with its URL, date, picture and review."""

import difflib
from collections.abc import Sequence
from pathlib import Path

import click

from reviewkit.cli.contract import post_json
from reviewkit.cli.output import Reporter, common_options, print_json, print_text
from reviewkit.cli.pipeline import missing_sentence, no_address, open_site
from reviewkit.errors import UsageError
from reviewkit.model import Post, Site

__all__ = ["command"]

_EVERY = "all"


@click.command("list")
@click.argument("site", default=".")
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Also what is not published: drafts, future, unpublished and broken posts.",
)
@click.option("--html", "with_html", is_flag=True, help="With --json: the whole HTML of each post.")
@click.option(
    "--collection",
    "collections",
    metavar="NAME",
    multiple=True,
    help="Only this collection of Jekyll, or all of them: --collection all. Repeatable.",
)
@common_options
def command(  # noqa: PLR0913 -- click hands over every option
    *,
    site: str,
    everything: bool,
    with_html: bool,
    collections: tuple[str, ...],
    as_json: bool,
    config_files: tuple[str, ...],
    quiet: bool,
    verbose: bool,
) -> int:
    """List the posts of SITE, newest first: what is published now, or all of them.

    Without --collection these are the posts, or the collections that the setting
    site.collections names.
    """
    reporter = Reporter(quiet=quiet, verbose=verbose)
    opened = open_site(Path(site), config_files, highlight=with_html)
    chosen = _chosen(opened.site, collections)
    posts = [post for post in chosen if everything or post.state == "published"]
    if not opened.site.url:
        opened.problems.append(no_address(opened))
    if as_json:
        rendered = [opened.understand(post) for post in posts]
        for one in rendered:
            if problem := missing_sentence(one, "It is listed without one"):
                opened.problems.append(problem)
        print_json([post_json(one, with_html=with_html) for one in rendered])
    else:
        for post in posts:
            print_text(_line(post, everything=everything))
        reporter.note(f"{len(posts)} posts of {len(chosen)} read")
    return reporter.problems(opened.problems)


def _chosen(site: Site, collections: Sequence[str]) -> Sequence[Post]:
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


def _line(post: Post, *, everything: bool) -> str:
    state = f"{post.state:12}" if everything else ""
    return f"{post.date:%Y-%m-%d}  {state}{post.title}\n            {post.url}"
