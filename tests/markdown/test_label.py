"""Labels as words: keys, keys that are taken, the closing colon, whole words."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.markdown.label import slug, unique_slug, without_colon, words_in


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Premise", "premise"),
        ("Under 90 minutes?", "under-90-minutes"),
        ("Do they say the title?", "do-they-say-the-title"),
        ("  (One)  sentence -- review: ", "one-sentence-review"),
        ("snake_case", "snake-case"),
        ("Crítica", "crítica"),
        ("ΤΟ ΤΕΛΟΣ", "το-τελος"),
        ("評価：", "評価"),
        ("", "section"),
        ("?!", "section"),
    ],
)
def test_a_key_is_the_labels_words_in_lower_case(label: str, key: str) -> None:
    assert slug(label) == key


@pytest.mark.parametrize(
    ("composed", "decomposed"), [("Crítica", "Cri\u0301tica"), ("été", "e\u0301te\u0301")]
)
def test_a_key_does_not_depend_on_how_accents_are_stored(composed: str, decomposed: str) -> None:
    assert slug(decomposed) == slug(composed)


@pytest.mark.parametrize("word", ["रेटिंग", "คะแนน", "நடிப்பு"])
def test_vowel_signs_do_not_divide_a_word(word: str) -> None:
    assert "-" not in slug(word)


@settings(deadline=None)
@given(st.text())
def test_a_key_is_never_empty_and_holds_single_hyphens_between_words(label: str) -> None:
    key = slug(label)
    assert all(re.fullmatch(r"[^\s_-]+", word) for word in key.split("-"))


@settings(deadline=None)
@given(st.text())
def test_the_key_of_a_key_is_the_key(label: str) -> None:
    assert slug(slug(label)) == slug(label)


@pytest.mark.parametrize(
    ("taken", "key"),
    [
        ((), "scene"),
        (("other",), "scene"),
        (("scene",), "scene-2"),
        (("scene", "scene-2"), "scene-3"),
        (("scene", "scene-3"), "scene-2"),
        (("scene-2",), "scene"),
    ],
)
def test_a_key_that_is_taken_gets_the_next_number(taken: tuple[str, ...], key: str) -> None:
    assert unique_slug("Scene!", dict.fromkeys(taken, 1)) == key


@settings(deadline=None)
@given(st.lists(st.sampled_from(["a", "A!", "a 2", "a-3", "", "?", "section 2"]), max_size=12))
def test_keys_that_are_made_one_after_another_never_meet(labels: list[str]) -> None:
    taken: dict[str, int] = {}
    keys = [unique_slug(label, taken) for label in labels]
    assert len(set(keys)) == len(labels)


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("Premise:", "Premise"),
        ("Premise : ", "Premise"),
        ("評価：", "評価"),
        (" Premise ", "Premise"),
        ("Under 90 minutes?", "Under 90 minutes?"),
        ("Part: two:", "Part: two"),
        ("12:08", "12:08"),
        (":", ""),
    ],
)
def test_the_closing_colon_is_cut_and_no_other(label: str, text: str) -> None:
    assert without_colon(label) == text


@pytest.mark.parametrize(
    ("words", "key", "held"),
    [
        ("trivia", "trivia", True),
        ("trivia", "more-trivia", True),
        ("trivia", "trivia-about-sharks", True),
        ("bom-saber", "é-bom-saber-que", True),
        ("trivia", "trivialities", False),
        ("trivia", "nontrivia", False),
        ("saber-bom", "bom-saber", False),
        ("more-trivia", "trivia", False),
    ],
)
def test_words_are_held_only_as_whole_words_in_order(words: str, key: str, held: bool) -> None:  # noqa: FBT001 -- a column of the table
    assert words_in(words, key) is held


@pytest.mark.parametrize(
    "label", ["Rat\u00ading", "\u200fRating\u200e", "Rat\u200bing", "\ufeffRating"]
)
def test_characters_that_are_not_seen_are_not_in_a_slug(label: str) -> None:
    assert slug(label) == "rating"
