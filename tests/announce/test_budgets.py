"""Lengths against a count of another kind: texts put together from pieces whose length is known.

No piece can grow together with a space or a line end, so that the length of a text is the sum of
its pieces (UAX #29, rules GB4 and GB5, and a space joins with nothing before it).
"""

import random
import re
from collections.abc import Callable
from typing import Final

import jinja2
import pytest

from reviewkit.announce import NETWORKS, Material
from reviewkit.announce.counting import bluesky_length, byte_length, mastodon_length
from reviewkit.config import AnnounceSettings

WORDS: Final = {
    "rain": 4,
    "fog.": 4,
    "it’s": 4,
    "e\u0301te\u0301": 3,
    "👨‍👩‍👧‍👦": 1,
    "🇩🇪🇫🇷": 2,
    "1\ufe0f\u20e3": 1,
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f": 1,
    "👍🏽👍": 2,
    "❤️‍🔥!": 2,
    "நிலா": 2,
    "각": 1,
    "\u1100\u1161\u11a8": 1,
    "Z\u0337\u0321\u0327\u0322\u034e\u0333a": 2,
    "映画。": 3,
    "ภาพยนตร์": 7,
    "مرحبا،": 6,
    "\u2068مرحبا\u2069": 7,
    "שלום": 4,
    "films.example": 13,
    "ada@films.example": 17,
    "#1": 2,
    "$UPRO": 5,
    "½": 1,
}
"""Each word with its extended grapheme clusters, counted by hand."""

OTHERWISE: Final = {
    "https://films.example/posts/harbour-lights/?a=(b)&c=d#e": (23, 55),
    "http://a.example": (23, 16),
    "https://localhost/posts/": (24, 24),
    "@ada@films.example": (4, 18),
    "@ada": (4, 4),
    "क्षि": (2, 1),
    "हिन्दी": (3, 2),
}
"""What Mastodon counts otherwise than Bluesky."""


def sentence(seeded: random.Random, most: int) -> str:
    return " ".join(seeded.choices([*WORDS], k=seeded.randrange(most)))


def counted(text: str) -> int:
    """Add up the pieces of a text that was made of words and cut between them."""
    total = 0
    for piece in re.split(r"([ \n])", text):
        bare = piece.removesuffix("…")
        total += WORDS.get(bare, len(bare)) + piece.endswith("…")
    return total


def test_ten_thousand_texts_are_as_long_as_their_pieces() -> None:
    seeded = random.Random(23)  # noqa: S311 -- the same texts each time
    pieces = {word: (length, length) for word, length in WORDS.items()} | OTHERWISE
    wrong = []
    for _ in range(10_000):
        chosen = seeded.choices([*pieces], k=seeded.randrange(1, 30))
        text = "".join(piece + seeded.choice((" ", "\n", "\r\n")) for piece in chosen)
        mastodon = sum(pieces[piece][0] + 1 for piece in chosen)
        bluesky = sum(pieces[piece][1] + 1 for piece in chosen)
        if (mastodon_length(text), bluesky_length(text)) != (mastodon, bluesky):
            wrong.append(text)

    assert wrong == []


@pytest.mark.parametrize("network", NETWORKS)
def test_messages_are_as_long_as_they_say_and_no_longer_than_they_may(
    network: str, new_material: Callable[..., Material], environment: jinja2.Environment
) -> None:
    seeded = random.Random(network)  # noqa: S311 -- the same texts each time
    url = "https://films.example/posts/harbour-lights/"
    for _ in range(150):
        material = new_material(
            title=sentence(seeded, 12).replace("#1", "1") or "Rain",
            sentence=sentence(seeded, 160).replace("#1", "1"),
            tags=("drama", "true crime", "noir"),
            url=url,
        )

        message = NETWORKS[network].message(material, environment, AnnounceSettings(), None)

        assert message.length == counted(message.text.replace(url, "x" * 23)) <= message.limit
        data = message.text.encode()
        assert message.bytes in {None, byte_length(message.text)}
        assert all(data[f.start : f.end].decode() == f"#{f.tag}" for f in message.facets)
