"""Blocks as markdown-it tokens, so that every plug-in that works on tokens can follow."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from markdown_it.token import Token

from reviewkit.markdown.kramdown.attributes import (
    merge_attributes,
    parse_attributes,
    split_language,
)
from reviewkit.markdown.kramdown.blocks import Block
from reviewkit.markdown.kramdown.document import Attributes, Document
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
    """Writes the tokens of blocks; inline tokens get their children later."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.tokens: list[Token] = []
        self.level = 0
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
            elif block.attribute_texts:
                self._define(block)
        return self.tokens

    def attributes_of(self, block: Block) -> Attributes:
        """Read the attribute lists of a block, now that all definitions are known."""
        attributes: Attributes = {}
        for text in block.attribute_texts:
            merge_attributes(attributes, parse_attributes(text, self.document))
        return attributes

    def _define(self, block: Block) -> None:
        """Give a link or an abbreviation the attributes that stand below its definition."""
        name = block.data.get("name", "")
        if block.kind == "link definition":
            merge_attributes(self.document.links[name].attributes, self.attributes_of(block))
        elif block.kind == "abbreviation":
            merge_attributes(self.document.abbreviations[name][1], self.attributes_of(block))

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

    def _inline(self, text: str, block: Block) -> Token:
        return self._add(Token("inline", "", 0, content=text, children=[]), block)

    def _nested(self, block: Block) -> None:
        kind, tag = _NESTED[block.kind]
        attributes = self.attributes_of(block)
        if block.data.get("task"):
            name = "task-list-item" if block.kind == "item" else "task-list"
            attributes["class"] = f"{name} {attributes.get('class', '')}".rstrip()
        token = self._open(kind, tag, block, attributes)
        if block.kind in {"ul", "ol"}:
            token.meta["references"] = " ".join(block.attribute_texts).split()
        if block.kind == "table":
            self._parts(block)
        else:
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
        inline = self._inline(block.text, block)
        inline.meta["before_block"] = tight and bool(block.data.get("before_block"))
        closer = self._close("paragraph", "p", block)
        opener.hidden = closer.hidden = tight

    def _heading(self, block: Block) -> None:
        tag = f"h{block.data['level']}"
        attributes = self.attributes_of(block)
        if "id" in block.data:
            attributes = {"id": block.data["id"], **attributes}
        token = self._open("heading", tag, block, attributes)
        token.meta["inside_html"] = block.data["inside_html"]
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
        attributes = dict(block.data["attributes"])
        merge_attributes(attributes, self.attributes_of(block))
        model, tag = block.data["model"], block.data["tag"]
        if model in {"raw", "void"} and not _has_parsed_parts(block):
            html = _raw_html(block, attributes)
            self._add(Token("html_block", "", 0, content=html), block)
            return
        if not block.children:
            model = "raw"
        if model == "raw":
            self._raw_with_parts(block, attributes)
            return
        opener = self._open("html_element", tag, block, attributes)
        self.write(block.children)
        closer = self._close("html_element", tag, block)
        opener.meta["model"] = closer.meta["model"] = model

    def _raw_with_parts(self, block: Block, attributes: Attributes) -> None:
        """Write a raw element piece by piece, because some of what is in it is not raw."""
        tag = block.data["tag"]
        opener = self._open("html_element", tag, block, attributes)
        for child in block.children:
            if child.kind == "raw":
                self._add(Token("html_block", "", 0, content=child.text), child).meta["bare"] = True
            elif child.data["model"] in {"raw", "void"} and not _has_parsed_parts(child):
                html = _raw_html(child, child.data["attributes"])
                self._add(Token("html_block", "", 0, content=html), child).meta["bare"] = True
            else:
                start = len(self.tokens)
                self._element(child)
                self.tokens[start].meta["bare"] = self.tokens[-1].meta["bare"] = True
        closer = self._close("html_element", tag, block)
        opener.meta["model"] = closer.meta["model"] = "raw"


def _has_parsed_parts(element: Block) -> bool:
    waiting = list(element.children)
    while waiting:
        child = waiting.pop()
        if child.data.get("model") in {"block", "span"}:
            return True
        waiting += child.children
    return False


def _checkbox(task: str) -> dict[str, str | int | float]:
    attributes = {"type": "checkbox", "class": "task-list-item-checkbox", "disabled": "disabled"}
    return {**attributes, **({"checked": "checked"} if task == "checked" else {})}


def _raw_html(element: Block, attributes: Attributes) -> str:
    """Write an element whose content is raw; without recursion, as HTML may be nested without end.

    Closing tags wait between the blocks as text.
    """
    parts: list[str] = []
    waiting: list[Block | str] = [element]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            parts.append(item)
        elif item.kind == "raw":
            parts.append(item.text)
        else:
            tag, own = item.data["tag"], item.data["attributes"]
            void = item.data["model"] == "void" or bool(item.data.get("self_closing"))
            parts.append(open_tag(tag, attributes if item is element else own, void=void))
            if not void:
                waiting += [close_tag(tag), *reversed(item.children)]
    return "".join(parts)
