"""The HTML of an entry: safe in a reader, every URL absolute, the hero image first."""

import html
import re
from typing import Final

import nh3

from reviewkit.model import Image
from reviewkit.text import scrubbed
from reviewkit.urls import resolved

__all__ = ["content_html"]

_TAGS: Final = nh3.ALLOWED_TAGS | {"audio", "picture", "section", "source", "track", "video"}
_GONE_WITH_CONTENT: Final = {"iframe", "object", "script", "style", "template"}
_ATTRIBUTES: Final = {
    "*": {"class", "dir", "id", "lang", "role", "title"},
    "a": {"href", "hreflang", "rel"},
    "audio": {"controls", "loop", "src"},
    "blockquote": {"cite"},
    "col": {"span"},
    "data": {"value"},
    "del": {"cite", "datetime"},
    "img": {"alt", "height", "sizes", "src", "srcset", "width"},
    "ins": {"cite", "datetime"},
    "ol": {"reversed", "start", "type"},
    "q": {"cite"},
    "source": {"media", "sizes", "src", "srcset", "type"},
    "td": {"colspan", "headers", "rowspan", "style"},
    "th": {"colspan", "headers", "rowspan", "scope", "style"},
    "time": {"datetime"},
    "track": {"kind", "label", "src", "srclang"},
    "video": {"controls", "height", "loop", "muted", "poster", "src", "width"},
}
_STYLES: Final = {"text-align"}
_SCHEMES: Final = {
    "http",
    "https",
    "mailto",
    "tel",
    "xmpp",
    "ftp",
    "geo",
    "magnet",
    "matrix",
    "sms",
}
_URLS: Final = frozenset({"cite", "href", "poster", "src"})

_CANDIDATE: Final = re.compile(
    r"(?P<url>[^\s,]\S*[^\s,]|[^\s,])(?P<size>\s+[^\s,][^,]*)?(?=,|\s*$)"
)
"""An image candidate of `srcset`: commas inside the address belong to it (HTML, 4.8.4.2.1)."""
_FRAME: Final = re.compile(r"""<iframe\b(?:[^>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE)
_SOURCE: Final = re.compile(r"""\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)


def content_html(body: str, base: str, hero: Image | None) -> str:
    """Make a post's HTML fit for feed readers.

    Scripts, event handlers and forms go, frames become links, elements are closed, and every URL is
    made absolute against `base`, the post's own address; a fragment becomes the post's address with
    the fragment. The hero image comes first as a `figure`, unless the text shows it already.
    """
    shown: set[str] = set()

    def absolute(tag: str, name: str, value: str) -> str | None:
        if name == "srcset":
            return _srcset(value, base)
        if name not in _URLS:
            return value
        url = _absolute(value, base)
        if tag == "img" and url:
            shown.add(url)
        return url

    clean = nh3.clean(
        _FRAME.sub(_frame_as_link, scrubbed(body)),
        tags=_TAGS,
        clean_content_tags=_GONE_WITH_CONTENT,
        attributes=_ATTRIBUTES,
        attribute_filter=absolute,
        filter_style_properties=_STYLES,
        link_rel=None,
        url_schemes=_SCHEMES,
    )
    clean = scrubbed(clean)
    if hero is None or _absolute(hero.url, base) in shown:
        return clean
    return f"{_figure(hero)}\n{clean}".strip()


def _figure(hero: Image) -> str:
    size = f' width="{hero.width}" height="{hero.height}"' if hero.width and hero.height else ""
    return (
        f'<figure><img class="webfeedsFeaturedVisual" src="{html.escape(hero.url)}" '
        f'alt="{html.escape(hero.alt or "")}"{size}></figure>'
    )


def _frame_as_link(frame: re.Match[str]) -> str:
    """Put a link to what a frame shows in front of it, as readers show no frames."""
    source = _SOURCE.search(frame[0])
    if source is None:
        return frame[0]
    address = html.escape(html.unescape(source[1] or source[2] or source[3] or ""))
    return f'<a href="{address}">{address}</a><iframe>'


def _srcset(value: str, base: str) -> str:
    candidates = (
        f"{_absolute(match['url'], base) or ''}{match['size'] or ''}"
        for match in _CANDIDATE.finditer(value)
    )
    return ", ".join(candidate.strip() for candidate in candidates)


def _absolute(url: str, base: str) -> str | None:
    """Make a URL absolute; None for what is no URL."""
    try:
        return resolved(url, base)
    except ValueError:
        return None
