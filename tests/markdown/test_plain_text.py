"""Plain text: what a reader would say aloud, without markup and without struck words."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reviewkit.markdown import DIALECTS, Dialect, make_parser, plain_text

MD = make_parser()

STRUCK = st.sampled_from(
    [
        *("~~ZAP~~", "~~ZAP *ZAP*~~", "~~ZAP\nZAP~~", "<del>ZAP</del>", "<del>ZAP **ZAP**</del>"),
        *("<STRIKE>ZAP</STRIKE>", '<del class="a">ZAP</del>', "~~[ZAP](b)~~", "~~![ZAP](b)~~"),
        *("~~`ZAP`~~", "~~ZAP &amp; ZAP~~", "<del>ZAP <del>ZAP</del> ZAP</del>", "![~~ZAP~~](b)"),
    ]
)
SAID = st.sampled_from(
    ["a", "é", "*b*", "**c**", "`d`", "[e](f)", "![g](h)", "&amp;", "<i>i</i>", "<br/>", "“j”"]
)
GLUE = st.sampled_from(["", " ", "  ", "\n", ", ", ". ", " (", ") ", ' "', '" ', "\u00a0", "…"])


def glued(pieces: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Give paragraphs of pieces with space or punctuation between them."""
    return st.lists(st.tuples(pieces, GLUE).map("".join), max_size=8).map("".join)


def said(text: str) -> str:
    """Give the plain text of one run of text."""
    return plain_text(MD.parseInline(text, {}))


@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.fixture_file("plain_text.md")
def test_a_text_is_said_as_specified(
    dialect: Dialect, line_end: str, source: str, expected: str
) -> None:
    tokens = make_parser(dialect).parse(source.replace("\n", line_end), {})
    assert plain_text(tokens) == expected.removesuffix("\n")


@pytest.mark.fixture_file("plain_text_kramdown.md")
def test_a_text_of_kramdown_is_said_as_specified(source: str, expected: str) -> None:
    assert plain_text(MD.parse(source, {})) == expected.removesuffix("\n")


def test_the_markup_of_a_description_is_not_said_where_the_dialect_reads_it() -> None:
    assert plain_text(make_parser("commonmark").parse("![*one* ~~two~~ three](a.png)")) == (
        "one three"
    )


@pytest.mark.parametrize("preset", ["commonmark", "js-default"])
def test_the_struck_words_of_markdown_its_own_rule_are_gone(preset: str) -> None:
    md = MarkdownIt(preset).enable("strikethrough")
    assert plain_text(md.parse("A ~~bad~~ good film")) == "A good film"


@settings(deadline=None)
@given(glued(st.one_of(STRUCK, SAID)))
def test_struck_words_are_never_said(text: str) -> None:
    assert "ZAP" not in said(text)


@settings(deadline=None)
@given(glued(SAID))
def test_every_other_word_is_said(text: str) -> None:
    words = re.findall(r"[a-jé&]", re.sub(r"\((?:f|h)\)|&amp;|</?i>|<br/>", "", text))
    assert [c for c in said(text) if c in "abcdegijé"] == [c for c in words if c != "&"]


@settings(deadline=None)
@given(st.one_of(glued(st.one_of(STRUCK, SAID)), st.text()))
def test_a_run_of_text_is_one_line_without_two_spaces_and_without_space_around(text: str) -> None:
    line = said(text)
    assert not re.search(r"[ \t\n\r\f\v]{2}|[\t\n\r\f\v]", line)
    assert line == line.strip(" ")


@settings(deadline=None)
@given(glued(STRUCK))
def test_no_trace_of_struck_words_stays(text: str) -> None:
    assert "\0" not in said(text)
    assert not re.search(r"[a-zA-Z~<>]", said(text))


@settings(deadline=None)
@given(st.text())
def test_any_text_can_be_said(text: str) -> None:
    assert "\0" not in plain_text(MD.parse(text, {}))
