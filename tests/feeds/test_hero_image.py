"""The hero image: one address everywhere, shown once, with its alternative text."""

import html
import json
from collections.abc import Callable, Mapping
from typing import Any, cast

import lxml.html
import pytest
from lxml import etree

from reviewkit.feeds.content import HeroInContent, content_html
from reviewkit.feeds.hero import hero_url
from reviewkit.model import Image, RenderedPost

AtomTree = Callable[..., etree._Element]  # noqa: SLF001 -- lxml names its elements so
NewImage = Callable[..., Image]
NewPost = Callable[..., RenderedPost]
RssTree = Callable[..., etree._Element]  # noqa: SLF001 -- lxml names its elements so
Write = Callable[..., Mapping[str, bytes]]

NAMES = {
    "a": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "media": "http://search.yahoo.com/mrss/",
}
ADDRESSES = [
    "https://films.example/assets/harbour.jpg",
    "https://films.example/assets/harbour%20lights.jpg?w=1200&h=630",
    "https://films.example/assets/caf%C3%A9.jpg",
    "https://films.example/assets/fisherman's-friend.jpg",
    "https://films.example/assets/harbour%20(1)+~!$*,;=@.jpg",
    "https://cdn.example/w_400,h_300/harbour.jpg",
]


def found(element: etree._Element, path: str) -> list[Any]:
    return cast("list[Any]", element.xpath(path, namespaces=NAMES))


def content_of(post: RenderedPost, write: Write) -> lxml.html.HtmlElement:
    item = json.loads(write(post)["json"])["items"][0]
    return lxml.html.fragment_fromstring(item["content_html"], create_parent="div")


@pytest.mark.parametrize("url", ADDRESSES)
def test_the_address_is_the_same_everywhere(
    write: Write, new_post: NewPost, new_image: NewImage, url: str
) -> None:
    feeds = write(new_post(image=new_image(url=url)))

    entry = found(etree.fromstring(feeds["atom"]), "a:entry")[0]
    item = found(etree.fromstring(feeds["rss"]), "channel/item")[0]
    data = json.loads(feeds["json"])["items"][0]
    bodies = [
        found(entry, "a:content/text()")[0],
        found(item, "content:encoded/text()")[0],
        data["content_html"],
    ]
    addresses = [
        *found(entry, "a:link[@rel='enclosure']/@href"),
        *found(entry, "media:content/@url"),
        *found(entry, "media:thumbnail/@url"),
        *found(item, "enclosure/@url"),
        *found(item, "media:content/@url"),
        *found(item, "media:thumbnail/@url"),
        data["image"],
        data["attachments"][0]["url"],
        *(str(lxml.html.fromstring(body).xpath("string((//img)[1]/@src)")) for body in bodies),
    ]
    assert addresses == [url] * 11


def test_the_picture_comes_first_in_the_text(
    write: Write, new_post: NewPost, new_image: NewImage
) -> None:
    content = content_of(new_post(image=new_image(), html="<p>Rain.</p>"), write)

    figure, paragraph = content
    assert figure.tag == "figure"
    assert dict(figure[0].attrib) == {
        "class": "webfeedsFeaturedVisual",
        "src": "https://films.example/assets/harbour.jpg",
        "alt": "A lighthouse in the fog",
        "width": "1200",
        "height": "630",
    }
    assert paragraph.text == "Rain."


@pytest.mark.parametrize("path", ["/assets/harbour.jpg", "../../assets/harbour.jpg"])
def test_a_picture_the_text_shows_is_not_shown_twice(
    write: Write, new_post: NewPost, new_image: NewImage, path: str
) -> None:
    post = new_post(image=new_image(), html=f'<p>Rain.</p><p><img src="{path}" alt="fog"></p>')

    content = content_of(post, write)

    assert content.xpath("//img/@src") == ["https://films.example/assets/harbour.jpg"]
    assert content.xpath("//figure") == []


@pytest.mark.parametrize("url", ADDRESSES)
def test_a_picture_the_text_shows_is_recognised_by_any_address(
    write: Write, new_post: NewPost, new_image: NewImage, url: str
) -> None:
    body = f'<p><img src="{html.escape(url)}" alt="fog"></p>'

    content = content_of(new_post(image=new_image(url=url), html=body), write)

    assert content.xpath("//img/@src") == [url]


def test_a_picture_whose_name_holds_brackets_is_not_shown_twice(
    write: Write, new_post: NewPost, new_image: NewImage
) -> None:
    # Jekyll's absolute_url leaves brackets as they are.
    hero = new_image(url="https://films.example/assets/harbour[1].jpg")
    post = new_post(image=hero, html='<p><img src="/assets/harbour[1].jpg" alt="fog"></p>')

    content = content_of(post, write)

    assert len(content.xpath("//img")) == 1


def test_words_that_look_like_the_picture_do_not_hide_it(
    write: Write, new_post: NewPost, new_image: NewImage
) -> None:
    body = '<p><code>src="https://films.example/assets/harbour.jpg"</code></p>'

    content = content_of(new_post(image=new_image(), html=body), write)

    assert len(content.xpath("//img")) == 1


