"""The HTML of an entry: safe, absolute, and the rest as the post has it."""

from collections.abc import Callable
from typing import Any, cast

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reviewkit.feeds.content import content_html
from reviewkit.model import RenderedPost

BASE = "https://films.example/posts/harbour-lights/"

ABSOLUTE = {
    "/assets/a.jpg": "https://films.example/assets/a.jpg",
    "a.jpg": "https://films.example/posts/harbour-lights/a.jpg",
    "../other/": "https://films.example/posts/other/",
    "../../../../too/high": "https://films.example/too/high",
    "//cdn.example/a.jpg": "https://cdn.example/a.jpg",
    "?page=2": "https://films.example/posts/harbour-lights/?page=2",
    "": "https://films.example/posts/harbour-lights/",
    "https://other.example/x?a=1&b=2#c": "https://other.example/x?a=1&b=2#c",
    "/ä ö.jpg": "https://films.example/%C3%A4%20%C3%B6.jpg",
    "/a%20b.jpg": "https://films.example/a%20b.jpg",
    "https://例え.example/映画": "https://xn--r8jz45g.example/%E6%98%A0%E7%94%BB",
}


def addresses(tree: lxml.html.HtmlElement) -> list[str]:
    found = tree.xpath("//@href | //@src | //@poster | //@cite")
    return [str(address) for address in cast("list[Any]", found)]


@pytest.mark.parametrize(("url", "expected"), ABSOLUTE.items())
def test_a_link_is_absolute(url: str, expected: str) -> None:
    html = lxml.html.fromstring(content_html(f'<p><a href="{url}">x</a></p>', BASE, None))

    assert html.xpath("//a/@href") == [expected]


@pytest.mark.parametrize(("url", "expected"), ABSOLUTE.items())
def test_a_picture_is_absolute(url: str, expected: str) -> None:
    html = lxml.html.fromstring(content_html(f'<p><img src="{url}" alt="x"></p>', BASE, None))

    assert html.xpath("//img/@src") == [expected]


def test_a_fragment_is_the_address_of_the_post_with_the_fragment() -> None:
    html = content_html('<sup id="fnref:1"><a href="#fn:1">1</a></sup>', BASE, None)

    assert html == f'<sup id="fnref:1"><a href="{BASE}#fn:1">1</a></sup>'


def test_every_candidate_of_a_srcset_is_absolute() -> None:
    html = content_html(
        '<picture><source srcset="a.webp 1x,/b.webp 2x">'
        '<img srcset="/c.jpg, d.jpg 800w" sizes="100vw" src="e.jpg" alt="e"></picture>',
        BASE,
        None,
    )

    tree = lxml.html.fromstring(html)
    assert tree.xpath("//source/@srcset") == [f"{BASE}a.webp 1x, https://films.example/b.webp 2x"]
    assert tree.xpath("//img/@srcset") == [f"https://films.example/c.jpg, {BASE}d.jpg 800w"]


def test_a_comma_inside_a_srcset_address_does_not_divide_it() -> None:
    source = "https://img.example/w_400,h_300/a.jpg 400w, /b.jpg 800w"

    tree = lxml.html.fromstring(content_html(f'<img srcset="{source}" alt="">', BASE, None))

    assert tree.xpath("//@srcset") == [
        "https://img.example/w_400,h_300/a.jpg 400w, https://films.example/b.jpg 800w"
    ]


@pytest.mark.parametrize(
    "markup",
    [
        '<video src="/v.mp4" poster="/p.jpg" controls></video>',
        '<audio src="/a.mp3" controls></audio>',
        '<video><source src="/v.webm" type="video/webm"><track src="/t.vtt"></video>',
        '<blockquote cite="/c"><p>x</p></blockquote>',
        '<p><q cite="/c">x</q><ins cite="/c">y</ins><del cite="/c">z</del></p>',
    ],
)
def test_every_other_address_is_absolute(markup: str) -> None:
    tree = lxml.html.fromstring(content_html(markup, BASE, None))

    before = addresses(lxml.html.fromstring(markup))
    assert addresses(tree) == [f"https://films.example{address}" for address in before]


def test_an_address_that_is_none_is_left_out() -> None:
    assert content_html('<a href="http://[broken">x</a>', BASE, None) == "<a>x</a>"
    assert content_html('<q cite="http://[broken">x</q>', BASE, None) == "<q>x</q>"


@pytest.mark.parametrize("url", ["mailto:ada@films.example", "tel:+491234"])
def test_an_address_that_is_no_web_address_stays(url: str) -> None:
    assert content_html(f'<a href="{url}">x</a>', BASE, None) == f'<a href="{url}">x</a>'


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "&#1;javascript:alert(1)",
        "javascript&colon;alert(1)",
        "vbscript:x",
        "data:text/html,&lt;script&gt;",
    ],
)
def test_an_address_that_runs_code_is_left_out(url: str) -> None:
    assert content_html(f'<a href="{url}">x</a>', BASE, None) == "<a>x</a>"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>a</p><script>alert(1)</script>", "<p>a</p>"),
        ('<p>a</p><script src="/x.js"></script>', "<p>a</p>"),
        ("<p>a</p><style>p { color: red }</style>", "<p>a</p>"),
        ('<p onclick="x()" onmouseover=y()>a</p>', "<p>a</p>"),
        ('<p>a<img src="https://x.example/y" onerror="z()"></p>', None),
        ('<p>a</p><object data="/x"></object><embed src="/y">', "<p>a</p>"),
        ('<p>a</p><form action="/x"><input name="q"></form>', "<p>a</p>"),
        ('<p style="position:fixed">a</p>', "<p>a</p>"),
        ('<base href="https://evil.example/"><p>a</p>', "<p>a</p>"),
        ("<p>a<!-- secret --></p>", "<p>a</p>"),
        ("<p>a</p><iframe srcdoc='x'><p>No frames.</p></iframe>", "<p>a</p>"),
        ('<svg onload="x()"><script>y()</script></svg><p>a</p>', "<p>a</p>"),
    ],
)
def test_what_could_run_or_send_goes(markup: str, expected: str | None) -> None:
    html = content_html(markup, BASE, None)

    assert html == (expected or '<p>a<img src="https://x.example/y"></p>')


