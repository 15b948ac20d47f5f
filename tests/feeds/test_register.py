"""The file that keeps the ids: what is written is read again, whatever happened to it."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.errors import ConfigurationError
from reviewkit.feeds import Register, parse_register, register_bytes
from reviewkit.identity import Known

FOG = Known(
    source="_posts/2025-01-20-fog.md",
    path="/posts/fog/",
    title="Fog",
    date="2025-01-20T00:00:00+00:00",
    text="0011223344556677",
)
HOME = "https://films.example/"
REGISTER = Register(home=HOME, feed=HOME, posts={"tag:fog": (FOG,)})


def refused(data: bytes) -> str:
    with pytest.raises(ConfigurationError) as caught:
        parse_register(data, "ids.jsonl")
    assert caught.value.problem.fix
    return str(caught.value)


def test_a_register_is_a_head_and_a_line_for_each_post_in_order() -> None:
    posts = {f"tag:{name}": (replace(FOG, title=name),) for name in ("b", "a", "ä")}

    lines = register_bytes(replace(REGISTER, posts=posts)).decode().splitlines()

    assert json.loads(lines[0]) == {"schema": 1, "home": HOME, "feed": HOME}
    assert [json.loads(line)["title"] for line in lines[1:]] == ["a", "b", "ä"]


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
TEXTS = WORDS | st.sampled_from(
    ["\u2028", "\x85", "\x0b\x1c", "\ud800", "\udc80", "\r\n", "<<<<<<< x"]
)


@given(
    posts=st.dictionaries(
        TEXTS.filter(bool),
        st.lists(
            st.builds(Known, source=TEXTS, path=TEXTS, title=TEXTS, date=TEXTS, text=TEXTS),
            min_size=1,
            max_size=2,
            unique=True,
        ).map(tuple),
        max_size=4,
    )
)
def test_whatever_is_written_is_read_again(posts: dict[str, tuple[Known, ...]]) -> None:
    register = replace(REGISTER, posts=posts)

    read = parse_register(register_bytes(register), "ids.jsonl")

    assert {name: set(sights) for name, sights in read.posts.items()} == {
        name: set(sights) for name, sights in posts.items()
    }
    assert register_bytes(read) == register_bytes(register)


@given(posts=st.dictionaries(TEXTS.filter(bool), st.just((FOG,)), max_size=4))
def test_a_register_is_valid_utf_8_with_one_post_a_line(
    posts: dict[str, tuple[Known, ...]],
) -> None:
    text = register_bytes(replace(REGISTER, posts=posts)).decode()

    assert text.count("\n") == len(posts) + 1


def test_two_branches_merged_line_by_line_are_read() -> None:
    one = replace(REGISTER, posts={"tag:fog": (FOG,), "tag:a": (replace(FOG, source="a"),)})
    edited = replace(FOG, title="Fog, corrected")
    two = replace(REGISTER, posts={"tag:fog": (edited,), "tag:b": (replace(FOG, source="b"),)})

    merged = parse_register(register_bytes(one) + register_bytes(two), "ids.jsonl")

    assert merged.posts == {
        "tag:a": one.posts["tag:a"],
        "tag:b": two.posts["tag:b"],
        "tag:fog": (FOG, edited),
    }


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: data.replace(b"\n", b"\n\n \n"),
        lambda data: data.removesuffix(b"\n"),
        lambda data: data + data,
        lambda data: b"\n".join(sorted(data.splitlines())),
        lambda data: data.replace(b'{"id"', b'{"note": 1, "id"'),
    ],
    ids=[
        *("byte order mark", "ends of Windows", "empty lines", "no end"),
        *("twice", "sorted", "a field more"),
    ],
)
def test_what_editors_and_merges_do_is_understood(change: object) -> None:
    assert callable(change)

    assert parse_register(change(register_bytes(REGISTER)), "ids.jsonl") == REGISTER


GOOD = register_bytes(REGISTER)
HEAD, LINE = GOOD.splitlines(keepends=True)


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (HEAD + b"<<<<<<< HEAD\n" + LINE, "ids.jsonl:2: "),
        (HEAD + LINE + b"=======\n" + LINE, "ids.jsonl:3: "),
        (GOOD[:-20], "ids.jsonl:2: "),
        (HEAD + b"[]\n", "ids.jsonl:2: "),
        (HEAD + b"{}\n", "ids.jsonl:2: "),
        (HEAD + LINE.replace(b'"tag:fog"', b'""'), "ids.jsonl:2: "),
        (HEAD + LINE.replace(b'"tag:fog"', b"5"), "ids.jsonl:2: "),
        (HEAD + LINE.replace(b"Fog", b"\xff\xfe"), "ids.jsonl:2: "),
        (HEAD + b"[" * 100_000 + b"\n", "ids.jsonl:2: "),
        (b"", "ids.jsonl:1: "),
        (b"\n\n", "ids.jsonl:1: "),
        (LINE, "ids.jsonl:1: "),
        (HEAD.replace(b"1", b"2", 1) + LINE, "ids.jsonl:1: "),
        (HEAD.replace(b'"home"', b'"house"'), "ids.jsonl:1: "),
        (b"\x00" * 30, "ids.jsonl:1: "),
    ],
)
def test_a_damaged_register_is_an_error_on_its_line(data: bytes, place: str) -> None:
    assert refused(data).startswith(place)


@given(data=st.binary(max_size=60))
def test_any_bytes_give_a_register_or_a_configuration_error(data: bytes) -> None:
    try:
        found: object = parse_register(HEAD + data, "ids.jsonl")
    except ConfigurationError as error:
        found = error

    assert isinstance(found, Register | ConfigurationError)
