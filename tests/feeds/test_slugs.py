"""Every name gets a folder of its own that all file systems take."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.feeds.slugs import slug, slugs


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Drama", "drama"),
        ("Film Noir", "film-noir"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("Q&A", "q-and-a"),
        ("100%", "100-percent"),
        ("映画", "映画"),
        ("Ame\u0301lie", "am\u00e9lie"),
        ("हिन्दी", "हिन्दी"),
        ("a/b", "a-b"),
        ("../../etc/passwd", "etc-passwd"),
        ("a\x00b", "a-b"),
        (" .hidden. ", "hidden"),
        ("🎬", ""),
        ("", ""),
        ("---", ""),
        ("\ud800", ""),
    ],
)
def test_a_slug_is_what_people_read_in_a_name(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_c_plus_plus_and_c_sharp_have_two_folders() -> None:
    assert slugs(["C", "C++", "C#"]) == {"C": "c", "C++": "c-plus-plus", "C#": "c-sharp"}


def test_the_first_of_two_names_keeps_the_plain_slug() -> None:
    found = slugs(["Drama", "drama", "DRAMA"])

    assert found["Drama"] == "drama"
    assert len(set(found.values())) == 3


def test_the_slug_of_a_later_name_does_not_depend_on_what_stands_between() -> None:
    assert slugs(["Drama", "drama"])["drama"] == slugs(["Drama", "x", "DRAMA", "drama"])["drama"]


@pytest.mark.parametrize("name", ["con", "CON", "Nul", "aux", "com1", "LPT9", "prn", "COM³"])
def test_no_slug_is_a_device_of_windows(name: str) -> None:
    assert slugs([name])[name].startswith(f"{name.lower()}-")


def test_a_name_cannot_take_the_slug_that_a_digest_makes() -> None:
    second = slugs(["a", "A"])["A"]

    found = slugs(["a", second, "A"])

    assert len(set(found.values())) == 3


@given(
    names=st.lists(
        st.text(max_size=5)
        | st.text(st.sampled_from("aAäÄ/.\\ \x00:🎬\u0301\u0130İß#+"), max_size=4)
        | st.text(min_size=280, max_size=300),
        max_size=8,
    )
)
def test_any_names_get_folders_that_any_file_system_tells_apart(names: list[str]) -> None:
    found = slugs(names)

    folders = list(found.values())
    assert found.keys() == set(names)
    assert len({unicodedata.normalize("NFC", one).casefold() for one in folders}) == len(folders)
    assert all(0 < len(one.encode()) <= 255 for one in folders)
    assert not any(set(one) & set('/\\:*?"<>|. \t\n\x00') for one in folders)


def test_names_that_only_case_folding_makes_equal_have_two_folders() -> None:
    assert len({one.casefold() for one in slugs(["straße", "strasse"]).values()}) == 2
