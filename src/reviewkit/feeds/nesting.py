"""Elements no deeper in one another than readers can take: parsers slow down or stop on them."""

import re
from collections import Counter
from typing import Final

__all__ = ["VOID", "Nesting", "is_regular", "tag_names"]

VOID: Final = frozenset(
    {
        "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "image",
        "img", "input", "keygen", "link", "meta", "param", "source", "track", "wbr",
    }
)  # fmt: skip
_DEEPEST: Final = 250
"""Browsers stop at 512 open elements; cells and repaired markup add some of their own."""

_FORMATTING: Final = frozenset(
    {
        "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong",
        "tt", "u",
    }
)  # fmt: skip
_ORDINARY: Final = frozenset(
    {
        "abbr", "acronym", "bdi", "bdo", "canvas", "cite", "data", "del", "dfn", "ins", "kbd",
        "label", "map", "mark", "meter", "noscript", "output", "picture", "progress", "q", "rb",
        "rp", "rt", "rtc", "ruby", "samp", "slot", "span", "sub", "sup", "time", "var", "video",
        "audio",
    }
)  # fmt: skip
"""Elements whose end tag counts for nothing once a block has been opened inside them."""
_TABLE: Final = frozenset(
    {
        "caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
    }
)  # fmt: skip
_BOUNDARIES: Final = frozenset(
    {
        "applet", "caption", "marquee", "object", "table", "td", "template", "th",
    }
)  # fmt: skip
"""Elements that an end tag inside them cannot close anything outside of (HTML, 13.2.4.2)."""
_IN_SCOPE: Final = {
    **dict.fromkeys(_TABLE, frozenset({"table", "template"})),
    "li": _BOUNDARIES | {"ol", "ul"},
    "p": _BOUNDARIES | {"button"},
}
_END_PARAGRAPHS: Final = frozenset(
    {
        "address", "article", "aside", "blockquote", "center", "dd", "details", "dialog", "dir",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
        "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "li", "listing", "main", "menu",
        "nav", "ol", "p", "pre", "search", "section", "summary", "table", "ul", "xmp",
    }
)  # fmt: skip
_CLOSES: Final = {
    "dd": {"dd", "dt"},
    "dt": {"dd", "dt"},
    "li": {"li"},
    "option": {"option"},
    "rp": {"rb", "rp", "rt", "rtc"},
    "rt": {"rb", "rp", "rt", "rtc"},
    "tbody": {"caption", "tbody", "td", "tfoot", "th", "thead", "tr"},
    "td": {"caption", "td", "th"},
    "tfoot": {"caption", "tbody", "td", "tfoot", "th", "thead", "tr"},
    "th": {"caption", "td", "th"},
    "thead": {"caption", "tbody", "td", "tfoot", "th", "thead", "tr"},
    "tr": {"caption", "td", "th", "tr"},
}
"""What a start tag ends when it stands directly inside it: elements that may be left open."""


_NAME: Final = re.compile(r"<(/?[A-Za-z][A-Za-z0-9]*)")


def tag_names(html: str) -> list[str]:
    """Give the names of the tags in their order, those of end tags with the slash."""
    return _NAME.findall(html)


def is_regular(html: str) -> bool:
    """Tell whether each element is closed, in its place, and none is too deep.

    Says so of nothing that looks like tags in comments and attributes.
    """
    opened: list[str] = []
    for name in tag_names(html):
        if name[0] == "/":
            if not opened or opened.pop() != name[1:]:
                return False
        elif name not in VOID:
            opened.append(name)
            if len(opened) > _DEEPEST:
                return False
    return not opened


class Nesting:
    """Follows start and end tags, and says which of them to keep.

    The rules are those of the HTML Standard's tree construction (13.2.6.4.7), as far as depth needs
    them: an end tag that a parser ignores must not make the text look shallower than it is.
    """

    def __init__(self) -> None:
        self._open: list[str] = []
        self._too_deep: list[str] = []
        self._counts: Counter[str] = Counter()

    def opens(self, name: str) -> bool:
        """Take a start tag; give whether to keep it."""
        if name in VOID:
            return True
        if name in _TABLE and name != "table" and "table" not in self._open:
            return False
        if not self._too_deep:
            if name in _END_PARAGRAPHS and (place := self._place("p")) is not None:
                del self._open[place:]
            while self._open and self._open[-1] in _CLOSES.get(name, ()):
                self._open.pop()
            if name in {"rp", "rt"} and self._open[-1:] != ["ruby"]:
                return False
            if len(self._open) < _DEEPEST:
                self._open.append(name)
                return True
        self._too_deep.append(name)
        self._counts[name] += 1
        return False

    def inside(self, name: str) -> bool:
        """Tell whether an element of that name is open."""
        return name in self._open or self._counts[name] > 0

    def closes(self, name: str) -> bool:
        """Take an end tag; give whether to keep it: not when it closes nothing."""
        if self._counts[name]:
            closed = ""
            while closed != name:
                closed = self._too_deep.pop()
                self._counts[closed] -= 1
            return False
        place = self._place(name)
        if place is None:
            return name in {"br", "p"}  # which an end tag alone makes
        self._too_deep.clear()
        self._counts.clear()
        if name in _FORMATTING:
            del self._open[place]
        else:
            del self._open[place:]
        return True

    def _place(self, name: str) -> int | None:
        """Find the element that an end tag closes; None when there is none that it can."""
        boundaries = _IN_SCOPE.get(name, _BOUNDARIES)
        for place in range(len(self._open) - 1, -1, -1):
            found = self._open[place]
            if found == name:
                return place
            if found in boundaries:
                return None
            if name in _ORDINARY and found not in _ORDINARY | _FORMATTING:
                return None
        return None
