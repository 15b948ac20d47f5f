"""From a template to a text that fits: hashtags go first, then the sentence is cut."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import jinja2
import regex

from reviewkit.announce.counting import graphemes
from reviewkit.announce.hashtags import hashtags
from reviewkit.announce.message import Facet, Material
from reviewkit.announce.shorten import shortened
from reviewkit.errors import TemplateError, Where
from reviewkit.templating import render
from reviewkit.text import scrubbed

__all__ = ["Composed", "Excess", "compose", "inert"]

Excess = Callable[[str], int]
"""How many characters or bytes a text is over the network's limits; 0 or less when it fits."""

_OPEN, _CLOSE = "\ue000", "\ue001"
"""Private marks around a hashtag while the template runs: its place is known, not searched."""
_MARKS: Final = re.compile(f"[{_OPEN}{_CLOSE}]")
_PIECES: Final = re.compile(f"{_OPEN}#([^{_CLOSE}]*){_CLOSE}")

_WORD_JOINER: Final = "\u2060"
_AUTOMATIC: Final = regex.compile(
    r"[@＠#＃](?=[\p{Alphabetic}\p{M}\p{N}\p{Pc}])"
    r"|(?<![\p{Alphabetic}\p{Nd}]):(?=[A-Za-z0-9_]{2,}:)"
    r"|[a-z][a-z0-9+.-]*:(?=//)|magnet(?=:\?)|xmpp(?=:\S)",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A text within the limits, where its hashtags stand, and what had to go."""

    text: str
    facets: tuple[Facet, ...]
    dropped_hashtags: tuple[str, ...]
    shortened: bool


def inert(text: str) -> str:
    """Keep words from turning into mentions, hashtags, custom emoji or links on Mastodon.

    An invisible word joiner goes behind the `@`, `#`, `:` or `http:` that would begin one.
    """
    return _AUTOMATIC.sub(lambda match: match[0] + _WORD_JOINER, text)


def compose(
    environment: jinja2.Environment,
    template: str,
    material: Material,
    excess: Excess,
    prepare: Callable[[str], str] = str,
) -> Composed:
    """Fill `template` so that `excess` of the text is not positive.

    `prepare` is applied to every text of the user before it goes into the template. Hashtags are
    dropped from the last one on; when none is left the sentence is cut, then the title. Raises
    TemplateError when even that does not fit.
    """
    tags = hashtags(material.tags)

    def fill(sentence: str, kept: tuple[str, ...], title: str = material.title) -> str:
        values: Mapping[str, object] = {
            "title": prepare(_clean(title)),
            "sentence": prepare(_clean(sentence)),
            "rating": prepare(_clean(material.rating)),
            "description": prepare(_clean(material.description)),
            "hashtags": [f"{_OPEN}#{tag}{_CLOSE}" for tag in kept],
            "url": material.url,
        }
        return _tidy(render(environment, template, dict(values)))

    for count in range(len(tags), -1, -1):
        text = fill(material.sentence, tags[:count])
        if excess(_MARKS.sub("", text)) <= 0:
            return _composed(text, tags[count:], cut=False)
    shortest = _fitting(lambda cut: fill(cut, ()), material.sentence, excess)
    if shortest is None:
        shortest = _fitting(lambda cut: fill("", (), cut), material.title, excess)
    if shortest is None:
        raise TemplateError(
            f"the announcement of {material.slug} is too long even without its sentence",
            where=Where(template),
            fix="shorten what the template adds to the text",
        )
    return _composed(shortest, tags, cut=True)


def _fitting(fill: Callable[[str], str], text: str, excess: Excess) -> str | None:
    """Find the longest cut of `text` with which `fill` fits; None when not even none does."""
    low, high = 0, len(graphemes(text))
    best: str | None = None
    while low <= high:
        middle = (low + high) // 2
        filled = fill(shortened(text, middle))
        if excess(_MARKS.sub("", filled)) <= 0:
            best, low = filled, middle + 1
        else:
            high = middle - 1
    return best


def _clean(text: str) -> str:
    """Take our private marks and what no server takes out of the text; fold its white space."""
    return " ".join(scrubbed(_MARKS.sub("", text)).split())


def _tidy(text: str) -> str:
    """Close the gaps that empty parts of a template leave."""
    lines = (line.rstrip() for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def _composed(marked: str, dropped: tuple[str, ...], *, cut: bool) -> Composed:
    """Write the text into bytes, noting where each hashtag begins and ends."""
    written = bytearray()
    facets: list[Facet] = []
    end = 0
    for match in _PIECES.finditer(marked):
        written += _MARKS.sub("", marked[end : match.start()]).encode()
        start = len(written)
        written += f"#{match[1]}".encode()
        facets.append(Facet(start=start, end=len(written), tag=match[1]))
        end = match.end()
    written += _MARKS.sub("", marked[end:]).encode()
    return Composed(
        text=written.decode(), facets=tuple(facets), dropped_hashtags=dropped, shortened=cut
    )
