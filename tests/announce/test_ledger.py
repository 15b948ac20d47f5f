"""The record of a post's announcements: written, read again, and refused when it is broken."""

import datetime as dt
import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.announce.ledger import (
    Claim,
    Entry,
    Record,
    Target,
    check_records,
    parse_record,
    record_bytes,
    record_name,
)
from reviewkit.errors import ConfigurationError
from reviewkit.identity import Known

NOW = dt.datetime(2025, 1, 20, 12, tzinfo=dt.UTC)
HERE = Target(network="mastodon", server="mastodon.example", account="109")
THERE = Target(network="bluesky", server=None, account="did:plc:reviewer")
KNOWN = Known(source="_posts/2025-01-20-fog.md", path="/fog/", title="Fog", date="2025", text="ab")

words = st.text(max_size=20)
filled = st.text(min_size=1, max_size=20)
moments = st.datetimes(timezones=st.just(dt.UTC))
maybe = st.none() | moments
values = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=5,
)
extras = st.dictionaries(words.map(lambda word: f"new {word}"), values, max_size=3)
targets = st.builds(Target, network=filled, server=st.none() | filled, account=filled)
states = st.sampled_from(
    ["prepared", "sending", "published", "unknown", "failed", "skipped", "deleted"]
)
entries = st.builds(
    Entry,
    target=targets,
    state=states,
    since=moments,
    generation=st.integers(1, 9),
    key=words,
    created_at=maybe,
    payload=words,
    links=st.lists(words, max_size=3).map(tuple),
    first_try=maybe,
    last_try=maybe,
    in_doubt=maybe,
    id=words,
    url=words,
    reason=words,
    claim=st.none() | st.builds(Claim, by=words, at=moments, until=moments),
    extra=extras,
)


def of_its_time(record: Record) -> Record:
    """Give a record a version that knows what is in it."""
    has_claim = any(entry.claim for entry in record.entries)
    return replace(record, minor=max(record.minor, int(has_claim)))


records = st.builds(
    Record,
    name=st.just("fog"),
    known=st.builds(Known, source=words, path=words, title=words, date=words, text=words),
    since=moments,
    entries=st.lists(entries, max_size=3, unique_by=lambda entry: entry.target).map(tuple),
    extra=extras,
    known_extra=extras,
    minor=st.integers(0, 99),
).map(of_its_time)


def new_entry(target: Target = HERE) -> Entry:
    return Entry(target=target, state="published", since=NOW, links=("https://films.example/fog/",))


def a_record(*entries: Entry) -> Record:
    return Record(name="fog", known=KNOWN, since=NOW, entries=entries)


def parsed(data: bytes) -> Record:
    return parse_record(data, "fog", "_data/announcements/fog.json")


@given(records)
def test_a_record_is_read_as_it_was_written(record: Record) -> None:
    assert parsed(record_bytes(record)) == record


@given(records)
def test_a_file_that_was_read_is_written_as_it_was(record: Record) -> None:
    written = record_bytes(record)

    assert record_bytes(parsed(written)) == written


@given(st.binary(max_size=80))
def test_what_is_no_record_is_an_error_and_no_crash(data: bytes) -> None:
    with pytest.raises(ConfigurationError):
        parsed(data)


@given(records, st.data())
def test_a_file_cut_short_is_an_error(record: Record, data: st.DataObject) -> None:
    written = record_bytes(record).rstrip()

    with pytest.raises(ConfigurationError):
        parsed(written[: data.draw(st.integers(0, len(written) - 1))])


def test_half_a_character_in_a_title_survives() -> None:
    known = Known(source="a.md", path="/", title="\udc80", date="2025", text="")
    record = Record(name="fog", known=known, since=NOW)

    assert parsed(record_bytes(record)) == record


def test_keys_are_sorted_so_that_a_record_has_one_form() -> None:
    def is_sorted(tree: object) -> bool:
        if isinstance(tree, dict):
            return list(tree) == sorted(tree) and all(map(is_sorted, tree.values()))
        return not isinstance(tree, list) or all(map(is_sorted, tree))

    assert is_sorted(json.loads(record_bytes(a_record(new_entry(), new_entry(THERE)))))


def test_a_moment_of_another_zone_is_the_same_moment() -> None:
    data = record_bytes(a_record()).replace(b"12:00:00Z", b"14:00:00+02:00")

    assert parsed(data).since == NOW


