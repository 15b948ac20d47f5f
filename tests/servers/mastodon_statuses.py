"""The fake Mastodon's answers about statuses ("statuses" and "accounts API methods")."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlencode

from tests.servers.mastodon_kinds import Repeat
from tests.servers.mastodon_oauth import Account
from tests.servers.mastodon_state import State, invalid, missing, true, visible
from tests.servers.mastodon_text import length
from tests.servers.wire import Reply, Request

__all__ = ["edit", "listing", "post", "remove", "show", "source"]

KEY_LASTS: Final = timedelta(hours=1)
VISIBILITIES: Final = ("public", "unlisted", "private", "direct")


def post(server: State, request: Request, _: str) -> Reply:
    """Answer POST /api/v1/statuses."""
    account = server.need(request, "write:statuses")
    key = request.headers.get("idempotency-key")
    repeated = _repeated(server, account, key) if key else None
    if repeated:
        return repeated
    fields = request.form
    _check(server, account, fields, attached_to=None)
    status = server.keep(account, fields, key)
    if key:
        server.keys[account.id, key] = (server.now(), status.id)
    # The page is fetched in the background, so the first answer has no card yet.
    return Reply.json({**server.shown(status), "card": None})


def _repeated(server: State, account: Account, key: str) -> Reply | None:
    made, status_id = server.keys.get((account.id, key), (None, ""))
    if made is None or server.now() - made >= KEY_LASTS:
        return None
    match server.kind.repeat:
        case Repeat.HONOURED:
            return Reply.json(server.shown(server.status_of(status_id, account)))
        case Repeat.IGNORED:
            return None
        case Repeat.INTERNAL_ERROR:
            words = "We're sorry, but something went wrong on our end"
            return Reply.json({"error": words}, 500)
        case Repeat.BUSY:
            words = "There was a temporary problem serving your request, please try again"
            return Reply.json({"error": words}, 503)


def _check(
    server: State, account: Account, fields: Mapping[str, Any], attached_to: str | None
) -> None:
    text, media = fields.get("status") or "", fields.get("media_ids") or []
    if not text.strip() and not media:
        raise invalid("Validation failed: Text can't be blank")
    if length(text, fields.get("spoiler_text") or "", server.kind) > server.kind.max_characters:
        limit = server.kind.max_characters
        raise invalid(f"Validation failed: Text character limit of {limit} exceeded")
    if fields.get("visibility", "public") not in VISIBILITIES:
        raise invalid("Validation failed: Visibility is not included in the list")
    if len(media) > server.kind.max_media:
        raise invalid(f"Cannot attach more than {server.kind.max_media} files")
    uploads = [server.uploads.get(str(media_id)) for media_id in media]
    for media_id, upload in zip(media, uploads, strict=True):
        free = upload and upload.status_id in {None, attached_to}
        if upload is None or upload.account != account or not free:
            raise invalid(f"Media {media_id} not found or already attached to another post")
        if not upload.ready:
            words = "Cannot attach files that have not finished processing."
            raise invalid(f"{words} Try again in a moment!")


def edit(server: State, request: Request, status_id: str) -> Reply:
    """Answer PUT /api/v1/statuses/:id; pictures that are not named again are gone."""
    old = server.own_status(request, status_id)
    fields = request.form
    _check(server, old.account, fields, attached_to=old.id)
    spoiler = fields.get("spoiler_text") or ""
    new = replace(
        old,
        text=fields.get("status") or "",
        spoiler=spoiler,
        sensitive=true(fields.get("sensitive")) or bool(spoiler),
        language=fields.get("language") or old.language,
        media=tuple(map(str, fields.get("media_ids") or [])),
    )
    if new != old:
        new = replace(new, edited=server.now())
    server.statuses[server.statuses.index(old)] = new
    server.attach(new)
    return Reply.json(server.shown(new))


def show(server: State, request: Request, status_id: str) -> Reply:
    """Answer GET /api/v1/statuses/:id."""
    return Reply.json(server.shown(server.status_of(status_id, server.viewer(request))))


def remove(server: State, request: Request, status_id: str) -> Reply:
    """Answer DELETE /api/v1/statuses/:id: the status, with its source instead of its HTML."""
    status = server.own_status(request, status_id)
    gone = {name: v for name, v in server.shown(status).items() if name != "content"}
    server.delete(status.id)
    server.attach(replace(status, media=()))
    return Reply.json({**gone, "text": status.text})


def source(server: State, request: Request, status_id: str) -> Reply:
    """Answer GET /api/v1/statuses/:id/source."""
    server.need(request, "read:statuses")
    status = server.status_of(status_id, server.viewer(request))
    source = {"id": status.id, "text": status.text, "spoiler_text": status.spoiler}
    return Reply.json(source)


def listing(server: State, request: Request, account_id: str) -> Reply:
    """Answer GET /api/v1/accounts/:id/statuses, newest first, with Link to the next pages."""
    viewer = server.viewer(request)
    if account_id not in server.accounts:
        raise missing()
    query = {name: values[-1] for name, values in request.query.items()}
    latest = server.now() - server.kind.listing_lag
    found = [
        status
        for status in server.statuses
        if status.account.id == account_id and visible(status, viewer)
        if status.created <= latest
        if not (true(query.get("exclude_reblogs")) and status.reblog_of)
        if int(status.id) < int(query.get("max_id", 10**30))
        if int(status.id) > max(int(query.get("min_id", 0)), int(query.get("since_id", 0)))
    ]
    limit = min(int(query.get("limit", 20)), 40)
    ordered = sorted(found, key=lambda status: int(status.id))
    # `min_id` is the page directly above that status, everything else the newest there are.
    page = (ordered[:limit] if "min_id" in query else ordered[-limit:])[::-1]
    reply = Reply.json([server.shown(status) for status in page])
    if not page:
        return reply
    kept = {n: v for n, v in query.items() if n not in {"max_id", "min_id", "since_id"}}
    older, newer = ({**kept, "max_id": page[-1].id}, {**kept, "min_id": page[0].id})
    here = f"{server.url}{request.path}"
    link = [f'<{here}?{urlencode(newer)}>; rel="prev"']
    if len(page) == limit:
        link.insert(0, f'<{here}?{urlencode(older)}>; rel="next"')
    return replace(reply, headers={**reply.headers, "Link": ", ".join(link)})
