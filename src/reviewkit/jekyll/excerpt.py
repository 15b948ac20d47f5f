"""The excerpt of a document: what stands above the separator, as Jekyll cuts it."""

import re
from collections.abc import Mapping
from typing import Any, Final

from reviewkit.jekyll.ruby import as_text, is_true

__all__ = ["excerpt", "excerpt_source"]

_LIQUID_TAG: Final = re.compile(r"\{%-?\s*(\w+)\s*.*?-?%\}", re.DOTALL | re.ASCII)
_LINK_DEFINITION: Final = re.compile(r"^ {0,3}(\[[^\]]+\])(:.+)$", re.MULTILINE)
_LIQUID_BLOCKS: Final = frozenset(
    (
        *("capture", "case", "comment", "for", "highlight", "if", "ifchanged", "raw"),
        *("tablerow", "unless"),
    )
)


def excerpt(text: str, data: Mapping[str, Any], site_separator: object) -> str | None:
    """Give a document's excerpt before it is rendered, None where none is wanted.

    `excerpt` in the front matter `data` is taken as it is; else the text above the separator, that
    of the document or of the site. (Jekyll 4.3, Document#generate_excerpt.)
    """
    if is_true(data.get("excerpt")):
        return as_text(data["excerpt"])
    own = data.get("excerpt_separator")
    separator = as_text(own if is_true(own) else site_separator)
    return excerpt_source(text, separator) if separator else None


def excerpt_source(text: str, separator: str) -> str:
    """Cut a text at the first `separator`: all of it where there is none, or nothing behind it.

    Liquid blocks that are left open are closed, and definitions of links that are used above are
    added from below. (Jekyll 4.3, Excerpt.)
    """
    head, _separator, tail = text.partition(separator)
    if not tail:
        return head
    if "{%" in head:
        head += "".join(f"\n{{% end{name} %}}" for name in _left_open(head))
    if "]:" not in tail:
        return head
    used = [name + rest for name, rest in _LINK_DEFINITION.findall(tail) if name in head]
    return "\n".join((f"{head}\n", *used)) if used else head


def _left_open(head: str) -> list[str]:
    """Give the Liquid blocks of a text that it does not close, the innermost first."""
    names = [name for name in _LIQUID_TAG.findall(head) if name in _LIQUID_BLOCKS]
    return [
        name
        for name in dict.fromkeys(reversed(names))
        if not re.search(rf"\{{%-?\s*end{name}", head)
    ]
