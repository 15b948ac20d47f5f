"""Values as Ruby has them: what Liquid prints, compares and counts with."""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from reviewkit.jekyll.liquid.errors import JekyllStopsError, NeedsJekyllError

__all__ = [
    "BLANK",
    "EMPTY",
    "SPACE",
    "Drop",
    "MethodLiteral",
    "PageNames",
    "as_json",
    "as_text",
    "compare",
    "equal",
    "first_integer",
    "inspected",
    "integer",
    "is_number",
    "items_of",
    "number",
    "printed",
    "ruby_float",
    "sorted_by",
    "truthy",
]

SPACE: Final = "\t\n\v\f\r \0"
"""What Ruby's `strip` takes away; no-break spaces stay."""

_LARGEST_PLAIN: Final = 16
_SMALLEST_PLAIN: Final = -4
_INTEGER_TEXT: Final = re.compile(r"\s*([-+]?\d+(?:_\d+)*)\s*", re.ASCII)
_LEADING_INTEGER: Final = re.compile(r"\s*([-+]?\d+(?:_\d+)*)", re.ASCII)
_DECIMAL_TEXT: Final = re.compile(r"-?\d+\.\d+", re.ASCII)
_LONGEST_NUMBER: Final = 4000
_TO_ESCAPE: Final = re.compile(r'["\\\x00-\x1f\x7f]|#(?=[{$@])')
_NAMED_ESCAPES: Final = {
    '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f",
    "\v": "\\v", "\b": "\\b", "\a": "\\a", "\x1b": "\\e", "#": "\\#",
}  # fmt: skip


class MethodLiteral:
    """`empty` and `blank`: literals that print nothing and compare by asking the other side."""

    def __init__(self, name: str) -> None:
        self.name = name


EMPTY: Final = MethodLiteral("empty")
BLANK: Final = MethodLiteral("blank")


class Drop:
    """An object a text may look into by name; nothing else of it can be reached."""

    def has(self, key: object) -> bool:
        """Tell whether `key` is one of its names."""
        return self.get(key) is not None

    def get(self, key: object) -> object:
        """Give what stands under a name; None for an unknown one."""
        raise NotImplementedError

    def keys(self) -> Sequence[str]:
        """Give every name, in Jekyll's order."""
        raise NotImplementedError

    def printed(self) -> str:
        """Give the text that `{{ it }}` prints."""
        return type(self).__name__

    def listed(self) -> str:
        """Give the text that a list of it prints for it."""
        return self.printed()


class PageNames(dict[str, object]):
    """What a page answers: a mapping, though a list of pages prints their texts."""

    def listed(self) -> str:
        """Give the text that a list of it prints for it."""
        return as_text(self["content"])


def truthy(value: object) -> bool:
    """Tell whether Liquid takes a value for true: everything but nil and false."""
    return value is not None and value is not False


def is_number(value: object) -> bool:
    """Tell numbers from everything else; true and false are no numbers."""
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def printed(value: object) -> str:
    """Write a value as `{{ it }}` does: lists joined without anything between."""
    if isinstance(value, list | tuple):
        return "".join(map(_listed, value))
    return as_text(value)


def _listed(item: object) -> str:
    return item.listed() if isinstance(item, Drop | PageNames) else printed(item)


def as_text(value: object) -> str:  # noqa: PLR0911 -- one for each kind of value
    """Write a value as Ruby's `to_s` does, which is how filters see it."""
    if value is None or isinstance(value, MethodLiteral):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float | Decimal):
        return ruby_float(value)
    if isinstance(value, dt.datetime):
        return _time(value)
    if isinstance(value, range):
        return f"{value.start}..{value.stop - 1}"
    if isinstance(value, Mapping | list | tuple):
        return inspected(value)
    return value.printed() if isinstance(value, Drop) else str(value)


