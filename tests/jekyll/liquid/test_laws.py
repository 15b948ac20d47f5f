"""Laws of evaluating: what holds for any text whatever."""

from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.jekyll.liquid.conftest import Evaluate, open_liquid
from tests.oracles.liquid import PAGE, SITE

from reviewkit.jekyll.liquid import UnevaluatedError
from reviewkit.jekyll.liquid.engine import FILTERS, TAGS

PIECES: Final = st.sampled_from(
    [
        *("{{", "}}", "{%", "%}", "{{-", "-%}", "|", ":", ",", ".", "..", "(", ")", "[", "]", "'"),
        *('"', "=", "==", ">", "contains", " ", "\n", "1", "-2.5", "nil", "empty", "page", "site"),
        *("page.list", "page.hash", "page.date", "site.posts", "in", "reversed", "x", "é", "%"),
        *(f"{{% {tag.name} x %}}" for tag in TAGS),
        *(f"{{% end{tag.name} %}}" for tag in TAGS),
        *(f" | {name}: " for name in FILTERS),
    ]
)
VALUES: Final = st.sampled_from(
    [
        *("nil", "true", "0", "-3", "2.5", "''", "'a b'", "'%Y'", "'x.y'", "(1..3)", "page"),
        *("page.list", "page.people", "page.hash", "page.date", "page.mixed", "site.posts", "site"),
        *(
            "page.nested",
            "page.empty_list",
            "site.tags",
            "site.data",
            "jekyll",
            "blank",
            "'http://['",
        ),
    ]
)


@pytest.fixture(scope="module")
def evaluate() -> Evaluate:
    """Give the function that evaluates a text in the fixture site."""
    return open_liquid(SITE)[1]


def evaluated(evaluate: Evaluate, text: str) -> str | None:
    """Evaluate a text; None where it is refused in the way that commands understand."""
    try:
        return evaluate(text, PAGE)
    except UnevaluatedError:
        return None


@settings(deadline=None, max_examples=300)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_any_text_is_evaluated_or_refused(evaluate: Evaluate, text: str) -> None:
    evaluated(evaluate, text)


@settings(deadline=None, max_examples=500)
@given(st.sampled_from(sorted(FILTERS)), VALUES, st.lists(VALUES, max_size=3))
def test_any_filter_takes_or_refuses_any_value(
    evaluate: Evaluate, name: str, value: str, arguments: list[str]
) -> None:
    behind = f": {', '.join(arguments)}" if arguments else ""
    evaluated(evaluate, f"{{{{ {value} | {name}{behind} }}}}")


@given(st.text(st.characters(exclude_characters="{", exclude_categories=["Cs"])))
def test_text_without_braces_stays(evaluate: Evaluate, text: str) -> None:
    assert evaluate(text, PAGE) == text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_raw_text_stays(evaluate: Evaluate, text: str) -> None:
    text = text.replace("{%", "{")
    assert evaluate(f"{{% raw %}}{text} {{% endraw %}}", PAGE) == f"{text} "
