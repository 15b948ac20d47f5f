"""The pictures of posts: what their files hold, whichever generator puts them on the web."""

import dataclasses
import re
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from reviewkit.errors import Problem, Where
from reviewkit.lines import key_line
from reviewkit.model import Image, Post

__all__ = ["IMAGE_KEYS", "image_line", "measured", "type_by_name"]

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
_TYPES_BY_CONTENT: Final = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
    (re.compile(rb"....ftypavi[fs]", re.DOTALL), "image/avif"),
)


def type_by_name(address: str) -> str | None:
    """Give the media type that the name in an address or path stands for; None for no picture's."""
    return _TYPES_BY_NAME.get(PurePosixPath(urlsplit(address).path).suffix.lower())


def image_line(head: str) -> int:
    """Give the line of a front matter that names the picture; 1 where none does."""
    return next((line for key in IMAGE_KEYS if (line := key_line(head, key)) > 1), 1)


def measured(post: Post, root: Path) -> tuple[Image | None, Problem | None]:
    """Look at the hero's file: give the image with width, height, size and type.

    A picture on another host is given as it is, also where its file could have been in the site, as
    with a `cdn`. One whose file is missing or no picture is given as None, with a warning that
    names the post.
    """
    image = post.image
    if image is None or image.file is None:
        return image, None
    file = root / image.file
    try:
        size = file.stat().st_size
        kind = _media_type(file)
        width, height = _dimensions(file)
    except FileNotFoundError:
        if urlsplit(image.url).hostname != urlsplit(post.url).hostname:
            return dataclasses.replace(image, file=None), None
        fix = f"put the picture at {image.file}, or correct the path of the image"
        return None, _warning(post, f"the hero image {image.file} does not exist", fix)
    except (OSError, ValueError) as error:
        fix = "save the picture again as PNG, JPEG or WebP"
        return None, _warning(post, f"the hero image {image.file} cannot be read: {error}", fix)
    return dataclasses.replace(image, width=width, height=height, bytes=size, type=kind), None


def _media_type(file: Path) -> str:
    """Tell the type by the first bytes, whatever the name says; by the name for SVG."""
    if not file.is_file():
        raise ValueError("it is no file")
    with file.open("rb") as stream:
        start = stream.read(16)
    for pattern, kind in _TYPES_BY_CONTENT:
        if pattern.match(start):
            return kind
    if file.suffix.lower() == ".svg":
        return _TYPES_BY_NAME[".svg"]
    raise ValueError("it is no picture of a kind that browsers show")


def _dimensions(file: Path) -> tuple[int | None, int | None]:
    import imagesize  # noqa: PLC0415 -- slow to import, and most commands look at no picture

    width, height = imagesize.get(file)
    if width < 1 or height < 1:
        if file.suffix.lower() == ".svg":
            return None, None
        raise ValueError("its size cannot be found, it is probably cut short")
    return int(width), int(height)


def _warning(post: Post, what: str, fix: str) -> Problem:
    return Problem(
        severity="warning",
        what=f"{what}. The post is used without its picture",
        where=Where(post.source, image_line(post.head)),
        fix=fix,
    )
