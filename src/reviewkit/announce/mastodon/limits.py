"""What a Mastodon server takes, in the words of its own answer and in ours."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from reviewkit.announce.picture import PictureLimits

__all__ = ["ServerLimits"]

_VERSION: Final = re.compile(r"(\d{1,4})\.(\d{1,4})\b")
_FIRST_WITH_API_VERSIONS: Final = (4, 3)
_YEARS: Final = (1900, 0)
"""Numbers from here on are dates, by which other programs count their versions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerLimits:
    """What a server takes; as it stands here, when it does not say.

    `characters` and `per_url` are `max_characters` and `characters_reserved_per_url` of
    `configuration.statuses`; `image_bytes`, `image_pixels`, `types` and `description` are
    `image_size_limit`, `image_matrix_limit`, `supported_mime_types` and `description_limit` of
    `configuration.media_attachments`. `is_mastodon` says that it has `api_versions.mastodon` (since
    4.3) and is no other program that has it too. Any other may count more than it says.
    """

    characters: int = 500
    per_url: int = 23
    is_mastodon: bool = True
    image_bytes: int = 16_777_216
    image_pixels: int = 33_177_600
    types: tuple[str, ...] = ("image/jpeg", "image/png")
    description: int = 1500

    @classmethod
    def kept(cls, limits: Mapping[str, Any]) -> "ServerLimits":
        """Give the limits as `Facts.limits` keeps them; what is missing there is the default."""
        known = {name: limits[name] for name in cls.__slots__ if name in limits}
        return cls(**{**known, "types": tuple(known["types"])} if "types" in known else known)

    @classmethod
    def said(cls, instance: Mapping[str, Any]) -> "ServerLimits":
        """Read the entity Instance or V1::Instance; what is missing or odd is the default.

        Some servers without `configuration` give `max_toot_chars`.
        """
        configuration = _table(instance, "configuration")
        statuses = _table(configuration, "statuses")
        media = _table(configuration, "media_attachments")
        types = media.get("supported_mime_types")
        types = [one for one in types if isinstance(one, str)] if isinstance(types, list) else []
        default = cls()
        old = _number(instance, "max_toot_chars", default.characters)
        return cls(
            characters=_number(statuses, "max_characters", old),
            per_url=_number(statuses, "characters_reserved_per_url", default.per_url),
            is_mastodon=_is_mastodon(instance),
            image_bytes=_number(media, "image_size_limit", default.image_bytes),
            image_pixels=_number(media, "image_matrix_limit", default.image_pixels),
            types=tuple(types) or default.types,
            description=_number(media, "description_limit", default.description),
        )

    @property
    def facts(self) -> Mapping[str, Any]:
        """Give the limits as `Facts.limits` keeps them."""
        return {**asdict(self), "types": list(self.types)}

    @property
    def pictures(self) -> PictureLimits:
        """Give what the server takes of pictures."""
        return PictureLimits(
            max_bytes=self.image_bytes,
            max_pixels=self.image_pixels,
            types=frozenset(self.types),
        )


def _is_mastodon(instance: Mapping[str, Any]) -> bool:
    """Tell whether it is Mastodon itself, or a fork of it.

    Other programs take over `api_versions` with the version of the API that they imitate; they are
    known by a version of their own, or one with `compatible` in it.
    """
    api = _table(instance, "api_versions").get("mastodon")
    version = instance.get("version")
    if not isinstance(api, int) or not isinstance(version, str) or "compatible" in version.lower():
        return False
    number = _VERSION.match(version)
    if number is None:
        return False
    return _FIRST_WITH_API_VERSIONS <= (int(number[1]), int(number[2])) < _YEARS


def _table(table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = table.get(name)
    return value if isinstance(value, Mapping) else {}


def _number(table: Mapping[str, Any], name: str, default: int) -> int:
    value = table.get(name)
    return value if type(value) is int and value > 0 else default
