"""A run of text cut at its labels: what stands before the first, and what each of them has."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from markdown_it.token import Token

from reviewkit.markdown.plain_text import inline_text
from reviewkit.markdown.spans import closing, has_separator, without_empty, without_separator

__all__ = [
    "LABEL_CLOSE",
    "LABEL_OPEN",
    "Cut",
    "LabelledPart",
    "cut_at_labels",
    "paragraph",
    "said_parts",
]

LABEL_OPEN: Final = "reviewlabel_open"
LABEL_CLOSE: Final = "reviewlabel_close"

_ENDS: Final = (":", "：", "?", "？", "!")


@dataclass(slots=True)
class LabelledPart:
    """A label and what belongs to it: the rest of its line or paragraph, then the blocks below.

    `line` counts from 0 in the parsed text. `opener` is the token that opens the label's element,
    `around` are those of the elements in which it stands, the outermost first.
    """

    opener: Token
    around: list[Token]
    line: int
    label: list[Token] = field(default_factory=list)
    lead: list[Token] = field(default_factory=list)
    blocks: list[Token] = field(default_factory=list)


class Cut(NamedTuple):
    """An inline token cut at its labels; `lost` when it ends in a label that is never closed."""

    before: list[Token]
    parts: list[LabelledPart]
    lost: bool


def cut_at_labels(inline: Token) -> Cut:
    """Cut one inline token at its labels.

    Elements that a cut divides are closed in front of the label and opened again behind it.
    """
    before: list[Token] = []
    parts: list[LabelledPart] = []
    into: list[Token] = before
    lost = False
    open_tokens: list[Token] = []
    outside: list[list[Token]] = []
    divided: set[int] = set()
    for token in inline.children or () if inline.type == "inline" else ():
        if token.type not in {LABEL_OPEN, LABEL_CLOSE}:
            into.append(token)
            if token.nesting > 0:
                open_tokens.append(token)
            elif token.nesting < 0 and open_tokens:
                open_tokens.pop()
            continue
        if token.type == LABEL_OPEN:
            closers = [closing(opened) for opened in reversed(open_tokens)]
            divided.update(map(id, (*open_tokens, *closers)))
            into += closers
            outside.append(open_tokens)
            open_tokens = []
            lost = bool(token.meta.get("unclosed"))
            part = LabelledPart(opener=token, around=[*outside[-1]], line=token.meta["line"])
            if not lost:
                parts.append(part)
            into = part.label
        else:
            open_tokens = outside.pop()
            into = [] if lost else parts[-1].lead
            into += open_tokens
    if divided:
        before = without_empty(before, divided)
        for part in parts:
            part.label = without_empty(part.label, divided)
            part.lead = without_empty(part.lead, divided)
    return Cut(before, parts, lost)


def said_parts(cut: Cut) -> list[LabelledPart]:
    """Give the parts of a cut; the colon or dash between a label and its text is in neither."""
    for part in cut.parts:
        if has_separator(part.lead):
            ended = inline_text(part.label).endswith(_ENDS)
            part.lead = without_separator(part.lead, after_end=ended)
    return cut.parts


def paragraph(children: Sequence[Token]) -> list[Token]:
    """Make a paragraph of inline tokens."""
    inline = Token("inline", "", 0, children=list(children), block=True)
    return [
        Token("paragraph_open", "p", 1, block=True),
        inline,
        Token("paragraph_close", "p", -1, block=True),
    ]
