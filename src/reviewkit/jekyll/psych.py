"""YAML as Ruby's Psych reads it, so that a title or a date means here what it means to Jekyll.

Built on libyaml's events, one loop and no recursion: no text is nested deeply enough to hurt.
"""

import base64
import datetime as dt
import re
from collections.abc import Callable
from typing import Any, Final, NoReturn, cast

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # its stubs do not name it

from reviewkit.jekyll.ruby import as_text
from reviewkit.jekyll.scalars import UNSURE, plain_scalar

__all__ = ["load_yaml"]

_DEEPEST: Final = 1000
"""Ruby's own stack ends before the 3000th level; nobody writes the twentieth."""

_MOST_VALUES: Final = 100_000
"""How much aliases may unfold to; a few lines of them can stand for more than a computer holds."""

_YAML: Final = "tag:yaml.org,2002:"
_TEXT_TAG: Final = re.compile(rf"(!(str|ruby/string)|{_YAML}str)$")
_CLASS_TAG: Final = re.compile(
    r"!(ruby/(object|struct|array|hash|exception|class|module|regexp|range|sym|marshalable|string:)"
    r"|(str|seq|map):.)|!(set|omap)$|tag:yaml\.org,2002:(set|omap)$"
)


class _Open:
    """A list or mapping whose end has not come: its children, and how much they unfold to.

    `kinds` says of what is no plain child of a mapping, by its place, what it is.
    """

    __slots__ = ("anchor", "children", "kinds", "mapping", "size")

    def __init__(self, anchor: str | None, *, mapping: bool) -> None:
        self.anchor = anchor
        self.mapping = mapping
        self.children: list[object] = []
        self.kinds: dict[int, str] = {}
        self.size = 1


class _Composer:
    """Puts the values of one document together, event by event."""

    def __init__(self, zone: dt.tzinfo, *, symbols: bool) -> None:
        self.zone = zone
        self.symbols = symbols
        self.root = _Open(None, mapping=False)
        self.open = [self.root]
        self.anchors: dict[str, tuple[object, int, str]] = {}

    def scalar(self, event: Any) -> None:  # noqa: ANN401 -- PyYAML's events have no types
        value = event.value
        tag = event.tag
        inner = self.open[-1]
        if tag is None:
            if event.implicit[0] and (not value or value[0] in UNSURE):
                value = self._plain(event)
        else:
            value = self._tagged(event)
            if _TEXT_TAG.match(tag):
                inner.kinds[len(inner.children)] = "text"
        if event.anchor is not None:
            self.anchors[event.anchor] = (value, 1, "scalar")
        inner.children.append(value)

    def _plain(self, event: Any) -> object:  # noqa: ANN401 -- see above
        if self.symbols and event.value.startswith(":"):
            return event.value
        try:
            return plain_scalar(event.value, self.zone)
        except ValueError as error:
            _refuse(str(error), event)

    def alias(self, event: Any) -> None:  # noqa: ANN401 -- see above
        if event.anchor not in self.anchors:
            _refuse(
                f"*{event.anchor} stands for a value marked &{event.anchor}, and none is above it",
                event,
            )
        value, size, _kind = self.anchors[event.anchor]
        self._put(value, size, "mapping", event)

    def start(self, event: Any) -> None:  # noqa: ANN401 -- see above
        mapping = type(event) is yaml.MappingStartEvent
        if event.tag is not None and _CLASS_TAG.match(event.tag) and not _is_omap(event, mapping):
            _refuse(f"the tag {event.tag} names a Ruby class, which Jekyll does not allow", event)
        if len(self.open) > _DEEPEST:
            _refuse("this is nested deeper than Ruby can read", event)
        if event.anchor is not None:
            self.anchors.pop(event.anchor, None)
        self.open.append(_Open(event.anchor, mapping=mapping))

    def end(self, event: Any) -> None:  # noqa: ANN401 -- see above
        done = self.open.pop()
        size = done.size + len(done.children)
        if done.mapping:
            value, kind = cast("object", _mapping(done)), "mapping"
        else:
            value, kind = done.children, "list"
        if done.anchor is not None:
            self.anchors[done.anchor] = (value, size, kind)
        self._put(value, size, kind, event)

    def _put(self, value: object, size: int, kind: str, event: Any) -> None:  # noqa: ANN401 -- see above
        inner = self.open[-1]
        inner.size += size
        if inner.size > _MOST_VALUES:
            _refuse("its aliases stand for more values than can be meant", event)
        if inner.mapping:
            inner.kinds[len(inner.children)] = kind
        inner.children.append(value)

    def _tagged(self, event: Any) -> object:  # noqa: ANN401 -- see above
        tag, value = event.tag, event.value
        if event.implicit[1] or _TEXT_TAG.match(tag):
            return value
        if _CLASS_TAG.match(tag):
            _refuse(f"the tag {tag} names a Ruby class, which Jekyll does not allow", event)
        if tag in {"!binary", f"{_YAML}binary"}:
            return _decoded(value)
        try:
            found = plain_scalar(value, self.zone)
            if tag in {"!float", f"{_YAML}float"}:
                return _as_float(found)
        except ValueError as error:
            _refuse(str(error), event)
        return found


