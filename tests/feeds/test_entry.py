"""Where the words of an entry come from."""

from collections.abc import Callable

import pytest

from reviewkit.feeds import Feed
from reviewkit.model import Author, RenderedPost, Site

NewFeed = Callable[..., Feed]
NewPost = Callable[..., RenderedPost]
NewSite = Callable[..., Site]


def test_the_summary_is_the_sentence(new_feed: NewFeed, new_post: NewPost) -> None:
    post = new_post(sentence="Wet.", description="A description.", excerpt="It rains.")

    assert new_feed(post).entries[0].summary == "Wet."


def test_without_a_sentence_the_summary_is_the_description(
    new_feed: NewFeed, new_post: NewPost
) -> None:
    post = new_post(sentence=None, description="A description.", excerpt="It rains.")

    assert new_feed(post).entries[0].summary == "A description."


def test_without_both_the_summary_is_the_first_paragraph(
    new_feed: NewFeed, new_post: NewPost
) -> None:
    post = new_post(sentence=None, description=None, excerpt="It rains.")

    assert new_feed(post).entries[0].summary == "It rains."


@pytest.mark.parametrize("title", ["", "  ", "\x07"])
def test_a_post_without_title_has_its_slug(
    new_feed: NewFeed, new_post: NewPost, title: str
) -> None:
    feed = new_feed(new_post(title=title))

    assert feed.entries[0].title == "harbour-lights"


@pytest.mark.parametrize("title", ["", "  ", "\x07"])
def test_a_site_without_title_has_its_host(
    new_feed: NewFeed, new_site: NewSite, title: str
) -> None:
    assert new_feed(site=new_site(title=title)).title == "films.example"


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
    new_feed: NewFeed, new_site: NewSite, url: str, baseurl: str, home: str
) -> None:
    assert new_feed(site=new_site(url=url, baseurl=baseurl)).home == home


@pytest.mark.parametrize(
    ("written", "language"),
    [
        ("en_US", "en-US"),
        ("pt_BR.UTF-8", "pt-BR"),
        ("zh-Hans-CN", "zh-Hans-CN"),
        ("gsw", "gsw"),
        ("Portuguese (Brazil)", None),
        ("e", None),
        ("en-", None),
        ("", None),
        (None, None),
    ],
)
def test_a_language_is_written_as_the_formats_have_it_or_not_at_all(
    new_feed: NewFeed,
    new_post: NewPost,
    new_site: NewSite,
    written: str | None,
    language: str | None,
) -> None:
    feed = new_feed(new_post(lang=written), site=new_site(lang=written))

    assert (feed.lang, feed.entries[0].lang) == (language, language)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://ada.example/~a", "https://ada.example/~a"),
        ("/about", "https://films.example/about"),
        ("ü", "https://films.example/{}%C3%BC"),
        ("javascript:alert(1)", None),
        (None, None),
    ],
)
def test_the_address_of_an_author_is_whole(
    new_feed: NewFeed,
    new_post: NewPost,
    new_site: NewSite,
    written: str | None,
    address: str | None,
) -> None:
    ada = Author(name="Ada", uri=written)

    feed = new_feed(new_post(authors=(ada,)), site=new_site(author=ada))

    assert feed.author.uri == (address and address.format(""))
    assert feed.entries[0].authors[0].uri == (address and address.format("posts/harbour-lights/"))