def test_a_link_to_the_picture_does_not_hide_it(
    write: Write, new_post: NewPost, new_image: NewImage
) -> None:
    body = '<p><a href="/assets/harbour.jpg">the poster</a></p>'

    content = content_of(new_post(image=new_image(), html=body), write)

    assert len(content.xpath("//img")) == 1


@pytest.mark.parametrize("alt", ['"Fog" & <rain>', "l'été", "霧"])
def test_the_alternative_text_is_the_same_everywhere(
    write: Write, new_post: NewPost, new_image: NewImage, alt: str
) -> None:
    post = new_post(image=new_image(alt=alt))
    feeds = write(post)

    path = ".//media:content/media:description/text()"
    assert found(etree.fromstring(feeds["atom"]), path) == [alt]
    assert found(etree.fromstring(feeds["rss"]), path) == [alt]
    assert json.loads(feeds["json"])["items"][0]["attachments"][0]["title"] == alt
    assert content_of(post, write).xpath("//img/@alt") == [alt]


@pytest.mark.parametrize("alt", [None, ""])
def test_a_picture_without_alternative_text_has_an_empty_one(
    write: Write, atom_tree: AtomTree, new_post: NewPost, new_image: NewImage, alt: str | None
) -> None:
    post = new_post(image=new_image(alt=alt))

    assert content_of(post, write).xpath("//img/@alt") == [""]
    assert found(atom_tree(post), ".//media:description") == []


def test_the_picture_stands_in_no_group(
    atom_tree: AtomTree, rss_tree: RssTree, new_post: NewPost, new_image: NewImage
) -> None:
    post = new_post(image=new_image())

    for feed in (atom_tree(post), rss_tree(post)):
        assert found(feed, "//media:group") == []
        assert len(found(feed, "a:entry/media:content | channel/item/media:content")) == 1
        assert len(found(feed, "a:entry/media:thumbnail | channel/item/media:thumbnail")) == 1


def test_the_picture_has_its_size_and_kind(
    rss_tree: RssTree, new_post: NewPost, new_image: NewImage
) -> None:
    feed = rss_tree(new_post(image=new_image()))

    (media,) = found(feed, "//media:content")
    (thumbnail,) = found(feed, "//media:thumbnail")
    assert dict(media.attrib) == {
        "url": "https://films.example/assets/harbour.jpg",
        "medium": "image",
        "type": "image/jpeg",
        "fileSize": "54321",
        "width": "1200",
        "height": "630",
    }
    assert dict(thumbnail.attrib) == {
        "url": "https://films.example/assets/harbour.jpg",
        "width": "1200",
        "height": "630",
    }


def test_a_picture_on_another_host_has_no_length(
    atom_tree: AtomTree, rss_tree: RssTree, new_post: NewPost, new_image: NewImage
) -> None:
    elsewhere = new_image(file=None, bytes=None, width=None, height=None)

    post = new_post(image=elsewhere)

    assert found(rss_tree(post), "//enclosure/@length") == ["0"]
    assert found(atom_tree(post), "//a:link[@rel='enclosure']/@length") == ["0"]
    assert found(rss_tree(post), "//media:content/@fileSize") == []
    assert found(rss_tree(post), "//media:content/@width") == []


def test_a_picture_of_unknown_kind_is_no_enclosure_but_is_shown(
    write: Write, atom_tree: AtomTree, rss_tree: RssTree, new_post: NewPost, new_image: NewImage
) -> None:
    post = new_post(image=new_image(type=None, bytes=None))

    assert found(rss_tree(post), "//enclosure") == []
    assert found(atom_tree(post), "//a:link[@rel='enclosure']") == []
    assert "attachments" not in json.loads(write(post)["json"])["items"][0]
    assert len(found(rss_tree(post), "//media:content")) == 1
    assert len(content_of(post, write).xpath("//img")) == 1


def test_a_post_without_picture_shows_none(write: Write, new_post: NewPost) -> None:
    feeds = write(new_post(image=None))

    assert b"enclosure" not in feeds["atom"] + feeds["rss"]
    assert b"<media:" not in feeds["atom"] + feeds["rss"]
    assert b"<img" not in feeds["json"]


POST_URL = "https://films.example/posts/harbour-lights/"


