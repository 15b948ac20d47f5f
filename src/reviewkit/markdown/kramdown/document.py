"""What one kramdown text says about itself: options, definitions, and what was referred to."""

import re
from dataclasses import dataclass, field
from typing import Final

from reviewkit.markdown.kramdown.code_options import HighlighterOptions

__all__ = [
    "Attributes",
    "Document",
    "Footnote",
    "KramdownOptions",
    "LinkDefinition",
    "normalized_name",
]

Attributes = dict[str, str]
"""HTML attributes in the order they are written; `class` holds names with a space between."""

_SPACES: Final = re.compile(r"\s+", re.ASCII)


def normalized_name(label: str) -> str:
    """Give the name under which a link is defined and found: lower case, runs of space as one."""
    return _SPACES.sub(" ", label).lower()


@dataclass(slots=True)
class LinkDefinition:
    """A `[name]: url "title"` line, and the insides of the attribute lists at it."""

    url: str
    title: str | None
    attribute_texts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class KramdownOptions:
    """The options of a site's `kramdown:` block, with the defaults Jekyll 4.3 gives them.

    `gfm` tells the option `input`, `paragraph_end` and `typographic` are `gfm_quirks`, and
    `smart_quotes` are characters.
    """

    gfm: bool = True
    paragraph_end: bool = True
    typographic: bool = True
    auto_ids: bool = True
    auto_id_prefix: str = ""
    auto_id_stripping: bool = False
    transliterated_header_ids: bool = False
    header_offset: int = 0
    hard_wrap: bool = False
    entity_output: str = "as_char"
    smart_quotes: tuple[str, ...] = ("‘", "’", "“", "”")
    typographic_symbols: dict[str, str] = field(default_factory=dict)
    toc_levels: tuple[int, ...] = (1, 2, 3, 4, 5, 6)
    link_defs: dict[str, LinkDefinition] = field(default_factory=dict)
    parse_block_html: bool = False
    parse_span_html: bool = True
    remove_line_breaks_for_cjk: bool = False
    math_engine: str = "mathjax"
    footnote_backlink: str = "&#8617;"
    footnote_backlink_inline: bool = False
    footnote_nr: int = 1
    footnote_prefix: str = ""
    forbidden_inline_options: frozenset[str] = frozenset()
    syntax_highlighter: str = "rouge"
    syntax_highlighter_opts: HighlighterOptions = field(default_factory=HighlighterOptions)


@dataclass(slots=True)
class Footnote:
    """A footnote definition: its text, and how often and under which number it was referred to."""

    name: str
    text: str
    line: int
    attributes: Attributes = field(default_factory=dict)
    number: int = 0
    references: int = 0


@dataclass(slots=True)
class Document:
    """Everything that blocks define and spans use, filled while a text is parsed.

    Names of links are normalised (lower case, white space folded). Attribute lists are kept as they
    are written, for they may name others that are defined further down; `resolved_lists` are those
    that were asked for. `referred` lists the footnotes in the order in which they were first
    referred to, `replaced` what stands in the place of a list, `toc` or `footnotes`.
    """

    options: KramdownOptions
    links: dict[str, LinkDefinition] = field(default_factory=dict)
    footnotes: dict[str, Footnote] = field(default_factory=dict)
    abbreviations: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    attribute_lists: dict[str, list[str]] = field(default_factory=dict)
    resolved_lists: dict[str, Attributes] = field(default_factory=dict)
    referred: list[Footnote] = field(default_factory=list)
    replaced: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.links.update(
            (name, LinkDefinition(link.url, link.title))
            for name, link in self.options.link_defs.items()
        )
