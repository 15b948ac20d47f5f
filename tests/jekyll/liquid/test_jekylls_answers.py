"""Every case of tests/fixtures/liquid gives what Jekyll gave, to the character."""

import pytest
from tests.jekyll.liquid.conftest import Evaluate, open_liquid, without_colours
from tests.oracles.liquid import CASES, PAGE, SITE, Answer, read_cases

from reviewkit.jekyll.liquid import NeedsJekyllError, UnevaluatedError

FILES = sorted(path for path in CASES.glob("*.json") if path.stem != "differences")


@pytest.fixture(scope="module")
def evaluate() -> Evaluate:
    """Give the function that evaluates a text in the fixture site."""
    return open_liquid(SITE)[1]


def ours(evaluate: Evaluate, text: str) -> Answer:
    """Give our answer in the form of Jekyll's."""
    try:
        return evaluate(text, PAGE)
    except UnevaluatedError as error:
        return {"error": type(error).__name__}


def agree(our: Answer, their: Answer) -> bool:
    """Compare two answers: texts to the character, of errors that there is one."""
    if isinstance(our, str) and isinstance(their, str):
        return without_colours(our) == without_colours(their)
    return isinstance(our, dict) and isinstance(their, dict)


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_the_answers_are_jekylls(path: object, evaluate: Evaluate) -> None:
    cases = read_cases(CASES / str(path))
    answers = [(case.text, ours(evaluate, case.text), case.answer) for case in cases]
    assert [one for one in answers if not agree(one[1], one[2])] == []


def test_there_are_hundreds_of_cases() -> None:
    assert sum(len(read_cases(path)) for path in FILES) > 700


def test_what_differs_needs_jekyll_or_is_named(evaluate: Evaluate) -> None:
    """The cases of differences.json are those of docs/jekyll-differences.md."""
    for case in read_cases(CASES / "differences.json"):
        if "include_cached" in case.text:
            assert evaluate(case.text, PAGE) == "Plain include, title Main Post."
            continue
        with pytest.raises(UnevaluatedError) as raised:
            evaluate(case.text, PAGE)
        assert isinstance(raised.value, NeedsJekyllError) or "#" in case.text
