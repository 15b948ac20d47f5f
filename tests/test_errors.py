"""The tree of errors is the one that is drawn, and an error says what, where and how to fix it."""

import re

import pytest

from reviewkit import errors
from reviewkit.errors import (
    BusyError,
    ConfigurationError,
    OutputError,
    PostError,
    Problem,
    ReviewkitError,
    TemplateError,
    UsageError,
    Where,
)

LEAVES = (BusyError, ConfigurationError, UsageError, TemplateError, PostError, OutputError)


def drawn() -> dict[str, int]:
    """Read the drawing: each error below the root, and its exit code."""
    lines = re.findall(r"^ +[|`]-- (\w+) .* exit (\d+)$", errors.__doc__ or "", re.MULTILINE)
    return {name: int(code) for name, code in lines}


def below(error: type[ReviewkitError]) -> list[type[ReviewkitError]]:
    """List the errors below one that the package itself defines."""
    own = [one for one in error.__subclasses__() if one.__module__.startswith("reviewkit.")]
    return own + [leaf for one in own for leaf in below(one)]


def test_every_error_is_drawn_with_its_exit_code() -> None:
    assert {error.__name__: error.exit_code for error in below(ReviewkitError)} == drawn()


def test_every_error_that_is_drawn_hangs_below_the_root() -> None:
    assert {error.__name__ for error in ReviewkitError.__subclasses__()} >= set(drawn())
    assert (errors.__doc__ or "").split("\n\n")[1].splitlines()[0].strip() == "ReviewkitError"


def test_every_error_is_public() -> None:
    assert {error.__name__ for error in LEAVES} == set(drawn())
    assert set(drawn()) < set(errors.__all__)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (BusyError, 75),
        (ConfigurationError, 2),
        (UsageError, 2),
        (TemplateError, 2),
        (PostError, 3),
        (OutputError, 3),
    ],
)
def test_an_error_has_the_exit_code_of_the_contract(error: type[ReviewkitError], code: int) -> None:
    assert error("what", fix="fix").exit_code == code


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (None, "it is broken"),
        (Where("_posts/a.md"), "_posts/a.md: it is broken"),
        (Where("_posts/a.md", 7), "_posts/a.md:7: it is broken"),
    ],
)
def test_an_error_says_where_and_what(where: Where | None, expected: str) -> None:
    error = PostError("it is broken", where=where, fix="mend it")

    assert str(error) == expected
    assert str(error.problem) == expected


def test_an_error_carries_its_fields_as_a_problem() -> None:
    error = UsageError("it is broken", where=Where("a", 1), fix="mend it")

    assert error.problem == Problem(
        severity="error", what="it is broken", where=Where("a", 1), fix="mend it"
    )
