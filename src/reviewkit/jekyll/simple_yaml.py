"""The short way through front matter of the usual form; any other goes through libyaml.

Reading a site is mostly reading YAML, and nearly all of it is lines of `key: value`, lists on one
line or below each other, and a mapping one level deep. Those are read here, and only where there is
no doubt about them: `simple_mapping` gives what `load_yaml` gives, or nothing.
"""

import datetime as dt
import re
from typing import Final

from reviewkit.jekyll.scalars import UNSURE, plain_scalar

__all__ = ["simple_mapping"]

_UNUSUAL: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2000-\u200f\u2028-\u202f\ud800-\udfff\ufeff\ufff0-\uffff]"
)
"""Line ends, marks, controls: what means something to YAML, or may, beyond ASCII.

Looked for once in a block, as sets that hold most of Unicode take long to compile.
"""

_SAFE: Final = r"[\w ./,()!?;&%+=*~$'\"-]*"
_PLAIN: Final = rf"[\w/]{_SAFE}(?::[!-9;-~]{_SAFE})*"
_QUOTED: Final = r"\"[^\"\\\n]*\"|'[^'\n]*'"
_VALUE: Final = rf"(?:{_QUOTED}|{_PLAIN})"
_WORD: Final = r"[\w/][\w ./'-]*"
_LIST: Final = rf"\[ *(?:(?:{_QUOTED}|{_WORD})(?: *, *(?:{_QUOTED}|{_WORD}))*)? *\]"
_KEY: Final = r"[A-Za-z_][A-Za-z0-9_-]*"

_START: Final = re.compile(r"(?:--- *\n)?\n*")
_ENTRY: Final = re.compile(
    rf"(?P<key>{_KEY}):(?: +(?:(?P<list>{_LIST})|(?P<value>{_VALUE})))? *\n"
    rf"(?P<items>(?P<indent> *)- +{_VALUE} *\n(?:(?P=indent)- +{_VALUE} *\n)*)?"
    rf"(?P<inner>(?:  {_KEY}: +{_VALUE} *\n)+)?\n*"
)
_LISTED: Final = re.compile(rf"{_QUOTED}|{_WORD}")
_ITEM: Final = re.compile(rf" *- +({_VALUE}) *\n")
_INNER: Final = re.compile(rf"  ({_KEY}): +({_VALUE}) *\n")
_WORDS: Final = frozenset({"null", "yes", "true", "on", "no", "false", "off"})


def simple_mapping(block: str, zone: dt.tzinfo) -> dict[str, object] | None:
    """Read a front matter of the usual form; None where `load_yaml` is needed.

    `zone` is that in which times without one are shown.
    """
    try:
        return _entries(block, zone)
    except ValueError:
        return None


def _entries(block: str, zone: dt.tzinfo) -> dict[str, object] | None:
    if _UNUSUAL.search(block):
        return None
    start = _START.match(block)
    place = start.end() if start else 0
    result: dict[str, object] = {}
    while place < len(block):
        match = _ENTRY.match(block, place)
        if match is None:
            return None
        key, flow, value, items, _indent, inner = match.groups()
        given = [part for part in (flow, value, items, inner) if part is not None]
        if key.lower() in _WORDS or len(given) > 1:
            return None
        if value is not None:
            result[key] = _scalar(value, zone)
        elif flow is not None:
            result[key] = [_scalar(item, zone) for item in _LISTED.findall(flow[1:-1])]
        elif items is not None:
            result[key] = [_scalar(item, zone) for item in _ITEM.findall(items)]
        elif inner is not None:
            pairs = _INNER.findall(inner)
            if any(name.lower() in _WORDS for name, _text in pairs):
                return None
            result[key] = {name: _scalar(text, zone) for name, text in pairs}
        else:
            result[key] = None
        place = match.end()
    return result or None


def _scalar(text: str, zone: dt.tzinfo) -> object:
    first = text[0]
    if first in "\"'":
        return text[1:-1]
    text = text.rstrip(" ")
    return plain_scalar(text, zone) if first in UNSURE else text
