"""OPML 2.0: the list of feeds that a reader imports."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.feeds.listing import HOME, NASTY, listed, listings

from reviewkit.feeds.listed import Listed
from reviewkit.feeds.opml import opml


def outlines(data: bytes) -> list[dict[str, str]]:
    found = etree.fromstring(data).iterfind("body/outline")
    return [{str(name): str(value) for name, value in outline.items()} for outline in found]


def test_a_feed_is_an_outline_with_what_a_reader_imports() -> None:
    data = opml("The sea", HOME, [listed("Films by the Sea", "atom", "rss")])

    assert outlines(data) == [
        {
            "type": "rss",
            "text": "Films by the Sea",
            "title": "Films by the Sea",
            "xmlUrl": "https://films.example/feed.xml?a=1&b=2",
            "htmlUrl": HOME,
        }
    ]


def test_the_list_has_version_title_and_body_and_no_date() -> None:
    root = etree.fromstring(opml("The sea", HOME, []))

    assert (root.tag, root.items()) == ("opml", [("version", "2.0")])
    assert [child.tag for child in root] == ["head", "body"]
    assert [(child.tag, child.text) for child in root[0]] == [("title", "The sea")]


def test_only_rss_has_a_version() -> None:
    data = opml("The sea", HOME, [listed("One", "rss", "atom"), listed("Two", "atom", "rss")])

    assert [outline.get("version") for outline in outlines(data)] == ["RSS", None]


def test_a_json_feed_is_named_only_where_there_is_no_other() -> None:
    data = opml("The sea", HOME, [listed("One", "json", "rss"), listed("Two", "json")])

    addresses = [outline["xmlUrl"].partition("?")[0] for outline in outlines(data)]
    assert addresses == [f"{HOME}rss.xml", f"{HOME}feed.json"]


def test_what_xml_cannot_hold_is_gone() -> None:
    data = opml(NASTY, HOME, [listed(NASTY, "atom")])

    expected = 'Fog & "rain" <b> at \u202esea'
    assert outlines(data)[0]["text"] == expected
    assert etree.fromstring(data).findtext("head/title") == expected


def test_what_has_no_title_is_called_by_its_address() -> None:
    data = opml(" ", HOME, [listed("\x07", "atom")])

    assert outlines(data)[0]["text"] == "https://films.example/feed.xml?a=1&b=2"
    assert etree.fromstring(data).findtext("head/title") == HOME


@given(st.text(), listings)
def test_whatever_the_titles_are_the_list_is_whole_and_the_same_twice(
    title: str, feeds: list[Listed]
) -> None:
    data = opml(title, HOME, feeds)

    found = outlines(data)
    assert len(found) == sum(bool(feed.files) for feed in feeds)
    assert all(outline["text"] and outline["xmlUrl"] for outline in found)
    assert opml(title, HOME, feeds) == data
