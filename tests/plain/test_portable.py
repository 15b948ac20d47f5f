"""Slugs are made only where Hugo and Pelican make the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.plain.portable import is_portable, slug_of_title


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("The Clockmaker’s Cat (1955)", "the-clockmakers-cat-1955"),
        ("Salt & Pepper: A Love Story", "salt-pepper-a-love-story"),
        ('Who\'s "there"? - Nobody!', "whos-there-nobody"),
        ("  Seven   Doors ", "seven-doors"),
        ("1917", "1917"),
        ("Spider-Man", "spider-man"),
    ],
)
def test_a_title_becomes_a_slug(title: str, slug: str) -> None:
    assert slug_of_title(title) == slug


@pytest.mark.parametrize(
    "title",
    ["Amélie", "3 a.m.", "C#", "50 % off", "Up/Down", "snake_case", "Me — You", "Me – You", "@home",
     "A+", "~", "aa -- bb", "- aa", "aa -", "!!!", "", "東京", "a - - b", "Go-(-Go)"],
)  # fmt: skip
def test_a_title_of_which_generators_make_different_slugs_is_refused(title: str) -> None:
    with pytest.raises(ValueError, match=r"sign|hyphen|letter"):
        slug_of_title(title)


@given(st.text(max_size=40))
def test_every_slug_is_portable(title: str) -> None:
    try:
        slug = slug_of_title(title)
    except ValueError:
        return

    assert is_portable(slug)
    assert slug_of_title(slug) == slug
