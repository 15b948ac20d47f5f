"""Blocks as markdown-it tokens, so that every plug-in that works on tokens can follow."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from markdown_it.token import Token

from reviewkit.markdown.kramdown.attributes import (
    attributes_of,
    merge_attributes,
    read_attributes,
    split_language,
)
from reviewkit.markdown.kramdown.blocks import Block
from reviewkit.markdown.kramdown.document import Attributes, Document
from reviewkit.markdown.kramdown.html_tags import VOID_ELEMENTS
from reviewkit.markdown.kramdown.html_text import close_tag, open_tag

__all__ = ["TokenWriter"]

_NESTED: Final = {
    "quote": ("blockquote", "blockquote"),
    "ul": ("bullet_list", "ul"),
    "ol": ("ordered_list", "ol"),
    "item": ("list_item", "li"),
    "dl": ("dl", "dl"),
    "definition": ("dd", "dd"),
    "table": ("table", "table"),
}


class TokenWriter:
    """Writes the tokens of blocks; inline tokens get their children later.

    What stands in HTML elements and footnotes is `plain`: GFM's rules for line breaks and the ids
    of headings do not reach it.
    """

    def __init__(self, document: Document, level: int = 0, *, plain: bool = False) -> None:
        self.document = document
        self.tokens: list[Token] = []
        self.level = level
        self._plain = int(plain or not document.options.gfm)
        self._writers: Mapping[str, Callable[[Block], None]] = {
            "paragraph": self._paragraph,
            "heading": self._heading,
            "term": self._term,
            "code": self._code,
            "rule": self._rule,
            "math": self._math,
            "blank": self._blank,
            "element": self._element,
            "comment": self._raw,
            "nomarkdown": self._raw,
            "raw": self._raw,
            "inline": self._only_inline,
            "stray": self._stray,
        }

    def write(self, blocks: Iterable[Block]) -> list[Token]:
        """Write blocks one after the other; gives all tokens written so far."""
        for block in blocks:
            if block.kind in _NESTED:
                self._nested(block)
            elif block.kind in self._writers:
                self._writers[block.kind](block)
        return self.tokens

    def attributes_of(self, block: Block) -> Attributes:
        """Read the attribute lists of a block, now that all definitions are known."""
        return attributes_of(block.attribute_texts, self.document)

    def _add(self, token: Token, block: Block) -> Token:
        token.block = True
        token.map = [block.line, block.line + max(1, block.text.count("\n") + 1)]
        token.level = self.level
        self.tokens.append(token)
        return token

    def _open(self, kind: str, tag: str, block: Block, attributes: Attributes) -> Token:
        token = self._add(Token(f"{kind}_open", tag, 1, attrs=dict(attributes)), block)
        self.level += 1
        return token

    def _close(self, kind: str, tag: str, block: Block) -> Token:
        self.level -= 1
        return self._add(Token(f"{kind}_close", tag, -1), block)

    def _inline(self, text: str, block: Block) -> None:
        token = self._add(Token("inline", "", 0, content=text, children=[]), block)
        token.meta["plain"] = self._plain > 0
        if block.data.get("backlinks"):
            token.meta["backlinks"] = True

    def _nested(self, block: Block) -> None:
        kind, tag = _NESTED[block.kind]
        attributes = self.attributes_of(block)
        if block.data.get("task"):
            given = attributes
            attributes = {"class": "task-list-item" if block.kind == "item" else "task-list"}
            merge_attributes(attributes, given)
        token = self._open(kind, tag, block, attributes)
        if block.kind in {"ul", "ol"}:
            token.meta["references"] = read_attributes(block.attribute_texts).references
        if block.kind == "table":
            self._parts(block)
        else:
            _end_tight_line(block)
            self.write(block.children)
        self._close(kind, tag, block)

    def _parts(self, table: Block) -> None:
        alignments = table.data["alignments"]
        for part in table.children:
            self._open(part.kind, part.kind, part, {})
            tag = "th" if part.kind == "thead" else "td"
            for row in part.children:
                self._open("tr", "tr", row, {})
                for cell, alignment in zip(row.children, alignments, strict=True):
                    style = {"style": f"text-align: {alignment}"} if alignment else {}
                    self._open(tag, tag, cell, style)
                    self._inline(cell.text, cell)
                    self._close(tag, tag, cell)
                self._close("tr", "tr", row)
            self._close(part.kind, part.kind, part)

    def _paragraph(self, block: Block) -> None:
        tight = bool(block.data.get("tight"))
        opener = self._open("paragraph", "p", block, self.attributes_of(block))
        if task := block.data.get("task"):
            self._add(Token("task_checkbox", "input", 0, attrs=_checkbox(task)), block)
        self._inline(block.text, block)
        closer = self._close("paragraph", "p", block)
        opener.hidden = closer.hidden = tight

    def _heading(self, block: Block) -> None:
        tag = f"h{block.data['level']}"
        attributes = self.attributes_of(block)
        if "id" in block.data:
            attributes = {"id": block.data["id"], **attributes}
        token = self._open("heading", tag, block, attributes)
        token.meta["plain"] = self._plain > 0
        self._inline(block.text, block)
        self._close("heading", tag, block)

    def _term(self, block: Block) -> None:
        self._open("dt", "dt", block, self.attributes_of(block))
        self._inline(block.text, block)
        self._close("dt", "dt", block)

    def _code(self, block: Block) -> None:
        attributes = self.attributes_of(block)
        names = attributes.get("class", "")
        language = block.data.get("language", "")
        if language:
            attributes = {"class": names, **attributes}
        else:
            names, language = split_language(names)
        if names:
            attributes["class"] = names
        else:
            attributes.pop("class", None)
        kind = "fence" if block.data.get("language") else "code_block"
        token = Token(kind, "code", 0, content=block.text, info=language, attrs=dict(attributes))
        self._add(token, block)

    def _rule(self, block: Block) -> None:
        self._add(Token("hr", "hr", 0, attrs=dict(self.attributes_of(block))), block)

    def _math(self, block: Block) -> None:
        token = Token("math_block", "math", 0, content=block.text)
        token.attrs = dict(self.attributes_of(block))
        self._add(token, block)

    def _blank(self, block: Block) -> None:
        if not self.tokens or self.tokens[-1].type != "blank":
            self._add(Token("blank", "", 0), block)

    def _raw(self, block: Block) -> None:
        self._add(Token("html_block", "", 0, content=block.text), block)

    def _only_inline(self, block: Block) -> None:
        self._inline(block.text, block)

    def _stray(self, block: Block) -> None:
        self._inline(block.text + "\n", block)

    def _element(self, block: Block) -> None:
        """Write an HTML element: as one piece, unless something in it is parsed.

        Without recursion, as HTML may be nested without end.
        """
        attributes = dict(block.data["attributes"])
        merge_attributes(attributes, self.attributes_of(block))
        waiting: list[Block | tuple[Block, Token]] = [block]
        while waiting:
            item = waiting.pop()
            if isinstance(item, tuple):
                self._close_element(*item)
            elif item.kind == "raw":
                self._html(item.text, item, bare=True)
            elif not item.data.get("parsed"):
                own = attributes if item is block else item.data["attributes"]
                self._html(_raw_html(item, own, self.level), item, bare=item is not block)
            else:
                own = attributes if item is block else item.data["attributes"]
                opener = self._open("html_element", item.data["tag"], item, own)
                opener.meta = {"model": item.data["model"], "bare": item is not block}
                waiting.append((item, opener))
                self._plain += 1
                if item.data["model"] == "raw":
                    waiting += reversed(item.children)
                else:
                    self.write(item.children)

    def _html(self, content: str, block: Block, *, bare: bool) -> None:
        """Write raw HTML; `bare` is what stands inside raw HTML, on no line of its own."""
        self._add(Token("html_block", "", 0, content=content, meta={"bare": bare}), block)

    def _close_element(self, block: Block, opener: Token) -> None:
        self._plain -= 1
        if self.tokens[-1] is opener:
            opener.meta["model"] = "raw"
        closer = self._close("html_element", opener.tag, block)
        closer.meta = opener.meta


def _end_tight_line(block: Block) -> None:
    """End the line of a paragraph without `<p>`, of which the newline is part, below which more is.

    An element left open at its end takes the newline in.
    """
    first, *others = block.children or [block]
    follows = others and (others[0].kind != "blank" or block.kind != "item")
    if follows and first.data.get("tight"):
        first.text += "\n"


def _checkbox(task: str) -> dict[str, str | int | float]:
    attributes = {"type": "checkbox", "class": "task-list-item-checkbox", "disabled": "disabled"}
    return {**attributes, **({"checked": "checked"} if task == "checked" else {})}


def _raw_html(element: Block, attributes: Attributes, level: int) -> str:
    """Write an element without parsed content, not by recursion, for HTML may be nested endlessly.

    Closing tags wait between the blocks as text.
    """
    parts: list[str] = []
    waiting: list[Block | str] = [element]
    level -= element.data["depth"]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            parts.append(item)
        elif item.kind == "raw":
            parts.append(item.text)
        else:
            tag, own = item.data["tag"], item.data["attributes"]
            void = _is_void(item)
            parts.append(open_tag(tag, attributes if item is element else own, void=void))
            if not void:
                waiting += _raw_content(item, level)
    return "".join(parts)


def _is_void(element: Block) -> bool:
    """Tell whether an element is written without a closing tag."""
    if element.data["closed"] and element.data["model"] == "raw":
        return True
    return not element.children and element.data["tag"] in VOID_ELEMENTS


def _raw_content(element: Block, level: int) -> list[Block | str]:
    """Give what follows an opening tag, the last first; a script may be put on its own lines."""
    close = close_tag(element.data["tag"])
    if element.data["model"] == "block" and element.children:
        content = "".join(child.text for child in element.children).removesuffix("\n")
        return [f"\n{content}\n{'  ' * (level + element.data['depth'])}{close}"]
    return [close, *reversed(element.children)]
