"""A template cut into text, tags and outputs, where and as Ruby's Liquid cuts it."""

import re
from collections.abc import Iterator
from typing import Final

from liquid.token import (
    TOKEN_CONTENT,
    TOKEN_DOC,
    TOKEN_EXPRESSION,
    TOKEN_OUTPUT,
    TOKEN_TAG,
    Token,
)

from reviewkit.jekyll.liquid.errors import (
    JekyllStopsError,
    NeedsJekyllError,
    UnevaluatedError,
)
from reviewkit.jekyll.liquid.values import SPACE

__all__ = ["line_of", "tokens_of"]

_START: Final = re.compile(r"\{[{%]")
_ENDS: Final = {"{%": "%}", "{{": "}"}
"""What a piece ends with; an output takes a second brace with it, and does without."""

_TAG: Final = re.compile(r"\{%-?\s*(\w+)\s*(.*?)-?%\}", re.DOTALL | re.ASCII)
_REMARK: Final = re.compile(r"\{%-?\s*#.*%\}", re.DOTALL | re.ASCII)
_OUTPUT: Final = re.compile(r"\{\{-?(.*?)-?\}\}", re.DOTALL)
_END_OF_RAW: Final = re.compile(r"(.*)\{%\s*endraw\b.*%\}", re.DOTALL | re.ASCII)


def tokens_of(source: str) -> Iterator[Token]:
    """Yield python-liquid's tokens of a template.

    A hyphen inside the braces takes the white space on its side away: Ruby's, so a no-break space
    stays. A raw block is one token (of the kind python-liquid has for documentation), and a hyphen
    at the end of its opening tag works behind the block, as in Liquid 4. Raises JekyllStopsError,
    with its line, for braces that are not closed and for a raw block without an end.
    """
    pieces = _positions(source)
    trim = False
    for start, piece in pieces:
        if piece.startswith("{%"):
            match = _TAG.fullmatch(piece)
            if match is None:
                raise _unclosed(source, start, piece, "%}")
            name, markup = match[1], match[2]
            if name == "raw":
                if markup.strip(SPACE):
                    raise JekyllStopsError("raw takes no arguments", line=line_of(source, start))
                text = _raw(source, start, pieces)
                yield Token(TOKEN_DOC, text, start + len(piece), source)
                trim = piece.endswith("-%}")
                continue
            yield Token(TOKEN_TAG, name, start, source)
            yield Token(TOKEN_EXPRESSION, markup, start, source)
            trim = piece.endswith("-%}")
        elif piece.startswith("{{"):
            match = _OUTPUT.fullmatch(piece)
            if match is None:
                raise _unclosed(source, start, piece, "}}")
            yield Token(TOKEN_OUTPUT, piece, start, source)
            yield Token(TOKEN_EXPRESSION, match[1], start, source)
            trim = piece.endswith("-}}")
        else:
            text = piece.lstrip(SPACE) if trim else piece
            first = start + len(piece) - len(text)
            trim = False
            if source.startswith(("{%-", "{{-"), start + len(piece)):
                text = text.rstrip(SPACE)
            if text:
                yield Token(TOKEN_CONTENT, text, first, source)


def line_of(source: str, place: int) -> int:
    """Give the line, from 1, of a place in a template."""
    return source.count("\n", 0, max(place, 0)) + 1


def _positions(source: str) -> Iterator[tuple[int, str]]:
    """Yield the pieces with their places; braces that no end follows are a piece of their own."""
    place = 0
    ends = dict(_ENDS)
    for match in _START.finditer(source):
        start, opening = match.start(), match[0]
        if start < place:
            continue
        if start > place:
            yield place, source[place:start]
        end = source.find(ends[opening], start + 2) if opening in ends else -1
        if end < 0:
            ends.pop(opening, None)  # and none will follow any later brace
            place = start + 2
        else:
            place = end + len(ends[opening])
            place += opening == "{{" and source.startswith("}", place)
        yield start, source[start:place]
    if place < len(source):
        yield place, source[place:]


def _raw(source: str, start: int, pieces: Iterator[tuple[int, str]]) -> str:
    """Take the pieces up to the end of a raw block, which knows no hyphens, and give its text."""
    body: list[str] = []
    for _, piece in pieces:
        match = _END_OF_RAW.fullmatch(piece)
        if match:
            return "".join((*body, match[1]))
        body.append(piece)
    raise JekyllStopsError("the raw block is never closed", line=line_of(source, start))


def _unclosed(source: str, start: int, piece: str, end: str) -> UnevaluatedError:
    line = line_of(source, start)
    if _REMARK.fullmatch(piece):
        return NeedsJekyllError("the tag # is in some versions of Liquid only", line=line)
    shown = piece.partition("\n")[0][:40]
    return JekyllStopsError(f"{shown} is not closed with {end}", line=line)
