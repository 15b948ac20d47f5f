"""A year that cannot be, and is a slip away from this one, is mistyped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.years import year_meant

THIS = 2026


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (2205, 2025),
        (2062, 2026),
        (2226, 2026),
        (2036, 2026),
        (1026, 2026),
        (226, 2026),
        (202, 2026),
    ],
)
def test_a_mistyped_year(written: int, meant: int) -> None:
    assert year_meant(written, THIS) == meant


@pytest.mark.parametrize("written", [2026, 2027, 2016, 1968, 1927, 2099, 2100, 9999, 25, 1])
def test_a_year_that_may_be_meant(written: int) -> None:
    assert year_meant(written, THIS) is None


@given(st.integers(1, 9999), st.integers(1990, 2100))
def test_what_is_meant_is_near(written: int, now: int) -> None:
    meant = year_meant(written, now)
    assert meant is None or (abs(meant - now) <= 1 and meant != written)