def inspected(value: object) -> str:  # noqa: PLR0911 -- one for each kind of value
    """Write a value as Ruby's `inspect` does."""
    if value is None:
        return "nil"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(inspected, value))}]"
    if isinstance(value, Mapping):
        pairs = (f"{inspected(key)}=>{inspected(item)}" for key, item in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, dt.datetime):
        return _time(value, fraction=True)
    if isinstance(value, dt.date):
        return f"#<Date: {value} (({value.toordinal() + 1721425}j,0s,0n),+0s,2299161j)>"
    if isinstance(value, Drop):
        raise NeedsJekyllError("a whole post or the whole site is inspected, which is not possible")
    return as_text(value)


def _quoted(text: str) -> str:
    return f'"{_TO_ESCAPE.sub(lambda match: _escaped(match[0]), text)}"'


def _escaped(mark: str) -> str:
    if mark in _NAMED_ESCAPES:
        return _NAMED_ESCAPES[mark]
    return "\\x7F" if mark == "\x7f" else f"\\u{ord(mark):04X}"


def _time(moment: dt.datetime, *, fraction: bool = False) -> str:
    part = f".{moment.microsecond:06}".rstrip("0") if fraction and moment.microsecond else ""
    utc = moment.tzinfo is dt.UTC
    return f"{moment:%Y-%m-%d %H:%M:%S}{part} {'UTC' if utc else f'{moment:%z}'[:5]}"


def ruby_float(value: float | Decimal) -> str:
    """Write a float as Ruby does: `1.0`, `1.0e-05`, `1.0e+16`, `Infinity`."""
    value = float(value)
    if value != value:  # noqa: PLR0124 -- only not-a-number differs from itself
        return "NaN"
    if value in {float("inf"), float("-inf")}:
        return "Infinity" if value > 0 else "-Infinity"
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    figures = "".join(map(str, digits))
    assert isinstance(exponent, int)  # noqa: S101 -- infinities are dealt with above
    point = len(figures) + exponent
    minus = "-" if sign else ""
    if figures == "0":
        return f"{minus}0.0"
    if _SMALLEST_PLAIN < point <= _LARGEST_PLAIN:
        if point <= 0:
            return f"{minus}0.{'0' * -point}{figures}"
        whole = figures[:point].ljust(point, "0")
        return f"{minus}{whole}.{figures[point:] or '0'}"
    return f"{minus}{figures[0]}.{figures[1:] or '0'}e{point - 1:+03}"


def number(value: object) -> int | Decimal:
    """Take a value for a number as Liquid's arithmetic does: exact decimals, 0 for what is none."""
    if isinstance(value, bool):
        return 0
    if isinstance(value, int | Decimal):
        return value
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, str):
        text = value.strip(SPACE)
        if _DECIMAL_TEXT.fullmatch(text):
            return Decimal(text)
        return first_integer(text)
    return 0


def first_integer(text: str) -> int:
    """Read the whole number a text begins with, 0 where there is none (Ruby's `to_i`)."""
    match = _LEADING_INTEGER.match(text)
    if match is None:
        return 0
    if len(match[1]) > _LONGEST_NUMBER:
        raise JekyllStopsError("a number is too long")
    return int(match[1].replace("_", ""))


def integer(value: object) -> int:
    """Take a value for a whole number; raises JekyllStopsError where Liquid does."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    match = _INTEGER_TEXT.fullmatch(as_text(value))
    if match is None or len(match[1]) > _LONGEST_NUMBER:
        raise JekyllStopsError(f"{as_text(value)!r} is no whole number")
    return int(match[1].replace("_", ""))


def equal(left: object, right: object) -> bool:  # noqa: PLR0911 -- one for each kind of value
    """Compare as Ruby's `==` does: 1 is 1.0, but neither true nor "1"."""
    if isinstance(left, MethodLiteral):
        return _asked(left, right)
    if isinstance(right, MethodLiteral):
        return _asked(right, left)
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) == len(right) and all(map(equal, left, right))
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return left.keys() == right.keys() and all(equal(left[key], right[key]) for key in left)
    if isinstance(left, dt.date) and isinstance(right, dt.date):
        same = isinstance(left, dt.datetime) == isinstance(right, dt.datetime)
        return same and left == right
    return left is right if isinstance(left, Drop) else bool(left == right)


