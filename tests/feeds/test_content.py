"""The HTML of an entry: safe, absolute, and the rest as the post has it."""

import importlib.util
import json
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import html5lib
import lxml.html
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from reviewkit.feeds.content import content_html
from reviewkit.model import Image, RenderedPost

BASE = "https://films.example/posts/harbour-lights/"

TESTS = Path(__file__).resolve().parent.parent
CASES = sorted((TESTS / "fixtures" / "feeds" / "content").glob("*.md"))


def reader_of_fixtures() -> ModuleType:
    path = TESTS / "markdown" / "fixtures.py"
    spec = importlib.util.spec_from_file_location("_fixtures_of_feeds", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cases() -> list[Any]:
    read_cases = reader_of_fixtures().read_cases
    return [
        pytest.param(
            case.source.removesuffix("\n"),
            case.expected.removesuffix("\n"),
            id=f"{path.stem}: {case.title}",
        )
        for path in CASES
        for case in read_cases(path)
    ]


@pytest.mark.parametrize(("body", "expected"), cases())
def test_the_content_is_as_specified(body: str, expected: str) -> None:
    assert content_html(body, BASE, None) == expected


@pytest.mark.parametrize(("body", "expected"), cases())
def test_what_is_specified_is_valid_and_made_of_itself(body: str, expected: str) -> None:
    assert content_html(expected, BASE, None) == expected, body
    html5lib.HTMLParser(strict=True).parseFragment(expected)


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


@pytest.mark.parametrize(("url", "expected"), [pair for pair in ABSOLUTE.items() if pair[0]])
def test_a_picture_is_absolute(url: str, expected: str) -> None:
    html = lxml.html.fromstring(content_html(f'<p><img src="{url}" alt="x"></p>', BASE, None))

    assert html.xpath("//img/@src") == [expected]


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


def test_an_address_that_is_none_is_left_out() -> None:
    assert content_html('<a href="http://[broken">x</a>', BASE, None) == "<a>x</a>"
    assert content_html('<q cite="http://[broken">x</q>', BASE, None) == "<q>x</q>"


@pytest.mark.parametrize("url", ["mailto:ada@films.example", "tel:+491234"])
def test_an_address_that_is_no_web_address_stays(url: str) -> None:
    assert content_html(f'<a href="{url}">x</a>', BASE, None) == f'<a href="{url}">x</a>'


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


TAGS = [
    "a", "abbr", "applet", "area", "article", "audio", "b", "base", "blockquote", "body", "br",
    "button", "caption", "center", "cite", "code", "col", "colgroup", "dd", "del", "details",
    "div", "dl", "dt", "em", "embed", "fieldset", "figure", "font", "foreignobject", "form",
    "frame", "frameset", "h1", "h6", "head", "header", "hr", "html", "i", "iframe", "img",
    "input", "label", "li", "link", "listing", "map", "marquee", "math", "meta", "mi", "mtext",
    "nobr", "noembed", "noscript", "object", "ol", "optgroup", "option", "p", "plaintext", "pre",
    "q", "rp", "rt", "ruby", "script", "section", "select", "span", "strong", "style", "sub",
    "svg", "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "title", "tr",
    "track", "u", "ul", "video", "xmp",
]  # fmt: skip
ATTRIBUTES = [
    "", ' href="/x"', " href=#y", " src=z", ' srcset="a 1x, b 2x"', " data-src=/z", " onclick=x()",
    " style=color:red", ' class="reviewsection"', ' title="&quot;&lt;b>"', " href=javascript:x",
    " type=checkbox", " aria-hidden=true", ' alt="a &amp; b"', " role=note", " controls", "/",
]  # fmt: skip
PIECES = [
    "<![CDATA[", "]]>", "<!--", "-->", "<!", "<?x", "</", "<a b='", '<a b="', "&", "&lt;", "&#13;",
    "&#0;", "&#xFEFF;", "&nbsp;", "javascript:", "\n", " ", "x", "<", ">", "=", "\ufeff", "\x85",
    "\r",
]  # fmt: skip
MARKUP = st.lists(
    st.one_of(
        st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES)),
        st.sampled_from(TAGS).map("</{}>".format),
        st.sampled_from(PIECES),
        st.text(max_size=8),
    ),
    max_size=30,
).map("".join)
HERO = Image(url="https://films.example/z.jpg", file="z.jpg", alt='"Fog" & <rain>')
RISKY = {
    "applet", "base", "bdo", "button", "embed", "form", "frame", "frameset", "iframe", "input",
    "link", "math", "meta", "noscript", "object", "script", "select", "style", "svg", "template",
    "textarea", "title",
}  # fmt: skip


