"""Texts to ask kramdown about: snippets, and what a seeded generator makes of them."""

import random
from collections.abc import Callable, Iterator
from itertools import chain, count
from pathlib import Path
from typing import Final, Literal, NamedTuple, get_args

from tests.markdown.fixtures import read_cases

__all__ = ["KINDS", "Kind", "Text", "documents", "snippets", "texts"]

_PROJECT: Final = Path(__file__).resolve().parents[2]
_FIXTURES: Final = _PROJECT / "tests" / "fixtures"

Kind = Literal["snippets", "documents", "combined", "mutated"]

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


class Text(NamedTuple):
    """A text, how it was made, and the topic or file it is from."""

    kind: Kind
    topic: str
    text: str


AWKWARD: Final[dict[str, str]] = {
    "nothing": "",
    "only white space": "  \n\t\n   \n",
    "no line break at the end": "a\nb",
    "line breaks of Windows": "# A\r\n\r\na  \r\nb\r\n\r\n- c\r\n- d\r\n\r\n    code\r\n",
    "line breaks of an old Macintosh": "# A\r\ra\rb\r",
    "mixed line breaks": "a\r\nb\nc\rd\n\r\n> e\r\n> f\n",
    "line breaks of Windows in a fence": "```ruby\r\nputs 1\r\n```\r\n",
    "line breaks of Windows in a table": "a | b\r\n--|--\r\n1 | 2\r\n",
    "line breaks of Windows and labels": (
        '<span class="reviewsection">Premise:</span> Text.<br/>\r\n'
        '<span class="reviewsection">Rating:</span> 7/10\r\n> "Trivia"\r\n'
    ),
    "a full stop on a line": "a\n\n.\n\nb\n",
    "a form feed": "a\n\f\nb\n",
    "a vertical tab": "a\n\v\nb\n",
    "line separators of Unicode": "a\u2028b\u2029c\x85d\n",
    "a byte order mark": "\ufeff# A\n",
    "a zero character": "a\0b\n",
    "zeros as entities": "&#0; a&#x0;b\n",
    "control characters": "a\x01b\x1fc\x7fd\n",
    "a hard space at a line's start": "\u00a0\u00a0a\n\n\u00a0- b\n",
    "ideographic spaces": "\u3000a\u3000**b**\u3000\n",
    "blank lines with spaces at the end": "a\n\n   \n  ",
    "code at the end without a line break": "a\n\n    code",
    "an unfinished fence at the end": "a\n\n```\ncode",
    "a fence at the end without a line break": "```\ncode\n```",
    "a list at the end without a line break": "* a\n* b",
    "an attribute list at the end without a line break": "a\n{: .b}",
    "a table at the end without a line break": "|a|b|",
}
"""Snippets that a fixture file cannot hold, because it is read line by line."""


def snippets() -> list[Text]:
    """Give every hand-written text: the cases of the fixture files, and the awkward ones."""
    found = [
        Text("snippets", path.stem, case.source)
        for path in sorted((_FIXTURES / "kramdown").glob("*.md"))
        for case in read_cases(path)
    ]
    return [*found, *(Text("snippets", "awkward", text) for text in AWKWARD.values())]


def documents() -> list[Text]:
    """Give whole reviews: the posts of the example site, and what the plug-ins are tested with."""
    site = _PROJECT / "examples" / "moviesite"
    posts = [
        Text("documents", path.stem, path.read_text(encoding="utf-8").split("---\n", 2)[-1])
        for path in sorted(site.glob("_*/**/*.md"))
    ]
    cases = [
        Text("documents", path.stem, case.source)
        for path in sorted((_FIXTURES / "markdown").glob("*.md"))
        for case in read_cases(path)
        if "]{" not in case.source  # a label in brackets, which kramdown does not know
    ]
    return [*posts, *cases]


def texts(number: int, seed: int, kinds: tuple[Kind, ...] = KINDS) -> Iterator[Text]:
    """Give `number` texts: those written by hand first, then as many combined as mutated ones."""
    written = snippets()
    whole = documents()
    chance = random.Random(seed)  # noqa: S311 -- the same seed has to give the same texts
    makers: dict[Kind, Callable[[], Text]] = {
        "combined": lambda: Text("combined", "combined", _combined(chance, written, whole)),
        "mutated": lambda: Text("mutated", "mutated", _mutated(chance, written, whole)),
    }
    ready = chain(
        written if "snippets" in kinds else (),
        whole if "documents" in kinds else (),
    )
    turns = [makers[kind] for kind in kinds if kind in makers]
    made = (turns[index % len(turns)]() for index in count()) if turns else iter(())
    for _, text in zip(range(number), chain(ready, made), strict=False):
        yield text


_BETWEEN: Final = ("\n", "\n", "\n", "", "", "\n\n", "^\n", "\n^\n", "\n{:.x}\n", "{:.x}\n\n")
_PREFIXES: Final = ("> ", ">", "  ", "    ", "\t", " ", "* ", "- ", "1. ", "10. ", ": ", "[^1]: ")


def _combined(chance: random.Random, written: list[Text], whole: list[Text]) -> str:
    """Put one to six snippets below each other, some of them indented, quoted or in a list."""
    parts: list[str] = []
    for _ in range(chance.choice((1, 2, 2, 2, 3, 3, 4, 5, 6))):
        text = chance.choice(written if chance.random() < 0.9 else whole).text
        text = text if text.endswith("\n") else text + "\n"
        while chance.random() < 0.3:
            text = _prefixed(chance, text)
        parts += [text, chance.choice(_BETWEEN)]
    return "".join(parts[:-1])


def _prefixed(chance: random.Random, text: str) -> str:
    """Quote a text, indent it, or make it an item of a list."""
    prefix = chance.choice(_PREFIXES)
    rest = prefix
    if prefix.strip(" >\t"):
        rest = " " * (4 if prefix.startswith("[") else len(prefix))
    first, *others = text.splitlines(keepends=True) or ["\n"]
    lazy = chance.random() < 0.15
    return (
        prefix
        + first
        + "".join(line if lazy or not line.strip() else rest + line for line in others)
    )


_CHARACTERS: Final = "\n\n\n   \t*_`~|[](){}<>!#:\"'\\&;.-+=^$a1/é"


def _mutated(chance: random.Random, written: list[Text], whole: list[Text]) -> str:
    """Damage a text in one to four places."""
    draw = chance.random()
    if draw < 0.5:
        text = chance.choice(written).text
    elif draw < 0.6:
        text = chance.choice(whole).text
    else:
        text = _combined(chance, written, whole)
    for _ in range(chance.choice((1, 1, 2, 3, 4))):
        damage = chance.choice((_damaged_line, _damaged_character, _damaged_character))
        text = damage(chance, text)
    return text


def _damaged_line(chance: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    if not lines:
        return "\n"
    at = chance.randrange(len(lines))
    match chance.randrange(4):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, chance.choice(lines))
        case 2:
            other = chance.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        case _:
            lines.insert(at, "\n")
    return "".join(lines)


def _damaged_character(chance: random.Random, text: str) -> str:
    if not text:
        return chance.choice(_CHARACTERS)
    at = chance.randrange(len(text))
    match chance.randrange(5):
        case 0:
            return text[:at] + text[at + 1 :]
        case 1:
            return text[:at] + text[at] + text[at:]
        case 2:
            return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]
        case 3:
            return text[:at] + chance.choice(_CHARACTERS) + text[at + 1 :]
        case _:
            return text[:at] + chance.choice(_CHARACTERS) + text[at:]
