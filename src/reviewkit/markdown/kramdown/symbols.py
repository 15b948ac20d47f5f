"""Characters that are written in another way than they are shown: entities, quotes, dashes."""

from html.entities import codepoint2name
from typing import Final, NamedTuple

import regex

from reviewkit.markdown.kramdown.document import KramdownOptions
from reviewkit.markdown.kramdown.html_text import Written

__all__ = ["Characters", "Symbol", "without_cjk_breaks"]

_NAMES: Final = {
    **codepoint2name,
    ord("'"): "apos",
    0x22EE: "vellip",
    0x2308: "rceil",
    0x2309: "lceil",
    0x2329: "rang",
    0x232A: "lang",
}
"""The names of HTML 4 and those kramdown 2.4 knows beyond or confuses."""

_MARKUP: Final = frozenset('<>&"')
_QUOTES: Final = ("lsquo", "rsquo", "ldquo", "rdquo")
_TYPOGRAPHIC: Final = {
    "mdash": "—",
    "ndash": "–",
    "hellip": "…",
    "laquo": "«",
    "raquo": "»",
    "laquo_space": "«\u00a0",
    "raquo_space": "\u00a0»",
}


_CJK_BREAK: Final = regex.compile(
    r"(?<=[\p{Han}\p{Hiragana}\p{Katakana}])\n(?=[\p{Han}\p{Hiragana}\p{Katakana}])"
)


class Symbol(NamedTuple):
    """A character by its name, as quotes and dashes are, or by itself with its `source`."""

    name: str = ""
    character: str = ""
    source: str = ""


class Characters:
    """Writes symbols as the options want them."""

    def __init__(self, options: KramdownOptions) -> None:
        self._output = options.entity_output
        named = dict(zip(_QUOTES, options.smart_quotes, strict=True)) | _TYPOGRAPHIC
        self._named = {name: self._written(characters) for name, characters in named.items()}
        self._named |= {
            name: Written.of(text) for name, text in options.typographic_symbols.items()
        }

    def text(self, symbol: Symbol) -> str:
        """Give what stands for a symbol: a character, or in another output a reference to it."""
        if symbol.name:
            return self._named[symbol.name]
        if self._output == "as_char" or not symbol.source:
            return symbol.character
        if self._output == "as_input":
            return Written.of(symbol.source)
        return self._written(symbol.character)

    def written(self, characters: str) -> str:
        """Write characters that stand in no text: the no-break spaces of cells and footnotes."""
        return self._written(characters)

    def _written(self, characters: str) -> str:
        if self._output == "as_char":
            return characters
        return Written.of("".join(map(self._reference, characters)))

    def _reference(self, character: str) -> str:
        name = _NAMES.get(ord(character))
        if name and (self._output == "symbolic" or character in _MARKUP):
            return f"&{name};"
        return f"&#{ord(character)};"


def without_cjk_breaks(text: str) -> str:
    """Take away the line breaks between Chinese and Japanese characters, which would be spaces."""
    return str(_CJK_BREAK.sub("", text)) if "\n" in text else text
