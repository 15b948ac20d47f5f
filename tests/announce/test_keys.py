"""The keys of a try: valid, the same each time, and never those of another announcement."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.announce import NETWORKS
from reviewkit.announce.keys import idempotency_key, post_key, record_key
from reviewkit.announce.ledger import Target

TID = re.compile(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}")
DIGITS = "234567abcdefghijklmnopqrstuvwxyz"
DAY = dt.date(2025, 1, 20)

parts = st.text(st.characters(exclude_characters="\0"), max_size=20)
generations = st.integers(1, 99)
days = st.dates()
tries = st.tuples(parts, parts, generations)


@given(parts, parts, generations, days)
def test_a_record_key_is_a_tid(did: str, post: str, generation: int, day: dt.date) -> None:
    assert TID.fullmatch(record_key(did, post, generation, day))


@given(tries, tries, days)
def test_two_record_keys_are_one_only_for_one_announcement(
    one: tuple[str, str, int], other: tuple[str, str, int], day: dt.date
) -> None:
    assert (record_key(*one, day) == record_key(*other, day)) is (one == other)


@given(tries, tries, st.dates(dt.date(1970, 1, 1), dt.date(2250, 1, 1)))
def test_record_keys_of_later_days_sort_behind(
    one: tuple[str, str, int], other: tuple[str, str, int], day: dt.date
) -> None:
    assert record_key(*one, day) < record_key(*other, day + dt.timedelta(days=1))


@given(parts, parts, generations, st.dates(dt.date(1970, 1, 1), dt.date(2250, 1, 1)))
def test_a_record_key_holds_the_day_of_the_post(
    did: str, post: str, generation: int, day: dt.date
) -> None:
    number = 0
    for digit in record_key(did, post, generation, day):
        number = number * 32 + DIGITS.index(digit)

    assert dt.datetime(1970, 1, 1) + dt.timedelta(microseconds=number >> 10) >= dt.datetime(  # noqa: DTZ001 -- days have no zone
        day.year, day.month, day.day
    )


def test_a_record_key_stays_what_it_is() -> None:
    key = record_key("did:plc:reviewer", "films.example/posts/fog", 1, DAY)

    assert key == "3lg5cvjyudr5t"


def test_an_idempotency_key_stays_what_it_is() -> None:
    key = idempotency_key("mastodon.example", "109", "films.example/posts/fog", 1)

    assert key == "rk1-76i5h6gzdfseur3jlp5iwa6t5chbyfksdv2qbmowi5f4vicgyuva"


@given(st.tuples(parts, parts, parts, generations), st.tuples(parts, parts, parts, generations))
def test_two_idempotency_keys_are_one_only_for_one_announcement(
    one: tuple[str, str, str, int], other: tuple[str, str, str, int]
) -> None:
    assert (idempotency_key(*one) == idempotency_key(*other)) is (one == other)


@given(parts, parts, parts, generations)
def test_an_idempotency_key_can_stand_in_a_header(
    server: str, account: str, post: str, generation: int
) -> None:
    assert re.fullmatch(r"rk1-[a-z2-7]{52}", idempotency_key(server, account, post, generation))


@pytest.mark.parametrize("network", list(NETWORKS))
def test_every_network_has_its_keys(network: str) -> None:
    target = Target(network=network, server="m.example", account="1")

    assert NETWORKS[network].key(target, "films.example/fog", 1, DAY)


@pytest.mark.parametrize(
    "url",
    [
        "https://films.example/posts/fog/",
        "http://films.example/posts/fog",
        "https://Films.example/posts/fog/index.html",
    ],
)
def test_one_address_is_one_post(url: str) -> None:
    assert post_key(url) == "films.example/posts/fog"


def test_another_host_is_another_post() -> None:
    assert post_key("https://de.films.example/fog/") != post_key("https://films.example/fog/")
