"""Tags as hashtags that both networks take."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.announce.counting import byte_length, graphemes
from reviewkit.announce.hashtags import hashtag, hashtags

MASTODON = regex.compile(r"[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}]+")
"""What Mastodon reads on as one hashtag: Ruby's [[:word:]]."""


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("drama", "Drama"),
        ("true crime", "TrueCrime"),
        ("sci-fi", "SciFi"),
        ("snake_case", "SnakeCase"),
        ("  many   spaces ", "ManySpaces"),
        ("BBC drama", "BBCDrama"),
        ("iPhone film", "IPhoneFilm"),
        ("#horror", "Horror"),
        ("1990s film", "1990sFilm"),
        ("ocean's eleven", "OceansEleven"),
        ("l’été", "Lété"),
        ("R&B", "RB"),
    ],
)
def test_each_word_is_capitalised(tag: str, expected: str) -> None:
    assert hashtag(tag) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("été français", "ÉtéFrançais"),
        ("日本 映画", "日本映画"),
        ("हिन्दी", "हिन्दी"),
        ("русское кино", "РусскоеКино"),
        ("e\u0301te\u0301", "Été"),
        ("فيلم", "فيلم"),
        ("ßeta", "Sseta"),
        ("ǆ film", "ǅFilm"),
    ],
)
def test_letters_of_every_script_stay(tag: str, expected: str) -> None:
    assert hashtag(tag) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("سينما عربية", "سينما_عربية"),
        ("हिन्दी सिनेमा", "हिन्दी_सिनेमा"),
        ("קולנוע ישראלי", "קולנוע_ישראלי"),
        ("ქართული კინო", "ქართული_კინო"),
        ("فيلم 2024 noir", "فيلم2024Noir"),
        ("日本 映画", "日本映画"),
        ("ブレード・ランナー", "ブレードランナー"),
        ("ภาพยนตร์ ไทย", "ภาพยนตร์ไทย"),
    ],
)
def test_words_without_capitals_are_parted_where_their_script_parts_words(
    tag: str, expected: str
) -> None:
    assert hashtag(tag) == expected


@pytest.mark.parametrize("tag", ["1984", "12 34", "", " ", "***", "🎬", "½", "٣"])
def test_what_holds_no_letter_is_no_hashtag(tag: str) -> None:
    assert hashtag(tag) is None


def test_a_post_has_its_hashtags_in_order() -> None:
    assert hashtags(["zombies", "1984", "drama"]) == ("Zombies", "Drama")


def test_a_hashtag_comes_once_whatever_its_case() -> None:
    assert hashtags(["true crime", "True Crime", "truecrime", "TRUE-CRIME"]) == ("TrueCrime",)


def test_a_hashtag_comes_once_however_its_accent_is_written() -> None:
    assert len(hashtags(["café", "cafe\u0301"])) == 1


@pytest.mark.parametrize("tag", ["fellini 8½", "H²O film", "top ⑧ films"])
def test_a_hashtag_holds_nothing_at_which_mastodon_would_end_it(tag: str) -> None:
    assert MASTODON.fullmatch(hashtag(tag) or "")


@pytest.mark.parametrize("tag", ["very long tag " * 10, "é" * 400, "映" * 300])
def test_a_hashtag_is_no_longer_than_bluesky_takes(tag: str) -> None:
    # Lexicon app.bsky.richtext.facet: a tag has at most 64 graphemes and 640 bytes.
    name = hashtags([tag])[0] if hashtags([tag]) else ""

    assert len(graphemes(name)) <= 64
    assert byte_length(name) <= 640


@given(st.text())
def test_a_hashtag_is_one_word_with_a_letter(tag: str) -> None:
    name = hashtag(tag)

    assert name is None or regex.fullmatch(r"[\p{L}\p{M}\p{N}_]*\p{L}[\p{L}\p{M}\p{N}_]*", name)


@given(st.lists(st.text(max_size=6)))
def test_no_two_hashtags_are_the_same_word(tags: list[str]) -> None:
    names = [name.casefold() for name in hashtags(tags)]

    assert len(names) == len(set(names))
