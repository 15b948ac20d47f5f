"""Ruby's ways with plain values: its truth, its text of a value, its names of files.

Jekyll leaves most values as YAML gave them and lets Ruby turn them to text wherever text is needed,
so a title, a tag or a category is what these functions say.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

__all__ = [
    "as_text",
    "basename_without_extension",
    "downcase",
    "extension",
    "flat",
    "is_true",
    "shown",
    "united",
    "words",
]

_MOST_VALUES: Final = 100_000
_JULIAN: Final = 1_721_425
"""The Julian day before the first of January of the year 1."""

_WORD: Final = re.compile(r"[^ \t\n\v\f\r]+")
_ESCAPES: Final = {
    '"': '\\"',
    "\\": "\\\\",
    "\a": "\\a",
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\v": "\\v",
    "\f": "\\f",
    "\r": "\\r",
    "\x1b": "\\e",
}


def is_true(value: object) -> bool:
    """Tell whether Ruby takes a value for true: everything but `nil` and `false`, so 0 and ""."""
    return value is not None and value is not False


def as_text(value: object) -> str:
    """Write a value as Ruby's `to_s` does: nothing for null, `1.0e+20`, `["a", 1]`.

    Raises ValueError for a structure too large to be meant.
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return str(value)
    return shown(value)


def shown(value: object) -> str:  # noqa: PLR0911 -- one for each kind of value
    """Write a value as it stands inside a list that Ruby turns to text (`inspect`).

    Raises ValueError for a structure too large to be meant.
    """
    match value:
        case None:
            return "nil"
        case bool():
            return "true" if value else "false"
        case str():
            return '"' + "".join(map(_escaped, value)).replace("#{", "\\#{") + '"'
        case float():
            return _float(value)
        case dt.datetime():
            zone = "UTC" if value.tzinfo is dt.UTC else f"{value:%z}"[:5]
            return f"{value.year:04}-{value:%m-%d %H:%M:%S} {zone}"
        case dt.date():
            return f"#<Date: {value} (({value.toordinal() + _JULIAN}j,0s,0n),+0s,2299161j)>"
        case list():
            return f"[{', '.join(shown(item) for item in _bounded(value))}]"
        case Mapping():
            pairs = (f"{shown(key)}=>{shown(item)}" for key, item in value.items())
            return f"{{{', '.join(pairs)}}}"
        case _:
            return str(value)


def words(text: str) -> list[str]:
    """Divide text at ASCII white space, as `String#split` does."""
    return _WORD.findall(text)


def downcase(text: str) -> str:
    """Lower-case letter by letter, without a rule for the sigma that ends a word."""
    return text.lower() if text.isascii() else "".join(map(str.lower, text))


def flat(values: Iterable[object]) -> Iterator[object]:
    """Yield what is in lists of lists; raises ValueError when there is no end to it."""
    waiting = [iter(values)]
    seen = 0
    while waiting:
        for value in waiting[-1]:
            seen += 1
            if seen > _MOST_VALUES:
                raise ValueError("a list holds more values than can be meant")
            if isinstance(value, list):
                waiting.append(iter(value))
                break
            yield value
        else:
            waiting.pop()


def united(*lists: Iterable[object]) -> list[object]:
    """Unite lists, each value once; 1, 1.0 and "1" are three values (`Array#|`)."""
    everything = [value for values in lists for value in values]
    if all(type(value) is str for value in everything):
        return list(dict.fromkeys(everything))
    result: dict[tuple[type, object], object] = {}
    for value in everything:
        key = shown(value) if isinstance(value, list | dict) else value
        result.setdefault((type(value), key), value)
    return list(result.values())


@lru_cache(maxsize=1024)
def extension(path: str) -> str:
    """Give the extension with its dot (`File.extname`): none for `.hidden`, a bare dot for `a.`."""
    name = path.rpartition("/")[2].lstrip(".")
    stem, dot, rest = name.rpartition(".")
    return dot + rest if stem else ""


def basename_without_extension(path: str) -> str:
    """Give the last part of a path without its extension (`File.basename(path, ".*")`)."""
    name = path.rpartition("/")[2]
    return name[: len(name) - len(extension(name))]


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    if code < 0x80:  # noqa: PLR2004 -- ASCII
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code < 0x1_0000 else f"\\u{{{code:X}}}"  # noqa: PLR2004 -- beyond four digits


def _float(value: float) -> str:
    if value != value:  # noqa: PLR0124 -- what is not itself is no number
        return "NaN"
    if value in {float("inf"), float("-inf")}:
        return "Infinity" if value > 0 else "-Infinity"
    text = repr(value)
    return re.sub(r"^(-?\d+)e", r"\1.0e", text)


def _bounded(values: list[object]) -> list[object]:
    if len(values) > _MOST_VALUES:
        raise ValueError("a list holds more values than can be meant")
    return values
