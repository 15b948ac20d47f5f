"""Ratings: a number is read only where the text really gives one, never guessed from prose."""

import re
from typing import Final, NamedTuple

__all__ = ["Score", "read_score"]

_LEAD: Final = r"(?:(?:an?|about|around|solid|strong|easy|weak|generous|firm)\s+)*"
_NUMBER: Final = r"(?P<value>\d{1,3}(?:[.,]\d{1,2})?|\d{0,2}\s?½)"
_FRACTION: Final = re.compile(
    rf"{_LEAD}{_NUMBER}\s*(?:/|out\s+of)\s*(?P<best>\d{{1,3}})(?![\d/%])", re.IGNORECASE
)
_STARS_IN_WORDS: Final = re.compile(
    rf"{_LEAD}{_NUMBER}\s*(?:stars?\b|★|⭐)(?:\s*(?:/|out\s+of)\s*(?P<best>\d{{1,3}}))?",
    re.IGNORECASE,
)
_STARS: Final = re.compile(
    r"(?P<full>[★⭐](?:\ufe0f?[★⭐])*)?\ufe0f?(?P<half>½|[⯨⯪])?(?P<empty>☆*)"
)
_PERCENT: Final = re.compile(rf"{_LEAD}(?P<value>\d{{1,3}}(?:[.,]\d{{1,2}})?)\s?%", re.IGNORECASE)

_STAR_SCALE: Final = 5.0


class Score(NamedTuple):
    """A rating as a number; `best` is None where the text names no scale."""

    value: float
    best: float | None


def read_score(given: object) -> Score | None:
    """Read a rating from a front matter value or from the text under a rating label.

        7/10 · 4.5 stars · ★★★½ · 3 out of 4 · 85 %      -> a score
        "really tense, good stuff", 9/11                 -> None

    A text must begin with its number, so that numbers inside prose do not become ratings; a bare
    number counts only as a number of the front matter. Stars are counted out of five, as
    schema.org does where nothing else is said.
    """
    if isinstance(given, bool) or given is None:
        return None
    if isinstance(given, int | float):
        return Score(float(given), None) if given >= 0 else None
    text = str(given).strip()
    return _stars(text) or _worded(text)


def _worded(text: str) -> Score | None:
    if match := _FRACTION.match(text):
        return _plausible(_number(match["value"]), float(match["best"]))
    if match := _STARS_IN_WORDS.match(text):
        best = float(match["best"]) if match["best"] else _STAR_SCALE
        return _plausible(_number(match["value"]), best)
    if match := _PERCENT.match(text):
        return _plausible(_number(match["value"]), 100.0)
    return None


def _stars(text: str) -> Score | None:
    match = _STARS.match(text)
    if not match or not match[0]:
        return None
    full, empty = (len(re.findall("[★⭐☆]", match[part] or "")) for part in ("full", "empty"))
    half = bool(match["half"])
    if not full and not half and not empty:
        return None
    drawn = full + half + empty
    return _plausible(full + half / 2, max(float(drawn), _STAR_SCALE))


def _plausible(value: float, best: float) -> Score | None:
    """Refuse what has the form of a rating but cannot be one: 9/7, 0/0."""
    return Score(value, best) if 0 <= value <= best and best > 1 else None


def _number(text: str) -> float:
    text = text.replace(" ", "").replace(",", ".")
    return float(text.removesuffix("½") or 0) + 0.5 if text.endswith("½") else float(text)
