"""Semantic markup: what becomes of labels and trivia, and that nothing a reader sees is lost."""

import datetime as dt
import re
import sys
from typing import Any

import html5lib
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.oracles.html_rules import faults, seen
from tests.oracles.kramdown import first_difference

from reviewkit.config import ReviewSettings
from reviewkit.markdown import (
    DIALECTS,
    MARKUPS,
    Dialect,
    Source,
    make_parser,
    reviewsection_plugin,
    semantic_plugin,
    strikethrough_plugin,
    trivia_plugin,
    understand,
)

MOMENT = dt.datetime(2025, 1, 2, tzinfo=dt.UTC)
FAITHFUL = {dialect: make_parser(dialect) for dialect in DIALECTS}
SEMANTIC = {dialect: make_parser(dialect, markup="semantic") for dialect in DIALECTS}
SAFE = {dialect: make_parser(dialect, markup="semantic", safe=True) for dialect in DIALECTS}

OPEN = '<span class="reviewsection">'
PIECES = (
    *(f"{OPEN}{words}</span> " for words in ("Premise:", "*A* ~~b~~", "One sentence review:")),
    *(f"{OPEN}{words}</span>" for words in ("Trivia:", "Rating:", "<b>c</b>", "")),
    *("[Premise:]{.reviewsection} ", "**Cast:**{: .reviewsection} ", "**One sentence review:** "),
    *("**", "*", "~~", "`", " ", "word ", "7/10 ", "[f](g)", "&amp;", "![h](i)", "[^1]", "\\"),
    *("<br/>\n", "\n\n", "\n> ", "\n\n> quote\n\n", "\n- ", "\n\n1. ", "\n: ", "\n{: .j #k}\n"),
    *("\n\n# l\n\n", "\n\n## m\n\n", "\n\n***\n\n", "\n\n    n\n\n", "\n\n```\no\n```\n\n"),
    *("\n\n| p | q |\n|---|---|\n| r | s |\n\n", "\n\n[^1]: note\n\n", "\n\n<!-- t -->\n\n"),
    *("\n\n<div>u</div>\n\n", "<b>v</b>", "<b id='w'>", "</b>", "<sub>"),
)
LOOSE = (OPEN, "</span>", "<div>", "\n\n<div>\n\n", "\n\n</div>\n\n", "</p>", "<li>", "<", "<!--")
TEXTS = st.lists(st.sampled_from(PIECES), max_size=20).map("".join)
ANY_TEXTS = st.lists(st.sampled_from(PIECES + LOOSE), max_size=20).map("".join)


def without_ids(html: str) -> str:
    """Take the ids of headings out, which only one of the dialects makes."""
    return re.sub(r'(<h\d) id="[^"]*"', r"\1", html)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.fixture_file("semantic.md")
def test_a_text_becomes_what_is_specified(dialect: Dialect, source: str, expected: str) -> None:
    html = without_ids(SEMANTIC[dialect].render(source))
    assert first_difference(html, expected) is None


@pytest.mark.fixture_file("semantic.md")
def test_the_lines_are_as_specified_in_commonmark(source: str, expected: str) -> None:
    assert SEMANTIC["commonmark"].render(source) == expected


@pytest.mark.fixture_file("semantic_commonmark.md")
def test_a_text_in_commonmark_becomes_what_is_specified(source: str, expected: str) -> None:
    assert SEMANTIC["commonmark"].render(source).rstrip("\n") == expected.rstrip("\n")


@pytest.mark.fixture_file("semantic_kramdown.md")
def test_a_text_in_kramdown_becomes_what_is_specified(source: str, expected: str) -> None:
    assert SEMANTIC["kramdown"].render(source).rstrip("\n") == expected.rstrip("\n")


@pytest.mark.fixture_file("semantic.md")
def test_the_plugin_works_on_any_parser(
    bare_parser: MarkdownIt, source: str, expected: str
) -> None:
    md = bare_parser.use(strikethrough_plugin)
    md.use(reviewsection_plugin, bold_with=["One sentence review"]).use(trivia_plugin)
    assert md.use(semantic_plugin).render(source) == expected


@settings(deadline=None)
@given(ANY_TEXTS, st.sampled_from(DIALECTS))
def test_the_words_a_reader_sees_are_the_same_in_the_same_order(
    text: str, dialect: Dialect
) -> None:
    assert seen(SEMANTIC[dialect].render(text)) == seen(FAITHFUL[dialect].render(text))


@settings(deadline=None)
@given(TEXTS, st.sampled_from(DIALECTS))
def test_what_was_valid_html_is_valid_html(text: str, dialect: Dialect) -> None:
    assume(not faults(FAITHFUL[dialect].render(text)))
    assert faults(SEMANTIC[dialect].render(text)) == []


@settings(deadline=None)
@given(ANY_TEXTS, st.sampled_from(DIALECTS))
def test_a_review_is_understood_as_without(text: str, dialect: Dialect) -> None:
    source = Source(front_matter={"rating": "3/5"}, title="One")
    faithful = understand(FAITHFUL[dialect], text, ReviewSettings(), source)
    semantic = understand(SEMANTIC[dialect], text, ReviewSettings(), source)
    assert semantic.review == faithful.review
    assert (semantic.excerpt, semantic.problems) == (faithful.excerpt, faithful.problems)


@settings(deadline=None)
@given(ANY_TEXTS, st.sampled_from(DIALECTS))
def test_the_html_of_faithful_markup_is_that_of_the_dialect(text: str, dialect: Dialect) -> None:
    source = Source(title="One", url="https://films.example/")
    understood = understand(FAITHFUL[dialect], text, ReviewSettings(), source)
    assert understood.html == FAITHFUL[dialect].render(text) == make_parser(dialect).render(text)


