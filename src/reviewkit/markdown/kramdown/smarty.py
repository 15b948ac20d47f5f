"""kramdown's typography alone: quotation marks, dashes, dots; everything else stays as it is."""

import re
from typing import Any, Final

from reviewkit.markdown.kramdown.entities import read_reference
from reviewkit.markdown.kramdown.html_text import escape_text
from reviewkit.markdown.kramdown.options import options_from
from reviewkit.markdown.kramdown.smart_quotes import SYMBOL, curl, typographic_symbol
from reviewkit.markdown.kramdown.symbols import Characters

__all__ = ["smartify"]

_TAG: Final = re.compile(r"<!--.*?-->|</?[A-Za-z][\w:.-]*(?:\s[^<>]*)?/?>", re.DOTALL)
_SPECIAL: Final = re.compile(r"[\"'&<>\\]|\.\.\.|--| (?=>>)")


def smartify(text: str, options: dict[str, Any] | None = None) -> str:
    """Write a text as Jekyll's `smartify` filter does: no Markdown, but typographic signs.

        in:   "One" -- *two*...
        out:  “One” – *two*…

    Tags of HTML stay, other `<` and `&` are escaped. `options` are those of the `kramdown:` block.
    """
    characters = Characters(options_from(options or {}))
    written: list[str] = []
    place = fresh = 0
    while found := _SPECIAL.search(text, place):
        written.append(text[place : found.start()])
        start = found.start()
        mark = text[start]
        if mark in "\"'":
            signs, place = curl(text, start, joined=start > fresh)
            written += [escape_text(characters.text(sign)) for sign in signs]
            fresh = place
        elif symbol := SYMBOL.match(text, start):
            written.append(escape_text(characters.text(typographic_symbol(symbol[0]))))
            place = fresh = symbol.end()
        elif mark == "<" and (tag := _TAG.match(text, start)):
            written.append(tag[0])
            place = fresh = tag.end()
        elif mark == "&" and (reference := read_reference(text, start)) and reference[0]:
            written.append(escape_text(reference[0]))
            place = fresh = reference[1]
        else:
            written.append(escape_text(mark))
            place = start + 1
            fresh = place if mark == "\\" else fresh
    return "".join((*written, text[place:])).removesuffix("\n")
