"""Hero images of plain sites: the file a post names, and the address it will have."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from reviewkit.images import IMAGE_KEYS, type_by_name
from reviewkit.model import Image
from reviewkit.plain.discovery import PostFile
from reviewkit.urls import ascii_url

__all__ = ["ImagePlaces", "hero_image"]

_PATH_KEYS: Final = ("path", "src", "url", "image", "file", "relative_path")
_STATIC: Final = ("static", "public", "")
"""Where generators keep files that go to the site as they are, the site's own folder last."""


@dataclass(frozen=True, slots=True)
class ImagePlaces:
    """Where a site's pictures lie, and the address of the site (with its base) above them."""

    root: Path
    address: str
    content: tuple[str, ...]

    def static(self, path: str) -> str | None:
        """Find a path of the site among the files that are published as they are."""
        tops = (entry.partition("/")[0] for entry in self.content)
        for folder in dict.fromkeys((*_STATIC, *tops)):
            name = PurePosixPath(folder, path).as_posix()
            if (self.root / name).is_file():
                return name
        return None


def hero_image(
    front_matter: Mapping[str, Any], file: PostFile, url: str, places: ImagePlaces
) -> tuple[Image | None, str | None]:
    """Find a post's picture; `url` is the address of the post.

    A path with a slash in front is one of the site. A file in the bundle of the post (next to its
    `index.md`) lies below the post's address, as in Hugo and Zola. Any other path is one of the
    site when there is such a file in `static`, `public`, the site's folder or the content's.

    Gives the image, or None and the path for which no address is sure. Raises ValueError for what
    is no URL.
    """
    path, alt = _named(front_matter)
    if path is None or path.startswith("data:"):
        return None, None
    kind = type_by_name(path)
    if urlsplit(path).scheme or path.startswith("//"):
        return Image(url=ascii_url(path), file=None, alt=alt, type=kind), None
    bare = unquote(path.removeprefix("{static}").removeprefix("./"))
    if ".." in PurePosixPath(bare).parts or "{" in bare:
        return None, path
    if file.bundle and url.endswith("/") and not bare.startswith("/"):
        beside = (PurePosixPath(file.source).parent / bare).as_posix()
        if (places.root / beside).is_file():
            return Image(url=ascii_url(url + bare), file=beside, alt=alt, type=kind), None
    local = bare.lstrip("/")
    found = places.static(local)
    if found is None and not bare.startswith("/"):
        return None, path
    address = ascii_url(f"{places.address}/{local}")
    return Image(url=address, file=found or f"static/{local}", alt=alt, type=kind), None


def _named(front_matter: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Give path and alternative text of the picture a front matter names."""
    for key in IMAGE_KEYS:
        for value in _flat(front_matter.get(key)):
            if isinstance(value, Mapping):
                path = next((value[name] for name in _PATH_KEYS if value.get(name)), None)
                alt = value.get("alt")
            else:
                path, alt = value, None
            if isinstance(path, str) and path.strip():
                alt = alt or front_matter.get(f"{key}_alt") or front_matter.get(f"{key}Alt")
                return path.strip(), str(alt).strip() if alt else None
    return None, None


def _flat(value: object) -> Iterator[object]:
    yield from value if isinstance(value, list) else [value]
