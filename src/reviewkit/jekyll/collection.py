"""Collections: the kinds of documents a site has, where they lie, and which of them get pages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from reviewkit.jekyll.permalink import collection_template, template_for
from reviewkit.jekyll.ruby import is_true

__all__ = ["POSTS", "Collection", "collections_of"]

POSTS: Final = "posts"

_NOT_READ: Final = frozenset({POSTS, "data"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A collection of the configuration.

    `label` is its name without the characters Jekyll drops, `folder` where its documents lie,
    relative to `collections_dir`. `output` says whether they get pages of their own; `template` is
    the permalink of those that have none themselves, None where the configuration takes it away.
    """

    label: str
    output: bool
    template: str | None

    @property
    def folder(self) -> str:
        """The name of the collection's folder."""
        return f"_{self.label}"

    @property
    def is_read(self) -> bool:
        """Whether the folder is read as a whole: posts lie in many, and data are no documents."""
        return self.label not in _NOT_READ


def collections_of(data: Mapping[str, Any]) -> tuple[Collection, ...]:
    """Give the collections of a configuration, `posts` first.

    Raises ValueError for what Jekyll cannot read. (Jekyll 4.3: Configuration, Site, Collection.)
    """
    given = data.get("collections")
    if given is None:
        given = {}
    named = given if isinstance(given, Mapping) else dict.fromkeys(given)
    style = str(data["permalink"])
    labels = {POSTS: named.get(POSTS), **named}
    return tuple(_collection(label, settings, style, named) for label, settings in labels.items())


def _collection(name: object, settings: object, style: str, named: Mapping[Any, Any]) -> Collection:
    if not isinstance(name, str):
        raise ValueError(f"the collection {name} has no name of letters")  # noqa: TRY004 -- a fault of the file
    label = re.sub(r"[^A-Za-z0-9_.-]", "", name)
    settings = (settings if label == name else named.get(label)) or {}
    if not isinstance(settings, Mapping):
        raise ValueError(f"the collection {name} has no settings but {settings!r}")  # noqa: TRY004 -- see above
    template = settings.get("permalink")
    if label == POSTS:
        own = template if is_true(template) else template_for(style)
        return Collection(label=label, output=True, template=own if isinstance(own, str) else None)
    if "permalink" not in settings:
        template = collection_template(style)
    return Collection(
        label=label,
        output=is_true(settings.get("output", False)),
        template=template if isinstance(template, str) else None,
    )
