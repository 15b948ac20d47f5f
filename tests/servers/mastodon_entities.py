"""What the fake Mastodon keeps, and how it looks in answers ("Entities" of the documentation)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.servers.mastodon_kinds import Kind, Media, Processing
from tests.servers.mastodon_oauth import Account
from tests.servers.mastodon_text import entities, links, written

__all__ = [
    "Status",
    "Upload",
    "account_json",
    "instance_v1_json",
    "instance_v2_json",
    "media_json",
    "source_json",
    "stamp",
    "status_json",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A status; `reblog_of` is an address when it only passes another one on."""

    id: str
    account: Account
    text: str
    spoiler: str
    visibility: str
    sensitive: bool
    language: str
    media: tuple[str, ...]
    created: datetime
    key: str | None = None
    edited: datetime | None = None
    reblog_of: str | None = None


@dataclass(slots=True, kw_only=True)
class Upload:
    """A file that was sent, and how far it is."""

    id: str
    account: Account
    mime_type: str
    data: bytes
    description: str | None
    focus: str | None
    plan: Media
    checked: int = 0
    status_id: str | None = None

    @property
    def ready(self) -> bool:
        """Say whether it can be attached."""
        waited = self.checked >= self.plan.checks
        done = self.plan.processing is Processing.DONE
        return done or (self.plan.processing is Processing.READY and waited)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What the server found on a page that a status links to; `url` is its canonical one."""

    url: str
    title: str = ""
    description: str = ""
    image: str | None = None


@dataclass(slots=True, kw_only=True)
class Surroundings:
    """What a status is shown with: the server's address and kind, its people, uploads and pages."""

    url: str
    kind: Kind
    users: frozenset[str]
    uploads: Mapping[str, Upload]
    pages: Mapping[str, Card] = field(default_factory=dict)


def stamp(moment: datetime) -> str:
    """Write a moment as Mastodon's API does."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def account_json(account: Account, home: str) -> dict[str, Any]:
    """Give an Account."""
    return {
        "id": account.id,
        "username": account.username,
        "acct": account.username,
        "display_name": "",
        "locked": False,
        "bot": False,
        "created_at": stamp(account.created),
        "note": "",
        "url": f"{home}/@{account.username}",
        "uri": f"{home}/users/{account.username}",
        "emojis": [],
        "fields": [],
    }


def source_json(account: Account) -> dict[str, Any]:
    """Give what only the account's own token sees of it."""
    return {
        "privacy": "public",
        "sensitive": account.sensitive,
        "language": account.language,
        "note": "",
        "fields": [],
        "follow_requests_count": 0,
    }


def media_json(upload: Upload, home: str) -> dict[str, Any]:
    """Give a MediaAttachment; it has no address before it is ready."""
    address = f"{home}/media/{upload.id}"
    return {
        "id": upload.id,
        "type": "gifv" if upload.mime_type == "image/gif" else "image",
        "url": f"{address}/original" if upload.ready else None,
        "preview_url": f"{address}/small",
        "remote_url": None,
        "meta": {"focus": focus_json(upload.focus)} if upload.focus else {},
        "description": upload.description,
        "blurhash": None,
    }


def focus_json(focus: str) -> dict[str, float]:
    """Give the focal point that came as "x,y"."""
    x, y = map(float, focus.split(","))
    return {"x": x, "y": y}


def card_json(status: Status, around: Surroundings) -> dict[str, Any] | None:
    """Give a PreviewCard of the first page linked to; a picture in the status takes its place."""
    known = [around.pages[url] for url in links(status.text) if url in around.pages]
    if not known or status.media or not around.kind.cards:
        return None
    card = known[0]
    return {
        "url": card.url,
        "title": card.title,
        "description": card.description,
        "type": "link",
        "image": card.image,
        "authors": [],
        "html": "",
    }


def status_json(status: Status, around: Surroundings) -> dict[str, Any]:
    """Give a Status."""
    home, name = around.url, status.account.username
    found = entities(status.text)
    tags = dict.fromkeys(e.text.lower() for e in found if e.what == "tag")
    users = dict.fromkeys(e.text.removeprefix("@") for e in found if e.what == "mention")
    content = written(status.text, home, around.users) if status.text else ""
    return {
        "id": status.id,
        "created_at": stamp(status.created),
        "edited_at": stamp(status.edited) if status.edited else None,
        "in_reply_to_id": None,
        "in_reply_to_account_id": None,
        "sensitive": status.sensitive,
        "spoiler_text": status.spoiler,
        "visibility": status.visibility,
        "language": status.language,
        "uri": f"{home}/users/{name}/statuses/{status.id}",
        "url": f"{home}/@{name}/{status.id}",
        "replies_count": 0,
        "reblogs_count": 0,
        "favourites_count": 0,
        "content": content,
        "reblog": {"id": "1", "uri": status.reblog_of} if status.reblog_of else None,
        "account": account_json(status.account, home),
        "media_attachments": [media_json(around.uploads[id_], home) for id_ in status.media],
        "mentions": [
            {"username": user, "acct": user, "url": f"{home}/@{user}"}
            for user in users
            if user in around.users
        ],
        "tags": [{"name": tag, "url": f"{home}/tags/{tag}"} for tag in tags],
        "emojis": [],
        "card": card_json(status, around),
        "poll": None,
    }


def instance_v2_json(kind: Kind, home: str) -> dict[str, Any]:
    """Give an Instance."""
    media: dict[str, Any] = {
        "supported_mime_types": list(kind.mime_types),
        "image_size_limit": kind.image_size_limit,
        "image_matrix_limit": 33_177_600,
    }
    if kind.description_limit is not None:
        media["description_limit"] = kind.description_limit
    versions = {"api_versions": {"mastodon": kind.api_version}} if kind.api_version else {}
    return {
        "domain": home.removeprefix("http://"),
        "title": "A server for tests",
        "version": kind.version,
        "source_url": "https://source.example/",
        "description": "",
        "languages": ["en"],
        "configuration": {
            "urls": {},
            "statuses": _statuses_json(kind),
            "media_attachments": media,
        },
        "registrations": {"enabled": False, "approval_required": False, "message": None},
        "rules": [],
        **versions,
    }


def instance_v1_json(kind: Kind, home: str) -> dict[str, Any]:
    """Give a V1::Instance."""
    return {
        "uri": home.removeprefix("http://"),
        "title": "A server for tests",
        "short_description": "",
        "description": "",
        "email": "",
        "version": kind.version,
        "urls": {},
        "stats": {"user_count": 1, "status_count": 0, "domain_count": 1},
        "languages": ["en"],
        "registrations": False,
        "approval_required": False,
        "invites_enabled": False,
        "configuration": {
            "statuses": _statuses_json(kind),
            "media_attachments": {
                "supported_mime_types": list(kind.mime_types),
                "image_size_limit": kind.image_size_limit,
                "image_matrix_limit": 33_177_600,
            },
        },
        "rules": [],
    }


def _statuses_json(kind: Kind) -> dict[str, int]:
    return {
        "max_characters": kind.max_characters,
        "max_media_attachments": kind.max_media,
        "characters_reserved_per_url": kind.reserved_per_url,
    }
