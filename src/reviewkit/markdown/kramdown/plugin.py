"""kramdown's dialect as a markdown-it-py plug-in: its block and inline parsing, its HTML."""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from reviewkit.markdown.kramdown.block_math import block_math
from reviewkit.markdown.kramdown.blocks import (
    Block,
    BlockParser,
    Handler,
    atx_heading,
    blank,
    blockquote,
    end_of_block,
    rule,
    setext_heading,
)
from reviewkit.markdown.kramdown.code_blocks import fenced_code, indented_code
from reviewkit.markdown.kramdown.definitions import (
    abbreviation_definition,
    attribute_line,
    extension,
    footnote_definition,
    link_definition,
)
from reviewkit.markdown.kramdown.document import Document
from reviewkit.markdown.kramdown.finish import finish_blocks, footnote_tokens, parse_inlines
from reviewkit.markdown.kramdown.heading_ids import number_headings
from reviewkit.markdown.kramdown.html_blocks import block_html
from reviewkit.markdown.kramdown.html_tags import SPAN_ELEMENTS
from reviewkit.markdown.kramdown.lines import Lines
from reviewkit.markdown.kramdown.lists import definition_list, item_list
from reviewkit.markdown.kramdown.options import options_from
from reviewkit.markdown.kramdown.render_block import add_block_rules
from reviewkit.markdown.kramdown.render_code import add_code_rules
from reviewkit.markdown.kramdown.render_inline import add_inline_rules
from reviewkit.markdown.kramdown.tables import table
from reviewkit.markdown.kramdown.toc import mark_lists, replace_lists
from reviewkit.markdown.kramdown.tokens import TokenWriter

__all__ = ["kramdown_plugin"]

_HANDLERS: Final[tuple[Handler, ...]] = (
    blank,
    indented_code,
    fenced_code,
    blockquote,
    atx_heading,
    rule,
    item_list,
    definition_list,
    block_html,
    setext_heading,
    block_math,
    table,
    footnote_definition,
    link_definition,
    abbreviation_definition,
    attribute_line,
    extension,
    end_of_block,
)
"""What a line may begin, in the order in which it is tried; the rest is a paragraph."""

_BEGINS_WITH_TEXT: Final = re.compile(
    rf" {{0,3}}(?:[^\W\d_]|<(?:{'|'.join(sorted(SPAN_ELEMENTS))})(?=[ \t\r\f\v/>]|$))"
)
_HANDLERS_OF_TEXT: Final[tuple[Handler, ...]] = (setext_heading, table)


def _candidates(line: str) -> tuple[Handler, ...]:
    """Give what a line may begin; one that begins with text can be two things only."""
    return _HANDLERS_OF_TEXT if _BEGINS_WITH_TEXT.match(line) else _HANDLERS


def kramdown_plugin(md: MarkdownIt, *, highlight: bool = True, **options: object) -> None:
    """Turn a `MarkdownIt` into a parser of kramdown's dialect with GFM, as Jekyll sets it up.

        in:   A [link](/x){:.big} -- and "quotes".
        out:  <p>A <a href="/x" class="big">link</a> – and “quotes”.</p>

    Replaces markdown-it's core rules `block` and `inline`; what comes out are markdown-it tokens,
    so plug-ins that work on tokens can follow. `options` are those of a site's `kramdown:` block
    (`auto_ids=False`, `toc_levels="2..3"` ...); see `options_from`. Without `highlight` code has
    the same elements around it, but no colours and no line numbers.
    """
    chosen = options_from(options)

    def block(state: StateCore) -> None:
        document = Document(chosen)
        text = state.src.replace("\r\n", "\n").replace("\r", "\n")
        if state.inlineMode:
            state.env["kramdown"] = (document, [])
            state.tokens.append(Token("inline", "", 0, content=text, map=[0, 1], children=[]))
            return
        blocks = BlockParser(Lines.of(text.removesuffix("\n")), document, _candidates).parse()
        state.env["kramdown"] = (document, blocks)
        state.tokens.extend(TokenWriter(document).write(blocks))

    def inline(state: StateCore) -> None:
        document, blocks = _parsed(state)
        mark_lists(state.tokens, document)
        parse_inlines(state.tokens, document)
        footnotes = footnote_tokens(blocks, document)
        number_headings(state.tokens, footnotes, document)
        finish_blocks([*state.tokens, *footnotes], document)
        state.tokens[:] = replace_lists(state.tokens, footnotes, document)

    md.options["xhtmlOut"] = True
    for name in ("normalize", "smartquotes", "replacements", "linkify", "text_join"):
        md.core.ruler.disable(name, ignoreInvalid=True)
    md.core.ruler.at("block", block)
    md.core.ruler.at("inline", inline)
    add_block_rules(md)
    add_inline_rules(md)
    add_code_rules(md, chosen, coloured=highlight)


def _parsed(state: StateCore) -> tuple[Document, list[Block]]:
    document, blocks = state.env["kramdown"]
    return document, blocks
