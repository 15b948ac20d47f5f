"""The ids of headings, made from their text."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

import regex
from markdown_it.token import Token

from reviewkit.markdown.kramdown.document import Document, KramdownOptions
from reviewkit.markdown.kramdown.html_text import source_of

__all__ = ["number_headings"]

_NOT_ID: Final = regex.compile(r"[^\p{Alphabetic}\p{M}\p{Nd}\p{Pc} \t-]+")
_NOT_PLAIN_ID: Final = regex.compile(r"[^a-zA-Z0-9 -]")
_LETTER: Final = regex.compile(r"[A-Za-z]")
_TEXTS: Final = frozenset({"text", "code_inline", "math_inline"})
_BREAKS: Final = frozenset({"softbreak", "hardbreak"})
_UNDECOMPOSED: Final = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "Ð": "D",
        "þ": "th",
        "Þ": "Th",
        "ł": "l",
        "Ł": "L",
        "ı": "i",
    }
)
"""Latin letters that Unicode does not take for a letter with a mark."""


def number_headings(
    tokens: Sequence[Token], footnotes: Sequence[Token], document: Document
) -> None:
    """Give headings their ids: as GitHub makes them, in HTML and footnotes as plain kramdown does.

    The two kinds are numbered apart where ids are equal.
    """
    options = document.options
    taken: dict[tuple[bool, str], int] = {}
    everything = [*tokens, *footnotes]
    for place, token in enumerate(everything):
        if token.type in {"heading_open", "heading_close"} and options.header_offset:
            token.tag = f"h{max(1, min(6, int(token.tag[1:]) + options.header_offset))}"
        if token.type != "heading_open" or "id" in token.attrs or not options.auto_ids:
            continue
        plain = bool(token.meta["plain"])
        text = _heading_text(everything[place + 1], options)
        name = options.auto_id_prefix + (_plain_id(text, options) if plain else _github_id(text))
        count = taken[plain, name] = taken.get((plain, name), -1) + 1
        token.attrs = {**token.attrs, "id": f"{name}-{count}" if count else name}


def _heading_text(inline: Token, options: KramdownOptions) -> str:
    """Give the text of a heading as ids are made from it.

    Without GFM that is the text as it is written, or what of it is only text.
    """
    if not options.gfm and not options.auto_id_stripping:
        return inline.content
    texts = _TEXTS if options.gfm else {"text"}
    return "".join(_texts(inline.children or (), texts))


def _texts(children: Iterable[Token], texts: Iterable[str]) -> Iterable[str]:
    for token in children:
        if token.type in texts:
            name = token.meta.get("symbol")
            if not name:  # quotes and dashes are no part of an id, whatever is written for them
                yield source_of(token.content) if name is None else token.content
        elif token.type in _BREAKS:
            yield "\n"


def _github_id(text: str) -> str:
    lowered = "".join(map(str.lower, text))  # letter by letter: Ruby has no rule for a last sigma
    return str(_NOT_ID.sub("", lowered)).replace(" ", "-").replace("\t", "-")


def _plain_id(text: str, options: KramdownOptions) -> str:
    if options.transliterated_header_ids:
        text = _transliterated(text)
    start = _LETTER.search(text)
    kept = str(_NOT_PLAIN_ID.sub("", text[start.start() :])) if start else ""
    return kept.replace(" ", "-").lower() or "section"


def _transliterated(text: str) -> str:
    """Write Latin letters without their marks, which is less than the gem stringex does."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_UNDECOMPOSED))
    return "".join(character for character in decomposed if not unicodedata.combining(character))
