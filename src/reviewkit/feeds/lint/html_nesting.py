"""Faults in how HTML is put together: what is opened and not closed, closed and not opened.

Only what the parser of the HTML standard calls a parse error, and of that what cannot be read in
another way (section 13.2.6): better silent than wrong.
"""

import html.entities
import re
from collections.abc import Iterator
from typing import Final

from reviewkit.feeds.lint.html_tokens import Tag, Text, tokens
from reviewkit.feeds.lint.words import words

__all__ = ["misnested"]

VOID: Final = words(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source "
    "track wbr"
)
"""Elements without content (section 13.1.2)."""
_MAY_STAY_OPEN: Final = words(
    "dd dt li optgroup option p rb rp rt rtc tbody td tfoot th thead tr body html"
)
"""Elements whose end tag may be left out."""
_CLOSE_A_PARAGRAPH: Final = words(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre section table ul "
    "summary search listing"
)
"""A start tag of these ends a paragraph that is open."""
_CLOSE_THEIR_LIKE: Final = {
    "li": frozenset({"li"}),
    "dd": frozenset({"dd", "dt"}),
    "dt": frozenset({"dd", "dt"}),
    "option": frozenset({"option"}),
    "tr": frozenset({"tr", "td", "th"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "tbody": frozenset({"tbody", "thead", "tfoot", "tr", "td", "th"}),
    "tfoot": frozenset({"tbody", "thead", "tfoot", "tr", "td", "th"}),
    "rt": frozenset({"rt", "rp"}),
    "rp": frozenset({"rt", "rp"}),
}
_IN_A_TABLE: Final = frozenset({"caption", "tbody", "td", "tfoot", "th", "thead", "tr"})
_WALLS: Final = frozenset(
    {"table", "td", "th", "caption", "button", "object", "template", "svg", "math"}
)
"""Elements that a paragraph cannot be closed through."""
_FOREIGN: Final = frozenset({"svg", "math"})
_DEEPEST: Final = 500
"""Browsers stop at about this depth too."""
_REFERENCE: Final = re.compile(r"&(?:#(?:[0-9]+|[xX][0-9a-fA-F]+);|(?P<name>[a-zA-Z0-9]+;))?")


def misnested(text: str) -> Iterator[tuple[int, str]]:
    """Yield the place and the fault of each tag that does not fit into what is around it."""
    stack: list[Tag] = []
    for token in tokens(text):
        if isinstance(token, Text):
            yield from _loose(token)
        elif token.is_end:
            yield from _ended(token, stack)
        elif len(stack) >= _DEEPEST:
            yield token.offset, f"<{token.name}> is nested more than {_DEEPEST} deep"
            return
        else:
            yield from _started(token, stack)
    for tag in stack:
        if tag.name not in _MAY_STAY_OPEN:
            yield tag.offset, f"<{tag.name}> is not closed"


def _started(tag: Tag, stack: list[Tag]) -> Iterator[tuple[int, str]]:
    """Open the element of a start tag, and yield what is wrong with the tag itself."""
    for attribute in tag.attributes:
        yield from ((tag.offset, fault) for _, fault in _references(attribute.written))
    foreign = tag.name in _FOREIGN or any(outer.name in _FOREIGN for outer in stack)
    if not foreign:
        _imply_ends(tag.name, stack)
    if tag.name in _IN_A_TABLE and not any(outer.name == "table" for outer in stack):
        yield tag.offset, f"<{tag.name}> stands in no table"
        return
    if tag.name in VOID or (tag.closes_itself and foreign):
        return
    if tag.name == "a" and _is_inside("a", stack):
        yield tag.offset, "<a> stands in another <a>"
    if tag.closes_itself:
        yield tag.offset, f"<{tag.name}/> is not closed by its slash"
    stack.append(tag)


def _ended(tag: Tag, stack: list[Tag]) -> Iterator[tuple[int, str]]:
    """Close the element an end tag names, and yield what that leaves open."""
    if tag.name in VOID:
        yield tag.offset, f"</{tag.name}> ends an element that has no content"
        return
    place = next((n for n in range(len(stack) - 1, -1, -1) if stack[n].name == tag.name), None)
    if place is None:
        yield tag.offset, f"</{tag.name}> closes what is not open"
        return
    for left in stack[place + 1 :]:
        if left.name not in _MAY_STAY_OPEN:
            yield left.offset, f"<{left.name}> is not closed before </{tag.name}>"
    del stack[place:]


def _imply_ends(name: str, stack: list[Tag]) -> None:
    """Close what a start tag ends without an end tag of its own."""
    if name in _CLOSE_A_PARAGRAPH:
        _close_through("p", stack)
    like = _CLOSE_THEIR_LIKE.get(name)
    if like:
        while stack and (stack[-1].name in like or stack[-1].name == "p"):
            last = stack.pop()
            if last.name != "p" and not name.startswith("t"):
                break


def _is_inside(name: str, stack: list[Tag]) -> bool:
    """Tell whether an element of a name is open, and no wall is between."""
    names = [tag.name for tag in reversed(stack)]
    return name in names and not _WALLS & set(names[: names.index(name)])


def _close_through(name: str, stack: list[Tag]) -> None:
    """Close the innermost open element of a name, unless a wall or another element is inside it."""
    for place in range(len(stack) - 1, -1, -1):
        if stack[place].name == name:
            del stack[place:]
            return
        if stack[place].name in _WALLS:
            return


def _loose(text: Text) -> Iterator[tuple[int, str]]:
    """Yield the signs that look like markup and are none."""
    if text.odd:
        yield text.offset, "there is markup that is neither tag nor comment"
        return
    sign = text.written.find("<")
    if sign >= 0:
        yield text.offset + sign, "a < begins no tag, and is not written as &lt;"
    yield from ((text.offset + place, fault) for place, fault in _references(text.written))


def _references(text: str) -> Iterator[tuple[int, str]]:
    """Yield the ampersands that look like the beginning of a character reference and are none."""
    for match in _REFERENCE.finditer(text):
        after = text[match.end() : match.end() + 1]
        if match["name"]:
            known = match["name"] in html.entities.html5
        else:
            known = len(match[0]) > 1 or not after or after in " \t\n\f\r<&"
        if not known:
            shown = text[match.start() : match.start() + 12].split(maxsplit=1)[0]
            yield match.start(), f"in {shown} the & is not written as &amp;"
