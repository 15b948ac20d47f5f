"""Front matter is divided from the text in every form the generators know."""

import contextlib
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.errors import PostError
from reviewkit.plain import read_front_matter
from reviewkit.plain.front_matter import is_metadata
from reviewkit.plain.yaml_core import Unclear, load_yaml

SOURCE = "content/a.md"


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ('---\ntitle: "A: b"\nn: 3\n---\n', 5),
        ('+++\ntitle = "A: b"\nn = 3\n+++\n', 5),
        ('{\n  "title": "A: b",\n  "n": 3\n}\n', 5),
        ('---json\n{"title": "A: b", "n": 3}\n---\n', 4),
        ('---toml\ntitle = "A: b"\nn = 3\n---\n', 5),
        ('---  \ntitle: "A: b"\nn: 3\n---\t\n', 5),
        ('---\r\ntitle: "A: b"\r\nn: 3\r\n---\r\n', 5),
    ],
)
def test_every_form_of_front_matter_is_read(head: str, line: int) -> None:
    read = read_front_matter(f"{head}Text\n", SOURCE)

    assert read == ({"title": "A: b", "n": 3}, "Text\n", line, head)


def test_metadata_lines_are_read_with_small_keys() -> None:
    read = read_front_matter(
        "Title: A: b\nDate: 2025-01-20\nSummary: one\n    two\nTags: a\nTags: b\n\nText: c\n",
        SOURCE,
    )

    assert read.values == {
        "title": "A: b",
        "date": "2025-01-20",
        "summary": "one\ntwo",
        "tags": "a\nb",
    }
    assert (read.text, read.text_line) == ("Text: c\n", 8)
    assert is_metadata(read.head)


def test_switches_in_metadata_are_switches() -> None:
    values = read_front_matter("Title: A\nAnnounce: False\nFeed: true\n\nx", SOURCE).values

    assert (values["announce"], values["feed"]) == (False, True)


@pytest.mark.parametrize("text", ["", "Text\n", "Premise: a cat\nRating: 7/10\n", "\n---\na: b\n"])
def test_a_file_without_front_matter_is_all_text(text: str) -> None:
    assert read_front_matter(text, SOURCE) == ({}, text, 1, "")


@pytest.mark.parametrize("head", ["---\n---\n", "+++\n+++\n", "{}\n", "---\n# nothing\n---\n"])
def test_an_empty_front_matter_says_nothing(head: str) -> None:
    read = read_front_matter(f"{head}Text", SOURCE)

    assert (read.values, read.text) == ({}, "Text")


@pytest.mark.parametrize(
    ("content", "line", "what"),
    [
        ("---\ntitle: A\nbad: [1\n---\n", 3, "not valid YAML"),
        ("---\ntitle: A: b\n---\n", 2, "not valid YAML"),
        ('---\ntitle: "A\ndate: x\n---\n', 2, "not valid YAML"),
        ("---\ntitle: A\ntitle: B\n---\n", 3, "the key title stands here a second time"),
        ("---\na: !!python/object:os.system x\n---\n", 2, "not valid YAML"),
        ("---\na: !!bool maybe\n---\n", None, "a value does not fit its tag"),
        ("---\na: !!timestamp x\n---\n", None, "a value does not fit its tag"),
        ("---\na: !!int []\n---\n", None, "not valid YAML"),
        ("---\n- a\n---\n", 2, "no list of settings"),
        ("---\ntitle: A\n", 1, "never ends"),
        ("+++\ntitle = A\n+++\n", 2, "not valid TOML"),
        ('+++\ntitle = "A"\n\ntitle = "B"\n+++\n', 4, "not valid TOML"),
        ("+++\ndate = 2025-02-30\n+++\n", 2, "not valid TOML"),
        ('+++\ntitle = "A"\n', 1, "never ends"),
        ('{\n  "title": "A",\n}\n', 3, "not valid JSON"),
        ('{"title": "A"', 1, "not valid JSON"),
        ("---json\n{title: 1}\n---\n", 2, "not valid JSON"),
        ("---js\n({})\n---\n", 1, "which reviewkit does not read"),
        (f"---\na: {'[' * 5000}\n---\n", None, "not valid YAML"),
    ],
)
def test_a_broken_front_matter_is_an_error_on_its_line(
    content: str, line: int | None, what: str
) -> None:
    with pytest.raises(PostError) as caught:
        read_front_matter(content, SOURCE)

    problem = caught.value.problem
    assert what in problem.what
    assert "left out" in problem.what
    assert problem.fix
    assert problem.where is not None
    assert line is None or problem.where.line == line


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("x", "x"), ("yes", "yes"), ("no", "no"), ("on", "on"), ("true", True), ("False", False),
        ("~", None), ("null", None), ("", None), ("1917", 1917), ("-3", -3), ("7.5", 7.5),
        ('"1917"', "1917"), ("'2025-01-20'", "2025-01-20"), ("12 Monkeys", "12 Monkeys"),
        ("1.2.3", "1.2.3"), ("9/10", "9/10"),
    ],
)  # fmt: skip
def test_yaml_means_what_every_generator_takes_it_for(text: str, value: object) -> None:
    found = load_yaml(f"a: {text}")

    assert isinstance(found, Mapping)
    assert found["a"] == value
    assert type(found["a"]) is type(value)


@pytest.mark.parametrize(
    "text",
    ["007", "0o17", "0x1F", "1_000", "2:22", "1e3", "1.5e+3", ".5", "5.", "+5", ".inf", ".NaN",
     "2025-01-20", "2025-01-20T10:00:00Z", "2025-01-20 10:00:00", "123456789012345678901"],
)  # fmt: skip
def test_what_yaml_has_two_readings_of_is_text_that_knows_it(text: str) -> None:
    found = load_yaml(f"a: {text}")

    assert isinstance(found, Mapping)
    assert found["a"] == text
    assert isinstance(found["a"], Unclear)


def test_yaml_mappings_can_be_merged() -> None:
    assert load_yaml("a: &x {b: 1}\nc:\n  <<: *x\n  d: 2") == {"a": {"b": 1}, "c": {"b": 1, "d": 2}}


@given(
    tag=st.sampled_from(
        [
            "binary",
            "bool",
            "float",
            "int",
            "map",
            "merge",
            "null",
            "omap",
            "pairs",
            "seq",
            "set",
            "str",
            "timestamp",
        ]
    ),
    text=st.sampled_from(["x", "1", "[]", "{}", "[a]", "{a: b}", "2025-01-01", "<<", "", "'y'"]),
)
def test_no_tag_is_a_crash(tag: str, text: str) -> None:
    content = f"---\na: !!{tag} {text}\n---\n"
    with contextlib.suppress(PostError):
        assert "a" in read_front_matter(content, SOURCE).values


@given(st.text(max_size=60))
def test_no_file_is_a_crash_and_no_text_is_lost(text: str) -> None:
    try:
        read = read_front_matter(text, SOURCE)
    except PostError:
        return

    assert read.head + read.text == text
    assert read.text_line == read.head.count("\n") + 1


@given(st.sampled_from(["---", "+++"]), st.text("ab:=[]{}\"'\n -&*!#1", max_size=40))
def test_no_block_is_a_crash(fence: str, block: str) -> None:
    try:
        read = read_front_matter(f"{fence}\n{block}\n{fence}\ntext", SOURCE)
    except PostError:
        return

    assert read.text.endswith("text")
