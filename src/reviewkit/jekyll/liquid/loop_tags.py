"""The tags that repeat: for, tablerow, cycle, break, continue."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, TextIO

from liquid import Tag, TokenStream
from liquid.ast import BlockNode
from liquid.exceptions import BreakLoop, ContinueLoop
from liquid.token import Token

from reviewkit.jekyll.liquid.context import Context
from reviewkit.jekyll.liquid.errors import JekyllStopsError
from reviewkit.jekyll.liquid.expressions import (
    FRAGMENT,
    Literal,
    Parser,
    Value,
    fragment_value,
    named_arguments,
    with_mode,
)
from reviewkit.jekyll.liquid.pieces import JekyllTag, Piece, captured
from reviewkit.jekyll.liquid.values import Drop, integer, items_of, printed

__all__ = ["LOOP_TAGS"]

_LOOP: Final = re.compile(rf"([\w-]+)\s+in\s+((?:{FRAGMENT})+)\s*(reversed)?", re.ASCII)
_TABLE: Final = re.compile(rf"(\w+)\s+in\s+((?:{FRAGMENT})+)", re.ASCII)
_NAMED_CYCLE: Final = re.compile(rf"({FRAGMENT})\s*:\s*(.*)", re.DOTALL)
_FRAGMENT: Final = re.compile(FRAGMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Loop:
    """The head of a loop: `item in collection limit: n offset: n reversed`."""

    item: str
    collection: Value
    name: str
    limit: Value | None = None
    offset: Value | None = None
    reversed: bool = False

    @property
    def continues(self) -> bool:
        return isinstance(self.offset, Literal) and self.offset.value is _CONTINUE


_CONTINUE: Final = object()


class _ForLoop(Drop):
    """What `forloop` says inside a loop."""

    def __init__(self, name: str, length: int, parent: object) -> None:
        self.name = name
        self.length = length
        self.parent = parent
        self.place = 0

    def _values(self) -> dict[str, object]:
        place, length = self.place, self.length
        return {
            "length": length,
            "parentloop": self.parent,
            "name": self.name,
            "index": place + 1,
            "index0": place,
            "rindex": length - place,
            "rindex0": length - place - 1,
            "first": place == 0,
            "last": place == length - 1,
        }

    def get(self, key: object) -> object:
        return self._values().get(str(key))

    def keys(self) -> Sequence[str]:
        return list(self._values())

    def printed(self) -> str:
        return "Liquid::ForloopDrop"


class _For(Piece):
    def __init__(
        self, token: Token, loop: _Loop, block: BlockNode, otherwise: BlockNode | None
    ) -> None:
        blocks = [one for one in (block, otherwise) if one is not None]
        super().__init__(token, blank=all(one.blank for one in blocks))
        self.loop = loop
        self.block = block
        self.otherwise = otherwise
        for one in blocks:
            one.blank = self.blank

    def write(self, context: Context, buffer: TextIO) -> int:
        items = self._items(context)
        if not items:
            return self.otherwise.render(context, buffer) if self.otherwise else 0
        running = context.registers["for"].setdefault("running", [])
        forloop = _ForLoop(self.loop.name, len(items), running[-1] if running else None)
        namespace: dict[str, object] = {"forloop": forloop}
        running.append(forloop)
        try:
            with context.extend(namespace):
                for item in items:
                    context.step()
                    namespace[self.loop.item] = item
                    try:
                        self.block.render(context, buffer)
                    except ContinueLoop:
                        pass
                    except BreakLoop:
                        break
                    forloop.place += 1
        finally:
            running.pop()
        return 0

    def _items(self, context: Context) -> Sequence[object]:
        loop = self.loop
        offsets = context.registers["for"].setdefault("offsets", {})
        start = int(offsets.get(loop.name, 0)) if loop.continues else _number(loop.offset, context)
        limit = loop.limit.evaluate(context) if loop.limit else None
        end = None if limit is None else integer(limit) + (start or 0)
        items = _segment(loop.collection.evaluate(context), start or 0, end)
        offsets[loop.name] = (start or 0) + len(items)
        return items[::-1] if loop.reversed else items


def _number(value: Value | None, context: Context) -> int | None:
    given = value.evaluate(context) if value else None
    return None if given is None else integer(given)


def _segment(collection: object, start: int, end: int | None) -> Sequence[object]:
    """Give the items from `start` up to `end`; text is one item, and never cut."""
    if isinstance(collection, str):
        return [collection] if collection else []
    if isinstance(collection, list | tuple | range):
        return collection[max(start, 0) : None if end is None else max(end, 0)]
    items = items_of(collection)
    if items is None:
        return []
    return list(islice(items, max(start, 0), None if end is None else max(end, 0)))


class _ForTag(JekyllTag):
    name = "for"

    def read(self, token: Token, markup: str, stream: TokenStream) -> _For:
        loop = with_mode(self.mode, lambda: _strict_loop(markup), lambda: _lenient_loop(markup))
        block = self.body(stream, "endfor", ("else",))
        otherwise = None
        while self.ended_by(stream) == "else":
            otherwise = self.body(stream, "endfor", ("else",))
        return _For(token, loop, block, otherwise)


def _strict_loop(markup: str) -> _Loop:
    parser = Parser(markup)
    item = parser.take("id")
    if not parser.word("in"):
        raise JekyllStopsError("for needs a name, the word in, and a list")
    written = markup.partition(" in ")[2].split()
    collection = parser.value()
    backwards = bool(parser.word("reversed"))
    arguments: dict[str, Value] = {}
    while parser.look("id") and parser.look(":", 1):
        key = parser.word("limit", "offset")
        if key is None:
            raise JekyllStopsError("for knows limit and offset only")
        parser.take(":")
        arguments[key] = Literal(_CONTINUE) if parser.word("continue") else parser.value()
    parser.end()
    return _Loop(
        item=item,
        collection=collection,
        name=f"{item}-{written[0] if written else ''}",
        limit=arguments.get("limit"),
        offset=arguments.get("offset"),
        reversed=backwards,
    )


def _lenient_loop(markup: str) -> _Loop:
    match = _LOOP.match(markup)
    if match is None:
        raise JekyllStopsError("for needs a name, the word in, and a list")
    arguments = named_arguments(markup)
    offset = arguments.get("offset")
    if re.search(r"offset\s*:\s*continue\b", markup):
        offset = Literal(_CONTINUE)
    return _Loop(
        item=match[1],
        collection=fragment_value(match[2]),
        name=f"{match[1]}-{match[2]}",
        limit=arguments.get("limit"),
        offset=offset,
        reversed=bool(match[3]),
    )


class _Interrupt(Piece):
    def __init__(self, token: Token, kind: type[Exception]) -> None:
        super().__init__(token)
        self.kind = kind

    def write(self, context: Context, buffer: TextIO) -> int:  # noqa: ARG002 -- it writes nothing
        raise self.kind(self.token.value)


class _BreakTag(JekyllTag):
    name = "break"
    kind: type[Exception] = BreakLoop

    def read(self, token: Token, markup: str, stream: TokenStream) -> _Interrupt:  # noqa: ARG002 -- the interface
        return _Interrupt(token, self.kind)


class _ContinueTag(_BreakTag):
    name = "continue"
    kind = ContinueLoop


class _TableRow(Piece):
    def __init__(
        self, token: Token, item: str, collection: Value, arguments: dict[str, Value],
        block: BlockNode,
    ) -> None:  # fmt: skip
        super().__init__(token)
        self.item = item
        self.collection = collection
        self.arguments = arguments
        self.block = block

    def write(self, context: Context, buffer: TextIO) -> int:
        collection = self.collection.evaluate(context)
        if collection is None or collection is False:
            return 0
        given = {name: value.evaluate(context) for name, value in self.arguments.items()}
        start = integer(given["offset"]) if "offset" in given else 0
        limit = start + integer(given["limit"]) if "limit" in given else None
        items = _segment(collection, start, limit)
        columns = integer(given["cols"]) if given.get("cols") is not None else len(items)
        return buffer.write(self._table(items, columns, context))

    def _table(self, items: Sequence[object], columns: int, context: Context) -> str:
        parts = ['<tr class="row1">\n']
        namespace: dict[str, object] = {}
        with context.extend(namespace):
            for place, item in enumerate(items):
                context.step()
                column, row = (place % columns, place // columns) if columns > 0 else (place, 0)
                last = place == len(items) - 1
                ends = columns > 0 and column == columns - 1
                namespace[self.item] = item
                namespace["tablerowloop"] = _table_loop(place, len(items), column, row, ends=ends)
                text, interrupt = captured(self.block, context)
                parts.append(f'<td class="col{column + 1}">{text}</td>')
                if isinstance(interrupt, BreakLoop):
                    break
                if ends and not last:
                    parts.append(f'</tr>\n<tr class="row{row + 2}">')
        return "".join((*parts, "</tr>\n"))


def _table_loop(place: int, length: int, column: int, row: int, *, ends: bool) -> dict[str, object]:
    return {
        "length": length,
        "row": row + 1,
        "col": column + 1,
        "col0": column,
        "index": place + 1,
        "index0": place,
        "rindex": length - place,
        "rindex0": length - place - 1,
        "first": place == 0,
        "last": place == length - 1,
        "col_first": column == 0,
        "col_last": ends,
    }


class _TableRowTag(JekyllTag):
    name = "tablerow"

    def read(self, token: Token, markup: str, stream: TokenStream) -> _TableRow:
        match = _TABLE.search(markup)
        if match is None:
            raise JekyllStopsError("tablerow needs a name, the word in, and a list")
        block = self.body(stream, "endtablerow")
        arguments = named_arguments(markup)
        return _TableRow(token, match[1], fragment_value(match[2]), arguments, block)


class _Cycle(Piece):
    def __init__(self, token: Token, name: Value | None, values: Sequence[Value]) -> None:
        super().__init__(token)
        self.name = name
        self.values = values

    def write(self, context: Context, buffer: TextIO) -> int:
        places = context.registers["cycle"]
        key = self._key(context)
        place = places.get(key, 0)
        value = self.values[place].evaluate(context) if place < len(self.values) else None
        places[key] = 0 if place + 1 >= len(self.values) else place + 1
        return buffer.write(printed(value))

    def _key(self, context: Context) -> object:
        """Cycles of one name, or of the same literal values, take turns; variables stand alone."""
        if self.name is not None:
            return ("named", printed(self.name.evaluate(context)))
        if all(isinstance(value, Literal) for value in self.values):
            return ("values", tuple(map(repr, self.values)))
        return ("own", id(self))


class _CycleTag(JekyllTag):
    name = "cycle"

    def read(self, token: Token, markup: str, stream: TokenStream) -> _Cycle:  # noqa: ARG002 -- the interface
        if match := _NAMED_CYCLE.match(markup):
            return _Cycle(token, fragment_value(match[1]), _cycle_values(match[2]))
        if not _FRAGMENT.match(markup):
            raise JekyllStopsError("cycle needs values")
        return _Cycle(token, None, _cycle_values(markup))


def _cycle_values(markup: str) -> list[Value]:
    found = (_FRAGMENT.search(part) for part in markup.split(","))
    return [fragment_value(match[0]) for match in found if match]


LOOP_TAGS: Final[Sequence[type[Tag]]] = (
    _ForTag,
    _BreakTag,
    _ContinueTag,
    _TableRowTag,
    _CycleTag,
)
