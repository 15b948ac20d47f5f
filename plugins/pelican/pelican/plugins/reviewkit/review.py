"""`article.review`: what the text of an article says as a review, for templates."""

import dataclasses
from typing import TypeVar

from pelican.contents import Article, Content
from pelican.plugins.reviewkit.reading import divide, log_problem, site_root, workshop
from pelican.readers import MarkdownReader
from pelican.utils import pelican_open

from markdown import Markdown
from reviewkit.model import Rating, Review, Section, Sentence, Trivia

__all__ = ["ArticleReview", "attach"]

_Part = TypeVar("_Part", Sentence, Rating, Section, Trivia)


class ArticleReview:
    """The review in an article; links in its HTML fit the page that shows it, as in `content`."""

    def __init__(self, article: Article, review: Review) -> None:
        self._article = article
        self._review = review

    @property
    def one_sentence(self) -> Sentence | None:
        """The one-sentence review: `text` and `html`."""
        return self._here.one_sentence

    @property
    def rating(self) -> Rating | None:
        """The rating: `text`, `html`, and the numbers `value` and `best`, or None."""
        return self._here.rating

    @property
    def sections(self) -> tuple[Section, ...]:
        """All parts: `key`, `label`, `label_html`, `text`, `html` and `trivia`."""
        return self._here.sections

    @property
    def trivia(self) -> tuple[Section, ...]:
        """The parts with trivia: `trivia.quote_html` and `trivia.remark_html`."""
        return tuple(section for section in self._here.sections if section.trivia)

    @property
    def _here(self) -> Review:
        return self.linked(self._article.get_siteurl())

    def linked(self, siteurl: str) -> Review:
        """Give the review with links of Pelican's own resolved, beginning with `siteurl`."""

        def part(of: _Part) -> _Part:
            names = [one.name for one in dataclasses.fields(of) if one.name.endswith("html")]
            update = self._article._update_content  # noqa: SLF001 -- Pelican resolves links nowhere else
            return dataclasses.replace(
                of, **{name: update(getattr(of, name), siteurl) for name in names}
            )

        review = self._review
        return Review(
            one_sentence=review.one_sentence and part(review.one_sentence),
            rating=review.rating and part(review.rating),
            sections=tuple(
                dataclasses.replace(part(section), trivia=section.trivia and part(section.trivia))
                for section in review.sections
            ),
        )


def attach(content: Content) -> None:
    """Give an article of Markdown its `review`, None without any label.

    One that the author wrote into the metadata stays what it is.
    """
    path = getattr(content, "source_path", None)
    if not isinstance(content, Article) or not path or hasattr(content, "review"):
        return
    content.review = None
    if path.rpartition(".")[2].lower() not in MarkdownReader.file_extensions:
        return
    with pelican_open(path) as text:
        divided = divide(text, Markdown(extensions=["meta"]))
    understood = workshop(site_root(content.settings)).understand(path, divided, content.metadata)
    for problem in understood.problems:
        log_problem(problem)
    content.review = understood.review and ArticleReview(content, understood.review)