@settings(deadline=None)
@given(ANY_TEXTS, st.sampled_from(DIALECTS))
def test_a_text_can_be_rendered_again(text: str, dialect: Dialect) -> None:
    first = SEMANTIC[dialect].render(text)
    assert SEMANTIC[dialect].render(text) == first


def skeleton(html: str) -> list[str]:
    """Give the elements of semantic markup in some HTML, with their classes."""
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    kinds = {"article", "data", "dd", "dl", "dt", "figcaption", "figure", "time"}
    return [
        f"{element.tag} {element.get('class')} {element.get('value') or element.get('datetime')}"
        for element in tree.iter()
        if element.tag in kinds or element.get("class") in {"e-content", "reviewsection"}
    ]


@settings(deadline=None)
@given(TEXTS, st.sampled_from(DIALECTS))
def test_safe_html_keeps_the_elements_and_classes(text: str, dialect: Dialect) -> None:
    html = SEMANTIC[dialect].render(text)
    assume(not faults(html))
    assert skeleton(SAFE[dialect].render(text)) == skeleton(html)


def test_safe_html_keeps_what_is_in_attributes() -> None:
    source = Source(title="One", url="https://films.example/", date=MOMENT)
    text = f"{OPEN}One sentence review:</span> Wet ~~dry~~.<br/>\n{OPEN}Rating:</span> 7/10"
    safe, loose = (
        skeleton(understand(parsers["kramdown"], text, ReviewSettings(), source).html)
        for parsers in (SAFE, SEMANTIC)
    )
    assert safe == loose
    assert {"data p-rating 7", "data p-summary Wet.", "data p-name One"} <= set(safe)


def test_the_markup_is_that_of_the_settings_unless_another_is_asked_for() -> None:
    semantic = ReviewSettings(markup="semantic")
    assert MARKUPS == ("faithful", "semantic")
    assert "<article" in make_parser(settings=semantic).render("a")
    assert "<article" not in make_parser(settings=semantic, markup="faithful").render("a")
    assert make_parser().render("a") == make_parser(markup="faithful").render("a") == "<p>a</p>\n"


def test_the_settings_name_the_labels() -> None:
    named = ReviewSettings(
        markup="semantic", label_class="label", one_sentence=("Resumo",), rating=("Nota",)
    )
    text = '<b class="label">Resumo:</b> Bom.<br/>\n<b class="label">Nota:</b> 7/10'
    html = make_parser(settings=named).render(text)
    assert '<dd class="p-summary">Bom.</dd>' in html
    assert '<data class="p-rating" value="7">7/10</data>' in html


def test_quotes_keep_their_class() -> None:
    md = MarkdownIt().use(reviewsection_plugin).use(trivia_plugin, quote_class="q")
    html = md.use(semantic_plugin).render(f"{OPEN}Trivia:</span>\n> One shark.")
    assert '<figure class="trivia">\n<blockquote class="q">' in html


def test_a_line_of_text_alone_stays_a_line() -> None:
    text = f"{OPEN}Premise:</span> A shark."
    assert SEMANTIC["kramdown"].renderInline(text) == FAITHFUL["kramdown"].renderInline(text)


@pytest.mark.parametrize("text", ["", "\n\n", "\n: \n"])
def test_a_text_without_words_takes_a_source(text: str) -> None:
    for dialect in DIALECTS:
        understood = understand(SEMANTIC[dialect], text, ReviewSettings(), Source(title="One"))
        assert faults(understood.html) == []


def test_plugins_that_follow_find_the_elements_closed() -> None:
    depths: list[int] = []

    def counting(md: MarkdownIt) -> None:
        def rule(state: Any) -> None:  # noqa: ANN401 -- markdown-it's state
            depth = 0
            for token in state.tokens:
                depth += token.nesting
                depths.append(depth)

        md.core.ruler.push("counting", rule)

    md = make_parser(markup="semantic")
    md.use(counting).render(f"a {OPEN}Trivia:</span>\n> b\n\nc\n\n{OPEN}Rating:</span> 7/10\n")
    assert (min(depths), depths[-1]) == (0, 0)


def calls(md: MarkdownIt, text: str) -> int:
    """Count the functions that are called to render a text."""
    count = 0

    def profile(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(profile)
    try:
        md.render(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    ("before", "repeated", "after"),
    [
        ("", f"{OPEN}A:</span> b<br/>\n", ""),
        ("", f"{OPEN}A:</span> b\n\n# c\n\n***\n\n", ""),
        ("", "# a\n\n", f"{OPEN}A:</span>"),
        (f"{OPEN}Trivia:</span>\n\n", "> a\n\n<!-- -->\n\n", ""),
        (f"{OPEN}Trivia:</span>\n\n> a\n\n", "<!-- -->\n\n", ""),
        (f"{OPEN}Trivia:</span>\n\n<div>", "<b/><svg/><i></i>", "</div>"),
        ("<b>" * 40, f"{OPEN}A:</span> b ", "</b>" * 40),
    ],
    ids=["labels", "lists", "headings", "quotes", "comments", "raw HTML", "labels deep inside"],
)
def test_twice_the_text_is_twice_the_work(before: str, repeated: str, after: str) -> None:
    once, twice = (calls(SEMANTIC["commonmark"], before + repeated * n + after) for n in (50, 100))
    assert twice < 2.1 * once


@pytest.mark.parametrize("label", [f"{OPEN}A:</span>", "\n**One sentence review:**"])
def test_a_label_deep_inside_other_elements_is_none(label: str) -> None:
    def nested(depth: int) -> str:
        return "<b>" * depth + f"{label} b" + "</b>" * depth

    assert "<dt>" in SEMANTIC["kramdown"].render(nested(16))
    assert "<dt>" not in SEMANTIC["kramdown"].render(nested(17))
