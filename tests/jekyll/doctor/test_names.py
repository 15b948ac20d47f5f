"""The names that are proposed are names that Jekyll takes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.jekyll.discovery import dated_name
from reviewkit.jekyll.doctor.names import better_name


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("My Film.md", "YYYY-MM-DD-My-Film.md"),
        ("2025.1.2-x.md", "2025-01-02-x.md"),
        ("2025–01–02–x.md", "2025-01-02-x.md"),
        ("draft-2025-01-02-x.md", "2025-01-02-draft-x.md"),
        ("01-02-2025-x.md", "YYYY-MM-DD-x.md"),
        ("13-02-2025-x.md", "2025-02-13-x.md"),
        ("02-13-2025-x.md", "2025-02-13-x.md"),
        ("2025-77-02-x.md", "YYYY-MM-DD-2025-77-02-x.md"),
        ("12025-01-02-x.md", "YYYY-MM-DD-12025-01-02-x.md"),
        ("_2025-01-02-x", "2025-01-02-x.md"),
        ("1917.md", "YYYY-MM-DD-1917.md"),
    ],
)
def test_a_better_name(name: str, better: str) -> None:
    assert better_name(name, None) == better


def test_the_date_of_the_post_is_taken_where_the_name_has_none() -> None:
    assert better_name("x.md", "2025-01-02") == "2025-01-02-x.md"
    assert better_name("2024-05-06.md", "2025-01-02") == "2024-05-06-title.md"


@given(st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), max_size=30))
def test_a_better_name_is_that_of_a_post(name: str) -> None:
    better = better_name(f"{name}.md", "2025-01-02")
    assert dated_name(better)
    assert re.match(r"\d{4}-\d\d-\d\d-.", better)
