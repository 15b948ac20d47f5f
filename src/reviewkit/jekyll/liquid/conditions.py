"""Conditions of `if`, `unless`, `where_exp`: comparisons joined by `and` and `or`."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reviewkit.jekyll.liquid.errors import JekyllStopsError
from reviewkit.jekyll.liquid.expressions import (
    FRAGMENT,
    Mode,
    Parser,
    Value,
    fragment_value,
    with_mode,
)
from reviewkit.jekyll.liquid.values import (
    as_text,
    compare,
    equal,
    inspected,
    is_number,
    truthy,
)

if TYPE_CHECKING:
    from reviewkit.jekyll.liquid.context import Context

__all__ = ["Condition", "parse_condition", "strict_condition"]

_JOINED: Final = re.compile(
    r"(?:\b(?:\s?and\s?|\s?or\s?)\b"
    rf"|(?:\s*(?!\b(?:\s?and\s?|\s?or\s?)\b)(?:{FRAGMENT}|\S+)\s*)+)"
)
_COMPARISON: Final = re.compile(rf"({FRAGMENT})\s*([=!<>a-z_]+)?\s*({FRAGMENT})?")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two values and an operator; without one the left value alone."""

    left: Value
    operator: str | None = None
    right: Value | None = None

    def holds(self, context: "Context") -> bool:
        """Tell whether it is true; raises JekyllStopsError for values that have no order."""
        left = self.left.evaluate(context)
        if self.operator is None:
            return truthy(left)
        right = self.right.evaluate(context) if self.right else None
        operate = _OPERATORS.get(self.operator)
        if operate is None:
            raise JekyllStopsError(f"there is no operator {self.operator}")
        return operate(left, right)


@dataclass(frozen=True, slots=True)
class Condition:
    """Comparisons with the words between them, decided from the left.

    The first `and` behind something false and the first `or` behind something true end it.
    """

    comparisons: Sequence[Comparison]
    words: Sequence[str]

    def holds(self, context: "Context") -> bool:
        """Tell whether it is true; raises JekyllStopsError as a comparison does."""
        result = self.comparisons[0].holds(context)
        for word, comparison in zip(self.words, self.comparisons[1:], strict=True):
            if result == (word == "or"):
                return result
            result = comparison.holds(context)
        return result


def parse_condition(markup: str, mode: Mode) -> Condition:
    """Read the condition of a tag; raises JekyllStopsError where there is none."""
    return with_mode(mode, lambda: strict_condition(markup), lambda: _lenient(markup))


def strict_condition(markup: str) -> Condition:
    """Read a condition by the grammar alone; raises JekyllStopsError for anything else."""
    parser = Parser(markup)
    comparisons = [_comparison(parser)]
    words = []
    while word := parser.word("and", "or"):
        words.append(word)
        comparisons.append(_comparison(parser))
    parser.end()
    return Condition(comparisons, words)


def _comparison(parser: Parser) -> Comparison:
    left = parser.value()
    operator = parser.taken("comparison")
    return Comparison(left, operator, parser.value()) if operator else Comparison(left)


def _lenient(markup: str) -> Condition:
    parts = [match[0] for match in _JOINED.finditer(markup)]
    comparisons = [_lenient_comparison(part) for part in parts[::2]]
    words = [part.strip() for part in parts[1::2]]
    if len(comparisons) != len(words) + 1 or not {"and", "or"}.issuperset(words):
        raise JekyllStopsError("the condition is incomplete")
    return Condition(comparisons, words)


def _lenient_comparison(part: str) -> Comparison:
    match = _COMPARISON.search(part)
    if match is None:
        raise JekyllStopsError("the condition is incomplete")
    left, operator, right = match.groups()
    return Comparison(fragment_value(left), operator, fragment_value(right))


def _contains(left: object, right: object) -> bool:
    if not (truthy(left) and truthy(right)):
        return False
    if isinstance(left, str):
        return as_text(right) in left
    if isinstance(left, Mapping):
        return isinstance(right, str) and right in left
    if isinstance(left, list | tuple | range):
        return any(equal(item, right) for item in left)
    return False


def _ordered(decide: Callable[[int], bool]) -> Callable[[object, object], bool]:
    def operate(left: object, right: object) -> bool:
        if not (_has_order(left) and _has_order(right)):
            return False
        order = compare(left, right)
        if order is None:
            raise JekyllStopsError(
                f"{inspected(left)} cannot be compared with {inspected(right)}: "
                "they are of different kinds"
            )
        return decide(order)

    return operate


def _has_order(value: object) -> bool:
    return isinstance(value, str | dt.date) or is_number(value)


_OPERATORS: Final[Mapping[str, Callable[[object, object], bool]]] = {
    "==": equal,
    "!=": lambda left, right: not equal(left, right),
    "<>": lambda left, right: not equal(left, right),
    "<": _ordered(lambda order: order < 0),
    ">": _ordered(lambda order: order > 0),
    "<=": _ordered(lambda order: order <= 0),
    ">=": _ordered(lambda order: order >= 0),
    "contains": _contains,
}
