"""The text of raw HTML, as a reader sees it: no tags, no scripts, nothing struck."""

import html
import re
from collections.abc import Iterator
from typing import Final

from reviewkit.text import PHRASING

__all__ = ["GONE", "hides", "html_paragraphs", "image_text", "tag_name"]

GONE: Final = "\0"
"""Stands where struck words were; markdown-it never lets a NUL through."""

_STRUCK: Final = frozenset({"del", "s", "strike"})
_UNSEEN: Final = frozenset({"iframe", "script", "style", "template", "title"})

# Everything that is opened may end with the text, as in a browser; so no search is ever in vain.
_TAG: Final = re.compile(
    r"""<(?P<close>/?)(?P<name>[a-z][^\s/>]*)(?:[^>"']|"[^"]*(?:"|\Z)|'[^']*(?:'|\Z))*(?:>|\Z)""",
    re.IGNORECASE,
)
_MARKUP: Final = re.compile(
    r"<!--.*?(?:-->|\Z)|<[!?][^>]*(?:>|\Z)"
    r"|<(?P<raw>script|style|title|iframe)(?![^\s/>]).*?(?:</(?P=raw)\s*>|\Z)"
    rf"|{_TAG.pattern}",
    re.DOTALL | re.IGNORECASE,
)
_ALT: Final = re.compile(r"""\salt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)


def hides(name: str) -> bool:
    """Tell whether the words in an element are not said: it strikes them or never shows them."""
    return name.lower() in _STRUCK or name.lower() in _UNSEEN


def tag_name(markup: str) -> str:
    """Give the name of a single tag, with a slash in front if it closes; empty for other markup."""
    found = _TAG.fullmatch(markup)
    return f"{found['close']}{found['name'].lower()}" if found else ""


def image_text(tag: str) -> str:
    """Give the description of an `<img>`, empty if it has none."""
    found = _ALT.search(tag)
    return html.unescape(next(filter(None, found.groups()), "")) if found else ""


def html_paragraphs(source: str) -> Iterator[str]:
    """Give the text of some HTML, divided where a block begins or ends.

    White space is as it is written; `GONE` stands where something was hidden.
    """
    texts: list[str] = []
    hidden = end = 0
    for found in _MARKUP.finditer(source):
        if not hidden:
            texts.append(html.unescape(source[end : found.start()]))
        end = found.end()
        name = (found["name"] or "").lower()
        if hides(name):
            hidden = max(0, hidden - 1) if found["close"] else hidden + 1
            texts += () if hidden else (GONE,)
        elif hidden or not name:
            continue
        elif name in PHRASING:
            texts.append(image_text(found[0]) if name == "img" else "")
        elif name == "br":
            texts.append(" ")
        else:
            yield "".join(texts)
            texts = []
    yield "".join([*texts, GONE if hidden else html.unescape(source[end:])])
