"""Where a key stands in a text that has been read already: the line a message can point at."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

__all__ = ["key_line", "setting_line"]

_KEY: Final = r"""(?:[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
_DOTTED: Final = rf"{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*"
_TOML: Final = re.compile(
    rf"""\#[^\n]* | \"{{3}}.*?\"{{3,5}} | '{{3}}.*?'{{3,5}}
    | ^[ \t]*(?P<table>\[\[?)[ \t]*(?P<name>{_DOTTED})[ \t]*\]\]?(?=[ \t]*(?:\#|\r?$))
    | (?P<key>{_DOTTED})[ \t]*=
    | {_KEY}
    | (?P<sign>[\[\]{{}}])""",
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
"""What opens and closes tables and lists in valid TOML 1.0; strings and comments are passed by."""

_Path = tuple[str | int, ...]


def key_line(head: str, key: str) -> int:
    """Give the line (from 1) on which a front matter sets `key`; 1 where only defaults set it.

    A key at the left edge comes before one that is indented, as in JSON or in a table below.
    """
    name = rf"[\"']?{re.escape(key)}[\"']?\s*"
    for form, flags in ((f"^{name}[:=]", 0), (rf"^[ \t{{]*{name}[:=]", re.IGNORECASE)):
        if match := re.search(form, head, re.MULTILINE | flags):
            return head.count("\n", 0, match.start()) + 1
    return 1


def setting_line(text: str, key: str, *, toml: bool) -> int | None:
    """Find the line where a dotted key of the settings is set; None if it is not seen.

    `text` is TOML or YAML. In `feed.more[1]` the number counts the tables of a list from 0; where a
    key of such a table is not set, the line of the table is given.
    """
    wanted = _parts(key)
    seen = dict(reversed(list(_toml(text) if toml else _yaml(text))))
    while wanted not in seen and any(isinstance(part, int) for part in wanted):
        wanted = wanted[:-1]
    return text.count("\n", 0, seen[wanted]) + 1 if wanted in seen else None


def _parts(dotted: str) -> _Path:
    """Divide `feed.more[1]."a b"` into its parts."""
    found = re.finditer(r"""\[(\d+)\]|"[^"]*"|'[^']*'|[^.\[\]"']+""", dotted)
    parts = (int(one[1]) if one[1] else one[0].strip("\"' \t") for one in found)
    return tuple(part for part in parts if part != "")


def _last(name: _Path, sizes: Mapping[_Path, int]) -> _Path:
    """Give the path of a table that a header names: in a list it is part of the last table."""
    path: _Path = ()
    for part in name:
        path = (*path, *((sizes[path] - 1,) if path in sizes else ()), part)
    return path


def _each_part(above: _Path, name: _Path, start: int) -> Iterator[tuple[_Path, int]]:
    """Yield what a dotted name sets: its last part, and the tables on the way to it."""
    return (((*above, *name[: end + 1]), start) for end in range(len(name)))


def _toml(text: str) -> Iterator[tuple[_Path, int]]:
    """Yield the full name of each key of a TOML text, with the place where it is set.

    The last of `inside` is the table or list that is open; the first is that of the last header. In
    a list a number counts what it holds, which is raised by each brace that opens.
    """
    sizes: dict[_Path, int] = {}
    inside: list[_Path] = [()]
    value: _Path = ()
    for match in _TOML.finditer(text):
        start = match.end() - len(match[0].lstrip())
        if match["table"] and len(inside) == 1:
            path = _last(_parts(match["name"]), sizes)
            yield from _each_part((), path, start)
            if match["table"] == "[[":
                sizes[path] = sizes.get(path, 0) + 1
                path = (*path, sizes[path] - 1)
                yield path, start
            inside = [path]
        elif match["key"]:
            name = _parts(match["key"])
            yield from _each_part(inside[-1], name, start)
            value = (*inside[-1], *name)
        elif match["sign"] in {"[", "{"}:
            if inside[-1] in sizes and len(inside) > 1:
                sizes[inside[-1]] += 1
                value = (*inside[-1], sizes[inside[-1]] - 1)
                yield value, start
            if match["sign"] == "[":
                sizes[value] = 0
            inside.append(value)
        elif match["sign"] and len(inside) > 1:
            inside.pop()


def _yaml(text: str) -> Iterator[tuple[_Path, int]]:
    """Yield the full name of each key of a YAML text, with its place; nothing for broken YAML."""
    import yaml  # noqa: PLC0415 -- only a message needs it

    def below(node: yaml.Node | None, path: _Path) -> Iterator[tuple[_Path, int]]:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                name = (*path, str(key.value))
                yield name, key.start_mark.index
                yield from below(value, name)
        elif isinstance(node, yaml.SequenceNode):
            for number, value in enumerate(node.value):
                yield (*path, number), value.start_mark.index
                yield from below(value, (*path, number))

    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return
    yield from below(root, ())
