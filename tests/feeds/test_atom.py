"""Atom 1.0: what RFC 4287 wants, and what feedgen alone would get wrong."""

import datetime as dt
from collections.abc import Callable
from typing import Any, cast

import pytest
from lxml import etree

from reviewkit.model import Author, Image, RenderedPost, Site

AtomTree = Callable[..., etree._Element]  # noqa: SLF001 -- lxml names its elements so
NewImage = Callable[..., Image]
NewPost = Callable[..., RenderedPost]
NewSite = Callable[..., Site]

NAMES = {"a": "http://www.w3.org/2005/Atom", "media": "http://search.yahoo.com/mrss/"}


def found(element: etree._Element, path: str) -> list[Any]:
    return cast("list[Any]", element.xpath(path, namespaces=NAMES))


def test_an_enclosure_keeps_its_rel_type_and_length(
    atom_tree: AtomTree, new_post: NewPost, new_image: NewImage
) -> None:
    feed = atom_tree(new_post(image=new_image()))

    (link,) = found(feed, "a:entry/a:link[@rel='enclosure']")
    assert dict(link.attrib) == {
        "rel": "enclosure",
        "href": "https://films.example/assets/harbour.jpg",
        "length": "54321",
        "type": "image/jpeg",
    }


def test_an_entry_has_exactly_one_alternate_link(
    atom_tree: AtomTree, new_post: NewPost, new_image: NewImage
) -> None:
    feed = atom_tree(new_post(image=new_image()))

    links = found(feed, "a:entry/a:link[not(@rel) or @rel='alternate']/@href")
    assert links == ["https://films.example/posts/harbour-lights/"]


def test_the_feed_names_itself_and_the_site(atom_tree: AtomTree, new_post: NewPost) -> None:
    feed = atom_tree(new_post())

    links = {link.get("rel"): dict(link.attrib) for link in found(feed, "a:link")}
    assert links["self"] == {
        "rel": "self",
        "href": "https://films.example/feed.xml",
        "type": "application/atom+xml",
    }
    assert links["alternate"]["href"] == "https://films.example/"


def test_the_feed_id_is_the_address_of_the_site(atom_tree: AtomTree, new_site: NewSite) -> None:
    feed = atom_tree(site=new_site(baseurl="/blog"))

    assert found(feed, "a:id/text()") == ["https://films.example/blog/"]


def test_feed_and_entry_have_an_author_each(atom_tree: AtomTree, new_post: NewPost) -> None:
    post = new_post(authors=(Author(name="Bo Guest"), Author(name="Cy Guest")))

    feed = atom_tree(post)

    assert found(feed, "a:author/a:name/text()") == ["Ada Reviewer"]
    assert found(feed, "a:entry/a:author/a:name/text()") == ["Bo Guest", "Cy Guest"]


def test_a_post_without_author_has_that_of_the_site(atom_tree: AtomTree, new_post: NewPost) -> None:
    feed = atom_tree(new_post(authors=()))

    assert found(feed, "a:entry/a:author/a:name/text()") == ["Ada Reviewer"]
    assert found(feed, "a:entry/a:author/a:uri/text()") == ["https://ada.example/"]


def test_a_site_without_author_stands_for_itself(
    atom_tree: AtomTree, new_post: NewPost, new_site: NewSite
) -> None:
    feed = atom_tree(new_post(), site=new_site(author=None))

    assert found(feed, "a:author/a:name/text()") == ["Films by the Sea"]
    assert found(feed, "a:entry/a:author/a:name/text()") == ["Films by the Sea"]


def test_published_and_updated_are_those_of_the_post(
    atom_tree: AtomTree, new_post: NewPost
) -> None:
    changed = dt.datetime(2025, 2, 3, 4, 5, 6, tzinfo=dt.UTC)

    feed = atom_tree(new_post(updated=changed))

    assert found(feed, "a:entry/a:published/text()") == ["2025-01-20T17:42:44+01:00"]
    assert found(feed, "a:entry/a:updated/text()") == ["2025-02-03T04:05:06+00:00"]


def test_the_feed_was_updated_when_its_latest_change_was(
    atom_tree: AtomTree, new_post: NewPost
) -> None:
    changed = dt.datetime(2026, 2, 3, 4, 5, 6, tzinfo=dt.UTC)

    feed = atom_tree(new_post(slug="newest"), new_post(slug="older", updated=changed))

    assert found(feed, "a:updated/text()") == ["2026-02-03T04:05:06+00:00"]


def test_two_posts_of_one_moment_have_different_updated_times(
    atom_tree: AtomTree, new_post: NewPost
) -> None:
    day = dt.datetime(2025, 1, 20, tzinfo=dt.UTC)

    feed = atom_tree(new_post(slug="one", date=day), new_post(slug="two", date=day))

    times = found(feed, "a:entry/a:updated/text()")
    assert len(set(times)) == 2


def test_the_content_is_escaped_html(atom_tree: AtomTree, new_post: NewPost) -> None:
    feed = atom_tree(new_post(html="<p>Rain &amp; <em>fog</em></p>"))

    (content,) = found(feed, "a:entry/a:content")
    assert content.get("type") == "html"
    assert content.text == "<p>Rain &amp; <em>fog</em></p>"
    assert len(content) == 0


def test_an_entry_says_its_language(atom_tree: AtomTree, new_post: NewPost) -> None:
    feed = atom_tree(new_post(lang="fr"))

    assert found(feed, "@xml:lang") == ["en"]
    assert found(feed, "a:entry/@xml:lang") == ["fr"]


def test_categories_and_tags_are_terms_each_once(atom_tree: AtomTree, new_post: NewPost) -> None:
    feed = atom_tree(new_post(categories=("Film", "drama"), tags=("drama", "R & B")))

    assert found(feed, "a:entry/a:category/@term") == ["Film", "drama", "R & B"]


@pytest.mark.parametrize(
    ("description", "expected"), [("One review a week", ["One review a week"]), ("", [])]
)
def test_the_subtitle_is_the_description_of_the_site(
    atom_tree: AtomTree, new_site: NewSite, description: str, expected: list[str]
) -> None:
    feed = atom_tree(site=new_site(description=description))

    assert found(feed, "a:subtitle/text()") == expected
