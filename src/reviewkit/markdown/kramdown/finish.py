"""What needs the whole text: header ids, tables of contents, footnotes, abbreviations."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import regex
from markdown_it.token import Token

from reviewkit.markdown.kramdown.blocks import Block
from reviewkit.markdown.kramdown.document import Document
from reviewkit.markdown.kramdown.html_text import source_of
from reviewkit.markdown.kramdown.inline import apply_abbreviations, parse_inline
from reviewkit.markdown.kramdown.tokens import TokenWriter

__all__ = ["footnote_tokens", "number_headings", "parse_inlines"]

_NOT_ID: Final = regex.compile(r"[^\p{Alphabetic}\p{M}\p{Nd}\p{Pc} \t-]+")


def parse_inlines(tokens: Iterable[Token], document: Document) -> None:
    """Give every inline token its children."""
    for token in tokens:
        if token.type == "inline":
            children = parse_inline(token.content, document, plain=token.meta.get("plain", False))
            if document.abbreviations:
                children = apply_abbreviations(children, document)
            token.children = children


def number_headings(tokens: Sequence[Token], document: Document) -> None:
    """Give headings their ids: as GitHub makes them, in HTML and footnotes as plain kramdown."""
    options = document.options
    taken: dict[tuple[bool, str], int] = {}
    for place, token in enumerate(tokens):
        if token.type in {"heading_open", "heading_close"} and options.header_offset:
            token.tag = f"h{max(1, min(6, int(token.tag[1:]) + options.header_offset))}"
        if token.type != "heading_open" or "id" in token.attrs or not options.auto_ids:
            continue
        text = heading_text(tokens[place + 1].children or ())
        plain = bool(token.meta["plain"])
        name = options.auto_id_prefix + (_plain_id(text) if plain else _github_id(text))
        count = taken.get((plain, name), -1) + 1
        taken[plain, name] = count
        token.attrs = {**token.attrs, "id": f"{name}-{count}" if count else name}


def _github_id(text: str) -> str:
    lowered = "".join(map(str.lower, text))  # letter by letter: Ruby has no rule for a last sigma
    return _NOT_ID.sub("", lowered).replace(" ", "-").replace("\t", "-")


def _plain_id(text: str) -> str:
    start = regex.search(r"[A-Za-z]", text)
    kept = regex.sub(r"[^a-zA-Z0-9 -]", "", text[start.start() :]) if start else ""
    return kept.replace(" ", "-").lower() or "section"


def heading_text(children: Iterable[Token]) -> str:
    """Give the text of a heading as ids are made from it."""
    parts = []
    for token in children:
        if token.type in {"text", "code_inline", "math_inline"}:
            parts.append(source_of(token.content))
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
    return "".join(parts)


def footnote_tokens(blocks: Sequence[Block], document: Document) -> list[Token]:
    """Give the block of footnotes that the text refers to, in the order it does; maybe empty."""
    definitions = {block.data["note"].name: block for block in _definitions(blocks)}
    bodies: list[list[Token]] = []
    references: list[int] = []
    place = 0
    while place < len(document.referred):
        note = document.referred[place]
        references.append(note.references)
        writer = TokenWriter(document, level=3, plain=True)
        body = writer.write(definitions[note.name].children)
        parse_inlines(body, document)
        bodies.append(body)
        place += 1
    if not bodies:
        return []
    start = document.options.footnote_nr
    items: list[Token] = []
    for note, body, count in zip(document.referred, bodies, references, strict=True):
        name = document.options.footnote_prefix + note.name
        attributes = {"id": f"fn:{name}", "role": "doc-endnote"}
        linked = _with_backlinks(body, name, count, document)
        items += _wrapped("footnote_item", "li", attributes, linked, 2)
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
    waiting = list(reversed(blocks))
    while waiting:
        block = waiting.pop()
        if block.kind == "footnote":
            yield block
        waiting += reversed(block.children)


def _with_backlinks(
    body: list[Token], name: str, references: int, document: Document
) -> list[Token]:
    """Put the links back into the last paragraph of a footnote, or below it in one of their own."""
    sign = document.options.footnote_backlink
    links = []
    for number in range(references):
        place = name if number == 0 else f"{name}:{number}"
        label = sign if number == 0 else f"{sign}<sup>{number + 1}</sup>"
        links.append(
            f'<a href="#fnref:{place}" class="reversefootnote" role="doc-backlink">{label}</a>'
        )
    if not sign:
        return body
    text = "\u00a0".join(links)
    if body and body[-1].type == "paragraph_close":
        inline = body[-2]
        inline.children = [
            *(inline.children or ()),
            Token("text", "", 0, content="\u00a0"),
            Token("html_inline", "", 0, content=text),
        ]
        return body
    return [*body, _html(f"<p>{text}</p>", 3)]


def _html(content: str, level: int) -> Token:
    return Token("html_block", "", 0, content=content, level=level, block=True)
