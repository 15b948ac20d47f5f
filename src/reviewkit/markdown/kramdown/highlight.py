"""Code as HTML with Rouge's classes, and with line numbers in Rouge's table."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from reviewkit.markdown.kramdown.html_text import escape_attribute, escape_text
from reviewkit.markdown.kramdown.languages import LANGUAGES

__all__ = ["LONGEST_CODE", "LineNumbers", "highlight", "language_of"]

LONGEST_CODE: Final = 20_000
"""Characters; longer code is left without colours, because some lexers of Pygments take time that
grows with the square of the length."""

_LONG_SPACE: Final = re.compile(r"\s{200}")
"""Nobody writes so much white space, and it is what the slowest lexers are slow on."""

_UNDIVIDED: Final = frozenset({"escape", "guess", "plaintext"})
"""What has no colours, whatever the code is. What Rouge guesses is not guessed here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineNumbers:
    """The first number, and the classes of the table and of its two cells."""

    first: int = 1
    table: str = "rouge-table"
    gutter: str = "rouge-gutter"
    code: str = "rouge-code"


def language_of(name: str) -> str | None:
    """Give the language that a name stands for with Rouge, None for a name it does not know.

    `?options` behind the name do not count. `guess` is known: Rouge looks at the code.
    """
    plain = name.partition("?")[0]
    return "guess" if plain == "guess" else LANGUAGES.get(plain)


def highlight(code: str, name: str, numbers: LineNumbers | None = None) -> str:
    """Give code as HTML: a `span` with Rouge's class around each token, nothing around the whole.

        in:   puts 1                                               (ruby)
        out:  <span class="nb">puts</span> <span class="mi">1</span>

    `name` is one of Rouge's names of languages. Code in a language that Rouge or Pygments does not
    know, and code that is too long, is only escaped. With `numbers` the lines are numbered in a
    table, and the last line ends.
    """
    html = _coloured(code, language_of(name) or "plaintext")
    return html if numbers is None else _numbered(html, code, numbers)


@lru_cache(maxsize=64)
def _coloured(code: str, language: str) -> str:
    """Colour code; remembered, since a review is written once whole and once by its sections."""
    if language in _UNDIVIDED or len(code) > LONGEST_CODE or _LONG_SPACE.search(code):
        return escape_text(code)
    # most texts hold no code, and Pygments takes longer to load than a text to render
    from reviewkit.markdown.kramdown.colours import coloured_parts  # noqa: PLC0415

    return "".join(
        f'<span class="{name}">{escape_text(text)}</span>' if name else escape_text(text)
        for name, text in coloured_parts(code, language)
    )


def _numbered(html: str, code: str, numbers: LineNumbers) -> str:
    end = "" if code.endswith("\n") else "\n"
    count = f"{code}{end}".count("\n")
    lines = "".join(f"{number}\n" for number in range(numbers.first, numbers.first + count))
    table, gutter, cell = map(escape_attribute, (numbers.table, numbers.gutter, numbers.code))
    return (
        f'<table class="{table}"><tbody><tr><td class="{gutter} gl"><pre class="lineno">{lines}'
        f'</pre></td><td class="{cell}"><pre>{html}{end}</pre></td></tr></tbody></table>'
    )
