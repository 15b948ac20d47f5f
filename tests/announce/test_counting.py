"""How long a text is to each network."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.announce.counting import (
    bluesky_length,
    byte_length,
    compatible_length,
    graphemes,
    mastodon_length,
)

CLUSTERS = {
    "a letter": "a",
    "a letter with an accent of its own": "e\u0301",
    "a family": "👨‍👩‍👧‍👦",
    "a flag": "🇩🇪",
    "the flag of England": "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "a keycap": "1\ufe0f\u20e3",
    "a skin tone": "👍🏽",
    "a burning heart": "❤️‍🔥",
    "Hindi": "क्षि",
    "Tamil": "நி",
    "Hangul of three": "\u1100\u1161\u11a8",
    "Zalgo": "Z\u0337\u0321\u0327\u0322\u034e\u0333",
    "a line end": "\r\n",
}


@pytest.mark.parametrize("cluster", CLUSTERS.values(), ids=CLUSTERS)
def test_what_a_reader_calls_a_character_counts_as_one(cluster: str) -> None:
    assert graphemes(cluster) == [cluster]
    assert bluesky_length(cluster * 3) == 3
    assert mastodon_length(f"x{cluster}x") == (4 if cluster == "क्षि" else 3)


@pytest.mark.parametrize(
    ("text", "bluesky", "mastodon"),
    [("हिन्दी", 2, 3), ("क्षि", 1, 2), ("স্ত্রী", 1, 3), ("की", 1, 1), ("น้ำ", 1, 1), ("நி", 1, 1)],
)
def test_mastodon_may_count_the_consonants_of_a_conjunct(
    text: str, bluesky: int, mastodon: int
) -> None:
    # UAX #29 joins them since Unicode 15.1 (GB9c); most servers run an older Ruby.
    assert bluesky_length(text) == bluesky
    assert mastodon_length(text) == mastodon


def test_two_flags_are_two() -> None:
    assert graphemes("🇩🇪🇫🇷") == ["🇩🇪", "🇫🇷"]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("https://films.example/", 23),
        ("https://films.example/posts/a-very-long-address-indeed/?a=1&b=2#c", 23),
        ("HTTPS://FILMS.EXAMPLE/POSTS/HARBOUR/LIGHTS/", 23),
        ("http://a.example", 23),
        ("see https://films.example/posts/harbour-lights/ now", 4 + 23 + 4),
        ("https://films.example/posts/harbour-lights/.", 24),
        ("(https://films.example/posts/harbour-lights)", 25),
        ("https://films.example/posts/a/\nhttps://films.example/posts/b/", 23 + 1 + 23),
        ("films.example/posts/harbour-lights/", 35),
        ("ftp://films.example/posts/harbour-lights/", 41),
    ],
)
def test_an_address_counts_23_on_mastodon(text: str, length: int) -> None:
    assert mastodon_length(text) == length


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("https://localhost:8000/posts/harbour-lights/", 44),
        ("https://192.0.2.7/posts/harbour-lights/", 39),
        ("https://films.invented/posts/harbour-lights/", 44),
        ("https://-films.com/posts/harbour-lights/", 40),
        ("https://my_films.com/posts/harbour-lights/", 42),
        ("https://ada@films.com/posts/harbour-lights/", 43),
        ("xhttps://films.com/posts/harbour-lights/", 40),
        ("https://", 8),
    ],
)
def test_an_address_that_mastodon_does_not_link_counts_in_full(text: str, length: int) -> None:
    assert mastodon_length(text) == length


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("https://www.films.co.uk/a", 23),
        ("https://films.com:8080/a", 23),
        ("https://a_b.films.com/a", 23),
        ("https://xn--frn-0na.xn--p1ai/a", 23),
        ("https://例え.jp/パス", 23),
        ("https://films.com.invented/a", 23 + len(".invented/a")),
        ("https://films.comé/a", 23 + len("é/a")),
        ("https://films.com/a_(film)", 23),
        ("https://films.com/a_(film_(1999))", 23),
        ("https://films.com/a)", 24),
        ("https://films.com/a?b=c.", 24),
        ("https://films.com/a%20~", 24),
        ("https://films.com,", 24),
        ("https://films.com/https://localhost/", 23),
        ("https://localhost/https://films.com/", 18 + 23),
        ("https://https://films.com/", 8 + 23),
        ("「https://films.com」", 25),
        ("gemini://films.com/a", 23),
    ],
)
def test_an_address_ends_where_mastodon_ends_it(text: str, length: int) -> None:
    # Each as counted by Mastodon's own patterns, run in Ruby.
    assert mastodon_length(text) == length


@pytest.mark.parametrize(
    "text",
    [
        "web.archive.example/2025/https://films.com/posts/harbour-lights/",
        "https://films.рф/posts/harbour-lights/",
    ],
)
def test_where_it_is_not_certain_the_larger_length_counts(text: str) -> None:
    assert mastodon_length(text) == len(text)
    assert mastodon_length("b.com?https://a.com") == len("b.com?") + 23


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Ada, @ada", 9),
        ("https://films.example/", 23),
        ("https://films.example/posts/harbour-lights/", 43),
        ("@ada@films.example", 18),
        ("👨\u200d👩\u200d👧", 5),
        ("", 0),
    ],
)
def test_another_program_may_count_code_points_and_everything_in_full(
    text: str, length: int
) -> None:
    assert compatible_length(text) == length


def test_a_server_may_count_addresses_otherwise() -> None:
    assert mastodon_length("https://films.example/posts/harbour-lights/", per_url=25) == 25


def test_an_address_counts_in_full_on_bluesky() -> None:
    assert bluesky_length("https://films.example/") == 22


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("@ada", 4),
        ("@ada@films.example", 4),
        ("hello @ada@films.example!", 11),
        ("(@ada@films.example)", 6),
        ("ada@films.example", 17),
        ("x@ada@films.example", 19),
        ("@été@host", 9),
        ("@ada@hôte.example", 4),
        ("@ada.bo-b@films.example", 9),
        ("@ada@films.example@x", 20),
        ("@ada@films.example://", 21),
        ("/@ada@films.example", 19),
        ("@ada@films.example.", 5),
        ("https://films.com/@ada@films.com", 23),
        ("https://films.com/a,@ada@films.com", 23),
    ],
)
def test_the_domain_of_a_mention_is_not_counted_on_mastodon(text: str, length: int) -> None:
    assert mastodon_length(text) == length


@pytest.mark.parametrize(("text", "length"), [("a", 1), ("é", 2), ("映", 3), ("🎬", 4), ("", 0)])
def test_bytes_are_those_of_utf_8(text: str, length: int) -> None:
    assert byte_length(text) == length


@given(st.text())
def test_clusters_put_together_are_the_text(text: str) -> None:
    assert "".join(graphemes(text)) == text


@given(st.text())
def test_a_text_never_has_more_clusters_than_characters(text: str) -> None:
    assert bluesky_length(text) <= len(text)


@given(st.text(st.characters(exclude_characters="@:")))
def test_a_text_without_addresses_and_mentions_counts_the_same_everywhere(text: str) -> None:
    assert mastodon_length(text) == bluesky_length(text)
