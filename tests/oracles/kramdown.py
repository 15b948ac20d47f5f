"""Real kramdown as an oracle: what Jekyll makes of a text, and how two answers differ."""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby, zip_longest
from operator import itemgetter
from typing import Final
from xml.etree.ElementTree import Comment, Element

import html5lib
from tests.oracles.ruby import OracleError, RubyOracle

__all__ = [
    "Kramdown",
    "KramdownRefusedError",
    "byte_equal",
    "canonical",
    "colours",
    "first_difference",
]


_INDENT: Final = "  "

_KEEPS_SPACE: Final = frozenset({"pre", "script", "style", "textarea"})

_BLOCKS: Final = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "center"),
        *("colgroup", "col", "dd", "details", "dialog", "div", "dl", "dt", "fieldset"),
        *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("header", "hgroup", "hr", "legend", "li", "main", "nav", "noscript", "ol", "p", "pre"),
        *("script", "section", "style", "summary", "table", "tbody", "td", "tfoot", "th"),
        *("thead", "tr", "ul"),
    )
)
"""Elements beside which white space is not shown."""

_SPACE: Final = re.compile(r"[ \t\n\f\r]+")


class KramdownRefusedError(OracleError):
    """kramdown raised an error for this text; it can be asked for another."""


class Kramdown(RubyOracle):
    """A running kramdown under Jekyll's default configuration."""

    def __init__(self) -> None:
        super().__init__("kramdown_server.rb")

    def convert(self, text: str, **options: object) -> str:
        """Convert a text to HTML; `options` are keys of a site's `kramdown:` block.

        Raises KramdownRefusedError with kramdown's own words if it cannot.
        """
        self.send(text, **options)
        return self.receive()

    def send(self, text: str, **options: object) -> None:
        """Ask for a text without waiting; `receive` gives the answers in order."""
        self.put({"text": text, "options": options})

    def receive(self) -> str:
        """Give the next answer; raises KramdownRefusedError as `convert` does."""
        answer = self.get()
        if "error" in answer:
            raise KramdownRefusedError(answer["error"])
        return str(answer["html"])

    def convert_for(self, site: Mapping[str, object], text: str) -> str:
        """Convert a text for a site with this configuration; raises as `convert` does."""
        self.put({"text": text, "site": site})
        return self.receive()

    def versions(self) -> dict[str, str]:
        """Give the versions of `jekyll`, `kramdown`, `gfm`, its parser, and `rouge`."""
        return self.ask({"versions": True})

    def languages(self) -> dict[str, str]:
        """Give every name of a language that Rouge knows, and Rouge's own name for it."""
        return self.ask({"languages": True})

    def tokens(self, code: str, language: str) -> list[tuple[str, str]]:
        """Give Rouge's class, empty for none, of each piece of code; raises as `convert` does."""
        answer = self.ask({"code": code, "language": language})
        if "error" in answer:
            raise KramdownRefusedError(answer["error"])
        return [(name, text) for name, text in answer["tokens"]]


def byte_equal(ours: str, theirs: str) -> bool:
    """Tell whether two answers are the same but for line breaks at the end."""
    return ours.rstrip("\n") == theirs.rstrip("\n")


def canonical(html: str) -> str:
    """Write the elements and texts of a fragment one a line, indented by depth.

    Attributes are sorted, white space that is not shown is folded, and the colours inside code
    are dropped: they come from other lexers, and `colours` compares them.
    """
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    return "\n".join(_lines(tree, 0, keeps_space=False, coloured=False))


def colours(html: str) -> list[tuple[str, str]]:
    """Give the class of each piece of coloured code and its text, without white space.

    White space is left out because it has no colour. Neighbours of one class are one piece.
    """
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    pieces = ((name, "".join(text.split())) for name, text in _pieces(tree, None))
    return [
        (name, "".join(text for _, text in group))
        for name, group in groupby((piece for piece in pieces if piece[1]), itemgetter(0))
    ]


