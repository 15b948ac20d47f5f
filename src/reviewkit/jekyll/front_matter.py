"""The front matter of one file: where it ends, what it says, and on which line it is broken."""

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml
from frontmatter.default_handlers import YAMLHandler

from reviewkit.errors import PostError, Where
from reviewkit.jekyll.psych import load_yaml
from reviewkit.jekyll.simple_yaml import simple_mapping
from reviewkit.lines import key_line
from reviewkit.model import FrontMatter
from reviewkit.yaml_faults import yaml_fault

__all__ = [
    "Divided",
    "FrontMatter",
    "divided",
    "has_front_matter",
    "key_line",
    "load",
    "read_front_matter",
]

_HEADER: Final = re.compile(rb"---\s*\r?\n")
_OPENING: Final = re.compile(r"---[ \t\r\f\v]*\n")
_CLOSING: Final = re.compile(r"(?:---|\.\.\.)\s*$\n?", re.MULTILINE | re.ASCII)

_LEFT_OUT: Final = "The post was left out; the others are read"


class Divided(NamedTuple):
    """A file cut at the end of its front matter: the YAML (None without any) and the text.

    `head` is everything above the text; `text_line` the line, from 1, at which that begins.
    """

    block: str | None
    text: str
    text_line: int
    head: str


class _JekyllHandler(YAMLHandler):
    """python-frontmatter's YAML, with Jekyll's boundaries and Psych's values.

    The library's own boundary takes `----` for a beginning and knows no `...`; its own loader
    reads titles such as `2:22` differently from Ruby.
    """

    def split(self, text: str) -> tuple[str, str]:
        """Cut the text at the end of the front matter; a text without any raises ValueError."""
        opening = _OPENING.match(text)
        closing = _closing(text, opening.end()) if opening else None
        if closing is None:
            raise ValueError("no front matter")
        return text[: closing.start()], text[closing.end() :]

    def load(self, fm: str, **kwargs: object) -> Any:  # noqa: ANN401 -- YAML gives anything
        """Read the YAML, `zone` being that of its times; raises yaml.YAMLError."""
        zone = kwargs.get("zone")
        return load_yaml(fm, zone if isinstance(zone, dt.tzinfo) else dt.UTC)


def _closing(text: str, start: int) -> re.Match[str] | None:
    """Find the line that ends the front matter: looking for its two forms is quicker than `^`."""
    found = []
    for form in ("\n---", "\n..."):
        place = start - 1
        while (place := text.find(form, place)) >= 0:
            place += 1
            if match := _CLOSING.match(text, place):
                found.append(match)
                break
    return min(found, key=re.Match.start, default=None)


_HANDLER: Final = _JekyllHandler()


def divided(content: str) -> Divided:
    """Cut the content of a file at the end of its front matter, as Jekyll's Document does."""
    try:
        block, text = _HANDLER.split(content)
    except ValueError:
        return Divided(None, content, 1, "")
    head = content[: len(content) - len(text)]
    return Divided(block, text, head.count("\n") + 1, head)


def load(block: str, source: str, zone: dt.tzinfo = dt.UTC) -> Mapping[str, Any]:
    """Read a front matter; `zone` is that in which times without one are shown.

    Raises PostError with the line where the YAML is broken or is not a mapping: Jekyll publishes
    such a post without its title, its date and its categories, at another URL, which nobody means.
    """
    simple = simple_mapping(block, zone)
    if simple is not None:
        return simple
    try:
        values = _HANDLER.load(block, zone=zone)
    except yaml.YAMLError as error:
        fault = yaml_fault(error, block)
        raise PostError(
            f"the front matter is not valid YAML: {fault.reason}",
            where=Where(source, fault.line or 1),
            fix=fault.fix,
        ) from error
    if values is None or values is False:
        return {}
    if not isinstance(values, dict):
        raise PostError(
            "the front matter is no list of settings",
            where=Where(source, 2),
            fix="write lines such as title: My film",
        )
    return values


def has_front_matter(path: Path) -> bool:
    """Tell whether a file's first line is that of a front matter; a byte order mark is none.

    Raises OSError for a file that cannot be read.
    """
    with path.open("rb") as file:
        return _HEADER.match(file.readline(1000)) is not None


def read_front_matter(content: str, source: str) -> FrontMatter:
    """Divide the content of the file `source` into front matter and text.

    A file without front matter is all text. Raises PostError as `load` does.
    """
    block, text, line, head = divided(content)
    try:
        values = load(block, source) if block is not None else {}
    except PostError as error:
        problem = error.problem
        raise PostError(
            f"{problem.what}. {_LEFT_OUT}", where=problem.where, fix=problem.fix
        ) from error
    return FrontMatter(values, text, line, head)
