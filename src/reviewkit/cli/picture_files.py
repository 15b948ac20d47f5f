"""The files of posts' pictures: from the site's folder, or from where they lie on the web."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from reviewkit.cli.kept import Kept
from reviewkit.errors import Problem, Where
from reviewkit.images import name_in
from reviewkit.model import Image
from reviewkit.text import printable

__all__ = ["SECONDS", "Pictures"]

SECONDS: Final = 60.0
"""How long a download may take, with its redirects."""

_MOST_BYTES: Final = 50_000_000
_OK: Final = 200


class Pictures:
    """Gets pictures; one object for a run, and for all its threads: each is got once.

    `root` is the folder of the site. `places` says where pictures are named, as far as is known.
    """

    def __init__(
        self, root: Path, places: Mapping[Image, Where] | None = None, *, seconds: float = SECONDS
    ) -> None:
        self._root = root
        self._places = places or {}
        self._seconds = seconds
        self._kept: Kept[Image, bytes | Problem] = Kept()

    def __call__(self, image: Image) -> bytes | Problem:
        """Give the bytes of a picture's file, whatever they hold, or a warning. Raises nothing.

        A picture of another host is got over https only, as what comes is published.
        """
        return self._kept.get(image, lambda: self._got(image), lambda _: True)

    def _got(self, image: Image) -> bytes | Problem:
        if image.file is None:
            return self._downloaded(image)
        name = name_in(self._root, image.file)
        if name is None:
            return self._problem(
                image,
                f"the picture {printable(image.file)} lies outside the site",
                "put the picture into the site's folder",
            )
        try:
            return _content(self._root / name)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            return self._problem(
                image,
                f"the picture {printable(name)} cannot be read: {reason}",
                "put the picture there, or correct the path of the image",
            )

    def _downloaded(self, image: Image) -> bytes | Problem:
        from reviewkit.cli.web_get import (  # noqa: PLC0415 -- slow to import, as httpx is
            Unanswered,
            get,
        )

        answer = get(image.url, seconds=self._seconds, most=_MOST_BYTES, only_secure=True)
        if isinstance(answer, Unanswered):
            reason = answer.reason
        elif answer.status != _OK:
            reason = f"answers {answer.status}"
        elif not answer.is_whole:
            reason = f"has more than {_MOST_BYTES:,} bytes"
        else:
            return answer.body
        return self._problem(
            image,
            f"the picture {printable(image.url)} {reason}",
            "correct the address of the image, or put the picture into the site's folder",
        )

    def _problem(self, image: Image, what: str, fix: str) -> Problem:
        return Problem(severity="warning", what=what, where=self._places.get(image), fix=fix)


def _content(file: Path) -> bytes:
    """Read a file, following links as generators do. Raises OSError, ValueError."""
    if not file.is_file():
        if file.exists():
            raise ValueError("it is no file")
        raise FileNotFoundError(None, "it does not exist")
    with file.open("rb") as stream:
        data = stream.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise ValueError(f"it has more than {_MOST_BYTES:,} bytes")
    return data
