"""The expressions inside tags and outputs: read strictly first, then as leniently as Liquid does.

Jekyll's `error_mode: warn` reads each expression by the grammar, and by patterns that skip what
they do not know when the grammar fails. Both readings matter: posts hold mistakes that work.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeVar

from reviewkit.jekyll.liquid.errors import JekyllStopsError
from reviewkit.jekyll.liquid.values import BLANK, EMPTY, SPACE, first_integer, integer

if TYPE_CHECKING:
    from reviewkit.jekyll.liquid.context import Context

__all__ = [
    "FRAGMENT",
    "Filtered",
    "Literal",
    "Mode",
    "Parser",
    "Range",
    "Value",
    "Variable",
    "fragment_value",
    "named_arguments",
    "parse_filtered",
    "with_mode",
]

Mode = str
"""`strict`, `warn` or `lax`, the `error_mode` of the site."""

T = TypeVar("T")

_QUOTED: Final = r"\"[^\"]*\"|'[^']*'"
FRAGMENT: Final = rf"(?:{_QUOTED}|(?:[^\s,|'\"]|{_QUOTED})+)"
"""The piece of text the lenient reading takes for one value."""

_TOKENS: Final = re.compile(
    r"(?P<space>\s+)|(?P<string>'[^']*'|\"[^\"]*\")|(?P<number>-?\d+(?:\.\d+)?)"
    r"|(?P<comparison>==|!=|<>|<=?|>=?|contains(?=\s))|(?P<id>[a-zA-Z_][\w-]*\??)"
    r"|(?P<dotdot>\.\.)|(?P<sign>[|.:,\[\]()?-])",
    re.ASCII,
)
_SEGMENT: Final = re.compile(r"\[[^\]]+\]|[\w-]+\??", re.ASCII)
_INTEGER: Final = re.compile(r"-?\d+", re.ASCII)
_FLOAT: Final = re.compile(r"-?\d[\d.]+", re.ASCII)
_FLOAT_HEAD: Final = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_RANGE: Final = re.compile(r"\((\S+)\.\.(\S+)\)")
_NAMED: Final = re.compile(rf"\s*(\w[\w-]*)\s*:\s*({FRAGMENT})\s*", re.ASCII)
_LENIENT_HEAD: Final = re.compile(FRAGMENT)
_LENIENT_FILTER: Final = re.compile(rf"(?:\s+|{FRAGMENT}|,)+")
_LENIENT_ARGUMENT: Final = re.compile(rf"[:,]\s*((?:\w+\s*:\s*)?{FRAGMENT}\s*)", re.ASCII)
_LITERALS: Final = {
    "": None, "nil": None, "null": None, "true": True, "false": False,
    "blank": BLANK, "empty": EMPTY,
}  # fmt: skip
_LONGEST_RANGE: Final = 2**62


class Value:
    """Something that has a value in a context."""

    def evaluate(self, context: "Context") -> object:
        """Give the value; raises an UnevaluatedError where Jekyll would stop."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Literal(Value):
    """A text, number, true, false, nil, `empty` or `blank`."""

    value: object

    def evaluate(self, context: "Context") -> object:  # noqa: ARG002 -- it is the same everywhere
        """Give the value."""
        return self.value


@dataclass(frozen=True, slots=True)
class Variable(Value):
    """A name and what is looked up in it: `page.tags[0].size`."""

    name: Value
    segments: Sequence[Value]
    commands: frozenset[int]

    def evaluate(self, context: "Context") -> object:
        """Look the parts up one after the other."""
        value = context.find(self.name.evaluate(context))
        for place, segment in enumerate(self.segments):
            value = context.look_up(value, segment.evaluate(context), place in self.commands)
        return value


@dataclass(frozen=True, slots=True)
class Range(Value):
    """`(1..5)`: whole numbers from the first to the last."""

    first: Value
    last: Value

    def evaluate(self, context: "Context") -> range:
        """Give the numbers; text counts by the number it begins with, nil as 0."""
        first, last = (_end(end, context) for end in (self.first, self.last))
        return range(first, last + 1)


