"""The parser of review texts: markdown-it-py with the dialect and the plug-ins a review needs."""

from collections.abc import Mapping
from typing import Any, Final, Literal

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML

from reviewkit.config import Markup, ReviewSettings
from reviewkit.markdown.kramdown import kramdown_plugin
from reviewkit.markdown.reviewsection import reviewsection_plugin
from reviewkit.markdown.safe import SafeRenderer
from reviewkit.markdown.semantic import semantic_plugin
from reviewkit.markdown.strikethrough import strikethrough_plugin
from reviewkit.markdown.trivia import trivia_plugin

__all__ = ["DIALECTS", "MARKUPS", "Dialect", "make_parser"]

Dialect = Literal["kramdown", "commonmark"]

DIALECTS: Final[tuple[Dialect, ...]] = ("kramdown", "commonmark")
MARKUPS: Final[tuple[Markup, ...]] = ("faithful", "semantic")


def make_parser(
    dialect: Dialect = "kramdown",
    settings: ReviewSettings | None = None,
    options: Mapping[str, Any] | None = None,
    *,
    markup: Markup | None = None,
    safe: bool = False,
    highlight: bool = True,
) -> MarkdownIt:
    """Make a `MarkdownIt` that reads reviews.

    `kramdown` reads and writes as Jekyll does, with the `options` of the site's `kramdown:` block,
    and colours code unless `highlight` is off. `commonmark` is CommonMark with tables. Both strike
    `~~words~~` and know the labels and trivia of `settings`. `markup` is that of `settings` when
    None: `faithful` adds nothing to the HTML of the dialect, `semantic` is what `semantic_plugin`
    makes. With `safe` nothing that could run a script is left in the HTML, and code has no colours:
    lexers can be kept busy by texts made for it.
    """
    settings = settings or ReviewSettings()
    renderer = SafeRenderer if safe else RendererHTML
    md = MarkdownIt("commonmark", renderer_cls=renderer).enable("table")
    if dialect == "kramdown":
        named = {str(name): value for name, value in (options or {}).items()}
        md.use(kramdown_plugin, **{**named, "highlight": highlight and not safe})
    else:
        md.use(strikethrough_plugin)
    labels = {"label_class": settings.label_class, "bold_with": settings.one_sentence}
    md.use(reviewsection_plugin, **labels)
    md.use(trivia_plugin, labels=settings.trivia)
    if (markup or settings.markup) == "semantic":
        md.use(semantic_plugin, one_sentence=settings.one_sentence, rating=settings.rating)
    return md
