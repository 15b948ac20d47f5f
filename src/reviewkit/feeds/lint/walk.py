"""Hold a tree of elements to its rules: what is unknown, doubled, missing, or of a wrong value."""

from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from reviewkit.feeds.lint.finding import Finding, found
from reviewkit.feeds.lint.names import name_of
from reviewkit.feeds.lint.node import Node, Rule
from reviewkit.feeds.lint.values import language
from reviewkit.feeds.lint.words import words

__all__ = ["checked", "children_checked"]

_XML: Final = frozenset({"xml:base", "xml:id", "xml:lang", "xml:space"})

_TOLD: Final = words("atom content dc dcterms fh media slash sy thr wfw xhtml")
"""Prefixes whose elements the rules name all; of others the linter knows too little to judge."""


def checked(node: Node, rule: Rule) -> Iterator[Finding]:
    """Hold an element and everything in it to a rule."""
    yield from _attributes(node, rule)
    text = node.value()
    for check in rule.checks:
        yield from check(text)
    for inspection in rule.inspect:
        yield from inspection(node)
    if not rule.any_child:
        yield from children_checked(node, rule.children)


def children_checked(node: Node, rules: Mapping[str, Rule] | None) -> Iterator[Finding]:
    """Hold the elements in an element to their rules; None where only text may be."""
    if rules is not None and node.text.strip():
        yield node.found(
            "UnexpectedText", f"holds text beside its elements: {node.text.strip()[:60]}"
        )
    seen: set[str] = set()
    for child in node.children():
        rule = rules.get(_family(child.known)) if rules and child.known else None
        if rule is None:
            yield from _unknown(child, node, inside_text=rules is None)
            continue
        if rule.twice and child.name in seen:
            yield found(rule.twice, child.line, f"{node.of} has <{child.name}> more than once")
        seen.add(child.name)
        yield from checked(child, rule)


def _family(name: str) -> str:
    """Give the name rules go by: `dc:date.issued` is held to that of `dc:date`."""
    return name.partition(".")[0] if name.startswith("dc:") else name


def _unknown(child: Node, parent: Node, *, inside_text: bool) -> Iterator[Finding]:
    """Judge an element that no rule names."""
    where = f"in {parent.here}" if parent.name not in {"item", "entry"} else f"in {parent.of}"
    prefix = child.name.rpartition(":")[0]
    known = child.known is not None
    if child.name.startswith(":"):
        yield child.found("UndeterminableVocabulary", "has no namespace")
    elif prefix == "xhtml" and not inside_text:
        yield found("MisplacedXHTMLContent", child.line, f"<{child.name}> stands {where}")
    elif inside_text or (known and (not prefix or prefix in _TOLD)):
        yield found("UndefinedElement", child.line, f"<{child.name}> may not stand {where}")


def _attributes(node: Node, rule: Rule) -> Iterator[Finding]:
    for needed in rule.required:
        if needed not in node.element.attrib:
            yield found("MissingAttribute", node.line, f"{node.here} has no {needed}")
    for key in node.element.attrib:
        tag = str(key)
        name = name_of(tag)
        if name is not None and name in rule.attributes:
            for check in rule.attributes[name]:
                yield from check(node.attribute(tag))
        elif name == "xml:lang":
            yield from language(node.attribute(tag)) if node.element.get(tag) else ()
        elif not rule.any_attribute and name not in _XML:
            yield from _unknown_attribute(node, tag, name)


def _unknown_attribute(node: Node, tag: str, name: str | None) -> Iterator[Finding]:
    """Judge an attribute that no rule names; one of another format may stand in Atom."""
    if name is None:
        if node.document.kind == "rss" and ":" not in node.name:
            local = etree.QName(tag).localname
            yield node.found("UseOfExtensionAttr", f"has the attribute {local} of another format")
        return
    yield node.found("UnexpectedAttribute", f"has the attribute {name}, which means nothing there")
