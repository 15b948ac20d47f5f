"""A page is live when it is the post's own, with the review's sentence and a picture for cards."""

import html
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.announce.world import a_message, a_post

from reviewkit.announce.page import (
    Answer,
    Expected,
    Shown,
    expected,
    is_same_page,
    judged,
    judged_picture,
    past_caches,
)
from reviewkit.announce.ports import NotLive
from reviewkit.model import Image

URL = "https://films.example/posts/harbour-lights/"
SENTENCE = "A patient film about a harbour, and “nobody” minds."
WANTED = Expected(url=URL, title="Harbour Lights", sentence=SENTENCE, has_picture=False)
PICTURED = replace(WANTED, has_picture=True)
CDN = "//cdn.example/a"
OG = '<meta property="og:image" content="/assets/harbour.jpg">'


def page(body: str = f"<p>{SENTENCE}</p>", head: str = "") -> bytes:
    title = "<h1>Harbour Lights</h1>"
    return f"<!DOCTYPE html><html><head>{head}</head><body>{title}{body}</body></html>".encode()


def answer(
    body: bytes | None = None,
    *,
    url: str = URL,
    status: int = 200,
    type_: str = "text/html; charset=utf-8",
) -> Answer:
    return Answer(url=url, status=status, type=type_, body=page() if body is None else body)


def fault(found: Shown | NotLive | None) -> str:
    assert isinstance(found, NotLive)
    assert found.reason.isprintable()
    return found.reason


def shows(body: str, sentence: str, title: str = "Harbour Lights") -> bool:
    wanted = replace(WANTED, sentence=sentence, title=title)
    return isinstance(judged(answer(page(body)), wanted), Shown)


# The answer


def test_a_page_with_the_sentence_is_live() -> None:
    assert judged(answer(), WANTED) == Shown(None)


@pytest.mark.parametrize("status", [404, 503, 201, 304, 302])
def test_only_200_is_live(status: int) -> None:
    assert fault(judged(answer(status=status), WANTED)) == f"{URL} answers {status}"


@pytest.mark.parametrize("type_", ["application/xhtml+xml", "TEXT/HTML", " text/html ;charset=x"])
def test_a_page_is_html_or_xhtml(type_: str) -> None:
    assert judged(answer(type_=type_), WANTED) == Shown(None)


@pytest.mark.parametrize(
    ("type_", "said"),
    [
        ("application/pdf", "application/pdf"),
        ("", "of no known type"),
        ("text/plain, text/html", "of no known type"),
        ("\x1b[31m", "of no known type"),
    ],
)
def test_anything_else_is_no_page(type_: str, said: str) -> None:
    assert fault(judged(answer(type_=type_), WANTED)) == f"{URL} is {said} and no page"


@pytest.mark.parametrize(
    "url",
    [
        "https://films.example/posts/harbour-lights",
        "https://films.example/posts/harbour-lights/index.html",
        "https://films.example/posts/harbour-lights.html",
        "https://FILMS.example:443/posts/harbour%2dlights/",
        "https://films.example./posts/harbour-lights/?reviewkit=4f#top",
    ],
)
def test_the_same_page_at_another_spelling_of_its_address_is_live(url: str) -> None:
    assert judged(answer(url=url), WANTED) == Shown(None)


@pytest.mark.parametrize(
    "url",
    [
        "https://films.example/posts/harbour-light/",
        "https://films.example/",
        "https://films.example/posts/harbour-lights/?page=2",
        "https://films.example/posts/Harbour-Lights/",
        "https://films.example/posts%2Fharbour-lights/",
        "https://other.example/posts/harbour-lights/",
        "https://films.example:8443/posts/harbour-lights/",
        "http://films.example/posts/harbour-lights/",
        "https://[/",
    ],
)
def test_a_redirect_to_another_page_is_not_live(url: str) -> None:
    assert fault(judged(answer(url=url), WANTED)) == f"{URL} leads to {url}"


