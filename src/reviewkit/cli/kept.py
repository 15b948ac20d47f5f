"""What has been found out once, for all threads of a run."""

import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

__all__ = ["Kept"]

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


class Kept(Generic[_Key, _Value]):
    """Answers by their question. Threads that ask the same wait for one another."""

    def __init__(self) -> None:
        self._values: dict[_Key, _Value] = {}
        self._turns: dict[_Key, threading.Lock] = {}
        self._guard = threading.Lock()

    def get(
        self, key: _Key, make: Callable[[], _Value], is_final: Callable[[_Value], bool]
    ) -> _Value:
        """Give what is known of `key`, or make it; only what is final is kept."""
        with self._guard:
            turn = self._turns.setdefault(key, threading.Lock())
        with turn:
            if key in self._values:
                return self._values[key]
            value = make()
            if is_final(value):
                self._values[key] = value
            return value
