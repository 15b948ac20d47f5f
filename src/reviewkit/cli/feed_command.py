"""`reviewkit feed`: the feeds of a site, written only when they change."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import click
import msgspec

from reviewkit.cli.feed_ids import ids_would_change, keep_ids
from reviewkit.cli.output import Reporter, common_options, print_json, problem_json
from reviewkit.cli.pipeline import Opened, open_site
from reviewkit.cli.site_feeds import FeedContent, SiteFeeds
from reviewkit.feeds import FORMATS, NAMES, FeedFormat
from reviewkit.files import differs, write_if_changed

__all__ = ["command"]

_PROBLEMS_FOUND = 1


@dataclass(frozen=True, slots=True)
class _Written:
    """What became of one feed file."""

    content: FeedContent
    path: Path
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
@click.option("--archive", is_flag=True, help="Write archived feeds too, which hold all posts.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if something would change.")
@click.option("--strict", is_flag=True, help="Write nothing and exit 1 if there is a warning.")
@common_options
def command(  # noqa: PLR0913 -- click hands over every option
    *,
    site: str,
    output: str | None,
    formats: tuple[str, ...],
    limit: int | None,
    archive: bool,
    check: bool,
    strict: bool,
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
    feeds = _feeds(opened, formats, limit, archive=archive)
    folder = Path(output) if output else opened.site.destination
    with reporter.progress(feeds.needed(), "rendering") as places:
        for place in places:
            feeds.render(place)
    contents = list(feeds.contents())
    if strict and opened.problems:
        reporter.problems(opened.problems)
        reporter.note("nothing was written, as --strict allows no warning")
        return _PROBLEMS_FOUND
    ids_differ = check and ids_would_change(opened.site, feeds.settings.ids, feeds.register)
    if not check and (problem := keep_ids(opened.site, feeds.settings.ids, feeds.register)):
        opened.problems.append(problem)
    act = differs if check else write_if_changed
    written = [
        _Written(content, folder / content.path, act(folder / content.path, content.data))
        for content in contents
    ]
    code = reporter.problems(opened.problems)
    if as_json:
        print_json(_result(written, opened))
    for sentence in _sentences(written, check=check, verbose=verbose):
        reporter.note(sentence)
    if ids_differ:
        reporter.note(f"{'would change':12} {opened.site.root / feeds.settings.ids}")
    if ids_differ or (check and any(one.changed for one in written)):
        return code or _PROBLEMS_FOUND
    return code


def _feeds(
    opened: Opened, formats: Sequence[str], limit: int | None, *, archive: bool
) -> SiteFeeds:
    settings = opened.settings.feed
    settings = msgspec.structs.replace(
        settings, limit=limit or settings.limit, archive=archive or settings.archive
    )
    chosen = cast("Sequence[FeedFormat]", formats or settings.formats)
    return SiteFeeds(opened, settings, tuple(dict.fromkeys(chosen)))


def _sentences(written: Sequence[_Written], *, check: bool, verbose: bool) -> list[str]:
    """Say what became of each file: of the main feed's one by one, of all others together."""
    names = ("would change", "up to date") if check else ("wrote", "unchanged")
    main = len({one.content.format for one in written})
    told = written if verbose else written[:main]
    rest = written[len(told) :]
    sentences = [_sentence(one, names[not one.changed]) for one in told]
    for changed, name in zip((True, False), names, strict=True):
        if count := sum(one.changed is changed for one in rest):
            sentences.append(f"{name:12} {count} more files, of other feeds and of the archive")
    return sentences


def _sentence(one: _Written, done: str) -> str:
    content = one.content
    posts = "1 post" if content.entries == 1 else f"{content.entries} posts"
    size = f"{len(content.data):,} bytes"
    return f"{done:12} {one.path}  ({NAMES[content.format]}, {posts}, {size})"


def _result(written: Sequence[_Written], opened: Opened) -> dict[str, Any]:
    return {
        "feeds": [
            {
                "format": one.content.format,
                "title": one.content.title,
                "page": one.content.page,
                "file": str(one.path),
                "url": one.content.url,
                "entries": one.content.entries,
                "bytes": len(one.content.data),
                "changed": one.changed,
            }
            for one in written
        ],
        "problems": [problem_json(problem) for problem in opened.problems],
    }
