"""A status as a Mastodon server has it: how long it is, what in it is a link, and its HTML.

Written after "Posting to your profile" and "Guidelines" of Mastodon's documentation, apart from
reviewkit's own counting, so that each can be held against the other. An address is a link with any
host here, also 127.0.0.1, where the sites of the tests are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Final, Literal

import regex
from tests.servers.mastodon_kinds import Counting, Kind

__all__ = ["Entity", "entities", "length", "links", "written"]

SHOWN: Final = 30
"""How many characters of an address are shown to readers."""

_URL: Final = regex.compile(
    r"""(?<![\w@$#./])
    https?:// (?:[\p{L}\p{N}][\p{L}\p{N}.-]*[\p{L}\p{N}]) (?: : \d+ )?
    (?: / (?: [\w!*';:=+,.$%#\[\]~@|&/\-\p{Pd}] | \( [^()\s]* \) )* )?
    (?: [?#] (?: [\w!?*';:&=+$/%#\[\].,~|@\-] | \( [^()\s]* \) )* )?""",
    regex.VERBOSE | regex.IGNORECASE,
)
_END: Final = ".,;:!?'\"*[]~@|$%"
_TAG: Final = regex.compile(r"(?<![\p{Alnum}=/)&#＃_])[#＃]([\p{L}\p{M}\p{N}_·]*[\p{L}\p{M}_]\w*)")
_MENTION: Final = regex.compile(
    r"(?<![=/\w@])@(?P<user>[a-z0-9_]+(?:[.-]+[a-z0-9_]+)*)(?P<domain>@[\p{L}\p{N}.-]+[\p{L}\p{N}])?",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A part of a text that is more than text."""

    start: int
    end: int
    what: Literal["link", "tag", "mention"]
    text: str


def entities(text: str) -> list[Entity]:
    """Give the links, hashtags and mentions of a text, in order; they do not overlap."""
    found = [*_links(text), *_simple(text)]
    apart: list[Entity] = []
    for entity in sorted(found, key=lambda e: (e.start, e.what != "link")):
        if not apart or entity.start >= apart[-1].end:
            apart.append(entity)
    return apart


def links(text: str) -> list[str]:
    """Give the addresses in a text."""
    return [entity.text for entity in entities(text) if entity.what == "link"]


def _links(text: str) -> Iterator[Entity]:
    for match in _URL.finditer(text):
        url = match[0].rstrip(_END)
        yield Entity(start=match.start(), end=match.start() + len(url), what="link", text=url)


def _simple(text: str) -> Iterator[Entity]:
    for match in _TAG.finditer(text):
        yield Entity(start=match.start(), end=match.end(), what="tag", text=match[1])
    for match in _MENTION.finditer(text):
        yield Entity(start=match.start(), end=match.end(), what="mention", text=match[0])


def length(text: str, spoiler: str, kind: Kind) -> int:
    """Count a status as a kind of server does, its warning with it."""
    if kind.counting is Counting.CODE_POINTS:
        return len(spoiler) + len(text)
    counted = spoiler + "".join(_counted(piece, kind) for piece in pieces(text))
    return len(regex.findall(r"\X", counted))


def _counted(piece: str | Entity, kind: Kind) -> str:
    if isinstance(piece, str):
        return piece
    if piece.what == "link":
        return "x" * kind.reserved_per_url
    if piece.what == "mention":
        return "@" + piece.text.split("@")[1]
    return "#" + piece.text


def pieces(text: str) -> Iterator[str | Entity]:
    """Give a text divided into its entities and what is between them."""
    place = 0
    for entity in entities(text):
        yield text[place : entity.start]
        yield entity
        place = entity.end
    yield text[place:]


def written(text: str, home: str, users: frozenset[str]) -> str:
    """Write a text as HTML; `home` is the server's address, `users` those it knows."""
    inside = "".join(_written(piece, home, users) for piece in pieces(text.replace("\r\n", "\n")))
    paragraphs = regex.split(r"\n{2,}", inside.strip("\n"))
    return "".join(f"<p>{part.replace(chr(10), '<br />')}</p>" for part in paragraphs)


def _written(piece: str | Entity, home: str, users: frozenset[str]) -> str:
    if isinstance(piece, str):
        return escape(piece)
    if piece.what == "link":
        return _link(piece.text)
    if piece.what == "tag":
        address = f"{home}/tags/{escape(piece.text.lower())}"
        name = f"#<span>{escape(piece.text)}</span>"
        return f'<a href="{address}" class="mention hashtag" rel="tag">{name}</a>'
    user = piece.text.removeprefix("@")
    if user not in users:
        return escape(piece.text)
    shown = f'<a href="{home}/@{user}" class="u-url mention">@<span>{user}</span></a>'
    return f'<span class="h-card" translate="no">{shown}</span>'


def _link(url: str) -> str:
    scheme = regex.match(r"https?://(www\.)?", url, regex.IGNORECASE)
    hidden = scheme[0] if scheme else ""
    shown, rest = url[len(hidden) :][:SHOWN], url[len(hidden) :][SHOWN:]
    return (
        f'<a href="{escape(url)}" target="_blank" rel="nofollow noopener" translate="no">'
        f'<span class="invisible">{hidden}</span>'
        f'<span class="{"ellipsis" if rest else ""}">{escape(shown)}</span>'
        f'<span class="invisible">{escape(rest)}</span></a>'
    )
