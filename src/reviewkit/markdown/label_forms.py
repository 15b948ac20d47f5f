"""Other ways to write a label than HTML: `[Premise:]{.reviewsection}`, and plain `**Premise:**`."""

import re
from collections.abc import Sequence
from typing import Final

from markdown_it.token import Token

from reviewkit.markdown.label import slug, without_colon
from reviewkit.markdown.plain_text import inline_text

__all__ = ["DEEPEST_LABEL", "bold_labels", "bracketed_labels"]

DEEPEST_LABEL: Final = 16
"""A label in more elements than these is none: each of them is divided at each label in it."""

_ENDS: Final = (":", "?", "：", "？")


def bracketed_labels(tokens: Sequence[Token], label_class: str) -> list[Token]:
    """Make spans of `[words]{.label_class}`; the words may hold emphasis and the like."""
    marker = re.compile(rf"\]\{{:?\s*\.{re.escape(label_class)}\s*\}}")
    result: list[Token] = []
    for token in tokens:
        rest = token.content
        while token.type == "text" and (match := marker.search(rest)):
            opening = _last_bracket(result, rest[: match.start()])
            if opening is None:
                break
            place, offset = opening
            span = Token("span_open", "span", 1, attrs={"class": label_class})
            if place == len(result):
                _add_text(result, rest[:offset])
                result.append(span)
                _add_text(result, rest[offset + 1 : match.start()])
            else:
                _split_at(result, place, offset, span)
                _add_text(result, rest[: match.start()])
            result.append(Token("span_close", "span", -1))
            rest = rest[match.end() :]
        if token.type == "text":
            _add_text(result, rest)
        else:
            result.append(token)
    return result


def _last_bracket(before: Sequence[Token], text: str) -> tuple[int, int] | None:
    """Find the `[` that a label begins with: the token's place and the offset in its text."""
    if (offset := text.rfind("[")) >= 0:
        return len(before), offset
    depth = 0
    for place in range(len(before) - 1, -1, -1):
        token = before[place]
        depth -= token.nesting
        if depth < 0:
            return None
        if depth == 0 and token.type == "text" and (offset := token.content.rfind("[")) >= 0:
            return place, offset
    return None


def _split_at(tokens: list[Token], place: int, offset: int, span: Token) -> None:
    text = tokens[place].content
    pieces: list[Token] = []
    _add_text(pieces, text[:offset])
    pieces.append(span)
    _add_text(pieces, text[offset + 1 :])
    tokens[place : place + 1] = pieces


def _add_text(tokens: list[Token], text: str) -> None:
    if text:
        tokens.append(Token("text", "", 0, content=text))


def bold_labels(tokens: Sequence[Token]) -> list[tuple[int, int, str]]:
    """Find bold words that begin a line and end in `:` or `?`.

    Gives for each the places of its opening and closing token, and the key of the label.
    """
    found = []
    depth = 0
    for place, token in enumerate(tokens):
        depth += token.nesting
        if token.type != "strong_open" or depth > DEEPEST_LABEL + 1:
            continue
        if not _begins_line(tokens, place):
            continue
        end = next(
            (n for n in range(place, len(tokens)) if tokens[n].type == "strong_close"), place
        )
        text = inline_text(tokens[place + 1 : end])
        if text.endswith(_ENDS):
            found.append((place, end, slug(without_colon(text))))
    return found


def _begins_line(tokens: Sequence[Token], place: int) -> bool:
    before = next((t for t in reversed(tokens[:place]) if t.type != "text" or t.content), None)
    if before is None or before.type in {"softbreak", "hardbreak"}:
        return True
    return before.tag == "br" or before.content.lower().startswith("<br")
