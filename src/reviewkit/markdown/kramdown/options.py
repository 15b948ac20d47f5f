"""The `kramdown:` block of a site's configuration as options of the dialect."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from reviewkit.errors import ConfigurationError
from reviewkit.markdown.kramdown.code_options import HighlighterOptions
from reviewkit.markdown.kramdown.document import KramdownOptions, LinkDefinition, normalized_name
from reviewkit.markdown.kramdown.entities import read_reference

__all__ = ["changed_options", "options_from"]

_OPTIONS_PAGE: Final = "https://kramdown.gettalong.org/options.html"
_RANGE: Final = re.compile(r"([0-9])\.\.([0-9])")
_LIST: Final = re.compile(r"[0-9](?:,[0-9])*")
_OCTAL: Final = re.compile(r"(?<![0-9A-Za-z_])0(?=[0-9])")
_LONGEST_NUMBER: Final = 18
_HEADINGS: Final = frozenset(range(1, 7))
_QUOTES: Final = 4
_LINK_PARTS: Final = 2
_JEKYLLS_LANGUAGE: Final = "plaintext"


def options_from(config: Mapping[str, Any]) -> KramdownOptions:
    """Give the options that a `kramdown:` block sets; what has no effect on HTML is left out.

    Values are read as kramdown and Jekyll do (https://kramdown.gettalong.org/options.html):
    `toc_levels` is a range (`2..3`) or numbers, `smart_quotes` four entity names or codes. Raises
    ConfigurationError for values with which Jekyll builds no site.
    """
    found: dict[str, Any] = {}
    for name, value in config.items():
        if name == "syntax_highlighter_opts":
            continue
        if name in _READERS and not (value is None and name in _JEKYLL_SETS):
            try:
                found |= _read(name, value)
            except (TypeError, ValueError) as error:
                raise ConfigurationError(
                    f"kramdown: {name}: {error}",
                    fix=f"correct the site's configuration; see {_OPTIONS_PAGE}",
                ) from error
    if not found.get("gfm", True):
        found |= _WITHOUT_GFM
    found["syntax_highlighter_opts"] = _highlighter_options_of_site(config)
    return KramdownOptions(**found)


def _highlighter_options_of_site(config: Mapping[str, Any]) -> HighlighterOptions:
    """Read `syntax_highlighter_opts`, and what Jekyll adds: a language, and that it is guessed."""
    given = config.get("syntax_highlighter_opts")
    given = given if isinstance(given, Mapping) else {}
    language = given.get("default_lang") or _JEKYLLS_LANGUAGE
    guess = config.get("guess_lang", True)
    return HighlighterOptions.read({**given, "default_lang": language, "guess_lang": guess})


def changed_options(now: KramdownOptions, given: Mapping[str, str]) -> KramdownOptions:
    """Give the options after `{::options ... /}`; wrong values are passed over.

    What a parser is set up with cannot be changed in a text, nor what the site forbids.
    """
    found: dict[str, Any] = {}
    for name, value in given.items():
        if name in _READERS and name not in _FOR_WHOLE_SITE | now.forbidden_inline_options:
            try:
                found |= _read(name, value)
            except (TypeError, ValueError):
                continue
    return replace(now, **found)


def _read(name: str, value: object) -> dict[str, object]:
    """Give the fields of the options that a value sets.

    Raises ValueError or TypeError for a wrong one.
    """
    read = _READERS[name](value)
    return read if isinstance(read, _Fields) else {name: read}


class _Fields(dict[str, object]):
    """What an option says that is not one field of its own name."""


def _boolean(value: object) -> bool:
    if isinstance(value, Mapping | list):
        return True
    return value if isinstance(value, bool) else _text(value).lower().strip() not in {"", "false"}


def _text(value: object) -> str:
    """Write a value as Ruby does; raises TypeError for one that holds others."""
    if isinstance(value, Mapping | list):
        raise TypeError(f"{value!r:.40} is not one value")
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).lower()
    return str(value)


def _number(value: object) -> int:
    """Read an integer as Ruby does: also hexadecimal, and octal with a zero in front."""
    text = _OCTAL.sub("0o", _text(value).strip())
    try:
        return int(text[:_LONGEST_NUMBER], 0)
    except ValueError:
        raise ValueError(f"{value!r} is not an integer") from None


def _name(value: object) -> str:
    return _text(value).removeprefix(":")


def _levels(value: object) -> tuple[int, ...]:
    levels: Sequence[int]
    if isinstance(value, str) and (between := _RANGE.fullmatch(value)):
        levels = range(int(between[1]), int(between[2]) + 1)
    elif isinstance(value, str) and _LIST.fullmatch(value):
        levels = [int(level) for level in value.split(",")]
    elif isinstance(value, Sequence) and not isinstance(value, str):
        levels = [_number(level) for level in value]
    else:
        raise ValueError(f"{value!r} is neither a range, such as 2..3, nor numbers with commas")
    if not _HEADINGS.issuperset(levels):
        raise ValueError(f"{value!r} has other levels than 1 to 6")
    return tuple(levels)


def _quotes(value: object) -> tuple[str, ...]:
    names = value.split(",") if isinstance(value, str) else value
    if not isinstance(names, Sequence) or len(names) != _QUOTES:
        raise ValueError(f"{value!r} is not four names or codes with commas")
    return tuple(_character(_text(name)) for name in names)


def _character(name: str) -> str:
    """Give the character of an entity's name or code."""
    found = read_reference(f"&#{name};" if name.isdecimal() else f"&{name};", 0)
    if found is None or found[0] is None:
        raise ValueError(f"{name!r} is neither the name nor the code of a character")
    return found[0]


def _mapping(value: object) -> Mapping[object, object]:
    if isinstance(value, str):
        import yaml  # noqa: PLC0415 -- few texts need it

        try:
            value = yaml.safe_load(value)
        except (yaml.YAMLError, ValueError, RecursionError):
            raise ValueError(f"{value!r} is not YAML") from None
    if not isinstance(value, Mapping):
        raise TypeError(f"{value!r} is not a mapping")
    return value


def _symbols(value: object) -> dict[str, str]:
    return {_text(name): _text(text) for name, text in _mapping(value).items()}


def _links(value: object) -> dict[str, LinkDefinition]:
    links = {}
    for name, parts in _mapping(value).items():
        if not isinstance(parts, Sequence) or isinstance(parts, str):
            raise TypeError(f"{parts!r} is not an address, or an address and a title, in a list")
        if not 1 <= len(parts) <= _LINK_PARTS:
            raise ValueError(f"{parts!r} is not one address and at most one title")
        title = parts[1] if len(parts) == _LINK_PARTS else None
        title = None if title is None else _text(title)
        links[normalized_name(_text(name))] = LinkDefinition(_text(parts[0]), title)
    return links


def _names(value: object) -> frozenset[str]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise TypeError(f"{value!r} is not a list of names")
    return frozenset(map(_name, value))


def _quirks(value: object) -> _Fields:
    names = value.split(",") if isinstance(value, str) else value
    if not isinstance(names, Sequence):
        raise TypeError(f"{value!r} is not a list of names")
    quirks = {_name(name).strip() for name in names}
    return _Fields(
        paragraph_end="paragraph_end" in quirks, typographic="no_auto_typographic" not in quirks
    )


def _highlighter(value: object) -> _Fields:
    """Read the name of a highlighter; none and `false` leave the one that is."""
    if value is None or value is False:
        return _Fields()
    return _Fields(syntax_highlighter=_name(value))


def _highlighter_options(value: object) -> HighlighterOptions:
    return HighlighterOptions.read({str(name): text for name, text in _mapping(value).items()})


def _input(value: object) -> _Fields:
    if value not in {"GFM", "kramdown", "Kramdown"}:
        raise ValueError(f"{value!r} is not one of the parsers reviewkit knows, GFM and kramdown")
    return _Fields(gfm=value == "GFM")


_READERS: Final[Mapping[str, Callable[[object], object]]] = {
    "auto_id_prefix": _text,
    "auto_id_stripping": _boolean,
    "auto_ids": _boolean,
    "entity_output": _name,
    "footnote_backlink": _text,
    "footnote_backlink_inline": _boolean,
    "footnote_nr": _number,
    "footnote_prefix": _text,
    "forbidden_inline_options": _names,
    "gfm_quirks": _quirks,
    "hard_wrap": _boolean,
    "header_offset": _number,
    "input": _input,
    "link_defs": _links,
    "math_engine": _name,
    "parse_block_html": _boolean,
    "parse_span_html": _boolean,
    "remove_line_breaks_for_cjk": _boolean,
    "smart_quotes": _quotes,
    "syntax_highlighter": _highlighter,
    "syntax_highlighter_opts": _highlighter_options,
    "toc_levels": _levels,
    "transliterated_header_ids": _boolean,
    "typographic_symbols": _symbols,
}
"""How the value of each option is read."""

_FOR_WHOLE_SITE: Final = frozenset({"gfm_quirks", "hard_wrap", "input", "link_defs"})
"""Options that set up a parser."""

_WITHOUT_GFM: Final = {"hard_wrap": False, "paragraph_end": False, "typographic": True}
"""Options of the parser GFM, as they are without it."""

_JEKYLL_SETS: Final = frozenset(
    {"auto_ids", "entity_output", "footnote_nr", "hard_wrap", "input", "smart_quotes", "toc_levels"}
)
"""Options for which Jekyll has a value of its own, which `null` does not replace."""
