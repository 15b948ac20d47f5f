"""Semantic markup as programs read it: mf2py finds the review, and nothing that was not said."""

import datetime as dt
from typing import Any

import mf2py
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles.html_rules import faults

from reviewkit.config import ReviewSettings
from reviewkit.markdown import (
    DIALECTS,
    SOURCE,
    Dialect,
    Source,
    Understood,
    make_parser,
    source_of,
    understand,
)
from reviewkit.model import Author, Image, Post

PARSERS = {dialect: make_parser(dialect, markup="semantic") for dialect in DIALECTS}
OPEN = '<span class="reviewsection">'

POST = Post(
    source="_posts/2025-01-02-a.md", state="published", url="https://films.example/a/",
    path="/a/", id="/a", absolute_id="/a", collection="posts", output_path="a/index.html", slug="a",
    title='The Clockmaker\'s "Cat" & <Co> (1955)', date=dt.datetime(2025, 1, 2, tzinfo=dt.UTC),
    updated=dt.datetime(2025, 2, 3, 4, 5, tzinfo=dt.UTC), categories=(), tags=(), lang="en",
    image=Image(url="https://films.example/a.png", file="a.png", alt="A cat"), description=None,
    authors=(Author(name="Pat", uri="https://pat.example/"), Author(name="Kim")),
    is_markdown=True, text="", text_line=5, head="", front_matter={},
)  # fmt: skip
REVIEW = (
    f"{OPEN}One sentence review:</span> Tick, *tock*, ~~meow~~ & purr.<br/>\n"
    f"{OPEN}Rating:</span> 7.5/10\n"
)


def understood(
    text: str, source: Source | None = None, dialect: Dialect = "kramdown"
) -> Understood:
    """Understand a text with semantic markup."""
    return understand(PARSERS[dialect], text, ReviewSettings(), source)


def entry(html: str) -> dict[str, Any]:
    """Give the one item that mf2py finds in some HTML."""
    assert faults(html) == []
    (item,) = mf2py.parse(doc=html, html_parser="html5lib", url="https://else.example/")["items"]
    found: dict[str, Any] = item
    return found


def properties(html: str) -> dict[str, Any]:
    """Give the properties of that item, but its content."""
    found = entry(html)["properties"]
    return {name: value for name, value in found.items() if name != "content"}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_post_is_a_whole_entry(dialect: Dialect) -> None:
    found = entry(understood(REVIEW, source_of(POST), dialect).html)
    assert found["type"] == ["h-entry", "h-review"]
    content = found["properties"].pop("content")
    assert found["properties"] == {
        "name": ['The Clockmaker\'s "Cat" & <Co> (1955)'],
        "url": ["https://films.example/a/"],
        "published": ["2025-01-02T00:00:00+0000"],
        "updated": ["2025-02-03T04:05:00+0000"],
        "author": [
            {
                "type": ["h-card"],
                "properties": {"name": ["Pat"], "url": ["https://pat.example/"]},
                "value": "Pat",
            },
            {"type": ["h-card"], "properties": {"name": ["Kim"]}, "value": "Kim"},
        ],
        "featured": ["https://films.example/a.png"],
        "item": [
            {
                "type": ["h-item"],
                "properties": {"name": ['The Clockmaker\'s "Cat" & <Co>']},
                "value": 'The Clockmaker\'s "Cat" & <Co>',
            }
        ],
        "summary": ["Tick, tock, & purr."],
        "rating": ["7.5"],
        "best": ["10"],
        "worst": ["0"],
    }
    assert content[0]["html"].startswith('<dl class="review-sections">')
    words = " ".join(content[0]["value"].split())
    assert words == "One sentence review: Tick, tock, meow & purr. Rating: 7.5/10"


def test_a_text_alone_gives_what_it_says() -> None:
    html = PARSERS["kramdown"].render(REVIEW)
    assert properties(html) == {
        "summary": ["Tick, tock, & purr."],
        "rating": ["7.5"],
        "best": ["10"],
        "worst": ["0"],
    }


