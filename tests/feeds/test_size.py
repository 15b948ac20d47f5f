"""Feeds stay of a size that readers load."""

import json
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from reviewkit.feeds import FORMATS, Feed, Links, fitting, home_of, make_feed, shortened
from reviewkit.model import RenderedPost, Site

NewFeed = Callable[..., Feed]
NewPost = Callable[..., RenderedPost]
NewSite = Callable[..., Site]
SELF = Links(self="https://films.example/feed.xml")


def test_a_short_entry_is_left_alone(new_feed: NewFeed, new_post: NewPost) -> None:
    (entry,) = new_feed(new_post()).entries

    assert shortened(entry, 10_000) is entry


def test_a_long_entry_shows_its_summary_and_a_link(new_feed: NewFeed, new_post: NewPost) -> None:
    (entry,) = new_feed(new_post(html="<p>x</p>" * 9000, sentence="A & B")).entries

    short = shortened(entry, 10_000)

    assert short.content == (
        '<p>A &amp; B</p>\n<p><a href="https://films.example/posts/harbour-lights/">'
        "Harbour Lights</a></p>"
    )
    assert (short.id, short.title, short.summary) == (entry.id, entry.title, entry.summary)


def test_a_summary_that_is_the_whole_text_is_cut_at_a_word(
    new_feed: NewFeed, new_post: NewPost
) -> None:
    (entry,) = new_feed(new_post(sentence=None, excerpt="word " * 9000, html="<p>x</p>")).entries

    summary = shortened(entry, 10_000).summary

    assert len(summary) <= 501
    assert summary.endswith("word…")


@given(
    texts=st.lists(st.sampled_from(['"', "\n", "<b>x</b>", "映", "a ", "&amp;", "\\"]), min_size=1),
    times=st.integers(1, 3000),
)
def test_no_format_of_a_shortened_entry_is_much_longer_than_asked(
    new_feed: NewFeed, new_post: NewPost, new_site: NewSite, texts: list[str], times: int
) -> None:
    text = "".join(texts) * times
    (entry,) = new_feed(new_post(html=f"<p>{text}</p>", sentence=text, title=text)).entries
    empty = make_feed(new_site(), [], id=home_of(new_site()))
    full = make_feed(new_site(), [shortened(entry, 10_000)], id=home_of(new_site()))

    for write in FORMATS.values():
        assert len(write(full, SELF)) - len(write(empty, SELF)) < 20_000


def test_entries_are_left_out_from_the_oldest_on(new_feed: NewFeed, new_post: NewPost) -> None:
    entries = new_feed(
        *(new_post(slug=str(number), html=f"<p>{'x' * 4000}</p>") for number in range(5))
    ).entries

    assert fitting(entries, 11_000) == entries[:2]
    assert fitting(entries, 1) == entries[:1]
    assert fitting((), 1) == ()


def test_quotation_marks_count_as_json_writes_them(new_feed: NewFeed, new_post: NewPost) -> None:
    quotes = new_post(html="<p>" + '"' * 6000 + "</p>")

    entries = new_feed(quotes, new_post(slug="b")).entries

    assert len(json.dumps(entries[0].content)) > 12_000
    assert len(fitting(entries, 13_000)) == 1
