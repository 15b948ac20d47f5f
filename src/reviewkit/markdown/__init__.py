"""Markdown: text to HTML and to the sections of a review; one plug-in a file.

from markdown_it import MarkdownIt
from reviewkit.markdown import reviewsection_plugin, strikethrough_plugin, trivia_plugin

md = MarkdownIt().use(strikethrough_plugin).use(reviewsection_plugin).use(trivia_plugin)
"""

from reviewkit.markdown.json_ld import review_json_ld
from reviewkit.markdown.kramdown import kramdown_plugin
from reviewkit.markdown.kramdown.smarty import smartify
from reviewkit.markdown.parser import DIALECTS, MARKUPS, Dialect, make_parser
from reviewkit.markdown.plain_text import plain_text
from reviewkit.markdown.review import Understood, understand
from reviewkit.markdown.reviewsection import reviewsection_plugin
from reviewkit.markdown.semantic import SOURCE, semantic_plugin
from reviewkit.markdown.source import Source, source_of
from reviewkit.markdown.strikethrough import strikethrough_plugin
from reviewkit.markdown.trivia import trivia_plugin

__all__ = [
    "DIALECTS",
    "MARKUPS",
    "SOURCE",
    "Dialect",
    "Source",
    "Understood",
    "kramdown_plugin",
    "make_parser",
    "plain_text",
    "review_json_ld",
    "reviewsection_plugin",
    "semantic_plugin",
    "smartify",
    "source_of",
    "strikethrough_plugin",
    "trivia_plugin",
    "understand",
]
