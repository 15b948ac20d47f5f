"""The inside of an attribute list, `.class #id key="value" name`, as kramdown reads it."""

import re
from typing import Final

from reviewkit.markdown.kramdown.document import Attributes, Document
from reviewkit.markdown.kramdown.entities import decode_references

__all__ = ["LANGUAGE_CLASS", "merge_attributes", "parse_attributes", "split_language"]

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
_ENDS: Final = {quote: re.compile(rf"\\?{quote}(?!\S)") for quote in "\"'"}
_ESCAPED: Final = re.compile(r"\\([}\"'])")


def parse_attributes(text: str, document: Document) -> Attributes:
    """Read what stands between `{:` and `}`.

    Attributes of the lists that are named come first, so that those written out win. Anything
    that is none of the four forms is passed over, as kramdown does.
    """
    referred: Attributes = {}
    written: Attributes = {}
    unfinished: set[str] = set()
    position = 0
    while found := _PART.search(text, position):
        position = found.end()
        if quote := found["quote"]:
            end = None if quote in unfinished else _end_of_value(text, position, quote)
            if end is None:
                unfinished.add(quote)
                continue
            written[found["key"]] = _unescape(text[position:end], quote)
            position = end + 1
        elif found["reference"]:
            merge_attributes(referred, document.attribute_lists.get(found["reference"], {}))
        else:
            _add_names(written, found["names"])
    merge_attributes(referred, written)
    return referred


def merge_attributes(into: Attributes, new: Attributes) -> None:
    """Put `new` attributes into others, in place: classes add up, of all else the later wins."""
    for key, value in new.items():
        into[key] = f"{into[key]} {value}" if key == "class" and into.get(key) else value


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
            attributes["id"] = name[1:]
        else:
            merge_attributes(attributes, {"class": name[1:]})


def _end_of_value(text: str, start: int, quote: str) -> int | None:
    """Find the quote that ends a value; an escaped one does so only if there is no other."""
    last = None
    for found in _ENDS[quote].finditer(text, start):
        last = found.end() - 1
        if not found[0].startswith("\\"):
            break
    return last


def _unescape(value: str, quote: str) -> str:
    """Take the backslashes away, and give the characters that references stand for."""
    return decode_references(
        _ESCAPED.sub(lambda found: found[1] if found[1] in ("}", quote) else found[0], value)
    )
