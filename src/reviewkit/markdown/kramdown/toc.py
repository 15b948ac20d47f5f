"""Tables of contents: a list marked `{:toc}` becomes the list of the headings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from markdown_it.token import Token

from reviewkit.markdown.kramdown.document import Document

__all__ = ["mark_lists", "replace_lists"]

_KINDS: Final = ("toc", "footnotes")
_NOT_IN_TOC: Final = frozenset({"link_open", "link_close", "footnote_ref"})


@dataclass(slots=True)
class _Entry:
    """A heading and the headings below it."""

    level: int
    name: str
    text: list[Token]
    children: list["_Entry"] = field(default_factory=list)


def mark_lists(tokens: Sequence[Token], document: Document) -> None:
    """Mark the first list with the name `toc` and the first with `footnotes`, which are replaced.

    What stands in them is never seen, so no footnote is numbered there.
    """
    depth = 0
    for token in tokens:
        if depth:
            depth += token.nesting
            token.meta["unseen"] = True
        elif references := token.meta.get("references"):
            kind = next(
                (kind for kind in _KINDS if kind in {*references} - document.replaced), None
            )
            if kind:
                document.replaced.add(kind)
                token.meta["replaced"] = kind
                depth = 1


def replace_lists(
    tokens: Sequence[Token], footnotes: Sequence[Token], document: Document
) -> list[Token]:
    """Replace the marked lists by the headings or the footnotes; these else stand at the end."""
    if not document.replaced:
        return [*tokens, *footnotes]
    everything = [*tokens, *footnotes]
    endnotes = list(_replaced(footnotes, everything, (), document))
    result = list(_replaced(tokens, everything, endnotes, document))
    return result if "footnotes" in document.replaced else [*result, *endnotes]


def _replaced(
    tokens: Sequence[Token],
    everything: Sequence[Token],
    footnotes: Sequence[Token],
    document: Document,
) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        if depth:
            depth += token.nesting
        elif kind := token.meta.get("replaced"):
            depth = 1
            if kind == "toc":
                yield from _contents(token, _entries(everything, document))
            else:
                yield from footnotes
        else:
            yield token


def _entries(tokens: Sequence[Token], document: Document) -> list[_Entry]:
    root = _Entry(0, "", [])
    path = [root]
    for place, token in enumerate(tokens):
        if token.meta.get("unseen"):
            continue
        if token.type != "heading_open" or "id" not in token.attrs:
            continue
        level = int(token.tag[1:])
        classes = str(token.attrs.get("class", "")).split()
        if level not in document.options.toc_levels or "no_toc" in classes:
            continue
        while path[-1].level >= level:
            path.pop()
        text = tokens[place + 1].children or ()
        children = [child for child in text if child.type not in _NOT_IN_TOC]
        path[-1].children.append(_Entry(level, str(token.attrs["id"]), children))
        path.append(path[-1].children[-1])
    return root.children


def _contents(token: Token, entries: Sequence[_Entry]) -> list[Token]:
    if not entries:
        return []
    attributes = dict(token.attrs)
    attributes.setdefault("id", "markdown-toc")
    prefix = str(attributes["id"])
    return [*_list(token.tag, attributes, entries, prefix, token.level)]


def _list(
    tag: str,
    attributes: dict[str, str | int | float],
    entries: Sequence[_Entry],
    prefix: str,
    level: int,
) -> Iterator[Token]:
    kind = "bullet_list" if tag == "ul" else "ordered_list"
    yield Token(f"{kind}_open", tag, 1, attrs=attributes, level=level, block=True)
    for entry in entries:
        yield Token("list_item_open", "li", 1, level=level + 1, block=True)
        link = {"href": f"#{entry.name}", "id": f"{prefix}-{entry.name}"}
        opener = Token("link_open", "a", 1, attrs={**link})
        text = [opener, *entry.text, Token("link_close", "a", -1)]
        yield Token("inline", "", 0, children=text, level=level + 2, block=True)
        if entry.children:
            yield from _list(tag, {}, entry.children, prefix, level + 2)
        yield Token("list_item_close", "li", -1, level=level + 1, block=True)
    yield Token(f"{kind}_close", tag, -1, level=level, block=True)
