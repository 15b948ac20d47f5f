"""Labels: how they are rendered, and which sections they divide a text into."""

import json
import re
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from tests.oracles.kramdown import canonical, first_difference

from reviewkit.config import ReviewSettings
from reviewkit.markdown import (
    DIALECTS,
    Dialect,
    kramdown_plugin,
    make_parser,
    reviewsection_plugin,
    strikethrough_plugin,
    understand,
)

CODE_CLASS = ' class="language-plaintext highlighter-rouge"'
"""What Jekyll adds to inline code."""

OPEN = '<span class="reviewsection">'
WELL_FORMED = st.sampled_from(
    [
        f"{OPEN}Premise:</span>",
        f"{OPEN}*A* ~~b~~ <i>c</i></span>",
        '<b class="reviewsection">d</b>',
        *("~~", "*", "**", "`", " ", "e", "<br/>\n", "\n\n", "\n> ", "\n- ", "[f](g)", "&amp;"),
    ]
)
ANYTHING = st.one_of(
    WELL_FORMED,
    st.sampled_from([OPEN, "</span>", "<span>", "<b>", "</b>", "[", "](h)", "<!--", "\\"]),
)


@pytest.mark.fixture_file("reviewsection.md")
def test_labels_are_rendered_as_specified(
    bare_parser: MarkdownIt, source: str, expected: str
) -> None:
    md = bare_parser.use(strikethrough_plugin).use(reviewsection_plugin)
    assert md.render(source) == expected


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.fixture_file("reviewsection.md")
def test_labels_are_the_same_in_both_dialects(dialect: Dialect, source: str, expected: str) -> None:
    html = make_parser(dialect).render(source).replace(CODE_CLASS, "")
    assert first_difference(html, expected) is None


@pytest.mark.fixture_file("reviewsection_brackets.md")
def test_labels_in_brackets_are_rendered_as_specified(
    bare_parser: MarkdownIt, source: str, expected: str
) -> None:
    md = bare_parser.use(strikethrough_plugin).use(reviewsection_plugin)
    assert md.render(source) == expected


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.fixture_file("reviewsection_brackets.md")
def test_labels_in_brackets_are_the_same_in_both_dialects(
    dialect: Dialect, source: str, expected: str
) -> None:
    html = make_parser(dialect).render(source).replace(CODE_CLASS, "")
    assert first_difference(html, expected) is None


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.fixture_file("reviewsection_sections.md")
def test_a_text_is_divided_into_sections_as_specified(
    dialect: Dialect, line_end: str, source: str, expected: str
) -> None:
    assert_sections(dialect, source.replace("\n", line_end), expected)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.fixture_file("label_forms.md")
def test_every_form_of_a_label_makes_sections(dialect: Dialect, source: str, expected: str) -> None:
    assert_sections(dialect, source, expected)


@pytest.mark.fixture_file("label_forms_kramdown.md")
def test_forms_of_a_label_that_only_kramdown_has(source: str, expected: str) -> None:
    assert_sections("kramdown", source, expected)


@pytest.mark.fixture_file("label_forms_commonmark.md")
def test_labels_between_pieces_of_html_as_commonmark_reads_it(source: str, expected: str) -> None:
    assert_sections("commonmark", source, expected)


def assert_sections(dialect: Dialect, source: str, expected: str) -> None:
    """Compare the sections of a text with what a fixture says."""
    review = understand(make_parser(dialect), source, ReviewSettings()).review
    sections = [
        {
            "key": section.key,
            "label": section.label,
            "label_html": canonical(section.label_html),
            "text": section.text,
            "html": canonical(without_ids(section.html)),
            "trivia": section.trivia
            and {
                "quote_html": canonical(section.trivia.quote_html),
                "remark_html": canonical(section.trivia.remark_html),
            },
        }
        for section in (review.sections if review else ())
    ]
    assert sections == [_canonical_section(section) for section in json.loads(expected)]


def without_ids(html: str) -> str:
    """Take the ids of headings out, which only one of the dialects makes."""
    return re.sub(r'(<h\d) id="[^"]*"', r"\1", html)


def _canonical_section(section: dict[str, Any]) -> dict[str, Any]:
    trivia = section["trivia"] and {key: canonical(html) for key, html in section["trivia"].items()}
    html = {key: canonical(section[key]) for key in ("html", "label_html")}
    return {**section, **html, "trivia": trivia}


def test_another_class_can_make_the_labels() -> None:
    md = MarkdownIt().use(reviewsection_plugin, label_class="label")
    (paragraph,) = md.parseInline('<b class="label">a</b> <b class="reviewsection">b</b>')
    assert [token.type for token in paragraph.children or ()] == [
        *("reviewlabel_open", "text", "reviewlabel_close", "text"),
        *("html_inline", "text", "html_inline"),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"{OPEN}A</span>", 0),
        (f"a\nb\n{OPEN}A</span>", 2),
        (f"a<br/>\n{OPEN}A</span>", 1),
        (f"a  \nb\\\n{OPEN}A</span>", 2),
        (f"\n\na\n\n{OPEN}A</span>", 4),
        (f"- a\n- b\n  {OPEN}A</span>", 2),
        (f"> a\n>\n> {OPEN}A</span>", 2),
        (f"<b\nid='b'>a</b>\n{OPEN}A</span>", 2),
        (f"![a\nb](c)\n{OPEN}A</span>", 2),
        (f"<!-- a\nb -->\n\n{OPEN}A</span>", 3),
        (f"`a\nb`\n{OPEN}A</span>", 2),
        (f'[a](b\n"c")\n{OPEN}A</span>', 2),
    ],
    ids=[
        "first line",
        "after soft breaks",
        "after a break element",
        "after hard breaks",
        "after empty lines",
        "in a list",
        "in a quote",
        "after a tag of two lines",
        "after a picture of two lines",
        "after a comment of two lines",
        "after code of two lines",
        "after a link of two lines",
    ],
)
def test_a_label_knows_its_line(text: str, line: int) -> None:
    tokens = MarkdownIt().use(reviewsection_plugin).parse(text)
    labels = [
        child.meta["line"]
        for token in tokens
        for child in token.children or ()
        if child.type == "reviewlabel_open"
    ]
    assert labels == [line]


