"""The page that explains feeds and names those of a site."""

from xml.etree.ElementTree import Element

import html5lib
from hypothesis import given
from hypothesis import strategies as st
from tests.feeds.listing import HOME, NASTY, listed, listings

from reviewkit.feeds.listed import Listed
from reviewkit.feeds.subscribe import SUBSCRIBE, subscribe_values
from reviewkit.templating import make_environment, render

ENVIRONMENT = make_environment(None)


def written(
    title: str, feeds: list[Listed], *, lang: str | None = None, opml: str | None = None
) -> str:
    values = subscribe_values(title, HOME, feeds, lang=lang, opml=opml)
    return render(ENVIRONMENT, SUBSCRIBE, values)


def parsed(page: str) -> Element:
    """Read a page; the parser raises on whatever is not valid."""
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    assert isinstance(tree, Element)
    return tree


def hrefs(tree: Element, path: str) -> list[str | None]:
    return [link.get("href") for link in tree.iterfind(path)]


def test_each_feed_has_its_formats_as_links_and_as_addresses_to_copy() -> None:
    feeds = [listed("Films", "atom", "json"), listed("Fog", "rss", folder="tags/")]

    tree = parsed(written("The sea", feeds))

    assert ["".join(heading.itertext()) for heading in tree.iterfind(".//h2")] == ["Films", "Fog"]
    assert [link.text for link in tree.iterfind(".//dt/a")] == ["Atom", "JSON Feed", "RSS"]
    addresses = [file.url for feed in feeds for file in feed.files]
    assert hrefs(tree, ".//dt/a") == addresses
    assert [code.text for code in tree.iterfind(".//dd/code")] == addresses


def test_readers_find_the_feeds_in_its_head() -> None:
    feeds = [listed("Films", "atom", "json")]

    tree = parsed(written("The sea", feeds))

    assert hrefs(tree, "head/link[@rel='alternate']") == [file.url for file in feeds[0].files]


def test_it_leads_back_to_the_site() -> None:
    assert HOME in hrefs(parsed(written("The sea", [])), ".//a")


def test_its_words_are_english_and_the_titles_in_the_language_of_the_site() -> None:
    tree = parsed(written("La mer", [listed("Films", "atom")], lang="fr"))

    assert tree.get("lang") == "en"
    languages = {title.text: title.get("lang") for title in tree.iterfind(".//bdi")}
    assert languages == {"La mer": "fr", "Films": "fr"}


def test_a_site_without_a_language_claims_none() -> None:
    tree = parsed(written("La mer", [listed("Films", "atom")]))

    assert [title.get("lang") for title in tree.iterfind(".//bdi")] == [None, None, None]


def test_the_list_of_all_feeds_is_offered_where_there_is_one() -> None:
    address = f"{HOME}feeds.opml"

    assert address in hrefs(parsed(written("The sea", [], opml=address)), ".//a")
    assert "OPML" not in written("The sea", [])


def test_it_runs_no_scripts_and_loads_nothing() -> None:
    tree = parsed(written("The sea", [listed("Films", "atom")]))

    assert not {"script", "img", "iframe"} & {element.tag for element in tree.iter()}
    assert hrefs(tree, ".//link[@rel='stylesheet']") == []


def test_a_title_is_text_and_never_markup() -> None:
    tree = parsed(written(NASTY, [listed(NASTY, "atom")], lang='"><b>'))

    assert [title.text for title in tree.iterfind(".//bdi")] == [
        'Fog & "rain" <b> at \u202esea'
    ] * 3
    assert tree.find(".//b") is None


@given(st.text(), listings)
def test_whatever_the_titles_are_the_page_is_valid_and_the_same_twice(
    title: str, feeds: list[Listed]
) -> None:
    page = written(title, feeds)

    assert len(parsed(page).findall(".//dt")) == sum(len(feed.files) for feed in feeds)
    assert written(title, feeds) == page
