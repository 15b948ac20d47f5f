"""Filters on lists: Liquid's, and Jekyll's where and its relatives."""

import datetime as dt
import random
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from reviewkit.jekyll.liquid.conditions import strict_condition
from reviewkit.jekyll.liquid.context import MOST_ITEMS, Context, FilterFunction
from reviewkit.jekyll.liquid.errors import JekyllStopsError, NeedsJekyllError, TooMuchError
from reviewkit.jekyll.liquid.expressions import parse_filtered
from reviewkit.jekyll.liquid.text_filters import required_text
from reviewkit.jekyll.liquid.values import (
    Drop,
    MethodLiteral,
    as_text,
    compare,
    inspected,
    integer,
    sorted_by,
)

__all__ = ["ARRAY_FILTERS"]

_WHOLE: Final = re.compile(r"\s*-?\d+\s*", re.ASCII)
_DECIMAL: Final = re.compile(r"\s*-?(?:\d+\.?\d*|\.\d+)\s*", re.ASCII)


def _listed(value: object) -> list[Any]:
    """Take a value for a list as Liquid's own filters do: lists flattened, others alone in one."""
    _refuse_drop(value)
    if value is None:
        return []
    if isinstance(value, list | tuple):
        return list(_flat(value))
    if isinstance(value, range):
        if len(value) > MOST_ITEMS:
            raise TooMuchError("a range is too long to make a list of it")
        return list(value)
    return [value]


def _refuse_drop(value: object) -> None:
    """Raise NeedsJekyllError for what Ruby takes apart and nobody means as a list."""
    if isinstance(value, Drop | dt.datetime):
        raise NeedsJekyllError("a whole post, or a moment, is used as a list")


def _flat(values: list[Any] | tuple[Any, ...]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, list | tuple):
            yield from _flat(value)
        else:
            yield value


def _has_keys(item: object) -> bool:
    """Tell whether something can be looked up in an item: in Ruby, in text and numbers too."""
    return isinstance(item, Mapping | Drop | str | list | int) and not isinstance(item, bool)


def _looked_up(item: object, key: object) -> object:
    """Give what stands under a key; raises JekyllStopsError for an item that has no such keys."""
    if isinstance(item, Mapping):
        return item.get(key) if isinstance(key, str | int | float | None) else None
    if isinstance(item, Drop):
        return item.get(key)
    if isinstance(item, str) and isinstance(key, str):
        return key if key in item else None
    place = int(key) if isinstance(key, int | float) and not isinstance(key, bool) else None
    if isinstance(item, str | list) and place is not None:
        return item[place] if -len(item) <= place < len(item) else None
    if isinstance(item, int) and not isinstance(item, bool) and place is not None:
        return item >> place & 1 if place >= 0 else 0
    raise JekyllStopsError(f"{inspected(item)} holds no {as_text(key)}")


def _first(_context: Context, value: object) -> object:
    if isinstance(value, Mapping):
        return list(next(iter(value.items()))) if value else None
    return value[0] if isinstance(value, list | tuple | range) and value else None


def _last(_context: Context, value: object) -> object:
    return value[-1] if isinstance(value, list | tuple | range) and value else None


def _join(_context: Context, value: object, glue: object = " ") -> str:
    items = _pairs(value) if isinstance(value, Mapping) else _listed(value)
    return as_text(glue).join(map(as_text, items))


def _pairs(value: Mapping[Any, Any]) -> list[Any]:
    return [value]


def _sort(
    _context: Context, value: object, key: object = None, nils: object = "first"
) -> list[Any]:
    if value is None:
        raise JekyllStopsError("nothing cannot be sorted")
    if isinstance(value, Drop):
        raise NeedsJekyllError("a whole post is used as a list")
    if isinstance(value, Mapping):
        value = [[name, item] for name, item in value.items()]
    value = _listed(value) if isinstance(value, range) else value
    if not isinstance(value, list | tuple):
        raise JekyllStopsError(f"{as_text(value)} is no list that could be sorted")
    if key is None:
        return sorted_by(list(value), compare)
    if nils not in ("first", "last"):
        raise JekyllStopsError("nils stand first or last")
    keyed = [(_property(item, key), item) for item in value]
    order = -1 if nils == "first" else 1
    return [
        item for _, item in sorted_by(keyed, lambda one, other: _nil_order(one[0], other[0], order))
    ]


