"""How long a text is: graphemes and bytes, as Mastodon and Bluesky count them."""

import itertools
from collections.abc import Iterator
from typing import Final

import regex

from reviewkit.announce.domains import TOP_LEVEL_DOMAINS

__all__ = ["bluesky_length", "byte_length", "compatible_length", "graphemes", "mastodon_length"]

_GRAPHEME: Final = regex.compile(r"\X")
_CONJOINED: Final = regex.compile(
    r"(?<=[\p{M}\u200d\U0001f3fb-\U0001f3ff])[\p{Lo}--[\u0e33\u0eb3]]", regex.V1
)
"""A consonant within a cluster, where rule GB9c of UAX #29 has joined it to another."""

_LETTER: Final = (
    r"[^\s\p{Cc}\p{Bidi_Control}\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f\u180e\ufeff\ufffe\uffff]"
)
_INSIDE: Final = r"[^\s<>()?]"
_BRACKETED: Final = rf"\((?:{_INSIDE}++|{_INSIDE}*+\({_INSIDE}++\){_INSIDE}*+)\)"
_WIDE: Final = r"\u00a0-\ufdcf\ufdf0-\uffef\U00010000-\U000dffff\U000e1000-\U0010ffff"
_LINK: Final = regex.compile(
    r"(?<![a-z0-9@＠$#＃\ufeff\ufffe\uffff])"
    r"(?:https?|dat|dweb|ipfs|ipns|ssb|gopher|gemini)://"
    rf"(?P<host>(?:{_LETTER}|[._-])++)(?::[0-9]++)?"
    rf"(?:/(?:(?:{_INSIDE}|{_BRACKETED})*"
    rf"(?:[^\s()?!*\"'「」<>;:=,.$%\[\]~&|@]|{_BRACKETED}))?)?"
    rf"(?:\?[a-z0-9!?*'();:&=+$/%#\[\]_.,~|@^{_WIDE}-]*[a-z0-9_&=#/{_WIDE}-])?",
    regex.IGNORECASE,
)
_WORD: Final = r"[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}]"
_MENTION: Final = regex.compile(
    rf"(?<![=/]|{_WORD})(?>(?P<name>@[a-z0-9_]+(?:[.-]+[a-z0-9_]+)*)"
    rf"@{_WORD}+(?:[.-]+{_WORD}+)*)(?![@＠À-ÖØ-öø-ɏ\u0300-\u036fḀ-ỿ]|://)",
    regex.IGNORECASE,
)
_TOP_LEVEL: Final = regex.compile(
    r"(?P<name>[0-9a-z]++)(?![@+-])|(?P<encoded>xn--[0-9a-z]+)|(?P<foreign>[^\x00-\x7f].*)",
    regex.IGNORECASE | regex.DOTALL,
)
_KNOWN: Final = TOP_LEVEL_DOMAINS | {"example"}
"""`example` stands in documentation for a domain of the reader's own (RFC 2606, section 2)."""


def graphemes(text: str) -> list[str]:
    """Divide a text into extended grapheme clusters (UAX #29), what a reader calls characters."""
    return _GRAPHEME.findall(text)


def mastodon_length(text: str, *, per_url: int = 23) -> int:
    """Count as Mastodon does: graphemes, a link as `per_url`, a mention without its domain.

    `per_url` is the server's `characters_reserved_per_url`. A link is an address with its protocol
    and a domain that Mastodon knows; any other counts in full. Where that is not certain, as with
    a top-level domain in another script or behind a domain without protocol, the larger counts.
    So it does for conjuncts as in Hindi, which a Ruby without Unicode 15.1 counts by consonants.
    (Mastodon 4: StatusLengthValidator, Extractor, Account::MENTION_RE, twitter_regex.rb.)
    """
    counted = [
        (start, stop, "x" * (per_url if certain else max(per_url, stop - start)))
        for start, stop, certain in _links(text)
    ]
    counted += [(*found.span(), found["name"]) for found in _MENTION.finditer(text)]
    pieces, end = [], 0
    for start, stop, instead in sorted(counted):
        if start >= end:
            pieces += [text[end:start], instead]
            end = stop
    clusters = graphemes("".join([*pieces, text[end:]]))
    return sum(1 + len(_CONJOINED.findall(cluster)) for cluster in clusters)


def compatible_length(text: str, *, per_url: int = 23) -> int:
    """Count for a server that speaks Mastodon's language and is another program.

    Some of them count code points and addresses in full, whatever they say (GoToSocial), so that
    the larger number is the safe one.
    """
    return max(mastodon_length(text, per_url=per_url), len(text))


def bluesky_length(text: str) -> int:
    """Count as Bluesky does (lexicon app.bsky.feed.post): graphemes, whatever they are."""
    return len(graphemes(text))


def byte_length(text: str) -> int:
    """Count the bytes of a text in UTF-8."""
    return len(text.encode())


def _links(text: str) -> Iterator[tuple[int, int, bool]]:
    """Find what Mastodon links: where each begins and ends, and whether that is certain."""
    place = end = 0
    while found := _LINK.search(text, place):
        place, host_end = found.span("host")
        length, certain = _domain(found["host"], text[host_end : host_end + 1])
        if length:
            hangs = "." in text[end : found.start()].rpartition(" ")[2].rpartition("\n")[2]
            end = place = found.end() if place + length == host_end else place + length
            yield found.start(), end, certain and not hangs


def _domain(host: str, following: str) -> tuple[int, bool]:
    """Give how much of a host is a domain, up to the last label that can be a top-level one."""
    labels = host.split(".")
    known, certain = 0, True
    place = len(labels[0])
    for before, label in itertools.pairwise(labels):
        if not before or before[0] in "_-" or before[-1] in "_-":
            break
        place += 1
        found = _TOP_LEVEL.match(host + following, place)
        if found and "_" not in before and (not found["name"] or found["name"].lower() in _KNOWN):
            known, certain = min(found.end(), place + len(label)), not found["foreign"]
        place += len(label)
    return known, certain
