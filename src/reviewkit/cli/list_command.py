"""`reviewkit list`: every post with its URL, date, picture and review."""

from pathlib import Path

import click

from reviewkit.cli.contract import post_json
from reviewkit.cli.listing import choosing_options, chosen, understood
from reviewkit.cli.output import Reporter, common_options, print_json, print_text
from reviewkit.cli.pipeline import no_address, open_site
from reviewkit.model import Post

__all__ = ["command"]


@click.command("list")
@click.argument("site", default=".")
@click.option("--html", "with_html", is_flag=True, help="With --json: the whole HTML of each post.")
@choosing_options
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
    found = chosen(opened.site, collections)
    posts = [post for post in found if everything or post.state == "published"]
    if not opened.site.url:
        opened.problems.append(no_address(opened))
    if as_json:
        print_json([post_json(one, with_html=with_html) for one in understood(opened, posts)])
    else:
        for post in posts:
            print_text(_line(post, everything=everything))
        reporter.note(f"{len(posts)} posts of {len(found)} read")
    return reporter.problems(opened.problems)


def _line(post: Post, *, everything: bool) -> str:
    state = f"{post.state:12}" if everything else ""
    return f"{post.date:%Y-%m-%d}  {state}{post.title}\n            {post.url}"
