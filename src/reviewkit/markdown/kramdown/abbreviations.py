"""Abbreviations: the words that `*[HTML]: Hyper Text` explains, wherever they stand in text."""

import re
from collections.abc import Iterator
from typing import Final

from markdown_it.token import Token

from reviewkit.markdown.kramdown.attributes import attributes_of
from reviewkit.markdown.kramdown.document import Document
from reviewkit.markdown.kramdown.html_text import Written

__all__ = ["apply_abbreviations"]

_WORD: Final = re.compile(r"\w", re.ASCII)


def apply_abbreviations(tokens: list[Token], document: Document) -> list[Token]:
    """Wrap every defined abbreviation in text in `abbr` tokens; gives a new list.

    Text in raw HTML elements is left alone.
    """
    if not document.abbreviations:
        return tokens
    words = sorted(document.abbreviations, key=len, reverse=True)
    pattern = re.compile(rf"(?:{'|'.join(map(re.escape, words))})(?!\w)", re.ASCII)
    result: list[Token] = []
    raw: list[bool] = []
    for token in tokens:
        if token.type == "html_element_open":
            raw.append(bool(token.meta.get("raw")))
        elif token.type == "html_element_close":
            raw.pop()
        if token.type == "text" and not (raw and raw[-1]):
            result += _explained(token, pattern, document)
        else:
            result.append(token)
    return result


def _explained(token: Token, pattern: re.Pattern[str], document: Document) -> list[Token]:
    """Cut a text token at the abbreviations in it."""
    text = token.content
    parts: list[Token] = []
    place = 0
    for start, end in _places(text, pattern):
        if start > place:
            parts.append(token.copy(content=text[place:start]))
        title, attribute_texts = document.abbreviations[text[start:end]]
        attrs = {
            **attributes_of(attribute_texts, document),
            **({"title": Written.of(title)} if title else {}),
        }
        parts += [
            Token("abbr_open", "abbr", 1, attrs={**attrs}, level=token.level),
            token.copy(content=text[start:end], level=token.level + 1),
            Token("abbr_close", "abbr", -1, level=token.level),
        ]
        place = end
    if place < len(text):
        parts.append(token.copy(content=text[place:]))
    return parts


def _places(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Find abbreviations that stand for themselves, or right behind another one."""
    place, last = 0, 0
    while found := pattern.search(text, place):
        start, end = found.span()
        if start in {0, last} or not _WORD.match(text, start - 1):
            last = place = end
            yield start, end
        else:
            place = start + 1
