"""The excerpt of a post: the text up to the first separator, made whole again."""

import re
from typing import Final

__all__ = ["excerpt_of"]

_TAG: Final = re.compile(r"\{%-?\s*(\w+).*?-?%\}", re.DOTALL | re.ASCII)
_REFERENCE: Final = re.compile(r"^ {0,3}(?:(\[[^\]]+\])(:.+))$", re.MULTILINE)
_BLOCKS: Final = frozenset(
    {
        *("if", "unless", "case", "for", "tablerow", "capture", "comment", "raw", "highlight"),
        *("ifchanged",),
    }
)


def excerpt_of(text: str, separator: str) -> str:
    """Give the part of a text above the separator.

    Liquid blocks that it leaves open are closed, and link definitions below it that it uses come
    along (Jekyll 4.3, Excerpt). Without a separator in it, the text is its own excerpt.
    """
    if not separator:
        return ""
    head, found, tail = text.partition(separator)
    if not found:
        return text
    head += "".join(f"{{% end{name} %}}" for name in reversed(_left_open(head)))
    used = [match[1] + match[2] for match in _REFERENCE.finditer(tail) if match[1] in head]
    return f"{head}\n\n" + "\n".join(used) if used else head


def _left_open(head: str) -> list[str]:
    open_blocks: list[str] = []
    for match in _TAG.finditer(head):
        name = match[1]
        if name in _BLOCKS and "raw" not in open_blocks:
            open_blocks.append(name)
        elif name.startswith("end") and name[3:] in open_blocks:
            open_blocks.remove(name[3:])
    return open_blocks
