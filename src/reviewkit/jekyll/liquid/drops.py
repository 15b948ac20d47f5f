"""What `site`, `page` and their like answer: Jekyll's names, and nothing beside them."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from reviewkit.jekyll.liquid.documents import Document
from reviewkit.jekyll.liquid.errors import NeedsJekyllError
from reviewkit.jekyll.liquid.site_files import StaticFile
from reviewkit.jekyll.liquid.values import Drop

if TYPE_CHECKING:
    from reviewkit.jekyll.liquid.world import World

__all__ = ["CollectionDrop", "DocumentDrop", "JekyllDrop", "SiteDrop", "StaticFileDrop"]

_OF_RUBY: Final = frozenset(("keys", "inspect", "to_h", "to_json", "hash_for_json"))
"""Methods of a document that a text can call in Jekyll, as if they were names of it."""


class DocumentDrop(Drop):
    """`page` in a post, and every document of `site.posts` or another collection.

    In an excerpt `page` is the same post without an excerpt of its own.
    """

    def __init__(self, document: Document, world: "World", *, in_excerpt: bool = False) -> None:
        self.document = document
        self.world = world
        self.in_excerpt = in_excerpt
        self._computed: Mapping[str, Callable[[], object]] = {
            "url": lambda: document.url,
            "id": lambda: document.id,
            "date": lambda: document.date,
            "path": lambda: document.path,
            "relative_path": lambda: document.path,
            "collection": lambda: document.collection,
            "name": lambda: document.data.get("name") or PurePosixPath(document.path).name,
            "content": lambda: world.rendered.content(document),
            "output": self._output,
            "excerpt": lambda: None if in_excerpt else world.rendered.excerpt(document),
            "next": lambda: world.neighbour(document, 1),
            "previous": lambda: world.neighbour(document, -1),
        }

    def has(self, key: object) -> bool:
        """Tell whether a document has a name: Jekyll's own, or one of its front matter."""
        return key in self._computed or key in self.document.data or key in {"first", *_OF_RUBY}

    def get(self, key: object) -> object:
        """Give what stands under a name."""
        if isinstance(key, str) and key in self._computed:
            return self._computed[key]()
        if key == "first" and "first" not in self.document.data:
            return ["name", self.get("name")]
        if key in _OF_RUBY and key not in self.document.data:
            raise NeedsJekyllError(f"{key} of a whole document is what only Ruby shows")
        return self.document.data.get(str(key))

    def keys(self) -> Sequence[str]:
        """Say that Ruby gives the names in an order that is another in each version."""
        raise NeedsJekyllError("the names of a document are listed, whose order only Jekyll knows")

    def printed(self) -> str:
        """Give the text of the document."""
        return str(self.get("content"))

    def _output(self) -> object:
        if self.world.rendered.is_rendered(self.document):
            raise NeedsJekyllError("the output of another post holds its layout")
        return None


class StaticFileDrop(Drop):
    """A static file: `path`, `name`, `basename`, `extname`, `modified_time`, `collection`."""

    def __init__(self, file: StaticFile, zone: dt.tzinfo | None) -> None:
        own = PurePosixPath(file.path)
        self._values: Mapping[str, object] = {
            **file.data,
            "name": own.name,
            "extname": own.suffix,
            "modified_time": dt.datetime.fromtimestamp(int(file.modified), zone),
            "basename": own.stem,
            "path": file.path,
            "collection": file.collection,
        }

    def get(self, key: object) -> object:
        """Give what stands under a name."""
        return self._values.get(str(key))

    def keys(self) -> Sequence[str]:
        """Give its names."""
        return list(self._values)

    def printed(self) -> str:
        """Give what Jekyll prints for it."""
        return "Jekyll::Drops::StaticFileDrop"

    def listed(self) -> str:
        """Say that Jekyll prints an address in memory for a file of a list."""
        raise NeedsJekyllError("a list of static files is printed, which no two builds do alike")


class CollectionDrop(Drop):
    """A collection: `label`, `docs`, `files`, `output`, and what the configuration adds."""

    def __init__(self, label: str, world: "World") -> None:
        self.label = label
        self.world = world
        self.metadata = world.files.collections[label]

    def has(self, key: object) -> bool:
        """Tell whether a name is known."""
        return key in self.keys()

    def get(self, key: object) -> object:
        """Give what stands under a name."""
        if key == "docs":
            return self.world.documents(self.label)
        if key == "files":
            zone = self.world.now.tzinfo
            return [StaticFileDrop(file, zone) for file in self.world.files.copied(self.label)]
        own = {
            "label": self.label,
            "relative_directory": f"_{self.label}",
            "directory": str(self.world.collections_root / f"_{self.label}"),
            "output": self.metadata.get("output") is True,
        }
        return own.get(str(key), self.metadata.get(str(key)))

    def keys(self) -> Sequence[str]:
        """Give its names."""
        own = ("label", "docs", "files", "directory", "relative_directory", "output")
        return list(dict.fromkeys((*own, *self.metadata)))

    def printed(self) -> str:
        """Give what Jekyll prints for it: its documents, as Ruby shows them."""
        paths = (drop.document.path for drop in self.world.documents(self.label))
        shown = (f"#<Jekyll::Document {path} collection={self.label}>" for path in paths)
        return f"[{', '.join(shown)}]"


class SiteDrop(Drop):
    """`site`: collections, posts, tags, categories, data, pages, and the configuration."""

    def __init__(self, world: "World") -> None:
        self.world = world
        self._computed: Mapping[str, Callable[[], object]] = {
            "posts": lambda: world.documents("posts")[::-1],
            "documents": world.all_documents,
            "collections": lambda: [
                CollectionDrop(label, world) for label in sorted(world.files.collections)
            ],
            "tags": lambda: world.by_term("tags"),
            "categories": lambda: world.by_term("categories"),
            "related_posts": world.related,
            "data": lambda: world.data,
            "time": lambda: world.now,
            "pages": lambda: world.pages,
            "html_pages": lambda: world.html_pages,
            "static_files": lambda: world.static_files,
            "config": lambda: None,
        }

    def has(self, key: object) -> bool:
        """Tell whether a name is known."""
        return (
            key in self._computed or key in self.world.files.collections or key in self.world.config
        )

    def get(self, key: object) -> object:
        """Give what stands under a name."""
        if key != "posts" and isinstance(key, str) and key in self.world.files.collections:
            return self.world.documents(key)
        if isinstance(key, str) and key in self._computed:
            return self._computed[key]()
        return self.world.config.get(str(key))

    def keys(self) -> Sequence[str]:
        """Give its names."""
        return list(dict.fromkeys((*self._computed, *self.world.config)))

    def printed(self) -> str:
        """Give what Jekyll prints for the whole site."""
        return "Jekyll::Drops::SiteDrop"


class JekyllDrop(Drop):
    """`jekyll`: the version whose rules are followed, and the environment of the build."""

    def __init__(self, environment: str, version: str) -> None:
        self._values = {"version": version, "environment": environment}

    def get(self, key: object) -> object:
        """Give what stands under a name."""
        return self._values.get(str(key))

    def keys(self) -> Sequence[str]:
        """Give its names."""
        return list(self._values)

    def printed(self) -> str:
        """Give what Jekyll prints for it."""
        return "Jekyll::Drops::JekyllDrop"
