"""Trivia: the quotes under a trivia label, and the reviewer's remark below them, told apart."""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from reviewkit.markdown.label import slug, words_in
from reviewkit.markdown.plain_text import inline_text
from reviewkit.markdown.reviewsection import labelled_parts

__all__ = ["divide_trivia", "trivia_plugin"]


def trivia_plugin(
    md: MarkdownIt, *, labels: Sequence[str] = ("Trivia",), quote_class: str | None = None
) -> None:
    """Mark the blockquotes under a label that holds one of the words `labels`.

        in:   <span class="reviewsection">Trivia:</span>
              > The shark was played by a dentist.

              That explains the teeth.

    Needs `reviewsection_plugin`, used before this one. A quote counts directly after the label line
    as well as after an empty line, and there may be several. Each quote's `blockquote_open` gets
    `meta["trivia"] = "quote"`, and with `quote_class` that HTML class; the blocks after the first
    quote that are no quotes get `meta["trivia"] = "remark"`. The HTML is otherwise unchanged.
    """
    wanted = [slug(label) for label in labels]

    def rule(state: StateCore) -> None:
        if not _has_quote(state.tokens):
            return
        for part in labelled_parts(state.tokens):
            if _has_quote(part.blocks):
                key = slug(inline_text(part.label))
                if any(words_in(word, key) for word in wanted):
                    _mark(part.blocks, quote_class)

    md.core.ruler.push("trivia", rule)


def _has_quote(tokens: Sequence[Token]) -> bool:
    return any(token.type == "blockquote_open" for token in tokens)


def divide_trivia(blocks: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """Divide the blocks of a part into the marked quotes and the remark after them."""
    divided: dict[str, list[Token]] = {"quote": [], "remark": []}
    kind = ""
    depth = 0
    for token in blocks:
        if depth == 0:
            kind = token.meta.get("trivia", "")
        if kind:
            divided[kind].append(token)
        depth += token.nesting
    return divided["quote"], divided["remark"]


def _mark(blocks: Sequence[Token], quote_class: str | None) -> None:
    depth = 0
    quoted = False
    for token in blocks:
        if depth == 0:
            if token.type == "blockquote_open":
                quoted = True
                token.meta["trivia"] = "quote"
                if quote_class:
                    token.attrJoin("class", quote_class)
            elif quoted and token.nesting >= 0:
                token.meta["trivia"] = "remark"
        depth += token.nesting