def test_a_redirect_from_http_to_https_is_live() -> None:
    wanted = replace(WANTED, url=URL.replace("https:", "http:"))

    assert judged(answer(), wanted) == Shown(None)


# The page's own address


@pytest.mark.parametrize(
    "link",
    [
        f'<link rel="canonical" href="{URL}">',
        f'<LINK REL="Canonical nofollow" HREF="{URL}index.html">',
        f'<link rel=canonical href="{URL.replace("https", "http")}">',
        '<link rel="canonical" href="/posts/harbour-lights">',
        '<base href="https://films.example/posts/"><link rel="canonical" href="harbour-lights/">',
        '<link rel="canonical" href="">',
        '<link rel="stylesheet" href="https://other.example/">',
    ],
)
def test_a_page_that_names_its_own_address_or_none_is_live(link: str) -> None:
    assert judged(answer(page(head=link)), WANTED) == Shown(None)


@pytest.mark.parametrize("href", ["https://other.example/posts/harbour-lights/", "/", "http://["])
def test_a_page_that_names_another_address_is_not_live(href: str) -> None:
    link = f'<link rel="canonical" href="{href}">'

    assert "names another address as its own: " in fault(judged(answer(page(head=link)), WANTED))


# The sentence


def test_a_page_without_the_sentence_is_not_live_although_it_is_there() -> None:
    assert fault(judged(answer(page("<p>Not found</p>")), WANTED)) == (
        f"the page {URL} is there but does not show the review's sentence: is the build that "
        "holds it published?"
    )


@pytest.mark.parametrize("body", [b"", b" ", b"<!--", b"\xff\xfe", b"<html>", b"\0", b"</p>"])
def test_a_page_without_content_is_not_live(body: bytes) -> None:
    assert "does not show" in fault(judged(answer(body), WANTED))


@pytest.mark.parametrize(
    "body",
    [
        f'<script type="application/ld+json">"{SENTENCE}"</script>',
        f"<style>/* {SENTENCE} */</style>",
        f"<template><p>{SENTENCE}</p></template>",
        f"<noscript>{SENTENCE}</noscript>",
        f"<!-- {SENTENCE} -->",
        f'<meta name="description" content="{SENTENCE}">',
        f"<del>{SENTENCE}</del>",
        f"<svg><title>{SENTENCE}</title></svg>",
    ],
)
def test_what_no_reader_sees_does_not_count(body: str) -> None:
    assert not shows(body, SENTENCE)


@pytest.mark.parametrize(
    "body",
    [
        "A patient film about a harbour, and &ldquo;nobody&rdquo; minds.",
        'A patient film about a harbour, and "nobody" minds.',
        "<b>A</b> pa&shy;tient<br>film\n about a <a href='/x'>harbour</a>,&nbsp;and «nobody» minds",
        "A patient film about a <del>dull</del> harbour, and <s>x</s>“nobody” minds.",
        'A patient film about a harbour<sup><a href="#fn:1">1</a></sup>, and “nobody” minds.',
        'A patient <img src="f.png" alt="film"> about a harbour, and “nobody” minds.',
        "A patient film<!-- really --> about a harbour, and “nobody” minds.",
        "<script src='a.js'></script>A patient film about a harbour, and “nobody” minds.",
        "<div>" * 700 + "A patient film about a harbour, and “nobody” minds.",
    ],
)
def test_the_sentence_counts_however_it_is_set(body: str) -> None:
    assert shows(body, SENTENCE)


@pytest.mark.parametrize("type_", ["text/html", "text/html; charset=no-such", "text/html;charset="])
@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ('<meta charset="windows-1252">', "windows-1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=latin-1">', "latin-1"),
        ("", "utf-16"),
    ],
)
def test_a_page_may_say_its_encoding_itself(type_: str, head: str, encoding: str) -> None:
    sentence = "Très étrange, et déjà un chef-d’œuvre raté"
    plain = sentence.replace("’", "'").replace("œ", "oe") if encoding == "latin-1" else sentence
    body = page(f"<p>{plain}</p>", head).decode().encode(encoding)
    wanted = replace(WANTED, sentence=plain)

    if type_ == "text/html" or encoding in {"utf-8", "utf-8-sig", "utf-16"}:
        assert judged(answer(body, type_=type_), wanted) == Shown(None)


