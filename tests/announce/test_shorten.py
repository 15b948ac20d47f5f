"""Cutting a text: never too long, never through a character, and where a reader would cut."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reviewkit.announce.counting import graphemes
from reviewkit.announce.shorten import shortened

CLOSED_BY = dict.fromkeys("\u2066\u2067\u2068", "\u2069") | dict.fromkeys(
    "\u202a\u202b\u202d\u202e", "\u202c"
)
END = "\u2069\u202c"

WORDS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *("a", "word ", "another ", "End. ", "Really? ", "so… ", '"quoted." ', " ", "\n"),
                *("👨‍👩‍👧‍👦", "🇩🇪", "1\ufe0f\u20e3", "Z\u0337\u0321\u0327", "क्षि ", "映画", "。"),
                *(
                    "\u2066",
                    "\u2067",
                    "\u2068",
                    "\u2069",
                    "\u202b",
                    "\u202e",
                    "\u202c",
                    "- ",
                    ", ",
                    "؟ ",
                    "مرحبا ",
                ),
            ]
        ),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=3),
    ),
    max_size=30,
).map("".join)


def open_directions(text: str) -> list[str]:
    """Give what would close the isolates, embeddings and overrides of a text (UAX #9)."""
    waiting: list[str] = []
    for character in text:
        if character in CLOSED_BY:
            waiting.append(CLOSED_BY[character])
        elif character == "\u2069" in waiting:
            while waiting.pop() != character:
                pass
        elif waiting and character == waiting[-1] == "\u202c":
            waiting.pop()
    return waiting


@given(text=WORDS, room=st.integers(min_value=0, max_value=60))
@example(text="Aaaa \u2068\u2068bb.\u2069\u2069 dddd eeee ffff gggg", room=12)
def test_a_cut_is_never_longer_than_the_room(text: str, room: int) -> None:
    assert len(graphemes(shortened(text, room))) <= room


@given(text=WORDS, more=st.integers(min_value=0, max_value=10))
def test_a_text_that_fits_stays_as_it_is(text: str, more: int) -> None:
    assert shortened(text, len(graphemes(text)) + more) == text


@given(text=WORDS, room=st.integers(min_value=0, max_value=60))
def test_a_cut_ends_with_an_ellipsis_or_nothing_is_left(text: str, room: int) -> None:
    cut = shortened(text, room)

    assert cut in {text, ""} or cut.rstrip(END).endswith("…")


@given(text=WORDS, room=st.integers(min_value=0, max_value=60))
def test_a_cut_never_goes_through_a_character(text: str, room: int) -> None:
    cut = shortened(text, room)

    kept = graphemes(cut.rstrip(END).removesuffix("…").rstrip())
    assert cut == text or kept == graphemes(text)[: len(kept)]


@given(text=WORDS, room=st.integers(min_value=0, max_value=60))
def test_a_cut_leaves_no_direction_open(text: str, room: int) -> None:
    cut = shortened(text, room)

    assert cut == text or open_directions(cut) == []


@given(text=WORDS, room=st.integers(min_value=-5, max_value=0))
def test_with_no_room_nothing_is_left(text: str, room: int) -> None:
    assert shortened(text, room) == ""


def test_a_cut_comes_after_a_sentence_that_keeps_most_of_the_room() -> None:
    text = "It rains for two hours. Nobody in the town seems to mind at all."

    assert shortened(text, 35) == "It rains for two hours. …"


def test_a_cut_comes_after_a_word_when_the_sentence_would_be_too_short() -> None:
    text = "It rains. Nobody in the town seems to mind at all, as far as one sees."

    assert shortened(text, 40) == "It rains. Nobody in the town seems to…"


def test_a_cut_takes_the_comma_away() -> None:
    assert shortened("Rain, rain, rain, and nothing but rain", 14) == "Rain, rain…"


@pytest.mark.parametrize("room", range(13, 16))
def test_a_word_that_does_not_fit_goes_whole(room: int) -> None:
    assert shortened("Rain falls uninterrupted", room) == "Rain falls…"


def test_a_word_that_just_fits_stays_whole() -> None:
    assert shortened("Rain falls down the hill", 11) == "Rain falls…"


def test_a_text_without_spaces_is_cut_after_a_character() -> None:
    assert shortened("映画" * 20, 10) == "映画映画映画映画映…"


@pytest.mark.parametrize("start", ["『赤い部屋』 ", "「雨」、 ", "2024年 "])
def test_an_early_space_does_not_cost_a_text_without_spaces_the_rest(start: str) -> None:
    text = start + "とても静かで恐ろしい映画で最後まで目が離せなかった" * 10

    assert len(graphemes(shortened(text, 100))) > 60


def test_an_isolate_that_the_cut_leaves_open_is_closed() -> None:
    text = "He says \u2068مرحبا يا صديقي العزيز\u2069 and goes"

    cut = shortened(text, 20)

    assert cut.endswith("…\u2069")
    assert open_directions(cut) == []


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("\u2067", "\u2069"), ("\u202b", "\u202c"), ("\u2067\u202e", "\u202c\u2069")],
)
def test_every_direction_that_the_cut_leaves_open_is_closed(opening: str, closing: str) -> None:
    cut = shortened(f"He says {opening}مرحبا يا صديقي العزيز", 20)

    assert cut.endswith(f"…{closing}")


@pytest.mark.parametrize(
    "whole",
    [
        "https://films.com/posts/harbour-lights/?a=b",
        "http:\u2060//films.com/posts/harbour-lights",
        "www.films.com/posts/harbour-lights",
        "#HarbourLightsAndOtherFilms",
        "@harbourlights@films.example",
    ],
)
@pytest.mark.parametrize("before", ["", "See ", "映画", "Rain, rain and again rain: "])
@pytest.mark.parametrize("after", ["", " and more of it", "。映画"])
def test_an_address_or_hashtag_goes_whole_or_not_at_all(
    before: str, whole: str, after: str
) -> None:
    text = before + whole + after
    for room in range(len(text)):
        cut = shortened(text, room).rstrip("…")
        assert whole in cut or cut in before


def test_the_name_of_a_film_is_not_the_end_of_a_sentence() -> None:
    assert shortened("One of the best is Se7en.com", 26) == "One of the best is…"


@pytest.mark.parametrize("stop", ["؟", "۔", "।"])
def test_sentences_end_in_other_scripts_too(stop: str) -> None:
    text = f"aaaa bbbb cccc dddd{stop} eeee ffff"

    assert shortened(text, 26) == f"aaaa bbbb cccc dddd{stop} …"


def test_a_sentence_without_space_behind_it_ends_in_japanese() -> None:
    assert (
        shortened("とても静かな映画です。最後まで目が離せなかった", 14)
        == "とても静かな映画です。 …"
    )
