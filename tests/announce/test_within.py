"""Work takes no longer than it may, and gives and raises what it would without a limit."""

import threading

import pytest

from reviewkit.announce.within import Deadline, OverdueError, within


def test_what_is_over_in_time_gives_its_result() -> None:
    assert within(30, lambda: 7) == 7


def test_what_is_raised_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        within(30, lambda: 1 // 0)


def test_what_takes_too_long_is_left_alone() -> None:
    end = threading.Event()
    with pytest.raises(OverdueError):
        within(0.01, end.wait)
    end.set()


def test_a_deadline_leaves_nothing_once_it_is_over() -> None:
    assert Deadline(-1).left == 0
    assert 0 < Deadline(60).left <= 60