def _nil_order(left: object, right: object, order: int) -> int:
    if left is None and right is not None:
        return order
    if left is not None and right is None:
        return -order
    result = compare(left, right)
    if result is None:
        result = compare(as_text(left), as_text(right))
    return result or 0


def _sort_natural(_context: Context, value: object, key: object = None) -> list[Any] | None:
    items = _listed(value)
    if key is not None and not all(map(_has_keys, items)):
        return None

    def lowered(item: object) -> str | None:
        item = item if key is None else _looked_up(item, key)
        return None if item is None else as_text(item).lower()

    def order(left: object, right: object) -> int | None:
        one, other = lowered(left), lowered(right)
        if one is None or other is None:
            return 1 if one is None else -1
        return compare(one, other)

    return sorted_by(items, order)


def _reverse(_context: Context, value: object) -> list[Any]:
    return _listed(value)[::-1]


def _uniq(_context: Context, value: object, key: object = None) -> list[Any] | None:
    result: list[Any] = []
    seen: set[object] = set()
    items = _listed(value)
    if len(items) == 1:
        return items
    for item in items:
        if key is not None and not _has_keys(item):
            return None
        mark = item if key is None else _looked_up(item, key)
        written = mark if isinstance(mark, Drop) else inspected(mark)
        if written not in seen:
            seen.add(written)
            result.append(item)
    return result


def _compact(_context: Context, value: object, key: object = None) -> list[Any] | None:
    result = []
    for item in _listed(value):
        if key is not None and not _has_keys(item):
            return None
        if (item if key is None else _looked_up(item, key)) is not None:
            result.append(item)
    return result


def _concat(_context: Context, value: object, other: object) -> list[Any]:
    if not isinstance(other, list):
        raise JekyllStopsError("concat needs a list")
    return _listed(value) + list(_flat(other))


def _map(_context: Context, value: object, key: object) -> list[Any]:
    items = _listed(value)
    if key == "to_liquid":
        return items
    return [_looked_up(item, key) if _has_keys(item) else None for item in items]


def _property(item: object, key: object) -> object:
    """Give a property of an item, `a.b` for one inside another; what looks like a number is one."""
    name = as_text(key)
    if "." in name:
        value: object = item
        for part in name.split("."):
            value = _looked_up(value, part) if _has_keys(value) else False
    else:
        value = _looked_up(item, name)
    return _as_number(value)


def _as_number(value: object) -> object:
    text = as_text(value) if isinstance(value, str | int | float) else ""
    if _WHOLE.fullmatch(text):
        return int(text) if isinstance(value, str) else int(value)  # type: ignore[call-overload]  # a number
    return float(text) if _DECIMAL.fullmatch(text) else value


def _is_property(value: object, target: object) -> bool:
    if target is None:
        return value is None
    if isinstance(target, MethodLiteral):
        return value == "" or "".join(map(as_text, _array(value))) == ""
    text = as_text(target)
    if isinstance(value, str):
        return value == text
    return any(as_text(item) == text for item in _array(value))


def _array(value: object) -> list[Any]:
    """Give what Ruby's `Array()` makes of a value."""
    _refuse_drop(value)
    if value is None:
        return []
    if isinstance(value, Mapping):
        return [[name, item] for name, item in value.items()]
    if isinstance(value, range):
        return _listed(value)
    return list(value) if isinstance(value, list | tuple) else [value]


def _rows(value: object) -> list[Any] | None:
    """Give the items Jekyll's filters go through; None for what they give back as it is."""
    if isinstance(value, Drop):
        raise NeedsJekyllError("a whole post is used as a list")
    if isinstance(value, Mapping):
        return list(value.values())
    if isinstance(value, range):
        return _listed(value)
    return list(value) if isinstance(value, list | tuple) else None


