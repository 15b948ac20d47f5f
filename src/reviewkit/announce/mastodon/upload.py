"""A picture on its way to a Mastodon server, which may work on it before it can be attached."""

import time
from collections.abc import Mapping
from typing import Final

import mastodon

from reviewkit.announce.mastodon.answers import Heard, Reply, Silence
from reviewkit.announce.mastodon.limits import ServerLimits
from reviewkit.announce.mastodon.line import Line
from reviewkit.announce.mastodon.request import described
from reviewkit.announce.picture import UnfitPicture, fitted_picture

__all__ = ["upload"]

_WORKED_ON: Final = frozenset({202, 206})
"""The answers to an upload, and to a question for it, while it is worked on (methods/media)."""

_FIRST_PAUSE: Final = 0.25
_LONGEST_PAUSE: Final = 4.0


def upload(
    line: Line,
    client: mastodon.Mastodon,
    limits: ServerLimits,
    picture: tuple[bytes, str | None],
    patience: tuple[float, float],
) -> str | Heard | UnfitPicture:
    """Upload a picture with its alt text, and give the id to attach; else why there is none.

    `patience` are the seconds for the upload, and for the server to work on it. Mastodon.py's own
    way to wait for that has no end and hides the reason of a failure.
    """
    file, alt = picture
    fitted = fitted_picture(file, limits.pictures)
    if isinstance(fitted, UnfitPicture):
        return fitted
    seconds, longest = patience
    # Bytes, because a file that is open would be sent empty by a second try.
    heard = line.ask(
        lambda: client.media_post(
            fitted.data,
            mime_type=fitted.type,
            description=described(alt, limits.description),
            file_name="picture." + fitted.type.removeprefix("image/"),
        ),
        seconds,
    )
    id_ = _id(heard)
    if id_ is None:
        return heard
    end = time.monotonic() + longest
    pause = _FIRST_PAUSE
    while isinstance(heard, Reply) and heard.status in _WORKED_ON:
        left = end - time.monotonic()
        if left <= pause:
            return Silence(
                reason=f"the server was not done with it after {longest:.0f} seconds", is_sent=True
            )
        time.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)
        heard = line.ask(lambda: client.media(id_), left)
    return id_ if _id(heard) == id_ else heard


def _id(heard: Heard) -> str | None:
    """Give the id in an answer of the entity MediaAttachment."""
    if isinstance(heard, Reply) and heard.is_fine and isinstance(heard.value, Mapping):
        id_ = heard.value.get("id")
        return id_ if isinstance(id_, str) and id_ else None
    return None
