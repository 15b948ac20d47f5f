"""Struck words: the fixture file is the specification, on any parser and in both dialects."""

import pytest
from markdown_it import MarkdownIt
from tests.oracles.kramdown import first_difference

from reviewkit.markdown import DIALECTS, Dialect, make_parser, strikethrough_plugin

CODE_CLASS = ' class="language-plaintext highlighter-rouge"'
"""What Jekyll adds to inline code."""


@pytest.mark.fixture_file("strikethrough.md")
def test_struck_words_are_rendered_as_specified(
    bare_parser: MarkdownIt, source: str, expected: str
) -> None:
    assert bare_parser.use(strikethrough_plugin).render(source) == expected


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.fixture_file("strikethrough.md")
def test_struck_words_are_the_same_in_both_dialects(
    dialect: Dialect, source: str, expected: str
) -> None:
    html = make_parser(dialect).render(source).replace(CODE_CLASS, "")
    assert first_difference(html, expected) is None


def test_struck_words_keep_the_token_names_of_markdown_it() -> None:
    (paragraph,) = MarkdownIt().use(strikethrough_plugin).parseInline("~~a~~")
    assert [token.type for token in paragraph.children or ()] == ["s_open", "text", "s_close"]
