"""The hero image: its one address, and whether the text shows it already."""

import html
import re
import unicodedata
from typing import Final
from urllib.parse import unquote, urlsplit, urlunsplit

from reviewkit.feeds.absolute import absolute
from reviewkit.images import type_by_name
from reviewkit.model import Image

__all__ = ["figure", "hero_url", "same_address", "same_picture"]

_UNRESERVED: Final = re.compile(r"%([0-9A-Fa-f]{2})")
_PORTS: Final = {"http": ":80", "https": ":443"}


def hero_url(image: Image, base: str) -> str | None:
    """Give the one address that a feed writes for a picture wherever it names it.

    Readers that leave out a picture which the text shows compare addresses byte by byte. `base` is
    the address of the post. None for what is no address.
    """
    return absolute(image.url, base)


def same_address(one: str, other: str) -> bool:
    """Tell whether two absolute addresses are spellings of one (RFC 3986, section 6.2.2 and 6.2.3).

    Such a one may be written for the other.
    """
    return one == other or _normal(one) == _normal(other)


def same_picture(one: str, other: str) -> bool:
    """Tell whether a person would see one picture at two absolute addresses.

    A query after the name of a picture (`a.jpg?w=400`) asks for a size or gets around a cache;
    https and http show the same, and so do the two ways of Unicode to write an umlaut.
    """
    return _shown(one) == _shown(other)


def figure(url: str, image: Image) -> str:
    """Make the figure that comes before the text; the class is the one Feedly looks for."""
    size = f' width="{image.width}" height="{image.height}"' if image.width and image.height else ""
    return (
        f'<figure><img class="webfeedsFeaturedVisual" src="{html.escape(url)}" '
        f'alt="{html.escape(image.alt or "")}"{size}></figure>'
    )


def _normal(url: str) -> str:
    parts = urlsplit(_UNRESERVED.sub(_decoded, url))
    host = parts.netloc.lower().removesuffix(_PORTS.get(parts.scheme, ":"))
    return urlunsplit(parts._replace(netloc=host, path=parts.path or "/"))


def _decoded(found: re.Match[str]) -> str:
    character = chr(int(found[1], 16))
    plain = character.isascii() and (character.isalnum() or character in "-._~")
    return character if plain else found[0].upper()


def _shown(url: str) -> tuple[str, str, str]:
    parts = urlsplit(_normal(url))
    path = unicodedata.normalize("NFC", unquote(parts.path))
    return parts.netloc, path, "" if type_by_name(url) else parts.query
