"""The feeds of a site put where they belong, each file only if it changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from reviewkit.cli.feed_ids import ids_would_change, keep_ids
from reviewkit.cli.output import Reporter, print_json, problem_json
from reviewkit.cli.site_feeds import FedSite, FeedContent, SiteFeeds
from reviewkit.feeds import NAMES
from reviewkit.files import differs, write_if_changed

__all__ = ["put_feeds"]

_PROBLEMS_FOUND: Final = 1


@dataclass(frozen=True, slots=True)
class _File:
    """What became of one file; `content` is None for a file beside the feeds."""

    path: Path
    size: int
    changed: bool
    content: FeedContent | None


def put_feeds(
    feeds: SiteFeeds,
    folder: Path,
    reporter: Reporter,
    *,
    check: bool,
    strict: bool,
    as_json: bool,
) -> int:
    """Write all feeds below `folder`, with `check` only see what would change; give the exit code.

    With `strict` a problem stops it before anything is written. The ids are kept before the feeds
    are written, so that what a reader sees is known the next time. Raises OutputError.
    """
    opened = feeds.opened
    with reporter.progress(feeds.needed(), "rendering") as places:
        for place in places:
            feeds.render(place)
    contents = list(feeds.contents())
    companions = list(feeds.companions())
    if strict and opened.problems:
        return _refused(opened, reporter, as_json=as_json)
    ids_differ = check and ids_would_change(opened.site, feeds.settings.ids, feeds.register)
    if not check and (problem := keep_ids(opened.site, feeds.settings.ids, feeds.register)):
        opened.problems.append(problem)
        if strict:
            return _refused(opened, reporter, as_json=as_json)
    act = differs if check else write_if_changed
    beside = [
        _File(path, len(data), act(path, data), None)
        for name, data in companions
        for path in [folder / name]
    ]
    written = [
        _File(path, len(content.data), act(path, content.data), content)
        for content in contents
        for path in [folder / content.path]
    ]
    code = reporter.problems(opened.problems)
    if as_json:
        print_json(_result(written, beside, opened))
    for sentence in _sentences(written, beside, check=check, verbose=reporter.verbose):
        reporter.note(sentence)
    if ids_differ:
        reporter.note(f"{'would change':12} {opened.site.root / feeds.settings.ids}")
    if ids_differ or (check and any(one.changed for one in (*written, *beside))):
        return code or _PROBLEMS_FOUND
    return code


def _refused(opened: FedSite, reporter: Reporter, *, as_json: bool) -> int:
    reporter.problems(opened.problems)
    if as_json:
        print_json(_result((), (), opened))
    reporter.note("nothing was written, as --strict allows no warning")
    return _PROBLEMS_FOUND


def _sentences(
    written: Sequence[_File], beside: Sequence[_File], *, check: bool, verbose: bool
) -> list[str]:
    """Say what became of each file: of the main feed's one by one, of all others together."""
    names = ("would change", "up to date") if check else ("wrote", "unchanged")
    everything = (*written, *beside)
    main = len({one.content.format for one in written if one.content})
    told = everything if verbose else everything[:main]
    rest = everything[len(told) :]
    sentences = [_sentence(one, names[not one.changed]) for one in told]
    for changed, name in zip((True, False), names, strict=True):
        if count := sum(one.changed is changed for one in rest):
            files = "1 more file" if count == 1 else f"{count} more files"
            sentences.append(f"{name:12} {files}")
    return sentences


def _sentence(one: _File, done: str) -> str:
    size = f"{one.size:,} bytes"
    if one.content is None:
        return f"{done:12} {one.path}  ({size})"
    posts = "1 post" if one.content.entries == 1 else f"{one.content.entries} posts"
    return f"{done:12} {one.path}  ({NAMES[one.content.format]}, {posts}, {size})"


def _result(written: Sequence[_File], beside: Sequence[_File], opened: FedSite) -> dict[str, Any]:
    return {
        "feeds": [
            {
                "format": one.content.format,
                "title": one.content.title,
                "page": one.content.page,
                "file": str(one.path),
                "url": one.content.url,
                "entries": one.content.entries,
                "bytes": one.size,
                "changed": one.changed,
            }
            for one in written
            if one.content
        ],
        "files": [
            {"file": str(one.path), "bytes": one.size, "changed": one.changed} for one in beside
        ],
        "problems": [problem_json(problem) for problem in opened.problems],
    }
