"""What a run would send, as data: message, request, picture, and why a post would not go."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reviewkit.announce import Message
from reviewkit.announce.keys import post_key
from reviewkit.announce.kind import Facts, Kind
from reviewkit.announce.ledger import Entry, Target
from reviewkit.announce.picture import FittedPicture, UnfitPicture, fitted_picture
from reviewkit.announce.ports import Order
from reviewkit.cli.contract import image_json
from reviewkit.errors import Problem
from reviewkit.model import Image, Post

__all__ = ["Draft", "Drafter", "SentPicture", "draft_json", "sent_picture"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPicture:
    """The picture of a message: as it is in the site, and as it would be sent, or why it is not."""

    image: Image
    fitted: FittedPicture | None
    why_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One message that is not sent: `key` and `request` are None while the account is not known.

    `note` says why a run would not send it, empty where it would.
    """

    message: Message
    too_old: bool
    note: str
    key: str | None
    request: Mapping[str, Any] | None
    picture: SentPicture | None


def sent_picture(
    image: Image | None, kind: Kind, facts: Facts | None, data: bytes | Problem | None
) -> SentPicture | None:
    """Make the picture as it would be sent; `data` is its file, None where it was not fetched."""
    if image is None:
        return None
    if data is None:
        return SentPicture(image=image, fitted=None, why_not="it is fetched when it is sent")
    if isinstance(data, Problem):
        return SentPicture(image=image, fitted=None, why_not=data.what)
    fitted = fitted_picture(data, kind.picture_limits(facts))
    if isinstance(fitted, UnfitPicture):
        return SentPicture(image=image, fitted=None, why_not=f"the picture {fitted.reason}")
    return SentPicture(image=image, fitted=fitted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafter:
    """Makes drafts for one account; `when` is the moment that a try begun now would have."""

    kind: Kind
    facts: Facts | None
    when: dt.datetime

    def draft(
        self,
        message: Message,
        post: Post,
        entry: Entry | None,
        picture: SentPicture | None,
        note: str = "",
        *,
        too_old: bool = False,
    ) -> Draft:
        """Make the draft of a message; `entry` is that of a plan, None where there is none."""
        key, request = None, None
        if self.facts is not None and self.facts.account is not None:
            target = self.kind.target(self.facts)
            own = entry if entry is not None and entry.target == target else None
            key = own.key if own else self._key(target, post)
            created = (own.created_at if own else None) or self.when
            order = Order(message=message, key=key, created_at=created)
            fitted = picture.fitted if picture else None
            request = self.kind.request(order, self.facts, fitted)
        return Draft(
            message=message, too_old=too_old, note=note, key=key, request=request, picture=picture
        )

    def _key(self, target: Target, post: Post) -> str:
        return self.kind.key(target, post_key(post.url), 1, post.date.date())


def draft_json(draft: Draft) -> dict[str, Any]:
    """Give a draft as an element of `reviewkit announce --dry-run --json`."""
    message, picture = draft.message, draft.picture
    card = message.card
    return {
        "network": message.network,
        "account": message.account,
        "slug": message.material.slug,
        "source": message.material.source,
        "url": message.material.url,
        "lang": message.material.lang,
        "text": message.text,
        "length": message.length,
        "limit": message.limit,
        "bytes": message.bytes,
        "byte_limit": message.byte_limit,
        "content_warning": message.content_warning,
        "visibility": message.visibility,
        "facets": [dataclasses.asdict(facet) for facet in message.facets],
        "card": card
        and {
            "uri": card.uri,
            "title": card.title,
            "description": card.description,
            "thumb": image_json(card.thumb),
        },
        "picture": image_json(message.picture),
        "sent_picture": picture
        and {
            "type": picture.fitted.type if picture.fitted else None,
            "width": picture.fitted.width if picture.fitted else None,
            "height": picture.fitted.height if picture.fitted else None,
            "bytes": picture.fitted.size if picture.fitted else None,
            "why_not": picture.why_not or None,
        },
        "dropped_hashtags": list(message.dropped_hashtags),
        "shortened": message.shortened,
        "too_old": draft.too_old,
        "would_send": not draft.note,
        "note": draft.note or None,
        "key": draft.key,
        "request": draft.request,
    }
