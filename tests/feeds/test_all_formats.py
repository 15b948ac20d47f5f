"""What Atom, RSS and JSON Feed have in common: the same posts, whole, and the same every time."""

import calendar
import datetime as dt
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.parsers import expat

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reviewkit.feeds import FORMATS
from reviewkit.model import Author, Image, RenderedPost, Site

NewImage = Callable[..., Image]
NewPost = Callable[..., RenderedPost]
NewSite = Callable[..., Site]
Write = Callable[..., Mapping[str, bytes]]

ATOM = "{http://www.w3.org/2005/Atom}"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
RFC_822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} [\d:]{8} [+-]\d{4}")

SCRIPT = """
import contextlib, locale, runpy, sys
with contextlib.suppress(locale.Error):
    locale.setlocale(locale.LC_ALL, "")
make = runpy.run_path(sys.argv[1])
posts = [make["new_post"](slug=slug, image=make["new_image"]()) for slug in ("one", "two")]
for data in make["write"](*posts, hubs=["https://hub.example/"]).values():
    sys.stdout.buffer.write(data)
"""


def well_formed(data: bytes) -> bool:
    """Parse with expat and with lxml; both raise for what is no XML."""
    expat.ParserCreate(namespace_separator=" ").Parse(data, True)  # noqa: FBT003 -- expat's own
    return etree.fromstring(data) is not None


def atom_titles(data: bytes) -> list[str]:
    return [
        str(found.text) for found in etree.fromstring(data).iterfind(f"{ATOM}entry/{ATOM}title")
    ]


def rss_titles(data: bytes) -> list[str]:
    return [str(found.text) for found in etree.fromstring(data).iterfind("channel/item/title")]


def json_titles(data: bytes) -> list[str]:
    return [item["title"] for item in json.loads(data)["items"]]


def dates(feeds: Mapping[str, bytes]) -> list[str]:
    """Give every date of the three feeds as it is written."""
    pattern = rb"<(?:updated|published|pubDate|lastBuildDate)>([^<]*)<"
    found = re.findall(pattern, feeds["atom"] + feeds["rss"])
    found += re.findall(rb'"date_[a-z]+": "([^"]*)"', feeds["json"])
    return [date.decode() for date in found]


def test_there_is_a_writer_for_each_format() -> None:
    assert list(FORMATS) == ["atom", "rss", "json"]


def test_entries_stand_in_the_order_given(write: Write, new_post: NewPost) -> None:
    feeds = write(*(new_post(slug=slug, title=slug) for slug in ("third", "second", "first")))

    expected = ["third", "second", "first"]
    assert atom_titles(feeds["atom"]) == expected
    assert rss_titles(feeds["rss"]) == expected
    assert json_titles(feeds["json"]) == expected


def test_each_feed_names_the_hubs(write: Write, new_post: NewPost) -> None:
    hubs = ["https://hub.example/", "https://other-hub.example/"]

    feeds = write(new_post(), hubs=hubs)

    for name in ("atom", "rss"):
        links = etree.fromstring(feeds[name]).iter(f"{ATOM}link")
        assert [link.get("href") for link in links if link.get("rel") == "hub"] == hubs
    assert json.loads(feeds["json"])["hubs"] == [{"type": "WebSub", "url": hub} for hub in hubs]


def test_without_hubs_none_is_named(write: Write, new_post: NewPost) -> None:
    feeds = write(new_post())

    assert b"hub" not in feeds["atom"] + feeds["rss"] + feeds["json"]


def test_no_feed_gives_an_email_address_away(write: Write, new_post: NewPost) -> None:
    author = Author(name="Bo Guest", email="bo@private.example")

    feeds = write(new_post(authors=(author,)))

    assert b"private.example" not in b"".join(feeds.values())


