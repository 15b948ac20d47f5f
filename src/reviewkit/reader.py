"""What the commands ask of a generator's reader: one small protocol, a `Site` at its end."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal, Protocol

from reviewkit.errors import Problem
from reviewkit.model import FrontMatter, Post, Site

__all__ = ["Reader"]


class Reader(Protocol):
    """One generator's way from a folder to a `Site`; nothing above it knows which one it is.

    An adapter is an object with these members: `reviewkit.jekyll.JekyllReader` for `_config.yml`
    and `_posts`, `reviewkit.plain.PlainReader` for a folder with a pattern of addresses.
    """

    @property
    def dialect(self) -> Literal["kramdown", "commonmark"]:
        """The Markdown the generator reads where the settings name none."""

    @property
    def dialect_options(self) -> Mapping[str, Any]:
        """The options of that dialect which the site has set."""

    @property
    def configuration_file(self) -> str:
        """The file that tells where the site is published, as messages name it."""

    def read(self, *, now: dt.datetime, machine_zone: dt.tzinfo) -> Site:
        """Read the site, newest post first, with a problem for each post that cannot be read.

        `now` decides which posts are still in the future; `machine_zone` is for generators that
        take the computer's own time zone. Raises ConfigurationError.
        """

    def read_post(
        self, source: str, content: str, *, now: dt.datetime, machine_zone: dt.tzinfo
    ) -> Post | None:
        """Read one post of the site from the content of its file; None for any other file.

        Raises PostError for a post that cannot be read, ConfigurationError as `read` does.
        """

    def front_matter(self, content: str, source: str) -> FrontMatter:
        """Divide the content of the file `source`; raises PostError with its line."""

    def examine(self, site: Site, *, now: dt.datetime) -> list[Problem]:
        """Give what the generator makes of a site's files against all appearance.

        `site` is what `read` gave, whose own problems are not repeated.
        """
