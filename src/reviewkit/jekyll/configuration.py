"""The site's `_config.yml`: Jekyll's defaults below it, errors with file and line."""

import datetime as dt
import difflib
import re
import tomllib
import zoneinfo
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final, cast

import yaml

from reviewkit.errors import ConfigurationError, Where
from reviewkit.jekyll.collection import Collection, collections_of
from reviewkit.jekyll.configuration_place import configuration_place
from reviewkit.jekyll.dates import parse_date
from reviewkit.jekyll.psych import load_yaml
from reviewkit.jekyll.ruby import as_text, is_true
from reviewkit.jekyll.theme import theme_configuration, theme_folder
from reviewkit.model import Author
from reviewkit.urls import ascii_url
from reviewkit.yaml_faults import yaml_fault

__all__ = ["Configuration", "read_configuration"]

_NAMES: Final = ("_config.yml", "_config.yaml", "_config.toml")

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
    "collections": {},
    "collections_dir": "",
    "data_dir": "_data",
    "defaults": [],
    "destination": "_site",
    "excerpt_separator": "\n\n",
    "exclude": [],
    "future": False,
    "include": [".htaccess"],
    "limit_posts": 0,
    "markdown_ext": "markdown,mkdown,mkdn,mkd,md",
    "permalink": "date",
    "plugins": [],
    "show_drafts": None,
    "strict_front_matter": False,
    "unpublished": False,
    "baseurl": "",
}
_KINDS: Final[Mapping[str, tuple[type | tuple[type, ...], str]]] = {
    "collections": ((dict, list, type(None)), "a list of names, or a mapping of them"),
    "collections_dir": (str, "the name of a folder"),
    "exclude": (list, "a list, even for one name: exclude: [README.md]"),
    "include": (list, "a list, even for one name: include: [.well-known]"),
    "limit_posts": ((int, float), "a number, 0 for all"),
    "markdown_ext": (str, "text such as markdown,md"),
    "permalink": (str, "text: a style such as pretty, or a template such as /posts/:title/"),
    "plugins": (list, "a list, even for one name: plugins: [jekyll-feed]"),
}
"""What Jekyll takes under a key and does not build without, and how to say so."""


