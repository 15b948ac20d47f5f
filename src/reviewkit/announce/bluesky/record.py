"""The record of a Bluesky post, what names it, and what it links to."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from reviewkit.announce.message import Card, Facet
from reviewkit.announce.picture import FittedPicture
from reviewkit.announce.ports import Order
from reviewkit.text import scrubbed
from reviewkit.urls import ascii_url

__all__ = [
    "COLLECTION",
    "blob",
    "creation",
    "key_of",
    "language",
    "links_to",
    "post_uri",
    "post_url",
    "uri_at",
]

COLLECTION: Final = "app.bsky.feed.post"

_LANGUAGE: Final = re.compile(
    r"[a-z]{2,3}(-[a-z]{3}){0,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-([a-z0-9]{5,8}|\d[a-z0-9]{3}))*",
    re.IGNORECASE,
)
"""A language tag of BCP 47 (RFC 5646, section 2.1), without extensions."""
_PRIMARY: Final = re.compile(r"[a-z]{2,3}(?=$|[-_])", re.IGNORECASE)

_POST: Final = re.compile(
    rf"(?:at://([^/]+)/{re.escape(COLLECTION)}/|https://bsky\.app/profile/([^/]+)/post/)([^/?#]+)"
)


def creation(order: Order, account: str, thumb: Mapping[str, Any] | None) -> dict[str, Any]:
    """Give the input of `com.atproto.repo.createRecord` that makes the post.

    `thumb` is the blob of the card's picture as the upload gave it, None without one. The record is
    that of lexicon app.bsky.feed.post; without `langs` where the language is not known.
    """
    message = order.message
    record: dict[str, Any] = {
        "$type": COLLECTION,
        "text": message.text,
        "createdAt": _moment(order.created_at),
    }
    lang = language(message.material.lang)
    if lang:
        record["langs"] = [lang]
    if message.facets:
        record["facets"] = [_facet(facet) for facet in message.facets]
    if message.card:
        record["embed"] = _embed(message.card, thumb)
    return {
        "repo": account,
        "collection": COLLECTION,
        "rkey": order.key,
        "record": record,
    }


def blob(picture: FittedPicture, link: str) -> dict[str, Any]:
    """Give the reference to a picture that is uploaded as `link` (atproto.com/specs/data-model)."""
    return {
        "$type": "blob",
        "ref": {"$link": link},
        "mimeType": picture.type,
        "size": picture.size,
    }


def language(lang: str | None) -> str | None:
    """Write a language as BCP 47 has it: `en_US` is `en-US`; None for what is no language.

    A server refuses a post whose language it cannot read, so of an odd one only the first part is
    said.
    """
    tag = (lang or "").strip().replace("_", "-")
    if _LANGUAGE.fullmatch(tag):
        return tag
    match = _PRIMARY.match(tag)
    return match[0].lower() if match else None


def post_uri(account: str, key: str) -> str:
    """Give the name of a post on all servers (atproto.com/specs/at-uri-scheme)."""
    return f"at://{account}/{COLLECTION}/{key}"


def post_url(account: str, key: str) -> str:
    """Give the address at which people see a post; by the DID, because handles change."""
    return f"https://bsky.app/profile/{account}/post/{key}"


def key_of(post: str, names: Iterable[str]) -> str | None:
    """Give the record key in the URI or address of a post; None unless one of `names` has it.

    `names` are the account's DID and handles.
    """
    match = _POST.fullmatch(post.strip().rstrip("/"))
    if match is None or unquote(match[1] or match[2]).lower() not in names:
        return None
    return match[3]


def uri_at(url: str, account: str) -> str:
    """Give the name of the account's post at an address; empty where it is none, or another's."""
    match = _POST.fullmatch(url.strip().rstrip("/"))
    if match is None:
        return ""
    owner = unquote(match[1] or match[2]).lower()
    is_other = owner.startswith("did:") and owner != account
    return "" if is_other else post_uri(account, match[3])


def links_to(record: object, links: Iterable[str]) -> bool:
    """Tell whether a record is a post of its own, no answer, that links one of `links`.

    The link may stand in the card or in the text. http or https, a slash or `index.html` at the
    end, and what was added behind `?` do not count.
    """
    if not isinstance(record, Mapping) or "reply" in record:
        return False
    wanted = [_Page(link) for link in links]
    return any(
        page.is_at(want) for page in map(_Page, _links(record)) for want in wanted if want.host
    )


class _Page:
    """An address in the parts that tell pages apart; without a host where it is none."""

    def __init__(self, link: str) -> None:
        try:
            parts = urlsplit(ascii_url(link.strip()))
        except (ValueError, UnicodeError):
            parts = urlsplit("")
        self.host = parts.netloc.lower()
        self.path = unquote(parts.path).removesuffix("index.html").rstrip("/")
        self.query = parts.query

    def is_at(self, wanted: "_Page") -> bool:
        same = (self.host, self.path) == (wanted.host, wanted.path)
        return same and wanted.query in {"", self.query}


def _links(record: Mapping[str, Any]) -> Iterator[str]:
    """Yield the links of a record that anybody may have written, so that nothing of it is sure."""
    embed = record.get("embed")
    for part in (embed, _inner(embed, "media")):
        yield from _uri(_inner(part, "external"))
    for facet in _list(record.get("facets")):
        for feature in _list(_inner(facet, "features")):
            yield from _uri(feature)


def _inner(part: object, name: str) -> object:
    return part.get(name) if isinstance(part, Mapping) else None


def _list(part: object) -> list[object]:
    return part if isinstance(part, list) else []


def _uri(part: object) -> Iterator[str]:
    uri = _inner(part, "uri")
    if isinstance(uri, str):
        yield uri


def _moment(moment: dt.datetime) -> str:
    """Write a moment as the network recommends (atproto.com/specs/lexicon, datetime)."""
    text = moment.astimezone(dt.UTC).isoformat(timespec="milliseconds")
    return text.removesuffix("+00:00") + "Z"


def _facet(facet: Facet) -> dict[str, Any]:
    """Write a hashtag as lexicon app.bsky.richtext.facet has it."""
    return {
        "index": {"byteStart": facet.start, "byteEnd": facet.end},
        "features": [{"$type": "app.bsky.richtext.facet#tag", "tag": facet.tag}],
    }


def _embed(card: Card, thumb: Mapping[str, Any] | None) -> dict[str, Any]:
    """Write a card as lexicon app.bsky.embed.external has it."""
    external: dict[str, Any] = {
        "uri": card.uri,
        "title": scrubbed(card.title),
        "description": scrubbed(card.description),
    }
    if thumb is not None:
        external["thumb"] = dict(thumb)
    return {"$type": "app.bsky.embed.external", "external": external}
