"""The labelled sections of a text as description lists, and what stands before and between them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from markdown_it.token import Token

from reviewkit.markdown.cut import LABEL_OPEN, Cut, LabelledPart, cut_at_labels
from reviewkit.markdown.elements import Block, element, top_blocks
from reviewkit.markdown.plain_text import inline_text
from reviewkit.markdown.raw_html import is_closed, is_phrasing
from reviewkit.markdown.spans import closing, trimmed

__all__ = ["Group", "description_list", "divided"]

_SEPARATORS: Final = frozenset({"heading_open", "hr"})
_ID: Final = re.compile(r"""\sid\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class Group:
    """A label and its description: the rest of its line or paragraph, then the blocks below.

    `opener` is the token that opens the label's element. `attributes` are those of the paragraph in
    which it stood, the id being that of the first thing in it.
    """

    opener: Token
    name: str
    term: Token
    lead: Token
    attributes: dict[str, str | int | float]
    blocks: list[Block] = field(default_factory=list)


def divided(tokens: Sequence[Token]) -> list[Block | Group]:
    """Divide a text into its labelled groups and the blocks that belong to none.

    A group runs to the next label, like a section of the review, but ends sooner at

    - the footnotes, which belong to the whole text,
    - a heading as high as the last one outside of a group (the title of the page counts as `h1`),
      because everything below it is another part of the page,
    - headings and rules directly above a label, because they stand for what comes,
    - a label that is never closed or that stands in a heading: both stay as they are,
    - raw HTML that opens something it does not close, or the other way round.
    """
    blocks = list(top_blocks(tokens))
    introducing = _introducing(blocks)
    pieces: list[Block | Group] = []
    current: Group | None = None
    above = 1
    for place, block in enumerate(blocks):
        if (cut := _cut(block)) is not None:
            before, groups = _cut_paragraph(block, cut)
            if before:
                (current.blocks if current else pieces).append(before)
            pieces += groups
            current = groups[-1]
            continue
        level = int(block[0].tag[1]) if block[0].type == "heading_open" else None
        if introducing[place] or (level and level <= above) or _stays_outside(block):
            current = None
        if current is None:
            above = level or above
            pieces.append(block)
        elif block[0].type != "blank":
            current.blocks.append(block)
    return pieces


def description_list(groups: Sequence[tuple[Group, Sequence[Token]]]) -> Iterator[Block]:
    """Yield `dl` elements with each group in a `div`; each group comes with its `dd`.

    A name stands once in a list, so a label that comes again begins a new one. (HTML, 4.4.9)
    """
    inside: list[Token] = []
    names: set[str] = set()
    for group, description in groups:
        if group.name in names:
            yield _list(inside)
            inside, names = [], set()
        names.add(group.name)
        term = element("review_term", "dt", [group.term])
        inside += element("review_group", "div", [*term, *description], group.attributes)
    yield _list(inside)


def _list(inside: Sequence[Token]) -> Block:
    return element("review_sections", "dl", inside, {"class": "review-sections"})


def _cut(block: Block) -> Cut | None:
    """Cut a paragraph at its labels; None for what has none and for what has to stay in one."""
    if not _has_labels(block) or block[0].type != "paragraph_open":
        return None
    children = block[1].children or []
    unclosed = any(token.type == LABEL_OPEN and token.meta["unclosed"] for token in children)
    if unclosed or not is_closed(block) or not is_phrasing(children):
        return None
    return cut_at_labels(block[1])


def _has_labels(block: Block) -> bool:
    """Tell whether a block is one run of text with labels in it."""
    if len(block) != 3 or block[1].type != "inline":  # noqa: PLR2004 -- opened, text, closed
        return False
    return any(token.type == LABEL_OPEN for token in block[1].children or ())


def _stays_outside(block: Block) -> bool:
    return block[0].type == "footnote_block_open" or _has_labels(block) or not is_closed(block)


def _introducing(blocks: Sequence[Block]) -> list[bool]:
    """Say of each block whether it is a heading or a rule with a label directly below."""
    result: list[bool] = []
    before_label = False
    for block in reversed(blocks):
        separates = block[0].type in _SEPARATORS
        result.append(separates and before_label)
        if not separates and block[0].type != "blank":
            cut = _cut(block)
            before_label = cut is not None and not trimmed(cut.before)
    return result[::-1]


def _cut_paragraph(block: Block, cut: Cut) -> tuple[Block, list[Group]]:
    """Give what stands before the first label as a paragraph, maybe empty, and the groups."""
    opener, inline, closer = block
    once = _Once()
    before = once.only(trimmed(cut.before))
    attributes = dict(opener.attrs)
    if before:
        attributes.pop("id", None)
    groups = []
    for part in cut.parts:
        term, lead = once.only(_term(part)), once.only(trimmed(part.lead))
        group = Group(
            opener=part.opener,
            name=inline_text(part.label).casefold(),
            term=inline.copy(children=term),
            lead=inline.copy(children=lead),
            attributes=attributes,
        )
        groups.append(group)
        attributes = {name: value for name, value in attributes.items() if name != "id"}
    return [opener, inline.copy(children=before), closer] if before else [], groups


def _term(part: LabelledPart) -> list[Token]:
    """Give a label with its element and those in which it stands."""
    opened = [*part.around, part.opener]
    return [*opened, *part.label, *map(closing, reversed(opened))]


class _Once:
    """Knows the elements a cut has divided: their second half must not have their id again."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def only(self, tokens: Sequence[Token]) -> list[Token]:
        """Give the tokens, without ids that were given before."""
        result = []
        for token in tokens:
            again = token.nesting > 0 and id(token) in self._seen
            self._seen.add(id(token))
            result.append(_without_id(token) if again else token)
        return result


def _without_id(token: Token) -> Token:
    attributes = {name: value for name, value in token.attrs.items() if name != "id"}
    return token.copy(attrs=attributes, content=_ID.sub("", token.content))
