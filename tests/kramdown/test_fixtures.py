"""Every construct of kramdown in a fixture with kramdown's own answer."""

from pathlib import Path

import pytest
from tests.markdown.fixtures import read_cases
from tests.oracles.kramdown import first_difference

from reviewkit.markdown import make_parser

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "kramdown"
PARSER = make_parser("kramdown")

KNOWN = {
    line
    for line in (Path(__file__).parent / "known_differences.txt").read_text().splitlines()
    if line and not line.startswith("#")
}
"""Cases that are not equal yet, by file and title; each one that becomes equal has to leave."""

CASES = [
    pytest.param(case.source, case.expected, id=f"{path.stem}: {case.title}")
    for path in sorted(FIXTURES.glob("*.md"))
    for case in read_cases(path)
]


@pytest.mark.parametrize(("source", "expected"), CASES)
def test_a_text_is_rendered_as_kramdown_does(
    request: pytest.FixtureRequest, source: str, expected: str
) -> None:
    name = request.node.callspec.id
    difference = first_difference(PARSER.render(source), expected)
    if name in KNOWN:
        assert difference is not None, "equal now: take it out of known_differences.txt"
    else:
        assert difference is None
