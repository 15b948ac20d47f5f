"""Categories and tags are read in every spelling that Jekyll takes."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from reviewkit.jekyll.collection import Collection
from reviewkit.jekyll.dates import parse_date
from reviewkit.jekyll.discovery import SourceFile
from reviewkit.jekyll.document import Clock, document_data
from reviewkit.jekyll.psych import load_yaml
from reviewkit.jekyll.ruby import as_text
from reviewkit.jekyll.terms import all_tags

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def values(text: str) -> Any:  # noqa: ANN401 -- YAML gives anything
    return load_yaml(text) or {}


def categories(own: str, defaults: str = "", folder: str = "") -> tuple[str, ...]:
    clock = Clock(dt.UTC, NOW, lambda value: parse_date(value, dt.UTC, NOW))
    collection = Collection(label="posts", output=True, template="/:title")
    path = f"{folder}/_posts/2025-01-20-a.md".lstrip("/")
    file = SourceFile(path=path, relative=path, collection=collection, in_drafts=False)
    known = document_data(file, f"---\n{own}\n---\n", values(defaults), clock)
    assert known.fault is None
    return tuple(dict.fromkeys(map(as_text, known.data["categories"])))


def tags_of(front_matter: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(map(as_text, all_tags(front_matter)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("categories: films", ("films",)),
        ('categories: "films  drama"', ("films", "drama")),
        ('categories: "films\\tdrama"', ("films", "drama")),
        ("categories: [Films, Sci Fi]", ("Films", "Sci Fi")),
        ("categories:\n- Films\n- Sci Fi\n", ("Films", "Sci Fi")),
        ("categories: [films, Films, films]", ("films", "Films")),
        ("categories: [1917, 2.5, yes]", ("1917", "2.5", "true")),
        ("categories: []", ()),
        ("categories:", ()),
        ('categories: ""', ()),
        ("title: a", ()),
    ],
)
def test_categories_are_words_or_a_list(text: str, expected: tuple[str, ...]) -> None:
    assert categories(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("category: films", ("films",)),
        ("category: science fiction", ("science fiction",)),
        ("category: [a, b c]", ("a", "b c")),
        ('category: ""', ("",)),
        ("category:", ()),
        ("category: false", ()),
        ("category: 1917", ("1917",)),
        ("category: yes", ("true",)),
        ("category: 2025-01-20", ("2025-01-20",)),
    ],
)
def test_a_category_is_one_name(text: str, expected: tuple[str, ...]) -> None:
    assert categories(text) == expected


def test_a_single_category_comes_after_the_list() -> None:
    assert categories("category: a\ncategories: [z, b]") == ("z", "b", "a")


@pytest.mark.parametrize(
    ("folder", "expected"), [("", ("a",)), ("films", ("films", "a")), ("x/y", ("x", "y", "a"))]
)
def test_the_folders_above_come_first(folder: str, expected: tuple[str, ...]) -> None:
    assert categories("categories: a", folder=folder) == expected


def test_folders_defaults_and_post_are_united() -> None:
    assert categories("categories: [c, a]", "categories: [a, b]", "x") == ("x", "a", "b", "c")


def test_the_single_category_of_the_defaults_gives_way_to_the_posts_own() -> None:
    assert categories("category: own", "category: usual") == ("own",)
    assert categories("category:", "category: usual") == ("usual",)


def test_a_hard_space_does_not_divide_names() -> None:
    assert categories('categories: "a\u00a0b c"') == ("a\u00a0b", "c")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tags: drama", ("drama",)),
        ("tags: slow burn", ("slow", "burn")),
        ("tags: a, b", ("a,", "b")),
        ("tags: [slow burn, 1917, drama, drama]", ("slow burn", "1917", "drama", "drama")),
        ("tags: [a, [b, [c]]]", ("a", "b", "c")),
        ("tags: 2023", ()),
        ("tags: yes", ()),
        ("tags: {a: b}", ()),
        ("tags:", ()),
        ("tags: []", ()),
        ("tag: slow burn", ("slow burn",)),
        ("tag: slow burn\ntags: [a, b]", ("slow burn",)),
        ("tag:\ntags: [a, b]", ("a", "b")),
        ("tag: [a, b]", ("a", "b")),
        ("tag: 1917", ("1917",)),
        ("title: a", ()),
    ],
)
def test_tags_are_one_name_or_words_or_a_list(text: str, expected: tuple[str, ...]) -> None:
    assert tags_of(values(text)) == expected


@pytest.mark.parametrize("key", ["tags", "tag"])
def test_nothing_in_a_list_is_no_tag(key: str) -> None:
    assert tags_of(values(f"{key}: [~, a]")) == ("a",)


def test_nothing_in_a_list_is_no_category() -> None:
    assert categories("category: [~, a]") == ("a",)
