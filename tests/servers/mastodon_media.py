"""The fake Mastodon's answers about uploads ("media API methods")."""

from typing import Final

import regex
from tests.servers.mastodon_entities import Upload, media_json
from tests.servers.mastodon_kinds import Processing
from tests.servers.mastodon_state import State, invalid, missing
from tests.servers.wire import Reply, Request

__all__ = ["check_upload", "describe_upload", "upload"]

_MAGIC: Final = {
    "image/jpeg": rb"\xff\xd8\xff",
    "image/png": rb"\x89PNG\r\n\x1a\n",
    "image/gif": rb"GIF8[79]a",
    "image/webp": rb"RIFF....WEBP",
}


def upload(server: State, request: Request, _: str) -> Reply:
    """Answer POST /api/v2/media."""
    account = server.need(request, "write:media")
    fields = request.form
    data = fields.get("file", b"")
    mime_type = next(
        (n for n, start in _MAGIC.items() if regex.match(start, data, regex.DOTALL)), ""
    )
    if server.media.processing is Processing.REJECTED or mime_type not in server.kind.mime_types:
        raise invalid("Validation failed: File content type is invalid, File is invalid")
    if len(data) > server.kind.image_size_limit:
        limit = server.kind.image_size_limit // 2**20
        raise invalid(f"Validation failed: File file size must be less than {limit} MB")
    allowed, description = server.kind.description_limit, fields.get("description")
    if allowed and description and len(description) > allowed:
        words = f"Description is too long (maximum is {allowed} characters)"
        raise invalid(f"Validation failed: {words}")
    kept = Upload(
        id=server.new_id(),
        account=account,
        mime_type=mime_type,
        data=data,
        description=description,
        focus=fields.get("focus") or None,
        plan=server.media,
    )
    server.uploads[kept.id] = kept
    at_once = server.media.processing is Processing.DONE
    return Reply.json(media_json(kept, server.url), 200 if at_once else 202)


def _free_upload(server: State, request: Request, media_id: str) -> Upload:
    account = server.need(request, "write:media")
    upload = server.uploads.get(media_id)
    if upload is None or upload.account != account or upload.status_id:
        raise missing()
    return upload


def check_upload(server: State, request: Request, media_id: str) -> Reply:
    """Answer GET /api/v1/media/:id: 206 while it is worked on, 404 once it is attached."""
    upload = _free_upload(server, request, media_id)
    never = upload.plan.processing is Processing.NEVER
    if not upload.ready and (never or upload.checked < upload.plan.checks):
        upload.checked += 1
        return Reply.json(media_json(upload, server.url), 206)
    if upload.plan.processing is Processing.FAILED:
        raise invalid("Validation failed: File content type is invalid, File is invalid")
    return Reply.json(media_json(upload, server.url))


def describe_upload(server: State, request: Request, media_id: str) -> Reply:
    """Answer PUT /api/v1/media/:id."""
    upload = _free_upload(server, request, media_id)
    upload.description = request.form.get("description", upload.description)
    upload.focus = request.form.get("focus", upload.focus)
    return Reply.json(media_json(upload, server.url))
