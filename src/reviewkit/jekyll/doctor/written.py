"""The keys of a front matter as they stand in the file, without the meaning YAML gives them."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

import yaml

from reviewkit.errors import Problem, Where
from reviewkit.jekyll.psych import load_yaml
from reviewkit.model import Post

__all__ = ["Keys", "Written", "keys_of", "meaning", "twice", "warning"]

_YAML_TAG: Final = "tag:yaml.org,2002:"


class Written(NamedTuple):
    """A value as it is written.

    `text` is empty for a list or mapping, `items` are the parts of a list that are text; `is_empty`
    says that there is nothing at all. `tag` is a tag of nobody's such as `!x`. `line` counts from
    1 in the file, `end` is where the value ends in the front matter.
    """

    text: str
    items: "tuple[Written, ...]"
    quoted: bool
    is_list: bool
    is_empty: bool
    tag: str
    line: int
    end: int


Keys = Mapping[str, Written]


def keys_of(head: str) -> Keys:
    """Read the keys of a front matter; of one that stands twice, the last, as YAML does."""
    return {str(key.value): _written(key, value) for key, value in _pairs(head)}


def twice(head: str) -> Iterator[tuple[str, int, int]]:
    """Yield each key that stands twice, with the lines of both places."""
    lines: dict[str, int] = {}
    for key, _ in _pairs(head):
        name, line = str(key.value), key.start_mark.line + 1
        if name in lines:
            yield name, lines[name], line
        lines[name] = line


def meaning(text: str) -> object:
    """Give what YAML makes of a value without quotes; the text where it refuses to say.

    Then the reader has reported the whole front matter.
    """
    try:
        return load_yaml(text)
    except (yaml.YAMLError, ValueError):
        return text


def warning(post: Post, line: int | None, what: str, fix: str) -> Problem:
    """Say what is probably not meant in a post."""
    return Problem(severity="warning", what=what, where=Where(post.source, line), fix=fix)


def _pairs(head: str) -> list[tuple[yaml.Node, yaml.Node]]:
    try:
        root = next(yaml.compose_all(head, Loader=yaml.CSafeLoader), None) if head else None
    except (yaml.YAMLError, RecursionError):
        return []  # which the reader has reported
    return root.value if isinstance(root, yaml.MappingNode) else []


def _written(key: yaml.Node, value: yaml.Node) -> Written:
    items = value.value if isinstance(value, yaml.SequenceNode) else ()
    return Written(
        text=value.value if isinstance(value, yaml.ScalarNode) else "",
        items=tuple(_written(key, item) for item in items if isinstance(item, yaml.ScalarNode)),
        quoted=isinstance(value, yaml.ScalarNode) and bool(value.style),
        is_list=isinstance(value, yaml.SequenceNode),
        is_empty=not value.value,
        tag="" if value.tag.startswith(_YAML_TAG) else value.tag,
        line=key.start_mark.line + 1,
        end=value.end_mark.index,
    )