def pictures(body: str, hero: Image | None, **options: Any) -> list[str]:  # noqa: ANN401 -- see content_html
    """Give the addresses of all pictures in the content."""
    tree = lxml.html.fragment_fromstring(
        content_html(body, POST_URL, hero, **options), create_parent="div"
    )
    return [str(address) for address in found(tree, "//img/@src")]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("https://films.example/a.jpg", "https://films.example/a.jpg"),
        ("https://films.example/a.jpg?w=1&h=2", "https://films.example/a.jpg?w=1&h=2"),
        ("https://films.example/a[1].jpg", "https://films.example/a%5B1%5D.jpg"),
        ("https://films.example/a b.jpg", "https://films.example/a%20b.jpg"),
        ("https://films.example/größe.jpg", "https://films.example/gr%C3%B6%C3%9Fe.jpg"),
        ('https://films.example/a".jpg', "https://films.example/a%22.jpg"),
        ("https://films.example\\a.jpg", "https://films.example/a.jpg"),
        ("HTTPS://films.example/a.jpg", "https://films.example/a.jpg"),
        ("https://müller.example/a.jpg", "https://xn--mller-kva.example/a.jpg"),
        ("//cdn.example/a.jpg", "https://cdn.example/a.jpg"),
        ("/a.jpg", "https://films.example/a.jpg"),
        ("https://films.example/../a.jpg", "https://films.example/a.jpg"),
        ("http://a.example:99999/a.jpg", None),
        ("javascript:alert(1)", None),
        ("data:image/png;base64,AA", None),
    ],
)
def test_every_spelling_of_an_address_has_one_form_and_the_text_has_it(
    new_image: NewImage, given: str, expected: str | None
) -> None:
    hero = new_image(url=given)

    assert hero_url(hero, POST_URL) == expected
    assert pictures("<p>Rain.</p>", hero) == ([expected] if expected else [])


@pytest.mark.parametrize(
    "body",
    [
        '<img src="/assets/caf%c3%a9.jpg">',
        '<img src="/assets/café.jpg">',
        '<img src="HTTPS://FILMS.example:443/assets/caf%C3%A9.jpg">',
        '<img src="/assets/%63af%C3%A9.jpg">',
        '<img data-src="../../assets/café.jpg" src="data:image/gif;base64,AA">',
        '<noscript><img src="/assets/café.jpg"></noscript>',
        '<a href="/big.jpg"><img src="//films.example/assets/café.jpg"></a>',
        '<input type="image" src="/assets/café.jpg">',
    ],
)
def test_the_picture_has_its_one_address_in_the_text_too(new_image: NewImage, body: str) -> None:
    hero = new_image(url="https://films.example/assets/caf%C3%A9.jpg")

    assert pictures(body, hero) == [hero.url]


@pytest.mark.parametrize(
    "body",
    [
        '<img src="/assets/café.jpg?v=2">',
        '<img src="http://films.example/assets/café.jpg">',
        '<img src="/assets/cafe\u0301.jpg">',
        '<img src="/small.jpg" srcset="/small.jpg 1x, /assets/café.jpg?w=800 2x">',
        '<img srcset="/small.jpg 1x, /assets/café.jpg 2x">',
        '<picture><source srcset="/assets/café.jpg"><img src="/small.jpg"></picture>',
    ],
)
def test_a_picture_shown_in_another_form_is_not_shown_twice(new_image: NewImage, body: str) -> None:
    hero = new_image(url="https://films.example/assets/caf%C3%A9.jpg")

    assert len(pictures(body, hero)) == 1


@pytest.mark.parametrize(
    ("url", "body"),
    [
        ("https://films.example/a.jpg", '<img src="/b.jpg">'),
        ("https://films.example/a.jpg", '<img src="/a.png">'),
        ("https://films.example/a.jpg", '<img src="https://other.example/a.jpg">'),
        ("https://films.example/show?id=1", '<img src="/show?id=2">'),
        ("https://films.example/a.jpg", '<video poster="/a.jpg"></video><img src="/b.jpg">'),
        ("https://films.example/a.jpg", '<!-- <img src="/a.jpg"> --><img src="/b.jpg">'),
        ("https://films.example/a.jpg", '<q cite="/a.jpg">x</q><img src="/b.jpg">'),
    ],
)
def test_another_picture_does_not_hide_it(new_image: NewImage, url: str, body: str) -> None:
    assert pictures(body, new_image(url=url))[0] == url
    assert len(pictures(body, new_image(url=url))) == 2


def test_the_picture_may_always_come_first_or_never(new_image: NewImage) -> None:
    hero, body = new_image(), '<p>Rain.</p><p><img src="/assets/harbour.jpg"></p>'

    assert pictures(body, hero, hero_in_content="always") == [hero.url, hero.url]
    assert pictures(body, hero, hero_in_content="auto") == [hero.url]
    assert pictures(body, hero, hero_in_content="never") == [hero.url]
    assert pictures("<p>Rain.</p>", hero, hero_in_content="never") == []


@pytest.mark.parametrize("hero_in_content", ["auto", "always", "never"])
@pytest.mark.parametrize("body", ["", "Rain.", "<p>Rain.</p>", '<img src="/assets/harbour.jpg">'])
def test_a_picture_that_came_first_once_does_not_come_again(
    new_image: NewImage, body: str, hero_in_content: HeroInContent
) -> None:
    hero = new_image(alt='"Fog" & <rain>\u00a0it\'s')
    once = content_html(body, POST_URL, hero, hero_in_content=hero_in_content)

    assert content_html(once, POST_URL, hero, hero_in_content=hero_in_content) == once
