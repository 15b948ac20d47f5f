"""Labels of a review that stay labels in a reader that drops classes."""

import re
from typing import Final

__all__ = ["TOKEN", "with_strong_labels"]

TOKEN: Final = re.compile(r'<(?:[^>"]|"[^"]*")*>|[^<]+')
"""A tag or a run of text, in HTML as a sanitizer writes it: quoted and escaped."""
_START: Final = re.compile(r'<(?P<name>[a-z0-9]+)(?: (?:[^>"]|"[^"]*")*)?>')
_LABEL: Final = r'<span(?: [^>]*)? class="[^"]*{}[^"]*"[^>]*>(?!<strong>)'
_CLASS: Final = re.compile(r' class="([^"]*)"')
_STAND_OUT: Final = frozenset(
    {
        "b", "dt", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "summary", "th",
    }
)  # fmt: skip
"""Elements that readers show apart from the text around them."""
_INLINE: Final = frozenset(
    {
        "a", "abbr", "b", "bdi", "br", "cite", "code", "data", "del", "dfn", "em", "i", "img",
        "ins", "kbd", "mark", "q", "ruby", "rp", "rt", "s", "samp", "small", "span", "strike",
        "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    }
)  # fmt: skip


def with_strong_labels(html: str, label_class: str) -> str:
    """Set the words of each `span` with `label_class` in `strong`.

    Feed readers drop classes, and many of them the `span` as well; `strong` all of them keep, while
    some drop `b`. A label in a heading or a `dt`, or one that is bold already, stays as it is.
    Expects HTML in which every element is closed, and gives such HTML.
    """
    if not re.search(_LABEL.format(re.escape(label_class)), html):
        return html
    tokens = TOKEN.findall(html)
    open_places: list[int] = []
    standing_out = 0
    for place, token in enumerate(tokens):
        found = _START.match(token)
        if found and found["name"] not in {
            "area",
            "br",
            "col",
            "hr",
            "img",
            "source",
            "track",
            "wbr",
        }:
            open_places.append(place)
            standing_out += found["name"] in _STAND_OUT
        elif token.startswith("</") and open_places:
            start = open_places.pop()
            name = token[2:-1]
            standing_out -= name in _STAND_OUT
            if name == "span" and not standing_out and _is_label(tokens, start, place, label_class):
                tokens[start] += "<strong>"
                tokens[place] = "</strong>" + token
    return "".join(tokens)


def _is_label(tokens: list[str], start: int, end: int, label_class: str) -> bool:
    """Tell whether the span between two places is a label that nothing sets apart yet."""
    found = _CLASS.search(tokens[start])
    if not found or label_class not in found[1].split():
        return False
    inside = tokens[start + 1 : end]
    names = {match["name"] for token in inside if (match := _START.match(token))}
    if not names <= _INLINE:
        return False
    whole = (
        inside and re.match(r"<(strong|b)[ >]", inside[0]) and inside[-1] in {"</strong>", "</b>"}
    )
    return not whole and any(token.strip() for token in inside if not token.startswith("<"))
