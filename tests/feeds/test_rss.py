"""RSS 2.0: what the specification and the Best Practices Profile want of it."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, cast

import lxml.html
import pytest
from lxml import etree

from reviewkit.model import Author, Image, RenderedPost, Site

NewImage = Callable[..., Image]
NewPost = Callable[..., RenderedPost]
NewSite = Callable[..., Site]
RssTree = Callable[..., etree._Element]  # noqa: SLF001 -- lxml names its elements so
Write = Callable[..., Mapping[str, bytes]]

NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}


def found(element: etree._Element, path: str) -> list[Any]:
    return cast("list[Any]", element.xpath(path, namespaces=NAMES))


def test_the_channel_has_what_it_must(rss_tree: RssTree, new_site: NewSite) -> None:
    feed = rss_tree(site=new_site(description=""))

    assert found(feed, "@version") == ["2.0"]
    assert found(feed, "channel/title/text()") == ["Films by the Sea"]
    assert found(feed, "channel/link/text()") == ["https://films.example/"]
    assert found(feed, "channel/description/text()") == ["Films by the Sea"]
    assert found(feed, "channel/language/text()") == ["en"]


def test_the_channel_names_itself(rss_tree: RssTree, new_post: NewPost) -> None:
    feed = rss_tree(new_post())

    (link,) = found(feed, "channel/atom:link[@rel='self']")
    assert dict(link.attrib) == {
        "rel": "self",
        "href": "https://films.example/rss.xml",
        "type": "application/rss+xml",
    }


def test_an_item_has_one_whole_enclosure(
    rss_tree: RssTree, new_post: NewPost, new_image: NewImage
) -> None:
    feed = rss_tree(new_post(image=new_image()))

    (enclosure,) = found(feed, "channel/item/enclosure")
    assert dict(enclosure.attrib) == {
        "url": "https://films.example/assets/harbour.jpg",
        "length": "54321",
        "type": "image/jpeg",
    }


def test_a_title_writes_markup_characters_as_numeric_references(
    write: Write, new_post: NewPost
) -> None:
    data = write(new_post(title="Tom & Jerry <3 or >3"))["rss"]

    assert b"<title>Tom &#x26; Jerry &#x3C;3 or &#x3E;3</title>" in data


def test_a_description_writes_markup_characters_as_numeric_references(
    write: Write, new_post: NewPost, new_site: NewSite
) -> None:
    site = new_site(title="Films & <more>", description="Reviews & <rants>")

    data = write(new_post(sentence="Cats & <dogs>"), site=site)["rss"]

    assert b"<description>Cats &#x26; &#x3C;dogs&#x3E;</description>" in data
    assert b"<description>Reviews &#x26; &#x3C;rants&#x3E;</description>" in data
    assert b"<title>Films &#x26; &#x3C;more&#x3E;</title>" in data


def test_a_reference_in_a_title_is_the_sign_that_pages_show(
    rss_tree: RssTree, new_post: NewPost
) -> None:
    feed = rss_tree(new_post(title="Tom &amp; Jerry &#8211; R&D &lt;3 &nosuch; Volt&ampere"))

    assert found(feed, "channel/item/title/text()") == ["Tom & Jerry – R&D <3 &nosuch; Volt&ampere"]


def test_content_that_looks_like_a_title_element_is_left_alone(
    rss_tree: RssTree, new_post: NewPost
) -> None:
    html = "<pre><code>&lt;title&gt;a &amp;amp; b&lt;/title&gt;</code></pre>"

    feed = rss_tree(new_post(html=html))

    assert found(feed, "channel/item/content:encoded/text()") == [html]


def test_the_description_comes_before_the_content(rss_tree: RssTree, new_post: NewPost) -> None:
    feed = rss_tree(new_post())

    names = [etree.QName(element).localname for element in found(feed, "channel/item/*")]
    assert names.index("description") < names.index("encoded")


def test_the_description_is_short_and_the_content_whole(
    rss_tree: RssTree, new_post: NewPost
) -> None:
    feed = rss_tree(new_post(sentence="Wet.", html="<p>It rains.</p>"))

    assert found(feed, "channel/item/description/text()") == ["Wet."]
    assert found(feed, "channel/item/content:encoded/text()") == ["<p>It rains.</p>"]


def test_dates_are_written_in_english_with_a_numeric_offset(
    rss_tree: RssTree, new_post: NewPost
) -> None:
    zone = dt.timezone(dt.timedelta(hours=-3, minutes=-30))

    feed = rss_tree(new_post(date=dt.datetime(2025, 3, 5, 6, 7, 8, tzinfo=zone)))

    assert found(feed, "channel/item/pubDate/text()") == ["Wed, 05 Mar 2025 06:07:08 -0330"]
    assert found(feed, "channel/lastBuildDate/text()") == ["Wed, 05 Mar 2025 06:07:08 -0330"]


def test_the_guid_is_a_permalink_when_it_is_the_url(rss_tree: RssTree, new_post: NewPost) -> None:
    feed = rss_tree(new_post())

    assert found(feed, "channel/item/guid/@isPermaLink") == ["true"]
    assert found(feed, "channel/item/guid/text()") == found(feed, "channel/item/link/text()")


@pytest.mark.parametrize(
    "guid",
    [
        "tag:films.example,2019:42",
        "https://old.example/42",
        "https://films.example/posts/harbour-lights",
    ],
)
def test_any_other_guid_is_no_permalink(rss_tree: RssTree, new_post: NewPost, guid: str) -> None:
    feed = rss_tree(new_post(front_matter={"guid": guid}))

    assert found(feed, "channel/item/guid/@isPermaLink") == ["false"]
    assert found(feed, "channel/item/guid/text()") == [guid]


def test_every_author_is_a_creator(rss_tree: RssTree, new_post: NewPost) -> None:
    post = new_post(authors=(Author(name="Bo Guest"), Author(name="Cy Guest", email="c@y.example")))

    feed = rss_tree(post)

    assert found(feed, "channel/item/dc:creator/text()") == ["Bo Guest", "Cy Guest"]
    assert found(feed, "channel/item/author") == []


def test_categories_and_tags_are_categories_each_once(rss_tree: RssTree, new_post: NewPost) -> None:
    feed = rss_tree(new_post(categories=("Film", "drama"), tags=("drama", "R & B")))

    assert found(feed, "channel/item/category/text()") == ["Film", "drama", "R & B"]


def test_plain_text_that_stands_in_for_content_is_not_markup(
    rss_tree: RssTree, new_post: NewPost
) -> None:
    post = new_post(title="Tom & <b>Jerry", html="", sentence=None, excerpt="")

    (content,) = found(rss_tree(post), "channel/item/content:encoded/text()")

    tree = lxml.html.fragment_fromstring(content, create_parent="div")
    assert tree.xpath("//b") == []
    assert tree.text_content() == "Tom & <b>Jerry"
