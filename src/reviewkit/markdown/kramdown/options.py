"""The `kramdown:` block of a site's configuration as options of the dialect."""

import html
import re
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, Final

from reviewkit.markdown.kramdown.code_options import HighlighterOptions
from reviewkit.markdown.kramdown.document import KramdownOptions

__all__ = ["changed_options", "options_from"]

_SWITCHES: Final = ("auto_ids", "hard_wrap", "parse_block_html", "parse_span_html")
_TEXTS: Final = ("auto_id_prefix", "footnote_prefix")
_JEKYLLS_LANGUAGE: Final = "plaintext"
_NUMBERS: Final = ("footnote_nr", "header_offset")


def options_from(config: Mapping[str, Any]) -> KramdownOptions:
    """Give the options that a `kramdown:` block sets; what it does not know is left out.

    `toc_levels` is a range (`2..3`), a list or text with commas; `smart_quotes` four entity names
    or codes; `footnote_backlink` HTML, empty for none. (https://kramdown.gettalong.org/options.html)
    """
    found: dict[str, Any] = {
        **{name: config[name] for name in _SWITCHES if isinstance(config.get(name), bool)},
        **{name: str(config[name]) for name in _TEXTS if config.get(name) is not None},
        **{name: config[name] for name in _NUMBERS if isinstance(config.get(name), int)},
    }
    if "footnote_backlink" in config:
        found["footnote_backlink"] = str(config["footnote_backlink"] or "")
    if levels := _levels(config.get("toc_levels")):
        found["toc_levels"] = levels
    quotes = str(config.get("smart_quotes") or "").split(",")
    if len(quotes) == len(KramdownOptions().smart_quotes):
        found["smart_quotes"] = tuple(_character(quote.strip()) for quote in quotes)
    if isinstance(symbols := config.get("typographic_symbols"), Mapping):
        found["typographic_symbols"] = {
            str(name): _character(str(value)) for name, value in symbols.items()
        }
    highlighter = config.get("syntax_highlighter")
    if highlighter is not None and highlighter is not False:
        found["syntax_highlighter"] = str(highlighter).removeprefix(":")
    found["syntax_highlighter_opts"] = _highlighter_options(config)
    return KramdownOptions(**found)


def _highlighter_options(config: Mapping[str, Any]) -> HighlighterOptions:
    """Read `syntax_highlighter_opts`, and what Jekyll adds: a language, and that it is guessed."""
    given = config.get("syntax_highlighter_opts")
    given = given if isinstance(given, Mapping) else {}
    language = given.get("default_lang") or _JEKYLLS_LANGUAGE
    guess = config.get("guess_lang", True)
    return HighlighterOptions.read({**given, "default_lang": language, "guess_lang": guess})


def changed_options(now: KramdownOptions, given: Mapping[str, str]) -> KramdownOptions:
    """Give the options after `{::options ... /}`; `hard_wrap` cannot be changed in a text."""
    config: dict[str, object] = {}
    for name, value in given.items():
        switch = {"true": True, "false": False}.get(value)
        number = int(value) if value.isdigit() else value
        config[name] = number if switch is None else switch
    config.pop("hard_wrap", None)
    highlighter = _read_yaml(str(config.pop("syntax_highlighter_opts", "")))
    fresh = options_from(config)
    names = [field.name for field in fields(KramdownOptions) if field.name in config]
    changed = {name: getattr(fresh, name) for name in names}
    if isinstance(highlighter, Mapping):
        changed["syntax_highlighter_opts"] = HighlighterOptions.read(highlighter)
    return replace(now, **changed)


def _read_yaml(text: str) -> object:
    """Read the value of an option that is a mapping; nothing where it is no YAML."""
    if not text:
        return None
    import yaml  # noqa: PLC0415 -- few texts need it

    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


def _levels(given: object) -> tuple[int, ...]:
    if isinstance(given, list):
        return tuple(level for level in given if isinstance(level, int))
    text = str(given or "")
    if match := re.fullmatch(r"\s*(\d)\s*\.\.\.?\s*(\d)\s*", text):
        return tuple(range(int(match[1]), int(match[2]) + 1))
    return tuple(map(int, re.findall(r"\d", text)))


def _character(name: str) -> str:
    """Give the character of an entity's name or code; other text stands for itself."""
    entity = f"&#{name};" if name.isdigit() else f"&{name};"
    decoded = html.unescape(entity)
    return name if decoded == entity else decoded
