"""What an announcement is made of and what comes of it, as values."""

import hashlib
import json
from dataclasses import asdict, dataclass

from reviewkit.model import Image, RenderedPost
from reviewkit.text import scrubbed

__all__ = ["Card", "Facet", "Material", "Message", "material", "payload"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What there is to say about a post; all plain text.

    `content_warning` is set for a review that must not be read by accident.
    """

    slug: str
    source: str
    url: str
    title: str
    sentence: str
    rating: str
    description: str
    tags: tuple[str, ...]
    lang: str | None
    image: Image | None
    content_warning: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A hashtag in a text: byte offsets in UTF-8, the end exclusive; `tag` without its `#`."""

    start: int
    end: int
    tag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A link card; `thumb` is the picture to show in it."""

    uri: str
    title: str
    description: str
    thumb: Image | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A post as one network would get it; `account` is who posts it, None while nobody is set.

    `length` of at most `limit` counts as the network counts; so do `bytes` and `byte_limit`, None
    where the network does not count bytes. `card` is what is sent as a card, None where the network
    makes it from the page; `picture` is what is attached. `dropped_hashtags` and `shortened` say
    what had to go to fit.
    """

    network: str
    account: str | None
    material: Material
    text: str
    length: int
    limit: int
    bytes: int | None
    byte_limit: int | None
    content_warning: str | None
    visibility: str | None
    facets: tuple[Facet, ...]
    card: Card | None
    picture: Image | None
    dropped_hashtags: tuple[str, ...]
    shortened: bool


def material(rendered: RenderedPost) -> Material | None:
    """Gather what an announcement says; None for a post without a one-sentence review.

    `content_warning: text` or `spoiler: true` in the front matter asks for a warning.
    """
    post, review = rendered.post, rendered.review
    if review is None or review.one_sentence is None:
        return None
    return Material(
        slug=post.slug,
        source=post.source,
        url=post.url,
        title=post.title,
        sentence=review.one_sentence.text,
        rating=review.rating.text if review.rating else "",
        description=post.description or "",
        tags=post.tags,
        lang=post.lang,
        image=post.image,
        content_warning=_warning(rendered),
    )


def payload(message: Message) -> str:
    """Give a digest of all that a network gets, by which a later change of it is known."""
    parts = (message.text, message.content_warning, message.visibility, message.material.lang)
    facets, card, picture = map(_tree, (message.facets, message.card, message.picture))
    text = json.dumps([*parts, facets, card, picture], ensure_ascii=True, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _tree(part: tuple[Facet, ...] | Card | Image | None) -> object:
    if isinstance(part, tuple):
        return [asdict(facet) for facet in part]
    return None if part is None else asdict(part)


def _warning(rendered: RenderedPost) -> str | None:
    front_matter = rendered.post.front_matter
    given = front_matter.get("content_warning")
    text = scrubbed(str(given)) if given and given is not True else ""
    if not text and (given is True or front_matter.get("spoiler") is True):
        text = f"Spoilers: {scrubbed(rendered.post.title)}"
    return text or None