def spoiled(change: Callable[[dict[str, Any]], object]) -> bytes:
    """Write a record of which `change` has spoiled something."""
    tree = json.loads(record_bytes(a_record(new_entry(), new_entry(THERE))))
    change(tree)
    return json.dumps(tree).encode()


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda tree: tree.update(schema="2.0"), "schema is '2.0'"),
        (lambda tree: tree.update(schema=1), "schema is 1"),
        (lambda tree: tree.pop("schema"), "no schema"),
        (lambda tree: tree.pop("post"), "post needs"),
        (lambda tree: tree["post"].pop("title"), "post needs"),
        (lambda tree: tree["post"].update(title=5), "post needs"),
        (lambda tree: tree.pop("since"), "since is missing"),
        (lambda tree: tree.update(since="2025-01-20"), "since cannot be"),
        (lambda tree: tree.update(since="0001-01-01T00:00:00+23:00"), "since cannot be"),
        (lambda tree: tree.pop("targets"), "no list of targets"),
        (lambda tree: tree.update(targets=[7]), "a target is no object"),
        (lambda tree: tree["targets"][0].update(state="new"), "state cannot be 'new'"),
        (lambda tree: tree["targets"][0].update(state=["sent"]), "state cannot be"),
        (lambda tree: tree["targets"][0].pop("state"), "state is missing"),
        (lambda tree: tree["targets"][0].pop("in_doubt"), "in_doubt is missing"),
        (lambda tree: tree["targets"][0].update(generation=True), "generation cannot be"),
        (lambda tree: tree["targets"][0].update(generation=0), "generation cannot be"),
        (lambda tree: tree["targets"][0].update(links="x"), "links cannot be"),
        (lambda tree: tree["targets"][0].update(account=""), "account cannot be"),
        (lambda tree: tree["targets"].append(tree["targets"][0]), "twice"),
    ],
)
def test_a_record_that_says_something_wrong_is_refused(
    change: Callable[[dict[str, Any]], object], what: str
) -> None:
    with pytest.raises(ConfigurationError, match=re.escape(what)):
        parsed(spoiled(change))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"null",
        b'{"schema": "1.0", "schema": "1.0"}',
        b'{"schema": NaN}',
        b"<<<<<<< HEAD\n{}",
        b"[" * 100_000,
        b"\xff",
    ],
    ids=lambda data: data[:12].decode("latin-1"),
)
def test_what_is_no_json_of_ours_is_refused(data: bytes) -> None:
    with pytest.raises(ConfigurationError):
        parsed(data)


def test_a_refusal_names_the_file_the_line_and_the_remedy() -> None:
    with pytest.raises(ConfigurationError) as caught:
        parsed(b'{\n  "schema": "1.0",\n<<<<<<< HEAD\n}')

    problem = caught.value.problem
    assert str(problem.where) == "_data/announcements/fog.json:3"
    assert "Nothing was sent" in problem.what
    assert "history" in problem.fix


def test_two_files_of_one_post_are_an_error() -> None:
    copy = Record(name="fog 2", known=KNOWN, since=NOW)

    with pytest.raises(ConfigurationError, match=r"fog 2\.json.* same post as fog\.json"):
        check_records([copy, a_record()], "_data/announcements")


def test_two_posts_are_no_error() -> None:
    other = Known(source="b.md", path="/b/", title="Fog", date="2025", text="ab")

    check_records([a_record(), Record(name="b", known=other, since=NOW)], "_data/announcements")


def test_a_plain_slug_is_the_name_of_the_file() -> None:
    assert record_name("harbour-lights_2", "_posts/a.md", []) == "harbour-lights_2"


slugs = st.text(max_size=200) | st.sampled_from(["Fog", "fog", "fo.g", "fög", "日本", "", "con"])


@given(st.lists(st.tuples(slugs, st.text(max_size=5)), max_size=20))
def test_no_two_posts_get_one_name_anywhere(posts: list[tuple[str, str]]) -> None:
    names: list[str] = []
    for slug, source in posts:
        names.append(record_name(slug, source, names))

    assert len({name.casefold() for name in names}) == len(names)


@given(slugs, st.text(max_size=5))
def test_a_name_is_one_that_jekyll_keeps(slug: str, source: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,100}", record_name(slug, source, []))


CLAIM = Claim(by="a run", at=NOW, until=NOW + dt.timedelta(minutes=30))


def test_a_claim_is_of_a_version_that_knows_claims() -> None:
    tree = json.loads(record_bytes(a_record(replace(new_entry(), claim=CLAIM))))

    assert tree["schema"] == "1.1"
    assert tree["targets"][0]["claim"] == {
        "by": "a run",
        "at": "2025-01-20T12:00:00Z",
        "until": "2025-01-20T12:30:00Z",
    }


def test_a_record_without_claims_is_as_it_always_was() -> None:
    tree = json.loads(record_bytes(a_record(new_entry())))

    assert tree["schema"] == "1.0"
    assert "claim" not in tree["targets"][0]


@pytest.mark.parametrize("claim", [None, "me", {}, {"by": "me", "at": "2025-01-20T12:00:00Z"}])
def test_half_a_claim_is_refused(claim: object) -> None:
    tree = json.loads(record_bytes(a_record(new_entry())))
    tree["targets"][0]["claim"] = claim

    with pytest.raises(ConfigurationError, match="claim cannot be"):
        parsed(json.dumps(tree).encode())
