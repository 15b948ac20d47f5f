"""Typographic symbols: the fixture file is the specification, on any parser."""

import pytest
from markdown_it import MarkdownIt

from reviewkit.markdown import make_parser, typography_plugin


@pytest.mark.fixture_file("typography.md")
def test_symbols_are_set_as_specified(bare_parser: MarkdownIt, source: str, expected: str) -> None:
    assert bare_parser.use(typography_plugin).render(source) == expected


@pytest.mark.fixture_file("typography.md")
def test_the_kramdown_dialect_sets_symbols(source: str, expected: str) -> None:
    assert make_parser("kramdown").render(source) == expected


def test_the_commonmark_dialect_leaves_symbols_alone() -> None:
    assert make_parser("commonmark").render("a -- 'b'...") == "<p>a -- 'b'...</p>\n"
