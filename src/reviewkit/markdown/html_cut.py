"""Blocks of raw HTML that were cut out of a text: no tag without its partner."""

import re
from collections.abc import Sequence
from typing import Final

from markdown_it.token import Token

from reviewkit.markdown.spans import VOID

__all__ = ["whole_html"]

_PIECE: Final = re.compile(
    r"""<!--.*?(?:-->|\Z)|<(?P<raw>script|style|textarea|title)\b.*?(?:</(?P=raw)\s*>|\Z)"""
    r"""|<(?P<close>/?)(?P<name>[a-z][a-z0-9-]*)(?:[^"'>]|"[^"]*"|'[^']*')*>""",
    re.DOTALL | re.IGNORECASE,
)


def whole_html(tokens: Sequence[Token]) -> Sequence[Token]:
    """Give block tokens whose raw HTML closes what it opens, and nothing else.

    CommonMark ends a block of HTML at an empty line, so that `<details>` and `</details>` may stand
    in two sections. A closing tag whose partner is not among the tokens is taken out; a tag left
    open is closed with the element around it, or at the end.
    """
    if not any(token.type == "html_block" for token in tokens):
        return tokens
    result: list[Token] = []
    open_names: list[str] = []
    for token in tokens:
        if token.type == "html_block":
            content = _without_strays(token.content, open_names)
            result.append(token.copy(content=content))
        else:
            result.append(token)
    if open_names:
        result.append(Token("html_block", "", 0, content=_closers(open_names), block=True))
    return result


def _closers(open_names: Sequence[str]) -> str:
    return "".join(f"</{name}>" for name in reversed(open_names))


def _without_strays(html: str, open_names: list[str]) -> str:
    """Take out the closing tags that close nothing; keeps `open_names` up to date."""

    def kept(found: re.Match[str]) -> str:
        name = (found["name"] or "").lower()
        if not name or name in VOID or found[0].endswith("/>"):
            return found[0]
        if not found["close"]:
            open_names.append(name)
        elif name not in open_names:
            return ""
        else:
            place = len(open_names) - 1 - open_names[::-1].index(name)
            inside = _closers(open_names[place + 1 :])
            del open_names[place:]
            return inside + found[0]
        return found[0]

    return _PIECE.sub(kept, html)
