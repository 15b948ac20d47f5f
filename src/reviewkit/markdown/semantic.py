"""Reviews with meaning: labels as a description list, trivia as figures, the post as an h-entry."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from reviewkit.markdown.description_list import Group, description_list, divided
from reviewkit.markdown.elements import Block, data, element, flat, with_class
from reviewkit.markdown.figures import with_figures
from reviewkit.markdown.microformats import entry_properties
from reviewkit.markdown.plain_text import inline_text
from reviewkit.markdown.rating import on_scale
from reviewkit.markdown.raw_html import is_phrasing
from reviewkit.markdown.reviewsection import LabelledPart, labelled_parts
from reviewkit.markdown.sayings import find_part, find_rating, opening
from reviewkit.markdown.source import Source

__all__ = ["FAITHFUL", "SOURCE", "semantic_plugin"]

SOURCE: Final = "reviewkit.source"
"""Under this name the environment of a parse may hold the `Source` of the text."""

FAITHFUL: Final = "reviewkit.faithful"
"""Under this name the environment holds the tokens as they were before."""

_PLAIN: Final = frozenset(
    (
        *("code_inline", "em_close", "em_open", "link_close", "link_open", "softbreak"),
        *("strong_close", "strong_open", "text"),
    )
)
"""Inline tokens whose text is the same for a microformats parser and for us."""


def semantic_plugin(
    md: MarkdownIt,
    *,
    one_sentence: Sequence[str] = ("One sentence review",),
    rating: Sequence[str] = ("Rating",),
) -> None:
    """Say in HTML what the parts of a review are.

        in:   <span class="reviewsection">Premise:</span> A shark.
        out:  <article class="h-entry h-review">
              <div class="e-content">
              <dl class="review-sections">
              <div>
              <dt><span class="reviewsection">Premise:</span></dt>
              <dd>A shark.</dd>
              </div>
              </dl>
              </div>
              </article>

    Needs `reviewsection_plugin` and `trivia_plugin`, used before this one. The words a reader sees
    are those without the plug-in, in the same order: labels and what belongs to them become `dl`
    (see `divided` for where a list ends), trivia become `figure` (see `with_figures`), and the
    whole is an h-entry of microformats2, and an h-review where there are labels. What stands under
    the labels `one_sentence` and `rating` is its `p-summary` and, if it is a number, `p-rating`.
    What the post knows beyond its text comes from a `Source` in the environment, see
    `entry_properties`. The tokens before all this are left under `FAITHFUL` in the environment.
    """

    def rule(state: StateCore) -> None:
        if state.inlineMode or all(token.type == "blank" for token in state.tokens):
            return
        state.env[FAITHFUL] = state.tokens
        source = state.env.get(SOURCE) or Source()
        parts = labelled_parts(state.tokens)
        properties = _properties(parts, source, one_sentence, rating)
        state.tokens = _entry(state.tokens, properties, source, is_review=bool(parts))

    md.core.ruler.push("semantic", rule)


class _Property(NamedTuple):
    """A property of the review: where it is said, in which words, and its value.

    `part` is None where the text does not say it. `in_words` is true where those words are the
    value.
    """

    name: str
    value: str
    part: LabelledPart | None
    in_words: bool


def _properties(
    parts: Sequence[LabelledPart],
    source: Source,
    one_sentence: Sequence[str],
    rating: Sequence[str],
) -> list[_Property]:
    """Give the summary and the rating; neither is there in a text without labels."""
    if not parts:
        return []
    found: list[_Property] = []
    if (part := find_part(parts, one_sentence)) is not None:
        said = opening(part)
        plain = all(token.type in _PLAIN for token in said)
        found.append(_Property("p-summary", inline_text(said), part, plain))
    part = find_part(parts, rating)
    rated = find_rating(part, source.front_matter)
    scale = on_scale(rated.score) if rated and rated.score else None
    if rated and scale:
        said_in = None if rated.from_front_matter else part
        found.append(_Property("p-rating", str(scale.value), said_in, in_words=False))
        if scale.best is not None:
            found.append(_Property("p-best", str(scale.best), None, in_words=False))
        found.append(_Property("p-worst", str(scale.worst), None, in_words=False))
    return found


def _entry(
    tokens: Sequence[Token], properties: Sequence[_Property], source: Source, *, is_review: bool
) -> list[Token]:
    pieces = divided(tokens)
    content: list[Block] = []
    unsaid = list(properties)
    for labelled, run in groupby(pieces, key=lambda piece: isinstance(piece, Group)):
        if labelled:
            groups = [piece for piece in run if isinstance(piece, Group)]
            described = [(group, _description(group, unsaid)) for group in groups]
            content += description_list(described)
        else:
            content += with_figures([piece for piece in run if not isinstance(piece, Group)])
    head = entry_properties(source, is_review=is_review)
    for one in unsaid:
        head += data(one.name, one.value)
    body = element("entry_content", "div", flat(content), {"class": "e-content"})
    classes = "h-entry h-review" if is_review else "h-entry"
    return element("entry", "article", [*head, *body], {"class": classes})


def _description(group: Group, unsaid: list[_Property]) -> Block:
    """Give the `dd` of a group; properties that are said in it are taken from `unsaid`."""
    blocks = flat(with_figures(group.blocks))
    lead = [group.lead] if group.lead.children else []
    if blocks and lead:
        blocks = [*element("paragraph", "p", lead), *blocks]
    dd = element("review_description", "dd", blocks or lead)
    for one in list(unsaid):
        if one.part is not None and one.part.opener is group.opener and _say(dd, one):
            unsaid.remove(one)
    return dd


def _say(dd: Block, one: _Property) -> bool:
    """Mark the words of a `dd` that are a property, if they are the first in it."""
    place = 2 if dd[1].type == "paragraph_open" else 1
    inline = dd[place]
    children = inline.children or []
    wanted = inline_text(opening(one.part)) if one.part else ""
    if inline.type != "inline" or inline_text(children) != wanted or not is_phrasing(children):
        return False
    if not one.in_words:
        dd[place] = inline.copy(children=data(one.name, one.value, children))
    elif place == 1:
        dd[0] = with_class(dd[0], one.name)
    else:
        dd[1] = with_class(dd[1], one.name)
    return True
