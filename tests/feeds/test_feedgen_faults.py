"""What feedgen 1.0.0 does wrong, each fault by its name: none of it reaches a feed of ours."""

import datetime as dt
import json
import locale
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

import pytest
from lxml import etree

from reviewkit.feeds import FORMATS, Feed, Links
from reviewkit.model import Image, RenderedPost

NewFeed = Callable[..., Feed]
NewImage = Callable[..., Image]
NewPost = Callable[..., RenderedPost]
Write = Callable[..., Mapping[str, bytes]]

NAMES = {
    "a": "http://www.w3.org/2005/Atom",
    "fh": "http://purl.org/syndication/history/1.0",
    "m": "http://search.yahoo.com/mrss/",
}
PAGE = Links(
    self="https://films.example/2.xml",
    previous="https://films.example/1.xml",
    following="https://films.example/3.xml",
    current="https://films.example/feed.xml",
)


def found(data: bytes, path: str) -> list[Any]:
    return cast("list[Any]", etree.fromstring(data).xpath(path, namespaces=NAMES))


def test_entry_links_lose_rel_type_and_length(
    write: Write, new_post: NewPost, new_image: NewImage
) -> None:
    (link,) = found(
        write(new_post(image=new_image()))["atom"], "//a:entry/a:link[@rel='enclosure']"
    )

    assert dict(link.attrib) == {
        "rel": "enclosure",
        "href": "https://films.example/assets/harbour.jpg",
        "length": "54321",
        "type": "image/jpeg",
    }


def test_an_enclosure_becomes_a_second_alternate(
    write: Write, new_post: NewPost, new_image: NewImage
) -> None:
    links = found(write(new_post(image=new_image()))["atom"], "//a:entry/a:link")

    assert [link.get("rel") for link in links] == [None, "enclosure"]  # none: alternate


@pytest.mark.parametrize("name", ["atom", "rss"])
def test_media_has_no_title_and_no_description_and_a_group(
    write: Write, new_post: NewPost, new_image: NewImage, name: str
) -> None:
    data = write(new_post(image=new_image()))[name]

    assert found(data, "//m:content/m:title/text()") == ["Harbour Lights"]
    assert found(data, "//m:content/m:description/text()") == ["A lighthouse in the fog"]
    assert found(data, "//m:group") == []


@pytest.mark.parametrize(("name", "path"), [("atom", "/a:feed"), ("rss", "/rss/channel")])
def test_rss_has_no_hub_and_no_archive_links(
    new_feed: NewFeed, new_post: NewPost, name: str, path: str
) -> None:
    feed = new_feed(new_post(), hubs=["https://hub.example/"])

    data = FORMATS[name](feed, PAGE)  # type: ignore[index]

    links = found(data, f"{path}/a:link[not(@rel='alternate')]")
    assert [(link.get("rel"), link.get("href")) for link in links] == [
        ("self", PAGE.self),
        ("current", PAGE.current),
        ("prev-archive", PAGE.previous),
        ("next-archive", PAGE.following),
        ("hub", "https://hub.example/"),
    ]
    assert len(found(data, f"{path}/fh:archive")) == 1


def test_two_formats_share_one_self_link(write: Write, new_post: NewPost) -> None:
    feeds = write(new_post())

    assert found(feeds["atom"], "/a:feed/a:link[@rel='self']/@href") == [
        "https://films.example/feed.xml"
    ]
    assert found(feeds["rss"], "//a:link[@rel='self']/@href") == ["https://films.example/rss.xml"]
    assert found(feeds["rss"], "/rss/channel/link/text()") == ["https://films.example/"]


@pytest.mark.parametrize("name", ["atom", "rss"])
def test_now_is_the_default_of_every_date(write: Write, new_post: NewPost, name: str) -> None:
    data = write(new_post())[name].decode()

    assert str(dt.datetime.now(dt.UTC).year) not in data.replace("2025", "")


def test_entries_are_put_in_front(write: Write, new_post: NewPost) -> None:
    feeds = write(new_post(slug="new"), new_post(slug="old"))

    order = ["https://films.example/posts/new/", "https://films.example/posts/old/"]
    assert found(feeds["atom"], "//a:entry/a:id/text()") == order
    assert found(feeds["rss"], "//item/guid/text()") == order


def test_control_characters_stop_the_feed(write: Write, new_post: NewPost) -> None:
    feeds = write(new_post(title="a\x0bb\x00", html="<p>a\x0bb\x00</p>", sentence="\x1b"))

    assert found(feeds["rss"], "//item/title/text()") == ["ab"]


def test_rss_titles_hold_entities_that_readers_read_twice(write: Write, new_post: NewPost) -> None:
    data = write(new_post(title="Tom & Jerry <3", sentence="1 < 2 & 3"))["rss"]

    assert b"<title>Tom &#x26; Jerry &#x3C;3</title>" in data
    assert b"<description>1 &#x3C; 2 &#x26; 3</description>" in data


def test_posts_of_one_day_have_equal_updated_values(write: Write, new_post: NewPost) -> None:
    midnight = dt.datetime(2025, 1, 20, tzinfo=dt.UTC)

    feeds = write(*(new_post(slug=slug, date=midnight) for slug in ("c", "a", "b")))

    assert found(feeds["atom"], "//a:entry/a:updated/text()") == [
        "2025-01-20T00:00:02+00:00",
        "2025-01-20T00:00:00+00:00",
        "2025-01-20T00:00:01+00:00",
    ]
    assert [item["date_modified"] for item in json.loads(feeds["json"])["items"]] == found(
        feeds["atom"], "//a:entry/a:updated/text()"
    )


def test_an_edited_post_moves_the_updated_value_of_no_other(
    write: Write, new_post: NewPost
) -> None:
    midnight = dt.datetime(2025, 1, 20, tzinfo=dt.UTC)
    edited = new_post(slug="a", date=midnight - dt.timedelta(days=9), updated=midnight)

    feeds = write(new_post(slug="b", date=midnight), edited)

    assert found(feeds["atom"], "//a:entry/a:updated/text()") == [
        "2025-01-20T00:00:00+00:00",
        "2025-01-20T00:00:01+00:00",
    ]


@pytest.fixture
def other_locale() -> Iterator[None]:
    """Set a locale whose days have other names, where the computer has one."""
    before = locale.setlocale(locale.LC_ALL)
    for name in ("de_DE.UTF-8", "fr_FR.UTF-8", "it_IT.UTF-8", "C"):
        try:
            locale.setlocale(locale.LC_ALL, name)
        except locale.Error:
            continue
        break
    yield
    locale.setlocale(locale.LC_ALL, before)


@pytest.mark.usefixtures("other_locale")
def test_dates_are_written_in_the_language_of_the_computer(write: Write, new_post: NewPost) -> None:
    data = write(new_post())["rss"]

    assert found(data, "//item/pubDate/text()") == ["Mon, 20 Jan 2025 17:42:44 +0100"]
