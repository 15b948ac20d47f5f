"""Ratings: a number is read only where the text really gives one, never guessed from prose."""

import re
from typing import Final, NamedTuple

__all__ = ["Scale", "Score", "on_scale", "read_score"]

_LEAD: Final = r"(?:(?:an?|about|around|solid|strong|easy|weak|generous|firm)\s+)*"
_NUMBER: Final = r"(?P<value>\d{1,3}(?:[.,]\d{1,2})?|\d{0,2}\s?½)"
_OF: Final = r"\s*(?:/|out\s+of)\s*(?P<best>\d{1,3})(?![\d/%])"
_FRACTION: Final = re.compile(rf"{_LEAD}{_NUMBER}{_OF}(?!\s*stars?\b)", re.IGNORECASE)
_STARS_IN_WORDS: Final = re.compile(
    rf"{_LEAD}{_NUMBER}\s*(?:stars?\b|[★⭐])(?:{_OF})?", re.IGNORECASE
)
_OF_STARS: Final = re.compile(rf"{_LEAD}{_NUMBER}{_OF}\s*stars?\b", re.IGNORECASE)
_STARS: Final = re.compile(
    r"(?P<full>(?:[★⭐]\ufe0f?\s*)*)(?P<half>½|1/2|[⯨⯪])?\s*(?P<empty>(?:☆\s*)*)"
    rf"(?:{_OF})?",
    re.IGNORECASE,
)
_PERCENT: Final = re.compile(rf"{_LEAD}(?P<value>\d{{1,3}}(?:[.,]\d{{1,2}})?)\s?%", re.IGNORECASE)

_STAR_SCALE: Final = 5.0
_SCALES: Final = frozenset({3.0, 4.0, 5.0, 6.0, 10.0, 12.0, 20.0, 100.0})
"""Scales that reviewers use; 9/11 and 24/7 are none."""


class Score(NamedTuple):
    """A rating as a number; `best` is None where the text names no scale."""

    value: float
    best: float | None


class Scale(NamedTuple):
    """A rating as other programs take it, whole numbers without a point."""

    value: float
    best: float | None
    worst: float


def on_scale(score: Score) -> Scale | None:
    """Give a rating to publish, None for one that would be taken for another.

    Where no best is said, schema.org (`Rating.bestRating`) and microformats (h-review, `p-best`)
    take five, so that an 8 of an unknown scale says nothing. The scales we read begin at 0.
    """
    if score.best is None and score.value > _STAR_SCALE:
        return None
    best = None if score.best is None else _short(score.best)
    return Scale(_short(score.value), best, 0)


def _short(value: float) -> float:
    return int(value) if value.is_integer() else value


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
        return Score(float(given), None) if 0 <= given <= max(_SCALES) else None
    text = str(given).strip()
    return _stars(text) or _worded(text)


def _worded(text: str) -> Score | None:
    for form in (_OF_STARS, _STARS_IN_WORDS, _FRACTION, _PERCENT):
        if match := form.match(text):
            return _plausible(_number(match["value"]), _best(form, match))
    return None


def _best(form: re.Pattern[str], match: re.Match[str]) -> float:
    if form is _PERCENT:
        return 100.0
    return float(match["best"]) if match["best"] else _STAR_SCALE


def _stars(text: str) -> Score | None:
    match = _STARS.match(text)
    if match is None:
        return None
    full, empty = (len(re.findall("[★⭐☆]", match[part])) for part in ("full", "empty"))
    if not full and not empty and match[0] != "½":
        return None
    half = bool(match["half"])
    drawn = max(float(full + half + empty), _STAR_SCALE)
    return _plausible(full + half / 2, float(match["best"]) if match["best"] else drawn)


def _plausible(value: float, best: float) -> Score | None:
    """Refuse what has the form of a rating but cannot be one: 9/7, 24/7, 9/11."""
    return Score(value, best) if 0 <= value <= best and best in _SCALES else None


def _number(text: str) -> float:
    text = text.replace(" ", "").replace(",", ".")
    return float(text.removesuffix("½") or 0) + 0.5 if text.endswith("½") else float(text)
