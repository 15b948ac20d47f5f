"""Categories and tags that are lost, changed or added are found, with both places."""

from collections.abc import Callable

import pytest

from reviewkit.errors import Problem

Look = Callable[..., list[Problem]]

CONFIG = "timezone: Europe/Rome\npermalink: /posts/:title/\n"
DEFAULTS = "defaults:\n  - scope: {path: ''}\n    values:\n      "


def one(problems: list[Problem]) -> str:
    (problem,) = problems
    return f"{problem.where}: {problem.what}"


@pytest.mark.parametrize(("key", "several"), [("category", "categories"), ("tag", "tags")])
def test_a_comma_in_a_single_name(doctor: Look, key: str, several: str) -> None:
    (problem,) = doctor(f"title: Dune\n{key}: sand, worms", CONFIG)
    assert f"{key} is one name to Jekyll, comma and all: 'sand, worms'" in problem.what
    assert problem.fix == f"write a list: {several}: [sand, worms]"


def test_a_comma_in_quotes_is_meant(doctor: Look) -> None:
    assert doctor('title: Dune\ncategory: "Hello, Dolly!"', CONFIG) == []


@pytest.mark.parametrize(
    ("item", "result"),
    [
        ("No", "becomes 'false'"),
        ("2:22", "becomes '8520'"),
        ("1,000", "becomes '1000'"),
        ("null", "is lost"),
        ("~", "is lost"),
    ],
)
def test_a_tag_that_is_no_text_to_yaml(doctor: Look, item: str, result: str) -> None:
    found = one(doctor(f"title: Dune\ntags:\n  - sand\n  - {item}", CONFIG))
    assert f"{item} in tags is no text to YAML, and {result}" in found


def test_an_empty_category_has_no_name(doctor: Look) -> None:
    found = one(doctor("title: Dune\ncategories:\n  - sand\n  -", CONFIG))
    assert "an empty item in categories is no text to YAML, and becomes one without a" in found


def test_a_year_is_a_tag_as_good_as_any(doctor: Look) -> None:
    assert doctor("title: Dune\ntags: [1984, sand]\ncategory: 1984", CONFIG) == []


@pytest.mark.parametrize("value", ["2023", "true", "2:22", "{a: b}", "2025-01-20"])
def test_tags_that_are_neither_text_nor_a_list(doctor: Look, value: str) -> None:
    found = one(doctor(f"title: Dune\ntags: {value}", CONFIG))
    assert found.startswith("_posts/2025-01-20-dune.md:3: tags is")
    assert found.endswith("neither text nor a list to YAML: the post gets no tags of it")


def test_a_category_that_is_false(doctor: Look) -> None:
    found = one(doctor("title: Dune\ncategory: No", CONFIG))
    assert "category is No and neither text nor a list" in found


@pytest.mark.parametrize("key", ["tag", "category"])
def test_a_term_without_a_name(doctor: Look, key: str) -> None:
    found = one(doctor(f"title: Dune\n{key}: ''", CONFIG))
    assert f"{key} is empty, and Jekyll makes a {key} without a name" in found


def test_an_empty_tag_hides_no_tags(doctor: Look) -> None:
    assert doctor("title: Dune\ntag:\ntags: [sand]", CONFIG) == []


def test_a_tag_of_the_defaults_hides_the_tags_of_a_post(doctor: Look) -> None:
    found = one(doctor("title: Dune\ntags: [sand]", f"{CONFIG}{DEFAULTS}tag: film\n"))
    assert found.startswith("_posts/2025-01-20-dune.md:3: tags is not read")
    assert "the defaults set tag (_config.yml:7)" in found


@pytest.mark.parametrize("own", ["tag: sand", "tags: []", "tags:", "layout: post"])
def test_a_tag_of_the_defaults_that_hides_nothing(doctor: Look, own: str) -> None:
    assert doctor(f"title: Dune\n{own}", f"{CONFIG}{DEFAULTS}tag: film\n") == []


@pytest.mark.parametrize("given", ["categories: [film]", "categories: film", "category: film"])
@pytest.mark.parametrize("own", ["categories: [sand]", "categories: sand"])
def test_categories_of_the_defaults_are_added(doctor: Look, given: str, own: str) -> None:
    found = one(doctor(f"title: Dune\n{own}", f"{CONFIG}{DEFAULTS}{given}\n"))
    assert found.startswith("_config.yml:7: film of the defaults is added to the categories of")
    assert "_posts/2025-01-20-dune.md:3" in found


@pytest.mark.parametrize(
    ("given", "own"),
    [
        ("category: film", "category: sand"),
        ("categories: [film]", "categories: [film, sand]"),
        ("categories: [film]", "layout: post"),
        ("categories: [film]", "categories:"),
        ("tags: [film]", "tags: [sand]"),
    ],
)
def test_defaults_that_give_way_or_are_meant(doctor: Look, given: str, own: str) -> None:
    assert doctor(f"title: Dune\n{own}", f"{CONFIG}{DEFAULTS}{given}\n") == []


def test_an_empty_list_does_not_take_the_defaults_away(doctor: Look) -> None:
    config = f"{CONFIG}{DEFAULTS}categories: [film]\n"
    found = one(doctor("title: Dune\ncategories: []", config))
    assert found.startswith("_posts/2025-01-20-dune.md:3: an empty list takes no category away")
    assert "_config.yml:7" in found


def test_what_is_added_to_many_posts_is_said_once(look: Look) -> None:
    post = "---\ntitle: Dune\ncategories: [sand]\n---\n"
    files = {f"_posts/2025-01-{day}-a{day}.md": post for day in (20, 21, 22)}
    found = one(look(files, f"{CONFIG}{DEFAULTS}categories: [film]\n"))
    assert "is added to the categories of 3 posts, such as _posts/2025-01-22-a22.md:3" in found


def test_the_default_that_wins_is_named(doctor: Look) -> None:
    more = "  - scope: {path: _posts}\n    values: {categories: [film]}\n"
    config = f"{CONFIG}{DEFAULTS}categories: [all]\n{more}"
    found = one(doctor("title: Dune\ncategories: [sand]", config))
    assert found.startswith("_config.yml:9: film of the defaults")


def test_the_default_that_wins_is_named_wherever_it_stands(doctor: Look) -> None:
    first = "defaults:\n  - scope: {path: _posts}\n    values: {categories: [film]}\n"
    config = f"{CONFIG}{first}  - scope: {{path: ''}}\n    values: {{categories: [all]}}\n"
    found = one(doctor("title: Dune\ncategories: [sand]", config))
    assert found.startswith("_config.yml:6: film of the defaults")


def test_a_post_that_cannot_be_read_has_no_categories_to_add_to(doctor: Look) -> None:
    config = f"{CONFIG}{DEFAULTS}categories: [film]\n"
    assert doctor("title: Dune\ncategories: 2023", config) == []


def test_categories_that_differ_in_their_capitals(doctor: Look) -> None:
    found = one(doctor("title: Dune\ncategories: [Sand, sand]", CONFIG))
    assert "Sand and sand are two categories to Jekyll" in found


def test_a_folder_that_differs_in_its_capitals(doctor: Look) -> None:
    name = "Films/_posts/2025-01-20-dune.md"
    found = one(doctor("title: Dune\ncategories: [films]", CONFIG, name))
    assert "Films and films are two categories" in found
