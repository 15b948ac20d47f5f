"""Words that a server would turn into mentions, hashtags, links or emoji are kept from it.

The patterns are those of Mastodon: Account::MENTION_RE, Tag::HASHTAG_RE, CustomEmoji::SCAN_RE and
config/initializers/twitter_regex.rb, where Ruby's [[:word:]], [[:alpha:]] and [[:alnum:]] are
written as Unicode properties.
"""

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from reviewkit.announce.compose import inert

WORD = r"[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}]"
ALPHA = r"\p{Alphabetic}"
ALNUM = r"[\p{Alphabetic}\p{Nd}]"
PATTERNS = {
    "mention": regex.compile(rf"(?<![=/]|{WORD})@[a-z0-9_]", regex.IGNORECASE),
    "hashtag": regex.compile(rf"(?<![=/)]|{ALNUM})[#＃]{WORD}*{ALPHA}"),
    "emoji": regex.compile(rf"(?<!{ALNUM}|:):[a-zA-Z0-9_]{{2,}}:(?!{ALNUM}|:)"),
    "address": regex.compile(r"https?://[^\s]", regex.IGNORECASE),
}
OTHER_ADDRESSES = regex.compile(
    r"(?:dat|dweb|ipfs|ipns|ssb|gopher|gemini)://[^\s]|magnet:\?[^\s]|xmpp:[^\s]", regex.IGNORECASE
)

PROSE = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *("@", "＠", "#", "＃", ":", "::", "_", "http://", "HTTPS://", "https:", "//", "/"),
                *("ada", "films.example", "heart", "1", "½", "é", "映画", " ", "\n", ".", "(", "="),
                *("\u0301", "\u200d", "\u2060", "\u203f"),
            ]
        ),
        st.text(max_size=3),
    ),
    max_size=12,
).map("".join)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("thanks to @ada", "mention"),
        ("by @ada@films.example", "mention"),
        ("(@ada)", "mention"),
        ("the #1 film", None),
        ("a #film", "hashtag"),
        ("a ＃映画", "hashtag"),
        (":heart: it", "emoji"),
        ("a :smile:", "emoji"),
        ("see https://films.example", "address"),
        ("see HTTP://films.example", "address"),
    ],
)
def test_words_that_mean_something_to_a_server_lose_it(text: str, name: str | None) -> None:
    assert [key for key, pattern in PATTERNS.items() if pattern.search(text)] == (
        [name] if name else []
    )

    assert [key for key, pattern in PATTERNS.items() if pattern.search(inert(text))] == []


@given(PROSE)
@example("_:heart:_")
@example("3½:star:")
@example("#\u0301film")
def test_no_words_mean_anything_to_a_server(text: str) -> None:
    found = [name for name, pattern in PATTERNS.items() if pattern.search(inert(text))]

    assert found == []


@pytest.mark.parametrize(
    "text", ["gemini://films.example/x", "magnet:?xt=urn:btih:1", "xmpp:ada@films.example"]
)
def test_addresses_of_other_kinds_are_no_links_either(text: str) -> None:
    assert OTHER_ADDRESSES.search(text)

    assert not OTHER_ADDRESSES.search(inert(text))


@given(PROSE)
def test_a_reader_sees_the_same_words(text: str) -> None:
    assert inert(text).replace("\u2060", "") == text.replace("\u2060", "")


@given(PROSE)
def test_doing_it_twice_changes_nothing_more(text: str) -> None:
    assert inert(inert(text)) == inert(text)


@pytest.mark.parametrize(
    "text",
    [
        "7:30 to 9:15",
        "at 10:15:20",
        "ada@",
        "C# is not a film",
        "films.example",
        "a: b: c",
        "1 # 2",
        "::",
    ],
)
def test_ordinary_words_stay_as_they_are(text: str) -> None:
    assert inert(text) == text
