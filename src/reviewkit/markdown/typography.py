"""Typographic symbols as kramdown sets them: dashes, ellipses, guillemets, curled quotes."""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

__all__ = ["typography_plugin"]

_SYMBOLS: Final = {
    "---": "—",
    "--": "–",
    "...": "…",
    "<< ": "«\u00a0",
    "<<": "«",
    " >>": "\u00a0»",
    ">>": "»",
}
_SYMBOL: Final = re.compile("|".join(map(re.escape, _SYMBOLS)))


def typography_plugin(md: MarkdownIt) -> None:
    """Set dashes, ellipses and guillemets as kramdown does, and curl the quotes.

        in:   "Wait..." -- he said
        out:  <p>“Wait…” – he said</p>

    Code, raw HTML and addresses in angle brackets stay as they are. The quotes are curled by
    markdown-it's own `smartquotes`.
    """
    md.options["typographer"] = True
    md.core.ruler.enable("smartquotes")
    md.core.ruler.disable("replacements")
    md.core.ruler.after("inline", "typographic_symbols", _symbols)


def _symbols(state: StateCore) -> None:
    for token in state.tokens:
        autolink = False
        for child in token.children or ():
            if child.type in {"link_open", "link_close"}:
                autolink = child.type == "link_open" and child.markup == "autolink"
            elif child.type == "text" and not autolink:
                child.content = _SYMBOL.sub(lambda match: _SYMBOLS[match[0]], child.content)
