"""Where the parts of a JSON document are: the line of each member and each item."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final

__all__ = ["elements_of", "members_of", "twice_in"]

_SPACE: Final = re.compile(r"[ \t\n\r]*")
_DECODER: Final = json.JSONDecoder()


def members_of(text: str, start: int) -> Mapping[str, int]:
    """Give the place of the value of each member of the object that begins at `start`.

    The document must be well-formed; what is no object has no members. Of two members of one name
    the last one counts, as it does to readers.
    """
    return dict(_members(text, start))


def twice_in(text: str, start: int) -> Iterator[str]:
    """Yield the names that the object that begins at `start` has more than once."""
    seen: set[str] = set()
    for name, _ in _members(text, start):
        if name in seen:
            yield name
        seen.add(name)


def _members(text: str, start: int) -> Iterator[tuple[str, int]]:
    place = _skipped(text, start)
    if not text.startswith("{", place):
        return
    place = _skipped(text, place + 1)
    while not text.startswith("}", place):
        name, place = _DECODER.raw_decode(text, place)
        place = _skipped(text, _skipped(text, place) + 1)  # over the colon
        yield name, place
        _, place = _DECODER.raw_decode(text, place)
        place = _over_comma(text, place)


def elements_of(text: str, start: int) -> Iterator[int]:
    """Yield the place of each element of the array that begins at `start`."""
    place = _skipped(text, start)
    if not text.startswith("[", place):
        return
    place = _skipped(text, place + 1)
    while not text.startswith("]", place):
        yield place
        _, place = _DECODER.raw_decode(text, place)
        place = _over_comma(text, place)


def _skipped(text: str, place: int) -> int:
    match = _SPACE.match(text, place)
    return match.end() if match else place


def _over_comma(text: str, place: int) -> int:
    place = _skipped(text, place)
    return _skipped(text, place + 1) if text.startswith(",", place) else place