@dataclass(frozen=True)
class Configuration:
    """A site's configuration: `data` is what Jekyll would hold, `file` is the last it comes from.

    `texts` are the files as they are written, by their names in messages, the last one last.
    `theme` is the folder of the site's theme, None where it has none or it is not found.
    """

    data: Mapping[str, Any]
    file: str
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    theme: Path | None = None

    def where(self, *path: str | int) -> Where:
        """Give the place where a key is set, as far as it is known; later files win.

        `path` leads to it through mappings and lists: `"defaults", 0, "values", "tags"`.
        """
        return configuration_place(self.texts, path) or Where(self.file)

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

    def is_on(self, key: str) -> bool:
        """Tell whether a switch is on, as Ruby understands it: everything but false and null."""
        return is_true(self.data.get(key))

    @cached_property
    def collections(self) -> tuple[Collection, ...]:
        """The collections of the site, `posts` first; whether or not their folders exist."""
        return collections_of(self.data)

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
        return frozenset(f".{name}" for name in self.text("markdown_ext").lower().split(","))

    @property
    def include(self) -> tuple[str, ...]:
        """The user's `include`, as patterns relative to the site."""
        return _patterns(self.data["include"])

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
        """The user's `exclude` and what Jekyll always leaves out, without what is included."""
        both = (*_patterns(self.data["exclude"]), *_DEFAULT_EXCLUDE)
        return tuple(pattern for pattern in both if pattern not in self.include)

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

    def time(self, now: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
        """Give the moment of the build: the `time` of the configuration, or `now`.

        Raises ConfigurationError where `time` is no date.
        """
        given = self.data.get("time")
        if not is_true(given):
            return now.astimezone(zone)
        try:
            return parse_date(given, zone, now)
        except (ValueError, OverflowError) as error:
            raise ConfigurationError(
                f"time: {as_text(given)} is no date, which stops Jekyll",
                where=self.where("time"),
                fix="write it as 2025-01-20 17:42:44 +0100, or leave it out",
            ) from error


def read_configuration(
    root: Path, files: Sequence[str | Path] = (), gems: Sequence[Path] = ()
) -> Configuration:
    """Read the configuration of the site in `root`.

    `files` are the configuration files to use in place of `_config.yml`, relative to the current
    folder as with `jekyll build --config`; later ones win. `gems` are the folders in which the
    site's theme is looked for, whose configuration stands below the site's own. Raises
    ConfigurationError when `root` is no Jekyll site, and with file and line when a file cannot be
    read, is no mapping, or holds what stops Jekyll.
    """
    paths = [Path(file) for file in files] or _found(root)
    data: dict[str, object] = dict(_DEFAULTS)
    texts: dict[str, str] = {}
    for path in paths:
        shown = _shown(path, root)
        texts[shown] = _text(path, shown)
        data = _merged(data, _load(texts[shown], shown))
    if data.get("theme") is not None and data.get("ignore_theme_config") is not True:
        data = _merged(theme_configuration(root, data["theme"], gems), data)
    theme = theme_folder(root, data.get("theme"), gems)
    configuration = Configuration(data, _shown(paths[-1], root), texts, theme)
    _check_kinds(configuration)
    _check_destination(configuration, root)
    _check_address(configuration)
    return configuration


def _patterns(values: Sequence[object]) -> tuple[str, ...]:
    """Give the patterns of a list; what is no text never matches a file."""
    return tuple(value.removeprefix("/") for value in values if isinstance(value, str))


def _check_kinds(configuration: Configuration) -> None:
    for key, (kinds, wanted) in _KINDS.items():
        value = configuration.data.get(key)
        if not isinstance(value, kinds) or (isinstance(value, bool) and kinds is not bool):
            raise ConfigurationError(
                f"{key} is {as_text(value) or 'empty'}, which stops Jekyll",
                where=configuration.where(key),
                fix=f"write {wanted}",
            )
    if configuration.data["limit_posts"] < 0:
        raise ConfigurationError(
            "limit_posts is less than nothing, which stops Jekyll",
            where=configuration.where("limit_posts"),
            fix="write 0 for all posts",
        )
    try:
        _ = configuration.collections
    except ValueError as error:
        raise ConfigurationError(
            f"{error}, which stops Jekyll",
            where=configuration.where("collections"),
            fix="write each collection as films: and its settings, such as output: true, below it",
        ) from error


def _check_destination(configuration: Configuration, root: Path) -> None:
    """Refuse to take the site itself, or a folder around it, for the folder of the built site."""
    destination = (root / configuration.text("destination")).resolve()
    if root.resolve().is_relative_to(destination):
        raise ConfigurationError(
            "destination holds the site itself, and building would delete it; Jekyll refuses",
            where=configuration.where("destination"),
            fix="leave it out, or write the name of a folder such as _site",
        )


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
    if shown.endswith(".toml"):
        return _load_toml(text, shown)
    try:
        # Jekyll's gem takes `permalink: :title` for text; only Debian's package, without
        # safe_yaml, stops there, and then builds no site that could be read otherwise.
        data = load_yaml(text, symbols=True)
    except yaml.YAMLError as error:
        fault = yaml_fault(error, text)
        raise ConfigurationError(
            f"this is not valid YAML: {fault.reason}",
            where=Where(shown, fault.line),
            fix=fault.fix,
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


def _load_toml(text: str, shown: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        raise ConfigurationError(
            f"this is not valid TOML: {error}",
            where=Where(shown, int(found[1]) if found else None),
            fix="correct the line; text needs quotes",
        ) from error


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