def is_nested(html: str) -> bool:
    """Tell whether no element of some HTML ends inside another one."""
    open_names: list[str] = []
    for close, name in re.findall(r"<(/?)([a-z]+)", html):
        if not close:
            open_names.append(name)
        elif not open_names or open_names.pop() != name:
            return False
    return not open_names


@settings(deadline=None)
@given(st.lists(WELL_FORMED, max_size=12).map("".join))
def test_closed_labels_do_not_change_the_html(text: str) -> None:
    md = MarkdownIt().use(strikethrough_plugin)
    without = md.render(text)
    assume(is_nested(re.sub(r"<br */?>", "", without)))
    assert md.use(reviewsection_plugin).render(text) == without


@settings(deadline=None)
@given(st.lists(ANYTHING, max_size=12).map("".join))
def test_every_label_that_opens_also_closes(text: str) -> None:
    for token in MarkdownIt().use(strikethrough_plugin).use(reviewsection_plugin).parse(text):
        open_labels: list[str] = []
        for child in token.children or ():
            if child.type == "reviewlabel_open":
                open_labels.append(child.tag)
            elif child.type == "reviewlabel_close":
                assert open_labels
                open_labels.remove(child.tag)
        assert open_labels == []


@pytest.mark.parametrize(
    "text",
    [f"*{OPEN}A* b", f"**{OPEN}A** b", f"~~{OPEN}A~~ b", f"[{OPEN}A](b) c"],
    ids=["emphasis", "strong emphasis", "struck words", "a link"],
)
def test_a_label_that_is_never_closed_does_not_cross_what_it_stands_in(text: str) -> None:
    (paragraph,) = (
        MarkdownIt().use(strikethrough_plugin).use(reviewsection_plugin).parseInline(text)
    )
    open_tags: list[str] = []
    for token in paragraph.children or ():
        if token.nesting == 1:
            open_tags.append(token.tag)
        elif token.nesting == -1:
            assert open_tags.pop() == token.tag


def keys(text: str, dialect: Dialect) -> list[str]:
    """Give the keys of the sections of a text."""
    review = understand(make_parser(dialect), text, ReviewSettings()).review
    return [section.key for section in review.sections] if review else []


@pytest.mark.parametrize("dialect", DIALECTS)
def test_bold_labels_do_not_change_the_html(dialect: Dialect) -> None:
    text = "**Premise:** A shark.\n**One sentence review:** Good.\n\n**Trivia:**\n> q\n"
    assert len(keys(text, dialect)) == 3
    md = MarkdownIt("commonmark")
    plain = md.use(kramdown_plugin) if dialect == "kramdown" else md
    assert make_parser(dialect).render(text) == plain.render(text)


def test_a_class_with_dashes_makes_labels_whatever_typography_makes_of_them() -> None:
    settings = ReviewSettings(label_class="review--label")
    found = understand(make_parser("kramdown", settings), "[Premise:]{.review--label} a", settings)
    assert '<span class="review--label">Premise:</span> a' in found.html
    assert found.review is not None


def test_the_class_of_an_attribute_plug_in_makes_labels() -> None:
    def attributed(md: MarkdownIt) -> None:
        def rule(state: StateCore) -> None:
            for token in state.tokens[1].children or ():
                if token.type == "strong_open":
                    token.attrs = {"class": "a reviewsection"}

        md.core.ruler.after("inline", "attributed", rule)

    tokens = MarkdownIt().use(attributed).use(reviewsection_plugin).parse("**Premise:** b")
    kinds = [token.type for token in tokens[1].children or () if token.type != "text"]
    assert kinds == ["reviewlabel_open", "reviewlabel_close"]


def test_a_text_without_a_label_keeps_its_html_as_it_is_written() -> None:
    text = '<b>open <i title="reviewsection">and open'
    assert MarkdownIt().use(reviewsection_plugin).render(text) == MarkdownIt().render(text)


def test_raw_text_beside_a_label_is_not_taken_for_a_tag() -> None:
    text = "[Premise:]{.reviewsection} A {::nomarkdown}<b>shark</b>{:/}."
    found = understand(make_parser("kramdown"), text, ReviewSettings())
    expected = '<p><span class="reviewsection">Premise:</span> A <b>shark</b>.</p>\n'
    assert found.html == expected


@pytest.mark.parametrize(("depth", "labels"), [(16, 1), (17, 0)])
@pytest.mark.parametrize(
    "label", [f"{OPEN}One sentence review:</span> b", "[One sentence review:]{.reviewsection} b"]
)
def test_a_label_in_too_many_elements_is_none(label: str, depth: int, labels: int) -> None:
    text = "<i>" * depth + label + "</i>" * depth
    md = make_parser("commonmark")
    review = understand(md, f"a {text}", ReviewSettings()).review
    assert len(review.sections if review else ()) == labels
