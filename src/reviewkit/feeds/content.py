"""The HTML of an entry: safe in a reader, every URL absolute, the hero image first."""

import html
from typing import Final
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import nh3

from reviewkit.model import Image

__all__ = ["content_html"]

_TAGS: Final = nh3.ALLOWED_TAGS | {"audio", "picture", "section", "source", "track", "video"}
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


def content_html(body: str, base: str, hero: Image | None) -> str:
    """Make a post's HTML fit for feed readers.

    Scripts, event handlers, forms and frames go, elements are closed, and every URL is made
    absolute against `base`, the post's own address; a fragment becomes the post's address with the
    fragment. The hero image comes first as a `figure`, unless the text shows it already.
    """
    clean = nh3.clean(
        body,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=lambda _tag, name, value: _absolute_attribute(name, value, base),
        filter_style_properties=_STYLES,
        link_rel=None,
        url_schemes=_SCHEMES,
    ).strip()
    if hero is None or f'src="{html.escape(hero.url)}"' in clean:
        return clean
    return f"{_figure(hero)}\n{clean}".strip()


def _figure(hero: Image) -> str:
    size = f' width="{hero.width}" height="{hero.height}"' if hero.width and hero.height else ""
    alt = html.escape(hero.alt or "")
    return (
        f'<figure><img class="webfeedsFeaturedVisual" src="{html.escape(hero.url)}" '
        f'alt="{alt}"{size}></figure>'
    )


def _absolute_attribute(name: str, value: str, base: str) -> str | None:
    if name in _URLS:
        return _absolute(value, base)
    if name == "srcset":
        candidates = (
            candidate.split(None, 1) for candidate in value.split(",") if candidate.strip()
        )
        return ", ".join(" ".join([_absolute(url, base) or "", *rest]) for url, *rest in candidates)
    return value


def _absolute(url: str, base: str) -> str | None:
    """Resolve `url` and write it in the characters RFC 3986 allows; None for what is no URL."""
    try:
        parts = urlsplit(urljoin(base, url.strip()))
        host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    except (UnicodeError, ValueError):
        return None
    path, query, fragment = (
        quote(part, safe="%/:?@!$&'()*+,;=~-._")
        for part in (parts.path, parts.query, parts.fragment)
    )
    return urlunsplit((parts.scheme, host, path, query, fragment))
