"""`reviewkit export`: everything of `list` in one file that a site's templates can read."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import click

from reviewkit.cli.contract import post_json
from reviewkit.cli.listing import choosing_options, chosen, understood
from reviewkit.cli.output import Reporter, common_options, print_json, problem_json
from reviewkit.cli.pipeline import Opened, no_address, open_site
from reviewkit.errors import UsageError, Where
from reviewkit.files import differs, write_if_changed
from reviewkit.jekyll import JekyllReader
from reviewkit.plain import data_folder_of
from reviewkit.urls import is_web_address

__all__ = ["command"]

_FILE: Final = "reviews.json"
_PROBLEMS_FOUND: Final = 1

_Announced = Mapping[str, Sequence[Mapping[str, str]]]
"""By the source of a post, where it is announced."""


@click.command("export")
@click.argument("site", default=".")
@click.option(
    "--output",
    metavar="FILE",
    help="The data file; default: reviews.json where the site's generator looks for data.",
)
@click.option("--html", "with_html", is_flag=True, help="Also the whole HTML of each post.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if the file would change.")
@choosing_options
@common_options
def command(  # noqa: PLR0913 -- click hands over every option
    *,
    site: str,
    output: str | None,
    with_html: bool,
    check: bool,
    everything: bool,
    collections: tuple[str, ...],
    as_json: bool,
    config_files: tuple[str, ...],
    quiet: bool,
    verbose: bool,
) -> int:
    """Write the posts of SITE to a data file, for the templates of generators without plug-ins.

    It holds what list --json prints, and where each post is announced. A file that would not
    change is left alone, and so is one that something else wrote.
    """
    reporter = Reporter(quiet=quiet, verbose=verbose)
    opened = open_site(Path(site), config_files, highlight=with_html)
    path = Path(output) if output is not None else _default_file(opened)
    _require_ours(path)
    found = chosen(opened.site, collections)
    posts = [post for post in found if everything or post.state == "published"]
    announced = _announced(opened)
    if not opened.site.url:
        opened.problems.append(no_address(opened))
    with reporter.progress(posts, "rendering") as steps:
        rendered = understood(opened, steps)
    data = _bytes(
        [
            {
                **post_json(one, with_html=with_html),
                "announcements": announced.get(one.post.source, []),
            }
            for one in rendered
        ]
    )
    changed = (differs if check else write_if_changed)(path, data)
    code = reporter.problems(opened.problems)
    if as_json:
        print_json(
            {
                "file": str(path),
                "posts": len(posts),
                "bytes": len(data),
                "changed": changed,
                "problems": [problem_json(problem) for problem in opened.problems],
            }
        )
    done = (("up to date", "would change") if check else ("unchanged", "wrote"))[changed]
    number = "1 post" if len(posts) == 1 else f"{len(posts)} posts"
    reporter.note(f"{done:12} {path}  ({number}, {len(data):,} bytes)")
    return code or (_PROBLEMS_FOUND if check and changed else 0)


def _default_file(opened: Opened) -> Path:
    reader, root = opened.reader, opened.site.root
    if isinstance(reader, JekyllReader):
        return root / (reader.configuration.text("data_dir") or "_data") / _FILE
    return root / data_folder_of(root) / _FILE


def _require_ours(path: Path) -> None:
    """Raise UsageError for a file that no export can have written: it holds another's data."""
    try:
        found = json.loads(path.read_bytes() or "[]")
    except OSError:
        return  # there is none, or it cannot be written either, which writing tells
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, list) or not all(
        isinstance(one, dict) and {"source", "announcements"} <= one.keys() for one in found
    ):
        raise UsageError(
            "the file holds something else than exported posts, and is left as it is",
            where=Where(str(path)),
            fix="name another file with --output, or delete this one",
        )


def _announced(opened: Opened) -> _Announced:
    """Give the announcements that are out; raises ConfigurationError for a broken ledger.

    An address that is none of the web is left out, as templates make links of them.
    """
    name = opened.settings.announce.ledger
    if not (opened.site.root / name).exists():
        return {}
    from reviewkit.announce.recognition import (  # noqa: PLC0415 -- only a site with a ledger needs it
        with_records,
    )
    from reviewkit.cli.ledger_files import LedgerFolder  # noqa: PLC0415 -- the same

    records = LedgerFolder(opened.site.root, name).read() or {}
    return {
        post.source: [
            {"network": entry.target.network, "url": entry.url, "state": entry.state}
            for entry in sorted(record.entries, key=lambda one: (one.target.network, one.url))
            if entry.state == "published" and is_web_address(entry.url)
        ]
        for post, record in with_records(opened.site.posts, records)
        if record is not None
    }


def _bytes(posts: Sequence[Mapping[str, Any]]) -> bytes:
    text = json.dumps(posts, ensure_ascii=False, allow_nan=False, indent=2)
    return f"{text}\n".encode("utf-8", "backslashreplace")
