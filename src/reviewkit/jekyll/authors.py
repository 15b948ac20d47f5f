"""Who wrote a post: its own `author` or `authors`, looked up in the site's list, or the site's."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from reviewkit.errors import ConfigurationError, Where
from reviewkit.jekyll.configuration import Configuration
from reviewkit.jekyll.psych import load_yaml
from reviewkit.model import Author
from reviewkit.yaml_faults import yaml_fault

__all__ = ["AuthorList"]


class AuthorList:
    """The authors a site knows: `_data/authors.yml`, read when the first post names one."""

    def __init__(self, root: Path, configuration: Configuration) -> None:
        self._name = f"{configuration.text('data_dir') or '_data'}/authors.yml"
        self._file = root / self._name
        self._site_author = configuration.author
        self._known: Mapping[str, Any] | None = None

    def of(self, front_matter: Mapping[str, Any]) -> tuple[Author, ...]:
        """Give a post's authors in order; empty when neither post nor site names any.

        A name that stands in `_data/authors.yml` is an entry there, any other is the name itself.
        Raises ConfigurationError when that file is broken.
        """
        given = front_matter.get("authors") or front_matter.get("author")
        if not given:
            return (self._site_author,) if self._site_author else ()
        entries = given if isinstance(given, list) else [given]
        authors = (self._author(entry) for entry in entries if entry)
        return tuple(author for author in authors if author)

    def _author(self, entry: object) -> Author | None:
        if not isinstance(entry, Mapping):
            entry = {"name": str(entry), **self._details(str(entry))}
        if not entry.get("name"):
            return None
        uri, email = (entry.get("url") or entry.get("uri")), entry.get("email")
        return Author(
            name=str(entry["name"]),
            uri=str(uri) if uri else None,
            email=str(email) if email else None,
        )

    def _details(self, key: str) -> Mapping[str, Any]:
        if self._known is None:
            self._known = self._load()
        entry = self._known.get(key)
        return entry if isinstance(entry, Mapping) else {}

    def _load(self) -> Mapping[str, Any]:
        try:
            text = self._file.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            return {}
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigurationError(
                f"the list of authors cannot be read: {error}",
                where=Where(self._name),
                fix="make it a readable UTF-8 text file",
            ) from error
        try:
            data = load_yaml(text)
        except yaml.YAMLError as error:
            fault = yaml_fault(error, text)
            raise ConfigurationError(
                f"the list of authors cannot be read: {fault.reason}",
                where=Where(self._name, fault.line),
                fix=fault.fix,
            ) from error
        return data if isinstance(data, Mapping) else {}
