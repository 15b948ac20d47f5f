"""Inline tokens as a tree that can be cut: raw HTML tags are nested like everything else."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from markdown_it.token import Token

__all__ = ["balanced", "closing", "trimmed", "without_empty"]

_TAG: Final = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)")
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_VOID: Final = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"),
        *("param", "source", "track", "wbr"),
    )
)
_TEXT_BREAKS: Final = frozenset({"softbreak", "hardbreak"})


def balanced(tokens: Iterable[Token]) -> list[Token]:
    """Give inline tokens in which every element that is opened is closed.

    Raw tags (`html_inline`) get a nesting of 1 or -1. One that is never closed is closed where what
    it stands in ends, as kramdown does, and its `meta["unclosed"]` is true; a closing tag without
    an opening one keeps the nesting 0.
    """
    result: list[Token] = []
    open_tokens: list[Token] = []
    for token in tokens:
        name, nesting = _element(token)
        if nesting > 0:
            token = _nested(token, 1) if token.type == "html_inline" else token  # noqa: PLW2901 -- the same token, nested
            open_tokens.append(token)
            result.append(token)
        elif nesting == 0:
            result.append(token)
        elif token.type != "html_inline":
            result += _closed_down_to(open_tokens, _last_markdown(open_tokens))
            result.append(token)
        elif (place := _last_raw(open_tokens, name)) is None:
            result.append(token)
        else:
            result += _closed_down_to(open_tokens, place)
            result.append(_nested(token, -1))
    while open_tokens:
        result.append(_forced(open_tokens.pop()))
    return result


def closing(opener: Token) -> Token:
    """Give the token that closes `opener`."""
    if opener.type == "html_inline":
        return Token("html_inline", "", -1, content=f"</{_element(opener)[0]}>")
    kind = opener.type.replace("_open", "_close")
    return Token(kind, opener.tag, -1, markup=opener.markup)


def without_empty(tokens: Iterable[Token]) -> list[Token]:
    """Take out elements that a cut left without content."""
    result: list[Token] = []
    for token in tokens:
        if token.nesting < 0 and result and result[-1].nesting > 0:
            result.pop()
        else:
            result.append(token)
    return result


def trimmed(tokens: Sequence[Token]) -> list[Token]:
    """Cut line breaks and white space from both ends of inline tokens."""
    start, end = 0, len(tokens)
    while start < end and _is_space(tokens[start]):
        start += 1
    while start < end and _is_space(tokens[end - 1]):
        end -= 1
    kept = list(tokens[start:end])
    if kept and kept[0].type == "text":
        kept[0] = kept[0].copy(content=kept[0].content.lstrip())
    if kept and kept[-1].type == "text":
        kept[-1] = kept[-1].copy(content=kept[-1].content.rstrip())
    return kept


def _is_space(token: Token) -> bool:
    if token.type == "html_inline":
        return bool(_BREAK.fullmatch(token.content))
    if token.type == "html_element" and token.tag == "br":
        return True
    return token.type in _TEXT_BREAKS or (token.type == "text" and not token.content.strip())


def _element(token: Token) -> tuple[str, int]:
    """Give the name of a raw tag and how it nests; void and self-closing tags do not."""
    if token.type != "html_inline":
        return "", token.nesting
    tag = _TAG.match(token.content)
    if tag is None or token.content.endswith("/>") or tag["name"].lower() in _VOID:
        return "", 0
    return tag["name"].lower(), -1 if tag["close"] else 1


def _nested(token: Token, nesting: int) -> Token:
    return token.copy(nesting=nesting, meta=dict(token.meta))


def _last_markdown(open_tokens: Sequence[Token]) -> int:
    return next(
        place
        for place in range(len(open_tokens) - 1, -1, -1)
        if open_tokens[place].type != "html_inline"
    )


def _last_raw(open_tokens: Sequence[Token], name: str) -> int | None:
    """Find the open raw element `name`, not looking past Markdown that is still open."""
    for place in range(len(open_tokens) - 1, -1, -1):
        token = open_tokens[place]
        if token.type != "html_inline":
            return None
        if _element(token)[0] == name:
            return place
    return None


def _closed_down_to(open_tokens: list[Token], place: int) -> list[Token]:
    """Close what was opened after the token at `place`, and take that token off too."""
    closers = [_forced(token) for token in reversed(open_tokens[place + 1 :])]
    del open_tokens[place:]
    return closers


def _forced(opener: Token) -> Token:
    opener.meta["unclosed"] = True
    return closing(opener)
