"""What a parser makes of the tags that are kept is never deeper than readers can take."""

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reviewkit.feeds.nesting import Nesting, is_regular

TAGS = [
    "blockquote", "caption", "dd", "div", "dt", "h1", "li", "p", "pre", "rt", "ruby", "section",
    "span", "sub", "table", "tbody", "td", "th", "tr", "ul",
]  # fmt: skip
"""Elements but those of letters, which a parser opens again: of them a second look takes care."""
UNITS = st.lists(
    st.sampled_from(TAGS).flatmap(lambda name: st.sampled_from([f"<{name}>", f"</{name}>"])),
    min_size=1,
    max_size=4,
).map("".join)


def kept(html: str) -> str:
    """Give the tags that are kept of a text that is nothing but tags."""
    nesting, result = Nesting(), []
    for tag in html.removeprefix("<").removesuffix(">").split("><"):
        keep = nesting.closes(tag[1:]) if tag.startswith("/") else nesting.opens(tag)
        result += [f"<{tag}>"] if keep else []
    return "".join(result)


def parsed_depth(html: str) -> int:
    """Give how deep the elements are in one another when a parser reads the text."""
    root = html5lib.parseFragment(html, treebuilder="lxml", namespaceHTMLElements=False)
    deepest, level, stack = 0, 0, [(element, 1) for element in root if not isinstance(element, str)]
    while stack:
        element, level = stack.pop()
        deepest = max(deepest, level)
        stack += [(child, level + 1) for child in element.iterchildren(etree.Element)]
    return deepest


@pytest.mark.parametrize(
    "unit",
    [
        "<div>", "<b>", "<ul><li>", "<dd><li>", "<table><tr><td>", "<b><div></b>", "<p><b>",
        "<div><table><td></div>", "<span><div></span>", "<div><span></div>", "<td><div></td>",
        "<table><td><span></tr>", "<li><b></li>", "<a><div></a>", "<ruby><rt>", "<h1><div></h1>",
        "</p><p><pre></div>", "</li><li></td><p><ul>",
    ],
)  # fmt: skip
def test_no_unit_piles_up(unit: str) -> None:
    assert parsed_depth(kept(unit * 800)) <= 512


@given(UNITS)
@settings(max_examples=30)
def test_nothing_piles_up(unit: str) -> None:
    assert parsed_depth(kept(unit * 600)) <= 512


def test_what_is_no_deeper_than_readers_take_is_kept_whole() -> None:
    html = "<ul><li><p>" * 60 + "</p></li></ul>" * 60

    assert kept(html) == html


@pytest.mark.parametrize(
    "html",
    ["<p>x</p><p>y</p>", "<li>x<li>y", "<b>x<p>y</b>", "x</div>y", "<table><tr><td>x</table>"],
)
def test_what_a_parser_repairs_is_left_to_it(html: str) -> None:
    tags = "".join(f"<{part.split('>')[0]}>" for part in html.split("<")[1:])

    assert kept(tags) == tags.replace("</div>", "")


@pytest.mark.parametrize(
    ("html", "regular"),
    [
        ("", True),
        ("<p>a<br>b<img></p>", True),
        ("<p>a</P>", False),
        ("<p>a", False),
        ("a</p>", False),
        ("<b><i></b></i>", False),
        ("<div>" * 240 + "</div>" * 240, True),
        ("<div>" * 260 + "</div>" * 260, False),
    ],
)
def test_regular_markup_needs_no_second_look(html: str, regular: bool) -> None:  # noqa: FBT001 -- a parameter of the test
    assert is_regular(html) is regular
