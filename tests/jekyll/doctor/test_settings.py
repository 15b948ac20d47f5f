"""Settings that change every URL, or that never apply, are found."""

from collections.abc import Callable

import pytest

from reviewkit.errors import Problem

Look = Callable[..., list[Problem]]

CONFIG = "timezone: Europe/Rome\npermalink: /posts/:title/\n"


@pytest.mark.parametrize(
    ("scope", "what"),
    [
        ("{path: /_posts}", "no path begins with a slash, as /_posts does"),
        ("{path: '', type: drafts}", "drafts are posts to Jekyll, and no drafts"),
        ("{path: '', type: draft}", "drafts are posts to Jekyll, and no draft"),
        ("{path: '', type: Posts}", "there is no collection Posts"),
        ("{path: '', type: film}", "there is no collection film"),
    ],
)
def test_defaults_that_apply_to_nothing(doctor: Look, scope: str, what: str) -> None:
    config = f"{CONFIG}defaults:\n  - scope: {scope}\n    values: {{a: 1}}\n"
    (problem,) = doctor("title: Dune", config)
    assert what in problem.what
    assert str(problem.where) == "_config.yml:5"


@pytest.mark.parametrize(
    "scope",
    [
        "{path: ''}",
        "{path: _drafts, type: posts}",
        "{type: films}",
        "{path: about.md, type: pages}",
        "{path: '', type: post}",
        "{path: '/*/x'}",
    ],
)
def test_defaults_that_may_apply(doctor: Look, scope: str) -> None:
    config = f"collections: [films]\ndefaults:\n  - scope: {scope}\n    values: {{a: 1}}\n"
    assert doctor("title: Dune", CONFIG + config) == []


def test_the_line_is_that_of_the_key_itself(doctor: Look) -> None:
    config = f"{CONFIG}# one\n\ndefaults:\n- values: {{a: 1}}\n  scope:\n    type: film\n"
    (problem,) = doctor("title: Dune", config)
    assert str(problem.where) == "_config.yml:9"
