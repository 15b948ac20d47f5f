"""YAML as Ruby's Psych reads it, so that a title or a date means here what it means to Jekyll."""

import datetime as dt
import re
from typing import Any, Final

import yaml

from reviewkit.jekyll.dates import ruby_time

__all__ = ["PsychLoader", "yaml_fault"]

_INTEGER: Final = re.compile(
    r"[-+]?(?:0[0-7_,]+|0b[01_]+|0x[_,]*[0-9a-fA-F][0-9a-fA-F_,]*|0|[1-9](?:[0-9]|[,_][0-9])*)"
)
_FLOAT: Final = re.compile(r"[-+]?(?:[0-9][0-9_,]*\.[0-9]*|\.[0-9]+)(?:[eE][-+][0-9]+)?")
_BASE_60: Final = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9]){1,2}")
_BASE_60_FLOAT: Final = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9]){1,2}\.[0-9_]*")
_DATE: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_TIME: Final = re.compile(
    r"(-?\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt]|\s+)(\d{1,2}):(\d\d):(\d\d)(?:\.(\d*))?"
    r"\s*(Z|[-+]\d{1,2}(?::?\d\d)?)?"
)
_LONGEST_NUMBER: Final = 1000
"""Digits beyond which a number stays text: Python refuses to print the longest ones."""
_NULL: Final = frozenset({"", "~", "null"})
_TRUE: Final = frozenset({"yes", "true", "on"})
_FALSE: Final = frozenset({"no", "false", "off"})
_INFINITE: Final = {".inf": float("inf"), "+.inf": float("inf"), "-.inf": float("-inf")}
_SCALAR_TAG: Final = "tag:yaml.org,2002:psych"
_MERGE_TAG: Final = "tag:yaml.org,2002:merge"


class PsychLoader(yaml.CSafeLoader):
    """A safe YAML loader over libyaml that resolves plain scalars as Psych 4 does.

    Of the differences, those that review titles meet: `2:22` is 8520, `1,000` is 1000, `1e3` and
    `08` are strings, `:x` is a symbol and hence an error, an unknown tag makes its value null.
    Times without a zone are UTC, as in Ruby.
    """

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:  # noqa: ANN401 -- PyYAML's own interface
        """Give the tag of a node; plain scalars all go to `scalar`. Called by PyYAML."""
        if kind is yaml.ScalarNode and implicit[0]:
            return _MERGE_TAG if value == "<<" else _SCALAR_TAG
        return str(super().resolve(kind, value, implicit))  # type: ignore[no-untyped-call]  # PyYAML's stubs


def yaml_fault(error: Exception) -> tuple[str, int | None]:
    """Give the reason of a YAML error and the line, from 1, on which the mistake was made.

    Something that is opened and never closed is a mistake of the line that opens it.
    """
    reason = getattr(error, "problem", None) or str(error).partition("\n")[0]
    mark = getattr(error, "problem_mark", None)
    opened = getattr(error, "context_mark", None)
    if opened is not None and "quoted scalar" in str(getattr(error, "context", "")):
        mark, reason = opened, f"{reason} ({error.context})"  # type: ignore[attr-defined]
    return reason, mark.line + 1 if mark is not None else None


def scalar(text: str) -> object:
    """Resolve a plain (unquoted) scalar.

    Gives None, bool, int, float, date, aware datetime or str. Raises ValueError for a Ruby symbol,
    which Jekyll refuses.
    """
    if text.lower() in _NULL:
        return None
    if text[0] == ":" and len(text) > 1:
        raise ValueError(f"{text} is a Ruby symbol, which Jekyll does not allow here; quote it")
    if text[0] not in "0123456789+-.":
        word = text.lower()
        return True if word in _TRUE else False if word in _FALSE else text
    return _numeric(text)


