"""The site around a text: what its variables mean, each made only when a text asks for it."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from liquid import BoundTemplate

from reviewkit.jekyll.configuration import Configuration
from reviewkit.jekyll.liquid.data_files import read_data
from reviewkit.jekyll.liquid.defaults import DEFAULTS, KRAMDOWN, LIQUID
from reviewkit.jekyll.liquid.documents import Document, document_of, read_collection
from reviewkit.jekyll.liquid.drops import (
    DocumentDrop,
    JekyllDrop,
    SiteDrop,
    StaticFileDrop,
)
from reviewkit.jekyll.liquid.errors import NeedsJekyllError
from reviewkit.jekyll.liquid.rendered import Evaluate, Rendered
from reviewkit.jekyll.liquid.site_files import Page, SiteFiles, StaticFile, static_url
from reviewkit.jekyll.liquid.values import PageNames
from reviewkit.model import Post, Site

__all__ = ["JEKYLL_VERSION", "Converters", "Options", "World"]

JEKYLL_VERSION: Final = "4.3.1"
"""What `jekyll.version` says: the version whose rules are followed."""

_KNOWN_PLUGINS: Final = frozenset(
    {
        *("jekyll-archives", "jekyll-feed", "jekyll-include-cache", "jekyll-last-modified-at"),
        *("jekyll-paginate", "jekyll-paginate-v2", "jekyll-redirect-from", "jekyll-relative-links"),
        *(
            "jekyll-sass-converter",
            "jekyll-seo-tag",
            "jekyll-sitemap",
            "jekyll-titles-from-headings",
        ),
        *(
            "jekyll-watch",
            "jekyll-compose",
            "jekyll-default-layout",
            "jekyll-optional-front-matter",
        ),
        *("jekyll-readme-index", "jekyll-mentions", "jemoji", "jekyll-gist", "jekyll-coffeescript"),
    }
)
"""Plug-ins that define no filter."""


_NO_PAGES: Final = frozenset(
    {
        *("jekyll-seo-tag", "jekyll-include-cache", "jekyll-last-modified-at", "jekyll-gist"),
        *("jekyll-mentions", "jemoji", "jekyll-sass-converter", "jekyll-watch", "jekyll-compose"),
    }
)
"""Plug-ins that add no page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Converters:
    """What this package needs of Markdown, which it does not know.

    `markdown` and `smartify` turn a text into HTML. `highlight` takes code and its language and
    gives the HTML inside the code element, None for a language it does not know.
    """

    markdown: Callable[[str], str]
    smartify: Callable[[str], str]
    highlight: Callable[[str, str], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The `liquid:` block of the configuration."""

    error_mode: str = "warn"
    strict_filters: bool = False
    strict_variables: bool = False


class World:
    """A site as Liquid sees it.

    `evaluate` runs the Liquid of another document: excerpts and the contents of older posts need
    it. `environment` is what Jekyll reads from JEKYLL_ENV.
    """

    def __init__(
        self,
        site: Site,
        configuration: Configuration,
        *,
        now: dt.datetime,
        environment: str,
        converters: Converters,
        evaluate: Evaluate,
    ) -> None:
        self.site = site
        self.configuration = configuration
        self.converters = converters
        self.jekyll = JekyllDrop(environment, JEKYLL_VERSION)
        self.drop = SiteDrop(self)
        zone = next((one.date.tzinfo for one in site.documents), now.tzinfo) or dt.UTC
        self.now = configuration.time(now, zone)
        self.files = SiteFiles(site.root, configuration, site.destination, self.now)
        self.current: Document | None = None
        """The document whose text is evaluated."""
        self.in_excerpt = False
        self.position: Document | None = None
        """The document that Jekyll works on; an excerpt of another may be evaluated for it."""
        self.templates: dict[Path, BoundTemplate] = {}
        """The includes parsed so far."""
        self.rendered = Rendered(self, evaluate)
        self._drops: dict[str, list[DocumentDrop]] = {}
        self._terms: dict[str, dict[str, list[DocumentDrop]]] = {}
        self.options = self._options()

    def select(self, post: Post) -> Document:
        """Make a post the one whose text is evaluated, and give it as a document."""
        self.current = self.position = document_of(post, self._collections_dir)
        return self.current

    @cached_property
    def config(self) -> Mapping[str, Any]:
        """The configuration with all of Jekyll's defaults."""
        given = {key: value for key, value in self.configuration.data.items() if value is not None}
        nothing = dict.fromkeys(self.configuration.data)
        config = {**nothing, **DEFAULTS, **given}
        config["liquid"] = {**LIQUID, **_mapping(given.get("liquid"))}
        config["kramdown"] = {**KRAMDOWN, **_mapping(given.get("kramdown"))}
        exclude = list(self.configuration.exclude)
        own = self.configuration.words("exclude")
        config["exclude"] = [*exclude[len(own) :], *own]
        config["source"] = str(self.site.root.resolve())
        config["destination"] = str(self.site.destination.resolve())
        return config

    @cached_property
    def may_have_plugins(self) -> bool:
        """Whether the site may bring filters of its own, which reviewkit cannot know."""
        folder = self.site.root / (self.configuration.text("plugins_dir") or "_plugins")
        if folder.is_dir() and any(folder.rglob("*.rb")):
            return True
        if self.config.get("theme") not in {None, "minima"}:
            return True  # a theme brings the plug-ins it depends on
        return not _KNOWN_PLUGINS.issuperset((*self.site.plugins, *self._gemfile))

    @cached_property
    def _gemfile(self) -> Sequence[str]:
        """The gems of the Gemfile's group `jekyll_plugins`."""
        try:
            text = (self.site.root / "Gemfile").read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return ()
        text = re.sub(r"(?m)^\s*#.*$", "", text)
        groups = re.findall(r"(?sm)group\s*\(?\s*:jekyll_plugins.*?do\b(.*?)^\s*end\b", text)
        single = re.findall(r"gem\s*\(?\s*[\"']([^\"']+)[\"'].*:jekyll_plugins", text)
        return (*single, *re.findall(r"gem\s*\(?\s*[\"']([^\"']+)", "\n".join(groups)))

    @property
    def baseurl(self) -> str:
        """The `baseurl` as the configuration writes it."""
        return str(self.config.get("baseurl") or "")

    @property
    def url(self) -> str:
        """The `url` as the configuration writes it."""
        return str(self.config.get("url") or "")

    @property
    def collections_root(self) -> Path:
        """The folder that holds the collections."""
        return self.site.root / self._collections_dir

    @property
    def _collections_dir(self) -> str:
        return self.configuration.text("collections_dir").strip("/")

    @cached_property
    def posts(self) -> list[Document]:
        """The published posts, oldest first."""
        documents = (
            document_of(post, self._collections_dir)
            for post in self.site.documents
            if post.collection == "posts" and post.state == "published"
        )
        return sorted(documents, key=lambda one: (one.date, one.path))

    def post_named(self, folder: str, date: str, slug: str) -> Document | None:
        """Give the post that `post_url` means: by its file, else by its day and slug alone.

        `folder` ends with a slash and lies above or below `_posts`; empty for neither.
        """
        name = f"{date}-{slug}"
        places = (
            self._files.get(key) for key in (f"_posts/{folder}{name}", f"{folder}_posts/{name}")
        )
        exact = [place for place in places if place is not None]
        if exact:
            return self.posts[min(exact)]
        return self._days.get((*map(int, date.split("-")), slug))

    @cached_property
    def _files(self) -> Mapping[str, int]:
        """The place of each post by its path, cut in front of each full stop of its name."""
        files: dict[str, int] = {}
        for place, post in enumerate(self.posts):
            start = post.path.rfind("/")
            for match in re.finditer(r"\.(?=[^.])", post.path[start:]):
                files.setdefault(post.path[: start + match.start()], place)
        return files

    @cached_property
    def _days(self) -> Mapping[tuple[object, ...], Document]:
        days: dict[tuple[object, ...], Document] = {}
        for post in self.posts:
            days.setdefault(
                (post.date.year, post.date.month, post.date.day, post.data["slug"]), post
            )
        return days

    def documents(self, collection: str) -> list[DocumentDrop]:
        """Give the documents of a collection, in Jekyll's order."""
        if collection not in self._drops:
            read = self.posts if collection == "posts" else self._read(collection)
            self._drops[collection] = [DocumentDrop(document, self) for document in read]
        return self._drops[collection]

    def all_documents(self) -> list[DocumentDrop | StaticFileDrop]:
        """Give the documents of every collection, and the static files among them."""
        everything: list[DocumentDrop | StaticFileDrop] = []
        for name in self.files.collections:
            copied = self.files.copied(name)
            everything += self.documents(name)
            everything += [StaticFileDrop(file, self.now.tzinfo) for file in copied]
        return everything

    def _read(self, collection: str) -> list[Document]:
        return read_collection(self.site, self.configuration, collection)

    def neighbour(self, document: Document, step: int) -> DocumentDrop | None:
        """Give the document before (-1) or behind (1) another in its collection."""
        drops = self.documents(document.collection)
        place = self.rendered.place(document)
        if place >= len(drops) or drops[place].document.path != document.path:
            return None  # it is not among them
        there = place + step
        return drops[there] if 0 <= there < len(drops) else None

    def related(self) -> list[DocumentDrop] | None:
        """Give the ten newest posts other than the current one; None in an excerpt."""
        if self.in_excerpt:
            return None
        current = self.current.path if self.current else ""
        others = [drop for drop in self.documents("posts") if drop.document.path != current]
        return others[:-11:-1]

    def by_term(self, key: str) -> dict[str, list[DocumentDrop]]:
        """Give the posts of each tag or category, newest first; terms in order of appearance."""
        if key not in self._terms:
            terms: dict[str, list[DocumentDrop]] = {}
            for drop in self.documents("posts"):
                for term in drop.document.data[key]:
                    terms.setdefault(term, []).append(drop)
            self._terms[key] = {term: drops[::-1] for term, drops in terms.items()}
        return self._terms[key]

    @cached_property
    def data(self) -> Mapping[str, Any]:
        """`site.data`."""
        folder = self.configuration.text("data_dir") or "_data"
        return read_data(self.site.root / folder, self.now.tzinfo or dt.UTC)

    @cached_property
    def pages(self) -> list[Mapping[str, object]]:
        """`site.pages`.

        Raises NeedsJekyllError where plug-ins may add pages of their own, such as a feed.
        """
        adding = [name for name in (*self.site.plugins, *self._gemfile) if name not in _NO_PAGES]
        if adding:
            raise NeedsJekyllError(f"{adding[0]} may add pages of its own to the site's")
        return [_page(page) for page in self.files.pages]

    @cached_property
    def html_pages(self) -> list[Mapping[str, object]]:
        """`site.html_pages`."""
        markdown = self.configuration.markdown_extensions | {".html", ".xhtml", ".htm"}
        pages = zip(self.files.pages, self.pages, strict=True)
        return [drop for page, drop in pages if page.ext in markdown or page.url.endswith("/")]

    @cached_property
    def static_files(self) -> list[StaticFileDrop]:
        """`site.static_files`."""
        return [StaticFileDrop(file, self.now.tzinfo) for file in self.files.static_files]

    def url_of_file(self, path: str) -> str | None:
        """Give the URL of a page, static file or document by its path in the site."""
        return self._urls.get(path) or self._urls.get(f"/{path}")

    @cached_property
    def _urls(self) -> Mapping[str, str]:
        urls = {page.path: page.url for page in self.files.pages}
        for file in self.files.static_files:
            if file.collection is None or self._written(file.collection):
                urls.setdefault(file.path, self._static_url(file))
        for name in filter(self._written, self.files.collections):
            for drop in self.documents(name):
                if not drop.document.is_shown:
                    continue
                urls.setdefault(drop.document.path, drop.document.url)
        return urls

    def _written(self, collection: str) -> bool:
        return self.files.collections[collection].get("output") is True

    @cached_property
    def includes(self) -> Sequence[Path]:
        """The folders of the includes: the site's own, then that of its theme."""
        own = self.site.root / (self.configuration.text("includes_dir") or "_includes")
        theme = self.configuration.theme
        return (own, theme / "_includes") if theme else (own,)

    @cached_property
    def has_layouts(self) -> bool:
        """Whether documents can have layouts, which leave their marks on later documents."""
        own = self.site.root / (self.configuration.text("layouts_dir") or "_layouts")
        return own.is_dir() or bool(self.config.get("theme"))

    def _static_url(self, file: StaticFile) -> str:
        if file.collection is None:
            return file.path
        permalink = self.files.collections[file.collection].get("permalink")
        return static_url(file, str(permalink) if permalink else None)

    def _options(self) -> Options:
        given = _mapping(self.config["liquid"])
        mode = str(given["error_mode"])
        return Options(
            error_mode=mode if mode in {"strict", "warn", "lax"} else "warn",
            strict_filters=bool(given["strict_filters"]),
            strict_variables=bool(given["strict_variables"]),
        )


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _page(page: Page) -> Mapping[str, object]:
    folder = page.url if page.url.endswith("/") else page.url.rpartition("/")[0] + "/"
    own = {
        "content": page.text,
        "dir": folder,
        "excerpt": None,
        "name": page.path.rpartition("/")[2],
        "path": page.path,
        "url": page.url,
    }
    return PageNames({**page.data, **own})
