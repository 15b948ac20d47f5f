"""`reviewkit render`: one Markdown file to HTML."""

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final, Self, cast

import click
from markdown_it import MarkdownIt

from reviewkit import __version__
from reviewkit.cli.contract import review_json
from reviewkit.cli.liquid_posts import Evaluated, has_liquid, holds_liquid, liquid_line
from reviewkit.cli.output import Reporter
from reviewkit.cli.pipeline import open_post, open_settings, open_site
from reviewkit.cli.worker import Request, serve
from reviewkit.config import Markup, Settings
from reviewkit.errors import PostError, Problem, UsageError, Where
from reviewkit.jekyll import JekyllReader, read_front_matter
from reviewkit.markdown import (
    DIALECTS,
    MARKUPS,
    Dialect,
    Source,
    Understood,
    make_parser,
    review_json_ld,
    source_of,
    understand,
)
from reviewkit.model import FrontMatter, Post, RenderedPost
from reviewkit.reader import Reader

__all__ = ["command"]

_WORKER: Final = 1
"""The number of the worker's way of talking; it grows when a host would misunderstand."""


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
@click.option(
    "--config",
    "config_files",
    multiple=True,
    metavar="FILE",
    help="Configuration file of that site, as for jekyll build. Repeatable; later ones win.",
)
@click.option("--worker", is_flag=True, help="Answer JSON lines on stdin until they end.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("-v", "--verbose", is_flag=True, help="Say more.")
def command(  # noqa: PLR0913 -- click hands over every option
    *,
    file: str,
    dialect: str | None,
    markup: Markup | None,
    site: str | None,
    config_files: tuple[str, ...],
    worker: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Render FILE, or what comes on stdin, to HTML on stdout. Front matter is left out.

    Semantic markup takes what it says of a post from the front matter and, for a post of the site
    named with --site, from the site: its address, its authors, its picture.

    Liquid is evaluated in a post of the Jekyll site named with --site, as its build does. In any
    other text, and with --worker, it is left as it stands, for Jekyll or whoever asks to evaluate.

    With --worker, each line of stdin is a JSON object with id and text (and path, for messages and
    to find the post in the site; head, its front matter; want, what to answer), and is answered by
    a line with id and html, or id and error. Warnings go to stderr: read it, or use -q.
    """
    reporter = Reporter(quiet=quiet, verbose=verbose)
    opened = _Site.open(site, config_files)
    settings = opened.settings.review
    default = markup or settings.markup
    chosen = cast("Dialect", dialect or opened.dialect)

    @cache
    def parser(markup: Markup) -> MarkdownIt:
        return make_parser(chosen, settings, opened.options, markup=markup)

    def understood(text: str, source: Source, markup: Markup = default) -> Understood:
        found = understand(parser(markup), text, settings, source)
        with suppress(OSError):  # a host that closed stderr wants no warnings
            reporter.problems(found.problems)
        return found

    def answer(request: Request) -> dict[str, object]:
        if request.want == ("about",):
            return _about(opened.settings)
        read, plain = opened.read_request(request)
        semantic = (request.markup or default) == "semantic"
        known = semantic or "json_ld" in request.want
        post = opened.post(read.head + read.text, request.path) if known else None
        source = _source(post if semantic else None, plain)
        found = understood(read.text, source, request.markup or default)
        return _answer(request, found, post, opened.settings)

    if worker:
        _serve(answer, file)
        return 0
    name = "stdin" if file == "-" else file
    content = _content(file)
    read, plain = opened.read(content, name)
    liquid = chosen == "kramdown" and holds_liquid(read.text, read.values)
    post = opened.post(content, name, needed=liquid)
    evaluated = opened.evaluate(post) if post else Evaluated(text=read.text)
    if liquid and post is None:
        evaluated = _unevaluated(opened, file, read)
    code = reporter.problems(filter(None, [evaluated.problem]))
    html = evaluated.html
    if evaluated.text is not None:
        source = replace(
            _source(post if default == "semantic" else None, plain), lines=evaluated.lines
        )
        markdown = post is None or post.is_markdown
        html = understood(evaluated.text, source).html if markdown else evaluated.text
    click.echo((html or "").encode("utf-8", "backslashreplace"), nl=False)
    return code


def _about(settings: Settings) -> dict[str, object]:
    """Give what a host has to know before it asks: who answers, and what the site has set."""
    about = {
        "version": __version__,
        "worker": _WORKER,
        "markup": settings.review.markup,
        "collections": list(settings.site.collections),
        "ledger": settings.announce.ledger,
    }
    return {"about": about}


def _answer(
    request: Request, found: Understood, post: Post | None, settings: Settings
) -> dict[str, object]:
    """Give what is wanted of a text; `json_ld` is null for what is no review of the site."""
    answer: dict[str, object] = {}
    if "html" in request.want:
        answer["html"] = found.html
    if "review" in request.want:
        answer["review"] = review_json(found.review)
    if "json_ld" in request.want:
        answer["json_ld"] = None
        if post and found.review:
            rendered = RenderedPost(
                post=post, html=found.html, review=found.review, excerpt=found.excerpt
            )
            answer["json_ld"] = review_json_ld(rendered, settings.review)
    if "about" in request.want:
        answer |= _about(settings)
    return answer


def _source(post: Post | None, plain: Source) -> Source:
    """Give a text's source with what the site knows of it as a post, if it is one."""
    return replace(source_of(post), file=plain.file) if post else plain


def _unevaluated(opened: "_Site", file: str, read: FrontMatter) -> Evaluated:
    """Give a text with Liquid that is no post of a Jekyll site as it stands, and say so.

    Raises UsageError for a page of the site, in which Jekyll would evaluate what stands there.
    """
    if opened.has_other_templates:
        return Evaluated(text=read.text)
    where = Where("stdin" if file == "-" else file, liquid_line(read.text, read.text_line))
    if read.head and file != "-" and opened.holds(Path(file)):
        raise UsageError(
            "the file is a page of the site and holds Liquid, which is evaluated in posts and the "
            "documents of collections only",
            where=where,
            fix="build the site with Jekyll to see this page",
        )
    return Evaluated(
        text=read.text,
        problem=Problem(
            severity="warning",
            what="the text holds Liquid, which is left as it stands",
            where=where,
            fix="name the post's file, and its Jekyll site with --site, to have it evaluated",
        ),
    )


def _serve(answer: Callable[[Request], dict[str, object]], file: str) -> None:
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
    serve(answer, sys.stdin.buffer, sys.stdout.buffer)


@dataclass(frozen=True)
class _Site:
    """The site a text belongs to: its settings; the defaults where none is named."""

    settings: Settings
    root: Path | None = None
    reader: Reader | None = None

    @classmethod
    def open(cls, site: str | None, config_files: Sequence[str] = ()) -> Self:
        if site is None:
            if config_files:
                raise UsageError(
                    "--config names files of a site, and no site is named",
                    fix="name the folder of the site with --site",
                )
            return cls(Settings())
        reader, settings = open_settings(Path(site), config_files)
        return cls(settings, Path(site), reader)

    @property
    def dialect(self) -> str:
        """The Markdown the site is written in."""
        return self.settings.site.dialect or (self.reader.dialect if self.reader else "kramdown")

    @property
    def options(self) -> Mapping[str, Any]:
        """The options of that dialect which the site has set."""
        return self.reader.dialect_options if self.reader else {}

    def read(self, content: str, name: str) -> tuple[FrontMatter, Source]:
        """Divide a text as the site's generator does, and give what it says of itself."""
        divide = self.reader.front_matter if self.reader else read_front_matter
        read = divide(content, name)
        return read, Source(file=name, first_line=read.text_line, front_matter=read.values)

    def read_request(self, request: Request) -> tuple[FrontMatter, Source]:
        """Do the same for what is asked of a worker, whose text may stand apart from its head."""
        if request.head is None:
            return self.read(request.text, request.path)
        read, plain = self.read(request.head, request.path)
        return read._replace(text=read.text + request.text), plain

    def post(self, content: str, name: str, *, needed: bool = False) -> Post | None:
        """Give a text as the post of the site that it is; None if it is none.

        Raises PostError for one that cannot be read if it is `needed`.
        """
        if self.root is None or self.reader is None:
            return None
        file = Path(name)
        file = file if file.exists() else self.root / file
        try:
            return open_post(self.root, self.reader, file, content)
        except PostError:
            if needed:
                raise
            return None  # `list` and `feed` report it; the text can be rendered all the same

    def evaluate(self, post: Post) -> Evaluated:
        """Evaluate the Liquid of a post of the site."""
        if self.root is None or self.has_other_templates or not has_liquid(post):
            return Evaluated(text=post.text)
        return open_site(self.root).evaluate(post)

    def holds(self, file: Path) -> bool:
        """Tell whether a file lies in the site."""
        return self.root is not None and file.resolve().is_relative_to(self.root.resolve())

    @property
    def has_other_templates(self) -> bool:
        """Whether the site is another generator's, whose braces are no Liquid of Jekyll's."""
        return self.reader is not None and not isinstance(self.reader, JekyllReader)


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
