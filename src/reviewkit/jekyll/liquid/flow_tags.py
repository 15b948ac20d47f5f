"""The tags that choose: if, unless, case."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TextIO

from liquid import Tag, TokenStream
from liquid.ast import BlockNode
from liquid.token import Token

from reviewkit.jekyll.liquid.conditions import Condition, parse_condition
from reviewkit.jekyll.liquid.context import Context
from reviewkit.jekyll.liquid.errors import JekyllStopsError
from reviewkit.jekyll.liquid.expressions import (
    FRAGMENT,
    Value,
    fragment_value,
)
from reviewkit.jekyll.liquid.pieces import JekyllTag, Piece
from reviewkit.jekyll.liquid.values import SPACE, equal

__all__ = ["FLOW_TAGS"]

_CASE: Final = re.compile(FRAGMENT)
_WHEN: Final = re.compile(rf"({FRAGMENT})(?:(?:\s+or\s+|\s*,\s*)({FRAGMENT}.*))?", re.DOTALL)


class _If(Piece):
    """Branches in order; a branch without a condition is an else.

    White space alone is written only when some branch holds more than that.
    """

    def __init__(
        self, token: Token, branches: Sequence[tuple[Condition | None, BlockNode]], *, negated: bool
    ) -> None:
        super().__init__(token, blank=all(block.blank for _, block in branches))
        self.branches = branches
        self.negated = negated
        for _, block in branches:
            block.blank = self.blank

    def write(self, context: Context, buffer: TextIO) -> int:
        for place, (condition, block) in enumerate(self.branches):
            negated = self.negated and place == 0
            if condition is None or condition.holds(context) != negated:
                return block.render(context, buffer)
        return 0


class _IfTag(JekyllTag):
    name = "if"
    negated = False

    def read(self, token: Token, markup: str, stream: TokenStream) -> _If:
        branches = []
        condition: Condition | None = parse_condition(markup, self.mode)
        while True:
            block = self.body(stream, f"end{self.name}", ("elsif", "else"))
            branches.append((condition, block))
            ended = self.ended_by(stream)
            if ended.startswith("end"):
                return _If(token, branches, negated=self.negated)
            text = stream.current.value
            condition = parse_condition(text, self.mode) if ended == "elsif" else None


class _UnlessTag(_IfTag):
    name = "unless"
    negated = True


@dataclass(frozen=True, slots=True)
class _When:
    value: Value | None
    """None for an else."""
    block: BlockNode


class _Case(Piece):
    def __init__(self, token: Token, value: Value, whens: Sequence[_When]) -> None:
        super().__init__(token, blank=all(when.block.blank for when in whens))
        self.value = value
        self.whens = whens
        for when in whens:
            when.block.blank = self.blank

    def write(self, context: Context, buffer: TextIO) -> int:
        nothing_yet = True
        for when in self.whens:
            if when.value is None:
                if nothing_yet:
                    when.block.render(context, buffer)
            elif equal(self.value.evaluate(context), when.value.evaluate(context)):
                nothing_yet = False
                when.block.render(context, buffer)
        return 0


class _CaseTag(JekyllTag):
    name = "case"

    def read(self, token: Token, markup: str, stream: TokenStream) -> _Case:
        match = _CASE.search(markup)
        if match is None:
            raise JekyllStopsError("case needs a value")
        whens: list[_When] = []
        values: Sequence[Value | None] = ()
        while True:
            block = self.body(stream, "endcase", ("when", "else"))
            whens += [_When(value, block) for value in values]
            ended = self.ended_by(stream)
            if ended == "endcase":
                return _Case(token, fragment_value(match[0]), whens)
            if ended == "else" and stream.current.value.strip(SPACE):
                raise JekyllStopsError("else takes no arguments in a case")
            values = (None,) if ended == "else" else _when_values(stream.current.value)


def _when_values(markup: str) -> list[Value | None]:
    values: list[Value | None] = []
    rest: str | None = markup
    while rest:
        match = _WHEN.search(rest)
        if match is None:
            raise JekyllStopsError("when needs a value")
        values.append(fragment_value(match[1]))
        rest = match[2]
    if not values:
        raise JekyllStopsError("when needs a value")
    return values


FLOW_TAGS: Final[Sequence[type[Tag]]] = (_IfTag, _UnlessTag, _CaseTag)