def _pieces(element: Element, name: str | None) -> Iterator[tuple[str, str]]:
    """Give the texts in an element with their class; `name` is None outside coloured code."""
    if _is_coloured(element):
        name = ""
    elif name is not None and element.tag == "span":
        name = element.get("class", "")
    if name is not None and element.text:
        yield name, element.text
    for child in element:
        yield from _pieces(child, name)
        if name is not None and child.tail:
            yield name, child.tail


def first_difference(ours: str, theirs: str) -> str | None:
    """Show where the elements of two fragments differ first: the path, then one line of each."""
    if byte_equal(ours, theirs):
        return None
    path: list[str] = []
    for our_line, their_line in zip_longest(
        canonical(ours).splitlines(), canonical(theirs).splitlines(), fillvalue=""
    ):
        if our_line != their_line:
            depth = max(_depth(our_line), _depth(their_line))
            where = " > ".join(path[:depth]) or "top"
            return f"in {where}\n  ours:   {our_line.strip()}\n  theirs: {their_line.strip()}"
        depth = _depth(their_line)
        path[depth:] = [their_line.split()[0].strip("<>")]
    return None


def _depth(line: str) -> int:
    return (len(line) - len(line.lstrip(" "))) // len(_INDENT)


def _lines(element: Element, depth: int, *, keeps_space: bool, coloured: bool) -> Iterator[str]:
    """Give the lines of what is inside an element."""
    margin = _INDENT * depth
    for kind, value in _children(element, keeps_space=keeps_space, coloured=coloured):
        if isinstance(value, str):
            yield f"{margin}{kind}{value!r}"
            continue
        attributes = "".join(f" {k}={v!r}" for k, v in sorted(value.attrib.items()))
        yield f"{margin}<{kind}{attributes}>"
        yield from _lines(
            value,
            depth + 1,
            keeps_space=keeps_space or kind in _KEEPS_SPACE,
            coloured=coloured or _is_coloured(value),
        )


def _is_coloured(element: Element) -> bool:
    return element.tag in {"pre", "code"} and bool(
        {"highlight", "highlighter-rouge"} & set(element.get("class", "").split())
    )


def _children(
    element: Element, *, keeps_space: bool, coloured: bool
) -> Iterator[tuple[str, str | Element]]:
    """Give the texts, comments and elements inside an element, texts folded and joined."""
    parts = list(_flat(element, coloured=coloured))
    joined: list[str | Element] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    edge = element.tag in _BLOCKS or element.tag == "DOCUMENT_FRAGMENT"
    for index, part in enumerate(joined):
        if isinstance(part, str):
            before = joined[index - 1] if index else None
            after = joined[index + 1] if index + 1 < len(joined) else None
            text = part if keeps_space else _folded(part, before, after, edge=edge)
            if text:
                yield "", text
        elif _is_comment(part):
            yield "comment ", part.text or ""
        else:
            yield part.tag, part


def _is_comment(element: Element) -> bool:
    tag: object = element.tag
    return tag is Comment


def _flat(element: Element, *, coloured: bool) -> Iterator[str | Element]:
    """Give what is inside an element, in order; coloured spans are opened."""
    if element.text:
        yield element.text
    for child in element:
        if coloured and child.tag == "span":
            yield from _flat(child, coloured=True)
        else:
            yield child
        if child.tail:
            yield child.tail


def _folded(
    text: str, before: str | Element | None, after: str | Element | None, *, edge: bool
) -> str:
    """Fold white space as a browser does, and drop it where it is not shown."""
    text = _SPACE.sub(" ", text)
    if _is_edge(before, edge=edge):
        text = text.removeprefix(" ")
    if _is_edge(after, edge=edge):
        text = text.removesuffix(" ")
    return text


def _is_edge(neighbour: str | Element | None, *, edge: bool) -> bool:
    if isinstance(neighbour, Element):
        return neighbour.tag in _BLOCKS
    return edge
