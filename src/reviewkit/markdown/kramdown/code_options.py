"""How code is highlighted: the options `syntax_highlighter_opts` of kramdown, as Jekyll reads them.

Blocks and spans each have their own; what is set for both, `block:` or `span:` can change.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, Self

from reviewkit.markdown.kramdown.highlight import LineNumbers, language_of

__all__ = ["CodeOptions", "HighlighterOptions"]

_ROUGE: Final = LineNumbers()


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeOptions:
    """The options for blocks, or for spans.

    `default_lang` is the language of code that names none, empty for none. `guess_lang` decides
    whether plain text counts as highlighted.
    """

    disable: bool = False
    default_lang: str = "plaintext"
    guess_lang: bool = True
    css_class: str = "highlight"
    wrap: bool = True
    numbers: LineNumbers | None = None

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> Self:
        """Read the options; like Ruby, take everything but `false` and nothing for true."""
        return cls(
            disable=_truth(given.get("disable")),
            default_lang=_text(given, "default_lang", ""),
            guess_lang=_truth(given.get("guess_lang")),
            css_class=_text(given, "css_class", "highlight"),
            wrap=_truth(given.get("wrap", True)),
            numbers=_numbers(given) if _truth(given.get("line_numbers")) else None,
        )

    def highlights(self, language: str) -> bool:
        """Tell whether code in a language is given to the highlighter."""
        known = None if self.disable else language_of(language or self.default_lang)
        return known is not None and (known != "plaintext" or self.guess_lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class HighlighterOptions:
    """The options for blocks and those for spans."""

    block: CodeOptions = field(default_factory=CodeOptions)
    span: CodeOptions = field(default_factory=CodeOptions)

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> Self:
        """Read `syntax_highlighter_opts`; what is no option is left out."""
        return cls(block=_read(given, "block"), span=_read(given, "span"))


def _read(given: Mapping[str, Any], kind: Literal["block", "span"]) -> CodeOptions:
    own = given.get(kind)
    return CodeOptions.read({**given, **(own if isinstance(own, Mapping) else {})})


def _numbers(given: Mapping[str, Any]) -> LineNumbers:
    first = given.get("start_line")
    return LineNumbers(
        first=first if isinstance(first, int) else _ROUGE.first,
        table=_text(given, "table_class", _ROUGE.table),
        gutter=_text(given, "gutter_class", _ROUGE.gutter),
        code=_text(given, "code_class", _ROUGE.code),
    )


def _truth(value: object) -> bool:
    return value is not None and value is not False


def _text(given: Mapping[str, Any], name: str, default: str) -> str:
    value = given.get(name)
    return str(value) if _truth(value) else default
