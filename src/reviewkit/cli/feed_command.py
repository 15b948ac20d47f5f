"""`reviewkit feed`: the feeds of a site, written only when they change."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import click
import msgspec

from reviewkit.cli.feed_files import put_feeds
from reviewkit.cli.output import Reporter, common_options, print_json, print_text
from reviewkit.cli.pipeline import Opened, open_site
from reviewkit.cli.site_feeds import SiteFeeds
from reviewkit.errors import UsageError
from reviewkit.feeds import FORMATS, MEDIA_TYPES, FeedFile, FeedFormat, Listed, head_links

__all__ = ["command"]


@click.command("feed")
@click.argument("places", nargs=-1, metavar="[SITE | FILE...]")
@click.option("--output", metavar="DIR", help="Folder of the feeds; default: the built site.")
@click.option(
    "--format",
    "formats",
    type=click.Choice(list(FORMATS)),
    multiple=True,
    help="Only this format. Repeatable.",
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Newest N posts.")
@click.option("--archive", is_flag=True, help="Write archived feeds too, which hold all posts.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if something would change.")
@click.option("--strict", is_flag=True, help="Write nothing and exit 1 if there is a warning.")
@click.option("--print-links", is_flag=True, help="Print the lines for the head of your pages.")
@click.option("--ping", is_flag=True, help="Tell the hubs that the feeds online have changed.")
@click.option(
    "--lint", is_flag=True, help="Look for faults in the feeds FILE..., whoever made them."
)
@common_options
def command(  # noqa: PLR0913 -- click hands over every option
    *,
    places: tuple[str, ...],
    output: str | None,
    formats: tuple[str, ...],
    limit: int | None,
    archive: bool,
    check: bool,
    strict: bool,
    print_links: bool,
    ping: bool,
    lint: bool,
    as_json: bool,
    config_files: tuple[str, ...],
    quiet: bool,
    verbose: bool,
) -> int:
    """Write the Atom, RSS and JSON feeds of SITE.

    Files that would not change are left alone. A post that cannot be read is reported and left
    out; the feeds hold all the others.
    """
    reporter = Reporter(quiet=quiet, verbose=verbose)
    _refuse_together(
        {"--check": check, "--output": output is not None, "--strict": strict},
        {"--print-links": print_links, "--ping": ping, "--lint": lint},
    )
    if lint:
        from reviewkit.cli.lint_feeds import lint_feeds  # noqa: PLC0415 -- this way alone needs it

        return lint_feeds(places, reporter, as_json=as_json, now=dt.datetime.now(dt.UTC))
    if len(places) > 1:
        raise UsageError(
            f"feed takes one site, and here are {len(places)}",
            fix="name one folder; files are for --lint",
        )
    opened = open_site(Path(*places), config_files, highlight=False)
    opened.require_url()
    feeds = _feeds(opened, formats, limit, archive=archive)
    if print_links:
        listed = feeds.listed_on_every_page
        if as_json:
            print_json([_link(feed, file) for feed in listed for file in feed.files])
        else:
            print_text(head_links(listed).rstrip("\n"))
        return reporter.problems(opened.problems)
    if ping:
        from reviewkit.cli.ping_hubs import ping_hubs  # noqa: PLC0415 -- this way alone needs it

        return ping_hubs(feeds, reporter, as_json=as_json)
    folder = Path(output) if output else opened.site.destination
    return put_feeds(feeds, folder, reporter, check=check, strict=strict, as_json=as_json)


def _refuse_together(of_writing: dict[str, bool], ways: dict[str, bool]) -> None:
    """Raise UsageError for two ways at once, and for one of them with an option of writing."""
    asked = [name for name, wanted in ways.items() if wanted]
    if asked:
        asked = [*(name for name, wanted in of_writing.items() if wanted), *asked]
    if len(asked) > 1:
        raise UsageError(f"{' and '.join(asked)} do not go together", fix="run them one by one")


def _link(feed: Listed, file: FeedFile) -> dict[str, str]:
    kind = MEDIA_TYPES[file.format]
    return {"title": feed.title, "format": file.format, "type": kind, "url": file.url}


def _feeds(
    opened: Opened, formats: Sequence[str], limit: int | None, *, archive: bool
) -> SiteFeeds:
    settings = opened.settings.feed
    settings = msgspec.structs.replace(
        settings, limit=limit or settings.limit, archive=archive or settings.archive
    )
    chosen = cast("Sequence[FeedFormat]", formats or settings.formats)
    return SiteFeeds(opened, settings, tuple(dict.fromkeys(chosen)))
