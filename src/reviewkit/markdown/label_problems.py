"""What is wrong with the labels of a text, with file and line and how to mend it."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from markdown_it.token import Token

from reviewkit.errors import Problem, Where
from reviewkit.markdown.cut import LABEL_CLOSE, LABEL_OPEN
from reviewkit.markdown.plain_text import inline_text
from reviewkit.markdown.source import Source

__all__ = ["label_problems"]

_COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_CLASS: Final = re.compile(r"""<[A-Za-z][^<>]*?\sclass\s*=\s*["']?([^"'<>]*)""", re.IGNORECASE)


def label_problems(tokens: Sequence[Token], label_class: str, source: Source) -> Iterator[Problem]:
    """Give the problems of all labels in the order of the text."""
    for token in tokens:
        if token.type == "html_block":
            yield from _unread(token, label_class, source)
        for place, child in enumerate(token.children or ()):
            if child.type != LABEL_OPEN:
                continue
            line = source.line(child.meta["line"])
            if child.meta.get("unclosed"):
                yield _unclosed(child, Where(source.file, line))
            elif not _words(token.children or (), place):
                yield _empty(Where(source.file, line))


def _words(tokens: Sequence[Token], place: int) -> str:
    """Give the text of the label that opens at `place`, up to a label inside it."""
    ends = {LABEL_OPEN, LABEL_CLOSE}
    after = (tokens[n] for n in range(place + 1, len(tokens)))
    return inline_text(takewhile(lambda token: token.type not in ends, after))


def _unclosed(label: Token, where: Where) -> Problem:
    return Problem(
        severity="warning",
        what="the label is never closed, so what follows it in its paragraph is in no section. "
        "The post is rendered as Jekyll does, with the whole paragraph inside the label",
        where=where,
        fix=f"end the label with </{label.tag}> right after its words",
    )


def _empty(where: Where) -> Problem:
    return Problem(
        severity="warning",
        what="the label has no words, so nothing can find its section by name",
        where=where,
        fix="write what the section is about between the label's tags, or take the label away",
    )


def _unread(block: Token, label_class: str, source: Source) -> Iterator[Problem]:
    """Find labels in raw HTML; a browser shows them, but Markdown never sees them."""
    if label_class not in block.content:
        return
    shown = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), block.content)
    for found in _CLASS.finditer(shown):
        if label_class in found[1].split():
            line = (block.map or [0])[0] + shown.count("\n", 0, found.start())
            yield Problem(
                severity="warning",
                what="the label stands in raw HTML, where no Markdown is read; it has no section",
                where=Where(source.file, source.line(line)),
                fix='write markdown="1" into the tag around it (kramdown), or leave an empty line '
                "after that tag (CommonMark)",
            )