def test_a_frame_becomes_a_link_to_what_it_shows() -> None:
    frame = '<p>a</p><iframe width="5" src="https://video.example/1?a=1&amp;b"></iframe><p>b</p>'

    link = '<a href="https://video.example/1?a=1&amp;b">https://video.example/1?a=1&amp;b</a>'
    assert content_html(frame, BASE, None) == f"<p>a</p>{link}<p>b</p>"


@pytest.mark.parametrize(
    ("frame", "address"),
    [
        (
            '<iframe src="https://video.example/1?a=1&amp;b=2"></iframe>',
            "https://video.example/1?a=1&b=2",
        ),
        (
            "<iframe width=560 src='/films/1' allowfullscreen></iframe>",
            "https://films.example/films/1",
        ),
        ("<IFRAME SRC=//video.example/1>No frames.</IFRAME>", "https://video.example/1"),
        ("<iframe src='/a\"b'></iframe>", "https://films.example/a%22b"),
    ],
)
def test_a_frame_becomes_a_link(frame: str, address: str) -> None:
    tree = lxml.html.fragment_fromstring(
        content_html(f"<p>a</p>{frame}<p>b</p>", BASE, None), create_parent="div"
    )

    assert [element.tag for element in tree] == ["p", "a", "p"]
    assert tree.xpath("//a/@href") == [address]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "x' onclick='alert(1)", "&quot;&gt;&lt;b&gt;"]
)
def test_a_frame_cannot_smuggle_anything_into_its_link(address: str) -> None:
    tree = lxml.html.fragment_fromstring(
        content_html(f'<iframe src="{address}"></iframe>', BASE, None), create_parent="div"
    )

    assert [element.tag for element in tree.iterdescendants()] == ["a"]
    assert set(tree[0].attrib) <= {"href"}
    assert "javascript:" not in tree[0].get("href", "")


def test_nothing_of_a_frame_is_left_behind() -> None:
    frame = '<p>a</p><iframe src="/x"><p>Your reader shows no frames.</p></iframe>'

    assert "&lt;p&gt;" not in content_html(frame, BASE, None)


def test_a_cell_keeps_its_alignment_and_nothing_else_of_its_style() -> None:
    cell = '<td style="text-align: right; position: fixed">1</td>'

    html = content_html(f"<table><tbody><tr>{cell}</tr></tbody></table>", BASE, None)

    assert "text-align" in html
    assert "position" not in html


def test_markup_left_open_is_closed() -> None:
    assert content_html("<p>a <em>b", BASE, None) == "<p>a <em>b</em></p>"


def test_the_marks_of_a_review_stay() -> None:
    body = '<p><span class="reviewsection">Rating:</span> <del>8</del> 7/10</p>'

    assert content_html(body, BASE, None) == body


@pytest.mark.parametrize("reference", ["&#11;", "&#x1;", "&#12;", "&#xFFFE;", "&#xFFFF;"])
@pytest.mark.parametrize("markup", ["<p>a{}b</p>", '<p title="a{}b">ab</p>'])
def test_a_control_character_written_as_a_reference_never_breaks_a_feed(
    new_post: Callable[..., RenderedPost],
    write: Callable[..., dict[str, bytes]],
    reference: str,
    markup: str,
) -> None:
    feeds = write(new_post(html=markup.format(reference)))

    for name in ("atom", "rss"):
        assert etree.fromstring(feeds[name]) is not None


MARKUP = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *("<p>", "</p>", "<script>", "</script>", "<iframe", "<form>", "<svg>", "</svg>"),
                *("<math>", "<style>", "<img ", "<a ", "<textarea>", "<title>", "<noscript>"),
                *("<![CDATA[", "]]>", "<!--", "-->", "<template>", "<!DOCTYPE html>", "<p/"),
                *('href="/x"', "href=#y", "src=z", 'srcset="a 1x, b 2x"', "onclick=x()", "style="),
                *("javascript:", "&#106;avascript:", "&#x3c;", "&lt;", '"', "'", ">", "=", " "),
            ]
        ),
        st.text(
            st.characters(min_codepoint=0x20, exclude_categories=["Cc", "Cs", "Cn"]), max_size=8
        ),
    ),
    max_size=25,
).map("".join)


@given(MARKUP)
def test_whatever_the_markup_nothing_runs_and_every_address_is_absolute(markup: str) -> None:
    tree = lxml.html.fragment_fromstring(content_html(markup, BASE, None), create_parent="div")

    elements = list(tree.iter(etree.Element))
    tags = {element.tag for element in elements}
    assert not tags & {"script", "style", "iframe", "object", "embed", "form", "svg", "math"}
    names = {str(name) for element in elements for name in element.attrib}
    assert not {name for name in names if name.startswith("on")}
    for address in addresses(tree):
        assert address.startswith(("http://", "https://", "mailto:", "tel:"))
