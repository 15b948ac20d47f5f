"""Which posts a feed shows, under which ids, and where their words come from."""

from collections.abc import Callable, Mapping

import pytest

from reviewkit.feeds import make_feed, selected
from reviewkit.feeds.entry import IdScheme
from reviewkit.model import Post, RenderedPost, Site, State

NewPost = Callable[..., RenderedPost]
NewSite = Callable[..., Site]


def slugs(site: Site, limit: int = 20) -> list[str]:
    return [site.posts[place].slug for place in selected(site, limit)]


def posts(new_post: NewPost, count: int) -> tuple[Post, ...]:
    return tuple(new_post(slug=f"post-{number}").post for number in range(count))


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

    assert bool(selected(new_site(posts=(post,)), 20)) is shown


def test_the_newest_posts_are_shown_in_the_order_of_the_site(
    new_post: NewPost, new_site: NewSite
) -> None:
    site = new_site(posts=posts(new_post, 5))

    assert slugs(site, limit=3) == ["post-0", "post-1", "post-2"]


def test_posts_that_are_not_shown_take_no_place(new_post: NewPost, new_site: NewSite) -> None:
    draft = new_post(slug="draft", state="draft").post
    hidden = new_post(slug="hidden", front_matter={"hidden": True}).post
    site = new_site(posts=(draft, *posts(new_post, 1), hidden, *posts(new_post, 3)[1:]))

    assert slugs(site, limit=2) == ["post-0", "post-1"]


def test_a_limit_beyond_the_site_shows_all(new_post: NewPost, new_site: NewSite) -> None:
    assert len(slugs(new_site(posts=posts(new_post, 2)), limit=100)) == 2


def test_the_permalink_scheme_gives_the_url(new_post: NewPost, new_site: NewSite) -> None:
    feed = make_feed(new_site(), [new_post()], id_scheme="permalink")

    assert feed.entries[0].id == "https://films.example/posts/harbour-lights/"


def test_the_jekyll_feed_scheme_gives_the_absolute_form_of_the_post_id(
    new_post: NewPost, new_site: NewSite
) -> None:
    post = new_post(absolute_id="https://films.example//posts/am%C3%A9lie")

    feed = make_feed(new_site(url="https://Films.example"), [post], id_scheme="jekyll-feed")

    assert feed.entries[0].id == "https://films.example//posts/am%C3%A9lie"


@pytest.mark.parametrize(("scheme", "file"), [("jekyll-feed", "feed.xml"), ("permalink", "")])
def test_the_id_of_the_feed_begins_as_the_generator_writes_it(
    new_site: NewSite, scheme: IdScheme, file: str
) -> None:
    site = new_site(url="https://Films.example", id_start="https://films.example/")

    feed = make_feed(site, [], id_scheme=scheme)

    assert (feed.id, feed.home) == (f"https://films.example//{file}", "https://Films.example/")


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
    new_post: NewPost, new_site: NewSite, plugins: tuple[str, ...], expected: str
) -> None:
    feed = make_feed(new_site(plugins=plugins), [new_post()], id_scheme="auto")

    assert feed.entries[0].id == expected


@pytest.mark.parametrize("scheme", ["auto", "permalink", "jekyll-feed"])
def test_a_guid_in_the_front_matter_wins(
    new_post: NewPost,
    new_site: NewSite,
    scheme: str,
) -> None:
    post = new_post(front_matter={"guid": "tag:films.example,2019:42"})

    feed = make_feed(new_site(), [post], id_scheme=scheme)  # type: ignore[arg-type]  # parametrised

    assert feed.entries[0].id == "tag:films.example,2019:42"


def test_the_summary_is_the_sentence(new_post: NewPost, new_site: NewSite) -> None:
    post = new_post(sentence="Wet.", description="A description.", excerpt="It rains.")

    assert make_feed(new_site(), [post]).entries[0].summary == "Wet."


def test_without_a_sentence_the_summary_is_the_description(
    new_post: NewPost, new_site: NewSite
) -> None:
    post = new_post(sentence=None, description="A description.", excerpt="It rains.")

    assert make_feed(new_site(), [post]).entries[0].summary == "A description."


def test_without_both_the_summary_is_the_first_paragraph(
    new_post: NewPost, new_site: NewSite
) -> None:
    post = new_post(sentence=None, description=None, excerpt="It rains.")

    assert make_feed(new_site(), [post]).entries[0].summary == "It rains."


@pytest.mark.parametrize("title", ["", "  ", "\x07"])
def test_a_post_without_title_has_its_slug(
    new_post: NewPost, new_site: NewSite, title: str
) -> None:
    feed = make_feed(new_site(), [new_post(title=title)])

    assert feed.entries[0].title == "harbour-lights"


@pytest.mark.parametrize("title", ["", "  ", "\x07"])
def test_a_site_without_title_has_its_host(new_site: NewSite, title: str) -> None:
    assert make_feed(new_site(title=title), []).title == "films.example"


@pytest.mark.parametrize(
    ("url", "baseurl", "home"),
    [
        ("https://films.example", "", "https://films.example/"),
        ("https://films.example", "/blog", "https://films.example/blog/"),
        ("https://films.example", "/a/b", "https://films.example/a/b/"),
        ("https://films.example/x", "", "https://films.example/x/"),
    ],
)
def test_the_home_of_a_feed_ends_with_a_slash(
    new_site: NewSite, url: str, baseurl: str, home: str
) -> None:
    assert make_feed(new_site(url=url, baseurl=baseurl), []).home == home
