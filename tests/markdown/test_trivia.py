"""Trivia: which quotes belong to a trivia label, and what remark follows them."""

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from reviewkit.markdown import reviewsection_plugin, strikethrough_plugin, trivia_plugin

TRIVIA = """\
<span class="reviewsection">Trivia:</span>

Somebody writes:

> One shark.

Indeed.

> Two sharks.

1. And
2. three?
"""


def top_kinds(tokens: list[Token]) -> list[tuple[str, str]]:
    """Give the type and the trivia mark of the opening tokens at top level."""
    return [
        (token.type, token.meta.get("trivia", ""))
        for token in tokens
        if token.level == 0 and token.nesting == 1
    ]


@pytest.mark.fixture_file("trivia.md")
def test_the_quotes_of_a_trivia_label_get_the_class(
    bare_parser: MarkdownIt, source: str, expected: str
) -> None:
    md = bare_parser.use(strikethrough_plugin).use(reviewsection_plugin)
    assert md.use(trivia_plugin, quote_class="trivia").render(source) == expected


@pytest.mark.fixture_file("trivia.md")
def test_without_a_class_the_html_stays_as_it_is(
    bare_parser: MarkdownIt, source: str, expected: str
) -> None:
    md = bare_parser.use(strikethrough_plugin).use(reviewsection_plugin).use(trivia_plugin)
    assert md.render(source) == expected.replace(' class="trivia"', "")


def test_quotes_and_what_follows_the_first_of_them_are_marked() -> None:
    md = MarkdownIt().use(reviewsection_plugin).use(trivia_plugin)
    assert top_kinds(md.parse(TRIVIA)) == [
        ("paragraph_open", ""),
        ("paragraph_open", ""),
        ("blockquote_open", "quote"),
        ("paragraph_open", "remark"),
        ("blockquote_open", "quote"),
        ("ordered_list_open", "remark"),
    ]


def test_other_labels_can_be_trivia() -> None:
    md = MarkdownIt().use(reviewsection_plugin).use(trivia_plugin, labels=["Bom saber", "Quotes"])
    labels = ("Trivia", "É bom saber que", "Quotes")
    text = "\n\n".join(
        f'<span class="reviewsection">{label}:</span>\n> {label}' for label in labels
    )
    marks = [mark for kind, mark in top_kinds(md.parse(text)) if kind == "blockquote_open"]
    assert marks == ["", "quote", "quote"]


def test_a_quote_keeps_the_classes_it_has() -> None:
    def classy(md: MarkdownIt) -> None:
        def rule(state: object) -> None:
            for token in getattr(state, "tokens", []):
                if token.type == "blockquote_open":
                    token.attrSet("class", "mine")

        md.core.ruler.push("classy", rule)

    md = MarkdownIt().use(classy).use(reviewsection_plugin)
    md.use(trivia_plugin, quote_class="trivia")
    html = md.render('<span class="reviewsection">Trivia:</span>\n> One shark.')
    assert '<blockquote class="mine trivia">' in html