def test_a_source_can_be_handed_to_the_parser() -> None:
    html = PARSERS["kramdown"].render("A cat.", {SOURCE: Source(title="Cats")})
    assert properties(html) == {"name": ["Cats"]}


def test_a_text_without_labels_is_no_review() -> None:
    found = entry(understood("A cat, 7/10.", source_of(POST)).html)
    assert found["type"] == ["h-entry"]
    assert {"item", "rating", "summary"}.isdisjoint(found["properties"])
    assert found["properties"]["name"] == [POST.title]


def test_the_front_matter_says_what_the_source_does_not() -> None:
    source = Source(
        front_matter={
            "title": 1888,
            "date": dt.date(2025, 1, 2),
            "last_modified_at": "yesterday",
            "author": ["Pat", {"name": "Kim", "url": "https://kim.example/"}, {"url": "x"}, None],
            "item": {"name": "Cats", "url": "https://cats.example/", "type": "Book"},
            "rating": 4,
        }
    )
    found = properties(understood(f"{OPEN}Premise:</span> A cat.", source).html)
    assert [author["value"] for author in found.pop("author")] == ["Pat", "Kim"]
    (item,) = found.pop("item")
    assert item["properties"] == {"name": ["Cats"], "url": ["https://cats.example/"]}
    assert found == {
        "name": ["1888"],
        "published": ["2025-01-02"],
        "rating": ["4"],
        "worst": ["0"],
    }


def test_a_site_without_address_gives_no_address() -> None:
    assert source_of(POST).url == POST.url
    moved = source_of(
        Post(**{name: getattr(POST, name) for name in POST.__slots__} | {"url": "/a"})
    )
    assert moved.url is None


@pytest.mark.parametrize(
    ("text", "front_matter", "rating"),
    [
        ("7/10", {}, ("7", "10")),
        ("7/10", {"rating": "4/5"}, ("4", "5")),
        ("7/10", {"rating": 8}, (None, None)),
        ("wet", {"score": "85 %"}, ("85", "100")),
        ("wet", {"rating": 4.5}, ("4.5", None)),
        ("wet", {}, (None, None)),
        ("9/11", {}, (None, None)),
        ("", {"rating": "★★★½"}, ("3.5", "5")),
    ],
)
def test_a_rating_is_a_real_number_on_a_scale_that_is_known(
    text: str, front_matter: dict[str, object], rating: tuple[str | None, str | None]
) -> None:
    source = Source(front_matter=front_matter)
    found = properties(understood(f"{OPEN}Rating:</span> {text}", source).html)
    value, best = rating
    expected = {"rating": [value], "best": [best], "worst": ["0"]} if value else {}
    assert found == {name: values for name, values in expected.items() if values != [None]}


SENTENCES = st.lists(
    st.sampled_from(
        (
            *("*a*", "**b**", "~~c~~", "`d`", "[e](f)", "![g](h)", "![](i)", "$$j$$", "[^1]"),
            *("<b>k</b>", "<del>l</del>", "<br/>\n", "\n", "\n\n", " ", "&amp;", '"', "m", "3/5"),
            *("<!-- n -->", "<sub>", "</sub>", "\n- ", "\n> ", f"{OPEN}o</span>"),
        )
    ),
    max_size=8,
).map("".join)


@settings(deadline=None)
@given(SENTENCES, st.sampled_from(("One sentence review", "Rating")), st.sampled_from(DIALECTS))
def test_programs_read_what_the_review_says(words: str, label: str, dialect: Dialect) -> None:
    text = f"{OPEN}{label}:</span> {words}\n\n[^1]: p\n"
    result = understood(text, dialect=dialect)
    (item,) = mf2py.parse(doc=result.html, html_parser="html5lib")["items"]
    review = result.review
    assert review is not None
    summary = [review.one_sentence.text] if review.one_sentence else []
    found = item["properties"].get("summary", [])
    assert [" ".join(one.split()) for one in found] == summary
    value = review.rating.value if review.rating else None
    assert [float(one) for one in item["properties"].get("rating", [])] == (
        [] if value is None else [value]
    )
