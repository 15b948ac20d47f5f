"""The names of HTML's elements, as validators of feeds know them, and tags in plain text."""

import re
from typing import Final

__all__ = ["HARMLESS_ELEMENTS", "HTML_ELEMENTS", "end_tag_in", "without_tags"]

HARMLESS_ELEMENTS: Final = frozenset(
    (  # noqa: SIM905 -- a hundred lines of a word each would be harder to read
        # sections, text and lists
        "address article aside blockquote br center dd dialog dir div dl dt footer h1 h2 h3 h4 h5 "
        "h6 header hgroup hr li main menu nav ol p pre section ul "
        # phrases
        "a abbr acronym b bdi big cite code data del dfn em font i ins kbd m mark q rp rt ruby s "
        "samp small span strike strong sub sup time tt u var wbr "
        # pictures, sound and tables
        "area audio canvas caption col colgroup figcaption figure img map picture source table "
        "tbody td tfoot th thead tr track video "
        # forms and the rest
        "button command datagrid datalist details eventsource fieldset form input keygen label "
        "legend meter multicol nextid noscript optgroup option output progress select sound spacer "
        "summary template textarea"
    ).split()
)
"""Those that readers keep."""

HTML_ELEMENTS: Final = HARMLESS_ELEMENTS - {"keygen", "multicol", "nextid", "sound", "spacer"} | {
    *("applet", "base", "basefont", "bdo", "body", "comment", "embed", "frame", "frameset", "head"),
    *("html", "iframe", "isindex", "link", "listing", "meta", "noframes", "object", "param"),
    *("plaintext", "script", "slot", "style", "title", "xmp"),
}
"""Any other element is none of HTML."""

_END_TAG: Final = re.compile(r"</(\w+)>")
_TAG: Final = re.compile(r"</?(\w+)(?:\s[^<>]*)?/?>")


def end_tag_in(text: str) -> str:
    """Give the first end tag of HTML in what should be plain text, or nothing."""
    names = (match for match in _END_TAG.finditer(text) if match[1].lower() in HTML_ELEMENTS)
    return next((match[0] for match in names), "")


def without_tags(text: str) -> str:
    """Take the tags of HTML out of a text that has an end tag among them; any other stays as it is.

    Pages show such a title as HTML, and validators warn of it. `<3` and `<Chips>` are no tags.
    """
    while end_tag_in(text):
        text = _TAG.sub(lambda tag: "" if tag[1].lower() in HTML_ELEMENTS else tag[0], text)
    return text
