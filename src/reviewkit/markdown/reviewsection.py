"""Labels of a review (`<span class="reviewsection">Premise:</span> ...`) as tokens of their own."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from reviewkit.markdown.label import slug
from reviewkit.markdown.label_forms import DEEPEST_LABEL, bold_labels, bracketed_labels
from reviewkit.markdown.spans import balanced, closing, trimmed, without_empty

__all__ = [
    "LABEL_OPEN",
    "Cut",
    "LabelledPart",
    "cut_at_labels",
    "labelled_parts",
    "reviewsection_plugin",
    "top_blocks",
]

LABEL_OPEN: Final = "reviewlabel_open"
LABEL_CLOSE: Final = "reviewlabel_close"


def reviewsection_plugin(
    md: MarkdownIt, *, label_class: str = "reviewsection", bold_with: Sequence[str] = ()
) -> None:
    """Find the labels of a review.

        in:   <span class="reviewsection">Premise:</span> A shark *and* a storm.<br/>
        out:  <p><span class="reviewsection">Premise:</span> A shark <em>and</em> a storm.<br/></p>

    A label is an inline element of class `label_class`: raw HTML, an element with an attribute list
    (`**Premise:**{: .reviewsection}` in kramdown), or `[Premise:]{.reviewsection}`. In a text that
    has none of these, bold words that begin a line and end in `:` or `?` are labels, provided that
    one of them is among `bold_with`; so a review can be written without any markup of ours, and
    reads well wherever the plug-in is not there.

    The HTML means the same with and without the plug-in. In the tokens each label becomes
    `reviewlabel_open` ... `reviewlabel_close`, whose `meta["line"]` counts from 0 in the text, and
    `labelled_parts` gives what stands under it. Elements that a paragraph with labels leaves open
    are closed at the end of what they stand in, as kramdown does; a label among them has a true
    `meta["unclosed"]`. A label in more than 16 other elements of its line is none.
    """
    wanted = {slug(label) for label in bold_with}

    def rule(state: StateCore) -> None:
        marked = False
        for token in state.tokens:
            if token.type == "inline" and label_class in token.content:
                token.children = _with_labels(token, label_class)
                marked = True
        if wanted and not marked:
            _make_bold_labels(state.tokens, wanted)

    md.core.ruler.push("reviewsection", rule)


def _make_bold_labels(tokens: Sequence[Token], wanted: Collection[str]) -> None:
    found = [
        (token, place, end, key)
        for token in tokens
        if token.type == "inline" and "strong_open" in {t.type for t in token.children or ()}
        for place, end, key in bold_labels(token.children or ())
    ]
    if not any(key in wanted for *_, key in found):
        return
    for token, place, end, _ in found:
        children = token.children or []
        meta = {"line": _LineCounter(token).line_of(children, place), "unclosed": False}
        children[place] = Token(LABEL_OPEN, "strong", 1, attrs=children[place].attrs, meta=meta)
        children[end] = Token(LABEL_CLOSE, "strong", -1)


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


def labelled_parts(tokens: Sequence[Token]) -> list[LabelledPart]:
    """Divide the tokens of a text into its labelled parts, in order.

    A part runs from its label to the next label, over line breaks, paragraphs, lists, quotes and
    headings. A label inside a list or a quote has only the rest of its own line or paragraph; the
    whole list also belongs to the part it stands in. Footnotes belong to none, nor does what stands
    between a label that is never closed and the next one.
    """
    parts: list[LabelledPart] = []
    current: LabelledPart | None = None
    for block in top_blocks(tokens):
        if block[0].type in {"blank", "footnote_block_open"}:
            continue
        inline = block[1] if len(block) == 3 and block[1].type == "inline" else None  # noqa: PLR2004 -- opened, text, closed
        if inline is None:
            if current:
                current.blocks.extend(block)
            parts.extend(part for token in block for part in cut_at_labels(token).parts)
            continue
        cut = cut_at_labels(inline)
        before = trimmed(cut.before)
        if current and before:
            current.blocks.extend([block[0], inline.copy(children=before), block[2]])
        if cut.parts or cut.lost:
            current = cut.parts[-1] if cut.parts and not cut.lost else None
            parts.extend(cut.parts)
    return parts


def top_blocks(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the tokens of each block that stands in no other; kramdown's empty lines are blocks."""
    block: list[Token] = []
    depth = 0
    for token in tokens:
        block.append(token)
        depth += token.nesting
        if depth == 0:
            yield block
            block = []


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
    for token in inline.children or () if inline.type == "inline" else ():
        if token.type not in {LABEL_OPEN, LABEL_CLOSE}:
            into.append(token)
            if token.nesting > 0:
                open_tokens.append(token)
            elif token.nesting < 0:
                open_tokens.pop()
            continue
        if token.type == LABEL_OPEN:
            into += [closing(opened) for opened in reversed(open_tokens)]
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
    for part in parts:
        part.label, part.lead = without_empty(part.label), without_empty(part.lead)
    return Cut(without_empty(before), parts, lost)


