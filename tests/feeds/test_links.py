"""Autodiscovery: the lines for the head of a page, by which readers find the feeds."""

import html5lib
from hypothesis import given
from tests.feeds.listing import NASTY, listed, listings

from reviewkit.feeds.links import file_title, head_links
from reviewkit.feeds.listed import Listed


def links(lines: str) -> list[dict[str, str]]:
    """Read the lines as a browser does in the head of a page; whatever is not valid raises."""
    page = f"<!DOCTYPE html><html><head><title>x</title>{lines}</head><body></body></html>"
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    return [dict(link.attrib) for link in tree.findall("head/link")]


def test_each_file_has_a_link_in_the_order_of_the_settings() -> None:
    found = links(head_links([listed("Films", "rss", "atom", "json")]))

    assert [link["type"] for link in found] == [
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
    ]
    assert [link["href"] for link in found] == [
        "https://films.example/rss.xml?a=1&b=2",
        "https://films.example/feed.xml?a=1&b=2",
        "https://films.example/feed.json?a=1&b=2",
    ]
    assert {link["rel"] for link in found} == {"alternate"}


def test_the_titles_of_one_feed_tell_its_formats_apart() -> None:
    found = links(head_links([listed("Films", "atom", "rss", "json")]))

    assert [link["title"] for link in found] == ["Films (Atom)", "Films (RSS)", "Films (JSON Feed)"]


def test_a_feed_with_one_format_does_not_name_it() -> None:
    assert links(head_links([listed("Films", "rss")]))[0]["title"] == "Films"


def test_a_title_is_escaped_and_on_one_line() -> None:
    lines = head_links([listed(NASTY, "atom")])

    assert lines.count("\n") == 1
    assert links(lines)[0]["title"] == 'Fog & "rain" <b> at \u202esea'


def test_a_feed_without_a_title_is_called_by_its_address() -> None:
    feed = listed("\x00 \n", "atom")

    assert file_title(feed, feed.files[0]) == feed.files[0].url


def test_no_feeds_are_no_lines() -> None:
    assert head_links([]) == ""


@given(listings)
def test_whatever_the_titles_are_there_is_one_valid_link_for_each_file(feeds: list[Listed]) -> None:
    found = links(head_links(feeds))

    assert [link["href"] for link in found] == [file.url for feed in feeds for file in feed.files]