def test_no_date_is_the_present(write: Write, new_post: NewPost) -> None:
    feeds = write(new_post(updated=dt.datetime(2025, 2, 3, 4, 5, 6, tzinfo=dt.UTC)))

    assert set(dates(feeds)) == {
        "2025-01-20T17:42:44+01:00",
        "2025-02-03T04:05:06+00:00",
        "Mon, 20 Jan 2025 17:42:44 +0100",
        "Mon, 03 Feb 2025 04:05:06 +0000",
    }


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Pacific/Auckland"},
        {"TZ": "America/St_Johns", "LC_ALL": "C"},
        {"LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"},
        {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "0"},
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "4294967295"},
    ],
    ids=str,
)
def test_the_bytes_do_not_depend_on_time_zone_locale_or_hash_seed(
    write: Write, new_post: NewPost, new_image: NewImage, environment: dict[str, str]
) -> None:
    posts = [new_post(slug=slug, image=new_image()) for slug in ("one", "two")]
    here = b"".join(write(*posts, hubs=["https://hub.example/"]).values())

    conftest = str(Path(__file__).with_name("conftest.py"))
    there = subprocess.run(
        [sys.executable, "-c", SCRIPT, conftest],
        env={**os.environ, **environment},
        capture_output=True,
        check=True,
    ).stdout

    assert there == here


def test_an_old_zone_with_seconds_is_written_as_the_standards_want(
    write: Write, new_post: NewPost
) -> None:
    zone = dt.timezone(dt.timedelta(minutes=53, seconds=28))

    feeds = write(new_post(date=dt.datetime(1890, 1, 2, 3, 4, 5, tzinfo=zone)))

    odd = [d for d in dates(feeds) if not RFC_3339.fullmatch(d) and not RFC_822.fullmatch(d)]
    assert odd == []


NASTY = "a\x00b\x07c\x0bd\x1b\ufffe\uffff\ud800\udfffe"
FIELDS: Sequence[str] = (
    *("title", "sentence", "description", "excerpt", "html", "tag", "category"),
    *("author", "author address", "alt", "guid", "language"),
    *("site title", "site description", "site author", "site language"),
)


def with_text(
    field: str, text: str, new_post: NewPost, new_site: NewSite, new_image: NewImage
) -> tuple[RenderedPost, Site]:
    """Put `text` into one field of a post or its site."""
    changes: dict[str, dict[str, Any]] = {
        "title": {"title": text},
        "sentence": {"sentence": text},
        "description": {"sentence": None, "description": text},
        "excerpt": {"sentence": None, "excerpt": text},
        "html": {"html": f"<p>{text}</p>"},
        "tag": {"tags": (text,)},
        "category": {"categories": (text,)},
        "author": {"authors": (Author(name=text),)},
        "author address": {"authors": (Author(name="Bo", uri=f"https://bo.example/{text}"),)},
        "alt": {"image": new_image(alt=text)},
        "language": {"lang": f"en{text}"},
        "guid": {"front_matter": {"guid": f"tag:films.example,2025:{text}"}},
    }
    site: dict[str, dict[str, Any]] = {
        "site title": {"title": text},
        "site description": {"description": text},
        "site author": {"author": Author(name=text)},
        "site language": {"lang": f"en{text}"},
    }
    return new_post(**changes.get(field, {})), new_site(**site.get(field, {}))


@pytest.mark.parametrize("field", FIELDS)
def test_control_characters_and_lone_surrogates_never_break_a_feed(
    write: Write, new_post: NewPost, new_site: NewSite, new_image: NewImage, field: str
) -> None:
    post, site = with_text(field, NASTY, new_post, new_site, new_image)

    feeds = write(post, site=site)

    assert well_formed(feeds["atom"])
    assert well_formed(feeds["rss"])
    assert json.loads(feeds["json"])["items"]
    assert b"\\u00" not in feeds["json"]


TEXT = st.text(st.characters(), max_size=12)


@given(text=TEXT, field=st.sampled_from([f for f in FIELDS if f != "html"]))
def test_any_text_in_any_field_gives_well_formed_feeds(
    write: Write,
    new_post: NewPost,
    new_site: NewSite,
    new_image: NewImage,
    text: str,
    field: str,
) -> None:
    post, site = with_text(field, text, new_post, new_site, new_image)

    feeds = write(post, site=site)

    assert well_formed(feeds["atom"])
    assert well_formed(feeds["rss"])
    assert json.loads(feeds["json"])["items"]


@given(title=TEXT)
def test_any_title_is_the_same_in_all_formats(write: Write, new_post: NewPost, title: str) -> None:
    feeds = write(new_post(title=title))

    titles = json_titles(feeds["json"])
    assert titles[0]
    assert atom_titles(feeds["atom"]) == titles
    assert rss_titles(feeds["rss"]) == titles


@given(
    title=st.text(
        st.characters(exclude_categories=["C", "Z"], exclude_characters="\ufffd"), min_size=1
    )
)
def test_a_title_of_ordinary_characters_is_not_changed(
    write: Write, new_post: NewPost, title: str
) -> None:
    feeds = write(new_post(title=title, slug="slug"))

    assert json_titles(feeds["json"]) == [title]


