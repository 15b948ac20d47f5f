"""`reviewkit render`: one Markdown file to HTML."""

import sys
from pathlib import Path
from typing import cast

import click

from reviewkit.cli.output import Reporter
from reviewkit.cli.pipeline import open_settings
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
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("-v", "--verbose", is_flag=True, help="Say more.")
def command(*, file: str, dialect: str, site: str | None, quiet: bool, verbose: bool) -> int:
    """Render FILE, or what comes on stdin, to HTML on stdout. Front matter is left out."""
    reporter = Reporter(quiet=quiet, verbose=verbose)
    settings = open_settings(Path(site))[1].review if site else ReviewSettings()
    name = "stdin" if file == "-" else file
    read = read_front_matter(_content(file), name)
    parser = make_parser(cast("Dialect", dialect), settings)
    source = Source(file=name, first_line=read.text_line)
    understood = understand(parser, read.text, settings, source)
    click.echo(understood.html.encode("utf-8", "backslashreplace"), nl=False)
    return reporter.problems(understood.problems)


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