def _asked(literal: MethodLiteral, value: object) -> bool:
    if isinstance(value, MethodLiteral):
        return False
    return literal is EMPTY and isinstance(value, str | list | tuple | Mapping) and not value


def compare(left: object, right: object) -> int | None:  # noqa: PLR0911 -- one for each kind of value
    """Order two values as Ruby's `<=>` does: negative, zero, positive, or None for no order."""
    if isinstance(left, bool) or isinstance(right, bool) or left is None or right is None:
        return 0 if left is right else None
    if is_number(left) and is_number(right):
        one, other = _exact(left), _exact(right)
        return (one > other) - (one < other)
    if isinstance(left, str) and isinstance(right, str):
        first, second = left.encode(), right.encode()
        return (first > second) - (first < second)
    if isinstance(left, dt.date) and isinstance(right, dt.date):
        if isinstance(left, dt.datetime) != isinstance(right, dt.datetime):
            return None
        return (left > right) - (left < right)
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return _compare_lists(left, right)
    return _compare_drops(left, right)


def _exact(value: object) -> int | float | Decimal:
    assert isinstance(value, int | float | Decimal)  # noqa: S101 -- its caller has looked
    return value


def _compare_lists(left: Sequence[object], right: Sequence[object]) -> int | None:
    for one, other in zip(left, right, strict=False):
        order = compare(one, other)
        if order != 0:
            return order
    return (len(left) > len(right)) - (len(left) < len(right))


def _compare_drops(left: object, right: object) -> int | None:
    if isinstance(left, Drop) and isinstance(right, Drop):
        for key in ("date", "path"):
            order = compare(left.get(key), right.get(key))
            if order != 0:
                return order
        return 0
    return 0 if equal(left, right) else None


def sorted_by(items: Sequence[Any], order: Any) -> list[Any]:  # noqa: ANN401 -- values of any kind
    """Sort by a function of two items; raises JekyllStopsError where two have no order.

    Merges as the C library below Ruby does: some orders contradict themselves (two nils, each
    behind the other), and what comes of them depends on who is compared with whom.
    """
    if len(items) < 2:  # noqa: PLR2004 -- nothing to compare
        return list(items)
    middle = len(items) // 2
    left, right = sorted_by(items[:middle], order), sorted_by(items[middle:], order)
    merged: list[Any] = []
    one = other = 0
    while one < len(left) and other < len(right):
        result = order(left[one], right[other])
        if result is None:
            raise JekyllStopsError("values of different kinds cannot be sorted")
        if result <= 0:
            merged.append(left[one])
            one += 1
        else:
            merged.append(right[other])
            other += 1
    return [*merged, *left[one:], *right[other:]]


def items_of(value: object) -> Iterator[object] | None:
    """Give what a loop over a value meets; None for what holds nothing. Text is not taken apart."""
    if isinstance(value, list | tuple | range):
        return iter(value)
    if isinstance(value, Mapping):
        return iter([[key, item] for key, item in value.items()])
    if isinstance(value, Drop):
        return iter(value.keys())
    return None


def as_json(value: object) -> str:
    """Write a value as Ruby's JSON generator does: no spaces, text in UTF-8."""
    if isinstance(value, Mapping):
        pairs = (f"{as_json(as_text(key))}:{as_json(item)}" for key, item in value.items())
        return f"{{{','.join(pairs)}}}"
    if isinstance(value, list | tuple):
        return f"[{','.join(map(as_json, value))}]"
    if value is None or isinstance(value, bool | int):
        return json.dumps(value)
    if isinstance(value, float | Decimal):
        return ruby_float(value)
    if isinstance(value, Drop):
        raise NeedsJekyllError("a whole post or the whole site as JSON is not possible")
    return json.dumps(as_text(value), ensure_ascii=False).replace("\x7f", "\\u007f")
