"""What an announcement says of a post."""

import datetime as dt
from collections.abc import Mapping

import pytest

from reviewkit.announce import Material, material
from reviewkit.model import Post, Rating, RenderedPost, Review, Sentence

SENTENCE = Sentence(text="A patient film.", html="A <em>patient</em> film.")
RATING = Rating(text="7/10", html="7/10", value=7.0, best=10.0)


def rendered(
    review: Review | None, front_matter: Mapping[str, object] | None = None
) -> RenderedPost:
    post = Post(
        source="_posts/2025-01-20-harbour-lights.md",
        state="published",
        url="https://films.example/posts/harbour-lights/",
        path="/posts/harbour-lights/",
        id="/posts/harbour-lights",
        absolute_id="https://films.example/posts/harbour-lights",
        collection="posts",
        output_path="posts/harbour-lights/index.html",
        slug="harbour-lights",
        title="Harbour Lights",
        date=dt.datetime(2025, 1, 20, tzinfo=dt.UTC),
        updated=None,
        categories=("Reviews",),
        tags=("drama",),
        lang="en",
        image=None,
        description="What the rain does.",
        authors=(),
        is_markdown=True,
        text="",
        text_line=8,
        head="",
        front_matter=front_matter or {},
    )
    return RenderedPost(post=post, html="", review=review, excerpt="")


def announced(front_matter: Mapping[str, object]) -> Material:
    review = Review(one_sentence=SENTENCE, rating=None, sections=())
    about = material(rendered(review, front_matter))
    assert about is not None
    return about


def test_a_post_that_is_no_review_is_not_announced() -> None:
    assert material(rendered(None)) is None


def test_a_review_without_its_sentence_is_not_announced() -> None:
    assert material(rendered(Review(one_sentence=None, rating=RATING, sections=()))) is None


def test_an_announcement_says_what_the_review_says_in_plain_text() -> None:
    about = material(rendered(Review(one_sentence=SENTENCE, rating=RATING, sections=())))

    assert about == Material(
        slug="harbour-lights",
        source="_posts/2025-01-20-harbour-lights.md",
        url="https://films.example/posts/harbour-lights/",
        title="Harbour Lights",
        sentence="A patient film.",
        rating="7/10",
        description="What the rain does.",
        tags=("drama",),
        lang="en",
        image=None,
        content_warning=None,
    )


@pytest.mark.parametrize(
    ("front_matter", "warning"),
    [
        ({}, None),
        ({"spoiler": False}, None),
        ({"content_warning": False}, None),
        ({"content_warning": ""}, None),
        ({"spoiler": True}, "Spoilers: Harbour Lights"),
        ({"content_warning": True}, "Spoilers: Harbour Lights"),
        ({"content_warning": "  Violence "}, "Violence"),
        ({"content_warning": "Violence", "spoiler": True}, "Violence"),
        ({"content_warning": 18}, "18"),
        ({"content_warning": "", "spoiler": True}, "Spoilers: Harbour Lights"),
        ({"content_warning": " ", "spoiler": True}, "Spoilers: Harbour Lights"),
    ],
)
def test_a_warning_is_asked_for_in_the_front_matter(
    front_matter: Mapping[str, object], warning: str | None
) -> None:
    assert announced(front_matter).content_warning == warning
