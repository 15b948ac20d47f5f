"""What the page for people who do not know feeds shows: every feed, and how to follow it."""

from collections.abc import Sequence
from typing import Final

from reviewkit.feeds.links import head_links
from reviewkit.feeds.listed import NAMES, Listed
from reviewkit.feeds.words import language, one_line

__all__ = ["SUBSCRIBE", "subscribe_values"]

SUBSCRIBE: Final = "feeds/subscribe.html.j2"
"""The page among the templates, where a site's own wins."""


def subscribe_values(
    title: str,
    home: str,
    feeds: Sequence[Listed],
    *,
    lang: str | None = None,
    opml: str | None = None,
) -> dict[str, object]:
    """Give what the page's template may use; all is text and is escaped there.

    Only `head_links` is HTML already. `home` is the address of the site, `lang` the language of
    its titles, `opml` the address of the list of all feeds if there is one. A feed without files
    cannot be followed and is left out.
    """
    return {
        "title": one_line(title) or home,
        "home": home,
        "lang": language(lang) or "",
        "opml": opml or "",
        "head_links": head_links(feeds),
        "feeds": [_shown(feed) for feed in feeds if feed.files],
    }


def _shown(feed: Listed) -> dict[str, object]:
    files = [{"name": NAMES[file.format], "url": file.url} for file in feed.files]
    return {"title": one_line(feed.title) or feed.files[0].url, "files": files}
