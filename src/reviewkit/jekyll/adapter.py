"""Jekyll behind the protocol that the commands know."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from reviewkit.errors import Problem
from reviewkit.jekyll.configuration import Configuration
from reviewkit.jekyll.discovery import SourceFile
from reviewkit.jekyll.doctor import examine
from reviewkit.jekyll.front_matter import read_front_matter
from reviewkit.jekyll.reader import read_post, read_site
from reviewkit.model import FrontMatter, Post, Site

__all__ = ["JekyllReader"]


@dataclass(frozen=True, slots=True)
class JekyllReader:
    """Reads the site in `root` as Jekyll does, with the configuration that has been read.

    `collections` names those that hold reviews; `found` remembers the documents for `read_post`.
    """

    root: Path
    configuration: Configuration
    collections: tuple[str, ...] = ("posts",)
    found: dict[str, SourceFile] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def dialect(self) -> Literal["kramdown"]:
        """kramdown, which Jekyll uses where nothing else is set up."""
        return "kramdown"

    @property
    def dialect_options(self) -> Mapping[str, Any]:
        """The site's `kramdown:` block."""
        return self.configuration.kramdown

    @property
    def configuration_file(self) -> str:
        """The last of the site's configuration files."""
        return self.configuration.file

    def read(self, *, now: dt.datetime, machine_zone: dt.tzinfo) -> Site:
        """Read the site; see `read_site`."""
        return read_site(
            self.root,
            self.configuration,
            now=now,
            machine_zone=machine_zone,
            collections=self.collections,
        )

    def read_post(
        self, source: str, content: str, *, now: dt.datetime, machine_zone: dt.tzinfo
    ) -> Post | None:
        """Read one post; see `read_post`."""
        return read_post(
            self.root,
            self.configuration,
            source,
            content,
            now=now,
            machine_zone=machine_zone,
            found=self.found,
        )

    def front_matter(self, content: str, source: str) -> FrontMatter:
        """Divide a file's content as Jekyll does; see `read_front_matter`."""
        return read_front_matter(content, source)

    def examine(self, site: Site, *, now: dt.datetime) -> list[Problem]:
        """Look at the site as a doctor does; see `reviewkit.jekyll.doctor`."""
        return examine(site, self.configuration, now=now)
