"""What is said of labels that are wrong: what, in which line, and how to mend it."""

import pytest

from reviewkit.config import ReviewSettings
from reviewkit.errors import Problem
from reviewkit.markdown import DIALECTS, Dialect, Source, make_parser, understand

LABEL = '<span class="reviewsection">Premise:</span>'


def problems(text: str, dialect: Dialect = "kramdown", first_line: int = 1) -> list[Problem]:
    """Give the problems of a text in `shark.md`."""
    source = Source(file="shark.md", first_line=first_line)
    return list(understand(make_parser(dialect), text, ReviewSettings(), source).problems)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "text",
    [
        f"{LABEL} A shark.",
        "[Premise:]{.reviewsection} A shark.",
        '<span class="reviewsection">🦈</span> A shark.',
        '<span class="reviewsection">![Premise](a.png)</span> A shark.',
        f"`{LABEL}`",
        f"    {LABEL}",
        f"<!-- {LABEL} -->",
        f"<div><!-- {LABEL} --></div>",
        '<div title="reviewsection">A shark.</div>',
        '<div class="reviewsections">A shark.</div>',
        "<div>class=reviewsection</div>",
    ],
)
def test_what_is_right_is_no_problem(text: str, dialect: Dialect) -> None:
    assert problems(text, dialect) == []


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "text",
    [
        '<span class="reviewsection"></span> A shark.',
        '<span class="reviewsection"> </span> A shark.',
        '<span class="reviewsection">~~Premise~~</span> A shark.',
        '<span class="reviewsection">&#8203;</span> A shark.',
        "[]{.reviewsection} A shark.",
    ],
)
def test_a_label_without_words_is_a_warning(text: str, dialect: Dialect) -> None:
    (problem,) = problems(f"A storm.\n\n{text}", dialect, first_line=5)
    assert problem.severity == "warning"
    assert "no words" in problem.what
    assert str(problem.where) == "shark.md:7"


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "text",
    [
        f"<div>{LABEL} A shark.</div>",
        f"<div>\n{LABEL} A shark.\n</div>",
        '<p class="reviewsection">Premise:</p>\n\nA shark.',
        "<h3 id='a' class = 'big reviewsection'>Premise</h3>\n\nA shark.",
        "<div class=reviewsection>Premise</div>\n\nA shark.",
    ],
)
def test_a_label_in_raw_html_is_a_warning(text: str, dialect: Dialect) -> None:
    (problem,) = problems(text, dialect)
    assert problem.severity == "warning"
    assert "raw HTML" in problem.what
    assert 'markdown="1"' in problem.fix


@pytest.mark.parametrize("dialect", DIALECTS)
def test_each_label_in_raw_html_is_named_with_its_line(dialect: Dialect) -> None:
    text = f"A storm.\n\n<div>\n<!--\n{LABEL}\n-->\n{LABEL}\n{LABEL}\n</div>\n"
    assert [str(p.where) for p in problems(text, dialect)] == ["shark.md:7", "shark.md:8"]
