"""The pictures of posts: what their files hold, whichever generator puts them on the web."""

import contextlib
import dataclasses
import re
import unicodedata
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from reviewkit.errors import Problem, Where
from reviewkit.lines import key_line
from reviewkit.model import Image, Post
from reviewkit.picture_size import SVG, Picture, picture_in

__all__ = ["IMAGE_KEYS", "image_line", "measured", "name_in", "type_by_name"]

IMAGE_KEYS: Final = (
    "image",
    "cover",
    "hero",
    "heroImage",
    "hero_image",
    "images",
    "featured_image",
    "featuredImage",
    "thumbnail",
)
"""What generators and their themes call a post's picture, the most common first."""

_TYPES_BY_NAME: Final = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}


_BEHIND_PATH: Final = re.compile("[?#]")


def type_by_name(address: str) -> str | None:
    """Give the media type that the name in an address or path stands for; None for no picture's."""
    path = urlsplit(address).path if "://" in address else _BEHIND_PATH.split(address, 1)[0]
    return _TYPES_BY_NAME.get(path[path.rfind(".") :].lower())


def image_line(head: str) -> int:
    """Give the line of a front matter that names the picture; 1 where none does."""
    return next((line for key in IMAGE_KEYS if (line := key_line(head, key)) > 1), 1)


def measured(post: Post, root: Path) -> tuple[Image | None, Problem | None]:
    """Look at the hero's file: give the image with width, height, size and type.

    A picture on another host is given as it is, also where its file could have been in the site, as
    with a `cdn`. One whose file is missing, no picture or outside the site is given as None, with a
    warning that names the post; the last is not even opened.
    """
    image = post.image
    if image is None or image.file is None:
        return image, None
    name = name_in(root, image.file)
    if name is None:
        fix = "put the picture into the site's folder; no generator publishes what lies outside"
        return None, _warning(post, f"the hero image {image.file} lies outside the site", fix)
    try:
        picture, size = _looked_at(root / name)
    except FileNotFoundError:
        if urlsplit(image.url).hostname != urlsplit(post.url).hostname:
            return dataclasses.replace(image, file=None), None
        twin = _twin(root / name)
        fix = (
            f"rename the file {twin!a}: its name has other characters that only look the same"
            if twin
            else f"put the picture at {image.file}, or correct the path of the image"
        )
        return None, _warning(post, f"the hero image {image.file} does not exist", fix)
    except (OSError, ValueError) as error:
        fix = "save the picture again as PNG, JPEG or WebP"
        return None, _warning(post, f"the hero image {image.file} cannot be read: {error}", fix)
    width, height = picture.size or (None, None)
    return dataclasses.replace(
        image, file=name, width=width, height=height, bytes=size, type=picture.type
    ), None


def name_in(root: Path, name: str) -> str | None:
    """Give the name below `root` of the file that a path of the site stands for.

    None for a path that leaves the site. A query or fragment after the name is for the browser.
    """
    depth = 0
    for part in PurePosixPath(name).parts:
        depth += -1 if part == ".." else 1
        if depth < 0 or part.startswith("/"):
            return None
    with contextlib.suppress(OSError, ValueError):
        if not (root / name).exists():
            bare = re.split("[?#]", name, maxsplit=1)[0]
            return bare or name
    return name


def _looked_at(file: Path) -> tuple[Picture, int]:
    """Read kind and size of a picture, and the length of its file in bytes."""
    size = file.stat().st_size
    if not file.is_file():
        raise ValueError("it is no file")
    with file.open("rb") as stream:
        picture = picture_in(stream)
    if picture.type == SVG and file.suffix.lower() != ".svg":
        raise ValueError("it is no picture of the kind its name says")  # servers go by the name
    return picture, size


def _twin(file: Path) -> str | None:
    """Find a file whose name differs only in how Unicode writes its letters (UAX 15)."""
    wanted = unicodedata.normalize("NFC", file.name)
    try:
        names = (entry.name for entry in file.parent.iterdir())
        return next((name for name in names if unicodedata.normalize("NFC", name) == wanted), None)
    except OSError:
        return None


def _warning(post: Post, what: str, fix: str) -> Problem:
    return Problem(
        severity="warning",
        what=f"{what}. The post is used without its picture",
        where=Where(post.source, image_line(post.head)),
        fix=fix,
    )
