"""Which feeds a site has, and which posts stand in each."""

from collections.abc import Callable, Mapping

import pytest

from reviewkit.config import FeedSettings
from reviewkit.feeds import Channel, channels, public
from reviewkit.model import Post, RenderedPost, Site, State

NewPost = Callable[..., RenderedPost]
NewSite = Callable[..., Site]


def posts(new_post: NewPost, count: int) -> tuple[Post, ...]:
    return tuple(new_post(slug=f"post-{number}").post for number in range(count))


def main(site: Site, limit: int = 20) -> Channel:
    return channels(site, FeedSettings(limit=limit), public(site), lambda _: None)[0]


@pytest.mark.parametrize(
    ("state", "front_matter", "shown"),
    [
        ("published", {}, True),
        ("draft", {}, False),
        ("future", {}, False),
        ("unpublished", {}, False),
        ("published", {"hidden": True}, False),
        ("published", {"hidden": False}, True),
        ("published", {"feed": False}, False),
        ("published", {"feed": True}, True),
        ("draft", {"feed": True}, False),
        ("future", {"hidden": False}, False),
    ],
)
def test_only_public_posts_are_shown(
    new_post: NewPost,
    new_site: NewSite,
    state: State,
    front_matter: Mapping[str, object],
    *,
    shown: bool,
) -> None:
    post = new_post(state=state, front_matter=front_matter).post

    assert bool(public(new_site(posts=(post,)))) is shown


def test_the_feed_of_all_has_the_public_posts_in_the_order_of_the_site(
    new_post: NewPost, new_site: NewSite
) -> None:
    draft = new_post(slug="draft", state="draft").post
    hidden = new_post(slug="hidden", front_matter={"hidden": True}).post
    site = new_site(posts=(draft, *posts(new_post, 1), hidden, *posts(new_post, 3)[1:]))

    assert main(site).places == (1, 3, 4)


def test_the_limit_comes_from_the_settings(new_post: NewPost, new_site: NewSite) -> None:
    assert main(new_site(posts=posts(new_post, 2)), limit=100).limit == 100