def _where(_context: Context, value: object, key: object, target: object) -> object:
    if key is None or key is False or isinstance(target, list | Mapping):
        return value
    rows = _rows(value)
    if rows is None:
        return value
    return [item for item in rows if _is_property(_property(item, key), target)]


def _find(_context: Context, value: object, key: object, target: object) -> object:
    if key is None or key is False or isinstance(target, list | Mapping):
        return value
    rows = _rows(value)
    if rows is None:
        return value
    return next((item for item in rows if _is_property(_property(item, key), target)), None)


def _matches(context: Context, name: object, expression: object) -> Callable[[object], bool]:
    """Give a test of one item: the condition with the item under a name."""
    condition = strict_condition(required_text(expression))

    def holds(item: object) -> bool:
        context.step()
        with context.extend({as_text(name): item}):
            return condition.holds(context)

    return holds


def _where_exp(context: Context, value: object, name: object, expression: object) -> object:
    rows = _rows(value)
    if rows is None:
        return value
    return list(filter(_matches(context, name, expression), rows))


def _find_exp(context: Context, value: object, name: object, expression: object) -> object:
    rows = _rows(value)
    if rows is None:
        return value
    return next(filter(_matches(context, name, expression), rows), None)


def _group_by(_context: Context, value: object, key: object) -> object:
    rows = _array(value) if isinstance(value, Mapping) else _rows(value)
    if rows is None:
        return value
    return _grouped((as_text(_property(item, key)), item) for item in rows)


def _group_by_exp(context: Context, value: object, name: object, expression: object) -> object:
    rows = _array(value) if isinstance(value, Mapping) else _rows(value)
    if rows is None:
        return value
    parsed = parse_filtered(required_text(expression), context.world.options.error_mode)

    def named(item: object) -> object:
        context.step()
        with context.extend({as_text(name): item}):
            return parsed.evaluate(context)

    return _grouped((named(item), item) for item in rows)


def _grouped(named: Iterator[tuple[object, object]]) -> list[dict[str, object]]:
    names: list[object] = []
    groups: list[list[object]] = []
    places: dict[str, int] = {}
    for name, item in named:
        mark = inspected(name)
        if mark not in places:
            places[mark] = len(names)
            names.append(name)
            groups.append([])
        groups[places[mark]].append(item)
    pairs = zip(names, groups, strict=True)
    return [{"name": name, "items": items, "size": len(items)} for name, items in pairs]


def _count(value: object) -> int:
    count = integer(value)
    if count < 0:
        raise JekyllStopsError("a list cannot lose less than nothing")
    return count


def _pop(_context: Context, value: object, count: object = 1) -> object:
    if not isinstance(value, list):
        return value
    return value[: max(len(value) - _count(count), 0)]


def _shift(_context: Context, value: object, count: object = 1) -> object:
    return value[_count(count) :] if isinstance(value, list) else value


def _push(_context: Context, value: object, item: object) -> object:
    return [*value, item] if isinstance(value, list) else value


def _unshift(_context: Context, value: object, item: object) -> object:
    return [item, *value] if isinstance(value, list) else value


def _sample(_context: Context, value: object, count: object = 1) -> object:
    """Choose by chance, though the same in each run, so that two builds of a site are equal."""
    if not isinstance(value, list):
        return value
    try:
        many = integer(count)
    except JekyllStopsError:
        many = 1
    chosen = random.Random(len(value)).sample(value, min(max(many, 0), len(value)))  # noqa: S311 -- no secret
    return chosen if many != 1 else next(iter(chosen), None)


ARRAY_FILTERS: Final[Mapping[str, FilterFunction]] = {
    "first": _first,
    "last": _last,
    "join": _join,
    "sort": _sort,
    "sort_natural": _sort_natural,
    "reverse": _reverse,
    "uniq": _uniq,
    "compact": _compact,
    "concat": _concat,
    "map": _map,
    "where": _where,
    "where_exp": _where_exp,
    "find": _find,
    "find_exp": _find_exp,
    "group_by": _group_by,
    "group_by_exp": _group_by_exp,
    "pop": _pop,
    "push": _push,
    "shift": _shift,
    "unshift": _unshift,
    "sample": _sample,
}
"""The filters on lists by name."""
