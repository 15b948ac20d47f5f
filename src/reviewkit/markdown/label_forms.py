"""Other ways to write a label than HTML: `[Premise:]{.reviewsection}`, and plain `**Premise:**`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import regex
from markdown_it.token import Token

from reviewkit.markdown.label import slug, without_colon
from reviewkit.markdown.plain_text import inline_text

__all__ = ["DEEPEST_LABEL", "bold_labels", "bracketed_labels"]

DEEPEST_LABEL: Final = 16
"""A label in more elements than these is none: each of them is divided at each label in it."""

_COLONS: Final = (":", "：")
_ENDS: Final = (*_COLONS, "?", "？")
_BRACKET: Final = re.compile(r"\[|\](?:\{:?(?P<names>(?:\s*[.#][^\s.#{}]+)+)\s*\})?")
_NAME: Final = re.compile(r"([.#])([^\s.#{}]+)")
_INVISIBLE: Final = regex.compile(r"[\s\p{Cf}]*")


def bracketed_labels(tokens: Iterable[Token], label_class: str) -> list[Token]:
    """Make spans of `[words]{.label_class}`.

    The words may hold emphasis, links and brackets; the braces may hold more classes and an id.
    """
    result: list[Token] = []
    open_brackets: list[list[int]] = [[]]
    for token in tokens:
        if token.nesting > 0:
            open_brackets.append([])
        elif token.nesting < 0 and len(open_brackets) > 1:
            open_brackets.pop()
        if token.type == "text":
            _read_brackets(token.content, result, open_brackets[-1], label_class)
        else:
            result.append(token)
    return list(_joined(result))


def _read_brackets(
    text: str, result: list[Token], open_brackets: list[int], label_class: str
) -> None:
    """Add `text` to the result; a bracket stands alone there, so that it can become a tag."""
    end = 0
    for found in _BRACKET.finditer(text):
        if found[0] == "[":
            result.append(_text(text[end : found.start()]))
            open_brackets.append(len(result))
            result.append(_text("["))
            end = found.end()
        elif open_brackets:
            opened = open_brackets.pop()
            attributes = _attributes(found["names"] or "", label_class)
            if attributes:
                result[opened] = Token("span_open", "span", 1, attrs={**attributes})
                result.append(_text(text[end : found.start()]))
                result.append(Token("span_close", "span", -1))
                end = found.end()
    result.append(_text(text[end:]))


def _attributes(names: str, label_class: str) -> dict[str, str]:
    """Read `.class #id`; empty when the class of labels is not among them."""
    if "--" in label_class:  # which typography has made dashes of
        names = names.replace("—", "---").replace("–", "--")
    found = _NAME.findall(names)
    classes = [name for sign, name in found if sign == "."]
    if label_class not in classes:
        return {}
    ids = [name for sign, name in found if sign == "#"]
    return {"class": " ".join(classes)} | ({"id": ids[-1]} if ids else {})


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _joined(tokens: Iterable[Token]) -> Iterator[Token]:
    """Join texts that stand side by side, and drop empty ones."""
    texts: list[str] = []
    for token in tokens:
        if token.type == "text":
            texts.append(token.content)
            continue
        if content := "".join(texts):
            yield _text(content)
        texts = []
        yield token
    if content := "".join(texts):
        yield _text(content)


def bold_labels(tokens: Sequence[Token]) -> list[tuple[int, int, str]]:
    """Find bold words that begin a line and end in `:` or `?`, or are followed by a colon.

    Gives for each the places of its opening and closing token, and the key of the label.
    """
    found = []
    begins_line = True
    depth = 0
    for place, token in enumerate(tokens):
        depth += token.nesting
        if token.type == "strong_open" and begins_line and depth <= DEEPEST_LABEL + 1:
            end = _end(tokens, place)
            text = inline_text(tokens[place + 1 : end])
            after = tokens[end + 1].content if end + 1 < len(tokens) else ""
            if text.endswith(_ENDS) or (text and after.lstrip().startswith(_COLONS)):
                found.append((place, end, slug(without_colon(text))))
        begins_line = _breaks_line(token) or (begins_line and _is_unseen(token))
    return found


def _end(tokens: Sequence[Token], place: int) -> int:
    depth = 0
    for end in range(place, len(tokens)):
        depth += (tokens[end].type == "strong_open") - (tokens[end].type == "strong_close")
        if depth == 0:
            return end
    return place


def _breaks_line(token: Token) -> bool:
    if token.type in {"softbreak", "hardbreak"} or token.tag == "br":
        return True
    return token.type == "html_inline" and token.content[:3].lower() == "<br"


def _is_unseen(token: Token) -> bool:
    """Tell whether a token shows nothing: white space, a comment, the beginning of emphasis."""
    if token.type == "text":
        return bool(_INVISIBLE.fullmatch(token.content))
    is_comment = token.type == "html_inline" and token.content.startswith("<!--")
    return is_comment or token.type == "em_open"
