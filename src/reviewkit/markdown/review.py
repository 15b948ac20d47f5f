"""Understanding a text: its HTML, its sections, the one-sentence review, the rating, the trivia."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from reviewkit.config import ReviewSettings
from reviewkit.errors import Problem
from reviewkit.markdown.html_cut import whole_html
from reviewkit.markdown.label import unique_slug
from reviewkit.markdown.label_problems import label_problems
from reviewkit.markdown.plain_text import inline_text, plain_text
from reviewkit.markdown.reviewsection import LabelledPart, labelled_parts
from reviewkit.markdown.sayings import find_part, find_rating, label_text, opening
from reviewkit.markdown.semantic import FAITHFUL, SOURCE
from reviewkit.markdown.source import Source
from reviewkit.markdown.spans import trimmed, without_last_colon
from reviewkit.markdown.trivia import divide_trivia
from reviewkit.model import Rating, Review, Section, Sentence, Trivia

__all__ = ["Understood", "understand"]


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
    With semantic markup `html` has it, and everything else is as without.
    """
    source = source or Source()
    env: dict[str, Any] = {SOURCE: source}
    tokens = md.parse(text, env)
    html = md.renderer.render(tokens, md.options, env)
    tokens = env.get(FAITHFUL, tokens)
    reader = _Reader(md, env, source)
    return Understood(
        html=html,
        review=reader.review(labelled_parts(tokens), settings),
        excerpt=_first_paragraph(tokens),
        problems=tuple(label_problems(tokens, settings.label_class, source)),
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _first_paragraph(tokens: Sequence[Token]) -> str:
    for before, token in pairwise(tokens):
        if before.type == "paragraph_open" and (text := inline_text(token.children or ())):
            return text
    return ""


@dataclass(slots=True)
class _Reader:
    """Turns labelled parts into sections; holds what rendering tokens needs."""

    md: MarkdownIt
    env: dict[str, Any]
    source: Source

    def review(self, parts: Sequence[LabelledPart], settings: ReviewSettings) -> Review | None:
        """Give the review that the parts of a text are, None where there are none."""
        if not parts:
            return None
        taken: dict[str, int] = {}
        sentence = find_part(parts, settings.one_sentence)
        return Review(
            one_sentence=self._sentence(sentence) if sentence else None,
            rating=self._rating(find_part(parts, settings.rating)),
            sections=tuple(self._section(part, taken) for part in parts),
        )

    def _sentence(self, part: LabelledPart) -> Sentence:
        said = opening(part)
        return Sentence(text=inline_text(said), html=self._inline(said))

    def _rating(self, part: LabelledPart | None) -> Rating | None:
        found = find_rating(part, self.source.front_matter)
        if found is None:
            return None
        return Rating(
            text=found.text,
            html=self._inline(opening(part)) if part else _escaped(found.text),
            value=found.score.value if found.score else None,
            best=found.score.best if found.score else None,
        )

    def _section(self, part: LabelledPart, taken: dict[str, int]) -> Section:
        label = label_text(part)
        lead = trimmed(part.lead)
        text = [inline_text(lead), plain_text(part.blocks)]
        quotes, remark = divide_trivia(part.blocks)
        html = self._inline(lead)
        if part.blocks:
            html = (f"<p>{html}</p>\n" if html else "") + self._blocks(part.blocks)
        trivia = Trivia(quote_html=self._blocks(quotes), remark_html=self._blocks(remark))
        return Section(
            key=unique_slug(label, taken),
            label=label,
            label_html=self._inline(without_last_colon(part.label)),
            text="\n\n".join(filter(None, text)),
            html=html.strip(),
            trivia=trivia if quotes else None,
            line=self.source.line(part.line),
        )

    def _inline(self, tokens: Sequence[Token]) -> str:
        renderer = cast("RendererHTML", self.md.renderer)
        return renderer.renderInline(tokens, self.md.options, self.env)

    def _blocks(self, tokens: Sequence[Token]) -> str:
        html: str = self.md.renderer.render(whole_html(tokens), self.md.options, self.env)
        return html.strip()
