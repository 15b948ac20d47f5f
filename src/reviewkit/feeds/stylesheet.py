"""How an Atom or RSS file names the stylesheet that makes it a page in a browser."""

import posixpath
from typing import Final
from urllib.parse import quote

__all__ = ["STYLESHEET", "stylesheet_instruction"]

STYLESHEET: Final = "feeds/feed.css"
"""The stylesheet among the templates, where a site's own wins; it is taken as it is written."""


def stylesheet_instruction(stylesheet: str, feed: str) -> str:
    """Give the text of the processing instruction `xml-stylesheet` of a feed.

    Both paths are relative to the output folder. The address is relative, so that it also holds
    where the site is only looked at, on another host (Associating Style Sheets with XML documents
    1.0, section 3). It is percent-encoded, so nothing in a path can end the instruction.
    """
    folder = posixpath.dirname(f"/{feed}")
    address = posixpath.relpath(f"/{stylesheet}", folder)
    return f'type="text/css" href="{quote(address)}"'
