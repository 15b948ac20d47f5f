"""How a feed names its stylesheet; what the stylesheet does is seen in a browser."""

from urllib.parse import unquote, urljoin

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from lxml import etree

from reviewkit.feeds.stylesheet import stylesheet_instruction

NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1)
PATHS = st.lists(NAMES.filter(lambda name: name not in {".", ".."}), min_size=1, max_size=4).map(
    "/".join
)


@pytest.mark.parametrize(
    ("stylesheet", "feed", "href"),
    [
        ("feed.css", "feed.xml", "feed.css"),
        ("feed.css", "tags/fog/feed.xml", "../../feed.css"),
        ("assets/feed.css", "feed.xml", "assets/feed.css"),
        ("feeds/feed.css", "feeds/rss.xml", "feed.css"),
        ("a:b.css", "feed.xml", "a%3Ab.css"),
    ],
)
def test_the_address_is_relative_to_the_feed(stylesheet: str, feed: str, href: str) -> None:
    assert stylesheet_instruction(stylesheet, feed) == f'type="text/css" href="{href}"'


@given(PATHS, PATHS)
def test_any_two_paths_find_each_other_and_keep_the_file_well_formed(
    stylesheet: str, feed: str
) -> None:
    assume(not feed.startswith(f"{stylesheet}/"))  # no path is a file and a folder
    root = etree.Element("feed")
    text = stylesheet_instruction(stylesheet, feed)
    root.addprevious(etree.ProcessingInstruction("xml-stylesheet", text))

    written = etree.fromstring(etree.tostring(root.getroottree())).getprevious()

    assert isinstance(written, etree._ProcessingInstruction)  # noqa: SLF001 -- lxml's only name for it
    folder = "/".join("x" for _ in feed.split("/"))
    address = urljoin(f"https://films.example/{folder}", str(written.get("href")))
    assert unquote(address).endswith("/" + stylesheet.rpartition("/")[2])
