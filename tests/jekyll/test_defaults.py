"""Defaults of the configuration apply, and win, as they do in Jekyll."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewkit.errors import ConfigurationError
from reviewkit.jekyll import read_configuration
from reviewkit.jekyll.defaults import Defaults, deep_merge

NewSite = Callable[..., Path]
POST = "_posts/2025-01-20-a.md"


def defaults(root: Path) -> Defaults:
    return Defaults(read_configuration(root), root, dt.datetime.fromisoformat)


def value(new_site: NewSite, *sets: str, source: str = POST) -> object:
    """Give the layout that sets of defaults, in the flow style of YAML, give to a file."""
    root = new_site({source: ""}, "defaults:\n" + "".join(f"- {one}\n" for one in sets))
    return defaults(root).for_file(source, "posts").get("layout")


def scoped(path: str, value: str, kind: str = "") -> str:
    scope = f'path: "{path}"' + (f", type: {kind}" if kind else "")
    return f"{{scope: {{{scope}}}, values: {{layout: {value}}}}}"


@pytest.mark.parametrize(
    "path",
    [
        *("", "_posts", "_posts/", "_posts/2025", "_posts/2025-01-20-a.md", "_p"),
        *("_posts/*", "_posts/*.md", "**/2025*", "_posts/2025-0?-*", "*"),
    ],
)
def test_a_path_is_a_beginning_or_a_pattern(new_site: NewSite, path: str) -> None:
    assert value(new_site, scoped(path, "one")) == "one"


@pytest.mark.parametrize(
    "path", ["films", "_posts/2024", "posts", "./_posts", "_posts/b*", "_drafts", "/_posts", "/_p*"]
)
def test_any_other_path_does_not_apply(new_site: NewSite, path: str) -> None:
    assert value(new_site, scoped(path, "one")) is None


@pytest.mark.parametrize("kind", ["posts", "post"])
def test_a_set_for_posts_applies_to_posts(new_site: NewSite, kind: str) -> None:
    assert value(new_site, scoped("", "one", kind)) == "one"


@pytest.mark.parametrize("kind", ["pages", "drafts", "draft", "tabs", '""'])
def test_a_set_for_another_kind_does_not_apply(new_site: NewSite, kind: str) -> None:
    assert value(new_site, scoped("", "one", kind)) is None


def test_a_draft_is_of_the_kind_posts(new_site: NewSite) -> None:
    assert value(new_site, scoped("", "one", "posts"), source="_drafts/a.md") == "one"


def test_a_set_without_a_scope_applies_to_everything(new_site: NewSite) -> None:
    assert value(new_site, "{values: {layout: one}}") == "one"


@pytest.mark.parametrize("scope", ["{}", "{path: }", "{type: posts}"])
def test_a_scope_without_a_path_applies_to_every_folder(new_site: NewSite, scope: str) -> None:
    assert value(new_site, f"{{scope: {scope}, values: {{layout: one}}}}") == "one"


@pytest.mark.parametrize(
    ("first", "second", "winner"),
    [
        (scoped("", "one"), scoped("_posts", "two"), "two"),
        (scoped("_posts", "one"), scoped("", "two"), "one"),
        (scoped("_posts", "one"), scoped("", "two", "posts"), "one"),
        (scoped("", "one"), scoped("", "two"), "two"),
        (scoped("", "one", "posts"), scoped("", "two"), "one"),
        (scoped("", "one"), scoped("", "two", "posts"), "two"),
        (scoped("", "one", "posts"), scoped("", "two", "posts"), "two"),
        (scoped("_posts/*", "one"), scoped("_posts", "two"), "one"),
        (scoped("_p*", "one"), scoped("_posts", "two"), "two"),
    ],
)
def test_the_longer_path_wins_then_the_kind_then_the_later_one(
    new_site: NewSite, first: str, second: str, winner: str
) -> None:
    assert value(new_site, first, second) == winner


def test_the_loser_fills_the_gaps(new_site: NewSite) -> None:
    root = new_site(
        {},
        "defaults:\n"
        "- {scope: {path: _posts}, values: {layout: one, image: {path: a, alt: b}}}\n"
        "- {scope: {path: ''}, values: {layout: two, lang: pt, image: {path: c, lqip: d}}}\n",
    )

    found = defaults(root).for_file(POST, "posts")

    assert found == {
        "layout": "one",
        "lang": "pt",
        "image": {"path": "a", "alt": "b", "lqip": "d"},
    }


@pytest.mark.parametrize("one", ["x", "", "{scope: {path: ''}}"])
def test_a_set_that_is_none_is_passed_over(new_site: NewSite, one: str) -> None:
    assert value(new_site, one, scoped("", "two")) == "two"


@pytest.mark.parametrize(
    "one",
    [
        *("{scope: x, values: {layout: a}}", "{scope: , values: {layout: a}}"),
        *("{scope: {type: }, values: {}}", "{scope: {type: 5}, values: {}}"),
        *("{scope: {path: 2025}, values: {}}", "{scope: {}, values: {date: 2025-01-20}}"),
        *("{scope: {}, values: {date: soon}}", "{scope: {}, values: {date: 5}}"),
    ],
)
def test_a_set_on_which_jekyll_stumbles_is_an_error(new_site: NewSite, one: str) -> None:
    with pytest.raises(ConfigurationError, match=r"^_config\.yml:2: defaults: "):
        value(new_site, one)


def test_a_set_without_a_scope_behind_another_is_an_error(new_site: NewSite) -> None:
    with pytest.raises(ConfigurationError, match="without a scope"):
        value(new_site, scoped("", "one"), "{values: {layout: two}}")


def test_a_date_is_read_once_for_all(new_site: NewSite) -> None:
    root = new_site({}, "defaults: [{scope: {}, values: {date: '2025-01-20T10:00:00+00:00'}}]\n")

    assert defaults(root).for_file(POST, "posts") == {
        "date": dt.datetime(2025, 1, 20, 10, tzinfo=dt.UTC)
    }


def test_defaults_that_are_no_list_are_none(new_site: NewSite) -> None:
    root = new_site({}, "defaults: x\n")

    assert defaults(root).for_file(POST, "posts") == {}


def test_merging_keeps_what_null_would_erase() -> None:
    assert deep_merge({"a": 1, "b": {"c": 1}}, {"a": None, "b": {"d": 2}, "e": None}) == {
        "a": 1,
        "b": {"c": 1, "d": 2},
        "e": None,
    }


def test_merging_replaces_lists_and_changes_neither_side() -> None:
    old, new = {"a": [1], "b": {"c": 1}}, {"a": [2], "b": {"c": 2}}

    assert deep_merge(old, new) == {"a": [2], "b": {"c": 2}}
    assert (old, new) == ({"a": [1], "b": {"c": 1}}, {"a": [2], "b": {"c": 2}})
