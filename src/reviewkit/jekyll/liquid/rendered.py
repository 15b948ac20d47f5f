"""What Jekyll has made of a site's documents by the time it comes to the current one."""

import copy
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from reviewkit.jekyll.excerpt import excerpt_source
from reviewkit.jekyll.liquid.documents import Document
from reviewkit.jekyll.liquid.errors import UnevaluatedError
from reviewkit.jekyll.liquid.values import as_text, truthy

if TYPE_CHECKING:
    from reviewkit.jekyll.liquid.world import World

__all__ = ["Rendered"]

_LOOKING_AROUND: Final = ("content", "excerpt", "include", "previous", "next")
"""Words of a text that may show another document's text."""


class Rendered:
    """Contents and excerpts of documents, each made when a text asks for it.

    `evaluate` runs the Liquid of a document's text.
    """

    def __init__(self, world: "World", evaluate: Callable[[Document, str], str]) -> None:
        self.world = world
        self._evaluate = evaluate
        self._places: dict[str, dict[str, int]] = {}
        self._contents: dict[str, str | UnevaluatedError] = {}
        self._excerpts: dict[str, str | UnevaluatedError] = {}
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
        """Tell whether Jekyll has turned a document into HTML before the current one.

        It goes through the collections one after the other, posts first, in their own order.
        """
        current = self.world.current
        if current is None or current.path == document.path:
            return False
        if document.collection == current.collection:
            return self.place(document) < self.place(current)
        order = list(self.world.files.collections)
        return order.index(document.collection) < order.index(current.collection)

    def content(self, document: Document) -> str:
        """Give a document's text: HTML when it comes before the current one, else as written."""
        if not self.is_rendered(document):
            return document.text
        self._catch_up(document)
        return _known(self._contents.get(document.path)) or self._content(document)

    def excerpt(self, document: Document) -> str:
        """Give a document's excerpt: as its front matter has it, else its first part as HTML."""
        own = document.data.get("excerpt")
        if truthy(own) or not self._separator(document):
            return as_text(own)
        self._catch_up(document)
        return _known(self._excerpts.get(document.path)) or self._excerpt(document)

    def _content(self, document: Document) -> str:
        html = self._converted(document, document.text)
        self._contents[document.path] = html
        return html

    def _excerpt(self, document: Document) -> str:
        text = excerpt_source(document.text, self._separator(document))
        html = self._converted(document, text)
        self._excerpts[document.path] = html
        return html

    def _separator(self, document: Document) -> str:
        given = document.data.get("excerpt_separator")
        return as_text(given if truthy(given) else self.world.config["excerpt_separator"])

    def _converted(self, document: Document, text: str) -> str:
        evaluated = self._evaluate(document, text)
        return self.world.converters.markdown(evaluated) if document.is_markdown else evaluated

    def _catch_up(self, document: Document) -> None:
        """Make what may be asked for on the way to a document, in Jekyll's order.

        Where each document shows the one before it, asking for the last would otherwise ask for
        all of them one inside the other.
        """
        end = self._ranks.get(document.path, 0)
        if self._catching_up or self._done >= end:
            return
        self._catching_up = True
        try:
            for earlier in self._order[self._done : end]:
                if any(word in earlier.text for word in _LOOKING_AROUND) and "{" in earlier.text:
                    _try(self._excerpts, self._excerpt, earlier)
                    _try(self._contents, self._content, earlier)
            self._done = end
        finally:
            self._catching_up = False

    @cached_property
    def _order(self) -> Sequence[Document]:
        names = self.world.files.collections
        return [drop.document for name in names for drop in self.world.documents(name)]

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {document.path: rank for rank, document in enumerate(self._order)}


def _known(value: str | UnevaluatedError | None) -> str | None:
    """Give what is known; raises a copy of the error that is known."""
    if isinstance(value, UnevaluatedError):
        raise copy.copy(value)
    return value


def _try(
    known: dict[str, str | UnevaluatedError],
    make: Callable[[Document], str],
    document: Document,
) -> None:
    if document.path not in known:
        try:
            make(document)
        except UnevaluatedError as error:
            known[document.path] = error