def _numeric(text: str) -> object:  # noqa: PLR0911 -- one for each kind of number
    if _TIME.fullmatch(text):
        return _time(text)
    if match := _DATE.fullmatch(text):
        return _date(match, text)
    if _INTEGER.fullmatch(text):
        return _integer(text) if len(text) < _LONGEST_NUMBER else text
    if _FLOAT.fullmatch(text):
        return _float(text)
    if _BASE_60.fullmatch(text) or _BASE_60_FLOAT.fullmatch(text):
        return _base_60(text)
    if text.lower() in _INFINITE:
        return _INFINITE[text.lower()]
    return float("nan") if text.lower() == ".nan" else text


def _integer(text: str) -> int:
    digits = text.replace("_", "").replace(",", "")
    sign = -1 if digits.startswith("-") else 1
    digits = digits.lstrip("+-")
    base = {"0x": 16, "0b": 2}.get(digits[:2].lower(), 8 if digits[:1] == "0" else 10)
    return sign * int(digits[2:] if base in {2, 16} else digits, base)


def _float(text: str) -> float:
    return float(text.replace("_", "").replace(",", ""))


def _base_60(text: str) -> int | float:
    """Psych's odd base 60: the first part counts 3600 also where there are only two."""
    number: type[int | float] = float if "." in text else int
    parts = [number(part.rstrip("_").replace("_", "")) for part in text.split(":")]
    return sum(part * 60 ** (2, 1, 0)[place] for place, part in enumerate(parts))


def _date(match: re.Match[str], text: str) -> object:
    try:
        return dt.date(*map(int, match.groups()))
    except ValueError:
        return text


def _time(text: str) -> object:
    match = _TIME.fullmatch(text)
    assert match is not None  # noqa: S101 -- the caller has matched it
    *numbers, fraction, zone = match.groups()
    try:
        year, month, day, hour, minute, second = map(int, numbers)
        moment = ruby_time(year, month, day, hour, minute, second, zone=_zone(zone))
    except ValueError:
        return text
    return moment.replace(microsecond=int((fraction or "").ljust(6, "0")[:6]))


def _zone(text: str | None) -> dt.timezone:
    if text is None or text == "Z":
        return dt.UTC
    hours, minutes = text[1:], "0"
    if ":" in hours:
        hours, minutes = hours.split(":")
    elif len(hours) > 2:  # noqa: PLR2004 -- +0530
        hours, minutes = hours[:-2], hours[-2:]
    offset = dt.timedelta(hours=int(hours), minutes=int(minutes))
    return dt.timezone(-offset if text[0] == "-" else offset)


def _construct_scalar(_loader: Any, node: yaml.Node) -> object:  # noqa: ANN401 -- PyYAML's loaders have no common type
    if not isinstance(node, yaml.ScalarNode):
        reason = "a list or a mapping is tagged as one value"
        raise yaml.constructor.ConstructorError(None, None, reason, node.start_mark)
    try:
        return scalar(node.value)
    except ValueError as error:
        raise yaml.constructor.ConstructorError(None, None, str(error), node.start_mark) from error


def _construct_unknown(loader: Any, node: yaml.Node) -> object:  # noqa: ANN401 -- see above
    """Ignore a tag nobody knows and give the value behind it, as Psych does."""
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    assert isinstance(node, yaml.ScalarNode)  # noqa: S101 -- YAML has three kinds of nodes
    return str(node.value) if node.style else _construct_scalar(loader, node)


def _construct_plain(_loader: Any, node: yaml.ScalarNode) -> str:  # noqa: ANN401 -- see above
    return str(node.value)


PsychLoader.add_constructor(_SCALAR_TAG, _construct_scalar)
PsychLoader.add_constructor(_MERGE_TAG, _construct_plain)
PsychLoader.add_constructor(None, _construct_unknown)
for _tag in ("bool", "float", "int", "null", "timestamp"):
    PsychLoader.add_constructor(f"tag:yaml.org,2002:{_tag}", _construct_scalar)
