"""Programs that build a `MarkdownIt` of their own use the plug-ins in three lines."""

from collections.abc import Callable
from pathlib import Path

import mdformat
import pytest
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from reviewkit.config import ReviewSettings
from reviewkit.markdown import (
    DIALECTS,
    Dialect,
    make_parser,
    reviewsection_plugin,
    strikethrough_plugin,
    trivia_plugin,
    understand,
)

TEXT = """\
[Premise:]{.reviewsection} A ~~small~~ *shark*.

[Trivia:]{.reviewsection}
> One shark.

Indeed.
"""
HTML = """\
<p><span class="reviewsection">Premise:</span> A <del>small</del> <em>shark</em>.</p>
<p><span class="reviewsection">Trivia:</span></p>
<blockquote class="trivia">
<p>One shark.</p>
</blockquote>
<p>Indeed.</p>
"""
EXTENSIONS = frozenset(
    (
        *("attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist"),
        *("html_image", "replacements", "smartquotes", "strikethrough", "substitution", "tasklist"),
    )
)


def myst(*extensions: str) -> MarkdownIt:
    """Give MyST's own parser, writing HTML."""
    return create_md_parser(MdParserConfig(enable_extensions=set(extensions)), RendererHTML)


def with_plugins(md: MarkdownIt) -> MarkdownIt:
    """Use the plug-ins as the documentation says."""
    md.use(strikethrough_plugin)
    md.use(reviewsection_plugin)
    md.use(trivia_plugin, quote_class="trivia")
    return md


@pytest.mark.parametrize("preset", ["commonmark", "gfm-like", "js-default"])
def test_the_presets_of_markdown_it_take_the_plugins(preset: str) -> None:
    options = {"linkify": False} if preset == "gfm-like" else {}
    assert with_plugins(MarkdownIt(preset, options)).render(TEXT) == HTML


@pytest.mark.parametrize("extensions", [(), EXTENSIONS], ids=["plain", "every extension"])
def test_myst_takes_the_plugins(extensions: tuple[str, ...]) -> None:
    assert with_plugins(myst(*extensions)).render(TEXT) == HTML


@pytest.mark.parametrize("extensions", [(), EXTENSIONS], ids=["plain", "every extension"])
def test_a_review_is_understood_with_the_parser_of_myst(extensions: tuple[str, ...]) -> None:
    review = understand(with_plugins(myst(*extensions)), TEXT, ReviewSettings()).review
    assert review is not None
    assert [(section.key, section.text) for section in review.sections] == [
        ("premise", "A shark."),
        ("trivia", "One shark.\n\nIndeed."),
    ]
    assert review.sections[1].trivia is not None


def test_brackets_are_the_same_label_where_myst_reads_them_itself() -> None:
    text = "[Premise:]{.reviewsection} A shark."
    expected = '<p><span class="reviewsection">Premise:</span> A shark.</p>\n'
    assert myst("attrs_inline").render(text) == expected
    assert with_plugins(myst("attrs_inline")).render(text) == expected


def test_a_heading_with_the_class_is_a_label_in_myst() -> None:
    md = with_plugins(myst("attrs_block"))
    review = understand(md, "{.reviewsection}\n## Premise\n\nA shark.\n", ReviewSettings()).review
    assert [section.key for section in (review.sections if review else ())] == ["premise"]


def test_a_term_is_a_label_in_the_definition_lists_of_myst() -> None:
    md = with_plugins(myst("deflist"))
    text = "[Premise:]{.reviewsection}\n: A shark.\n\n[Rating:]{.reviewsection}\n: 7/10\n"
    review = understand(md, text, ReviewSettings()).review
    assert review is not None
    assert [section.text for section in review.sections] == ["A shark.", "7/10"]
    assert review.rating is not None
    assert review.rating.value == 7


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("name", ["reviewsection_sections.md", "label_forms.md", "trivia.md"])
def test_mdformat_leaves_a_review_as_it_is(
    name: str, dialect: Dialect, read_cases: Callable[[Path], list[tuple[str, str, str]]]
) -> None:
    md = make_parser(dialect)
    for title, source, _ in read_cases(Path(__file__).parents[1] / "fixtures" / "markdown" / name):
        before, after = (
            understand(md, text, ReviewSettings()).review
            for text in (source, mdformat.text(source))
        )
        assert [(s.key, s.text, bool(s.trivia)) for s in (before.sections if before else ())] == [
            (s.key, s.text, bool(s.trivia)) for s in (after.sections if after else ())
        ], title
