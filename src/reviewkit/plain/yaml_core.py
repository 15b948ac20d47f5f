"""YAML as Hugo, Eleventy, Astro and Zola read it: the core schema of 1.2, and no guesses."""

import re
from typing import Any, Final

import yaml

__all__ = ["Unclear", "load_yaml"]

_SIGNED: Final = r"[-+]?"
_UNCLEAR: Final = re.compile(
    rf"{_SIGNED}0[0-9_]+|0[xXoObB][0-9a-fA-F_]+|{_SIGNED}[0-9][0-9_]*_[0-9_.]*"
    rf"|{_SIGNED}[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?|{_SIGNED}(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE].+"
    rf"|{_SIGNED}\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|{_SIGNED}(?:\.[0-9]+|[0-9]+\.)"
    r"|\+[0-9.]+|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t].*)?|[0-9]{18,}"
)
_UNCLEAR_TAG: Final = "tag:yaml.org,2002:reviewkit-unclear"


class Unclear(str):
    """Text without quotes that is a number or a date in one reading of YAML, and other in another.

    `007` is 7 to Hugo, `2:22` was 142 in YAML 1.1. As a title or a date it means what is written;
    in an address it is refused.
    """

    __slots__ = ()


def load_yaml(text: str) -> object:
    """Read YAML; raises yaml.YAMLError, also for a key that stands twice."""
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 -- _Loader is a safe loader
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        # PyYAML's own constructors meet a tag that does not fit its value: !!bool maybe
        raise yaml.YAMLError("a value does not fit its tag") from error


class _Loader(yaml.CSafeLoader):
    """A safe YAML loader over libyaml; only what is beyond doubt becomes other than text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 -- PyYAML's own interface

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:  # noqa: ANN401, FBT001, FBT002 -- PyYAML's own interface
        """Build a mapping, and refuse a key that stands twice, as Hugo and Eleventy do."""
        seen: set[str] = set()
        for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
            name = str(key.value)
            if name in seen and name != "<<":
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {name} stands here a second time", key.start_mark
                )
            seen.add(name)
        return super().construct_mapping(node, deep)


def _unclear(_loader: _Loader, node: yaml.ScalarNode) -> Unclear:
    return Unclear(node.value)


for _tag, _form, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"-?(?:0|[1-9][0-9]{0,16})", list("-0123456789")),
    ("float", r"-?(?:0|[1-9][0-9]{0,16})\.[0-9]{1,16}", list("-0123456789")),
    ("merge", r"<<", ["<"]),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"(?:{_form})$"), _first)
_Loader.add_implicit_resolver(
    _UNCLEAR_TAG, re.compile(f"(?:{_UNCLEAR.pattern})$"), list("-+.0123456789")
)
_Loader.add_constructor(_UNCLEAR_TAG, _unclear)
