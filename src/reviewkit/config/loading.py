"""Settings read from their file, with errors that name the line."""

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

import msgspec

from reviewkit.config.checks import check_meaning
from reviewkit.config.schema import Settings, Table
from reviewkit.errors import ConfigurationError, Where
from reviewkit.lines import setting_line

__all__ = ["SETTINGS_FILE", "load_settings", "setting_place"]

SETTINGS_FILE: Final = "reviewkit.toml"
_BLOCK: Final = "reviewkit"
"""The key of the settings in the site's own configuration."""


def load_settings(root: Path, block: object = None, block_file: str = "_config.yml") -> Settings:
    """Read `reviewkit.toml` at the site's root, or take the `reviewkit:` block of `_config.yml`.

    `block` is that block as the configuration's reader found it, None where there is none, and
    `block_file` names the file it stands in. Raises ConfigurationError with file and line for
    unreadable TOML, unknown keys, values of the wrong kind, and settings in both places.
    """
    path = root / SETTINGS_FILE
    text = _read(path)
    if text is None:
        settings = _checked(block if block is not None else {}, root / block_file, block_file)
        if settings.site.kind == "plain":
            raise ConfigurationError(
                f'site.kind = "plain" does not belong in {block_file}, a file of Jekyll\'s',
                where=Where(block_file, _line_of(root / block_file, "site.kind")),
                fix=f"write it in {SETTINGS_FILE}",
            )
        return settings
    if block is not None:
        raise ConfigurationError(
            f"settings stand both here and in the reviewkit block of {block_file}",
            where=Where(SETTINGS_FILE),
            fix="keep one of the two",
        )
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        raise ConfigurationError(
            f"this is not valid TOML: {error}",
            where=Where(SETTINGS_FILE, int(found[1]) if found else None),
            fix='strings need quotes, tables are written [feed]: url = "https://films.example"',
        ) from error
    return _checked(table, path, SETTINGS_FILE)


def setting_place(root: Path, key: str, block_file: str = SETTINGS_FILE) -> Where:
    """Give the place where a dotted key, such as site.url or feed.more[1].tag, is set.

    `block_file` is the file of the site's own configuration, for a site without `reviewkit.toml`.
    """
    name = SETTINGS_FILE if (root / SETTINGS_FILE).exists() else block_file
    return Where(name, _line_of(root / name, key))


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"the settings cannot be read: {error}",
            where=Where(path.name),
            fix="make it a readable UTF-8 text file",
        ) from error


def _checked(table: object, path: Path, name: str) -> Settings:
    def fail(key: str, what: str, fix: str) -> ConfigurationError:
        return ConfigurationError(what, where=Where(name, _line_of(path, key)), fix=fix)

    if not isinstance(table, Mapping):
        raise fail(_BLOCK, "the reviewkit block is no table of settings", "see docs/settings.md")
    for key, known in _unknown_keys(table, Settings):
        close = difflib.get_close_matches(key.rpartition(".")[2], known, n=1)
        hint = f"did you mean {close[0]}?" if close else f"known here: {', '.join(sorted(known))}"
        raise fail(key, f"unknown setting {_unnumbered(key)}", hint)
    try:
        settings = msgspec.convert(table, Settings)
    except msgspec.ValidationError as error:
        message, _, place = str(error).partition(" - at `$")
        key = re.sub(r"\[\.\.\.\]", "", place.strip("`."))
        raise fail(
            key, f"{_unnumbered(key)}: {message.replace('`', '')}", "see docs/settings.md"
        ) from error
    check_meaning(settings, fail)
    return settings


def _unnumbered(key: str) -> str:
    """Give a dotted key as a person writes it, without the numbers of tables."""
    return re.sub(r"\[\d+\]", "", key)


def _unknown_keys(
    table: Mapping[Any, Any], kind: type[Table], prefix: str = ""
) -> Iterator[tuple[str, list[str]]]:
    """Yield each unknown key with its dotted name, and the keys that are known beside it."""
    fields = {field.name: field for field in msgspec.structs.fields(kind)}
    for key, value in table.items():
        name = f"{prefix}{key}"
        if key not in fields:
            yield name, list(fields)
            continue
        inner = _table_type(fields[key].type)
        tables = enumerate(value) if isinstance(value, list) else [(None, value)]
        for number, one in tables:
            if inner is not None and isinstance(one, Mapping):
                place = name if number is None else f"{name}[{number}]"
                yield from _unknown_keys(one, inner, f"{place}.")


def _table_type(annotation: Any) -> type[Table] | None:  # noqa: ANN401 -- any annotation there is
    if isinstance(annotation, type) and issubclass(annotation, Table):
        return annotation
    if get_origin(annotation) in {Annotated, Union, UnionType, tuple}:
        return next(filter(None, map(_table_type, get_args(annotation))), None)
    return None


def _line_of(path: Path, key: str) -> int | None:
    """Find the line where a dotted key is set, in TOML or YAML; None if it is not seen."""
    text = path.read_text(encoding="utf-8-sig", errors="replace") if path.is_file() else ""
    own = path.name == SETTINGS_FILE or key == _BLOCK
    return setting_line(text, key if own else f"{_BLOCK}.{key}", toml=path.suffix == ".toml")
