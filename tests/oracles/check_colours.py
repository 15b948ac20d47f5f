"""Compare the colours of code with Rouge's, language by language, and show what differs.

find / -xdev -type f -size -200k 2>/dev/null | python tests/oracles/check_colours.py
python tests/oracles/check_colours.py --language ruby --show 20 lib/*.rb docs/*.md

Markdown files give the code of their fences, and count as code in Markdown themselves.
"""

# ruff: noqa: T201 -- a command prints its result

import argparse
import hashlib
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.oracles.kramdown import Kramdown, KramdownRefusedError

from reviewkit.markdown.kramdown.colours import coloured_parts
from reviewkit.markdown.kramdown.languages import LANGUAGES

LONGEST: Final = 8_000
LONGEST_LINE: Final = 1_000
SHOWN: Final = 24

_ENDINGS: Final = {
    "c": ("c", "h"),
    "cpp": ("cc", "cpp", "hpp"),
    "csharp": ("cs",),
    "diff": ("diff", "patch"),
    "ini": ("cfg", "ini"),
    "javascript": ("cjs", "js", "mjs"),
    "make": ("mk",),
    "markdown": ("md",),
    "perl": ("pl",),
    "python": ("py",),
    "ruby": ("rb",),
    "rust": ("rs",),
    "shell": ("bash", "postinst", "sh"),
    "typescript": ("ts",),
    "viml": ("vim",),
    "xml": ("svg", "xml"),
    "yaml": ("yaml", "yml"),
    **{
        name: (name,)
        for name in (
            *("css", "erb", "go", "html", "java", "json", "jsx", "liquid", "lua", "php"),
            *("properties", "scss", "sql", "toml", "tsx"),
        )
    },
}
EXTENSIONS: Final = {ending: name for name, endings in _ENDINGS.items() for ending in endings}
"""The language of a file by what its name ends with."""

NAMES: Final = {"Dockerfile": "docker", "Makefile": "make"}

FENCE: Final = re.compile(
    r"^ {0,3}(?P<fence>```+|~~~+) *(?P<name>[\w+#-]+)[^\n]*\n(?P<code>.*?)^ {0,3}(?P=fence)[ \t]*$",
    re.MULTILINE | re.DOTALL,
)


class Score:
    """What came of one language."""

    def __init__(self) -> None:
        self.pieces = self.equal = self.characters = self.same = 0
        self.differences: Counter[tuple[str, str, str]] = Counter()

    def add(self, ours: list[tuple[str, str]], theirs: list[tuple[str, str]]) -> None:
        """Compare the classes of a piece; white space has no colour, so it does not count."""
        pairs = [
            (mine, yours, character)
            for (mine, character), (yours, _) in zip(_letters(ours), _letters(theirs), strict=True)
            if not character.isspace()
        ]
        same = sum(mine == yours for mine, yours, _ in pairs)
        self.pieces += 1
        self.equal += same == len(pairs)
        self.characters += len(pairs)
        self.same += same
        self._count_words(pairs)

    def _count_words(self, pairs: list[tuple[str, str, str]]) -> None:
        word, last = "", ("", "")
        for mine, yours, character in [*pairs, ("", "", "")]:
            if (mine, yours) != last:
                if last[0] != last[1]:
                    self.differences[(*last, word)] += len(word)
                word, last = "", (mine, yours)
            word += character


def _letters(parts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for name, text in parts:
        for character in text:
            yield name, character


def _language(path: Path) -> str | None:
    return NAMES.get(path.name) or EXTENSIONS.get(path.suffix.removeprefix("."))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""


def _fences(text: str) -> Iterator[tuple[str, str]]:
    for found in FENCE.finditer(text):
        if found["name"] in LANGUAGES:
            yield LANGUAGES[found["name"]], found["code"]


def _cut(code: str) -> str:
    """Give the beginning of code, whole lines of it; nothing if it is none to compare."""
    lines = code[:LONGEST].splitlines(keepends=True)
    whole = lines if len(code) <= LONGEST else lines[:-1]
    text = "".join(line.rstrip("\r\n") + "\n" for line in whole)
    comparable = text.strip() and "\0" not in text and max(map(len, whole)) <= LONGEST_LINE
    return text if comparable else ""


def chosen(paths: Iterable[str], wanted: str | None, count: int) -> dict[str, set[str]]:
    """Choose files and fences of every language, always the same ones of the same files."""
    files: defaultdict[str, set[str]] = defaultdict(set)
    fences: defaultdict[str, set[str]] = defaultdict(set)
    for path in map(Path, sorted(paths, key=lambda name: hashlib.sha256(name.encode()).digest())):
        language = _language(path)
        full = language is None or len(files[language]) >= count
        if full and path.suffix != ".md":
            continue
        text = _read(path)
        if language and not full:
            files[language].add(_cut(text))
        for name, code in _fences(text) if path.suffix == ".md" else ():
            if len(fences[name]) < count:
                fences[name].add(_cut(code))
    names = sorted({*files, *fences})
    return {name: {*files[name], *fences[name]} - {""} for name in names if wanted in {None, name}}


def _scored(oracle: Kramdown, language: str, pieces: Iterable[str]) -> Score:
    score = Score()
    for code in sorted(pieces):
        try:
            theirs = oracle.tokens(code, language)
        except KramdownRefusedError:
            continue
        if "".join(text for _, text in theirs) == code:
            score.add(coloured_parts(code, language), theirs)
    return score


def _parsed_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", help="if none are named: one a line on stdin")
    parser.add_argument("--language", help="only this one, by Rouge's own name")
    parser.add_argument(
        "--count", type=int, default=200, help="files and as many fences of each language (200)"
    )
    parser.add_argument("--show", type=int, default=0, help="how many differences of each (0)")
    return parser.parse_args()


def main() -> None:
    """Run the command and print a table."""
    arguments = _parsed_arguments()
    paths = arguments.files or (line.rstrip("\n") for line in sys.stdin)
    pieces_of = chosen(paths, arguments.language, arguments.count)
    print("| language | pieces | characters | same class | pieces all the same |")
    print("|---|---|---|---|---|")
    with Kramdown() as oracle:
        for language, pieces in pieces_of.items():
            score = _scored(oracle, language, pieces)
            same = 100 * score.same / max(1, score.characters)
            equal = 100 * score.equal / max(1, score.pieces)
            row = f"| {language} | {score.pieces} | {score.characters:,} | {same:.1f} % "
            print(f"{row}| {equal:.0f} % |")
            for (mine, yours, word), number in score.differences.most_common(arguments.show):
                print(f"    {number:6}  {mine or '-':3} for {yours or '-':3} {word[:SHOWN]}")


if __name__ == "__main__":
    main()
