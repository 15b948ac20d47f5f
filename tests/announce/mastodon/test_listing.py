"""Finding our own post among others by the address that it links to."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.announce.mastodon.listing import is_announcement, same_page

PAGES = frozenset({same_page("https://films.example/fog/")})


def status(content: object = "", **fields: object) -> dict[str, Any]:
    return {"id": "1", "content": content, **fields}


@pytest.mark.parametrize(
    "url",
    [
        "https://films.example/fog/",
        "http://films.example/fog/",
        "https://films.example/fog",
        "https://films.example/fog/index.html",
        "https://FILMS.example:443/fog/",
        "http://films.example:80/fog/",
        "https://films.example/fog/#rating",
        "https://films.example/%66og/",
        " https://films.example./fog/ ",
    ],
)
def test_an_address_may_be_written_in_many_ways(url: str) -> None:
    assert same_page(url) in PAGES


@pytest.mark.parametrize(
    "url",
    [
        "https://films.example/fog2/",
        "https://films.example/",
        "https://films.example/fog/?page=2",
        "https://films.example:8000/fog/",
        "https://other.example/fog/",
        "https://films.example/fog/my-index.html",
        "https://[films.example/fog/",
        "mailto:me@films.example",
        "",
    ],
)
def test_another_address_is_another_page(url: str) -> None:
    assert same_page(url) not in PAGES


def test_names_in_other_scripts_are_the_same_in_punycode_and_percent_encoding() -> None:
    encoded = "https://xn--r8jz45g.jp/%E3%83%91%E3%82%B9/"
    assert same_page("https://例え.jp/パス/") == same_page(encoded)


@given(st.text())
def test_every_text_has_one_form(text: str) -> None:
    assert same_page(text) == same_page(text)


@pytest.mark.parametrize(
    "found",
    [
        status('<p>Good. <a href="http://films.example/fog">films.example/fog</a></p>'),
        status("<a class=\"x\" href='https://films.example/fog/index.html'>…</a>"),
        status("<p>Good.<br>https://films.example/fog/</p><p>Yes</p>"),
        status('<a href="https://films.example/fog/?a=1&amp;b=2">x</a> https://films.example/fog/'),
        status("", card={"url": "https://films.example/fog/"}),
        status(None, card={"url": "https://films.example/fog/"}),
        {"id": "1", "card": {"url": "https://films.example/fog/"}},
    ],
)
def test_a_status_that_links_to_the_page_is_the_announcement(found: dict[str, Any]) -> None:
    assert is_announcement(found, PAGES)


@pytest.mark.parametrize(
    "other",
    [
        status("<p>Good.</p>"),
        status('<a href="https://films.example/fogs/">x</a>'),
        status("https://films.example/fog/", reblog={"id": "9"}),
        status("https://films.example/fog/", in_reply_to_id="9"),
        status(["https://films.example/fog/"], card="https://films.example/fog/"),
        status(None, card={"url": None}),
        {"id": "1"},
    ],
)
def test_any_other_status_is_not(other: dict[str, Any]) -> None:
    assert not is_announcement(other, PAGES)


@given(st.text())
def test_no_content_breaks_the_reading(content: str) -> None:
    is_announcement(status(content), PAGES)
