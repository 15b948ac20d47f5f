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
    feed = new_feed(new_post(), site=new_site(baseurl="/blog"), id_scheme="jekyll-feed")

    assert feed.entries[0].id == "https://films.example/blog/posts/harbour-lights"


@pytest.mark.parametrize(
    ("post_id", "expected"),
    [
        ("/posts/amélie poulain", "https://films.example/posts/am%C3%A9lie%20poulain"),
        ("/posts/rec[2]", "https://films.example/posts/rec%5B2%5D"),
        ("/r%C3%A9views/amélie", "https://films.example/r%C3%A9views/am%C3%A9lie"),
    ],
)
def test_the_jekyll_feed_scheme_encodes_an_id_as_the_plug_in_does(
    new_feed: NewFeed, new_post: NewPost, new_site: NewSite, post_id: str, expected: str
) -> None:
    # jekyll-feed 0.17 writes `post.id | absolute_url`, and that filter normalises the address.
    feed = new_feed(new_post(id=post_id), site=new_site(), id_scheme="jekyll-feed")

    assert feed.entries[0].id == expected


def test_the_jekyll_feed_scheme_keeps_the_path_of_the_site_address(
    new_feed: NewFeed, new_post: NewPost, new_site: NewSite
) -> None:
    feed = new_feed(
        new_post(), site=new_site(url="https://films.example/blog"), id_scheme="jekyll-feed"
    )

    assert feed.entries[0].id == "https://films.example/blog/posts/harbour-lights"


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
