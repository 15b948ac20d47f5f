"""`reviewkit render`: one Markdown file to HTML."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import click

from reviewkit.cli.output import Reporter
from reviewkit.cli.pipeline import open_settings
from reviewkit.cli.worker import serve
from reviewkit.config import ReviewSettings
from reviewkit.errors import UsageError, Where
from reviewkit.jekyll import read_front_matter
from reviewkit.markdown import DIALECTS, Dialect, Source, make_parser, understand

__all__ = ["command"]


@click.command("render")
@click.argument("file", default="-", metavar="[FILE | -]")
@click.option(
    "--dialect",
    type=click.Choice(DIALECTS),
    default="kramdown",
    show_default=True,
    help="kramdown reads as Jekyll does.",
)
@click.option("--site", metavar="SITE", help="Take the settings of this site.")
@click.option("--worker", is_flag=True, help="Answer JSON lines on stdin until they end.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("-v", "--verbose", is_flag=True, help="Say more.")
def command(
    *, file: str, dialect: str, site: str | None, worker: bool, quiet: bool, verbose: bool
) -> int:
    """Render FILE, or what comes on stdin, to HTML on stdout. Front matter is left out.

    With --worker, each line of stdin is a JSON object with id and text (and path, for messages),
    and is answered by a line with id and html, or id and error.
    """
    reporter = Reporter(quiet=quiet, verbose=verbose)
    settings, options = _of_site(site)
    parser = make_parser(cast("Dialect", dialect), settings, options)

    def render(text: str, name: str) -> str:
        read = read_front_matter(text, name)
        source = Source(file=name, first_line=read.text_line)
        understood = understand(parser, read.text, settings, source)
        reporter.problems(understood.problems)
        return understood.html

    if worker:
        serve(render, sys.stdin.buffer, sys.stdout.buffer)
        return 0
    html = render(_content(file), "stdin" if file == "-" else file)
    click.echo(html.encode("utf-8", "backslashreplace"), nl=False)
    return 0


def _of_site(site: str | None) -> tuple[ReviewSettings, Mapping[str, Any]]:
    """Give the labels and the `kramdown:` options of a site; the defaults where none is named."""
    if site is None:
        return ReviewSettings(), {}
    configuration, settings = open_settings(Path(site))
    return settings.review, configuration.kramdown


def _content(file: str) -> str:
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise UsageError(
            "the text is not UTF-8",
            where=Where("stdin" if file == "-" else file, line),
            fix="save it as UTF-8 in your editor",
        ) from error
    except OSError as error:
        raise UsageError(
            f"the file cannot be read: {error.strerror or error}",
            where=Where(file),
            fix="name a Markdown file, or - for what comes on stdin",
        ) from error
