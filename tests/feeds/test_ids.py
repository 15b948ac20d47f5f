"""The id of each entry: it never changes, whatever becomes of the post."""

from collections.abc import Callable

import pytest

from reviewkit.feeds import Feed
from reviewkit.model import RenderedPost, Site

NewFeed = Callable[..., Feed]
NewPost = Callable[..., RenderedPost]
NewSite = Callable[..., Site]


def test_the_permalink_scheme_gives_the_url(
    new_feed: NewFeed, new_post: NewPost, new_site: NewSite
) -> None:
    feed = new_feed(new_post(), site=new_site(), id_scheme="permalink")

    assert feed.entries[0].id == "https://films.example/posts/harbour-lights/"


def test_the_jekyll_feed_scheme_gives_the_absolute_form_of_the_post_id(
    new_feed: NewFeed, new_post: NewPost, new_site: NewSite
) -> None:
    post = new_post(absolute_id="https://films.example//posts/am%C3%A9lie")

    feed = new_feed(post, site=new_site(url="https://Films.example"), id_scheme="jekyll-feed")

    assert feed.entries[0].id == "https://films.example//posts/am%C3%A9lie"


@pytest.mark.parametrize(
    ("plugins", "expected"),
    [
        (("jekyll-feed",), "https://films.example/posts/harbour-lights"),
        (("jekyll-seo-tag", "jekyll-feed"), "https://films.example/posts/harbour-lights"),
        (("jekyll-seo-tag",), "https://films.example/posts/harbour-lights/"),
        ((), "https://films.example/posts/harbour-lights/"),
    ],
)
def test_the_auto_scheme_keeps_the_ids_subscribers_know(
    new_feed: NewFeed, new_post: NewPost, new_site: NewSite, plugins: tuple[str, ...], expected: str
) -> None:
    feed = new_feed(new_post(), site=new_site(plugins=plugins), id_scheme="auto")

    assert feed.entries[0].id == expected


@pytest.mark.parametrize("scheme", ["auto", "permalink", "jekyll-feed"])
def test_a_guid_in_the_front_matter_wins(
    new_feed: NewFeed,
    new_post: NewPost,
    new_site: NewSite,
    scheme: str,
) -> None:
    post = new_post(front_matter={"guid": "tag:films.example,2019:42"})

    feed = new_feed(post, site=new_site(), id_scheme=scheme)

    assert feed.entries[0].id == "tag:films.example,2019:42"
