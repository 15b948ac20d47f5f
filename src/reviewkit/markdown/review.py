"""Understanding a text: its HTML, its sections, the one-sentence review, the rating, the trivia."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from reviewkit.config import ReviewSettings
from reviewkit.errors import Problem
from reviewkit.markdown.html_cut import whole_html
from reviewkit.markdown.label import slug, unique_slug, without_colon
from reviewkit.markdown.label_problems import Source, label_problems
from reviewkit.markdown.plain_text import inline_text, plain_text
from reviewkit.markdown.rating import read_given_score, read_score
from reviewkit.markdown.reviewsection import LabelledPart, labelled_parts
from reviewkit.markdown.spans import trimmed, without_last_colon
from reviewkit.markdown.trivia import divide_trivia
from reviewkit.model import Rating, Review, Section, Sentence, Trivia

__all__ = ["Source", "Understood", "understand"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What came of a text; `review` is None when it holds no label, `excerpt` is plain text."""

    html: str
    review: Review | None
    excerpt: str
    problems: tuple[Problem, ...]


def understand(
    md: MarkdownIt, text: str, settings: ReviewSettings, source: Source | None = None
) -> Understood:
    """Parse `text` once with a parser of `make_parser` and read the review in it.

    Labels are compared by their words: case, punctuation and struck words do not matter. A label
    that is never closed is reported with file and line, and what stands in it is in no section; a
    label without words, and one in raw HTML that Markdown does not look into, are reported too.
    """
    source = source or Source()
    env: dict[str, Any] = {}
    tokens = md.parse(text, env)
    reader = _Reader(md, env, source.first_line)
    labelled = reader.read(labelled_parts(tokens))
    return Understood(
        html=md.renderer.render(tokens, md.options, env),
        review=_review(labelled, settings, source.front_matter),
        excerpt=_first_paragraph(tokens),
        problems=tuple(label_problems(tokens, settings.label_class, source)),
    )


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A section, and what stands right at its label: the rest of that line or paragraph, or where
    there is nothing the first paragraph below.
    """  # noqa: D205 -- one thought

    section: Section
    opening: Sentence


def _review(
    labelled: Sequence[_Labelled], settings: ReviewSettings, front_matter: Mapping[str, object]
) -> Review | None:
    sentence = _find(labelled, settings.one_sentence)
    rating = _rating(_find(labelled, settings.rating), front_matter)
    if not labelled:
        return None
    return Review(
        one_sentence=sentence if sentence and sentence.text else None,
        rating=rating,
        sections=tuple(one.section for one in labelled),
    )


def _find(labelled: Sequence[_Labelled], labels: Sequence[str]) -> Sentence | None:
    """Find what one of the `labels` says: just this label, else the first that begins so."""
    keys = [slug(label) for label in labels]
    exact = (one.opening for one in labelled if one.section.key in keys)
    begins = (
        one.opening
        for one in labelled
        if any(one.section.key.startswith(f"{key}-") for key in keys)
    )
    return next((opening for opening in (*exact, *begins) if opening.text), None)


def _rating(said: Sentence | None, front_matter: Mapping[str, object]) -> Rating | None:
    """Join the rating section with a `rating:` or `score:` of the front matter; its number wins."""
    values = (front_matter.get(key) for key in ("rating", "score"))
    given = next((value for value in values if value is not None), None)
    score = read_given_score(given)
    if said is None and score is None:
        return None
    text = said.text if said else str(given)
    score = score or read_score(text)
    return Rating(
        text=text,
        html=said.html if said else _escaped(text),
        value=score.value if score else None,
        best=score.best if score else None,
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _first_paragraph(tokens: Sequence[Token]) -> str:
    for before, token in pairwise(tokens):
        if before.type == "paragraph_open" and (text := inline_text(token.children or ())):
            return text
    return ""


def _first_inline(blocks: Sequence[Token]) -> Sequence[Token]:
    """Give the inline tokens of the blocks' first paragraph, empty when they begin otherwise."""
    if len(blocks) > 1 and blocks[0].type == "paragraph_open":
        return blocks[1].children or ()
    return ()


@dataclass(slots=True)
class _Reader:
    """Turns labelled parts into sections; holds what rendering tokens needs."""

    md: MarkdownIt
    env: dict[str, Any]
    first_line: int

    def read(self, parts: Sequence[LabelledPart]) -> list[_Labelled]:
        result: list[_Labelled] = []
        taken: dict[str, int] = {}
        for part in parts:
            label = without_colon(inline_text(part.label))
            key = unique_slug(label, taken)
            result.append(_Labelled(self._section(part, key, label), self._opening(part)))
        return result

    def _opening(self, part: LabelledPart) -> Sentence:
        lead = trimmed(part.lead) or trimmed(_first_inline(part.blocks))
        return Sentence(text=inline_text(lead), html=self._inline(lead))

    def _section(self, part: LabelledPart, key: str, label: str) -> Section:
        lead = trimmed(part.lead)
        text = [inline_text(lead), plain_text(part.blocks)]
        quotes, remark = divide_trivia(part.blocks)
        html = self._inline(lead)
        if part.blocks:
            html = (f"<p>{html}</p>\n" if html else "") + self._blocks(part.blocks)
        trivia = Trivia(quote_html=self._blocks(quotes), remark_html=self._blocks(remark))
        return Section(
            key=key,
            label=label,
            label_html=self._inline(without_last_colon(part.label)),
            text="\n\n".join(filter(None, text)),
            html=html.strip(),
            trivia=trivia if quotes else None,
            line=self.first_line + part.line,
        )

    def _inline(self, tokens: Sequence[Token]) -> str:
        renderer = cast("RendererHTML", self.md.renderer)
        return renderer.renderInline(tokens, self.md.options, self.env)

    def _blocks(self, tokens: Sequence[Token]) -> str:
        html: str = self.md.renderer.render(whole_html(tokens), self.md.options, self.env)
        return html.strip()
