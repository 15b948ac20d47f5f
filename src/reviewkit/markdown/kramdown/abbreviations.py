"""Abbreviations: the words that `*[HTML]: Hyper Text` explains, wherever they stand in text."""

import re

from markdown_it.token import Token

from reviewkit.markdown.kramdown.document import Document

__all__ = ["apply_abbreviations"]


def apply_abbreviations(tokens: list[Token], document: Document) -> list[Token]:
    """Wrap every defined abbreviation in text in `abbr` tokens; gives a new list."""
    if not document.abbreviations:
        return tokens
    words = sorted(document.abbreviations, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")
    result: list[Token] = []
    for token in tokens:
        if token.type == "text":
            result += _explained(token, pattern, document)
        else:
            result.append(token)
    return result


def _explained(token: Token, pattern: re.Pattern[str], document: Document) -> list[Token]:
    """Cut a text token at the abbreviations in it."""
    parts: list[Token] = []
    place = 0
    for found in pattern.finditer(token.content):
        if found.start() > place:
            parts.append(token.copy(content=token.content[place : found.start()]))
        title, attributes = document.abbreviations[found[0]]
        attrs = {"title": title, **attributes} if title else {**attributes}
        parts += [
            Token("abbr_open", "abbr", 1, attrs={**attrs}, level=token.level),
            token.copy(content=found[0], level=token.level + 1),
            Token("abbr_close", "abbr", -1, level=token.level),
        ]
        place = found.end()
    if place < len(token.content):
        parts.append(token.copy(content=token.content[place:]) if place else token)
    return parts
