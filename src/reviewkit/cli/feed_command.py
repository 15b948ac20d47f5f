"""`reviewkit feed`: the feeds of a site, written only when they change."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

import click

from reviewkit.cli.output import Reporter, common_options, print_json, problem_json
from reviewkit.cli.pipeline import Opened, missing_sentence, open_site
from reviewkit.feeds import FORMATS, Feed, FeedFormat, make_feed, selected
from reviewkit.files import differs, write_if_changed

__all__ = ["command"]

_PROBLEMS_FOUND = 1
_NAMES = {"atom": "Atom", "rss": "RSS", "json": "JSON Feed"}


@dataclass(frozen=True, slots=True)
class _Written:
    """What became of one feed file."""

    format: FeedFormat
    path: Path
    url: str
    size: int
    changed: bool


@click.command("feed")
@click.argument("site", default=".")
@click.option("--output", metavar="DIR", help="Folder of the feeds; default: the built site.")
@click.option(
    "--format",
    "formats",
    type=click.Choice(list(FORMATS)),
    multiple=True,
    help="Only this format. Repeatable.",
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Newest N posts.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if something would change.")
@common_options
def command(  # noqa: PLR0913 -- click hands over every option
    *,
    site: str,
    output: str | None,
    formats: tuple[str, ...],
    limit: int | None,
    check: bool,
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
    opened = open_site(Path(site), config_files, highlight=False)
    opened.require_url()
    feed = _feed(opened, limit or opened.settings.feed.limit)
    folder = Path(output) if output else opened.site.destination
    chosen = cast("Sequence[FeedFormat]", formats or opened.settings.feed.formats)
    written = [_act(opened, feed, name, folder, check=check) for name in dict.fromkeys(chosen)]
    code = reporter.problems(opened.problems)
    if as_json:
        print_json(_result(written, feed, opened))
    for one in written:
        reporter.note(_sentence(one, len(feed.entries), check=check))
    if check and any(one.changed for one in written):
        return code or _PROBLEMS_FOUND
    return code


def _feed(opened: Opened, limit: int) -> Feed:
    chosen = [opened.understand(opened.site.posts[place]) for place in selected(opened.site, limit)]
    posts = [rendered for rendered in chosen if rendered.html is not None]
    for rendered in posts:
        if problem := missing_sentence(rendered, "Its summary is the description or first lines"):
            opened.problems.append(problem)
    settings = opened.settings.feed
    return make_feed(opened.site, posts, hubs=settings.hubs, id_scheme=settings.id_scheme)


def _act(opened: Opened, feed: Feed, name: FeedFormat, folder: Path, *, check: bool) -> _Written:
    path = str(getattr(opened.settings.feed.paths, name))
    url = feed.home + quote(path)
    data = FORMATS[name](feed, url)
    act = differs if check else write_if_changed
    return _Written(name, folder / path, url, len(data), act(folder / path, data))


def _sentence(one: _Written, entries: int, *, check: bool) -> str:
    done = {
        (False, True): "wrote",
        (False, False): "unchanged",
        (True, True): "would change",
        (True, False): "up to date",
    }[check, one.changed]
    posts = "1 post" if entries == 1 else f"{entries} posts"
    return f"{done:12} {one.path}  ({_NAMES[one.format]}, {posts}, {one.size:,} bytes)"


def _result(written: Sequence[_Written], feed: Feed, opened: Opened) -> dict[str, Any]:
    return {
        "feeds": [
            {
                "format": one.format,
                "file": str(one.path),
                "url": one.url,
                "entries": len(feed.entries),
                "bytes": one.size,
                "changed": one.changed,
            }
            for one in written
        ],
        "problems": [problem_json(problem) for problem in opened.problems],
    }
