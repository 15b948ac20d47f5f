"""Links in place of what feed readers do not show: frames, plug-ins, players."""

import re
from collections.abc import Mapping
from html import escape
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

__all__ = ["link_to", "page_of"]

_PAGES: Final = (
    (
        r"(?:www\.)?youtube(?:-nocookie)?\.com/(?:embed|v)/(?!videoseries)([\w-]{5,})(?:&.*)?",
        "www.youtube.com/watch?v={}",
    ),
    (r"player\.vimeo\.com/video/(\d+)", "vimeo.com/{}"),
    (r"(?:www\.)?dailymotion\.com/embed/video/(\w+)", "www.dailymotion.com/video/{}"),
    (r"open\.spotify\.com/embed/(\w+/\w+)", "open.spotify.com/{}"),
    (r"embed\.music\.apple\.com/(.+)", "music.apple.com/{}"),
)
"""Players by address, and the page for people that shows the same."""
_PATTERNS: Final = tuple((re.compile(pattern), page) for pattern, page in _PAGES)
_BY_PARAMETER: Final = {
    "player.twitch.tv": (("video", "www.twitch.tv/videos/{}"), ("channel", "www.twitch.tv/{}")),
    "player.bilibili.com": (("bvid", "www.bilibili.com/video/{}"),),
}
_NOTHING: Final = re.compile(r"\s*(?:about:|data:|blob:|javascript:|vbscript:|#|$)", re.IGNORECASE)


def page_of(address: str) -> str:
    """Give the page for people behind a player's address, else the address itself.

    The page of a film is more use to a reader than the bare player, and the only one that opens in
    the site's own application. A start time stays.
    """
    try:
        parts = urlsplit(address.strip())
        query = parse_qs(parts.query)
    except ValueError:
        return address
    host = parts.netloc.lower()
    for pattern, page in _PATTERNS:
        if found := pattern.fullmatch(f"{host}{parts.path}".rstrip("/")):
            start = query.get("start", [""])[0] if "youtube" in page else ""
            return f"https://{page.format(found[1])}{f'&t={start}' if start.isdigit() else ''}"
    for parameter, page in _BY_PARAMETER.get(host, ()):
        value = query.get(parameter, [""])[0]
        if re.fullmatch(r"\w+", value):
            return (
                f"https://{page.format(value.removeprefix('v') if '/videos/' in page else value)}"
            )
    return address


def link_to(address: str, attributes: Mapping[str, str], *, short: bool = False) -> str:
    """Make a link to what an element shows, in the words of its `title` or `aria-label`.

    Without those the words are the address, or with `short` the name of the file. Empty for an
    address that leads nowhere: a blank frame, or one that runs code.
    """
    if _NOTHING.match(address):
        return ""
    page = page_of(address)
    words = attributes.get("title", "").strip() or attributes.get("aria-label", "").strip()
    if not words:
        words = f"https:{page}" if page.startswith("//") else page
    if short and words == page:
        words = unquote(page.split("?")[0].rstrip("/").rpartition("/")[2]) or page
    return f'<a href="{escape(page)}">{escape(words, quote=False)}</a>'
