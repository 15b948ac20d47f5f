"""What HTML shows a reader, and whether its elements stand where the standard lets them."""

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

import html5lib
from html5lib.html5parser import HTMLParser, ParseError

__all__ = ["faults", "seen"]

_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SECTIONING: Final = frozenset({"article", "aside", "footer", "header", "nav", "section"})
_BLOCKS: Final = frozenset(
    (
        *("address", "blockquote", "center", "dd", "details", "dialog", "div", "dl", "dt"),
        *("fieldset", "figcaption", "figure", "form", "hr", "li", "main", "menu", "ol", "p"),
        *("pre", "search", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
        *_HEADINGS,
        *_SECTIONING,
    )
)
_HOLDS_PHRASING: Final = frozenset(
    (
        *("abbr", "b", "cite", "code", "data", "em", "i", "kbd", "label", "mark", "p", "pre", "q"),
        *("s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var"),
        *_HEADINGS,
    )
)


def seen(html: str) -> str:
    """Give the letters a reader sees, in order; pictures are their descriptions."""
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    return re.sub(r"\s+", "", "".join(_texts(tree)))


def faults(html: str) -> list[str]:
    """Say what is wrong with a fragment of HTML: parse errors, then elements in wrong places.

    The content models are those of the HTML standard for the elements that texts and reviewkit
    make; an id may stand once.
    """
    parser = HTMLParser(namespaceHTMLElements=False, strict=True)
    try:
        tree = parser.parseFragment(html)
    except ParseError as error:
        return [f"parse error: {error}"]
    elements = [node for node in tree.iter() if _is_element(node)]
    found = [fault for element in elements for rule in _RULES for fault in rule(element)]
    ids = [name for element in elements if (name := element.get("id"))]
    groups = [child for element in elements if element.tag == "dl" for child in element]
    homes = [element for element in elements if element.tag == "dl"] + groups
    found += [
        f"dt or dd in {element.tag}"
        for element in elements
        if {"dt", "dd"} & set(_names(element)) and element not in homes
    ]
    return found + sorted({f"id {name} stands twice" for name in ids if ids.count(name) > 1})


def _is_element(node: Element) -> bool:
    tag: object = node.tag
    return isinstance(tag, str)


def _texts(node: Element) -> Iterator[str]:
    if _is_element(node):
        yield f"[{node.get('alt', '')}]" if node.tag == "img" else ""
        yield node.text or ""
    for child in node:
        yield from _texts(child)
        yield child.tail or ""


def _names(element: Element) -> list[str]:
    return [child.tag for child in element if _is_element(child)]


def _below(element: Element) -> set[str]:
    return {node.tag for node in element.iter() if _is_element(node) and node is not element}


def _not_phrasing(element: Element) -> Iterator[str]:
    if element.tag in _HOLDS_PHRASING and (wrong := _below(element) & _BLOCKS):
        yield f"{element.tag} with {sorted(wrong)}"
    if element.tag == "dt" and (wrong := _below(element) & (_HEADINGS | _SECTIONING)):
        yield f"dt with {sorted(wrong)}"


def _wrong_figure(element: Element) -> Iterator[str]:
    names = _names(element)
    if element.tag == "figure" and "figcaption" in names[1:-1]:
        yield "figcaption is neither first nor last"
    if names.count("figcaption") > (element.tag == "figure"):
        yield f"figcaption in {element.tag}"


def _wrong_list(element: Element) -> Iterator[str]:
    names = _names(element)
    if element.tag in {"ul", "ol"} and set(names) - {"li"}:
        yield f"{element.tag} with {sorted(set(names) - {'li'})}"
    if element.tag != "dl":
        return
    if set(names) == {"div"}:
        for group in element:
            yield from _wrong_group(group)
    else:
        yield from _wrong_group(element)


def _wrong_group(element: Element) -> Iterator[str]:
    names = _names(element)
    if any((text or "").strip() for text in (element.text, *(child.tail for child in element))):
        yield f"text in {element.tag}"
    if not re.fullmatch(r"((dt )+(dd )+)*", "".join(f"{name} " for name in names)):
        yield f"{element.tag} with {names}"


def _no_value(element: Element) -> Iterator[str]:
    if element.tag == "data" and element.get("value") is None:
        yield "data without a value"


_RULES: Final = (_not_phrasing, _wrong_figure, _wrong_list, _no_value)
