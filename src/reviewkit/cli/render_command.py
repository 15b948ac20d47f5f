"""`reviewkit render`: one Markdown file to HTML."""

import sys
from pathlib import Path
from typing import cast

import click

from reviewkit.cli.output import Reporter
from reviewkit.cli.pipeline import open_settings
from reviewkit.cli.worker import serve
from reviewkit.config import Settings
from reviewkit.errors import UsageError, Where
from reviewkit.jekyll import read_front_matter
from reviewkit.markdown import DIALECTS, Dialect, Source, make_parser, understand

__all__ = ["command"]


@click.command("render")
@click.argument("file", default="-", metavar="[FILE | -]")
@click.option(
    "--dialect",
    type=click.Choice(DIALECTS),
    help="kramdown reads as Jekyll does. Default: what the site is written in, else kramdown.",
)
@click.option("--site", metavar="SITE", help="Take the settings of this site.")
@click.option("--worker", is_flag=True, help="Answer JSON lines on stdin until they end.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("-v", "--verbose", is_flag=True, help="Say more.")
def command(
    *, file: str, dialect: str | None, site: str | None, worker: bool, quiet: bool, verbose: bool
) -> int:
    """Render FILE, or what comes on stdin, to HTML on stdout. Front matter is left out.

    With --worker, each line of stdin is a JSON object with id and text (and path, for messages),
    and is answered by a line with id and html, or id and error.
    """
    reporter = Reporter(quiet=quiet, verbose=verbose)
    reader, settings = open_settings(Path(site)) if site else (None, Settings())
    own = settings.site.dialect or (reader.dialect if reader else "kramdown")
    options = reader.dialect_options if reader else {}
    parser = make_parser(cast("Dialect", dialect or own), settings.review, options)
    divide = reader.front_matter if reader else read_front_matter

    def render(text: str, name: str) -> str:
        read = divide(text, name)
        source = Source(file=name, first_line=read.text_line)
        understood = understand(parser, read.text, settings.review, source)
        reporter.problems(understood.problems)
        return understood.html

    if worker:
        serve(render, sys.stdin.buffer, sys.stdout.buffer)
        return 0
    html = render(_content(file), "stdin" if file == "-" else file)
    click.echo(html.encode("utf-8", "backslashreplace"), nl=False)
    return 0


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