def _with_labels(inline: Token, label_class: str) -> list[Token]:
    """Nest the inline tokens, and give labels their own kind."""
    children = inline.children or []
    if f".{label_class}" in inline.content:
        children = bracketed_labels(children, label_class)
    if any(token.type == "html_inline" and token.nesting == 0 for token in children):
        children = balanced(children)
    lines = _LineCounter(inline)
    open_labels: list[Token | None] = []
    result: list[Token] = []
    for place, token in enumerate(children):
        made = token
        if token.nesting > 0:
            deep = len(open_labels) > DEEPEST_LABEL
            attributes = None if deep else _label_attributes(token, label_class)
            if attributes is not None:
                line = lines.line_of(children, place)
                meta = {"line": line, "unclosed": token.meta.get("unclosed", False)}
                name = token.tag or _tag_name(token)
                made = Token(LABEL_OPEN, name, 1, attrs=attributes, meta=meta)
            open_labels.append(made if attributes is not None else None)
        elif token.nesting < 0 and (opener := open_labels.pop()) is not None:
            made = Token(LABEL_CLOSE, opener.tag, -1)
        result.append(made)
    return result


class _LineCounter:
    """Knows the line of an inline token, from 0 in the parsed text; asked from left to right.

    Raw tags and code are found again in the text, because they may hold line breaks of their own;
    parsed elements are counted by the breaks between them.
    """

    def __init__(self, inline: Token) -> None:
        self._line = inline.map[0] if inline.map else 0
        self._content = inline.content
        self._flat = inline.content.replace("\n", " ")
        self._place = 0
        self._behind = 0
        self._next = 0

    def line_of(self, tokens: Sequence[Token], place: int) -> int:
        """Give the line on which the token at `place` begins."""
        for token in tokens[self._next : place + 1]:
            self._look_at(token)
        self._next = place + 1
        return self._line

    def _look_at(self, token: Token) -> None:
        if token.type in {"softbreak", "hardbreak"}:
            self._go_to(max(self._place, self._behind))
            end = self._content.find("\n", self._place)
            self._go_to(end + 1 if end >= 0 else self._place)
        elif token.type in {"code_inline", "html_inline"}:
            self._go_to(max(self._place, self._behind))
            raw = token.content.replace("\n", " ")
            begin = self._flat.find(raw, self._place)
            if begin >= 0:
                self._go_to(begin)
                self._behind = begin + len(raw)

    def _go_to(self, place: int) -> None:
        self._line += self._content.count("\n", self._place, place)
        self._place = place


class _OpenTag(HTMLParser):
    """Reads the name and the attributes of one tag."""

    def __init__(self, tag: str) -> None:
        super().__init__(convert_charrefs=True)
        self.attributes: dict[str, str | int | float] = {}
        self.feed(tag)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the attributes; called by the parser."""
        self.attributes = {name: value or "" for name, value in attrs}


def _label_attributes(token: Token, label_class: str) -> dict[str, str | int | float] | None:
    """Give the attributes of an element that is a label, None for any other token."""
    attributes: dict[str, str | int | float] = token.attrs
    if token.type == "html_inline" and label_class in token.content:
        attributes = _OpenTag(token.content).attributes
    given = attributes.get("class")
    return dict(attributes) if given and label_class in str(given).split() else None


def _tag_name(token: Token) -> str:
    return token.content.strip("</>").split()[0].lower()
