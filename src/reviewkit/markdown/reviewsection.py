"""Labels of a review (`<span class="reviewsection">Premise:</span> ...`) as tokens of their own."""

from collections.abc import Collection, Sequence
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from reviewkit.markdown.cut import LABEL_CLOSE, LABEL_OPEN, Cut, LabelledPart, cut_at_labels
from reviewkit.markdown.label import slug
from reviewkit.markdown.label_forms import DEEPEST_LABEL, bold_labels, bracketed_labels
from reviewkit.markdown.parts import BLOCK_LABEL, labelled_parts
from reviewkit.markdown.spans import balanced

__all__ = [
    "LABEL_OPEN",
    "Cut",
    "LabelledPart",
    "cut_at_labels",
    "labelled_parts",
    "reviewsection_plugin",
]


def reviewsection_plugin(
    md: MarkdownIt, *, label_class: str = "reviewsection", bold_with: Sequence[str] = ()
) -> None:
    """Find the labels of a review.

        in:   <span class="reviewsection">Premise:</span> A shark *and* a storm.<br/>
        out:  <p><span class="reviewsection">Premise:</span> A shark <em>and</em> a storm.<br/></p>

    A label is an inline element of class `label_class`: raw HTML, an element with an attribute list
    (`**Premise:**{: .reviewsection}` in kramdown), or `[Premise:]{.reviewsection}`; a heading or
    paragraph with that class is a label as a whole. In a text that has none of these, bold words
    that begin a line and end in `:` or `?` are labels, provided that one of them is among
    `bold_with`; so a review can be written without any markup of ours, and reads well wherever the
    plug-in is not there.

    The HTML means the same with and without the plug-in. In the tokens each label becomes
    `reviewlabel_open` ... `reviewlabel_close`, whose `meta["line"]` counts from 0 in the text, and
    `labelled_parts` gives what stands under it. Elements that a paragraph with labels leaves open
    are closed at the end of what they stand in, as kramdown does; a label among them has a true
    `meta["unclosed"]`. A label in more than 16 other elements of its line is none.
    """
    wanted = {slug(label) for label in bold_with}

    def brackets(state: StateCore) -> None:
        for token in state.tokens:
            if token.type == "inline" and f".{label_class}" in token.content:
                token.children = bracketed_labels(token.children or (), label_class)

    def rule(state: StateCore) -> None:
        marked = False
        for token in state.tokens:
            if token.type == "inline":
                marked |= _mark_labels(token, label_class)
            elif token.nesting > 0 and _has_class(token, label_class):
                token.meta[BLOCK_LABEL] = marked = True
        if wanted and not marked:
            _make_bold_labels(state.tokens, wanted)

    # Before escaped characters become text like any other, so that `\[` begins no label.
    md.core.ruler.before("text_join", "reviewsection_brackets", brackets)
    md.core.ruler.push("reviewsection", rule)


def _make_bold_labels(tokens: Sequence[Token], wanted: Collection[str]) -> None:
    found = [
        (token, labels)
        for token in tokens
        if token.type == "inline" and "strong_open" in {t.type for t in token.children or ()}
        if (labels := bold_labels(token.children or ()))
    ]
    if not any(key in wanted for _, labels in found for *_, key in labels):
        return
    for token, labels in found:
        children = token.children or []
        lines = _LineCounter(token)
        for place, end, _ in labels:
            meta = {"line": lines.line_of(children, place), "unclosed": False}
            children[place] = Token(LABEL_OPEN, "strong", 1, attrs=children[place].attrs, meta=meta)
            children[end] = Token(LABEL_CLOSE, "strong", -1)


def _mark_labels(inline: Token, label_class: str) -> bool:
    """Give labels tokens of their own kind; tells whether there are any."""
    children = inline.children or []
    if label_class not in inline.content and not any(
        _has_class(token, label_class) for token in children
    ):
        return False
    marked = _with_labels(inline, label_class)
    if not any(token.type == LABEL_OPEN for token in marked):
        return False
    inline.children = marked
    return True


def _has_class(token: Token, label_class: str) -> bool:
    return label_class in str(token.attrs.get("class", "")).split()


def _with_labels(inline: Token, label_class: str) -> list[Token]:
    """Nest the inline tokens, and give labels their own kind."""
    children = inline.children or []
    if any(token.type == "html_inline" and token.nesting == 0 for token in children):
        children = balanced(children)
    lines = _LineCounter(inline)
    open_labels: list[Token | None] = []
    for place, token in enumerate(children):
        if token.nesting > 0:
            deep = len(open_labels) > DEEPEST_LABEL
            attributes = None if deep else _label_attributes(token, label_class)
            if attributes is not None:
                meta = {
                    "line": lines.line_of(children, place),
                    "unclosed": token.meta.get("unclosed", False),
                }
                _become(token, LABEL_OPEN, token.tag or _tag_name(token))
                token.attrs, token.meta = attributes, meta
            open_labels.append(token if attributes is not None else None)
        elif token.nesting < 0 and open_labels and (opener := open_labels.pop()):
            _become(token, LABEL_CLOSE, opener.tag)
    return children


def _become(token: Token, kind: str, tag: str) -> None:
    """Make a label's tag of the token of another tag, in place: that is faster than a new one."""
    token.type, token.tag = kind, tag
    token.content = token.markup = token.info = ""


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
        """Keep the attributes, of two with one name the first; called by the parser."""
        for name, value in attrs:
            self.attributes.setdefault(name, value or "")


def _label_attributes(token: Token, label_class: str) -> dict[str, str | int | float] | None:
    """Give the attributes of an element that is a label, None for any other token."""
    attributes: dict[str, str | int | float] = token.attrs
    if token.type == "html_inline" and label_class in token.content:
        attributes = _OpenTag(token.content).attributes
    given = str(attributes.get("class", ""))
    return dict(attributes) if label_class in given.split() else None


def _tag_name(token: Token) -> str:
    return token.content.strip("</>").split()[0].lower()
