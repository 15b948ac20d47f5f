"""Labels of a review (`<span class="reviewsection">Premise:</span> ...`) as tokens of their own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

__all__ = ["LabelledPart", "labelled_parts", "reviewsection_plugin"]

LABEL_OPEN: Final = "reviewlabel_open"
LABEL_CLOSE: Final = "reviewlabel_close"

_TAG: Final = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)")
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)


def reviewsection_plugin(md: MarkdownIt, *, label_class: str = "reviewsection") -> None:
    """Find the labels: raw inline elements of class `label_class`.

        in:   <span class="reviewsection">Premise:</span> A shark *and* a storm.<br/>
        out:  <p><span class="reviewsection">Premise:</span> A shark <em>and</em> a storm.<br/></p>

    The HTML is the same with and without the plug-in. In the tokens each label becomes
    `reviewlabel_open` ... `reviewlabel_close`, whose `meta["line"]` counts from 0 in the text, and
    `labelled_parts` gives what stands under it. A label that its paragraph never closes is closed
    at the paragraph's end, as kramdown does, and its `meta["unclosed"]` is true.
    """

    def rule(state: StateCore) -> None:
        for token in state.tokens:
            if token.type == "inline" and label_class in token.content:
                token.children = _with_labels(token, label_class)

    md.core.ruler.push("reviewsection", rule)


@dataclass(slots=True)
class LabelledPart:
    """A label and what belongs to it: the rest of its line or paragraph, then the blocks below.

    `line` counts from 0 in the parsed text.
    """

    label: list[Token]
    line: int
    lead: list[Token] = field(default_factory=list)
    blocks: list[Token] = field(default_factory=list)


def labelled_parts(tokens: Sequence[Token]) -> list[LabelledPart]:
    """Divide the tokens of a text into its labelled parts, in order.

    A part runs from its label to the next label, over line breaks, paragraphs, lists, quotes and
    headings. A label inside a list or a quote has only the rest of its own line or paragraph; the
    whole list also belongs to the part it stands in. Footnotes belong to none.
    """
    parts: list[LabelledPart] = []
    current: LabelledPart | None = None
    for block in _top_blocks(tokens):
        if block[0].type == "footnote_block_open":
            continue
        inline = block[1] if len(block) == 3 and block[1].type == "inline" else None  # noqa: PLR2004
        if inline is None:
            if current:
                current.blocks.extend(block)
            parts.extend(part for token in block for part in _split(token).parts)
            continue
        before, found = _split(inline)
        if current and trimmed(before):
            kept = inline.copy(children=before)
            current.blocks.extend([block[0], kept, block[2]])
        if found:
            parts.extend(found)
            current = found[-1]
    return parts


def trimmed(tokens: Sequence[Token]) -> list[Token]:
    """Cut line breaks and white space from both ends of inline tokens."""
    start, end = 0, len(tokens)
    while start < end and _is_space(tokens[start]):
        start += 1
    while start < end and _is_space(tokens[end - 1]):
        end -= 1
    kept = list(tokens[start:end])
    if kept and kept[0].type == "text":
        kept[0] = kept[0].copy(content=kept[0].content.lstrip())
    if kept and kept[-1].type == "text":
        kept[-1] = kept[-1].copy(content=kept[-1].content.rstrip())
    return kept


def _is_space(token: Token) -> bool:
    if token.type == "html_inline":
        return bool(_BREAK.fullmatch(token.content))
    return token.type in {"softbreak", "hardbreak"} or (
        token.type == "text" and not token.content.strip()
    )


def _top_blocks(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    block: list[Token] = []
    depth = 0
    for token in tokens:
        block.append(token)
        depth += token.nesting
        if depth == 0:
            yield block
            block = []


class _Split(NamedTuple):
    before: list[Token]
    parts: list[LabelledPart]


def _split(inline: Token) -> _Split:
    """Cut one inline token at its labels; an unclosed label is no label."""
    before: list[Token] = []
    parts: list[LabelledPart] = []
    into = before
    for token in inline.children or () if inline.type == "inline" else ():
        if token.meta.get("unclosed"):
            continue
        if token.type == LABEL_OPEN:
            parts.append(LabelledPart(label=[], line=token.meta["line"]))
            into = parts[-1].label
        elif token.type == LABEL_CLOSE and parts and into is parts[-1].label:
            into = parts[-1].lead
        else:
            into.append(token)
    return _Split(before, parts)


def _with_labels(inline: Token, label_class: str) -> list[Token]:
    children = list(inline.children or ())
    line = inline.map[0] if inline.map else 0
    result: list[Token] = []
    closers: dict[int, Token] = {}
    unclosed: list[Token] = []
    for position, token in enumerate(children):
        if position in closers:
            result.append(closers[position])
        elif (tag := _label_tag(token, label_class)) is not None:
            name, attributes = tag
            opener = Token(LABEL_OPEN, name, 1, attrs=attributes)
            opener.meta = {"line": line, "unclosed": False}
            closer = Token(LABEL_CLOSE, name, -1)
            end = _closing_position(children, position, name)
            if end is None:
                opener.meta["unclosed"] = closer.meta["unclosed"] = True
                unclosed.insert(0, closer)
            else:
                closers[end] = closer
            result.append(opener)
        else:
            result.append(token)
        line += token.type in {"softbreak", "hardbreak"}
        line += token.content.count("\n")
    return result + unclosed


def _closing_position(children: Sequence[Token], start: int, name: str) -> int | None:
    depth = 0
    for position in range(start, len(children)):
        token = children[position]
        tag = _TAG.match(token.content) if token.type == "html_inline" else None
        if tag and tag["name"].lower() == name and not token.content.endswith("/>"):
            depth += -1 if tag["close"] else 1
            if depth == 0:
                return position
    return None


class _OpenTag(HTMLParser):
    """Reads the name and the attributes of one tag."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: tuple[str, dict[str, str | int | float]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the tag; called by the parser."""
        self.found = (tag, {name: value or "" for name, value in attrs})


def _label_tag(token: Token, label_class: str) -> tuple[str, dict[str, str | int | float]] | None:
    if token.type != "html_inline" or label_class not in token.content:
        return None
    parser = _OpenTag()
    parser.feed(token.content)
    if parser.found is None or label_class not in str(parser.found[1].get("class", "")).split():
        return None
    return parser.found
