"""How long a Mastodon server is waited for."""

from dataclasses import dataclass

__all__ = ["Patience"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Seconds after which something is given up: `login` and `find` as a whole, and one `request`.

    `media` is for the server to work on an upload. The whole of a send takes at most three requests
    and a media.
    """

    login: float = 50.0
    request: float = 50.0
    media: float = 50.0
    find: float = 120.0
