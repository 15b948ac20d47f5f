"""Inline tokens as a tree that can be cut: raw HTML tags are nested like everything else."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final

from markdown_it.token import Token

__all__ = [
    "VOID",
    "balanced",
    "closing",
    "has_separator",
    "trimmed",
    "without_empty",
    "without_last_colon",
    "without_separator",
]

_TAG: Final = re.compile(
    r"""<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?:[^"'>]|"[^"]*"|'[^']*')*>"""
)
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
VOID: Final = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"),
        *("param", "source", "track", "wbr"),
    )
)
"""Elements that have no content and no closing tag (HTML, section 13.1.2)."""
_TEXT_BREAKS: Final = frozenset({"softbreak", "hardbreak"})
_COLON: Final = re.compile(r"\s*[:：]\s*$")
_SEPARATOR: Final = re.compile(r"\s*(?:[:：]|[-–—](?=\s))\s*")
_SEPARATOR_START: Final = re.compile(r"\s*[:：–—-]")
_SECOND_COLON: Final = re.compile(r"\s*(?:：|:(?=\s|$))\s*")


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
            if (place := _last_markdown(open_tokens)) is not None:
                result += _closed_down_to(open_tokens, place)
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


def without_empty(tokens: Iterable[Token], divided: Collection[int]) -> list[Token]:
    """Take out elements that a cut left without content; others, like icons, are meant so.

    `divided` are the identities of the tags at which a cut divided an element.
    """
    result: list[Token] = []
    for token in tokens:
        last = result[-1] if result else None
        empty = token.nesting < 0 and last is not None and last.nesting > 0
        if empty and (id(token) in divided or id(last) in divided):
            result.pop()
        else:
            result.append(token)
    return result


def trimmed(tokens: Sequence[Token]) -> list[Token]:
    """Cut line breaks and white space from both ends of inline tokens, inside elements too."""
    kept = _trimmed_side(tokens, 1, str.lstrip)
    kept = _trimmed_side(kept[::-1], -1, str.rstrip)
    return kept[::-1]


def _trimmed_side(
    tokens: Sequence[Token], opening: int, strip: Callable[[str], str]
) -> list[Token]:
    """Trim the beginning; for the end the tokens come backwards, and `opening` is -1."""
    kept: list[Token] = []
    emptied = False
    for place, token in enumerate(tokens):
        if token.nesting == opening:
            kept.append(token)
            emptied = False
        elif _is_space(token):
            emptied = True
        elif token.nesting == -opening and kept and emptied:
            kept.pop()
        else:
            first = token.copy(content=strip(token.content)) if token.type == "text" else token
            return [*kept, first, *tokens[place + 1 :]]
    return kept


def has_separator(tokens: Sequence[Token]) -> bool:
    """Tell whether text begins with a colon or a dash, in elements or not."""
    for token in tokens:
        if token.nesting <= 0 and not _is_space(token):
            return token.type == "text" and bool(_SEPARATOR_START.match(token.content))
    return False


def without_separator(tokens: Sequence[Token], *, after_end: bool) -> list[Token]:
    """Cut the colon or dash that stands between a label and its text.

    With `after_end` the label ends in a colon or the like itself. Then a dash belongs to the text,
    and so does a colon without space behind it, which may begin a `:)`.
    """
    kept = _trimmed_side(tokens, 1, str)
    place = next((n for n, token in enumerate(kept) if token.nesting <= 0), len(kept))
    if place == len(kept) or kept[place].type != "text":
        return list(tokens)
    found = (_SECOND_COLON if after_end else _SEPARATOR).match(kept[place].content)
    if found is None:
        return list(tokens)
    kept[place] = kept[place].copy(content=kept[place].content[found.end() :])
    return kept


def without_last_colon(tokens: Sequence[Token]) -> list[Token]:
    """Trim a label, and cut the colon that ends it, in an element or not."""
    kept = trimmed(tokens)
    place = next((n for n in range(len(kept) - 1, -1, -1) if kept[n].nesting >= 0), None)
    if place is not None and kept[place].type == "text":
        kept[place] = kept[place].copy(content=_COLON.sub("", kept[place].content))
    return kept


def _is_space(token: Token) -> bool:
    if token.nesting:
        return False
    if token.type == "html_inline":
        return bool(_BREAK.fullmatch(token.content))
    if token.type == "html_element" and token.tag == "br":
        return True
    return token.type in _TEXT_BREAKS or (token.type == "text" and not token.content.strip())


def _element(token: Token) -> tuple[str, int]:
    """Give the name of a raw tag and how it nests; void tags and whole pieces of HTML do not."""
    if token.type != "html_inline":
        return "", token.nesting
    tag = _TAG.fullmatch(token.content)
    if tag is None or token.content.endswith("/>") or tag["name"].lower() in VOID:
        return "", 0
    return tag["name"].lower(), -1 if tag["close"] else 1


def _nested(token: Token, nesting: int) -> Token:
    return token.copy(nesting=nesting, meta=dict(token.meta))


def _last_markdown(open_tokens: Sequence[Token]) -> int | None:
    places = range(len(open_tokens) - 1, -1, -1)
    return next((place for place in places if open_tokens[place].type != "html_inline"), None)


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
