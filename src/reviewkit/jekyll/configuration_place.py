"""Where a setting stands in the configuration files: the file and line a message can point at."""

import re
from collections.abc import Mapping, Sequence

import yaml

from reviewkit.errors import Where

__all__ = ["configuration_place"]


def configuration_place(texts: Mapping[str, str], path: Sequence[str | int]) -> Where | None:
    """Give the place of a setting in the last of the files that sets the first part of its path.

    `texts` are the files by their names, the last one last; a part of the path is a key of a
    mapping or the number of an item of a list. Where the whole path cannot be followed, the place
    is that of what could; None where no file sets its first part.
    """
    for file, text in reversed(list(texts.items())):
        line = _line_of_key(text, str(path[0])) if len(path) == 1 else _line(text, path)
        if line is not None:
            return Where(file, line)
    return None


def _line_of_key(text: str, key: str) -> int | None:
    """Find a key at the left edge, also in a file that is no valid YAML, and in TOML."""
    found = re.search(rf"^\[*[\"']?{re.escape(key)}[\"']?\s*[]:=]", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else None


def _line(text: str, path: Sequence[str | int]) -> int | None:
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, RecursionError):
        node = None
    if not isinstance(node, yaml.MappingNode):
        return _line_of_key(text, str(path[0]))
    line = None
    for part in path:
        if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            if part >= len(node.value):
                break
            node = node.value[part]
            line = node.start_mark.line + 1
            continue
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        found = next(((key, value) for key, value in pairs if key.value == part), None)
        if found is None:
            break
        line, node = found[0].start_mark.line + 1, found[1]
    return line
