"""Filters that count: exact decimals inside, floats outside, as Liquid has them."""

import datetime as dt
import math
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Final

from reviewkit.jekyll.liquid.context import Context, FilterFunction
from reviewkit.jekyll.liquid.errors import JekyllStopsError, TooMuchError
from reviewkit.jekyll.liquid.values import first_integer, number

__all__ = ["NUMBER_FILTERS"]

_LONGEST: Final = 10_000
_PRECISION: Final = 40
_MOST_PLACES: Final = 400

Number = int | Decimal


def _outside(value: Number) -> int | float:
    if isinstance(value, int):
        if value.bit_length() > _LONGEST:
            raise TooMuchError("a number grows without end")
        return value
    return float(value)


def _binary(operate: Callable[[Number, Number], Number]) -> FilterFunction:
    def apply(_context: Context, value: object, other: object) -> int | float:
        left, right = number(value), number(other)
        if isinstance(left, Decimal) or isinstance(right, Decimal):
            left, right = Decimal(left), Decimal(right)
        with localcontext() as precise:
            precise.prec = _PRECISION
            return _outside(operate(left, right))

    return apply


def _divided(left: Number, right: Number) -> Number:
    if right == 0:
        return _by_zero(left, right)
    if isinstance(left, int) and isinstance(right, int):
        return left // right
    return Decimal(left) / Decimal(right)


def _by_zero(left: Number, right: Number) -> Number:
    if isinstance(left, int) and isinstance(right, int):
        raise JekyllStopsError("a number is divided by 0")
    if left == 0:
        return Decimal("NaN")
    negative = (left < 0) != Decimal(right).is_signed()
    return Decimal("-Infinity" if negative else "Infinity")


def _modulo(left: Number, right: Number) -> Number:
    if right == 0:
        raise JekyllStopsError("a number is divided by 0")
    if isinstance(left, int) and isinstance(right, int):
        return left % right
    rest = Decimal(left) % Decimal(right) + 0
    return rest + Decimal(right) if rest and (rest < 0) != (right < 0) else rest


def _round(_context: Context, value: object, digits: object = 0) -> int | float:
    places = max(-_MOST_PLACES, min(int(number(digits)), _MOST_PLACES))
    exact = Decimal(number(value))
    if not exact.is_finite():
        raise JekyllStopsError("the number has no end to round")
    with localcontext() as precise:
        precise.prec = len(exact.as_tuple().digits) + abs(places) + _PRECISION
        result = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return (
        int(result)
        if places <= 0 or (exact == int(exact) and isinstance(number(value), int))
        else float(result)
    )


def _abs(_context: Context, value: object) -> int | float:
    exact = number(value)
    return _outside(-exact if exact < 0 else exact)


def _at_least(_context: Context, value: object, other: object) -> int | float:
    return _outside(max(number(value), number(other)))


def _at_most(_context: Context, value: object, other: object) -> int | float:
    return _outside(min(number(value), number(other)))


def _to_integer(_context: Context, value: object) -> int:
    if isinstance(value, bool):
        return int(value)
    if value is None:
        return 0
    if isinstance(value, str):
        return first_integer(value)
    if isinstance(value, int | float):
        return int(value)
    if isinstance(value, dt.datetime):
        return int(value.timestamp() // 1)
    raise JekyllStopsError("to_integer needs a number or a text")


NUMBER_FILTERS: Final[Mapping[str, FilterFunction]] = {
    "plus": _binary(lambda left, right: left + right),
    "minus": _binary(lambda left, right: left - right),
    "times": _binary(lambda left, right: left * right),
    "divided_by": _binary(_divided),
    "modulo": _binary(_modulo),
    "round": _round,
    "ceil": lambda _, value: math.ceil(number(value)),
    "floor": lambda _, value: math.floor(number(value)),
    "abs": _abs,
    "at_least": _at_least,
    "at_most": _at_most,
    "to_integer": _to_integer,
}
"""The filters on numbers by name."""
