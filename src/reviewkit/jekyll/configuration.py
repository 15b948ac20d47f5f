"""The site's `_config.yml`: Jekyll's defaults below it, errors with file and line."""

import datetime as dt
import difflib
import re
import zoneinfo
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, cast

import yaml

from reviewkit.errors import ConfigurationError, Where
from reviewkit.jekyll.psych import PsychLoader, yaml_fault
from reviewkit.model import Author
from reviewkit.urls import ascii_url

__all__ = ["Configuration", "read_configuration"]

_NAMES: Final = ("_config.yml", "_config.yaml")

_DEFAULT_EXCLUDE: Final = (
    ".sass-cache",
    ".jekyll-cache",
    "gemfiles",
    "Gemfile",
    "Gemfile.lock",
    "node_modules",
    "vendor/bundle/",
    "vendor/cache/",
    "vendor/gems/",
    "vendor/ruby/",
)
_DEFAULTS: Final[Mapping[str, object]] = {
    "collections_dir": "",
    "markdown_ext": "markdown,mkdown,mkdn,mkd,md",
    "permalink": "date",
    "include": [".htaccess"],
    "exclude": [],
    "destination": "_site",
    "url": "",
    "baseurl": "",
}


@dataclass(frozen=True, slots=True)
class Configuration:
    """A site's configuration: `data` is what Jekyll would hold, `file` is where it comes from.

    `lines` gives the line, from 1, on which that file sets a key at its top level.
    """

    data: Mapping[str, Any]
    file: str
    lines: Mapping[str, int] = field(default_factory=dict)

    def where(self, key: str) -> Where:
        """Give the place where a key is set, as far as it is known."""
        return Where(self.file, self.lines.get(key))

    def text(self, *keys: str) -> str:
        """Give the first of `keys` (dotted for nested ones) that holds text; empty if none does."""
        for key in keys:
            value: object = self.data
            for part in key.split("."):
                value = value.get(part) if isinstance(value, Mapping) else None
            if value is not None and not isinstance(value, Mapping | list | bool):
                return str(value)
        return ""

    def words(self, key: str) -> tuple[str, ...]:
        """Give a list of text, or one text as a list of one."""
        value = self.data.get(key)
        if isinstance(value, list):
            return tuple(str(item) for item in value if item is not None)
        return (str(value),) if value else ()

    @property
    def url(self) -> str:
        """The site's address without a slash at the end."""
        return self.text("url").rstrip("/")

    @property
    def baseurl(self) -> str:
        """Where below the address the site lies: empty, or with a slash in front, none behind."""
        base = self.text("baseurl").strip("/")
        return f"/{base}" if base else ""

    @property
    def markdown_extensions(self) -> frozenset[str]:
        """The extensions of Markdown files, in lower case with their dot."""
        names = self.text("markdown_ext").lower().split(",")
        return frozenset(f".{name.strip()}" for name in names)

    @property
    def kramdown(self) -> Mapping[str, Any]:
        """The `kramdown:` block, with the highlighter that Jekyll puts in where it names none.

        That is the site's `highlighter`, or Rouge.
        (https://jekyllrb.com/docs/configuration/markdown/#kramdown)
        """
        block = self.data.get("kramdown")
        options = block if isinstance(block, Mapping) else {}
        named = (options.get("syntax_highlighter"), self.data.get("highlighter"), "rouge")
        chosen = next(name for name in named if name is not None and name is not False)
        return {**options, "syntax_highlighter": chosen}

    @property
    def exclude(self) -> tuple[str, ...]:
        """The user's `exclude` and what Jekyll always leaves out."""
        return (*self.words("exclude"), *_DEFAULT_EXCLUDE)

    @property
    def author(self) -> Author | None:
        """Who writes the site: `author`, Chirpy's `social`, in this order; None if neither says."""
        author = self.data.get("author")
        name = self.text("author.name", "author", "social.name")
        if not name:
            return None
        uri = self.text("author.url", "author.uri") if isinstance(author, Mapping) else ""
        return Author(
            name=name,
            uri=uri or self._social_link() or None,
            email=self.text("author.email", "social.email") or None,
        )

    def _social_link(self) -> str:
        social = self.data.get("social")
        links = social.get("links") if isinstance(social, Mapping) else None
        first = links[0] if isinstance(links, list) and links else None
        return first if isinstance(first, str) else ""

    def zone(self, machine_zone: dt.tzinfo) -> dt.tzinfo:
        """Give the site's `timezone`, or the machine's where the site names none.

        Raises ConfigurationError for a zone that does not exist (Jekyll would quietly use UTC).
        """
        name = self.text("timezone")
        if not name:
            return machine_zone
        try:
            return zoneinfo.ZoneInfo(name)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
            close = difflib.get_close_matches(name, zoneinfo.available_timezones(), n=1)
            raise ConfigurationError(
                f"the timezone {name!r} does not exist",
                where=self.where("timezone"),
                fix=f"write {close[0]}" if close else "write a name such as Europe/Rome",
            ) from error


