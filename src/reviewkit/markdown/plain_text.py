"""What a reader would say aloud: the text of tokens without markup and without struck words."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from markdown_it.token import Token

__all__ = ["inline_text", "plain_text"]

_OPENS: Final = frozenset("([“‘«¿¡")
_CLOSES: Final = frozenset(",.;:!?…)]”’»")
_STRUCK_TAGS: Final = frozenset({"del", "s", "strike"})
_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_SPACES: Final = re.compile(r"[ \t\n\r\f\v]+")
_UNSAID: Final = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_STRUCK: Final = re.compile(r"<(del|s|strike)\b[^>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_MARKUP: Final = re.compile(r"<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")

_STRUCK_ALT: Final = re.compile(r"~~(?![\s~])[^~]*[^\s~]~~")
"""Struck words in a picture's description, which kramdown leaves as they are written."""

_GONE: Final = "\0"
"""Stands where struck words were; markdown-it never lets a NUL through."""
_GAP: Final = re.compile(rf" ?{_GONE}(?: ?{_GONE})* ?")


def plain_text(tokens: Sequence[Token]) -> str:
    """Give the text of block tokens: a paragraph, list item or quote each, an empty line between.

    Entities are characters, links their text, images their alt text, struck words gone; what the
    parser made of quotes and dashes stays.
    """
    return "\n\n".join(filter(None, _blocks(tokens)))


def inline_text(tokens: Iterable[Token]) -> str:
    """Give the text of inline tokens on one line; see `plain_text`."""
    return _joined("".join(_pieces(tokens)))


def _joined(text: str) -> str:
    """Fold white space, and close the gaps that struck words left."""
    text = _SPACES.sub(" ", text)
    if _GONE in text:
        text = _GAP.sub(lambda gap: _filler(text, gap), text)
    return text.strip()


def _filler(text: str, gap: re.Match[str]) -> str:
    """Give what fills a gap: a space, but none inside brackets, before punctuation, at the end."""
    before, after = text[: gap.start()][-1:], text[gap.end() :][:1]
    if " " not in gap[0] or not after or after in _CLOSES or before in _OPENS:
        return ""
    return " "


def _blocks(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield inline_text(token.children or ())
        elif token.type in {"fence", "code_block"}:
            yield token.content.strip("\n")
        elif token.type == "html_block":
            said = _STRUCK.sub(_GONE, _UNSAID.sub("", token.content))
            yield _joined(html.unescape(_MARKUP.sub("", said)))


def _pieces(tokens: Iterable[Token]) -> Iterator[str]:
    depth = 0
    for token in tokens:
        change = _struck(token)
        depth = max(0, depth + change)
        if change < 0 and depth == 0:
            yield _GONE
        elif depth == 0:
            yield _said(token)
    if depth:
        yield _GONE


def _struck(token: Token) -> int:
    """Say whether a token begins (1) or ends (-1) struck words, as Markdown or as raw HTML."""
    if token.nesting and token.tag.lower() in _STRUCK_TAGS:
        return token.nesting
    tag = _TAG.match(token.content) if token.type == "html_inline" else None
    if tag is None or tag[2].lower() not in _STRUCK_TAGS:
        return 0
    return -1 if tag[1] else 1


def _said(token: Token) -> str:
    match token.type:
        case "text" | "code_inline" | "math_inline":
            return token.content
        case "softbreak" | "hardbreak":
            return " "
        case "image":
            return _STRUCK_ALT.sub(_GONE, inline_text(token.children or ()))
        case "html_inline" if token.content[:3].lower() == "<br":
            return " "
        case "html_element" if token.tag == "br":
            return " "
        case _:
            return ""
