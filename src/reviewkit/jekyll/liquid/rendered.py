"""What Jekyll has made of a site's documents by the time it comes to the current one."""

import copy
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from reviewkit.jekyll.excerpt import excerpt_source
from reviewkit.jekyll.liquid.documents import Document
from reviewkit.jekyll.liquid.errors import UnevaluatedError
from reviewkit.jekyll.liquid.values import as_text, truthy

if TYPE_CHECKING:
    from reviewkit.jekyll.liquid.world import World

__all__ = ["Evaluate", "Rendered"]

Evaluate = Callable[[Document, str, bool], str]
"""Evaluates a text of a document; the last argument tells whether it is its excerpt."""

_LOOKING_AROUND: Final = ("content", "excerpt", "include", "previous", "next")
"""Words of a text that may show another document's text."""


class Rendered:
    """Contents and excerpts of documents, each made when a text asks for it.

    `evaluate` runs the Liquid of a document's text.
    """

    def __init__(self, world: "World", evaluate: Evaluate) -> None:
        self.world = world
        self._evaluate = evaluate
        self._places: dict[str, dict[str, int]] = {}
        self._contents: dict[str, str | UnevaluatedError] = {}
        self._excerpts: dict[str, str] = {}
        self._done = 0
        self._catching_up = False

    def place(self, document: Document) -> int:
        """Give the place of a document in its collection; of one not shown, where it would be."""
        drops = self.world.documents(document.collection)
        if document.collection not in self._places:
            places = {drop.document.path: place for place, drop in enumerate(drops)}
            self._places[document.collection] = places
        places = self._places[document.collection]
        if document.path not in places:
            mine = (document.date, document.path)
            before = ((drop.document.date, drop.document.path) < mine for drop in drops)
            places[document.path] = sum(before)
        return places[document.path]

    def is_rendered(self, document: Document) -> bool:
        """Tell whether Jekyll has turned a document into HTML before the one it works on.

        It goes through the collections one after the other, posts first, in their own order.
        """
        position = self.world.position
        return position is not None and self._rank(document) < self._rank(position)

    def content(self, document: Document) -> str:
        """Give a document's text: HTML when it comes before the current one, else as written."""
        if not self.is_rendered(document):
            return document.text
        self._catch_up()
        return _known(self._contents.get(document.path)) or self._content(document)

    def excerpt(self, document: Document) -> str:
        """Give a document's excerpt: as its front matter has it, else its first part as HTML."""
        if not self._is_cut(document):
            return as_text(document.data.get("excerpt"))
        self._catch_up()
        return self._excerpts.get(document.path) or self._excerpt(document)

    def _content(self, document: Document) -> str:
        before, self.world.position = self.world.position, document
        try:
            html = self._converted(document, document.text, in_excerpt=False)
        finally:
            self.world.position = before
        self._contents[document.path] = html
        return html

    def _excerpt(self, document: Document) -> str:
        text = excerpt_source(document.text, self._separator(document))
        html = self._converted(document, text, in_excerpt=True)
        self._excerpts[document.path] = html
        return html

    def _is_cut(self, document: Document) -> bool:
        """Tell whether the excerpt is the beginning of the text."""
        return not truthy(document.data.get("excerpt")) and bool(self._separator(document))

    def _separator(self, document: Document) -> str:
        given = document.data.get("excerpt_separator")
        return as_text(given if truthy(given) else self.world.config["excerpt_separator"])

    def _converted(self, document: Document, text: str, *, in_excerpt: bool) -> str:
        evaluated = self._evaluate(document, text, in_excerpt)
        return self.world.converters.markdown(evaluated) if document.is_markdown else evaluated

    def _catch_up(self) -> None:
        """Make what Jekyll has made so far, in its order, as far as one text shows another.

        Where each document shows the one before it, asking for the last would otherwise ask for
        all of them one inside the other. And an excerpt is made once, when the first asks for it.
        """
        position = self.world.position
        end = self._rank(position) if position else 0
        if self._catching_up or self._done >= end:
            return
        self._catching_up = True
        try:
            for earlier in self._order[self._done : end]:
                self._try(earlier)
            self._done = end
        finally:
            self._catching_up = False

    def _try(self, document: Document) -> None:
        looks_around = any(word in document.text for word in _LOOKING_AROUND)
        if document.path in self._contents or not looks_around or "{" not in document.text:
            return
        try:
            self._content(document)
        except UnevaluatedError as error:
            self._contents[document.path] = error

    def _rank(self, document: Document) -> int:
        """Give the place of a document among all of the site."""
        return self._starts[document.collection] + self.place(document)

    @cached_property
    def _starts(self) -> dict[str, int]:
        names = list(self.world.files.collections)
        sizes = (len(self.world.documents(name)) for name in names)
        return dict(zip(names, accumulate(sizes, initial=0), strict=False))

    @cached_property
    def _order(self) -> Sequence[Document]:
        names = self.world.files.collections
        return [drop.document for name in names for drop in self.world.documents(name)]


def _known(value: str | UnevaluatedError | None) -> str | None:
    """Give what is known; raises a copy of the error that is known."""
    if isinstance(value, UnevaluatedError):
        raise copy.copy(value)
    return value