@given(html=st.text(st.characters(), max_size=30))
def test_any_body_gives_the_same_content_in_all_formats(
    write: Write, new_post: NewPost, html: str
) -> None:
    feeds = write(new_post(html=f"<p>Rain.</p>{html}"))

    content = json.loads(feeds["json"])["items"][0]["content_html"]
    atom = etree.fromstring(feeds["atom"]).findtext(f"{ATOM}entry/{ATOM}content")
    encoded = "channel/item/{http://purl.org/rss/1.0/modules/content/}encoded"
    assert atom == content
    assert etree.fromstring(feeds["rss"]).findtext(encoded) == content


@pytest.mark.parametrize("body", ["<p>a]]>b</p>", "<!-- ]]> --><p>c</p>", "<p>&#0;&nbsp;</p>"])
def test_a_body_that_looks_like_the_end_of_a_section_breaks_nothing(
    write: Write, new_post: NewPost, body: str
) -> None:
    feeds = write(new_post(html=body))

    assert well_formed(feeds["atom"])
    assert well_formed(feeds["rss"])


def parsed(data: bytes) -> Any:  # noqa: ANN401 -- feedparser ships no types
    result = feedparser.parse(data)
    assert not result.bozo
    return result


@pytest.mark.parametrize("name", ["atom", "rss"])
def test_a_feed_reader_finds_what_json_feed_says(
    write: Write, new_post: NewPost, new_image: NewImage, name: str
) -> None:
    feeds = write(
        new_post(slug="one", title="Tom & Jerry, 1 < 2", image=new_image()),
        new_post(slug="two", title="Amélie 映画 🎬", front_matter={"guid": "tag:a.example,2019:2"}),
    )

    read = parsed(feeds[name])

    data = json.loads(feeds["json"])
    assert read.feed.title == data["title"]
    assert read.feed.link == data["home_page_url"]
    assert [entry.id for entry in read.entries] == [item["id"] for item in data["items"]]
    assert [entry.link for entry in read.entries] == [item["url"] for item in data["items"]]
    assert [entry.title for entry in read.entries] == [item["title"] for item in data["items"]]
    assert [entry.summary for entry in read.entries] == [item["summary"] for item in data["items"]]
    assert [calendar.timegm(entry.published_parsed) for entry in read.entries] == [
        int(dt.datetime.fromisoformat(item["date_published"]).timestamp()) for item in data["items"]
    ]


def test_a_feed_reader_finds_when_a_post_was_changed(write: Write, new_post: NewPost) -> None:
    changed = dt.datetime(2025, 2, 3, 4, 5, 6, tzinfo=dt.UTC)

    feeds = write(new_post(updated=changed))

    assert calendar.timegm(parsed(feeds["atom"]).entries[0].updated_parsed) == changed.timestamp()
    (item,) = json.loads(feeds["json"])["items"]
    assert dt.datetime.fromisoformat(item["date_modified"]) == changed


@pytest.mark.parametrize("name", ["atom", "rss"])
def test_a_feed_reader_finds_the_picture(
    write: Write, new_post: NewPost, new_image: NewImage, name: str
) -> None:
    (entry,) = parsed(write(new_post(image=new_image()))[name]).entries

    (enclosure,) = entry.enclosures
    assert enclosure.href == "https://films.example/assets/harbour.jpg"
    assert (enclosure.type, enclosure.length) == ("image/jpeg", "54321")
    assert entry.media_content[0]["url"] == enclosure.href
    assert entry.media_thumbnail[0]["url"] == enclosure.href


def test_a_site_without_posts_has_three_valid_feeds(write: Write) -> None:
    feeds = write()

    for name in ("atom", "rss"):
        assert well_formed(feeds[name])
        read = parsed(feeds[name])
        assert read.feed.title == "Films by the Sea"
        assert read.entries == []
    data = json.loads(feeds["json"])
    assert data["items"] == []
    assert data["title"] == "Films by the Sea"


def test_a_site_without_posts_has_feeds_with_a_date_that_never_changes(write: Write) -> None:
    assert set(dates(write())) == {
        "1970-01-01T00:00:00+00:00",
        "Thu, 01 Jan 1970 00:00:00 +0000",
    }
