"""What a review says where: the part under a label, the words it opens with, the rating in them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from markdown_it.token import Token

from reviewkit.markdown.label import slug, unique_slug, without_colon
from reviewkit.markdown.plain_text import inline_text
from reviewkit.markdown.rating import Score, read_score
from reviewkit.markdown.reviewsection import LabelledPart
from reviewkit.markdown.spans import trimmed

__all__ = ["RatingSource", "find_part", "find_rating", "label_text", "opening"]


class RatingSource(NamedTuple):
    """A rating: its words, its number if it has one, and whether the front matter gave that."""

    text: str
    score: Score | None
    from_front_matter: bool


def label_text(part: LabelledPart) -> str:
    """Give a label's words, without the colon that ends them."""
    return without_colon(inline_text(part.label))


def opening(part: LabelledPart) -> list[Token]:
    """Give what stands right at a label: the rest of that line or paragraph, or where there is
    nothing the first paragraph below.
    """  # noqa: D205 -- one thought
    return trimmed(part.lead) or trimmed(_first_inline(part.blocks))


def find_part(parts: Sequence[LabelledPart], labels: Sequence[str]) -> LabelledPart | None:
    """Find the part under one of the `labels`: just this label, else the first that begins so.

    Parts that say nothing at their label are passed over.
    """
    taken: dict[str, int] = {}
    keyed = [(unique_slug(label_text(part), taken), part) for part in parts]
    wanted = [slug(label) for label in labels]
    exact = (part for key, part in keyed if key in wanted)
    begins = (part for key, part in keyed if any(key.startswith(f"{begin}-") for begin in wanted))
    return next((part for part in (*exact, *begins) if inline_text(opening(part))), None)


def find_rating(
    part: LabelledPart | None, front_matter: Mapping[str, object]
) -> RatingSource | None:
    """Join what a rating label says with a `rating:` or `score:` of the front matter.

    The words of the text win, and so does the number of the front matter.
    """
    values = (front_matter.get(key) for key in ("rating", "score"))
    given = next((value for value in values if value is not None), None)
    score = read_score(given)
    if part is None and score is None:
        return None
    text = inline_text(opening(part)) if part else str(given)
    return RatingSource(text, score or read_score(text), score is not None)


def _first_inline(blocks: Sequence[Token]) -> Sequence[Token]:
    """Give the inline tokens of the blocks' first paragraph, empty when they begin otherwise."""
    if len(blocks) > 1 and blocks[0].type == "paragraph_open":
        return blocks[1].children or ()
    return ()