def load_yaml(text: str, zone: dt.tzinfo = dt.UTC, *, symbols: bool = False) -> object:
    """Read the first document of a YAML text; None where there is none.

    Gives mappings whose keys are text, lists, and what `plain_scalar` gives. Of the differences to
    PyYAML, those that review titles meet: `2:22` is 8520, `1,000` is 1000, `1e3` and `08` are text,
    `:x` is a symbol and hence an error, an unknown tag is ignored. Times without a zone are UTC,
    as in Ruby, and shown in `zone`. With `symbols`, `:x` is text. Raises yaml.YAMLError.
    """
    next_event: Callable[[], Any] = CParser(text).get_event
    composer = _Composer(zone, symbols=symbols)
    act = {
        yaml.ScalarEvent: composer.scalar,
        yaml.AliasEvent: composer.alias,
        yaml.SequenceStartEvent: composer.start,
        yaml.MappingStartEvent: composer.start,
        yaml.SequenceEndEvent: composer.end,
        yaml.MappingEndEvent: composer.end,
    }
    children = composer.open[-1].children
    while (event := next_event()) is not None:
        kind = type(event)
        if kind is yaml.ScalarEvent and event.anchor is None and event.tag is None:
            value = event.value
            if value and (value[0] not in UNSURE or not event.implicit[0]):
                children.append(value)  # the short way for most of what there is
                continue
        if kind in act:
            act[kind](event)
            children = composer.open[-1].children
        elif kind is yaml.DocumentEndEvent:
            return composer.root.children[0]
    return None


def _mapping(done: _Open) -> dict[str, object]:
    """Pair keys and values; `<<` merges a mapping or a list of them over what stands above it."""
    children, kinds = done.children, done.kinds
    keys = children[::2]
    if "<<" not in keys and all(type(key) is str for key in keys):
        return dict(zip(cast("list[str]", keys), children[1::2], strict=True))
    result: dict[str, object] = {}
    for place in range(0, len(children), 2):
        key, value = children[place], children[place + 1]
        if type(key) is not str:
            key = as_text(key)
        elif key == "<<" and kinds.get(place) != "text":
            merged = _merged(value, kinds.get(place + 1))
            if merged is not None:
                result |= merged
                continue
        result[key] = value
    return result


def _merged(value: object, kind: str | None) -> dict[str, object] | None:
    if kind == "mapping" and isinstance(value, dict):
        return value
    if kind == "list" and isinstance(value, list) and all(isinstance(v, dict) for v in value):
        return {key: item for mapping in reversed(value) for key, item in mapping.items()}
    return None


def _is_omap(event: Any, mapping: bool) -> bool:  # noqa: ANN401, FBT001 -- PyYAML's events have no types
    return not mapping and event.tag in {"!omap", f"{_YAML}omap"}


def _as_float(found: object) -> float:
    if not isinstance(found, str | int | float):
        raise ValueError("this is no number")  # noqa: TRY004 -- a fault of the text, not of the call
    return float(found)


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text, validate=False).decode("utf-8", "replace")
    except ValueError:
        return ""


def _refuse(reason: str, event: Any) -> NoReturn:  # noqa: ANN401 -- PyYAML's events have no types
    raise yaml.constructor.ConstructorError(None, None, reason, event.start_mark)
