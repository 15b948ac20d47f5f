"""The inside of an attribute list, `.class #id key="value" name`, as kramdown reads it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from reviewkit.markdown.kramdown.document import Attributes, Document
from reviewkit.markdown.kramdown.html_text import Written

__all__ = [
    "LANGUAGE_CLASS",
    "AttributeList",
    "attributes_of",
    "merge_attributes",
    "read_attributes",
    "split_language",
]

LANGUAGE_CLASS: Final = re.compile(r"\blanguage-\S+")
"""How the language of code is written among its classes."""

_PART: Final = re.compile(
    r"""(?<!\S)(?:
        (?P<key>\w[\w-]*)=(?P<quote>["'])
      | (?P<reference>\w[\w-]*)(?!\S)
      | (?P<names>(?:\#[A-Za-z][\w:-]*|\.(?:[^\s.\#])+)+)(?!\S)
    )""",
    re.VERBOSE | re.ASCII,
)
_NAME: Final = re.compile(r"[#.][^#.]+")
_ENDS: Final = {quote: re.compile(rf"\\?{quote}(?!\S)", re.ASCII) for quote in "\"'"}
_ESCAPED: Final = re.compile(r"\\([}\"'])")
_LONGEST_CLASS: Final = 10_000
"""Characters beyond which a class takes no more from other lists: each list may double it."""


@dataclass(slots=True)
class AttributeList:
    """What attribute lists at one place say: the lists they name, and attributes of their own."""

    references: list[str] = field(default_factory=list)
    attributes: Attributes = field(default_factory=dict)


def read_attributes(texts: Iterable[str]) -> AttributeList:
    """Read what stands between `{:` and `}`, of all the lists at one element.

    Anything that is none of the four forms is passed over, as kramdown does.
    """
    read = AttributeList()
    for text in texts:
        _read_into(read, text)
    return read


def _read_into(read: AttributeList, text: str) -> None:
    unfinished: set[str] = set()
    position = 0
    while found := _PART.search(text, position):
        position = found.end()
        if quote := found["quote"]:
            end = None if quote in unfinished else _end_of_value(text, position, quote)
            if end is None:
                unfinished.add(quote)
                continue
            read.attributes[found["key"]] = _unescape(text[position:end], quote)
            position = end + 1
        elif found["reference"]:
            read.references.append(found["reference"])
        else:
            _add_names(read.attributes, found["names"])


def attributes_of(texts: Iterable[str], document: Document) -> Attributes:
    """Give the attributes of an element with these lists, now that all definitions are known.

    Attributes of the lists that are named come first, so that those written out win.
    """
    read = read_attributes(texts)
    return _combined(read, document) if read.references else read.attributes


def merge_attributes(into: Attributes, new: Attributes) -> None:
    """Put `new` attributes into others, in place: classes add up, of all else the later wins."""
    for key, value in new.items():
        before = into.get(key) if key == "class" else None
        into[key] = Written.joined(before, value) if before else value


def _combined(read: AttributeList, document: Document) -> Attributes:
    """Put the attributes of a list behind those of the lists it names."""
    result: Attributes = {}
    for name in read.references:
        if name in document.attribute_lists and len(result.get("class", "")) < _LONGEST_CLASS:
            merge_attributes(result, _defined(name, document))
    merge_attributes(result, read.attributes)
    return result


def _defined(name: str, document: Document) -> Attributes:
    """Give the attributes of a `{:name: ...}` definition, wherever in the text it stands.

    Of lists that name each other in a circle, on which kramdown fails, the first is cut off.
    """
    known = document.resolved_lists
    waiting = [name]
    begun: set[str] = set()
    while waiting:
        current = waiting.pop()
        if current in known:
            continue
        read = read_attributes(document.attribute_lists[current])
        begun.add(current)
        defined = [name for name in read.references if name in document.attribute_lists]
        unknown = dict.fromkeys(name for name in defined if name not in known and name not in begun)
        if unknown:
            waiting += [current, *unknown]
            continue
        read.references = [reference for reference in read.references if reference in known]
        known[current] = _combined(read, document)
    return known[name]


def split_language(names: str) -> tuple[str, str]:
    """Take the first language out of the classes of code: what is left, and the language's name."""
    found = LANGUAGE_CLASS.search(names)
    if found is None:
        return names, ""
    left = names[: found.start()] + names[found.end() :]
    return left.strip(), found[0].removeprefix("language-")


def _add_names(attributes: Attributes, names: str) -> None:
    for name in _NAME.findall(names):
        if name.startswith("#"):
            attributes["id"] = Written.of(name[1:])
        else:
            merge_attributes(attributes, {"class": Written.of(name[1:])})


def _end_of_value(text: str, start: int, quote: str) -> int | None:
    """Find the quote that ends a value; an escaped one does so only if there is no other."""
    last = None
    for found in _ENDS[quote].finditer(text, start):
        last = found.end() - 1
        if not found[0].startswith("\\"):
            break
    return last


def _unescape(value: str, quote: str) -> str:
    """Take the backslashes away, and know the characters that references stand for."""
    return Written.of(
        _ESCAPED.sub(lambda found: found[1] if found[1] in ("}", quote) else found[0], value)
    )
