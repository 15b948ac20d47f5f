"""Ratings: a number is read only where the text really gives one, never guessed from prose."""

import math
import re
from typing import Final, NamedTuple

import regex

__all__ = ["Scale", "Score", "on_scale", "read_given_score", "read_score"]

_LEAD: Final = r"(?:(?:an?|about|around|solid|strong|easy|weak|generous|firm)\s+)*"
_NUMBER: Final = (
    r"(?P<value>\d{0,2}\s?[¼½¾]|(?:\d{1,2}\s+)?1/2(?=\s*(?:/|out\b|of\b|-?stars?\b))"
    r"|\d{1,3}(?:[.,]\d{1,3})?|[.,]\d{1,3})"
)
_SCALE: Final = r"(?P<best>\d{1,3})(?:[.,]0)?(?![\w/%]|[.,]\d)"
_NO_SHARE: Final = r"(?!\s+(?:of|people|times)\b)"
"""What makes a share of a fraction: 9/10 of it, 9 out of 10 people, 10/10 times."""
_OF: Final = rf"\s*\(?\s*(?:/|out\s+of)\s*{_SCALE}"
_FRACTION: Final = re.compile(rf"{_LEAD}{_NUMBER}{_OF}{_NO_SHARE}(?!\s*stars?\b)", re.IGNORECASE)
_STARS_IN_WORDS: Final = re.compile(
    rf"{_LEAD}{_NUMBER}(?:\s*|-)(?:stars?\b|[★⭐])(?:{_OF})?", re.IGNORECASE
)
_OF_STARS: Final = re.compile(
    rf"{_LEAD}{_NUMBER}\s*(?:/|(?:out\s+)?of)\s*{_SCALE}\s*stars?\b", re.IGNORECASE
)
_PERCENT: Final = re.compile(
    rf"{_LEAD}(?P<value>\d{{1,3}}(?:[.,]\d{{1,2}})?)\s?(?:%|percent\b|per\s+cent\b)", re.IGNORECASE
)
_FULL: Final = r"(?:[★⭐🌟][\ufe0e\ufe0f]?\s*)"
_EMPTY: Final = r"(?:[☆✩✰]\s*)"
_STARS: Final = re.compile(
    rf"(?P<full>{_FULL}*)(?P<half>½|1/2|[⯨⯪])?\s*(?P<empty>{_EMPTY}*)(?:/\s*(?P<scale>{_FULL}+))?"
)
_AFTER_STARS: Final = re.compile(
    rf"[\s(:=]*(?:{_NUMBER}{_OF}|(?:/|out\s+of)\s*(?P<stars_best>\d{{1,3}})(?![\w/%]))",
    re.IGNORECASE,
)
_BARE: Final = re.compile(r"\d{1,3}(?:[.,]\d{1,3})?")
_OPENING: Final = regex.compile(r"""[\s\p{Cf}\p{Ps}\p{Pi}"'*_~≈]*""")
"""What may stand before a rating: space, brackets, quotation marks, signs for about."""

_SLASHES: Final = str.maketrans(dict.fromkeys("⁄∕／", "/"))
_QUARTERS: Final = {"¼": 0.25, "½": 0.5, "¾": 0.75}
_ICON: Final = re.compile(rf"{_FULL}[:=]?\s*(?!1/2(?!\d))(?=\d)")
"""One star in front of a number: a picture."""
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


def read_score(text: str) -> Score | None:
    """Read a rating from the text under a rating label.

        7/10 · 4.5 stars · ★★★½ · 3 out of 4 · 85 % · ⭐ 7,5/10    -> a score
        "really tense, good stuff", B+, 9/11, 7, 10/10 times       -> None

    A text must begin with its number, so that numbers inside prose do not become ratings, and a
    number alone is none. Stars are counted out of five, as schema.org does where nothing else is
    said; more than five without empty ones name no scale. One star before a fraction is a picture.
    """
    text = text.translate(_SLASHES)
    opening = _OPENING.match(text)
    text = text[opening.end() :] if opening else text
    if icon := _ICON.match(text):
        return _worded(text[icon.end() :])
    return _drawn(text) or _worded(text)


def read_given_score(given: object) -> Score | None:
    """Read the rating that a front matter gives: a number, or a text as `read_score` reads it.

    A number, with quotation marks around it or not, has no scale. Lists, mappings, dates and truth
    values are no ratings.
    """
    if isinstance(given, str):
        bare = given.strip()
        if not _BARE.fullmatch(bare):
            return read_score(given)
        given = _number(bare)
    if isinstance(given, bool) or not isinstance(given, int | float):
        return None
    return Score(float(given), None) if 0 <= given <= max(_SCALES) else None


def _worded(text: str) -> Score | None:
    for form in (_STARS_IN_WORDS, _OF_STARS, _FRACTION, _PERCENT):
        if match := form.match(text):
            return _plausible(_number(match["value"]), _best(form, match))
    return None


def _best(form: re.Pattern[str], match: re.Match[str]) -> float:
    if form is _PERCENT:
        return 100.0
    return float(match["best"]) if match["best"] else _STAR_SCALE


def _drawn(text: str) -> Score | None:
    """Count drawn stars; a fraction behind them that says the same has the scale."""
    match = _STARS.match(text)
    if match is None:
        return None
    full, empty = _count(match["full"]), _count(match["empty"])
    if not full and empty < _STAR_SCALE and match[0] != "½":
        return None
    value = full + bool(match["half"]) / 2
    after = _AFTER_STARS.match(text, match.end())
    written = _written(after) if after else None
    if written and _agree(value, written):
        return written
    if after and after["stars_best"]:
        return _plausible(value, float(after["stars_best"]))
    if match["scale"]:
        return _plausible(value, float(_count(match["scale"])))
    drawn = max(float(math.ceil(value) + empty), _STAR_SCALE)
    return Score(value, None) if drawn > _STAR_SCALE and not empty else _plausible(value, drawn)


def _count(stars: str) -> int:
    return len(re.findall("[★⭐🌟☆✩✰]", stars))


def _written(after: re.Match[str]) -> Score | None:
    """Give the fraction behind drawn stars."""
    if not after["value"]:
        return None
    return _plausible(_number(after["value"]), float(after["best"]))


def _agree(stars: float, written: Score) -> bool:
    share = written.value / (written.best or 1)
    return stars in {written.value, share * _STAR_SCALE}


def _plausible(value: float, best: float) -> Score | None:
    """Refuse what has the form of a rating but cannot be one: 9/7, 24/7, 9/11."""
    return Score(value, best) if 0 <= value <= best and best in _SCALES else None


def _number(text: str) -> float:
    """Give the value of `7`, `7,5`, `7½`, `7 1/2`."""
    if text.endswith("1/2"):
        return float(text.removesuffix("1/2").strip() or 0) + 0.5
    quarters = _QUARTERS.get(text[-1:], 0.0)
    whole = text[:-1] if quarters else text
    return float(whole.strip().replace(",", ".") or 0) + quarters
