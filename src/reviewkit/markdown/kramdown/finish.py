"""What needs the whole text: running text with all that it refers to, and footnotes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from markdown_it.token import Token

from reviewkit.markdown.kramdown.blocks import Block
from reviewkit.markdown.kramdown.document import Document, KramdownOptions
from reviewkit.markdown.kramdown.html_text import Written, escape_text
from reviewkit.markdown.kramdown.inline import apply_abbreviations, parse_items
from reviewkit.markdown.kramdown.inline_nodes import token_list
from reviewkit.markdown.kramdown.render_math import choose_math_engine
from reviewkit.markdown.kramdown.symbols import Characters
from reviewkit.markdown.kramdown.toc import mark_lists
from reviewkit.markdown.kramdown.tokens import TokenWriter

__all__ = ["finish_blocks", "footnote_tokens", "parse_inlines"]
_SILENT: Final = frozenset({"abbreviation", "eob", "footnote", "link definition"})


def parse_inlines(tokens: Iterable[Token], document: Document) -> None:
    """Give every inline token its children.

    All are parsed before any is written, because options in the text are for the whole of it.
    """
    inlines = [token for token in tokens if token.type == "inline"]
    parsed = [parse_items(token.content, document) for token in inlines]
    characters = Characters(document.options)
    unseen = _without_counting(document) if document.replaced else document
    for token, items in zip(inlines, parsed, strict=True):
        counting = unseen if token.meta.get("unseen") else document
        children = token_list(items, counting, characters, plain=token.meta.get("plain", False))
        token.children = apply_abbreviations(children, document)


def _without_counting(document: Document) -> Document:
    """Give a document whose footnotes are not numbered by what refers to them."""
    footnotes = {name: replace(note) for name, note in document.footnotes.items()}
    return replace(document, footnotes=footnotes, referred=[])


def finish_blocks(tokens: Iterable[Token], document: Document) -> None:
    """Write blocks as the options want them, of which the last may stand at the end of the text."""
    options = document.options
    if options.math_engine == "mathjax" and options.entity_output == "as_char":
        return
    gap = Characters(options).written("\u00a0")
    for token in tokens:
        if token.type == "math_block":
            choose_math_engine(token, options)
        elif token.type in {"td_open", "th_open"}:
            token.meta["empty"] = gap


def footnote_tokens(blocks: Sequence[Block], document: Document) -> list[Token]:
    """Give the block of footnotes that the text refers to, in the order it does; maybe empty."""
    definitions = {block.data["note"].name: block for block in _definitions(blocks)}
    bodies: list[list[Token]] = []
    references: list[int] = []
    place = 0
    while place < len(document.referred):
        note = document.referred[place]
        references.append(note.references)
        children = definitions[note.name].children
        _mark_place_of_links(children, inline=document.options.footnote_backlink_inline)
        body = TokenWriter(document, level=3, plain=True).write(children)
        mark_lists(body, document)
        parse_inlines(body, document)
        bodies.append(body)
        place += 1
    if not bodies:
        return []
    items: list[Token] = []
    for note, body, count in zip(document.referred, bodies, references, strict=True):
        name = document.options.footnote_prefix + note.name
        attributes = {"id": f"fn:{name}", "role": "doc-endnote"}
        linked = _with_backlinks(body, name, count, document.options)
        items += _wrapped("footnote_item", "li", attributes, linked, 2)
    start = document.options.footnote_nr
    numbered = {} if start == 1 else {"start": str(start)}
    inner = _wrapped("footnote_list", "ol", numbered, items, 1)
    attributes = {"class": "footnotes", "role": "doc-endnotes"}
    return _wrapped("footnote_block", "div", attributes, inner, 0)


def _wrapped(
    kind: str, tag: str, attributes: Mapping[str, str], inside: Sequence[Token], level: int
) -> list[Token]:
    opener = Token(f"{kind}_open", tag, 1, attrs={**attributes}, level=level, block=True)
    closer = Token(f"{kind}_close", tag, -1, level=level, block=True)
    return [opener, *inside, closer]


def _definitions(blocks: Sequence[Block]) -> Iterator[Block]:
    """Find footnotes, one inside another before the outer one, which counts if both have a name."""
    waiting = list(blocks)
    outer_first = []
    while waiting:
        block = waiting.pop()
        outer_first.append(block)
        waiting += block.children
    return (block for block in reversed(outer_first) if block.kind == "footnote")


def _mark_place_of_links(blocks: Sequence[Block], *, inline: bool) -> None:
    """Mark the paragraph that ends a footnote, with `inline` also one in a block or a heading."""
    last = _last_written(blocks)
    while last is not None and inline and last.kind not in {"paragraph", "heading"}:
        last = _last_written(last.children)
    if last is not None and (inline or last.kind == "paragraph"):
        last.data["backlinks"] = True


def _last_written(blocks: Sequence[Block]) -> Block | None:
    return next((block for block in reversed(blocks) if block.kind not in _SILENT), None)


def _with_backlinks(
    body: list[Token], name: str, references: int, options: KramdownOptions
) -> list[Token]:
    """Put the links back where a footnote ends, or below it into a paragraph of their own."""
    sign = escape_text(Written.of(options.footnote_backlink))
    gap = escape_text(Characters(options).written("\u00a0"))
    links = []
    for number in range(references):
        place = name if number == 0 else f"{name}:{number}"
        label = sign if number == 0 else f"{sign}<sup>{number + 1}</sup>"
        links.append(
            f'<a href="#fnref:{place}" class="reversefootnote" role="doc-backlink">{label}</a>'
        )
    content = gap.join(links) if sign else ""
    inline = next((token for token in body if token.meta.get("backlinks")), None)
    if inline is None:
        return [*body, _html(f"<p>{content}</p>", 3)]
    if content:
        added = Token("html_inline", "", 0, content=gap + content)
        inline.children = [*(inline.children or ()), added]
    return body


def _html(content: str, level: int) -> Token:
    return Token("html_block", "", 0, content=content, level=level, block=True)
