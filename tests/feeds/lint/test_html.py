"""The HTML inside feeds: the parser of the HTML standard is asked, and the linter agrees."""

from collections.abc import Iterator

import html5lib
import pytest
from html5lib.html5parser import ParseError
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.feeds.lint.html_nesting import misnested
from reviewkit.feeds.lint.html_tokens import Tag, tokens


def is_valid(html: str) -> bool:
    try:
        html5lib.HTMLParser(strict=True).parseFragment(html)
    except ParseError:
        return False
    return True


def started(html: str) -> Iterator[tuple[str, dict[str, str]]]:
    for token in tokens(html):
        if isinstance(token, Tag) and not token.is_end:
            yield token.name, {attribute.name: attribute.value for attribute in token.attributes}


WHOLE = (
    "<p>a</p>",
    "<p>a<p>b",
    "<p>a<div>b</div>",
    "<ul><li>a<li>b</ul>",
    "<ul><li><p>a</p><ul><li>b</li></ul></li></ul>",
    "<dl><dt>a<dd>b<dt>c</dl>",
    "<table><thead><tr><th>a<th>b<tbody><tr><td>c</table>",
    "<table><tr><td><p>a</table>",
    "<img src=a><br/><hr>",
    "a & b, 1 &lt; 2, &#169; &#xe9; &eacute;",
    "<!-- <b> & --><i>a</i>",
    "<script>if (a<b && c) { '</b>' }</script>",
    "<svg><path d='M0'/></svg>",
    "<details><summary>a</summary>b</details>",
    "<ruby>a<rt>b</ruby>",
    '<a href="?a=1&amp;b=2">a</a>',
    "<figure><img alt='>' src=a><figcaption>a</figcaption></figure>",
)
BROKEN = (
    "<b>a",
    "</b>",
    "<p><b>a</p>",
    "<b><i>a</b></i>",
    "<p>a<div>b</div></p>",
    "<div/>a",
    "AT&T",
    "a &nosuch; b",
    "&copy 2025",
    "1 <2",
    "<? php ?>",
    '<a href="?a=1&b=2">a</a>',
    "</br>",
    "<td>a</td>",
    "<a>b<i><a>c</a></i></a>",
    "<a href='",
)


@pytest.mark.parametrize("html", WHOLE)
def test_html_that_is_whole_has_no_fault(html: str) -> None:
    assert is_valid(html)
    assert list(misnested(html)) == []


@pytest.mark.parametrize("html", BROKEN)
def test_html_that_is_broken_has_a_fault(html: str) -> None:
    assert not is_valid(html)
    assert list(misnested(html)) != []


OPENED = ("p", "b", "i", "div", "ul", "li", "blockquote", "h2", "pre", "dl", "dd", "section")
PIECES = st.sampled_from(
    [
        *(f"<{name}>" for name in OPENED),
        *(f"</{name}>" for name in OPENED),
        *("a", "&", "&amp;", "&eacute;", "&copy", "&x;", "<", "<!--x-->"),
        *("<br>", "<br/>", "<img>", "<dt>", "<span/>"),
    ]
)


@given(st.lists(PIECES, max_size=10).map(" ".join))
def test_no_fault_is_seen_where_the_standard_sees_none(html: str) -> None:
    if list(misnested(html)):
        assert not is_valid(html)


@given(st.lists(PIECES, max_size=10).map(" ".join))
def test_a_fault_of_the_standard_is_seen(html: str) -> None:
    if not list(misnested(html)):
        assert is_valid(html)


TAGS = st.sampled_from(
    [
        "<img src=b>",
        '<img alt="b>c" hidden>',
        "<img alt='c'/>",
        "<img alt = d>",
        "<IMG Alt=&amp;>",
        "<br>",
        "x",
        "<!--<hr>-->",
    ]
)


@given(st.lists(TAGS).map("".join))
def test_tags_are_cut_as_the_standard_cuts_them(html: str) -> None:
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    expected = [
        (element.tag, dict(element.attrib)) for element in tree if isinstance(element.tag, str)
    ]

    assert list(started(html)) == expected
