"""Hero images: the URL Chirpy's templates give, and the file behind it."""

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import unquote

from reviewkit.images import type_by_name
from reviewkit.jekyll.permalink import absolute_url
from reviewkit.model import Image

__all__ = ["hero_image"]

_PLAIN_URL: Final = re.compile(r"https?://[a-z0-9.-]+(?::[0-9]+)?/[A-Za-z0-9/._~-]*")


def hero_image(front_matter: Mapping[str, Any], config: Mapping[str, Any]) -> Image | None:
    """Read `image:` (a path, or a mapping with `path` and `alt`) as the Chirpy theme does.

    A path without a scheme goes below `media_subpath` (older: `img_path`), then below the site's
    `cdn` or address (Chirpy 7, media-url.html). Nothing is read from disk, `measured` does that.
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
    kind = type_by_name(given)
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
