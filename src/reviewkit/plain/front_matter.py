"""Front matter in YAML, TOML or JSON, and Pelican's metadata; what is broken, by its line."""

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from typing import Any, Final

import yaml

from reviewkit.errors import PostError, Where
from reviewkit.model import FrontMatter
from reviewkit.plain.yaml_core import load_yaml
from reviewkit.yaml_faults import yaml_fault

__all__ = ["is_metadata", "read_front_matter"]

_OPENING: Final = re.compile(r"(---|\+\+\+)([A-Za-z]*)[ \t\r]*(?:\n|\Z)")
_METADATA: Final = re.compile(r" {0,3}([A-Za-z0-9_-]+):[ \t]*(.*)")
_CONTINUED: Final = re.compile(r"(?: {4,}|\t)(.*)")
_OWN_KEYS: Final = frozenset({"title", "date"})
"""One of these makes lines like `Word: text` metadata; a review may begin with such a line too."""
_LEFT_OUT: Final = "The post was left out; the others are read"
_SPELT: Final = {"true": True, "false": False}


def read_front_matter(content: str, source: str) -> FrontMatter:
    """Divide the content of the file `source` into front matter and text.

    Between `---` lines stands YAML (or what is named behind the first, `---json`), between `+++`
    lines TOML; a file that begins with `{` begins with JSON. Otherwise, lines `Key: value` up to
    the first blank one are Pelican's metadata when a title or a date is among them; their keys
    are given in small letters. A file with none of these is all text.

    Raises PostError with its line for a front matter that is broken, is no list of settings, or
    never ends.
    """
    if opening := _OPENING.match(content):
        return _fenced(content, source, opening)
    if content.startswith("{"):
        return _json_object(content, source)
    return _metadata(content)


def is_metadata(head: str) -> bool:
    """Tell whether a head is Pelican's metadata, which no other generator reads."""
    return bool(head) and not head.startswith(("-", "+", "{"))


def _fenced(content: str, source: str, opening: re.Match[str]) -> FrontMatter:
    fence, language = opening[1], opening[2].lower()
    closing = re.compile(rf"^{re.escape(fence)}[ \t\r]*(?:\n|\Z)", re.MULTILINE)
    end = closing.search(content, opening.end())
    if end is None:
        raise PostError(
            f"the front matter never ends. {_LEFT_OUT}",
            where=Where(source, 1),
            fix=f"put a line {fence} below it",
        )
    load = _LOADERS.get(language or ("yaml" if fence == "---" else "toml"))
    if load is None:
        raise PostError(
            f"the front matter is {language}, which reviewkit does not read. {_LEFT_OUT}",
            where=Where(source, 1),
            fix="write it as YAML, TOML or JSON",
        )
    values = load("\n" + content[opening.end() : end.start()], source)
    return _divided(values, content, end.end(), source)


def _json_object(content: str, source: str) -> FrontMatter:
    try:
        values, end = json.JSONDecoder().raw_decode(content)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise _broken("JSON", str(error), line, source, _JSON_FIX) from error
    following = re.compile(r"[ \t\r]*\n?").match(content, end)
    return _divided(values, content, following.end() if following else end, source)


def _divided(values: object, content: str, end: int, source: str) -> FrontMatter:
    if values is None:
        values = {}
    if not isinstance(values, Mapping):
        raise PostError(
            f"the front matter is no list of settings. {_LEFT_OUT}",
            where=Where(source, 2),
            fix="write lines such as title: My film",
        )
    head = content[:end]
    named = {str(key): value for key, value in values.items()}
    return FrontMatter(named, content[end:], head.count("\n") + 1, head)


def _metadata(content: str) -> FrontMatter:
    """Read Python-Markdown's metadata: a line of four spaces goes on with the one above."""
    values: dict[str, Any] = {}
    key, end = "", 0
    for line in content.splitlines(keepends=True):
        bare = line.rstrip()
        if not bare:
            end += len(line)
            break
        if match := _METADATA.fullmatch(bare):
            key = match[1].lower()
            values[key] = f"{values[key]}\n{match[2]}" if key in values else match[2]
        elif key and (more := _CONTINUED.fullmatch(bare)):
            values[key] = f"{values[key]}\n{more[1]}"
        else:
            break
        end += len(line)
    if not _OWN_KEYS & values.keys():
        return FrontMatter({}, content, 1, "")
    spelt = {name: _SPELT.get(text.strip().lower(), text.strip()) for name, text in values.items()}
    head = content[:end]
    return FrontMatter(spelt, content[end:], head.count("\n") + 1, head)


def _yaml(text: str, source: str) -> object:
    try:
        return load_yaml(text)
    except (yaml.YAMLError, RecursionError) as error:
        fault = yaml_fault(error, text)
        raise _broken("YAML", fault.reason, fault.line or 1, source, fault.fix) from error


def _toml(text: str, source: str) -> object:
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except (ValueError, RecursionError) as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else 1
        raise _broken("TOML", str(error), line, source, _TOML_FIX) from error


def _json(text: str, source: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise _broken("JSON", str(error), line, source, _JSON_FIX) from error


_LOADERS: Final[Mapping[str, Callable[[str, str], object]]] = {
    "yaml": _yaml,
    "yml": _yaml,
    "toml": _toml,
    "json": _json,
}
_TOML_FIX: Final = 'strings need quotes: title = "My film"'
_JSON_FIX: Final = (
    'names and strings need double quotes, and no comma follows the last: "title": "Film"'
)


def _broken(language: str, reason: str, line: int, source: str, fix: str) -> PostError:
    return PostError(
        f"the front matter is not valid {language}: {reason}. {_LEFT_OUT}",
        where=Where(source, line),
        fix=fix,
    )
