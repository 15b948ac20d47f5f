"""What a Mastodon server takes, in the words of its own answer and in ours."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["ServerLimits"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerLimits:
    """What a server takes; as it stands here, when it does not say.

    `characters` and `per_url` are `max_characters` and `characters_reserved_per_url` of
    `configuration.statuses`; `is_mastodon` says that it has `api_versions.mastodon` (since 4.3) or
    is known to be Mastodon otherwise. Any other program may count more than it says.
    """

    characters: int = 500
    per_url: int = 23
    is_mastodon: bool = True

    @classmethod
    def kept(cls, limits: Mapping[str, Any]) -> "ServerLimits":
        """Give the limits as `Facts.limits` keeps them; what is missing there is the default."""
        return cls(**{name: limits[name] for name in cls.__slots__ if name in limits})
