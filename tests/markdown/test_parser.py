"""The parser of reviews: two dialects, made of plug-ins that any other parser can use as well."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reviewkit.config import ReviewSettings
from reviewkit.markdown import (
    DIALECTS,
    Dialect,
    kramdown_plugin,
    make_parser,
    reviewsection_plugin,
    semantic_plugin,
    strikethrough_plugin,
    trivia_plugin,
)

PARSERS: dict[Dialect, MarkdownIt] = {dialect: make_parser(dialect) for dialect in DIALECTS}
MARKDOWN = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *(
                    '<span class="reviewsection">',
                    "</span>",
                    "Trivia:",
                    "~~",
                    "~",
                    "*",
                    "`",
                    "[",
                    "]",
                ),
                *("](", ")", "[^1]", "[^1]: ", "<", ">", "<br/>", "<span>", "|", "|---|", "\n: "),
                *(
                    "\n",
                    "\n\n",
                    "\n> ",
                    "\n- ",
                    "\n1. ",
                    "\n# ",
                    "    ",
                    "\t",
                    "\r",
                    "\\",
                    '"',
                    "'",
                ),
                *(
                    "--",
                    "...",
                    "<<",
                    ">>",
                    "&amp;",
                    "&",
                    "<!--",
                    "-->",
                    "\0",
                    "a",
                    "é",
                    "^[",
                    "```",
                ),
            ]
        ),
        st.text(max_size=4),
    ),
    max_size=30,
).map("".join)


def test_the_kramdown_dialect_is_the_default() -> None:
    text = '"a" -- b'
    assert make_parser().render(text) == PARSERS["kramdown"].render(text) == "<p>“a” – b</p>\n"


def test_the_kramdown_dialect_has_footnotes() -> None:
    html = PARSERS["kramdown"].render("A shark[^a].\n\n[^a]: Or a *dentist*.")
    assert 'href="#fn:a"' in html
    assert "Or a <em>dentist</em>." in html


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a[^1]\n\n[^1]: b", '<p>a<a href="b">^1</a></p>\n'),
        ("a\n: b", "<p>a\n: b</p>\n"),
        ('"a"...', "<p>&quot;a&quot;...</p>\n"),
        ("<span>\n*a*\n</span>", "<span>\n*a*\n</span>"),
        ("~~a~~", "<p><del>a</del></p>\n"),
    ],
    ids=["footnotes", "definition lists", "typography", "lone spans", "struck words"],
)
def test_the_commonmark_dialect_adds_only_tables_and_struck_words(
    source: str, expected: str
) -> None:
    assert PARSERS["commonmark"].render(source) == expected


def test_the_commonmark_dialect_has_tables() -> None:
    assert "<td>b</td>" in PARSERS["commonmark"].render("| a |\n|---|\n| b |")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_settings_name_the_labels(dialect: Dialect) -> None:
    review_settings = ReviewSettings(label_class="label", trivia=("Bom saber",))
    tokens = make_parser(dialect, review_settings).parse('<b class="label">Bom saber:</b>\n> a')
    assert [child.type for child in tokens[1].children or ()] == [
        *("reviewlabel_open", "text", "reviewlabel_close"),
    ]
    assert tokens[3].meta == {"trivia": "quote"}


def test_every_plugin_can_be_used_on_any_parser(bare_parser: MarkdownIt) -> None:
    md = bare_parser.use(strikethrough_plugin)
    md.use(reviewsection_plugin, label_class="label").use(
        trivia_plugin, labels=["Facts"], quote_class="fact"
    )
    text = '<b class="label">Facts:</b> "a" ~~b~~...\n> c -- d\n\ne'
    assert md.render(text) == (
        '<p><b class="label">Facts:</b> &quot;a&quot; <del>b</del>...</p>\n'
        '<blockquote class="fact">\n<p>c -- d</p>\n</blockquote>\n<p>e</p>\n'
    )


def test_a_plugin_changes_only_the_parser_it_is_used_on() -> None:
    MarkdownIt().use(strikethrough_plugin)
    assert MarkdownIt().render('"a" ~~b~~') == "<p>&quot;a&quot; ~~b~~</p>\n"


@settings(deadline=None)
@given(st.one_of(MARKDOWN, st.text()), st.sampled_from(DIALECTS))
def test_any_text_can_be_rendered_and_rendered_again(text: str, dialect: Dialect) -> None:
    assert PARSERS[dialect].render(text) == make_parser(dialect).render(text)


@pytest.mark.parametrize("preset", ["commonmark", "gfm-like", "js-default", "zero"])
@pytest.mark.parametrize(
    "plugin",
    [kramdown_plugin, strikethrough_plugin, reviewsection_plugin, trivia_plugin, semantic_plugin],
)
def test_every_plugin_alone_takes_any_text_on_any_preset(
    preset: str, plugin: Callable[[MarkdownIt], None]
) -> None:
    md = MarkdownIt(preset, {"linkify": False}).use(plugin)

    @settings(deadline=None, max_examples=30)
    @given(MARKDOWN)
    def check(text: str) -> None:
        assert isinstance(md.render(text), str)

    check()
