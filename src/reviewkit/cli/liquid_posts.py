"""Posts with Liquid: their text evaluated, or what is to be said of those that need Jekyll."""

import datetime as dt
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reviewkit.errors import Problem, Where
from reviewkit.jekyll import Configuration, built_html
from reviewkit.model import Post, Site

if TYPE_CHECKING:
    from reviewkit.jekyll.liquid import LiquidSite, UnevaluatedError

__all__ = ["Evaluated", "LiquidPosts", "has_liquid", "holds_liquid", "liquid_line"]

_INSTALL = "pip install 'reviewkit[liquid]'"
_LEFT_OUT = "The post is in no feed and is not announced"


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What came of a post's Liquid: its text, or else its HTML as Jekyll built it, or neither.

    `lines` gives the line of the post's text from which a line of the new text comes, from 0.
    """

    text: str | None = None
    lines: Callable[[int], int] | None = None
    html: str | None = None
    problem: Problem | None = None


def has_liquid(post: Post) -> bool:
    """Tell whether Jekyll would evaluate Liquid in a post."""
    return holds_liquid(post.text, post.front_matter)


def holds_liquid(text: str, front_matter: Mapping[str, object]) -> bool:
    """Tell whether Jekyll would evaluate Liquid in a text below such a front matter."""
    if "{%" not in text and "{{" not in text:
        return False
    return front_matter.get("render_with_liquid") is not False


def liquid_line(text: str, first_line: int) -> int:
    """Give the line of the first Liquid in a text that begins at the line `first_line`."""
    place = min(found for found in map(text.find, ("{%", "{{")) if found >= 0)
    return first_line + text.count("\n", 0, place)


@dataclass
class LiquidPosts:
    """Evaluates the posts of a site; `markdown` turns Markdown into HTML for `markdownify`.

    With `coloured`, for pages, code of the tag `highlight` has colours. Without it, for feeds, HTML
    that cannot be had otherwise may come from the feed that an earlier run wrote over Jekyll's: it
    is what Jekyll built, made fit for readers, which it is still when that is done again.
    """

    site: Site
    configuration: Configuration
    now: dt.datetime
    markdown: Callable[[str], str]
    coloured: bool = True

    def evaluate(self, post: Post) -> Evaluated:
        """Give the text of a post with its Liquid evaluated.

        Where that is not possible, the HTML comes from the built site if it is there exactly, and
        a problem says what is wrong, on which line, and what to do.
        """
        try:
            from reviewkit.jekyll.liquid import UnevaluatedError  # noqa: PLC0415 -- needs python-liquid, and only such posts need it
        except ImportError as error:
            if (error.name or "").partition(".")[0] != "liquid":
                raise
            return self._instead(post, _not_installed(post))
        try:
            evaluated = self._liquid.evaluate(post)
        except UnevaluatedError as error:
            return self._instead(post, _unevaluated(post, error))
        return Evaluated(text=evaluated.text, lines=evaluated.line_of)

    @cached_property
    def _liquid(self) -> "LiquidSite":
        from reviewkit.jekyll.liquid import Converters, LiquidSite  # noqa: PLC0415 -- see above
        from reviewkit.markdown import smartify  # noqa: PLC0415 -- see above
        from reviewkit.markdown.kramdown.highlight import highlight  # noqa: PLC0415 -- see above

        options = dict(self.configuration.kramdown)
        return LiquidSite(
            self.site,
            self.configuration,
            now=self.now,
            converters=Converters(
                markdown=self.markdown,
                smartify=lambda text: smartify(text, options),
                highlight=highlight if self.coloured else lambda _code, _language: None,
            ),
            environment=os.environ.get("JEKYLL_ENV") or "development",
        )

    def _instead(self, post: Post, problem: Problem) -> Evaluated:
        makers = ("Jekyll",) if self.coloured else ("Jekyll", "reviewkit")
        html = built_html(self.site, self.configuration, post, makers)
        if html is None:
            return Evaluated(problem=problem)
        return Evaluated(
            html=html,
            problem=Problem(
                severity="warning",
                what=problem.what.replace(
                    _LEFT_OUT,
                    "Its HTML is taken from the feed in the built site, and no review is read",
                ),
                where=problem.where,
                fix=problem.fix,
            ),
        )


def _not_installed(post: Post) -> Problem:
    return Problem(
        severity="error",
        what=f"the post holds Liquid, which needs the package python-liquid. {_LEFT_OUT}",
        where=Where(post.source, liquid_line(post.text, post.text_line)),
        fix=_INSTALL,
    )


def _unevaluated(post: Post, error: "UnevaluatedError") -> Problem:
    from reviewkit.jekyll.liquid import NeedsJekyllError, TooMuchError  # noqa: PLC0415 -- see above

    if isinstance(error, NeedsJekyllError):
        what = f"{error.what}, so the post needs Jekyll. {_LEFT_OUT}"
        fix = "build the site with jekyll-feed first, or write the passage without it"
    elif isinstance(error, TooMuchError):
        what = f"{error.what}. {_LEFT_OUT}"
        fix = "shorten the loops and includes of the post"
    else:
        what = f"{error.what}, on which Jekyll stops too. {_LEFT_OUT}"
        fix = "correct the tag, or put it between {% raw %} and {% endraw %} to show it"
    line = post.text_line + error.line - 1 if error.file is None and error.line else error.line
    where = Where(error.file or post.source, line)
    return Problem(severity="error", what=what, where=where, fix=error.fix or fix)