def test_the_servers_word_on_the_encoding_comes_first() -> None:
    body = page("<p>Déjà vu, and déjà vu again</p>", '<meta charset="utf-8">')
    latin = body.decode().encode("latin-1")
    wanted = replace(WANTED, sentence="Déjà vu, and déjà vu again")

    assert judged(answer(latin, type_="text/html; charset=latin-1"), wanted) == Shown(None)


def test_xhtml_with_empty_scripts_is_read_to_its_end() -> None:
    body = (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head>'
        f'<script src="a.js"/><title>x</title></head><body><p>{SENTENCE}</p></body></html>'
    )

    assert judged(answer(body.encode(), type_="application/xhtml+xml"), WANTED) == Shown(None)


def test_a_short_sentence_counts_as_whole_words_only() -> None:
    assert shows("<p>Art.</p>", "Art.")
    assert not shows("<p>Page not started</p>", "Art.")


def test_a_short_sentence_needs_the_title_beside_it() -> None:
    body = answer(b"<p>No page of that name</p>")

    assert "show the review's title" in fault(judged(body, replace(WANTED, sentence="No.")))


def test_elements_divide_the_words_of_a_short_text_as_in_a_browser() -> None:
    assert shows("<p><span>W</span>ow!</p>", "Wow!")
    assert shows("<ul><li>Bad</li><li>Good</li></ul>", "Good")


def test_without_a_sentence_the_title_counts() -> None:
    assert shows("", "")
    assert "the review's title" in fault(
        judged(answer(b"<p>Sold</p>"), replace(WANTED, sentence=""))
    )


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Tom &amp; <em>Jerry</em>", "Tom &amp; <em>Jerry</em>"),
        ("Tom & Jerry", "Tom &amp; Jerry"),
        ("The *real* deal", "The <em>real</em> deal"),
        ("Alien's end", "ALIEN’S END"),
        ("???", "nothing of it"),
    ],
)
def test_a_title_counts_however_the_theme_writes_it(title: str, shown: str) -> None:
    assert shows(f"<h1>{shown}</h1>", "", title)


def test_the_title_of_the_window_is_not_the_title_on_the_page() -> None:
    body = b"<title>Harbour Lights</title><p>Not found</p>"

    assert isinstance(judged(answer(body), replace(WANTED, sentence="")), NotLive)


SPELLINGS = {
    " ": (" ", "\n", "\u00a0", " \t ", "\u202f", "<br>", "&nbsp;", "<wbr> ", "&#x20;"),
    "'": ("'", "’", "&rsquo;", "&#39;", "‘", "`", "\u00b4", "\u02bc", "‛"),
    '"': ('"', "“", "”", "&quot;", "«", "„", "&raquo;"),
    "-": ("-", "–", "—", "&mdash;", "--", "---", "\u2011", "\u2010"),
    "…": ("…", "...", "&hellip;", ". . ."),
    "e": ("e", "e\u00ad", "e&shy;", "e\u200b", "<i>e</i>", "&#101;"),
    "é": ("é", "e\u0301", "&eacute;"),
}


@given(st.data())
def test_no_spelling_of_a_sentence_hides_it(data: st.DataObject) -> None:
    sentence = data.draw(st.text(st.sampled_from("abcé 'e\"-… xyz"), max_size=40))
    spelled = "".join(
        data.draw(st.sampled_from(SPELLINGS[one])) if one in SPELLINGS else one for one in sentence
    )

    assert shows(f"<p>One sentence review: {spelled}</p>", sentence)


SEEN = st.text(st.characters(exclude_categories=("Cc", "Cs")))


