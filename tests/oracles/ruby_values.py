"""Dates, YAML and URLs in every form that people write, drawn by chance, always the same."""

import random
from collections.abc import Iterator
from typing import Final

__all__ = ["date_texts", "url_texts", "yaml_texts"]

_MONTHS: Final = ("Jan", "Feb", "March", "april", "MAY", "June", "July", "Aug", "Sept", "Dec")
_ZONES: Final = (
    *("", "", "", " +0100", " -0500", "+01:00", "Z", " UTC", " GMT", " CET", " EST", " BST", " +1"),
    *(" +0530", " -03:30", " UTC+2", " IST", " NZST", " Eastern Standard Time", " A", " Uhr"),
)
_DAMAGE: Final = ("", "-", " ", ":", "/", "T", "'", ",", "x", "1", "0", "_", "é", "(")


def date_texts(seed: int, count: int) -> Iterator[str]:
    """Yield dates, most of them with a time, some of them damaged."""
    chance = random.Random(seed)  # noqa: S311 -- not for secrets
    for _ in range(count):
        text = _date(chance)
        if chance.random() < 0.5:
            text += chance.choice((" ", "T", ", ", " at ", "-")) + _clock(chance)
        yield _damaged(chance, text, _DAMAGE)


def _date(chance: random.Random) -> str:
    year = str(chance.choice((chance.randrange(1973, 2030), f"{chance.randrange(100):02}")))
    month, day = chance.randrange(1, 13), chance.randrange(1, 32)
    name = chance.choice(_MONTHS)
    nth = f"{day}{chance.choice(('', '', 'th', 'st', '.', ','))}"
    return chance.choice(
        (
            *(f"{year}-{month:02}-{day:02}", f"{year}-{month}-{day}", f"{year}/{month}/{day}"),
            *(f"{day}-{month}-{year}", f"{day:02}/{month:02}/{year}", f"{day}.{month}.{year}"),
            *(f"{nth} {name} {year}", f"{name} {nth}, {year}", f"{year}, {name} {nth}", name),
            *(
                f"{name} {year}",
                f"{day}-{name}-{year}",
                f"{year}-{month}",
                f"{nth} de {name} {year}",
            ),
            *(
                f"{year}{month:02}{day:02}",
                f"{year}-{chance.randrange(1, 370):03}",
                f"'{year[-2:]}",
            ),
            *(f"Sat, {nth} {name} {year}", f"{year}-W{chance.randrange(1, 53):02}-3", str(day)),
            *(
                str(chance.randrange(10 ** chance.randrange(1, 9))),
                f"{name} {day}",
                f"H3.{month}.{day}",
            ),
        )
    )


def _clock(chance: random.Random) -> str:
    hour, minute, second = chance.randrange(25), chance.randrange(60), chance.randrange(61)
    half = chance.choice(("am", "pm", " PM", " a.m."))
    time = chance.choice(
        (
            *(f"{hour}:{minute:02}", f"{hour:02}:{minute:02}:{second:02}", f"{hour}h{minute:02}"),
            *(
                f"{hour:02}:{minute:02}:{second:02}.25",
                f"{hour % 12 + 1}{half}",
                f"{hour}.{minute}",
            ),
            *(f"{hour % 12 + 1}:{minute:02}{half}", f"{hour:02}{minute:02}"),
        )
    )
    return time + chance.choice(_ZONES)


_SCALARS: Final = (
    *(
        "2:22",
        "12:08",
        "1,000",
        "1e3",
        "08",
        "010",
        "0o17",
        "1_000",
        "1__0",
        "-.5",
        ".5",
        "5.",
        ":x",
    ),
    *("[REC]", "yes", "No", "ON", "y", "~", "Null", "", ".inf", "-.INF", ".nan", "0x1F", "0b11"),
    *("2023-06-01", "2023-6-1", "2023-06-31", "2023-06-01 10:00:00", "2023-06-01T10:00:00Z"),
    *(
        "2023-06-01 10:00:00 +1",
        "2023-06-01 10:00:00 -00:30",
        "2023-06-01 10:00",
        "1917",
        "=",
        "<<",
    ),
    *("!x foo", "!!str 12", "!!int '5'", "!!float 3", "'quoted'", '"dq \\n é"', "&a x", "*a"),
    *(
        "{a: 1, b: [2, x]}",
        "[1, 'a', no]",
        "a # c",
        "a: b",
        "%x",
        "@x",
        "!ruby/object:F {}",
        "!!set {}",
    ),
    *(
        "|\n  lit\n  x",
        "> fold",
        "1:2:3",
        "1:60",
        "0x_",
        "0_",
        "-",
        "---",
        "½",
        ".hidden",
        "5:",
        "!",
    ),
    *(
        "2023-06-01\t10:00:00",
        "1.e+5",
        ".e+5",
        "0,9",
        "nO",
        "+12",
        "190:20:30.15",
        "1917 film",
        ",",
    ),
)
_KEYS: Final = ("title", "a", "<<", "1", "no", "2023-01-01", "'q'", "base: &b\n  x: 1\nuse", "date")


def yaml_texts(seed: int, count: int) -> Iterator[str]:
    """Yield front matters, some of them damaged."""
    chance = random.Random(seed)  # noqa: S311 -- not for secrets
    for _ in range(count):
        lines = ["---"]
        for _ in range(chance.randrange(1, 5)):
            key, value = chance.choice(_KEYS), chance.choice(_SCALARS)
            value = _damaged(chance, value, "0123456789.:-_,+eE ~'\"[]x")
            if chance.random() < 0.15:
                value = f"\n{' ' * chance.randrange(3)}- {value}"
            elif chance.random() < 0.1:
                key, value = "<<", chance.choice(("*b", "[*b]", "{z: 1}", "5", "[1]"))
            lines.append(f"{key}:{chance.choice((' ', ' ', ' ', chr(9), ''))}{value}")
        yield "\n".join(lines) + "\n"


_LETTERS: Final = "abcXYZ019-._~:/?#[]@!$&'()*+,;=% \"<>\\^`{|}éüßÆΑΣςñ½²ⅣﬁＡ\u0301日🎬\u00a0"


def url_texts(seed: int, count: int) -> Iterator[str]:
    """Yield what could stand in a path of a URL, or in the place of one."""
    chance = random.Random(seed)  # noqa: S311 -- not for secrets
    for _ in range(count):
        letters = _LETTERS if chance.random() < 0.6 else "abc019-/:%."
        yield "".join(chance.choice(letters) for _ in range(chance.randrange(12)))


def _damaged(chance: random.Random, text: str, signs: tuple[str, ...] | str) -> str:
    if not text or chance.random() > 0.12:
        return text
    place = chance.randrange(len(text))
    return text[:place] + chance.choice(signs) + text[place + 1 :]
