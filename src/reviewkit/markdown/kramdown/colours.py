"""The colours of code: Pygments' tokens, under the class names that Rouge gives them.

Only `highlight` imports this module, and only for code that can have colours.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple, Protocol

from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES, _TokenType
from pygments.util import ClassNotFound

from reviewkit.markdown.kramdown.colour_classes import CLASSES, LEXERS, UNCOLOURED
from reviewkit.markdown.kramdown.colour_rules import RULES, Row

__all__ = ["Part", "Tokens", "coloured_parts", "lexed_parts"]

Part = tuple[str, str]
"""Rouge's class, empty for none, and a piece of the code."""

_COMMENTS: Final = frozenset({"c", "c1", "ch", "cs"})
_PROMPT: Final = re.compile(r"(.*?[$#>;])(\s*)")
_ESCAPE: Final = re.compile(r"\\.")
_LEFT_OUT: Final = re.compile(r"\s*<?\.\.\.>?\s*")


class Tokens(Protocol):
    """What is asked of a lexer of Pygments: place, type and text of each token, in order."""

    def get_tokens_unprocessed(self, text: str, /) -> Iterable[tuple[int, Any, str]]:
        """Divide a text that ends with a line break, without changing it first."""


class _Rule(NamedTuple):
    """What becomes of a token at which the pattern matches; see `colour_rules.Row`."""

    pattern: re.Pattern[str]
    classes: tuple[str, ...]


def coloured_parts(code: str, language: str) -> list[Part]:
    """Divide code into parts of one class each; together they are the code, to the character.

    `language` is Rouge's own name of a language. Neighbours of the same class are one part, as
    Rouge writes them. Code that Pygments has no lexer for is one part without class.
    """
    if language == "console":
        return _joined(_session(code))
    lexer = _lexer(language, inline="<?" not in code)
    return _joined([("", code)]) if lexer is None else lexed_parts(code, lexer, language)


def lexed_parts(code: str, lexer: Tokens, language: str) -> list[Part]:
    """Divide code as `coloured_parts` does, with a lexer of Pygments.

    Code that it fails on, or of which it gives back another text, is one part without class.
    """
    text = code if code.endswith("\n") else f"{code}\n"
    try:
        parts = _joined(_renamed(text, lexer, _rules(language)))
    except Exception:  # noqa: BLE001 -- whatever a lexer stumbles on, the code can be shown
        parts = []
    if "".join(part for _, part in parts) != text:
        return _joined([("", code)])
    return parts if code is text else _without_line_end(parts)


def _session(code: str) -> Iterator[Part]:
    """Divide a session in a terminal: what stands before `$`, `#`, `>` or `;` is a prompt.

    These are the characters of Rouge's option `prompt`; lines without one are output.
    """
    for line in re.findall(r".*\n|.+", code):
        if found := _PROMPT.match(line):
            yield from (("gp", found[1]), ("w", found[2]))
            yield from coloured_parts(line[found.end() :], "shell")
        else:
            yield "c" if _LEFT_OUT.fullmatch(line) else "go", line


@cache
def _lexer(language: str, *, inline: bool) -> Tokens | None:
    """Make a lexer; with `inline` PHP begins at once, as Rouge reads code without a `<?`."""
    if language in UNCOLOURED:
        return None
    try:
        lexer: Tokens = get_lexer_by_name(LEXERS.get(language, language), startinline=inline)
    except ClassNotFound:
        return None
    return lexer


@cache
def _rules(language: str) -> Mapping[str, tuple[_Rule, ...]]:
    """Give the rules of a language by Pygments' class, in the order in which they are tried."""
    pairs: Iterator[Row] = (
        (given, wanted, "")
        for given, wanted in (pair.split(">") for pair in CLASSES.get(language, "").split())
    )
    found: dict[str, tuple[_Rule, ...]] = {}
    for given, wanted, pattern in (*RULES.get(language, ()), *pairs):
        rule = _Rule(re.compile(pattern), tuple(map(_class, wanted.split("+"))))
        for name in map(_class, given.split()):
            found[name] = (*found.get(name, ()), rule)
    return found


def _class(name: str) -> str:
    return "" if name == "-" else name


def _renamed(code: str, lexer: Tokens, rules: Mapping[str, tuple[_Rule, ...]]) -> Iterator[Part]:
    place = 0
    for _, kind, text in lexer.get_tokens_unprocessed(code):
        name = _pygments_class(kind)
        end = place + len(text)
        for rule in rules.get(name, ()):
            if (parts := _applied(rule, code, place, end)) is not None:
                yield from parts
                break
        else:
            yield "" if name == "w" else name, text
        place = end


@cache
def _pygments_class(kind: _TokenType) -> str:
    """Give the short name of a token type, or of the nearest above it that has one."""
    while kind not in STANDARD_TYPES:
        kind = kind.parent
    return str(STANDARD_TYPES[kind])


def _applied(rule: _Rule, code: str, place: int, end: int) -> Iterable[Part] | None:
    """Give what a rule makes of a token; None where its pattern does not match there."""
    if len(rule.classes) == 1:
        match = rule.pattern.match(code, place)
        groups: tuple[str, ...] = (code[place:end],)
    else:
        match = rule.pattern.fullmatch(code, place, end)
        groups = match.groups() if match else ()
    if match is None:
        return None
    pairs = zip(rule.classes, groups, strict=True)
    return (part for wanted, text in pairs for part in _escapes(wanted, text))


def _escapes(wanted: str, text: str) -> Iterator[Part]:
    """Give text its class; in `a/b`, `b` is the class of what a backslash escapes."""
    outside, _, inside = wanted.partition("/")
    end = 0
    for match in _ESCAPE.finditer(text) if inside else ():
        yield from ((outside, text[end : match.start()]), (inside, match[0]))
        end = match.end()
    yield outside, text[end:]


def _joined(parts: Iterable[Part]) -> list[Part]:
    """Join neighbours of one class; the line break behind a comment is outside, as with Rouge."""
    return [
        (name, "".join(text for _, text in group))
        for name, group in groupby(filter(itemgetter(1), _outside(parts)), itemgetter(0))
    ]


def _outside(parts: Iterable[Part]) -> Iterator[Part]:
    for name, text in parts:
        if name in _COMMENTS and text.endswith("\n"):
            yield from ((name, text[:-1]), ("", "\n"))
        else:
            yield name, text


def _without_line_end(parts: list[Part]) -> list[Part]:
    name, text = parts[-1]
    return [*parts[:-1], (name, text[:-1])] if len(text) > 1 else parts[:-1]
