"""What would be sent, as a person reads it before it goes out."""

import json
from collections.abc import Iterator, Sequence

from reviewkit.announce import Message
from reviewkit.cli.announcing.drafts import Draft, SentPicture
from reviewkit.model import Image

__all__ = ["preview"]


def preview(drafts: Sequence[Draft], *, with_requests: bool) -> Iterator[str]:
    """Yield the lines; `with_requests` shows each request whole."""
    shown = ""
    for draft in drafts:
        about = draft.message.material
        if about.slug != shown:
            shown = about.slug
            yield f"== {about.source}"
            yield f"   {about.url}"
            yield ""
        yield from _body(draft)
        yield from _request(draft, whole=with_requests)
        yield ""


def _body(draft: Draft) -> Iterator[str]:
    message = draft.message
    counts = [f"{message.length} of {message.limit} characters"]
    if message.byte_limit is not None:
        counts.append(f"{message.bytes} of {message.byte_limit} bytes")
    counts += filter(None, [message.visibility, message.material.lang])
    account = f" ({message.account})" if message.account else ""
    yield f"-- {message.network}{account}: {', '.join(counts)}"
    if draft.note:
        yield f"   not sent  {draft.note}"
    if message.content_warning:
        yield f"   warning   {message.content_warning}"
    yield from (f"   | {line}".rstrip() for line in message.text.splitlines())
    yield from _card(message, draft.picture)
    if message.dropped_hashtags:
        yield f"   left out  {' '.join(f'#{tag}' for tag in message.dropped_hashtags)}"
    if message.shortened:
        yield "   cut       the sentence is too long for this network"


def _card(message: Message, picture: SentPicture | None) -> Iterator[str]:
    if message.card:
        yield f"   card      {message.card.uri}"
        yield f"             {message.card.title}"
        if message.card.description:
            yield f"             {message.card.description}"
    elif message.picture is None:
        yield "   card      made by the server from the page behind the link"
    if picture is None:
        yield f"   picture   {'none' if message.card else 'none attached'}"
        return
    yield f"   picture   {_image(picture.image)}"
    if picture.fitted:
        fitted = picture.fitted
        size = f"{fitted.width} x {fitted.height}, {fitted.size:,} bytes"
        yield f"             sent as {fitted.type}, {size}"
    else:
        yield f"             not sent: {picture.why_not}"


def _image(image: Image) -> str:
    if image.file is None:
        return f"{image.url} (on another host)"
    parts = [image.file]
    if image.width and image.height:
        parts.append(f"{image.width} x {image.height}")
    if image.bytes is not None:
        parts.append(f"{image.bytes:,} bytes")
    parts.append(f"alt: {image.alt}" if image.alt else "no alt text")
    return ", ".join(parts)


def _request(draft: Draft, *, whole: bool) -> Iterator[str]:
    if draft.request is None:
        if draft.message.account is not None:
            yield "   request   made with a key of the account, which is known after a login"
        return
    yield f"   request   {draft.request['method']} {draft.request['url']}"
    yield f"   key       {draft.key}"
    if whole:
        text = json.dumps(
            {name: draft.request[name] for name in ("headers", "body")},
            ensure_ascii=False,
            indent=2,
        )
        yield from (f"   > {line}" for line in text.splitlines())