@given(SEEN, SEEN, SEEN)
def test_a_sentence_on_a_page_is_found_whatever_stands_around_it(
    before: str, sentence: str, after: str
) -> None:
    blocks = (f"<p>{html.escape(text)}</p>\n" for text in (before, sentence, after))

    assert shows("".join(blocks), sentence)


@given(st.binary(), st.text(), st.text(max_size=12))
def test_any_answer_is_judged(body: bytes, type_: str, head: str) -> None:
    for given_type in (type_, "text/html", f"text/html; charset={head}"):
        found = judged(answer(body, type_=given_type), PICTURED)
        assert isinstance(found, Shown) or found.reason.isprintable()


@given(st.text())
def test_any_address_is_compared(address: str) -> None:
    assert not is_same_page(address, URL) or "harbour" in address.lower()


# The picture


@pytest.mark.parametrize(
    ("head", "picture"),
    [
        (OG, "https://films.example/assets/harbour.jpg"),
        (
            '<meta name="og:image" content="harbour.jpg">',
            "https://films.example/posts/harbour-lights/harbour.jpg",
        ),
        (
            '<base href="/media/"><meta property="OG:Image" content=" é.jpg ">',
            "https://films.example/media/%C3%A9.jpg",
        ),
        (
            f'<meta property="og:image" content=""><meta property="og:image" content="{CDN}">',
            f"https:{CDN}",
        ),
        (
            '<base href="http://["><meta property="og:image" content="/a?b=1&amp;c=2">',
            "https://films.example/a?b=1&c=2",
        ),
    ],
)
def test_the_picture_of_the_page_is_to_be_asked_for(head: str, picture: str) -> None:
    assert judged(answer(page(head=head)), PICTURED) == Shown(picture)


def test_a_post_with_a_picture_needs_one_on_its_page() -> None:
    assert "names no picture (og:image)" in fault(judged(answer(), PICTURED))


def test_a_post_without_a_picture_needs_none() -> None:
    assert judged(answer(page(head=OG)), WANTED) == Shown(None)


@pytest.mark.parametrize("content", ["data:image/png;base64,x", "http://[", "file:///etc/passwd"])
def test_a_picture_that_is_nowhere_on_the_web_is_none(content: str) -> None:
    head = f'<meta property="og:image" content="{content}">'

    assert "that is no web address" in fault(judged(answer(page(head=head)), PICTURED))


PICTURE = "https://films.example/a.jpg"


def test_a_picture_that_answers_as_one_is_there() -> None:
    assert judged_picture(answer(url=PICTURE, type_="image/jpeg"), PICTURE) is None


@pytest.mark.parametrize(
    ("status", "type_", "reason"),
    [
        (404, "image/jpeg", "answers 404"),
        (200, "text/html; charset=utf-8", "is text/html and no picture"),
        (200, "", "is of no known type and no picture"),
    ],
)
def test_a_picture_that_does_not_is_not(status: int, type_: str, reason: str) -> None:
    found = judged_picture(answer(url=PICTURE, status=status, type_=type_), PICTURE)

    assert fault(found) == f"the page's picture {PICTURE} {reason}"


# What is asked


def test_what_is_expected_is_what_the_network_will_show() -> None:
    post = a_post("dune")
    message = a_message(post)
    image = Image(url=PICTURE, file=None, alt=None)
    spoiled = replace(message, material=replace(message.material, sentence="", image=None))
    pictured = replace(message, material=replace(message.material, image=image))

    assert expected(post, message) == Expected(
        url=post.url, title="dune", sentence="Good.", has_picture=False
    )
    assert expected(post, pictured).has_picture
    assert expected(post, spoiled).sentence == ""


@pytest.mark.parametrize(
    ("url", "fresh"),
    [
        (URL, f"{URL}?reviewkit=1a"),
        (f"{URL}?a=b#c", f"{URL}?a=b&reviewkit=1a"),
    ],
)
def test_the_address_past_caches_is_of_the_same_page(url: str, fresh: str) -> None:
    assert past_caches(url, "1a") == fresh
    assert is_same_page(fresh, url)
