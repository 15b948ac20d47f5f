"""The HTML of an entry: safe in a reader, every URL absolute, the hero image first."""

import re
from typing import Final, Literal

import nh3

from reviewkit.feeds.absolute import SCHEMES, absolute, absolute_srcset, srcset_addresses
from reviewkit.feeds.hero import figure, hero_url, same_address, same_picture
from reviewkit.feeds.labels import with_strong_labels
from reviewkit.feeds.nesting import tag_names
from reviewkit.feeds.shown import as_shown
from reviewkit.model import Image

__all__ = ["HeroInContent", "content_html"]

HeroInContent = Literal["auto", "always", "never"]

_TAGS: Final = (nh3.ALLOWED_TAGS - {"bdo", "rtc"}) | {
    "address", "audio", "big", "picture", "section", "source", "tfoot", "track", "video"
}  # fmt: skip
_GONE_WITH_CONTENT: Final = {"iframe", "object", "script", "style", "template", "title"}
_ATTRIBUTES: Final = {
    "*": {"class", "dir", "hidden", "id", "lang", "title"},
    "a": {"href", "hreflang", "name", "rel"},
    "area": {"alt", "coords", "href", "shape"},
    "audio": {"loop", "src"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "data": {"value"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "img": {"alt", "height", "ismap", "longdesc", "sizes", "src", "srcset", "usemap", "width"},
    "ins": {"cite", "datetime"},
    "li": {"value"},
    "map": {"name"},
    "ol": {"reversed", "start", "type"},
    "q": {"cite"},
    "source": {"height", "media", "sizes", "src", "srcset", "type", "width"},
    "td": {"align", "colspan", "headers", "rowspan", "style"},
    "th": {"abbr", "align", "colspan", "headers", "rowspan", "scope", "style"},
    "time": {"datetime"},
    "track": {"kind", "label", "src", "srclang"},
    "ul": {"type"},
    "video": {"height", "loop", "muted", "poster", "src", "width"},
}
"""What readers know and feed validators call harmless; `role`, `controls` and `data-*` are not."""
_URLS: Final = frozenset({"cite", "href", "longdesc", "poster", "src", "usemap"})
_FILES: Final = frozenset({"poster", "src"})
_ALIGNMENT: Final = re.compile(r"(?:^|;)\s*text-align\s*:\s*(left|center|right|justify)\s*(?:;|$)")
_UNFIT: Final = re.compile(
    "[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffc\U00010000-\U0010ffff]"
    "|[\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0003fffe\U0003ffff\U0004fffe\U0004ffff"
    "\U0005fffe\U0005ffff\U0006fffe\U0006ffff\U0007fffe\U0007ffff\U0008fffe\U0008ffff"
    "\U0009fffe\U0009ffff\U000afffe\U000affff\U000bfffe\U000bffff\U000cfffe\U000cffff"
    "\U000dfffe\U000dffff\U000efffe\U000effff\U000ffffe\U000fffff\U0010fffe\U0010ffff]"
)
"""What is no character of XML 1.0 (2.2) or an error in HTML (13.2.3.5): controls, noncharacters,
and the sign that stands for a character that could not be read."""
_LINE_END: Final = re.compile(r"\r\n?")
_BLANK: Final = " \t\n\ufeff"
_PICTURE: Final = re.compile(r"<(?:img|source)(?: (?:[^>\"]|\"[^\"]*\")*)?>")
_ALT: Final = re.compile(r' alt="([^"]*)"')
_FIRST_LINE: Final = re.compile(r"(<pre(?: (?:[^>\"]|\"[^\"]*\")*)?>)(?=\n)")
_ROUNDS: Final = 8
"""Two do nearly always: a second one that changes nothing. The worst known text needs three."""


def content_html(
    body: str,
    base: str,
    hero: Image | None,
    *,
    hero_in_content: HeroInContent = "auto",
    label_class: str = "reviewsection",
) -> str:
    """Make a post's HTML fit for feed readers.

    Scripts, event handlers and forms go, frames become links, elements are closed, and every URL is
    made absolute against `base`, the post's own address; a fragment becomes the post's address with
    the fragment. Labels, spans of the class `label_class`, are bold without a stylesheet.

    The hero image comes first as a `figure`: with "auto" unless the text shows that picture
    already, under whatever address; with "always" unless the text begins with that very figure;
    with "never" not at all. Where the text names the picture, it has the address `hero_url` gives.

    The result is a fixed point: made of it, the content is the same again.
    """
    address = hero_url(hero, base) if hero else None
    cleaner = _Cleaner(base, address, label_class)
    content = cleaner.settled(body)
    if hero is None or address is None or hero_in_content == "never":
        return content
    if hero_in_content == "auto" and any(same_picture(address, url) for url in cleaner.pictures):
        return content
    first = cleaner.settled(figure(address, hero))
    return content if content.startswith(first) else f"{first}\n{content}".strip()


class _Cleaner:
    """Cleans texts of one post, and remembers which pictures the last of them shows."""

    def __init__(self, base: str, hero: str | None, label_class: str) -> None:
        self._base = base
        self._hero = hero
        self._label_class = label_class
        self.pictures: set[str] = set()

    def settled(self, html: str) -> str:
        """Clean until nothing changes: what a parser repairs, it can read otherwise once more."""
        for _ in range(_ROUNDS):
            before, (html, repaired) = html, self._cleaned(html)
            if not repaired or before == html:
                break
        return html

    def _cleaned(self, html: str) -> tuple[str, bool]:
        """Clean once; tell also whether the parser found other elements than the tags say.

        When it did not, it reads its own result the same way, and once is enough.
        """
        self.pictures.clear()
        plain = as_shown(_printable(html))
        clean = nh3.clean(
            plain,
            tags=_TAGS,
            clean_content_tags=_GONE_WITH_CONTENT,
            attributes=_ATTRIBUTES,
            attribute_filter=self._attribute,
            link_rel=None,
            url_schemes=SCHEMES,
        )
        whole = _mended(_printable(clean))
        repaired = tag_names(plain) != tag_names(clean) or whole != clean
        return with_strong_labels(whole, self._label_class), repaired

    def _attribute(self, tag: str, name: str, value: str) -> str | None:
        """Give the value an attribute has in a feed; None to leave it out."""
        if name == "style":
            found = _ALIGNMENT.search(value)
            return f"text-align:{found[1]}" if found else None
        if name == "srcset":
            addresses = absolute_srcset(value, self._base)
            self.pictures.update(srcset_addresses(addresses or ""))
            return addresses
        if name not in _URLS:
            return value
        if name in _FILES and not value.strip():
            return None
        url = absolute(value, self._base)
        if url and tag == "img" and name == "src":
            if self._hero and same_address(url, self._hero):
                url = self._hero
            self.pictures.add(url)
        return url


def _printable(html: str) -> str:
    return _UNFIT.sub("", _LINE_END.sub("\n", html)).strip(_BLANK)


def _mended(html: str) -> str:
    """Mend what a sanitizer leaves: pictures without an address, and what reads otherwise again.

    A picture that cannot be shown gives way to its alternative text. Of the lines of a `pre` a
    parser drops the first if it is empty, so that it has to stand there twice.
    """
    html = _PICTURE.sub(_picture, html)
    return _FIRST_LINE.sub(r"\1\n", html).strip(_BLANK)


def _picture(tag: re.Match[str]) -> str:
    if ' src="' in tag[0] or ' srcset="' in tag[0]:
        return tag[0]
    alt = _ALT.search(tag[0])
    return alt[1] if alt else ""
