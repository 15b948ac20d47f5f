"""An element of a feed with what checks need to know of it, and the rules elements are held to."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from lxml import etree

from reviewkit.feeds.lint.finding import Finding, found
from reviewkit.feeds.lint.names import line_of, name_of
from reviewkit.feeds.lint.value import Check, Value

__all__ = ["THE_FEED", "Document", "Inspection", "Node", "Rule"]

THE_FEED: Final = "the feed"
"""What messages call the part of a document that is of no entry."""

_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_BASE: Final = "{http://www.w3.org/XML/1998/namespace}base"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What is the same for every element of a document."""

    now: dt.datetime
    kind: Literal["atom", "rss"]
    version: str
    numeric_lines: frozenset[int]
    """The lines that write a character as &#x..; (the service takes them to be careful)."""

    @property
    def home(self) -> str:
        """The prefix of the format's own elements, which stand without one in messages."""
        return "atom" if self.kind == "atom" else ""


@dataclass(frozen=True, slots=True)
class Node:
    """An element, the name it has in messages, and the entry it belongs to (or the feed)."""

    element: etree._Element
    name: str
    of: str
    document: Document

    @property
    def line(self) -> int | None:
        """The line its start tag is on."""
        return line_of(self.element)

    @property
    def known(self) -> str | None:
        """Its name among the namespaces feeds use; None where its namespace is another."""
        return name_of(str(self.element.tag), self.document.home)

    @property
    def text(self) -> str:
        """The text directly in it, as it is written."""
        return (self.element.text or "") + "".join(child.tail or "" for child in self.element)

    @property
    def here(self) -> str:
        """The beginning of a sentence about it."""
        return f"<{self.name}> of {self.of}"

    def value(self, text: str | None = None) -> Value:
        """Give its text, without the white space around it, as a value to check."""
        shown, line = text, self.line
        if shown is None:
            shown = self.text.strip()
            if line is not None:
                line += self.text[: len(self.text) - len(self.text.lstrip())].count("\n")
        return Value(text=shown, name=self.here, line=line, now=self.document.now)

    def attribute(self, name: str) -> Value:
        """Give an attribute as a value to check; empty when it is missing."""
        text = self.element.get(name) or ""
        where = f"{name} in {self.here}"
        return Value(text=text, name=where, line=self.line, now=self.document.now)

    def children(self, name: str | None = None) -> Iterator["Node"]:
        """Yield the elements in it, or those of one name."""
        for child in self.element.iterchildren(tag=etree.Element):
            known = name_of(str(child.tag), self.document.home)
            if name is None or known == name:
                shown = known or f"{child.prefix or '?'}:{etree.QName(child).localname}"
                yield Node(child, shown, self.of, self.document)

    def child(self, name: str) -> "Node | None":
        """Give the first element of a name in it."""
        return next(self.children(name), None)

    def found(self, event: str, predicate: str, *, fix: str = "") -> Finding:
        """Make a finding of this element as a whole."""
        return found(event, self.line, f"{self.here} {predicate}", fix=fix)

    def lacks(self, event: str, child: str) -> Finding:
        """Make a finding of an element that is missing in this one."""
        where = self.of if self.name in {"feed", "channel", "item", "entry"} else self.here
        return found(event, self.line, f"{where} has no <{child}>")

    @property
    def base(self) -> str:
        """The addresses of xml:base around it, the nearest last, without a gap."""
        around = [self.element, *self.element.iterancestors()]
        return " ".join(base for one in reversed(around) if (base := one.get(_BASE)))


Inspection = Callable[[Node], Iterator[Finding]]
"""Takes an element, gives what is wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What an element must be: the checks of its text, its attributes, its children, the whole.

    `children` is None for an element of text alone. `twice` is the event of a second one beside it,
    empty where there may be several. With `any_child` or `any_attribute` the rule does not judge
    what stands in it.
    """

    checks: tuple[Check, ...] = ()
    inspect: tuple[Inspection, ...] = ()
    attributes: Mapping[str, tuple[Check, ...]] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    children: Mapping[str, "Rule"] | None = None
    twice: str = "DuplicateElement"
    any_child: bool = False
    any_attribute: bool = False
