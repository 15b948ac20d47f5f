"""A review as schema.org data: nothing invented, nothing that ends a script element."""

import dataclasses
import datetime as dt
import json
from typing import Any

import pytest

from reviewkit.config import ReviewSettings
from reviewkit.markdown import review_json_ld
from reviewkit.model import Author, Image, Post, Rating, RenderedPost, Review, Sentence


def post(**changes: Any) -> Post:  # noqa: ANN401 -- any field
    """Give a post about a film, with changes."""
    plain = Post(
        source="_posts/2025-01-02-a.md", state="published", url="https://films.example/a/",
        path="/a/", id="/a", absolute_id="https://films.example/a", collection="posts",
        output_path="a/index.html", slug="a",
        title="The Clockmaker's Cat (1955)", date=dt.datetime(2025, 1, 2, tzinfo=dt.UTC),
        updated=None, categories=(), tags=(), lang="en", image=None, description=None,
        authors=(Author(name="Pat", uri="https://pat.example/"),), is_markdown=True, text="",
        text_line=1, head="", front_matter={},
    )  # fmt: skip
    return dataclasses.replace(plain, **changes)


def rendered(rating: Rating | None = None, **changes: Any) -> RenderedPost:  # noqa: ANN401 -- see above
    """Give a rendered review of that film."""
    sentence = Sentence(text="Tick & <tock>.", html="Tick &amp; &lt;tock&gt;.")
    review = Review(one_sentence=sentence, rating=rating, sections=())
    return RenderedPost(post=post(**changes), html="", review=review, excerpt="")


def data(one: RenderedPost, settings: ReviewSettings | None = None) -> dict[str, Any]:
    """Give the JSON-LD of a post, parsed."""
    found: dict[str, Any] = json.loads(review_json_ld(one, settings))
    return found


def test_a_review_says_what_the_post_says() -> None:
    assert data(rendered()) == {
        "@context": "https://schema.org",
        "@type": "Review",
        "name": "The Clockmaker's Cat (1955)",
        "url": "https://films.example/a/",
        "datePublished": "2025-01-02T00:00:00+00:00",
        "inLanguage": "en",
        "author": [{"@type": "Person", "name": "Pat", "url": "https://pat.example/"}],
        "description": "Tick & <tock>.",
        "itemReviewed": {
            "@type": "Movie",
            "name": "The Clockmaker's Cat",
            "datePublished": "1955",
        },
    }


def test_no_script_element_can_be_ended() -> None:
    assert "<" not in review_json_ld(rendered(title="</script><script>alert(1)"))


@pytest.mark.parametrize(
    ("value", "best", "expected"),
    [
        (None, None, None),
        (7.0, 10.0, {"ratingValue": 7, "bestRating": 10}),
        (3.5, 5.0, {"ratingValue": 3.5, "bestRating": 5}),
        (4.0, None, {"ratingValue": 4}),
        (8.0, None, None),
    ],
)
def test_a_rating_needs_a_number_whose_scale_is_known(
    value: float | None, best: float | None, expected: dict[str, Any] | None
) -> None:
    found = data(rendered(Rating(text="x", html="x", value=value, best=best))).get("reviewRating")
    assert found == (expected and {"@type": "Rating", **expected, "worstRating": 0})


def test_the_kind_of_item_is_chosen_by_the_site_and_then_by_the_post() -> None:
    books = ReviewSettings(item_type="Book")
    assert data(rendered(), books)["itemReviewed"]["@type"] == "Book"
    game = rendered(front_matter={"item_type": "VideoGame"})
    assert data(game, books)["itemReviewed"]["@type"] == "VideoGame"
    own = {"item": {"type": "VideoGame", "name": "Cat: The Game", "gamePlatform": "PC"}}
    item = data(rendered(front_matter=own))["itemReviewed"]
    assert (item["@type"], item["name"], item["gamePlatform"]) == (
        "VideoGame", "Cat: The Game", "PC",
    )  # fmt: skip
    both = {"item_type": "Book", "item": {"type": "Movie", "name": ""}}
    item = data(rendered(front_matter=both))["itemReviewed"]
    assert (item["@type"], item["name"]) == ("Movie", "The Clockmaker's Cat")


def test_the_picture_and_the_change_are_named() -> None:
    image = Image(url="https://films.example/a.png", file="a.png", alt=None)
    changed = dt.datetime(2025, 2, 3, tzinfo=dt.UTC)
    found = data(rendered(image=image, updated=changed))
    assert found["image"] == "https://films.example/a.png"
    assert found["dateModified"] == "2025-02-03T00:00:00+00:00"


def test_a_post_that_is_no_review_still_names_its_item() -> None:
    plain = RenderedPost(post=post(), html="", review=None, excerpt="")
    assert "description" not in data(plain)
    assert data(plain)["itemReviewed"]["name"] == "The Clockmaker's Cat"
