"""Hero images: the URL Chirpy's templates give, the file behind it, and what the file holds."""

import dataclasses
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from reviewkit.errors import Problem, Where
from reviewkit.jekyll.front_matter import key_line
from reviewkit.jekyll.permalink import absolute_url
from reviewkit.jekyll.ruby import extension
from reviewkit.model import Image, Post

__all__ = ["hero_image", "measured"]

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

_PLAIN_URL: Final = re.compile(r"https?://[a-z0-9.-]+(?::[0-9]+)?/[A-Za-z0-9/._~-]*")


def hero_image(front_matter: Mapping[str, Any], config: Mapping[str, Any]) -> Image | None:
    """Read `image:` (a path, or a mapping with `path` and `alt`) as the Chirpy theme does.

    A path without a scheme goes below `media_subpath` (older: `img_path`), then below the site's
    `cdn` or address (Chirpy 7, media-url.html). Nothing is read from disk; `measured` does that.
    Raises ValueError for what is no URL.
    """
    given = front_matter.get("image")
    alt = None
    if isinstance(given, Mapping):
        alt = given.get("alt")
        given = given.get("path", given.get("src"))
    if not given or not isinstance(given, str) or given.startswith("data:"):
        return None
    alt = str(alt).strip() if alt is not None else None
    kind = _TYPES_BY_NAME.get(extension(re.split(r"[?#]", given, maxsplit=1)[0]).lower())
    if ":" in given:
        return Image(url=absolute_url("", given), file=None, alt=alt, type=kind)
    subpath = front_matter.get("media_subpath") or front_matter.get("img_path") or ""
    local = re.sub("/+", "/", f"/{subpath}/{given}")
    if ":/" in local:
        url = local.lstrip("/").replace(":/", "://", 1)
        return Image(url=absolute_url("", url), file=None, alt=alt, type=kind)
    cdn = str(config.get("cdn") or config.get("img_cdn") or "").rstrip("/")
    base = str(config.get("baseurl") or "").strip("/")
    site = str(config.get("url") or "").rstrip("/") + (f"/{base}" if base else "")
    url = (cdn or site) + local
    url = url if _PLAIN_URL.fullmatch(url) else absolute_url("", url)
    return Image(url=url, file=unquote(local).lstrip("/"), alt=alt, type=kind)


def measured(post: Post, root: Path) -> tuple[Image | None, Problem | None]:
    """Look at the hero's file: give the image with width, height, size and type.

    A picture on another host is given as it is. One whose file is missing or no picture is given as
    None, with a warning that names the post.
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
        fix = f"put the picture at {image.file}, or correct image and media_subpath"
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
        where=Where(post.source, key_line(post.head, "image")),
        fix=fix,
    )