def risks(tree: lxml.html.HtmlElement) -> list[str]:
    """Give what feed validators warn of: elements, attributes and styles that could do harm."""
    found = []
    for element in tree.iter(etree.Element):
        found += [element.tag] if element.tag in RISKY else []
        for name, value in element.attrib.items():
            harmless = str(name) != "style" or re.fullmatch("text-align:[a-z]+", str(value))
            risky = re.match("on|data-|role$|controls$|aria-|autoplay$|form", str(name))
            found += [] if harmless and not risky else [str(name)]
    return found


@given(MARKUP)
@example("<dd><pre>\n\nx")
@example("<img alt='a &quot;b&quot;'>")
@example("&#13;&#xFEFF;<img>\nx")
@example("<video src=a><a><video src=a>")
def test_whatever_the_markup_nothing_runs_and_every_address_is_absolute(markup: str) -> None:
    content = content_html(markup, BASE, HERO)
    tree = lxml.html.fragment_fromstring(content, create_parent="div")

    assert risks(tree) == []
    for address in addresses(tree):
        assert re.match("(https?|ftp)://|(mailto|tel):", address)


@given(MARKUP, st.sampled_from(["auto", "always", "never"]))
def test_content_made_of_content_is_the_same(markup: str, hero_in_content: Any) -> None:  # noqa: ANN401 -- a literal
    once = content_html(markup, BASE, HERO, hero_in_content=hero_in_content)

    assert content_html(once, BASE, HERO, hero_in_content=hero_in_content) == once


@given(MARKUP)
def test_a_strict_parser_of_html_has_nothing_to_say(markup: str) -> None:
    html5lib.HTMLParser(strict=True).parseFragment(content_html(markup, BASE, HERO))


@given(MARKUP)
def test_every_character_is_one_of_xml_and_of_html(markup: str) -> None:
    content = content_html(markup, BASE, HERO)

    assert not re.search(
        "[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffd-\uffff]", content
    )


def test_no_attack_is_left(project: Path) -> None:
    attacks = json.loads((project / "tests" / "fixtures" / "attacks.json").read_text("utf-8"))

    for attack in (*attacks, "".join(attacks)):
        html = content_html(attack, BASE, None)
        tree = lxml.html.fragment_fromstring(html, create_parent="div")
        assert risks(tree) == []
        for address in addresses(tree):
            assert re.match("(https?|ftp)://|(mailto|tel):", address)


def depth(html: str) -> int:
    """Give how many elements are open at most."""
    deepest = level = 0
    for end, name in re.findall("<(/?)([a-z0-9]+)", html):
        if name not in {"area", "br", "col", "hr", "img", "source", "track", "wbr"}:
            level += -1 if end else 1
            deepest = max(deepest, level)
    return deepest


@pytest.mark.parametrize(
    "unit",
    [
        "<div>", "<b>", "<ul><li>", "<dd><li>", "<table><tr><td>", "<div><table><td></div>",
        "<b><div></b>", "<span><div></span>", "<blockquote><p>", "<ruby><rt>", "<font><b>",
        "<i><a></i>", "<a><table><a>", "<h1><a><h6></a>", "<details>", "<object>", "<select>",
        "<svg><g>", "<template>", "<noscript>", "<video>", "<iframe>", "<a b='", "<!--", "<!", " <",
    ],
)  # fmt: skip
def test_elements_in_one_another_are_cut_to_what_readers_take(unit: str) -> None:
    assert depth(content_html(f"{unit * 10_000}words", BASE, None)) <= 512


def test_a_hundred_thousand_open_elements_are_no_trouble() -> None:
    assert depth(content_html("<ul><li>" * 100_000, BASE, None)) <= 512


def test_the_words_below_the_deepest_element_stay() -> None:
    content = content_html(f"{'<div>' * 1000}words{'</div>' * 1000}<p>more</p>", BASE, None)

    assert "words</div>" in content
    assert content.endswith("</div><p>more</p>")


def test_a_label_may_have_another_class() -> None:
    body = '<p><span class="label">Rating:</span> <span class="reviewsection">7/10</span></p>'

    assert content_html(body, BASE, None, label_class="label") == (
        '<p><span class="label"><strong>Rating:</strong></span> '
        '<span class="reviewsection">7/10</span></p>'
    )