@dataclass(frozen=True, slots=True)
class Filtered(Value):
    """A value and the filters it goes through."""

    value: Value
    filters: Sequence["FilterCall"]

    def evaluate(self, context: "Context") -> object:
        """Give what comes out of the last filter."""
        value = self.value.evaluate(context)
        for call in self.filters:
            arguments = [argument.evaluate(context) for argument in call.arguments]
            named = {name: item.evaluate(context) for name, item in call.named.items()}
            value = context.filter_value(call.name, value, arguments, named)
        return value


@dataclass(frozen=True, slots=True)
class FilterCall:
    """One filter with its arguments."""

    name: str
    arguments: Sequence[Value] = ()
    named: dict[str, Value] = field(default_factory=dict)


class Parser:
    """The strict grammar, over one piece of markup."""

    def __init__(self, markup: str) -> None:
        self._tokens = list(_tokenized(markup))
        self._place = 0

    def look(self, kind: str, ahead: int = 0) -> bool:
        """Tell whether the next token (or one further ahead) is of a kind."""
        place = self._place + ahead
        return place < len(self._tokens) and self._tokens[place][0] == kind

    def take(self, kind: str) -> str:
        """Take the next token; raises JekyllStopsError when it is of another kind."""
        if not self.look(kind):
            found = self._tokens[self._place][1] if self._place < len(self._tokens) else "the end"
            raise JekyllStopsError(f"expected {kind}, found {found}")
        self._place += 1
        return self._tokens[self._place - 1][1]

    def taken(self, kind: str) -> str | None:
        """Take the next token if it is of a kind."""
        return self.take(kind) if self.look(kind) else None

    def word(self, *words: str) -> str | None:
        """Take the next token if it is one of some words."""
        if self.look("id") and self._tokens[self._place][1] in words:
            return self.take("id")
        return None

    def end(self) -> None:
        """Raise JekyllStopsError unless everything has been read."""
        if self._place < len(self._tokens):
            raise JekyllStopsError(f"unexpected {self._tokens[self._place][1]}")

    def is_empty(self) -> bool:
        """Tell whether there is nothing at all."""
        return not self._tokens

    def value(self) -> Value:
        """Read a literal, a range or a variable."""
        for kind in ("string", "number"):
            if self.look(kind):
                return fragment_value(self.take(kind))
        if self.taken("("):
            first = self.value()
            self.take("dotdot")
            last = self.value()
            self.take(")")
            return Range(first, last)
        if self.look("["):
            return self._variable(self._bracketed())
        name = self.take("id")
        if name in _LITERALS and not (self.look(".") or self.look("[")):
            return Literal(_LITERALS[name])
        return self._variable(Literal(name))

    def filtered(self) -> Filtered:
        """Read a value with its filters, to the end."""
        if self.is_empty():
            return Filtered(Literal(None), ())
        value = self.value()
        calls = []
        while self.taken("|"):
            name = self.take("id")
            calls.append(self._arguments(name) if self.taken(":") else FilterCall(name))
        self.end()
        return Filtered(value, calls)

    def _arguments(self, name: str) -> FilterCall:
        arguments: list[Value] = []
        named: dict[str, Value] = {}
        while True:
            if self.look("id") and self.look(":", 1):
                key = self.take("id")
                self.take(":")
                named[key] = self.value()
            else:
                arguments.append(self.value())
            if not self.taken(","):
                return FilterCall(name, arguments, named)

    def _bracketed(self) -> Value:
        self.take("[")
        inner = self.value()
        self.take("]")
        return inner

    def _variable(self, name: Value) -> Variable:
        segments: list[Value] = []
        commands = set()
        while True:
            if self.look("["):
                segments.append(self._bracketed())
            elif self.taken("."):
                segment = self.take("id")
                if segment in {"size", "first", "last"}:
                    commands.add(len(segments))
                segments.append(Literal(segment))
            else:
                return Variable(name, segments, frozenset(commands))


