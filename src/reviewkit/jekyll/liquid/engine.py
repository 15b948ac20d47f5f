"""Liquid as Jekyll 4.3 runs it: python-liquid with Jekyll's tags, filters and variables."""

import datetime as dt
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Final

from liquid import BoundTemplate, Environment, TokenStream
from liquid.exceptions import LiquidError, LiquidInterrupt
from liquid.output import LimitedStringIO
from liquid.parser import get_parser

from reviewkit.errors import Where
from reviewkit.jekyll.configuration import Configuration
from reviewkit.jekyll.liquid.array_filters import ARRAY_FILTERS
from reviewkit.jekyll.liquid.context import MOST_TEXT, Context, FilterFunction
from reviewkit.jekyll.liquid.date_filters import DATE_FILTERS
from reviewkit.jekyll.liquid.documents import Document
from reviewkit.jekyll.liquid.drops import DocumentDrop
from reviewkit.jekyll.liquid.errors import TooMuchError, UnevaluatedError
from reviewkit.jekyll.liquid.flow_tags import FLOW_TAGS
from reviewkit.jekyll.liquid.include_tags import INCLUDE_TAGS
from reviewkit.jekyll.liquid.loop_tags import LOOP_TAGS
from reviewkit.jekyll.liquid.number_filters import NUMBER_FILTERS
from reviewkit.jekyll.liquid.pieces import SIMPLE_TAGS
from reviewkit.jekyll.liquid.site_tags import SITE_TAGS
from reviewkit.jekyll.liquid.template_lexer import tokens_of
from reviewkit.jekyll.liquid.text_filters import TEXT_FILTERS
from reviewkit.jekyll.liquid.trace import EvaluatedText, Trace
from reviewkit.jekyll.liquid.world import Converters, World
from reviewkit.model import Post, Site

__all__ = ["FILTERS", "TAGS", "LiquidSite"]

TAGS: Final = (*SIMPLE_TAGS, *FLOW_TAGS, *LOOP_TAGS, *SITE_TAGS, *INCLUDE_TAGS)
FILTERS: Final[Mapping[str, FilterFunction]] = {
    **TEXT_FILTERS,
    **NUMBER_FILTERS,
    **ARRAY_FILTERS,
    **DATE_FILTERS,
}


class _JekyllEnvironment(Environment):
    """python-liquid's environment with nothing in it but Jekyll's tags and filters."""

    context_depth_limit = 400
    block_nesting_limit = 100
    output_stream_limit = MOST_TEXT

    def __init__(self, error_mode: str) -> None:
        self.error_mode = error_mode
        super().__init__()

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:  # noqa: ARG002 -- python-liquid's interface
        """Register the tags and filters. Called by python-liquid."""
        for tag in TAGS:
            self.add_tag(tag)
        for name, function in FILTERS.items():
            self.add_filter(name, function)

    def from_string(
        self,
        source: str,
        name: str = "",
        path: str | Path | None = None,
        globals: Mapping[str, object] | None = None,  # noqa: A002 -- python-liquid's name
        matter: Mapping[str, object] | None = None,
    ) -> BoundTemplate:
        """Parse a template; raises an UnevaluatedError with its line where it is wrong."""
        nodes = get_parser(self).parse(TokenStream(tokens_of(source)))
        return BoundTemplate(self, nodes, name, path, globals, matter)


class LiquidSite:
    """A site whose posts' Liquid can be evaluated, one after the other.

    `now` is the time of the build, `environment` what JEKYLL_ENV says, `converters` what is
    needed of Markdown.
    """

    def __init__(
        self,
        site: Site,
        configuration: Configuration,
        *,
        now: dt.datetime,
        converters: Converters,
        environment: str = "development",
    ) -> None:
        self.world = World(
            site,
            configuration,
            now=now,
            environment=environment,
            converters=converters,
            evaluate=self._other,
        )
        self._environment = _JekyllEnvironment(self.world.options.error_mode)

    def evaluate(self, post: Post, text: str | None = None) -> EvaluatedText:
        """Give a post's text (or another text in its place) with its Liquid evaluated.

        What comes of it knows from which line of the text each of its lines comes.

        Raises JekyllStopsError, NeedsJekyllError or TooMuchError, each with the line from 1 inside
        the text, and the include's file where it happened in one.
        """
        document = self.world.select(post)
        source = document.text if text is None else text
        trace = Trace()
        written = self._run(document, source, trace, in_excerpt=False)
        return EvaluatedText(written, source, trace)

    def _other(self, document: Document, text: str, in_excerpt: bool) -> str:  # noqa: FBT001 -- the interface
        """Evaluate the text of another document, or of an excerpt, for a variable of the current.

        Raises JekyllStopsError naming that document, for Jekyll stops there too.
        """
        if "{{" not in text and "{%" not in text:
            return text
        if document.data.get("render_with_liquid") is False:
            return text
        world = self.world
        before = world.current, world.in_excerpt
        world.current, world.in_excerpt = document, in_excerpt
        try:
            buffer = LimitedStringIO(MOST_TEXT, newline="")
            return self._run(document, text, buffer, in_excerpt=in_excerpt)
        except UnevaluatedError as error:
            if not error.shown:
                error.what = f"{error.what} (in {_place(error, document)}, which the post shows)"
                error.shown = True
            error.forget_place()
            raise
        finally:
            world.current, world.in_excerpt = before

    def _run(self, document: Document, text: str, buffer: StringIO, *, in_excerpt: bool) -> str:
        try:
            self._render(document, text, buffer, in_excerpt=in_excerpt)
        except RecursionError as error:
            raise TooMuchError("the text is nested too deeply") from error
        except LiquidError as error:
            raise TooMuchError(f"the text asks for too much: {error.message}") from error

        return buffer.getvalue()

    def _render(self, document: Document, text: str, buffer: StringIO, *, in_excerpt: bool) -> None:
        template = self._environment.from_string(text)
        page = DocumentDrop(document, self.world, in_excerpt=in_excerpt)
        variables = {"site": self.world.drop, "page": page, "jekyll": self.world.jekyll}
        context = Context(template, self.world, variables)
        try:
            for node in template.nodes:
                node.render(context, buffer)
        except LiquidInterrupt:
            pass  # a break outside of a loop ends the text, as in Jekyll


def _place(error: UnevaluatedError, document: Document) -> str:
    line = error.line
    if line is not None and error.file is None:
        line += document.text_line - 1
    return str(Where(error.file or document.file, line))
