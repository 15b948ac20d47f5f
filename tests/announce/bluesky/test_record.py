"""The record of a post is what the network's lexicon asks for, and links are known again."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.announce.bluesky.world import KIND, NOW, an_order
from tests.announce.conftest import new_material

from reviewkit.announce.bluesky.record import (
    creation,
    key_of,
    language,
    links_to,
    post_uri,
    post_url,
)
from reviewkit.announce.kind import Facts
from reviewkit.announce.picture import FittedPicture

DID = "did:plc:aaaabbbbccccddddeeeeffff"
LINK = "https://films.example/posts/fog/"
BLOB = {"$type": "blob", "ref": {"$link": "b"}, "mimeType": "image/jpeg", "size": 3}


def carded(uri: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 -- any part of a record
    embed = {"$type": "app.bsky.embed.external", "external": {"uri": uri}}
    return {"text": "", "embed": embed, **more}


def test_a_record_has_what_the_message_says() -> None:
    order = an_order(new_material(tags=("true crime",)), DID)
    body = creation(order, DID, BLOB)
    record = body.pop("record")

    assert body == {"repo": DID, "collection": "app.bsky.feed.post", "rkey": order.key}
    assert record["$type"] == "app.bsky.feed.post"
    assert record["text"] == order.message.text
    assert record["createdAt"] == "2025-01-20T12:00:00.123Z"
    assert record["langs"] == ["en"]
    assert record["embed"] == {
        "$type": "app.bsky.embed.external",
        "external": {
            "uri": "https://films.example/posts/harbour-lights/",
            "title": "Harbour Lights",
            "description": "What the rain does to a town.",
            "thumb": BLOB,
        },
    }
    (facet,) = record["facets"]
    index = facet["index"]
    assert record["text"].encode()[index["byteStart"] : index["byteEnd"]] == b"#TrueCrime"
    assert facet["features"] == [{"$type": "app.bsky.richtext.facet#tag", "tag": "TrueCrime"}]


def test_what_is_not_known_is_not_in_the_record() -> None:
    record = creation(an_order(new_material(tags=(), lang=None)), DID, None)["record"]

    assert sorted(record) == ["$type", "createdAt", "embed", "text"]
    assert "thumb" not in record["embed"]["external"]


def test_a_moment_is_in_utc_and_in_milliseconds() -> None:
    east = dt.timezone(dt.timedelta(hours=2))
    order = an_order()
    moved = type(order)(message=order.message, key="k", created_at=NOW.astimezone(east))

    assert creation(moved, DID, None)["record"]["createdAt"] == "2025-01-20T12:00:00.123Z"


def test_the_request_shown_is_the_one_that_is_sent() -> None:
    order = an_order()
    picture = FittedPicture(data=b"abc", type="image/jpeg", width=1, height=1)
    facts = Facts(place="https://pds.example", asked=NOW, account=DID)
    blob = {**BLOB, "ref": {"$link": "(upload)"}}

    request = KIND.request(order, facts, picture)

    assert request["url"] == "https://pds.example/xrpc/com.atproto.repo.createRecord"
    assert request["body"] == creation(order, DID, blob)
    assert KIND.request(order, facts, None)["body"] == creation(order, DID, None)


@pytest.mark.parametrize(
    ("lang", "written"),
    [
        ("en", "en"),
        ("en_US", "en-US"),
        ("zh-Hant-TW", "zh-Hant-TW"),
        ("ast", "ast"),
        ("de-DE-1996", "de-DE-1996"),
        ("en-", "en"),
        ("en US", None),
        ("english", None),
        ("EN-!!", "en"),
        ("", None),
        (None, None),
    ],
)
def test_a_language_is_written_so_that_servers_take_it(
    lang: str | None, written: str | None
) -> None:
    assert language(lang) == written


@pytest.mark.parametrize(
    "link",
    [
        LINK,
        "http://films.example/posts/fog",
        "https://FILMS.example/posts/fog/index.html",
        "https://films.example/posts/fog/?utm_source=x#top",
    ],
)
def test_a_link_is_known_however_it_is_written(link: str) -> None:
    assert links_to(carded(link), [LINK])


@pytest.mark.parametrize(
    "record",
    [
        carded("https://films.example/posts/frog/"),
        carded("https://other.example/posts/fog/"),
        carded("https://films.example/"),
        carded(LINK, reply={"root": {}, "parent": {}}),
        carded("http://[broken"),
        {"text": LINK},
        {"embed": [], "facets": {"features": 1}},
        {"facets": [{"features": [{"uri": 7}, None]}, 3]},
        None,
        [],
    ],
)
def test_what_is_no_announcement_of_the_page_is_not_taken_for_one(record: object) -> None:
    assert not links_to(record, [LINK])


def test_nothing_links_to_what_is_no_address() -> None:
    assert not links_to(carded("http://[broken"), ["http://[broken", ""])


def test_pages_that_differ_only_behind_the_question_mark_are_two() -> None:
    assert not links_to(carded("https://films.example/?p=2"), ["https://films.example/?p=1"])


def test_links_in_the_text_and_beside_a_quoted_post_count() -> None:
    feature = {"$type": "app.bsky.richtext.facet#link", "uri": LINK}
    beside = {"$type": "app.bsky.embed.recordWithMedia", "media": carded(LINK)["embed"]}

    assert links_to({"facets": [{"features": [feature]}]}, [LINK])
    assert links_to({"embed": beside}, [LINK])


@given(
    st.recursive(
        st.none() | st.text() | st.integers(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["embed", "external", "media", "facets", "features", "uri"]),
                inner,
                max_size=3,
            )
        ),
    )
)
def test_no_record_of_anybody_breaks_the_look(record: object) -> None:
    assert not links_to(record, [LINK])


def test_a_post_is_known_by_its_uri_and_by_its_address() -> None:
    assert key_of(post_uri(DID, "3abc"), [DID]) == "3abc"
    assert key_of(post_url(DID, "3abc"), [DID]) == "3abc"
    assert key_of("https://bsky.app/profile/Reviewer.example/post/3abc/", ["reviewer.example"]) == (
        "3abc"
    )


@pytest.mark.parametrize(
    "post",
    [
        "at://did:plc:other/app.bsky.feed.post/3abc",
        f"at://{DID}/app.bsky.feed.like/3abc",
        f"at://{DID}/app.bsky.feed.post/",
        f"https://evil.example/profile/{DID}/post/3abc",
        "3abc",
        "",
    ],
)
def test_what_is_no_post_of_the_account_has_no_key(post: str) -> None:
    assert key_of(post, [DID]) is None