def with_mode(mode: Mode, strict: Callable[[], T], lenient: Callable[[], T]) -> T:
    """Read by the grammar, and leniently where the grammar fails and the mode allows it."""
    if mode == "lax":
        return lenient()
    try:
        return strict()
    except JekyllStopsError:
        if mode == "strict":
            raise
        return lenient()


def parse_filtered(markup: str, mode: Mode) -> Filtered:
    """Read the inside of an output or the right side of an assignment."""
    return with_mode(mode, lambda: Parser(markup).filtered(), lambda: _lenient_filtered(markup))


def fragment_value(markup: str | None) -> Value:  # noqa: PLR0911 -- one for each kind of value
    """Read one value as the lenient reading does: what is no part of a name is skipped."""
    text = (markup or "").strip(SPACE)
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return Literal(text[1:-1])
    if _INTEGER.fullmatch(text):
        return Literal(first_integer(text))
    if match := _RANGE.fullmatch(text):
        return Range(fragment_value(match[1]), fragment_value(match[2]))
    if _FLOAT.fullmatch(text) and (head := _FLOAT_HEAD.match(text)):
        return Literal(float(head[0]))
    if text in _LITERALS:
        return Literal(_LITERALS[text])
    found = _SEGMENT.findall(text)
    if not found:
        return Variable(Literal(None), (), frozenset())
    commands = {
        place for place, segment in enumerate(found[1:]) if segment in {"size", "first", "last"}
    }
    return Variable(
        _segment(found[0]), [_segment(segment) for segment in found[1:]], frozenset(commands)
    )


def named_arguments(markup: str) -> dict[str, Value]:
    """Read `name: value` pairs anywhere in a markup; a later one wins."""
    return {match[1]: fragment_value(match[2]) for match in _NAMED.finditer(markup)}


def _segment(text: str) -> Value:
    return fragment_value(text[1:-1]) if text.startswith("[") else Literal(text)


def _tokenized(markup: str) -> list[tuple[str, str]]:
    tokens = []
    place = 0
    while place < len(markup):
        match = _TOKENS.match(markup, place)
        if match is None:
            raise JekyllStopsError(f"unexpected character {markup[place]}")
        place = match.end()
        kind = str(match.lastgroup)
        if kind == "sign":
            tokens.append((match[0], match[0]))
        elif kind != "space":
            tokens.append((kind, match[0]))
    return tokens


def _lenient_filtered(markup: str) -> Filtered:
    head = _LENIENT_HEAD.search(markup)
    if head is None:
        return Filtered(Literal(None), ())
    _, bar, rest = markup[head.end() :].partition("|")
    calls = []
    for part in _LENIENT_FILTER.findall(rest.lstrip(SPACE)) if bar else ():
        name = re.search(r"\w+", part, re.ASCII)
        if name:
            calls.append(_lenient_call(name[0], _LENIENT_ARGUMENT.findall(part)))
    return Filtered(fragment_value(head[0]), calls)


def _lenient_call(name: str, written: Sequence[str]) -> FilterCall:
    arguments: list[Value] = []
    named: dict[str, Value] = {}
    for text in written:
        if match := _NAMED.fullmatch(text):
            named[match[1]] = fragment_value(match[2])
        else:
            arguments.append(fragment_value(text))
    return FilterCall(name, arguments, named)


def _end(end: Value, context: "Context") -> int:
    value = end.evaluate(context)
    if isinstance(end, Literal) and isinstance(value, float):
        return int(value)
    if value is None:
        return 0
    whole = first_integer(value) if isinstance(value, str) else integer(value)
    if abs(whole) > _LONGEST_RANGE or isinstance(value, Decimal):
        raise JekyllStopsError("a range ends beyond every number")
    return whole
