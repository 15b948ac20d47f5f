"""A JSON document as parts that know the line they are on, or why it is no JSON."""

import datetime as dt
import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, NoReturn

from reviewkit.feeds.lint.decoding import line_at
from reviewkit.feeds.lint.finding import Finding, found
from reviewkit.feeds.lint.json_places import elements_of, members_of, twice_in
from reviewkit.feeds.lint.node import THE_FEED
from reviewkit.feeds.lint.value import Value

__all__ = ["Part", "document_of", "mangled"]

_SURROGATE: Final = re.compile(r"(?<!\\)(?:\\\\)*\\u(?P<unit>[dD][89a-fA-F][0-9a-fA-F]{2})")
_CONTROL: Final = re.compile(
    r"(?<!\\)(?:\\\\)*(?P<sign>\\u00(?:0[0-8bBcCeEfF]|1[0-9a-fA-F]|7[fF])|\\[bf])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A value of a document, where it is, and what messages call it and its entry.

    `start` is its place in the `document`; `breaks` are the places where lines of that end.
    """

    value: Any
    name: str
    of: str
    start: int
    document: str
    breaks: tuple[int, ...]
    now: dt.datetime

    @property
    def line(self) -> int:
        """The line it begins on."""
        return bisect_right(self.breaks, self.start) + 1

    @property
    def here(self) -> str:
        """The beginning of a sentence about it."""
        return f"{self.name} of {self.of}" if self.name else self.of

    @property
    def twice(self) -> Iterator[str]:
        """The names of members that are there more than once."""
        return twice_in(self.document, self.start)

    def get(self, name: str) -> Any:  # noqa: ANN401 -- JSON holds anything
        """Give the value of a member, None when there is none."""
        return self.value.get(name) if isinstance(self.value, dict) else None

    def member(self, name: str) -> "Part":
        """Give a member as a part; one that is missing is where the whole is."""
        places: Mapping[str, int] = members_of(self.document, self.start)
        shown = f"{self.name}.{name}" if self.name else name
        return replace(self, value=self.get(name), name=shown, start=places.get(name, self.start))

    def elements(self) -> Iterator["Part"]:
        """Yield the elements of an array as parts."""
        if isinstance(self.value, list):
            places = elements_of(self.document, self.start)
            for number, (element, place) in enumerate(zip(self.value, places, strict=True), 1):
                yield replace(self, value=element, name=f"{self.name}[{number}]", start=place)

    def parts(self, name: str) -> Iterator["Part"]:
        """Yield the elements of a member that is an array."""
        return self.member(name).elements()

    def named(self, of: str) -> "Part":
        """Give this part as an entry of its own."""
        return replace(self, name="", of=of)

    def as_value(self) -> Value:
        """Give a text as a value to check."""
        return Value(text=self.value, name=self.here, line=self.line, now=self.now)

    def on_one_line(self) -> Value:
        """Give a text as a value on one line, as JSON has no line feeds in its texts."""
        return replace(self.as_value(), text=self.value.replace("\n", " "))

    def found(self, event: str, predicate: str, *, fix: str = "") -> Finding:
        """Make a finding of this part."""
        return found(event, self.line, f"{self.here} {predicate}", fix=fix)


def document_of(document: str, now: dt.datetime) -> Part | Finding:
    """Parse a document; gives the whole as a part, or what is wrong with it."""
    try:
        value = json.loads(document, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        return found("InvalidJSON", error.lineno, f"the document is no JSON: {error.msg}")
    except (ValueError, RecursionError) as error:
        return found("InvalidJSON", None, f"the document is no JSON that can be read: {error}")
    return Part(
        value=value,
        name="",
        of=THE_FEED,
        start=len(document) - len(document.lstrip()),
        document=document,
        breaks=tuple(match.start() for match in re.finditer("\n", document)),
        now=now,
    )


def _no_number(name: str) -> NoReturn:
    """Refuse NaN and Infinity, which Python reads and JSON does not have."""
    raise ValueError(f"{name} is no number of JSON")


def mangled(document: str) -> Iterator[Finding]:
    """Find escapes of characters that are none: halves of surrogate pairs, control characters."""
    expected: int | None = None
    for match in _SURROGATE.finditer(document):
        unit = int(match["unit"], 16)
        high = unit < 0xDC00  # noqa: PLR2004 -- where the second halves begin
        if high and document[match.end() : match.end() + 2] == "\\u":
            after = document[match.end() + 2 : match.end() + 6]
            if re.fullmatch(r"[dD][c-fC-F][0-9a-fA-F]{2}", after):
                expected = match.end()
                continue
        if not high and match.start("unit") - 2 == expected:
            continue
        yield found(
            "LoneSurrogate",
            line_at(document, match.start()),
            f"there is a half of a character: \\u{match['unit']}",
        )
    for match in _CONTROL.finditer(document):
        what = f"there is a control character in a text: {match['sign']}"
        yield found("ControlCharacter", line_at(document, match.start()), what)
