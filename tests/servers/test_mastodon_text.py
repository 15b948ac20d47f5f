"""The fake Mastodon writes statuses as HTML, with links, hashtags, mentions and cards."""

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.servers.asking import STATUSES, post
from tests.servers.mastodon import Mastodon
from tests.servers.mastodon_entities import Card
from tests.servers.mastodon_kinds import Kind
from tests.servers.mastodon_text import length

from reviewkit.announce.counting import mastodon_length


def link(url: str, hidden: str, shown: str, rest: str) -> str:
    """Write a link as Mastodon's guidelines show it."""
    return (
        f'<a href="{url}" target="_blank" rel="nofollow noopener" translate="no">'
        f'<span class="invisible">{hidden}</span>'
        f'<span class="{"ellipsis" if rest else ""}">{shown}</span>'
        f'<span class="invisible">{rest}</span></a>'
    )


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("a < b & c", "a &lt; b &amp; c"),
        ("one\ntwo\n\nthree", "one<br />two</p><p>three"),
        ("films.example/a", "films.example/a"),
        ("#1 @nobody", "#1 @nobody"),
        (
            "https://www.films.example/a.",
            link("https://www.films.example/a", "https://www.", "films.example/a", "") + ".",
        ),
        (
            f"https://films.example/{'x' * 20}?a&b",
            link(
                f"https://films.example/{'x' * 20}?a&amp;b",
                "https://",
                f"films.example/{'x' * 16}",
                "xxxx?a&amp;b",
            ),
        ),
    ],
)
def test_a_text_becomes_html(client: httpx.Client, text: str, content: str) -> None:
    assert post(client, text).json()["content"] == f"<p>{content}</p>"


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("(https://films.example/a)", "https://films.example/a"),
        ("https://films.example/a_(1950)!", "https://films.example/a_(1950)"),
        ("http://127.0.0.1:8000/a/", "http://127.0.0.1:8000/a/"),
        ("https://films.example/a#b, c", "https://films.example/a#b"),
        ("https://xn--fsqu00a.example/%E4%BE%8B…", "https://xn--fsqu00a.example/%E4%BE%8B"),
    ],
)
def test_an_address_ends_where_a_reader_would_say(
    client: httpx.Client, text: str, url: str
) -> None:
    assert f'<a href="{url}" ' in post(client, text).json()["content"]


def test_hashtags_and_mentions_are_found(client: httpx.Client, mastodon: Mastodon) -> None:
    mastodon.add_account("friend")
    status = post(client, "#Film for @friend, @nobody and @far@away.example #1 a#b").json()

    assert [tag["name"] for tag in status["tags"]] == ["film"]
    assert [person["acct"] for person in status["mentions"]] == ["friend"]
    assert f'href="{mastodon.url}/tags/film"' in status["content"]


def test_a_card_comes_after_the_first_answer(client: httpx.Client, mastodon: Mastodon) -> None:
    page = "https://films.example/a/"
    mastodon.pages[page] = Card(url=page, title="A")
    first = post(client, f"See {page}").json()
    later = client.get(f"{STATUSES}/{first['id']}").json()

    assert first["card"] is None
    assert (later["card"]["url"], later["card"]["title"]) == (page, "A")


def test_a_picture_takes_the_place_of_a_card(
    client: httpx.Client, mastodon: Mastodon, jpeg: bytes
) -> None:
    page = "https://films.example/a/"
    mastodon.pages[page] = Card(url=page)
    media = client.post("/api/v2/media", files={"file": ("a.jpg", jpeg)}).json()["id"]
    asked = {"status": page, "media_ids[]": [media]}
    status = client.post(STATUSES, data=asked).json()

    assert client.get(f"{STATUSES}/{status['id']}").json()["card"] is None


WORDS = st.one_of(
    st.text("aé日👨‍👩🇪🇺\u0301!?.,…", min_size=1, max_size=6),
    st.sampled_from(("https://films.example/reviews/the-clock/", "http://a.example/?b=c&d=e")),
    st.sampled_from(("https://films.example/a.", "(https://films.example/a#b),", "films.example")),
    st.sampled_from(("@someone@elsewhere.example", "@someone,", "#film", "#1", "a@b.example")),
)


@given(st.lists(WORDS).map(" ".join), st.sampled_from((23, 25)))
def test_reviewkit_counts_as_the_server_does(text: str, per_url: int) -> None:
    counted = length(text, "", Kind(reserved_per_url=per_url))

    assert counted == mastodon_length(text, per_url=per_url)
