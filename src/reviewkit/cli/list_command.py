"""`reviewkit list`: every post with its URL, date, picture and review."""

from pathlib import Path

import click

from reviewkit.cli.contract import post_json
from reviewkit.cli.output import Reporter, common_options, print_json, print_text
from reviewkit.cli.pipeline import Opened, missing_sentence, open_site
from reviewkit.errors import Problem, Where
from reviewkit.model import Post

__all__ = ["command"]


@click.command("list")
@click.argument("site", default=".")
@click.option("--all", "everything", is_flag=True, help="Drafts, future and unpublished posts too.")
@click.option("--html", "with_html", is_flag=True, help="With --json: the whole HTML of each post.")
@common_options
def command(  # noqa: PLR0913 -- click hands over every option
    *,
    site: str,
    everything: bool,
    with_html: bool,
    as_json: bool,
    config_files: tuple[str, ...],
    quiet: bool,
    verbose: bool,
) -> int:
    """List the posts of SITE, newest first: what is published now, or all of them."""
    reporter = Reporter(quiet=quiet, verbose=verbose)
    opened = open_site(Path(site), config_files)
    posts = [post for post in opened.site.posts if everything or post.state == "published"]
    if not opened.site.url:
        opened.problems.append(_no_url(opened))
    if as_json:
        rendered = [opened.understand(post) for post in posts]
        for one in rendered:
            if problem := missing_sentence(one, "It is listed without one"):
                opened.problems.append(problem)
        print_json([post_json(one, with_html=with_html) for one in rendered])
    else:
        for post in posts:
            print_text(_line(post, everything=everything))
        reporter.note(f"{len(posts)} posts of {len(opened.site.posts)} read")
    return reporter.problems(opened.problems)


def _line(post: Post, *, everything: bool) -> str:
    state = f"{post.state:12}" if everything else ""
    return f"{post.date:%Y-%m-%d}  {state}{post.title}\n            {post.url}"


def _no_url(opened: Opened) -> Problem:
    return Problem(
        severity="warning",
        what="the site's address is not set, so the URLs are not absolute",
        where=Where(opened.reader.configuration_file),
        fix="add a line such as url: https://films.example",
    )
