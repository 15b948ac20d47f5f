"""A plain site behind the protocol that the commands know."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from reviewkit.config import SETTINGS_FILE
from reviewkit.errors import Problem, Where
from reviewkit.model import FrontMatter, Post, Site
from reviewkit.plain.doctor import examine
from reviewkit.plain.front_matter import read_front_matter
from reviewkit.plain.reader import read_site
from reviewkit.plain.settings import PlainSettings

__all__ = ["PlainReader", "template_code"]

_CODE: Final = re.compile(r"\{\{|\{%")
_PELICAN_LINK: Final = re.compile(
    r"\]\(<?[{|](?:filename|static|attach|author|category|tag|index)[}|]"
)
"""A link in Pelican's own form, which only Pelican resolves (docs.getpelican.com, Linking)."""


@dataclass(frozen=True, slots=True)
class PlainReader:
    """Reads the site in `root` by the settings, whatever generator builds it."""

    root: Path
    settings: PlainSettings

    @property
    def dialect(self) -> Literal["commonmark"]:
        """CommonMark, which all generators but Jekyll are close to."""
        return "commonmark"

    @property
    def dialect_options(self) -> Mapping[str, Any]:
        """None: CommonMark has no options."""
        return {}

    @property
    def configuration_file(self) -> str:
        """The file of reviewkit's own settings."""
        return SETTINGS_FILE

    def read(self, *, now: dt.datetime, machine_zone: dt.tzinfo) -> Site:  # noqa: ARG002 -- the protocol's; here dates without a zone are UTC on every computer
        """Read the site; see `read_site`."""
        return read_site(self.root, self.settings, now=now)

    def read_post(
        self,
        source: str,
        content: str,  # noqa: ARG002 -- the protocol's; a post is read with its whole site here
        *,
        now: dt.datetime,
        machine_zone: dt.tzinfo,
    ) -> Post | None:
        """Read the site for one of its posts, as it is saved; None for any other file."""
        posts = self.read(now=now, machine_zone=machine_zone).posts
        return next((post for post in posts if post.source == source), None)

    def front_matter(self, content: str, source: str) -> FrontMatter:
        """Divide a file's content; see `read_front_matter`."""
        return read_front_matter(content, source)

    def examine(self, site: Site, *, now: dt.datetime) -> list[Problem]:  # noqa: ARG002 -- the protocol's; no finding depends on the hour
        """Look at the site as a doctor does; see `reviewkit.plain.doctor`."""
        return examine(site, self.settings)


def template_code(post: Post) -> list[Problem]:
    """Warn of what only a post's generator understands: shortcodes, template tags, own links."""
    return [
        Problem(
            severity="warning",
            what=what,
            where=Where(post.source, post.text_line + post.text.count("\n", 0, found.start())),
            fix=fix,
        )
        for sign, what, fix in _FOREIGN
        if (found := sign.search(post.text))
    ]


_FOREIGN: Final = (
    (
        _CODE,
        "the post holds shortcodes or template tags, which stay in the text as they are",
        "write plain Markdown there if feed readers should see it",
    ),
    (
        _PELICAN_LINK,
        "the post has links such as {static} and {filename}, which only Pelican resolves",
        "have reviewkit's plug-in for Pelican write the feeds, or write /images/film.png",
    ),
)
"""For each kind of it: its sign, what is wrong, how to fix it."""
