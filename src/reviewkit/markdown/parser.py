"""The parser of review texts: markdown-it-py with the dialect and the plug-ins a review needs."""

from typing import Final, Literal

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from reviewkit.config import ReviewSettings
from reviewkit.markdown.reviewsection import reviewsection_plugin
from reviewkit.markdown.strikethrough import strikethrough_plugin
from reviewkit.markdown.trivia import trivia_plugin
from reviewkit.markdown.typography import typography_plugin

__all__ = ["DIALECTS", "Dialect", "make_parser"]

Dialect = Literal["kramdown", "commonmark"]

DIALECTS: Final[tuple[Dialect, ...]] = ("kramdown", "commonmark")

_SPAN_TAGS: Final = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "button", "cite", "code"),
        *("del", "dfn", "em", "i", "img", "input", "ins", "kbd", "label", "mark", "map", "q"),
        *("rb", "rbc", "rp", "rt", "rtc", "ruby", "s", "samp", "select", "small", "span"),
        *("strong", "sub", "sup", "textarea", "time", "tt", "u", "var", "wbr"),
    )
)
"""Elements that live inside a line of text, also when they stand alone on a line."""


def make_parser(
    dialect: Dialect = "kramdown", settings: ReviewSettings | None = None
) -> MarkdownIt:
    """Make a `MarkdownIt` that reads reviews.

    `kramdown` adds to CommonMark what Jekyll's parser has and people use in posts: tables,
    footnotes, definition lists, curled quotes and dashes, and inline HTML elements that stay
    inline when they stand alone on a line. `commonmark` is CommonMark with tables. Both strike
    `~~words~~` and know the labels and trivia of `settings`.
    """
    settings = settings or ReviewSettings()
    md = MarkdownIt("commonmark").enable("table")
    if dialect == "kramdown":
        md.use(deflist_plugin).use(footnote_plugin).use(typography_plugin)
        _keep_span_tags_inline(md)
    md.use(strikethrough_plugin)
    md.use(reviewsection_plugin, label_class=settings.label_class)
    md.use(trivia_plugin, labels=settings.trivia)
    return md


def _keep_span_tags_inline(md: MarkdownIt) -> None:
    """Keep a lone `<br/>` or `<span>` from turning the lines below it into raw HTML.

    CommonMark (0.31, section 4.6, condition 7) takes any complete tag alone on a line for the
    start of an HTML block; kramdown does so only for block elements.
    """
    rules = {rule.name: rule.fn for rule in md.block.ruler.__rules__}
    html_block = rules["html_block"]

    def rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:  # noqa: FBT001 -- markdown-it calls it
        start = state.bMarks[start_line] + state.tShift[start_line]
        name = state.src[start + 1 : start + 12].lstrip("/")
        word = name[
            : next((i for i, c in enumerate(name) if not (c.isalnum() or c == "-")), len(name))
        ]
        if word.lower() in _SPAN_TAGS:
            return False
        return html_block(state, start_line, end_line, silent)

    md.block.ruler.at("html_block", rule, {"alt": ["paragraph", "reference", "blockquote"]})
