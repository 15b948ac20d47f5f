"""Struck words as kramdown-GFM reads them: `~~two tildes~~`, over lines, rendered as `<del>`."""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

__all__ = ["strikethrough_plugin"]

_OPENS: Final = re.compile(r"~~(?![\s~])")
_CLOSES: Final = re.compile(r"[^\s~]~~")


def strikethrough_plugin(md: MarkdownIt) -> None:
    """Read `~~words~~` as struck words.

        in:   IMDb ~~trivia~~ user reviews
        out:  <p>IMDb <del>trivia</del> user reviews</p>

    The rule is that of kramdown-parser-gfm: exactly two tildes, no space just inside them, and the
    first closing pair wins; a single tilde never strikes. Takes the place of markdown-it's own
    `strikethrough` rule, whose `<s>` means something else; the tokens stay `s_open` and `s_close`.
    """
    md.inline.ruler.at("strikethrough", _strikethrough)
    md.inline.ruler.enable("strikethrough")


def _strikethrough(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- markdown-it calls it
    start = state.pos
    if not _OPENS.match(state.src, start, state.posMax):
        return False
    end = _closing(state, start + 2)
    if end is None:
        return False
    if not silent:
        outer_max = state.posMax
        token = state.push("s_open", "del", 1)
        token.markup = "~~"
        state.pos, state.posMax = start + 2, end - 2
        state.md.inline.tokenize(state)
        state.push("s_close", "del", -1).markup = "~~"
        state.posMax = outer_max
    state.pos = end
    return True


def _closing(state: StateInline, start: int) -> int | None:
    """Find the end of the closing tildes in the text that is being parsed.

    Where there are none, that is remembered in the state's cache (whose other keys are positions,
    hence never negative), so that a text full of opening tildes is searched once, not once each.
    """
    none_from = state.cache.get(~state.posMax)
    if none_from is not None and start >= none_from:
        return None
    found = _CLOSES.search(state.src, start, state.posMax)
    if found is None:
        state.cache[~state.posMax] = start
        return None
    return found.end()
