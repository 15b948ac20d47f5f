"""`reviewkit render`: one Markdown file to HTML."""

import dataclasses
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, cast

import click

from reviewkit.cli.output import Reporter
from reviewkit.cli.pipeline import open_post, open_settings
from reviewkit.cli.worker import serve
from reviewkit.config import Markup, Settings
from reviewkit.errors import PostError, UsageError, Where
from reviewkit.jekyll import read_front_matter
from reviewkit.markdown import (
    DIALECTS,
    MARKUPS,
    Dialect,
    Source,
    make_parser,
    source_of,
    understand,
)
from reviewkit.model import FrontMatter
from reviewkit.reader import Reader

__all__ = ["command"]


@click.command("render")
@click.argument("file", default="-", metavar="[FILE | -]")
@click.option(
    "--dialect",
    type=click.Choice(DIALECTS),
    help="kramdown reads as Jekyll does. Default: what the site is written in, else kramdown.",
)
@click.option(
    "--markup",
    type=click.Choice(MARKUPS),
    help="faithful adds nothing, semantic says what the parts are. Default: the site's setting.",
)
@click.option("--site", metavar="SITE", help="Take the settings of this site.")
@click.option("--worker", is_flag=True, help="Answer JSON lines on stdin until they end.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("-v", "--verbose", is_flag=True, help="Say more.")
def command(  # noqa: PLR0913 -- click hands over every option
    *,
    file: str,
    dialect: str | None,
    markup: Markup | None,
    site: str | None,
    worker: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Render FILE, or what comes on stdin, to HTML on stdout. Front matter is left out.

    Semantic markup takes what it says of a post from the front matter and, for a post of the site
    named with --site, from the site: its address, its authors, its picture.

    With --worker, each line of stdin is a JSON object with id and text (and path, for messages and
    to find the post in the site), and is answered by a line with id and html, or id and error.
    Warnings go to stderr: read it, or use -q.
    """
    reporter = Reporter(quiet=quiet, verbose=verbose)
    opened = _Site.open(site)
    settings = opened.settings.review
    semantic = (markup or settings.markup) == "semantic"
    chosen = cast("Dialect", dialect or opened.dialect)
    parser = make_parser(chosen, settings, opened.options, markup=markup)

    def render(text: str, name: str) -> str:
        read = opened.front_matter(text, name)
        plain = Source(file=name, first_line=read.text_line, front_matter=read.values)
        source = opened.source(text, plain) if semantic else plain
        understood = understand(parser, read.text, settings, source)
        with suppress(OSError):  # a host that closed stderr wants no warnings
            reporter.problems(understood.problems)
        return understood.html

    if worker:
        _serve(render, file)
        return 0
    html = render(_content(file), "stdin" if file == "-" else file)
    click.echo(html.encode("utf-8", "backslashreplace"), nl=False)
    return 0


def _serve(render: Callable[[str, str], str], file: str) -> None:
    if file != "-":
        raise UsageError(
            "a worker reads requests on stdin, not a file",
            where=Where(file),
            fix="leave the file away, or leave --worker away",
        )
    if sys.stdin is None or sys.stdout is None:  # closed by who started this
        raise UsageError(
            "a worker needs stdin and stdout, and one of them is closed",
            fix="connect both, for example with pipes",
        )
    serve(render, sys.stdin.buffer, sys.stdout.buffer)


@dataclass(frozen=True)
class _Site:
    """The site a text belongs to: its settings; the defaults where none is named."""

    settings: Settings
    root: Path | None = None
    reader: Reader | None = None

    @classmethod
    def open(cls, site: str | None) -> Self:
        if site is None:
            return cls(Settings())
        reader, settings = open_settings(Path(site))
        return cls(settings, Path(site), reader)

    @property
    def dialect(self) -> str:
        """The Markdown the site is written in."""
        return self.settings.site.dialect or (self.reader.dialect if self.reader else "kramdown")

    @property
    def options(self) -> Mapping[str, Any]:
        """The options of that dialect which the site has set."""
        return self.reader.dialect_options if self.reader else {}

    def front_matter(self, content: str, name: str) -> FrontMatter:
        """Divide a text as the site's generator does."""
        divide = self.reader.front_matter if self.reader else read_front_matter
        return divide(content, name)

    def source(self, content: str, plain: Source) -> Source:
        """Give a text's source with what the site knows of it as a post, if it is one."""
        if self.root is None or self.reader is None:
            return plain
        file = Path(plain.file)
        file = file if file.exists() else self.root / file
        try:
            post = open_post(self.root, self.reader, file, content)
        except PostError:  # `list` and `feed` report it; the text can be rendered all the same
            return plain
        return dataclasses.replace(source_of(post), file=plain.file) if post else plain


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
