"""What a reader would say aloud: the text of tokens without markup and without struck words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import regex
from markdown_it.token import Token

from reviewkit.markdown.html_text import GONE, hides, html_paragraphs, image_text, tag_name

__all__ = ["inline_text", "plain_text"]

_OPENS: Final = frozenset("([“‘«¿¡")
_CLOSES: Final = frozenset(",.;:!?…)]”’»")
_SPACES: Final = re.compile(r"[ \t\n\r\f\v]+")
_HINTS: Final = re.compile("[\u00ad\ufeff]")
"""Soft hyphens and byte order marks: they say how to set a text, not what it is."""
_UNSEEN: Final = regex.compile(r"[\s\p{Cf}]*")
_STRUCK_ALT: Final = re.compile(r"~~(?![\s~])[^~]*[^\s~]~~")
"""Struck words in a picture's description, which kramdown leaves as they are written."""

_GAP: Final = re.compile(rf" ?{GONE}(?: ?{GONE})* ?")


def plain_text(tokens: Sequence[Token]) -> str:
    """Give the text of block tokens: a paragraph, list item or quote each, an empty line between.

    Entities are characters, links their text, images their alt text, formulas their source. Struck
    words, scripts, styles, comments and the numbers of footnotes are gone; what the parser made of
    quotes and dashes stays. Raw HTML is divided where its own blocks begin and end.
    """
    return "\n\n".join(filter(None, _blocks(tokens)))


def inline_text(tokens: Iterable[Token]) -> str:
    """Give the text of inline tokens on one line; see `plain_text`."""
    return _joined("".join(_pieces(tokens)))


def _joined(text: str) -> str:
    """Fold white space, and close the gaps that struck words left; empty if nothing is seen."""
    text = _SPACES.sub(" ", _HINTS.sub("", text))
    if GONE in text:
        text = _GAP.sub(lambda gap: _filler(text, gap), text)
    return "" if _UNSEEN.fullmatch(text) else text.strip()


def _filler(text: str, gap: re.Match[str]) -> str:
    """Give what fills a gap: a space, but none inside brackets, before punctuation, at the end."""
    before = text[max(0, gap.start() - 1) : gap.start()]
    after = text[gap.end() : gap.end() + 1]
    if " " not in gap[0] or not after or after in _CLOSES or before in _OPENS:
        return ""
    return " "


def _blocks(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield inline_text(token.children or ())
        elif token.type in {"fence", "code_block"}:
            yield token.content.strip("\n")
        elif token.type == "math_block":
            yield _joined(token.content)
        elif token.type == "html_block":
            yield from map(_joined, html_paragraphs(token.content))


def _pieces(tokens: Iterable[Token]) -> Iterator[str]:
    depth = 0
    for token in tokens:
        change = _hides(token)
        depth = max(0, depth + change)
        if change < 0 and depth == 0:
            yield GONE
        elif depth == 0:
            yield _said(token)
    if depth:
        yield GONE


def _hides(token: Token) -> int:
    """Say whether a token begins (1) or ends (-1) what is not said, as Markdown or as raw HTML."""
    if token.nesting and hides(token.tag):
        return token.nesting
    name = tag_name(token.content) if token.type == "html_inline" else ""
    if not hides(name.removeprefix("/")):
        return 0
    return -1 if name.startswith("/") else 1


def _said(token: Token) -> str:
    match token.type:
        case "text" | "code_inline" | "math_inline":
            return token.content
        case "softbreak" | "hardbreak":
            return " "
        case "image":
            return _STRUCK_ALT.sub(GONE, inline_text(token.children or ()))
    if token.type == "html_element":
        return _element(token.tag, str(token.attrs.get("alt", "")))
    if token.type == "html_inline" and "reversefootnote" not in token.content:
        tag = tag_name(token.content)
        piece = "" if tag else " ".join(html_paragraphs(token.content))
        return piece or _element(tag, image_text(token.content))
    return ""


def _element(tag: str, alt: str) -> str:
    """Say an element without content."""
    return {"br": " ", "img": alt}.get(tag, "")
