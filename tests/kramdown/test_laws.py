"""Laws of the dialect: any text is rendered, every element is closed, no text takes long."""

from html.parser import HTMLParser
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reviewkit.markdown import kramdown_plugin

MD = MarkdownIt("commonmark").use(kramdown_plugin)

PIECES: Final = (
    *("*", "**", "_", "__", "`", "``", "~~", "[", "](b)", "![", "]", "[^1]", "[^1]: ", "<b>"),
    *("</b>", "<div>", "</div>", '<div markdown="1">', "<!--", "-->", "<br/>", "&amp;", "&x;"),
    *("{:.c}", "{: #i}", "{::comment}", "{:/}", "{:toc}", "$$", "|", "|---|", "# ", "===", "---"),
    *("> ", "- ", "1. ", ": ", "    ", "\t", "```", "~~~", "^", "\\", '"', "'", "...", "--", "a"),
    *("é", " ", "\n", "\n\n", "*[a]: b", "[r]: u", "[r]", "<", ">", "\u00a0", "\0", "\r\n"),
    *("{:.c\n", "}", "{:a: b .c}", "{:b: a a}", "{: a}", '<p markdown="1">', "</p>", "<?", "?>"),
)
TEXTS: Final = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
MORE: Final = (
    *('<div><p markdown="1">', '<div><div markdown="1">\n', "<p markdown='1'>", "{:.a\n", "<?x "),
    *("[r]: u\n{:.a}\n[r]{:.b}\n", "{:a: a b}\n{:b: a b}\n\na\n{: a}\n\n", "$$a\n\n", "</div\n"),
)
VOID: Final = frozenset({"br", "hr", "img", "input", "area", "col", "link", "meta", "source"})
DEEP: Final = 3000


class Nesting(HTMLParser):
    """Knows whether elements end in the order in which they began."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, _attributes: list[tuple[str, str | None]]) -> None:
        """Open an element; called by the parser."""
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close an element; called by the parser."""
        if tag not in VOID and (not self.open or self.open.pop() != tag):
            self.wrong.append(tag)


@settings(deadline=None, max_examples=300)
@given(st.one_of(TEXTS, st.text()))
def test_any_text_is_rendered_and_twice_the_same(text: str) -> None:
    assert MD.render(text) == MD.render(text)


@settings(deadline=None, max_examples=300)
@given(TEXTS.filter(lambda text: "<!--" not in text and "{::" not in text))
def test_every_element_is_closed_in_its_order(text: str) -> None:
    nesting = Nesting(MD.render(text))
    assert (nesting.open, nesting.wrong) == ([], [])


OPTIONS: Final = st.fixed_dictionaries(
    {},
    optional={
        "entity_output": st.sampled_from(("as_char", "as_input", "numeric", "symbolic")),
        "footnote_backlink_inline": st.booleans(),
        "gfm_quirks": st.sampled_from(("", "paragraph_end", "no_auto_typographic")),
        "hard_wrap": st.booleans(),
        "input": st.sampled_from(("GFM", "kramdown")),
        "math_engine": st.sampled_from(("mathjax", None)),
        "parse_block_html": st.booleans(),
        "parse_span_html": st.booleans(),
        "remove_line_breaks_for_cjk": st.booleans(),
        "typographic_symbols": st.dictionaries(st.sampled_from(("hellip", "ndash")), st.text()),
    },
)


@settings(deadline=None)
@given(TEXTS.filter(lambda text: "<!--" not in text and "{::" not in text), OPTIONS)
def test_every_element_is_closed_under_any_options(text: str, options: dict[str, object]) -> None:
    md = MarkdownIt("commonmark").use(kramdown_plugin, **options)
    nesting = Nesting(md.render(text))
    assert (nesting.open, nesting.wrong) == ([], [])


@settings(deadline=None)
@given(TEXTS)
def test_the_tokens_are_nested(text: str) -> None:
    depth = 0
    for token in MD.parse(text):
        depth += token.nesting
        assert depth >= 0
        inner = 0
        for child in token.children or ():
            inner += child.nesting
            assert inner >= 0
        assert inner == 0
    assert depth == 0


@settings(deadline=None)
@given(st.text(alphabet="ab *_`[]", max_size=40))
def test_one_line_can_be_rendered_alone(text: str) -> None:
    assert "<p>" not in MD.renderInline(text)


@pytest.mark.parametrize(
    "piece", [*PIECES, "*a", "[a](", "<a href='", "- a\n", "> a\n", "|a|\n", *MORE]
)
def test_a_text_of_one_piece_thousands_of_times_is_rendered(piece: str) -> None:
    assert isinstance(MD.render(piece * DEEP), str)


def test_lists_that_double_each_other_do_not_grow_without_end() -> None:
    lists = "".join(f"{{:a{number}: a{number + 1} a{number + 1}}}\n" for number in range(DEEP))
    html = MD.render(f"{lists}{{:a{DEEP}: .b}}\n\nc\n{{: a0}}\n")
    assert len(html) < 100_000


def test_line_breaks_of_every_system_are_the_same() -> None:
    text = "# a\n\n- b\n- c\n\n```\nd\n```\n"
    assert MD.render(text.replace("\n", "\r\n")) == MD.render(text)


def test_options_are_those_of_the_sites_configuration() -> None:
    md = MarkdownIt("commonmark").use(
        kramdown_plugin, auto_ids=False, hard_wrap=True, smart_quotes="apos,apos,quot,quot"
    )
    assert md.render('# "a"\n\nb\nc\n') == '<h1>"a"</h1>\n\n<p>b<br />\nc</p>\n'


def test_a_footnote_and_its_links_share_the_prefix_of_the_site() -> None:
    md = MarkdownIt("commonmark").use(kramdown_plugin, footnote_prefix="p-")
    html = md.render("a[^1]\n\n[^1]: b\n")
    for part in ('id="fnref:p-1"', 'href="#fn:p-1"', 'id="fn:p-1"', 'href="#fnref:p-1"'):
        assert part in html