def read_configuration(root: Path, files: Sequence[str | Path] = ()) -> Configuration:
    """Read the configuration of the site in `root`.

    `files` are the configuration files to use in place of `_config.yml`, relative to the current
    folder as with `jekyll build --config`; later ones win. Raises ConfigurationError when `root`
    is no Jekyll site, and with file and line when a file cannot be read or is no mapping.
    """
    paths = [Path(file) for file in files] or _found(root)
    data: dict[str, object] = dict(_DEFAULTS)
    text = ""
    for path in paths:
        text = _text(path, _shown(path, root))
        data = _merged(data, _load(text, _shown(path, root)))
    keys = re.finditer(r"^[\"']?([\w-]+)[\"']?\s*:", text, re.MULTILINE)
    lines = {match[1]: text.count("\n", 0, match.start()) + 1 for match in keys}
    configuration = Configuration(data, _shown(paths[-1], root), lines)
    _check_address(configuration)
    return configuration


def _check_address(configuration: Configuration) -> None:
    try:
        ascii_url(configuration.url + configuration.baseurl)
    except ValueError as error:
        raise ConfigurationError(
            f"the site's address {configuration.url!r} is no web address: {error}",
            where=configuration.where("url"),
            fix="write it as https://films.example",
        ) from error


def _found(root: Path) -> list[Path]:
    if not root.is_dir():
        raise ConfigurationError(
            f"there is no folder {root}",
            where=None,
            fix="name the folder of your site, or run the command inside it",
        )
    for name in _NAMES:
        if (root / name).exists():
            return [root / name]
    raise ConfigurationError(
        f"{root} is not a Jekyll site: it has no _config.yml",
        where=None,
        fix="name the folder that holds _config.yml, or run the command inside it",
    )


def _shown(path: Path, root: Path) -> str:
    return path.name if path.parent == root else str(path)


def _text(path: Path, shown: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"the configuration cannot be read: {error}",
            where=Where(shown),
            fix="make it a readable UTF-8 text file",
        ) from error


def _load(text: str, shown: str) -> Mapping[str, object]:
    try:
        data = yaml.load(text, Loader=PsychLoader)  # noqa: S506 -- PsychLoader is a safe loader
    except (yaml.YAMLError, RecursionError) as error:
        reason, line = yaml_fault(error)
        raise ConfigurationError(
            f"this is not valid YAML: {reason}",
            where=Where(shown, line),
            fix="correct the line (often a missing quote, a tab, or a wrong indentation)",
        ) from error
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise ConfigurationError(
            "the configuration is no list of settings",
            where=Where(shown, 1),
            fix="write lines such as title: My reviews",
        )
    return cast("Mapping[str, object]", data)


def _merged(old: Mapping[str, object], new: Mapping[str, object]) -> dict[str, object]:
    """Merge as Jekyll does: mappings deeply, everything else replaced, null keeps the old value."""
    result = dict(old)
    for key, value in new.items():
        before = result.get(key)
        if isinstance(before, Mapping) and isinstance(value, Mapping):
            result[key] = _merged(before, value)
        elif value is not None or key not in result:
            result[key] = value
    return result
