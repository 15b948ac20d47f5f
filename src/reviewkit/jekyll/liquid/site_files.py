"""The files of a site that are no posts: pages, static files, and what collections hold."""

import datetime as dt
import fnmatch
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import quote

from reviewkit.errors import PostError
from reviewkit.jekyll.configuration import Configuration
from reviewkit.jekyll.dates import parse_date
from reviewkit.jekyll.defaults import Defaults, deep_merge
from reviewkit.jekyll.front_matter import divided, has_front_matter, load
from reviewkit.jekyll.liquid.errors import JekyllStopsError
from reviewkit.jekyll.permalink import permalink_suffix, template_for
from reviewkit.jekyll.ruby import is_true

__all__ = ["Page", "SiteFiles", "StaticFile", "static_url"]

_SPECIAL: Final = (".", "_", "#", "~")
_BUILT_SUFFIXES: Final = {".scss": ".css", ".sass": ".css"}
_HTML: Final = frozenset({".html", ".xhtml", ".htm"})


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticFile:
    """A file that Jekyll copies; `path` is as `{{ file.path }}` gives it, `data` the defaults."""

    path: str
    collection: str | None
    modified: float
    data: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: `path` is relative to the site, `url` what `{{ page.url }}` gives."""

    path: str
    url: str
    ext: str
    data: Mapping[str, Any] = field(repr=False)
    text: str = field(repr=False)


class SiteFiles:
    """The files of a site, looked for once and only when a text asks for them."""

    def __init__(
        self, root: Path, configuration: Configuration, destination: Path, now: dt.datetime
    ) -> None:
        """Take a site; `now` is the time of the build, in the site's zone."""
        self.now = now
        self.zone = now.tzinfo or dt.UTC
        self.root = root
        self.configuration = configuration
        self.destination = destination.resolve()
        self.include = configuration.words("include")
        self.exclude = [name for name in configuration.exclude if name not in self.include]

    @cached_property
    def pages(self) -> list[Page]:
        """The pages, in Jekyll's order: by name.

        Raises JekyllStopsError for a page that cannot be read.
        """
        found = [path for path in self._files if self._is_page(path)]
        pages = [self._page(path) for path in found]
        every = self.configuration.is_on("unpublished")
        shown = (one for one in pages if every or one.data.get("published", True) is not False)
        return sorted(shown, key=lambda page: PurePosixPath(page.path).name)

    @cached_property
    def static_files(self) -> list[StaticFile]:
        """The static files of the site and of its collections."""
        own = [path for path in self._files if not self._is_page(path)]
        files = [self._static(path, f"/{path}", None) for path in own]
        return files + [file for name in self.collections for file in self.copied(name)]

    @cached_property
    def collections(self) -> Mapping[str, Mapping[str, Any]]:
        """The collections with their metadata, posts first."""
        given = self.configuration.data.get("collections")
        if isinstance(given, list):
            given = {str(name): {} for name in given}
        given = given if isinstance(given, Mapping) else {}
        named = {
            str(name): value if isinstance(value, Mapping) else {} for name, value in given.items()
        }
        posts = {**named.pop("posts", {}), "output": True}
        if not is_true(posts.get("permalink")):
            posts["permalink"] = template_for(self.configuration.text("permalink"))
        return {"posts": posts, **named}

    def copied(self, collection: str) -> list[StaticFile]:
        """Give the static files of a collection; posts have none."""
        if collection == "posts":
            return []
        return [
            self._static(f"{self._folder}/{path}".lstrip("/"), path, collection)
            for path in self._in_collection(collection)
            if not self._is_page(f"{self._folder}/{path}".lstrip("/"))
        ]

    @property
    def _folder(self) -> str:
        return self.configuration.text("collections_dir").strip("/")

    @cached_property
    def _files(self) -> list[str]:
        found = []
        waiting = [""]
        while waiting:
            folder = waiting.pop()
            with os.scandir(self.root / folder) as entries:
                for entry in entries:
                    path = f"{folder}/{entry.name}".lstrip("/")
                    if not self._kept(path):
                        continue
                    if not entry.is_dir():
                        found.append(path)
                    elif Path(entry.path).resolve() != self.destination:
                        waiting.append(path)
        return sorted(found)

    @cached_property
    def _defaults(self) -> Defaults:
        return Defaults(
            self.configuration, self.root, lambda text: parse_date(text, self.zone, self.now)
        )

    def _in_collection(self, name: str) -> list[str]:
        top = self.root / self._folder / f"_{name}"
        found = []
        for folder, folders, files in os.walk(top):
            folders[:] = [one for one in folders if not one.startswith(".")]
            inside = Path(folder).relative_to(top.parent).as_posix()
            found += [f"{inside}/{one}" for one in files if not one.startswith(_SPECIAL)]
        return sorted(path for path in found if not self._matches(self.exclude, path))

    def _kept(self, path: str) -> bool:
        name = path.rpartition("/")[2]
        if self._matches(self.include, path):
            return True
        special = name.startswith(_SPECIAL) or name.endswith("~")
        return not special and not self._matches(self.exclude, path)

    @staticmethod
    def _matches(patterns: Any, path: str) -> bool:  # noqa: ANN401 -- words of a configuration
        return any(
            fnmatch.fnmatchcase(path, pattern.strip("/")) or path.startswith(pattern.lstrip("/"))
            for pattern in patterns
        )

    def _is_page(self, path: str) -> bool:
        """Tell whether a file is a page or a document, and not a static file."""
        try:
            return has_front_matter(self.root / path)
        except OSError:
            return False

    def _static(self, file: str, path: str, collection: str | None) -> StaticFile:
        modified = (self.root / file).stat().st_mtime
        data = self._defaults.for_file(file, collection or "")
        return StaticFile(path=path, collection=collection, modified=modified, data=data)

    def _page(self, path: str) -> Page:
        try:
            content = (self.root / path).read_bytes().decode("utf-8-sig")
            block, text, _line, _head = divided(content)
            own_data = load(block, path, self.zone) if block is not None else {}
        except (OSError, UnicodeDecodeError, PostError) as error:
            raise JekyllStopsError(f"the page {path} cannot be read") from error
        data = deep_merge(self._defaults.for_file(path, "pages"), own_data)
        own = PurePosixPath(path)
        markdown = own.suffix.lower() in self.configuration.markdown_extensions
        ext = ".html" if markdown else _BUILT_SUFFIXES.get(own.suffix.lower(), own.suffix)
        url = self._page_url(own, data.get("permalink"), ext)
        return Page(path=path, url=url, ext=own.suffix, data=data, text=text)

    def _page_url(self, own: PurePosixPath, permalink: object, ext: str) -> str:
        if permalink:
            template = str(permalink)
        elif ext not in _HTML:
            template = "/:path/:basename:output_ext"
        elif own.stem == "index":
            template = "/:path/"
        else:
            suffix = permalink_suffix(self.configuration.text("permalink"))
            template = f"/:path/:basename{suffix}"
        folder = "" if own.parent.as_posix() == "." else own.parent.as_posix()
        for name, value in (("path", folder), ("basename", own.stem), ("output_ext", ext)):
            template = template.replace(f":{name}", quote(value, safe="/:?@!$&'()*+,;=~-._"))
        return re.sub(r"/+", "/", f"/{template}".replace("./", ""))


def static_url(file: StaticFile, permalink: str | None) -> str:
    """Give the URL of a static file of a collection whose `permalink` is given."""
    own = PurePosixPath(file.path)
    inside = own.with_suffix("").as_posix().partition("/")[2]
    url = permalink or "/:collection/:path"
    values = {"collection": file.collection or "", "path": inside, "name": own.stem}
    for name, value in {**values, "title": "", "output_ext": ""}.items():
        url = url.replace(f":{name}", quote(value, safe="/:?@!$&'()*+,;=~-._"))
    return re.sub(r"/+", "/", f"/{url}").removesuffix("/") + own.suffix
